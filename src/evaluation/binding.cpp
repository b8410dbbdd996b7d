#include "evaluation/binding.hpp"

#include <algorithm>

namespace pointsbank::evaluation {

namespace {

using Form = rulelist::Score::Form;
using Way = BoundRule::Way;

constexpr std::int64_t power_of_ten(int exponent) noexcept {
  std::int64_t result = 1;
  for (int i = 0; i < exponent; ++i) result *= 10;
  return result;
}

/// numerator and denominator of a number that has them in 64 bits.
bool split(const Number& number, std::int64_t& numerator, std::int64_t& denominator) noexcept {
  if (!number.is_small()) return false;
  numerator = number.small_numerator();
  denominator = number.small_denominator();
  return true;
}

using Table = std::vector<std::pair<std::int64_t, std::int64_t>>;

bool bind_constant(const program::Rule& rule, const program::Program& program, BoundRule& bound, Table& table) {
  const Number& points = rule.score.model->points;
  const auto units = points.to_units(program.decimals, program.rounding);
  if (!units) return false;
  bound.units = *units;
  if (!rule.repeat) return true;
  for (const Number& step : rule.repeat->steps) {
    const auto repeated = (points * step).to_units(program.decimals, program.rounding);
    if (!repeated) return true;  // without the units of steps these are calculated one by one
    table.emplace_back(static_cast<std::int64_t>(table.size()), *repeated);
  }
  bound.has_steps = true;
  return true;
}

bool bind_grades(const program::Rule& rule, const program::Program& program, Table& table) {
  if (program.grades.size() >= most_grades) return false;
  for (std::size_t i = 0; i < rule.score.grades.size(); ++i) {
    const auto units = rule.score.model->grades[i].second.to_units(program.decimals, program.rounding);
    if (!units) return false;
    table.emplace_back(rule.score.grades[i], *units);
  }
  std::sort(table.begin(), table.end());
  return true;
}

bool bind_bands(const program::Rule& rule, const program::Program& program, int quantity_decimals, Table& table) {
  for (const rulelist::Band& band : rule.score.model->bands) {
    const auto least = band.from.to_units(quantity_decimals, Rounding::up);  // |from|: bands begin at 0 or above
    const auto units = band.points.to_units(program.decimals, program.rounding);
    if (!least || !units || band.from.sign() < 0) return false;
    table.emplace_back(*least, *units);
  }
  return true;
}

/// Up to which quantity a rate can be calculated in 64 bits without a division; its parts fit 32 bits.
void bind_near(BoundRule& bound) {
  bound.near_quantity = static_cast<std::int64_t>(UINT32_MAX) / bound.units;
  bound.reciprocal = bound.divisor == 1 ? 0 : UINT64_MAX / static_cast<std::uint64_t>(bound.divisor) + 1;
}

bool bind_rate(const program::Rule& rule, const program::Program& program, int quantity_decimals, BoundRule& bound,
               Table& table) {
  const Number unit_scale(power_of_ten(program.decimals));
  const Number quantity_scale(power_of_ten(quantity_decimals));
  const rulelist::Score& model = *rule.score.model;
  if (!model.whole) {
    if (!split(rule.score.factor * unit_scale / quantity_scale, bound.units, bound.divisor)) return false;
    if (bound.units == 0 || bound.units > UINT32_MAX || bound.divisor > UINT32_MAX) return true;
    bind_near(bound);
    return true;
  }
  table.emplace_back();
  auto& [units, parts] = table.front();
  if (!split(Number(1) / (quantity_scale * model.each), bound.units, bound.divisor) ||
      !split(model.rate * unit_scale, units, parts))
    return false;
  // Whole units for each whole part: as many parts as 32 bits of units hold.
  if (parts == 1 && units > 0 && units <= INT32_MAX && bound.units <= UINT32_MAX && bound.divisor <= UINT32_MAX) {
    bind_near(bound);
    const int128_t most = static_cast<int128_t>(INT32_MAX / units) * bound.divisor / bound.units;
    if (most < bound.near_quantity) bound.near_quantity = static_cast<std::int64_t>(most);
  }
  return true;
}

Way way_of(const program::Rule& rule, const program::Program& program, int quantity_decimals, BoundRule& bound,
           Table& table) {
  if (rule.score.over.index != program::none) return Way::exact;
  switch (rule.score.form) {
    case Form::points: return bind_constant(rule, program, bound, table) ? Way::constant : Way::exact;
    case Form::grades: return bind_grades(rule, program, table) ? Way::grades : Way::exact;
    case Form::bands: return bind_bands(rule, program, quantity_decimals, table) ? Way::bands : Way::exact;
    case Form::rate:
      if (!bind_rate(rule, program, quantity_decimals, bound, table)) return Way::exact;
      return rule.score.model->whole ? Way::whole_rate : Way::rate;
    default: return Way::exact;
  }
}

std::vector<Id> map_households(const Roster& roster, const Events& events) {
  std::vector<Id> result;
  const TextColumn& column = events.columns().household;
  if (!column.texts) return result;
  result.reserve(column.texts->size());
  for (Id id = 0; id < column.texts->size(); ++id) result.push_back(roster.find(column.texts->text(id)));
  return result;
}

template <class Find>
auto map_texts(const TextColumn& column, Find find) {
  std::vector<decltype(find(std::string_view()))> result;
  if (!column.texts) return result;
  result.reserve(column.texts->size());
  for (Id id = 0; id < column.texts->size(); ++id) result.push_back(find(column.texts->text(id)));
  return result;
}

void check_formats(const program::Program& program, const Roster& roster, const Events& events) {
  const TableFormat& wanted = program.format;
  const TableFormat& of_roster = roster.format();
  const TableFormat& of_events = events.format();
  if (roster.size() != 0 && (of_roster.subject != wanted.subject || of_roster.groups != wanted.groups ||
                             of_roster.subject_attributes != wanted.subject_attributes)) {
    throw UsageError("the roster was read for another rule list: read it with this program's table_format()");
  }
  if (events.size() != 0 &&
      (of_events.utc_offset != wanted.utc_offset || of_events.event_attributes != wanted.event_attributes)) {
    throw UsageError("the events were read for another rule list: read them with this program's table_format()");
  }
}

}  // namespace

Binding::Binding(const pointsbank::Program& compiled, const Roster& roster_table, const Events& events_table,
                 const EvaluateOptions& evaluate_options, bool is_valid)
    : program(compiled.compiled()), roster(roster_table), events(events_table), options(evaluate_options) {
  check_formats(program, roster, events);
  if (!is_valid) households = map_households(roster, events);
  kinds = map_texts(events.columns().kind, [&](std::string_view kind) { return program.find_kind(kind); });

  std::unordered_map<std::string_view, std::uint16_t> grade_numbers;
  if (program.grades.size() < most_grades) {
    for (std::size_t i = 0; i < program.grades.size(); ++i)
      grade_numbers.emplace(program.grades[i], static_cast<std::uint16_t>(i));
  }
  grades = map_texts(events.columns().grade, [&](std::string_view grade) {
    const auto found = grade_numbers.find(grade);
    return found == grade_numbers.end() ? unknown_grade : found->second;
  });

  bind_rules();
  bind_kinds();
}

void Binding::leave_open(Index kind) noexcept {
  for (std::size_t version = 0; version < program.versions.size(); ++version)
    hearings[version * program.kinds.size() + kind].has_far_conditions = false;
}

const std::string* Binding::level_like(const std::string& level) const noexcept {
  for (const program::Rule& rule : program.rules) {
    if (rule.veto != nullptr && rule.veto->level == level) return &rule.veto->level;
  }
  return nullptr;
}

void Binding::bind_rules() {
  constexpr std::size_t most_rows = 0xFFFF;
  for (Index i = 0; i < program.rules.size(); ++i) {
    const program::Rule& rule = program.rules[i];
    BoundRule bound;
    bound.rule = i;
    bound.source = rule.source;
    bound.from = rule.effective.from;
    bound.to = rule.effective.to;
    bound.positive = rule.positive;
    bound.account = rule.account;
    bound.has_condition = rule.when != nullptr;
    bound.is_simple = rule.occurrences.empty() && rule.rolling.empty() && rule.quantities.empty() &&
                      rule.exclusive == program::none && rule.valid == nullptr && rule.veto == nullptr;
    Table own;
    bound.way = way_of(rule, program, events.columns().quantity.decimals, bound, own);
    if (own.size() > most_rows) bound.way = Way::exact;
    if (bound.way != Way::exact) {
      bound.table_begin = static_cast<std::uint32_t>(table.size());
      bound.table_size = static_cast<std::uint16_t>(own.size());
      table.insert(table.end(), own.begin(), own.end());
    }
    bound.counters_begin = static_cast<std::uint32_t>(counters.size());
    bound.counters_size = static_cast<std::uint16_t>(rule.counters.size());
    for (const program::Counter& counter : rule.counters) {
      counters.push_back(BoundCounter{counter.most, counter.slot.index, counter.slot.per, counter.slot.by_member,
                                      counter.is_count, counter.level});
    }
    rules.push_back(bound);
  }
}

void Binding::bind_only_rule(BoundKind& kind, const program::Version& version) const {
  const BoundRule& rule = heard[kind.begin];
  if (rule.way == Way::exact || rule.from > version.effective.from || rule.to < version.effective.to) return;
  kind.is_scored = true;
  kind.is_calculated = rule.way != Way::constant || rule.units > INT32_MAX;
  if (!kind.is_calculated) kind.units = static_cast<std::int32_t>(rule.units);
}

/// What the rule at this place among those of the kind needs to run lean; is_lean is false where it cannot.
LeanKind Binding::lean_kind(const BoundKind& kind, Index position, const program::Version& version) const {
  LeanKind result;
  const BoundRule& rule = heard[kind.begin + position];
  const std::span<const BoundCounter> own(counters.data() + rule.counters_begin, rule.counters_size);
  result.is_lean = rule.way != Way::exact && rule.from <= version.effective.from && rule.to >= version.effective.to &&
                   rule.is_simple && !kind.has_feeds && own.size() <= LeanKind::most_counters &&
                   (!rule.has_condition || position < 2) &&
                   std::none_of(own.begin(), own.end(), [](const BoundCounter& each) { return each.by_member; }) &&
                   (rule.positive || !program.floor);
  if (!result.is_lean) return result;
  for (LeanKind::Counter& each : result.counters) each.slot = static_cast<Index>(program.slots.household.size());
  for (std::size_t i = 0; i < own.size(); ++i)
    result.counters[i] = {own[i].most, own[i].slot, own[i].per, own[i].is_count, own[i].level};
  result.rule = kind.begin + position;
  result.source = rule.source;
  const std::int8_t sign = rule.positive ? 1 : -1;
  if (rule.account != program::Account::spendable) result.standing = sign;
  if (rule.account != program::Account::standing) result.spendable = sign;
  result.account_sign = static_cast<std::uint8_t>(2 * static_cast<unsigned>(rule.account) + (rule.positive ? 0 : 1));
  if (rule.has_condition) result.conditions = static_cast<std::uint8_t>(3U << (2 * position));
  return result;
}

/// Kinds that several rules hear, all of them lean.
void Binding::split_kinds() {
  if (program.versions.size() != 1) return;
  const program::Version& version = program.versions.front();
  for (Index kind = 0; kind < program.kinds.size(); ++kind) {
    BoundKind& bound = hearings[kind];
    const Index rules_of_kind = bound.end - bound.begin;
    if (rules_of_kind < 2 || lean.size() + rules_of_kind > far_kind) continue;
    std::vector<LeanKind> each;
    for (Index position = 0; position < rules_of_kind; ++position) each.push_back(lean_kind(bound, position, version));
    if (!std::all_of(each.begin(), each.end(), [](const LeanKind& one) { return one.is_lean; })) continue;
    bound.is_split = true;
    for (Index position = 0; position < rules_of_kind; ++position) {
      splits.push_back({kind, bound.begin + position, position});
      lean.push_back(each[position]);
      kind_traits.push_back(0);  // a lean rule has no veto
    }
  }
}

void Binding::bind_kinds() {
  kind_traits.assign(program.kinds.size(), 0);
  for (const program::Version& version : program.versions) {
    for (std::size_t kind = 0; kind < program.kinds.size(); ++kind) {
      const program::Hearing& each = version.hearings[kind];
      const program::Program::KindFeed& feed = program.kind_feeds[kind];
      BoundKind bound;
      bound.begin = static_cast<Index>(heard.size());
      for (const Index rule : each.rules) {
        heard.push_back(rules[rule]);
        if (const rulelist::Veto* const veto = program.rules[rule].veto) {
          kind_traits[kind] |= may_veto;
          if (veto->forfeit) kind_traits[kind] |= may_forfeit;
          has_traits = true;
        }
        if (!rules[rule].has_condition) continue;
        bound.has_conditions |= heard.size() <= bound.begin + packed_conditions;
        bound.has_far_conditions |= heard.size() > bound.begin + 2;
      }
      bound.end = static_cast<Index>(heard.size());
      bound.has_feeds =
          each.cures || !each.opens.empty() || !each.closes.empty() || !feed.counts.empty() || !feed.quantities.empty();
      const bool has_one_rule = bound.end - bound.begin == 1;
      if (has_one_rule) bind_only_rule(bound, version);
      bound.is_listed = bound.has_conditions || bound.is_calculated;
      hearings.push_back(bound);
      lean.push_back(has_one_rule ? lean_kind(bound, 0, version) : LeanKind());
    }
  }
  split_kinds();
  bind_felt();
  has_third_counters = std::any_of(lean.begin(), lean.end(), [&](const LeanKind& each) {
    return each.is_lean && each.counters[2].slot != program.slots.household.size();
  });
}

void Binding::bind_felt() {
  // With lots and history it matters which posting is undone.
  const bool looks_back = program.versions.size() != 1 || program.needs_lots() || program.needs_history();
  for (const LeanKind& each : lean) {
    std::uint64_t bits = 0;
    for (const LeanKind::Counter& counter : each.counters) {
      if (counter.most != program::unlimited) bits |= std::uint64_t{1} << counter.slot % 64;
    }
    felt.push_back(each.is_lean && !looks_back ? bits : feels_all);
  }
}

}  // namespace pointsbank::evaluation
