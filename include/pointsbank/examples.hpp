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
  std::string output;  ///< `balances`, …
  std::vector<std::pair<std::string, std::string>> expected;
  /// The cells, `column=value`, of the row that comes nearest: that agrees in most of the cells that say which row is
  /// meant (`event`, `household`, `closing`, …), then in most of all; empty where no row agrees in any.
  std::vector<std::string> nearest;
  Place place;
};

struct ExampleResult {
  std::string list;  ///< the rule list's id; of an example of a base, the list's that extends it
  std::string version;
  std::string title;  ///< in the language asked for
  Place place;
  bool passes = false;  ///< its rows can be taken and every expected row is there
  bool expects_nothing = false;
  std::vector<ExampleMiss> misses;
  Issues issues;  ///< what is wrong with its rows, each with its place in the rule list; or an overflow
};

struct ExamplesReport {
  std::vector<ExampleResult> examples;
  std::vector<std::string> lists_without_examples;  ///< of those given: `id version`
  /// Rules and closings that no example touches, `id version: rule or closing`, by version. A rule is touched by an
  /// outcome of any kind, a closing where it posted or has a row in a result.
  std::vector<std::string> untouched;
  /// Does every example pass, and does each expect something?
  [[nodiscard]] bool passes() const noexcept;
};

/// Runs the examples of a rule book, each over the whole book. One without `through` runs until the last day of the
/// version that carries it or, where that has no end, until the last day that one of its events or entries names. One
/// that gives no members is evaluated without any. Throws RuleListError where the lists have errors.
[[nodiscard]] ExamplesReport run_examples(std::span<const RuleList> lists, Language language = Language::en);

}  // namespace pointsbank
