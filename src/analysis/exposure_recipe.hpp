// What an event and its household have to look like for a rule to score, and to score much: found by trying values
// that its expressions and its score mention.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "analysis/exposure_bounds.hpp"

namespace pointsbank::analysis {

/// Cells by the names of columns; what is not there stays empty.
struct Recipe {
  std::map<std::string, std::string> event;
  std::map<std::string, std::string> household;
  std::optional<int> minute;  ///< of the day; none: a bare date
  Number magnitude;           ///< points of the first such event
};

/// The best that was found for an event of `day`, in a household that looks as `household` says already; none: nothing
/// scores.
[[nodiscard]] std::optional<Recipe> find_recipe(const program::Program& program, const program::Rule& rule, Date day,
                                                const std::map<std::string, std::string>& household);

}  // namespace pointsbank::analysis
