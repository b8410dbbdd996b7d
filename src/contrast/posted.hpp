// What was posted, summed up by rule, category and period, and what it is worth.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "evaluation/summed_postings.hpp"
#include "pointsbank/comparison.hpp"

namespace pointsbank::contrast {

struct Sum {
  std::int64_t standing = 0, spendable = 0, postings = 0;
};

/// Of one evaluation.
struct Posted {
  std::map<std::pair<std::string, std::string>, Sum> by_rule;  ///< (source, cause)
  std::map<std::string, Sum> by_category;
  std::map<std::string, Sum> by_period;
  std::int64_t issued = 0;
  std::map<std::string, Number> money;  ///< by currency
};

/// `sums` as `program`, under which they were posted, names and values them.
[[nodiscard]] Posted posted_under(const program::Program& program, const evaluation::SummedPostings& sums,
                                  PeriodKind period);

}  // namespace pointsbank::contrast
