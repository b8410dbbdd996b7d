// The magnitude of a score (section 3 of the rule list page), exact, before and after rounding.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

#include "evaluation/binding.hpp"
#include "evaluation/occurrences.hpp"

namespace pointsbank::evaluation {

/// Units, or why there are none.
struct Magnitude {
  std::int64_t units = 0;
  Reason fault = Reason::none;
};

/// value / divisor rounded, where all of it is small: 0 <= value <= INT64_MAX - divisor, 0 < divisor.
[[nodiscard]] inline std::int64_t divide_rounded_near(std::int64_t value, std::int64_t divisor,
                                                      Rounding rounding) noexcept {
  const std::int64_t quotient = value / divisor;
  const std::int64_t rest = value % divisor;
  switch (rounding) {
    case Rounding::half_up: return quotient + (rest >= divisor - rest ? 1 : 0);
    case Rounding::half_even: return quotient + (rest > divisor - rest || (rest == divisor - rest && quotient % 2 != 0));
    case Rounding::down: return quotient;
    default: return quotient + (rest != 0 ? 1 : 0);
  }
}

[[nodiscard]] inline Magnitude magnitude_of_grade(const Binding& binding, const BoundRule& rule, Id row) {
  const Id id = binding.events.columns().grade.id(row);
  if (id == no_id) return {0, Reason::missing_value};
  const std::uint16_t grade = binding.grades[id];
  const std::span<const std::pair<std::int64_t, std::int64_t>> table = binding.table_of(rule);
  // Few grades are searched fastest one by one; a long list is sorted.
  const auto begin = table.size() <= 8
                         ? table.begin()
                         : std::lower_bound(table.begin(), table.end(), std::pair<std::int64_t, std::int64_t>(grade, 0));
  for (auto each = begin; each != table.end() && each->first <= grade; ++each) {
    if (each->first == grade) return {each->second, Reason::none};
  }
  return {0, Reason::unknown_grade};
}

/// The magnitude by a rate or bands of a quantity that is there and fits 64 bits.
[[nodiscard]] Magnitude magnitude_of_quantity(const Binding& binding, const BoundRule& rule, std::int64_t quantity,
                                              bool& resolved);

/// The magnitude in units of an event by the fast way of the rule, without a step of `repeat`. `resolved` says whether it
/// could be found so; if not, exact_magnitude finds it.
[[nodiscard]] inline Magnitude fast_magnitude(const Binding& binding, const BoundRule& rule, Id row, bool& resolved) {
  using Way = BoundRule::Way;
  resolved = true;
  switch (rule.way) {
    case Way::constant: return {rule.units, Reason::none};
    case Way::grades: return magnitude_of_grade(binding, rule, row);
    case Way::exact: resolved = false; return {};
    default: break;
  }
  const Column<std::int64_t>& mantissas = binding.events.columns().quantity.mantissas;
  const std::int64_t quantity = mantissas.empty() ? absent_cell : mantissas[row];
  if (quantity < 0) {
    if (quantity == absent_cell) return {0, Reason::missing_value};
    resolved = quantity != wide_cell;
    return {0, resolved ? Reason::out_of_range : Reason::none};
  }
  if (rule.way == Way::rate && quantity <= rule.near_quantity) [[likely]]
    return {divide_rounded_near(quantity * rule.units, rule.divisor, binding.program.rounding), Reason::none};
  return magnitude_of_quantity(binding, rule, quantity, resolved);
}

/// The exact way, for every form: the magnitude times `step`, rounded. `earlier` is the sum of earlier quantities that
/// `over` reads (null without `over`).
[[nodiscard]] Magnitude exact_magnitude(const Binding& binding, const program::Version& version,
                                        const program::Rule& rule, const Occurrence& occurrence, Id household,
                                        const Number* earlier, const Number& step);

/// The quantity of an event; it has one.
[[nodiscard]] Number quantity_of(const Binding& binding, Id event);

}  // namespace pointsbank::evaluation
