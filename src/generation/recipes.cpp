#include "generation/recipes.hpp"

#include <algorithm>
#include <string>

#include "generation/frequency.hpp"

namespace pointsbank::generation {
namespace {

using program::Index;

std::vector<Number> some_numbers(std::int64_t most) {
  std::vector<Number> numbers;
  for (std::int64_t number = 1; number <= most; ++number) numbers.emplace_back(number);
  return numbers;
}

/// Numbers near the literals; where there are none, or they stand within a formula, small ones too.
Pool numbers_near(const Mention& mention, bool is_in_formula) {
  std::vector<Number> numbers = numbers_around(mention.numbers);
  if (!numbers.empty() && !is_in_formula) return Pool::of_numbers(std::move(numbers), Pool::Order::even);
  for (const Number& number : some_numbers(10)) {
    if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) numbers.push_back(number);
  }
  std::sort(numbers.begin(), numbers.end());
  return Pool::of_numbers(std::move(numbers), Pool::Order::falling);
}

bool counts_by_member(const rulelist::Rule& rule) {
  const bool is_limited =
      std::any_of(rule.limits.begin(), rule.limits.end(), [](const rulelist::Limit& limit) { return limit.by_member; });
  return is_limited || (rule.repeat && rule.repeat->by_member) || (rule.score.over && rule.score.over->by_member);
}

/// Does a closing add up the quantities of the kind?
bool sums_quantities(const rulelist::List& list, const std::string& kind) {
  const auto sums = [&](const std::optional<expression::Expression>& expression) {
    if (!expression || expression->text().find("quantity(") == std::string::npos) return false;
    const auto kinds = expression->kinds();
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  };
  return std::any_of(list.closings.begin(), list.closings.end(),
                     [&](const rulelist::Closing& closing) { return sums(closing.by) || sums(closing.when); });
}

}  // namespace

Recipes::Recipes(const program::Program& program, Date through) : program_(program) {
  any_quantity_ = Pool::of_numbers(some_numbers(8), Pool::Order::falling);
  any_points_ = Pool::of_numbers(some_numbers(5), Pool::Order::falling);
  any_grade_ = Pool::of_texts({"good", "fair"}, Pool::Order::even);
  read_rules();
  for (Index version = 0; version < program.versions.size(); ++version) {
    first_.emplace_back(program.kinds.size(), no_recipe);
    for (Index kind = 0; kind < program.kinds.size(); ++kind) {
      if (program.versions[version].hearings[kind].known) add_kind(version, kind, through);
    }
    set_chances(version);
  }
}

// ------------------------------------------------------------------------------------------------ what rules read

void Recipes::read_rules() {
  for (const program::Rule& rule : program_.rules) {
    Values& values = values_.emplace_back();
    read_values(rule, values);
    merge(values.mentions, mentions_);
    uses_members_ |= values.counts_by_member || values.mentions.count("event.member") != 0;
    uses_acts_ |= values.mentions.count("event.act") != 0 || rule.veto != nullptr ||
                  (rule.model->exclusive && !rule.model->exclusive->per);
  }
  for (const rulelist::List& list : program_.book.versions) {
    for (const rulelist::Closing& closing : list.closings) {
      if (closing.when) add_mentions(*closing.when, mentions_);
      if (closing.by) add_mentions(*closing.by, mentions_);
      uses_acts_ |= closing.kind == rulelist::Closing::Kind::continuing;
    }
  }
  for (Values& values : values_) read_attributes(values);
}

void Recipes::read_values(const program::Rule& rule, Values& values) {
  const rulelist::Score& score = rule.model->score;
  if (rule.model->when) add_mentions(*rule.model->when, values.mentions);
  if (score.formula) add_mentions(*score.formula, values.mentions);
  values.has_condition = rule.model->when.has_value() || score.formula.has_value();
  values.counts_by_member = counts_by_member(*rule.model);
  std::vector<Number> quantities = quantities_of(score);
  const bool is_mentioned = values.mentions.count("event.quantity") != 0;
  values.reads_quantity = is_mentioned || !quantities.empty();
  if (!quantities.empty()) {
    values.quantity = Pool::of_numbers(std::move(quantities), Pool::Order::steep);
  } else if (is_mentioned) {
    values.quantity = numbers_near(mention_of(values.mentions, "event.quantity"), score.formula.has_value());
  }
  std::vector<Number> points = points_of(score, program_.decimals);
  values.reads_points = !points.empty() || values.mentions.count("event.points") != 0;
  if (!points.empty()) values.points = Pool::of_numbers(std::move(points), Pool::Order::even);
  values.reads_grade = !score.grades.empty() || values.mentions.count("event.grade") != 0;
  std::vector<std::string> grades = grades_of(score);
  if (grades.empty()) grades = mention_of(values.mentions, "event.grade").texts;
  values.grade = Pool::of_texts(std::move(grades), score.grades.empty() ? Pool::Order::even : Pool::Order::steep);
}

/// Values for the attributes that a rule reads; after all rules were read, so that each can use what others say.
void Recipes::read_attributes(Values& values) {
  for (const Attribute& attribute : program_.format.event_attributes) {
    const std::string name = "event." + attribute.name;
    Pool& pool = values.attributes.emplace_back();
    if (values.mentions.count(name) == 0) continue;
    const Mention& own = mention_of(values.mentions, name);
    const Mention& all = mention_of(mentions_, name);
    if (attribute.type == AttributeType::boolean) {
      pool = Pool::of_bools(2);
    } else if (attribute.type == AttributeType::number) {
      pool = numbers_near(own.numbers.empty() ? all : own, false);
    } else if (attribute.type == AttributeType::string) {
      std::vector<std::string> texts = texts_around(own);
      if (texts.empty()) texts = texts_around(all);
      if (texts.size() < 2) texts.push_back(attribute.name + "_other");
      pool = Pool::of_texts(std::move(texts), Pool::Order::even);
    } else if (!own.dates.empty()) {
      std::vector<Date> dates;
      for (const Date date : own.dates) {
        for (const std::int32_t away : {-30, -1, 0, 1, 30}) dates.push_back(date + away);
      }
      pool = Pool::of_dates(std::move(dates));
    }
  }
}

const Recipes::Values* Recipes::values_of(const program::Rule* rule) const noexcept {
  return rule == nullptr ? nullptr : &values_[static_cast<std::size_t>(rule - program_.rules.data())];
}

// ------------------------------------------------------------------------------------------------------- recipes

void Recipes::add_kind(Index version, Index kind, Date through) {
  first_[version][kind] = static_cast<std::uint32_t>(all_.size());
  const std::vector<Index>& rules = program_.versions[version].hearings[kind].rules;
  for (const Index rule : rules) all_.push_back(recipe_of(version, kind, &program_.rules[rule], through));
  if (rules.empty()) all_.push_back(recipe_of(version, kind, nullptr, through));
}

Recipe Recipes::recipe_of(Index version, Index kind, const program::Rule* rule, Date through) const {
  const program::Version& of = program_.versions[version];
  const rulelist::DateRange& range = rule == nullptr ? of.effective : rule->effective;
  Recipe recipe;
  recipe.version = version;
  recipe.kind = kind;
  recipe.rule = rule;
  recipe.from = range.from;
  recipe.to = std::min(range.to, through);
  choose_cells(recipe, of.hearings[kind].rules);
  if (recipe.quantity == nullptr && sums_quantities(*of.list, program_.kinds[kind])) recipe.quantity = &any_quantity_;
  if (rule != nullptr) recipe.routine = routine_of(*rule);
  return recipe;
}

/// What the rule itself reads comes from its own values, what only others of the kind's rules read from theirs.
void Recipes::choose_cells(Recipe& recipe, const std::vector<Index>& rules) const {
  std::vector<const Values*> readers;
  if (recipe.rule != nullptr) readers.push_back(values_of(recipe.rule));
  for (const Index rule : rules) readers.push_back(&values_[rule]);
  const auto raise = [](Use& use, Use to) { use = std::max(use, to); };
  if (uses_members_) recipe.member = Use::sometimes;
  bool reads_quantity = false, reads_points = false, reads_grade = false;
  for (const Values* values : readers) {
    reads_quantity |= values->reads_quantity;
    reads_points |= values->reads_points;
    reads_grade |= values->reads_grade;
    if (recipe.quantity == nullptr && !values->quantity.empty()) recipe.quantity = &values->quantity;
    if (recipe.points == nullptr && !values->points.empty()) recipe.points = &values->points;
    if (recipe.grade == nullptr && !values->grade.empty()) recipe.grade = &values->grade;
    recipe.has_condition |= values == readers.front() && recipe.rule != nullptr && values->has_condition;
    if (const auto minute = values->mentions.find("event.minute"); minute != values->mentions.end()) {
      raise(recipe.minute, minute->second.may_lack ? Use::sometimes : Use::mostly);
    }
    if (values->counts_by_member || values->mentions.count("event.member") != 0) raise(recipe.member, Use::mostly);
    if (values->mentions.count("event.act") != 0) raise(recipe.act, Use::mostly);
  }
  if (reads_quantity && recipe.quantity == nullptr) recipe.quantity = &any_quantity_;
  if (reads_points && recipe.points == nullptr) recipe.points = &any_points_;
  if (reads_grade && recipe.grade == nullptr) recipe.grade = &any_grade_;
  const auto is_per_act = [&](Index rule) {
    const auto& exclusive = program_.rules[rule].model->exclusive;
    return exclusive && !exclusive->per;
  };
  if (std::any_of(rules.begin(), rules.end(), is_per_act)) raise(recipe.act, Use::sometimes);
  for (std::size_t attribute = 0; attribute < program_.format.event_attributes.size(); ++attribute) {
    recipe.attributes.push_back(source_of(attribute, rules, recipe.rule));
  }
}

AttributeSource Recipes::source_of(std::size_t attribute, const std::vector<Index>& rules,
                                   const program::Rule* own) const {
  const Attribute& declared = program_.format.event_attributes[attribute];
  const std::string name = "event." + declared.name;
  std::vector<const Values*> readers;
  if (own != nullptr) readers.push_back(values_of(own));
  for (const Index rule : rules) readers.push_back(&values_[rule]);
  AttributeSource source;
  for (const Values* values : readers) {
    const auto mention = values->mentions.find(name);
    if (mention == values->mentions.end()) continue;
    source.may_lack |= mention->second.may_lack;
    if (source.what != AttributeSource::What::nothing) continue;
    const Pool& pool = values->attributes[attribute];
    if (mention->second.with_subject_id && declared.type == AttributeType::string) {
      source.what = AttributeSource::What::neighbour;
    } else if (!pool.empty()) {
      source.what = AttributeSource::What::pool;
      source.pool = &pool;
    } else if (declared.type == AttributeType::date) {
      source.what = AttributeSource::What::nearby_date;
    }
  }
  return source;
}

std::uint32_t Recipes::find(Index version, Index kind) const noexcept {
  return version == program::none || kind == program::none ? no_recipe : first_[version][kind];
}

std::vector<std::uint32_t> Recipes::same_act(std::uint32_t recipe) const {
  std::vector<std::uint32_t> found;
  const Recipe& own = all_[recipe];
  if (own.rule == nullptr || own.rule->exclusive == program::none) return found;
  for (std::uint32_t other = 0; other < all_.size(); ++other) {
    const Recipe& candidate = all_[other];
    if (candidate.rule != nullptr && candidate.version == own.version &&
        candidate.rule->exclusive == own.rule->exclusive && candidate.from <= own.to && own.from <= candidate.to) {
      found.push_back(other);
    }
  }
  return found;
}

bool Recipes::uses_quantities() const noexcept {
  return std::any_of(all_.begin(), all_.end(), [](const Recipe& recipe) { return recipe.quantity != nullptr; });
}
bool Recipes::uses_points() const noexcept {
  return std::any_of(all_.begin(), all_.end(), [](const Recipe& recipe) { return recipe.points != nullptr; });
}
bool Recipes::uses_grades() const noexcept {
  return std::any_of(all_.begin(), all_.end(), [](const Recipe& recipe) { return recipe.grade != nullptr; });
}

}  // namespace pointsbank::generation
