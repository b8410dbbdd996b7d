// How balances are spread.
#pragma once

#include <vector>

#include "pointsbank/comparison.hpp"

namespace pointsbank::contrast {

[[nodiscard]] Distribution distribution(std::vector<std::int64_t> balances);

}  // namespace pointsbank::contrast
