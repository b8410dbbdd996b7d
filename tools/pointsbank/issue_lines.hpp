// Issues as JSON Lines, for editors and other programs.
#pragma once

#include <string>

#include "pointsbank/issues.hpp"

namespace pointsbank::command {

/// One object a line.
[[nodiscard]] std::string issue_lines(const Issues& issues, Language language);

}  // namespace pointsbank::command
