// The examples that rule lists carry: small cases that a village reads and a program checks.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "pointsbank/rule_list.hpp"

namespace pointsbank {

/// An expected row that no row of its output has.
struct ExampleMiss {
  std::string output;              ///< `balances`, …
  std::vector<std::pair<std::string, std::string>> expected;
  std::vector<std::string> nearest;  ///< the cells, `column=value`, of the row that has most of them; empty: none
  Place place;
};

struct ExampleResult {
  std::string list;    ///< the rule list's id
  std::string version;
  std::string title;   ///< in the language asked for
  Place place;
  bool passes = false;
  bool expects_nothing = false;
  std::vector<ExampleMiss> misses;
  Issues issues;       ///< what is wrong with its rows, or an overflow
};

struct ExamplesReport {
  std::vector<ExampleResult> examples;
  std::vector<std::string> lists_without_examples;
  /// Rules and closings that no example touches: `rule list: id`.
  std::vector<std::string> untouched;
  /// Does every example pass, and does each expect something?
  [[nodiscard]] bool passes() const noexcept;
};

/// Runs the examples of a rule book. Throws RuleListError where the lists have errors.
[[nodiscard]] ExamplesReport run_examples(std::span<const RuleList> lists, Language language = Language::en);

}  // namespace pointsbank
