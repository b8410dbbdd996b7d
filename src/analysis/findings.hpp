// Warnings as they are found, with their places in the files that were given.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"
#include "pointsbank/issues.hpp"
#include "rulelist/model.hpp"

namespace pointsbank::analysis {

class Findings {
 public:
  /// The lists as they were given; they outlive it.
  explicit Findings(std::span<const rulelist::List* const> given) : given_(given) {}

  void add(std::string_view code, Place place, std::vector<std::string> arguments, std::string_view hint = {},
           std::vector<std::string> hint_arguments = {});
  /// The place of what stands below another (`/score/grades/city`); that one itself where there is no such thing.
  [[nodiscard]] Place below(const Place& place, std::string_view pointer) const;
  /// What stands below a place; null where nothing does.
  [[nodiscard]] const json::Value* value_below(const Place& place, std::string_view pointer) const;
  /// A key of a list, or of the base that it extends; null where neither has it.
  [[nodiscard]] const json::Value* value_of_list(const rulelist::List& list, std::string_view key) const;
  /// Where a key of a list stands; the list's beginning where it has none.
  [[nodiscard]] Place place_of(const rulelist::List& list, std::string_view key) const;

  [[nodiscard]] Issues take() { return std::move(issues_); }

 private:
  [[nodiscard]] const rulelist::List* given_as(std::string_view file) const;

  std::span<const rulelist::List* const> given_;
  Issues issues_;
};

/// `a`, `b`, `c` … for a sentence: the first of them, and dots where there are more.
[[nodiscard]] std::string listed(std::span<const std::string> names);
/// Units as the list writes points, without zeros at the end.
[[nodiscard]] std::string points_text(const Number& units, int decimals);

}  // namespace pointsbank::analysis
