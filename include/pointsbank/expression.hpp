// One expression by itself, over values given as JSON: for trying out what a rule list is to say.
#pragma once

#include <string>
#include <string_view>

#include "pointsbank/issues.hpp"

namespace pointsbank {

/// The value of an expression, or what is wrong with it.
struct ExpressionResult {
  bool ok = false;
  /// The value as JSON: a number as an exact decimal or, where it has none, as "n/d"; a string; a date as a string;
  /// true or false.
  std::string json;
  Issues issues;  ///< places are in `expression`, `subject` and `event`
};

/// Checks and evaluates an expression of a rule. `subject` and `event` are JSON objects, or empty; each of their values
/// declares the attribute of its name: a number, a string, true or false, or a date as {"date": "2026-03-05"}. A
/// built-in name (`event.quantity`, `subject.id`, …) is given in the same way, with its own type, and has no value
/// where it is not given. A fault is an issue too (`fault_missing_value`,
/// `fault_division_by_zero`, `fault_overflow`).
[[nodiscard]] ExpressionResult evaluate_expression(std::string_view expression, std::string_view subject = {},
                                                   std::string_view event = {});

}  // namespace pointsbank
