#include "evaluation/scoring.hpp"

#include <algorithm>
#include <optional>

#include "evaluation/row_inputs.hpp"

namespace pointsbank::evaluation {

namespace {

using Form = rulelist::Score::Form;

struct Exact {
  Number value;
  Reason fault = Reason::none;
};

Reason reason_of(expression::Fault fault) noexcept {
  switch (fault) {
    case expression::Fault::missing_value: return Reason::missing_value;
    case expression::Fault::division_by_zero: return Reason::division_by_zero;
    case expression::Fault::overflow: return Reason::overflow;
    default: return Reason::none;
  }
}

Number of_rate(const rulelist::Score& score, const Number& factor, const Number& quantity) {
  return score.whole ? score.rate * (quantity / score.each).floor() : factor * quantity;
}

Number of_bands(const rulelist::Score& score, const Number& quantity) {
  Number points;
  for (const rulelist::Band& band : score.bands) {
    if (quantity < band.from) break;
    points = band.points;
  }
  return points;
}

Number of_tiers(const rulelist::Score& score, const Number& quantity) {
  Number sum;
  Number begin;
  for (const rulelist::Tier& tier : score.tiers) {
    if (quantity <= begin) break;
    const Number end = tier.to ? std::min(*tier.to, quantity) : quantity;
    if (end > begin) {
      const Number parts = (end - begin) / tier.each;
      sum = sum + tier.rate * (tier.whole ? parts.floor() : parts);
    }
    if (!tier.to) break;
    begin = std::max(begin, *tier.to);
  }
  return sum;
}

/// The form as a function of the quantity.
Number form_of(const program::Rule& rule, const Number& quantity) {
  const rulelist::Score& score = *rule.score.model;
  if (score.form == Form::rate) return of_rate(score, rule.score.factor, quantity);
  if (score.form == Form::bands) return of_bands(score, quantity);
  return of_tiers(score, quantity);
}

Exact of_quantity(const Binding& binding, const program::Rule& rule, const Occurrence& occurrence,
                  const Number* earlier) {
  if (!binding.events.columns().quantity.has(occurrence.row)) return {{}, Reason::missing_value};
  const Number quantity = quantity_of(binding, occurrence.row);
  if (quantity.sign() < 0) return {{}, Reason::out_of_range};
  if (earlier == nullptr) return {form_of(rule, quantity)};
  const program::Program& program = binding.program;
  const auto rounded = [&](const Number& value) { return value.rounded_units(program.decimals, program.rounding); };
  const Number difference = rounded(form_of(rule, *earlier + quantity)) - rounded(form_of(rule, *earlier));
  return {difference / Number(Number::of("1e" + std::to_string(program.decimals)))};
}

Exact of_grade(const Binding& binding, const program::Rule& rule, const Occurrence& occurrence) {
  const TextColumn& column = binding.events.columns().grade;
  if (!column.has(occurrence.row)) return {{}, Reason::missing_value};
  const std::string_view grade = column.at(occurrence.row);
  for (const auto& [listed, points] : rule.score.model->grades) {
    if (listed == grade) return {points};
  }
  return {{}, Reason::unknown_grade};
}

Exact of_range(const Binding& binding, const program::Rule& rule, const Occurrence& occurrence) {
  const DecimalColumn& column = binding.events.columns().points;
  if (!column.has(occurrence.row)) return {{}, Reason::missing_value};
  const Number points = column.at(occurrence.row);
  if (points < rule.score.model->least || points > rule.score.model->most) return {{}, Reason::out_of_range};
  return {points};
}

Exact of_formula(const Binding& binding, const program::Version& version, const program::Rule& rule,
                 const Occurrence& occurrence, Id household) {
  const EventInputs inputs(binding, version, occurrence.row, household, occurrence.day());
  const expression::Result result = rule.score.model->formula->evaluate(inputs);
  if (result.fault != expression::Fault::none) return {{}, reason_of(result.fault)};
  const Number& value = std::get<Number>(result.value);
  if (value.sign() < 0) return {{}, Reason::out_of_range};
  return {value};
}

Exact magnitude(const Binding& binding, const program::Version& version, const program::Rule& rule,
                const Occurrence& occurrence, Id household, const Number* earlier) {
  switch (rule.score.form) {
    case Form::points: return {rule.score.model->points};
    case Form::grades: return of_grade(binding, rule, occurrence);
    case Form::range: return of_range(binding, rule, occurrence);
    case Form::formula: return of_formula(binding, version, rule, occurrence, household);
    default: return of_quantity(binding, rule, occurrence, earlier);
  }
}

}  // namespace

Magnitude magnitude_of_quantity(const Binding& binding, const BoundRule& rule, std::int64_t quantity, bool& resolved) {
  using Way = BoundRule::Way;
  const Rounding rounding = binding.program.rounding;
  const auto table = binding.table_of(rule);
  int128_t units = 0;
  switch (rule.way) {
    case Way::rate: units = divide_rounded(static_cast<int128_t>(quantity) * rule.units, rule.divisor, rounding); break;
    case Way::whole_rate: {
      const int128_t whole = static_cast<int128_t>(quantity) * rule.units / rule.divisor;
      if (whole > INT64_MAX) {
        resolved = false;
        return {};
      }
      units = divide_rounded(whole * table.front().first, table.front().second, rounding);
      break;
    }
    default:
      for (const auto& [least, points] : table) {
        if (quantity < least) break;
        units = points;
      }
  }
  if (units > INT64_MAX) return {0, Reason::overflow};
  return {static_cast<std::int64_t>(units), Reason::none};
}

Magnitude exact_magnitude(const Binding& binding, const program::Version& version, const program::Rule& rule,
                          const Occurrence& occurrence, Id household, const Number* earlier, const Number& step) {
  const Exact exact = magnitude(binding, version, rule, occurrence, household, earlier);
  if (exact.fault != Reason::none) return {0, exact.fault};
  const std::optional<std::int64_t> units =
      (exact.value * step).to_units(binding.program.decimals, binding.program.rounding);
  if (!units) return {0, Reason::overflow};
  return {*units, Reason::none};
}

Number quantity_of(const Binding& binding, Id event) { return binding.events.columns().quantity.at(event); }

}  // namespace pointsbank::evaluation
