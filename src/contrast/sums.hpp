// Sums that never wrap round.
#pragma once

#include <cstdint>

#include "pointsbank/issues.hpp"

namespace pointsbank::contrast {

inline void add(std::int64_t& sum, std::int64_t amount) {
  if (__builtin_add_overflow(sum, amount, &sum)) throw UsageError("a sum over all households leaves 64 bits");
}

}  // namespace pointsbank::contrast
