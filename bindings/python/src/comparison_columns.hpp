// A comparison as columns.
#pragma once

#include <string>

#include "pointsbank/comparison.hpp"
#include "result_columns.hpp"

namespace pointsbank::python {

/// `households`, `rules`, `categories`, `periods`, `movements` or `totals`, with the columns of the command line's CSV.
[[nodiscard]] ResultTable comparison_table(const Comparison& comparison, const std::string& name);
[[nodiscard]] ResultTable group_table(const Comparison& comparison, const std::string& group);
/// Those who gain (lose) most.
[[nodiscard]] ResultTable moving_table(const Comparison& comparison, bool gains, std::size_t count);
[[nodiscard]] ResultTable posted_table(const std::vector<MonthlyPosted>& rows, int decimals);

}  // namespace pointsbank::python
