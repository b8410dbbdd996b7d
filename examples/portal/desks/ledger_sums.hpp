// What happened in a month, in sum and without a name: read from the bank's own export of its ledger.
#pragma once

#include <cstdint>
#include <string_view>

#include "pointsbank/calendar.hpp"

namespace portal {

/// In units of points; corrections are counted in with their sign.
struct LedgerSums {
  std::int64_t given = 0;       ///< by rules, obligations, states and rankings, for days of the month
  std::int64_t taken = 0;       ///< a magnitude
  std::int64_t redeemed = 0;    ///< a magnitude, less what was given back
  std::int64_t households = 0;  ///< with something given
};

/// `csv` is what `Bank::exported` gives.
[[nodiscard]] LedgerSums sums_of_month(std::string_view csv, pointsbank::Date month);

}  // namespace portal
