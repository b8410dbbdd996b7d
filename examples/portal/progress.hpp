// What is missing to the next star, and how a household stands in a contest: told from what the bank says, exactly.
#pragma once

#include <optional>

#include "pointsbank/bank.hpp"
#include "village.hpp"

namespace portal {

/// What a contest measures of a household today; nothing where its measure is more than an account or the period's
/// points, for then only the evaluation can tell.
[[nodiscard]] std::optional<pointsbank::Number> measure_now(const Contest& contest,
                                                            const pointsbank::bank::Statement& statement, int decimals,
                                                            pointsbank::Date today);

struct Progress {
  const Level* now = nullptr;   ///< the level that today's measure would give; none below all of them
  const Level* next = nullptr;  ///< the one above it; none at the top
  pointsbank::Number measure;
  pointsbank::Number missing;  ///< to the next one: to reach it, or with `must_exceed` to pass it
  bool must_exceed = false;
};

/// Levels that go by rank (`top`) are left out: they depend on others.
[[nodiscard]] Progress progress_of(const Contest& contest, const pointsbank::Number& measure);

}  // namespace portal
