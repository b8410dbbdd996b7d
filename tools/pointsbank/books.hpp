// Which of the rule lists given form rule books together.
#pragma once

#include <vector>

#include "arguments.hpp"
#include "pointsbank/rule_list.hpp"

namespace pointsbank::command {

/// Lists of one id form a book, with the lists that they extend; each list is in a book. In the order given.
[[nodiscard]] std::vector<std::vector<RuleList>> read_books(const std::vector<Path>& files);

}  // namespace pointsbank::command
