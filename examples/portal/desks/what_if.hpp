// What if a rule gave other points? One field of one rule with another value from a day on, over the bank's own events,
// by the same evaluation that the ledger came of. Knows nothing of pages; the bank is only read.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "pointsbank/bank_inputs.hpp"
#include "pointsbank/comparison.hpp"
#include "words.hpp"

namespace portal {

/// A number of a rule that can be tried with another value.
struct RuleField {
  std::string rule;
  std::string field;  ///< as reforms write it: `score.points`, `limits[month,household].points`
  Words title;        ///< of the rule
  Words words;        ///< what the field is: `points`, `limit of points`
  std::string value;  ///< as the list says it now
};

/// Every amount of the rules' scores and limits, rule by rule in the order of the lists.
[[nodiscard]] std::vector<RuleField> rule_fields(std::span<const pointsbank::RuleList> lists);

struct WhatIf {
  std::string rule;
  std::string field;
  std::string value;  ///< a JSON number
  pointsbank::Date from;
};

struct WhatIfAnswer {
  pointsbank::Comparison comparison;
  pointsbank::Issues warnings;  ///< that the change changes nothing, and why
};

/// InputError where the value is none that the field may have; Cancelled where `go_on` says no. The figures before are
/// the bank's own; closings that were published stay as they were published.
[[nodiscard]] WhatIfAnswer answer_to(const WhatIf& question, const pointsbank::bank::EvaluationInputs& inputs,
                                     const std::function<bool()>& go_on);

}  // namespace portal
