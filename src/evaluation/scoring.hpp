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

/// quantity x rule.units / rule.divisor, rounded, of a quantity up to rule.near_quantity. Multiplying by the reciprocal
/// gives the quotient exactly: with value and divisor below 2^32 its error, value x divisor / 2^64, is less than one
/// part of the divisor.
template <Rounding rounding>
[[nodiscard]] inline std::int64_t near_rate(const BoundRule& rule, std::int64_t quantity) noexcept {
  const auto value = static_cast<std::uint64_t>(quantity) * static_cast<std::uint64_t>(rule.units);
  if (rule.reciprocal == 0) return static_cast<std::int64_t>(value);
  const auto divisor = static_cast<std::uint64_t>(rule.divisor);
  const auto quotient = static_cast<std::uint64_t>(static_cast<uint128_t>(value) * rule.reciprocal >> 64);
  const std::uint64_t rest = value - quotient * divisor;
  bool goes_up = false;
  switch (rounding) {
    case Rounding::half_up: goes_up = 2 * rest >= divisor; break;
    case Rounding::half_even: goes_up = 2 * rest > divisor || (2 * rest == divisor && quotient % 2 != 0); break;
    case Rounding::down: break;
    case Rounding::up: goes_up = rest != 0; break;
  }
  return static_cast<std::int64_t>(quotient + (goes_up ? 1 : 0));
}

[[nodiscard]] inline std::int64_t near_rate(const BoundRule& rule, std::int64_t quantity, Rounding rounding) noexcept {
  switch (rounding) {
    case Rounding::half_up: return near_rate<Rounding::half_up>(rule, quantity);
    case Rounding::half_even: return near_rate<Rounding::half_even>(rule, quantity);
    case Rounding::down: return near_rate<Rounding::down>(rule, quantity);
    default: return near_rate<Rounding::up>(rule, quantity);
  }
}

/// `grade` as in Binding::grades.
[[nodiscard]] inline Magnitude magnitude_of_grade(const Binding& binding, const BoundRule& rule, std::uint16_t grade) {
  const std::span<const std::pair<std::int64_t, std::int64_t>> table = binding.table_of(rule);
  // Few grades are searched fastest one by one; a long list is sorted.
  const auto begin =
      table.size() <= 8 ? table.begin()
                        : std::lower_bound(table.begin(), table.end(), std::pair<std::int64_t, std::int64_t>(grade, 0));
  for (auto each = begin; each != table.end() && each->first <= grade; ++each) {
    if (each->first == grade) return {each->second, Reason::none};
  }
  return {0, Reason::unknown_grade};
}

/// The magnitude by a rate or bands of a quantity that is there and fits 64 bits.
[[nodiscard]] Magnitude magnitude_of_quantity(const Binding& binding, const BoundRule& rule, std::int64_t quantity,
                                              bool& resolved);

/// The magnitude in units of an event by the fast way of the rule, without a step of `repeat`. `resolved` says whether
/// it could be found so; if not, exact_magnitude finds it.
[[nodiscard]] inline Magnitude fast_magnitude(const Binding& binding, const BoundRule& rule, Id row, bool& resolved) {
  using Way = BoundRule::Way;
  resolved = true;
  switch (rule.way) {
    case Way::constant: return {rule.units, Reason::none};
    case Way::grades: {
      const Id grade = binding.events.columns().grade.id(row);
      if (grade == no_id) return {0, Reason::missing_value};
      return magnitude_of_grade(binding, rule, binding.grades[grade]);
    }
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
    return {near_rate(rule, quantity, binding.program.rounding), Reason::none};
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
