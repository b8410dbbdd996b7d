// The two accounts of a household, in units, checked: nothing wraps round.
#pragma once

#include <cstdint>

namespace pointsbank::ledger {

/// Adds and reports whether the sum left 64 bits (then `sum` is unspecified).
[[nodiscard]] inline bool add_overflows(std::int64_t& sum, std::int64_t amount) noexcept {
  return __builtin_add_overflow(sum, amount, &sum);
}

struct Accounts {
  std::int64_t standing = 0;
  std::int64_t spendable = 0;
  std::int64_t earned = 0;
  std::int64_t deducted = 0;
};

}  // namespace pointsbank::ledger
