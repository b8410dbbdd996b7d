// The magnitude of a score (section 3 of the rule list page), exact, before and after rounding.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>

#include "evaluation/binding.hpp"
#include "evaluation/household_state.hpp"
#include "evaluation/occurrences.hpp"

namespace pointsbank::evaluation {

/// Units, or why there are none.
struct Magnitude {
  std::int64_t units = 0;
  Reason fault = Reason::none;
};

/// The magnitude in units by the fast way of the rule, without a step of `repeat`. Only for ways other than exact and
/// quantities that fit; `resolved` says whether it could be found so.
[[nodiscard]] inline Magnitude fast_magnitude(const BoundRule& rule, const Occurrence& occurrence, Rounding rounding,
                                              bool& resolved) {
  using Way = BoundRule::Way;
  resolved = true;
  switch (rule.way) {
    case Way::constant: return {rule.units, Reason::none};
    case Way::grades:
      if (occurrence.grade == no_grade) return {0, Reason::missing_value};
      // Few grades are searched fastest one by one; a long list is sorted.
      {
        const auto begin = rule.table.size() <= 8
                               ? rule.table.begin()
                               : std::lower_bound(rule.table.begin(), rule.table.end(),
                                                  std::pair<std::int64_t, std::int64_t>(occurrence.grade, 0));
        for (auto each = begin; each != rule.table.end() && each->first <= occurrence.grade; ++each) {
          if (each->first == occurrence.grade) return {each->second, Reason::none};
        }
      }
      return {0, Reason::unknown_grade};
    case Way::exact: resolved = false; return {};
    default: break;
  }
  const std::int64_t quantity = occurrence.quantity;
  if (quantity < 0) {
    if (quantity == absent_cell) return {0, Reason::missing_value};
    if (quantity == wide_cell) {
      resolved = false;
      return {};
    }
    return {0, Reason::out_of_range};
  }
  int128_t units = 0;
  switch (rule.way) {
    case Way::rate:
      units = divide_rounded(static_cast<int128_t>(quantity) * rule.numerator, rule.denominator, rounding);
      break;
    case Way::whole_rate: {
      const int128_t whole = static_cast<int128_t>(quantity) * rule.numerator / rule.denominator;
      if (whole > INT64_MAX) {
        resolved = false;
        return {};
      }
      units = divide_rounded(whole * rule.whole_rate_numerator, rule.whole_rate_denominator, rounding);
      break;
    }
    default:
      for (const auto& [least, points] : rule.table) {
        if (quantity < least) break;
        units = points;
      }
  }
  if (units > INT64_MAX) return {0, Reason::overflow};
  return {static_cast<std::int64_t>(units), Reason::none};
}

/// The exact way, for every form: the magnitude times `step`, rounded. `earlier` is the sum of earlier quantities that
/// `over` reads (null without `over`).
[[nodiscard]] Magnitude exact_magnitude(const Binding& binding, const program::Version& version,
                                        const program::Rule& rule, const Occurrence& occurrence, const Number* earlier,
                                        const Number& step);

/// The quantity of an event; it has one.
[[nodiscard]] Number quantity_of(const Binding& binding, Id event);

}  // namespace pointsbank::evaluation
