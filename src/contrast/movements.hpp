// Ranks, levels, dividends and benefits that became others.
#pragma once

#include <vector>

#include "pointsbank/comparison.hpp"

namespace pointsbank::contrast {

[[nodiscard]] std::vector<Movement> movements(const Evaluation& before, const Evaluation& after);

}  // namespace pointsbank::contrast
