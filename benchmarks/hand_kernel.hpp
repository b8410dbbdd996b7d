// The benchmark's rule lists `plain`, `full` and `village-year`, written by hand: what a program for exactly these
// rules reaches, to measure a general engine against. No part of the library, and good for nothing else: it knows no
// ids over eight bytes, no second version, no members; hand_columns refuses what it was not written for.
//
// How it is fast: docs/performance.md has the measurements.
#pragma once

#include <cstdint>
#include <vector>

#include "hand_columns.hpp"
#include "hand_memory.hpp"

namespace hand {

struct Balance {
  std::int32_t standing = 0;  ///< units; spendable is the same, for nothing is spent and nothing lapses
  std::int32_t earned = 0;
  std::int32_t deducted = 0;
  std::int32_t frozen = 0;  ///< 1: to the end of the year
};

/// What became of an event under its rule, and under its second one, by the event's row.
struct Outcome {
  std::uint8_t outcome;  ///< pointsbank::Outcome
  std::uint8_t reason;   ///< pointsbank::Reason
  std::int16_t amount;
};
struct Outcomes {
  explicit Outcomes(std::size_t rows) : first(rows), second(rows) {}
  Memory<Outcome> first;
  Memory<Outcome> second;  ///< of events that two rules hear; others' are of no meaning
};

// `plain`, a rule at a time over blocks of households: uses that the order of events does not matter to these rules.
[[nodiscard]] std::vector<Balance> plain_by_rule(const Events& events, const Households& households, int threads);
// The others take each household's events in order of (moment, id).
[[nodiscard]] std::vector<Balance> plain_in_order(const Events& events, const Households& households, int threads);
[[nodiscard]] std::vector<Balance> full(const Events& events, const Households& households, int threads);
[[nodiscard]] std::vector<Balance> full_with_outcomes(const Events& events, const Households& households, int threads,
                                                      Outcomes& outcomes);
/// With a ranking of each grid at the end of each month; the rating at the end of the year moves no balance.
[[nodiscard]] std::vector<Balance> village_year(const Events& events, const Households& households, int threads);

}  // namespace hand
