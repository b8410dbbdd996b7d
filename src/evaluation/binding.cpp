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

bool bind_grades(const program::Rule& rule, const program::Program& program, BoundRule& bound) {
  if (program.grades.size() >= most_grades) return false;
  for (std::size_t i = 0; i < rule.score.grades.size(); ++i) {
    const auto units = rule.score.model->grades[i].second.to_units(program.decimals, program.rounding);
    if (!units) return false;
    bound.table.emplace_back(rule.score.grades[i], *units);
  }
  std::sort(bound.table.begin(), bound.table.end());
  return true;
}

bool bind_bands(const program::Rule& rule, const program::Program& program, int quantity_decimals, BoundRule& bound) {
  for (const rulelist::Band& band : rule.score.model->bands) {
    const auto least = band.from.to_units(quantity_decimals, Rounding::up);  // |from|: bands begin at 0 or above
    const auto units = band.points.to_units(program.decimals, program.rounding);
    if (!least || !units || band.from.sign() < 0) return false;
    bound.table.emplace_back(*least, *units);
  }
  return true;
}

bool bind_rate(const program::Rule& rule, const program::Program& program, int quantity_decimals, BoundRule& bound) {
  const Number unit_scale(power_of_ten(program.decimals));
  const Number quantity_scale(power_of_ten(quantity_decimals));
  const rulelist::Score& model = *rule.score.model;
  if (!model.whole) return split(rule.score.factor * unit_scale / quantity_scale, bound.numerator, bound.denominator);
  return split(Number(1) / (quantity_scale * model.each), bound.numerator, bound.denominator) &&
         split(model.rate * unit_scale, bound.whole_rate_numerator, bound.whole_rate_denominator);
}

Way way_of(const program::Rule& rule, const program::Program& program, int quantity_decimals, BoundRule& bound) {
  if (rule.score.over.index != program::none) return Way::exact;
  switch (rule.score.form) {
    case Form::points:
      if (const auto units = rule.score.model->points.to_units(program.decimals, program.rounding)) {
        bound.units = *units;
        return Way::constant;
      }
      return Way::exact;
    case Form::grades: return bind_grades(rule, program, bound) ? Way::grades : Way::exact;
    case Form::bands: return bind_bands(rule, program, quantity_decimals, bound) ? Way::bands : Way::exact;
    case Form::rate:
      if (!bind_rate(rule, program, quantity_decimals, bound)) return Way::exact;
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
                 const EvaluateOptions& evaluate_options)
    : program(compiled.compiled()), roster(roster_table), events(events_table), options(evaluate_options) {
  check_formats(program, roster, events);
  households = map_households(roster, events);
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

  for (Index i = 0; i < program.rules.size(); ++i) {
    const program::Rule& rule = program.rules[i];
    BoundRule bound;
    bound.rule = i;
    bound.from = rule.effective.from;
    bound.to = rule.effective.to;
    bound.positive = rule.positive;
    bound.account = rule.account;
    bound.has_condition = rule.when != nullptr;
    bound.is_simple = rule.occurrences.empty() && rule.rolling.empty() && rule.quantities.empty() &&
                      rule.exclusive == program::none && rule.valid == nullptr && rule.veto == nullptr;
    bound.way = way_of(rule, program, events.columns().quantity.decimals, bound);
    if (bound.way == Way::exact) bound.table.clear();
    bound.counters_begin = static_cast<std::uint32_t>(counters.size());
    for (const program::Counter& counter : rule.counters) {
      counters.push_back(BoundCounter{counter.most, counter.slot.index, counter.slot.per, counter.slot.by_member,
                                      counter.is_count, counter.level});
    }
    bound.counters_end = static_cast<std::uint32_t>(counters.size());
    rules.push_back(std::move(bound));
  }
  for (const program::Version& version : program.versions) {
    for (const program::Hearing& each : version.hearings) {
      const auto begin = static_cast<Index>(heard.size());
      heard.insert(heard.end(), each.rules.begin(), each.rules.end());
      hearings.emplace_back(begin, static_cast<Index>(heard.size()));
    }
  }
}

}  // namespace pointsbank::evaluation
