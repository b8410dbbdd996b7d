// Small rule lists, and the warnings that they give.
#pragma once

#include <string>
#include <vector>

#include "pointsbank/analysis.hpp"

namespace pointsbank::given {

/// A list for the year 2026 in which nothing is worth a warning, with parts put into it (JSON, without outer brackets).
struct Parts {
  std::string positive, negative, closings;
  std::string keys;        ///< of the list, each followed by a comma
  std::string categories;  ///< instead of one category `c`
  std::string workflow = R"("workflow": {"appeal": {"days": 15}},)";
  std::string effective = R"({"from": "2026-01-01", "to": "2026-12-31"})";
};
[[nodiscard]] std::string list(const Parts& parts);

/// `code pointer`, in the order of the file; the list has no errors, and every sentence is whole in both languages.
[[nodiscard]] std::vector<std::string> warnings(const std::string& text);
[[nodiscard]] std::vector<std::string> warnings(const Parts& parts);
/// Of several files together.
[[nodiscard]] std::vector<std::string> warnings_of_all(const std::vector<std::string>& texts);

/// A rule of the category `c` with a limit of 10 points in a month, unless the keys bring limits of their own.
[[nodiscard]] std::string rule(const std::string& id, const std::string& keys);

using Codes = std::vector<std::string>;

}  // namespace pointsbank::given
