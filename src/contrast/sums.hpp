// Sums that never wrap round.
#pragma once

#include <cstdint>

#include "pointsbank/issues.hpp"
#include "pointsbank/number.hpp"

namespace pointsbank::contrast {

inline void add(std::int64_t& sum, std::int64_t amount) {
  if (__builtin_add_overflow(sum, amount, &sum)) throw UsageError("a sum over all households leaves 64 bits");
}

[[nodiscard]] inline std::int64_t in_64_bits(int128_t sum) {
  const auto narrow = static_cast<std::int64_t>(sum);
  if (narrow != sum) throw UsageError("a sum over all households leaves 64 bits");
  return narrow;
}

}  // namespace pointsbank::contrast
