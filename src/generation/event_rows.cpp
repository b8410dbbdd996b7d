#include "generation/event_rows.hpp"

#include <algorithm>

namespace pointsbank::generation {
namespace {

using expression::Source;
using expression::Value;

constexpr std::uint64_t row_stream = 5;
constexpr int most_attempts = 12;
constexpr int attempts_here = 5;        ///< before another household is tried
constexpr std::uint64_t unfit_in = 16;  ///< one event in so many is to fail the rule's condition
constexpr std::uint64_t incomplete_in = 500;

std::string numbered(char prefix, std::size_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return text.insert(0, 1, prefix);
}

Value text_value(std::string_view text) { return text.empty() ? Value() : Value(text); }

}  // namespace

Value Draft::value(expression::Input input) const {
  const program::Version& of = program_.versions[version];
  switch (input.source) {
    case Source::event_id: return std::string_view(id);
    case Source::event_kind: return std::string_view(program_.kinds[kind]);
    case Source::event_grade: return grade.value;
    case Source::event_member: return text_value(member);
    case Source::event_act: return text_value(act);
    case Source::event_date: return date;
    case Source::event_quantity: return quantity.value;
    case Source::event_points: return points.value;
    case Source::event_minute: return minute < 0 ? Value() : Value(Number(minute));
    case Source::event_attribute: return attributes[of.event_attributes[input.index]].value;
    case Source::subject_id: return std::string_view(households_.id(household));
    case Source::subject_group: return households_.group(household, of.groups[input.index], date);
    case Source::subject_attribute: return households_.attribute(household, of.subject_attributes[input.index]);
    default: return {};
  }
}

EventRows::EventRows(const program::Program& program, const Recipes& recipes, const Households& households,
                     std::uint32_t acts, std::uint64_t seed)
    : program_(program),
      recipes_(recipes),
      households_(households),
      random_(seed, row_stream),
      draft_(program, households),
      offset_(utc_offset_to_string(program.format.utc_offset)),
      acts_(acts),
      has_quantity_(recipes.uses_quantities()),
      has_points_(recipes.uses_points()),
      has_grade_(recipes.uses_grades()),
      has_member_(recipes.uses_members()),
      has_act_(recipes.uses_acts()) {}

std::string EventRows::table(const std::vector<Planned>& events, std::size_t revocations) {
  id_digits_ = std::max<std::size_t>(5, std::to_string(events.size()).size());
  write_header();
  const std::size_t between =
      revocations == 0 ? events.size() + 1 : std::max<std::size_t>(1, events.size() / (revocations + 1));
  constexpr std::size_t sample = 4096;
  bool is_wanted = false;
  for (std::size_t row = 0; row < events.size(); ++row) {
    if (row == sample) table_.reserve(table_.size() / sample * (events.size() + events.size() / 16));
    draft_.id = numbered('E', row + 1, id_digits_);
    write(events[row]);
    is_wanted |= (row + 1) % between == 0;
    if (is_wanted && !events[row].is_meant && revoked_ + pending_.size() < revocations) {
      pending_.push_back({draft_.date + random_.between(3, 20), draft_.id});
      is_wanted = false;
    }
    while (!pending_.empty() && pending_.front().recorded <= draft_.date) {
      write_revocation(pending_.front());
      pending_.pop_front();
    }
  }
  for (const Pending& pending : pending_) write_revocation(pending);
  return table_.take();
}

// ------------------------------------------------------------------------------------------------------------ rows

void EventRows::write_header() {
  for (const std::string_view column : {std::string_view("event"), std::string_view(program_.format.subject),
                                        std::string_view("kind"), std::string_view("at")}) {
    table_.cell(column);
  }
  if (has_quantity_) table_.cell("quantity");
  if (has_points_) table_.cell("points");
  if (has_grade_) table_.cell("grade");
  if (has_member_) table_.cell("member");
  if (has_act_) table_.cell("act");
  for (const Attribute& attribute : program_.format.event_attributes) table_.cell(attribute.name);
  table_.cell("recorded");
  table_.cell("revokes");
  table_.end_row();
}

void EventRows::write(const Planned& planned) {
  draw(planned);
  table_.cell(draft_.id);
  // Whoever knows the member may leave the household out.
  const bool is_left_out = !draft_.member.empty() && random_.one_in(10);
  table_.cell(is_left_out ? std::string_view() : std::string_view(households_.id(draft_.household)));
  table_.cell(program_.kinds[draft_.kind]);
  if (draft_.minute < 0) {
    table_.cell(draft_.date);
  } else {
    table_.moment(draft_.date, draft_.minute, offset_);
  }
  if (has_quantity_) table_.cell(draft_.quantity.text);
  if (has_points_) table_.cell(draft_.points.text);
  if (has_grade_) table_.cell(draft_.grade.text);
  if (has_member_) table_.cell(draft_.member);
  if (has_act_) table_.cell(draft_.act);
  for (const Cell& cell : draft_.attributes) {
    const Date* date = cell.text.empty() ? std::get_if<Date>(&cell.value) : nullptr;
    if (date != nullptr) {
      table_.cell(*date);
    } else {
      table_.cell(cell.text);
    }
  }
  write_recorded(planned);
  table_.cell("");
  table_.end_row();
}

/// Mostly within days; where the rule list says how late is too late, a few later than that.
void EventRows::write_recorded(const Planned& planned) {
  const std::optional<int>& intake = program_.versions[draft_.version].list->intake_days;
  const bool is_late = !planned.is_meant && random_.one_in(250);
  if (!is_late && !random_.one_in(intake ? 3 : 10)) return table_.cell("");
  const int most = intake ? std::min(*intake, 12) : 12;
  const int least = intake && *intake < 1 ? 0 : 1;
  int days = most <= least ? least : least + static_cast<int>(random_.small(static_cast<std::uint64_t>(most - least)));
  if (is_late) days = (intake ? *intake : 30) + random_.between(1, 10);
  // On the day itself it is recorded after everything that happened.
  table_.moment(draft_.date + days, days == 0 ? 23 * 60 + 30 : random_.between(8 * 60, 18 * 60), offset_);
}

void EventRows::write_revocation(const Pending& pending) {
  ++revoked_;
  table_.cell(numbered('R', revoked_, id_digits_));
  const std::size_t empty = 3 + std::size_t{has_quantity_} + has_points_ + has_grade_ + has_member_ + has_act_ +
                            program_.format.event_attributes.size();
  for (std::size_t cell = 0; cell < empty; ++cell) table_.cell("");
  table_.moment(pending.recorded, random_.between(8 * 60, 18 * 60), offset_);
  table_.cell(pending.revokes);
  table_.end_row();
}

// ----------------------------------------------------------------------------------------------------------- cells

/// Draws until the condition of the rule holds, or, once in a while, until it does not.
void EventRows::draw(const Planned& planned) {
  const Recipe& recipe = recipes_.all()[planned.recipe];
  draft_.version = recipe.version;
  draft_.kind = recipe.kind;
  draft_.household = planned.household;
  draft_.date = Date{planned.day};
  draw_act(recipe, planned);
  const bool is_to_hold = planned.is_meant || !random_.one_in(unfit_in);
  for (int attempt = 1; attempt <= most_attempts; ++attempt) {
    draw_minute(recipe);
    draw_member(recipe, planned);
    draw_cells(recipe);
    if (!recipe.has_condition || holds(recipe) == is_to_hold) break;
    if (attempt >= attempts_here && attempt < most_attempts && planned.act == 0 &&
        planned.member == Planned::any_member)
      move_elsewhere(recipe);
  }
  if (!planned.is_meant && random_.one_in(incomplete_in)) draft_.quantity = {};
}

void EventRows::move_elsewhere(const Recipe& recipe) {
  const bool is_bad = recipe.rule != nullptr && !recipe.rule->positive;
  const std::uint32_t other = is_bad ? households_.draw_offending(random_) : households_.draw_diligent(random_);
  if (households_.is_active(other, draft_.date)) draft_.household = other;
}

bool EventRows::holds(const Recipe& recipe) const {
  if (recipe.rule->when != nullptr) {
    const Value truth = recipe.rule->when->evaluate(draft_).value;
    const bool* is_true = std::get_if<bool>(&truth);
    if (is_true == nullptr || !*is_true) return false;
  }
  if (!recipe.rule->score.model->formula) return true;
  const Value magnitude = recipe.rule->score.model->formula->evaluate(draft_).value;
  const Number* number = std::get_if<Number>(&magnitude);
  return number != nullptr && number->sign() > 0;
}

void EventRows::draw_cells(const Recipe& recipe) {
  const auto draw_from = [&](const Pool* pool) { return pool == nullptr ? Cell() : pool->draw(random_); };
  draft_.quantity = draw_from(recipe.quantity);
  draft_.points = draw_from(recipe.points);
  draft_.grade = draw_from(recipe.grade);
  for (std::size_t attribute = 0; attribute < recipe.attributes.size(); ++attribute) {
    draft_.attributes[attribute] = draw_attribute(recipe.attributes[attribute]);
  }
}

Cell EventRows::draw_attribute(const AttributeSource& source) {
  if (source.what == AttributeSource::What::nothing || (source.may_lack && random_.one_in(2))) return {};
  if (source.what == AttributeSource::What::pool) return source.pool->draw(random_);
  if (source.what == AttributeSource::What::nearby_date) {
    const auto away = static_cast<std::int32_t>(random_.small(30));
    return {random_.one_in(2) ? draft_.date + away : draft_.date - away, {}};
  }
  const std::string& neighbour = households_.id(static_cast<std::uint32_t>(random_.below(households_.size())));
  return {std::string_view(neighbour), neighbour};
}

void EventRows::draw_minute(const Recipe& recipe) {
  draft_.minute = -1;
  const bool is_read = recipe.minute == Use::mostly || (recipe.minute == Use::sometimes && random_.one_in(2));
  if (is_read && random_.one_in(2)) {
    draft_.minute = random_.between(18 * 60, 22 * 60 + 59);
  } else if (is_read || random_.one_in(8)) {
    draft_.minute = random_.between(7 * 60, 21 * 60);
  }
}

void EventRows::draw_member(const Recipe& recipe, const Planned& planned) {
  draft_.member.clear();
  const int members = households_.settled_members(draft_.household);
  if (recipe.member == Use::never || members == 0) return;
  if (planned.member != Planned::any_member) {
    draft_.member = households_.member_id(draft_.household, planned.member);
  } else if (recipe.member == Use::mostly ? !random_.one_in(12) : random_.one_in(3)) {
    draft_.member = households_.member_id(draft_.household,
                                          1 + static_cast<int>(random_.small(static_cast<std::uint64_t>(members))));
  }
}

void EventRows::draw_act(const Recipe& recipe, const Planned& planned) {
  draft_.act.clear();
  if (!has_act_) return;
  std::uint32_t act = planned.act;
  const bool is_named =
      recipe.act == Use::mostly ? !random_.one_in(10) : recipe.act == Use::sometimes && random_.one_in(3);
  if (act == 0 && is_named) act = ++acts_;
  if (act != 0) draft_.act = numbered('A', act, id_digits_);
}

}  // namespace pointsbank::generation
