// A rule book and its changed counterpart, read for commands that try reforms.
#pragma once

#include <vector>

#include "arguments.hpp"
#include "console.hpp"
#include "pointsbank/rule_list.hpp"

namespace pointsbank::command {

[[nodiscard]] std::vector<RuleList> read_lists(const std::vector<Path>& files);

/// The lists with the reform in that file; warnings are told, InputError with what is wrong.
[[nodiscard]] std::vector<RuleList> reformed(const std::vector<RuleList>& lists, const Reform& reform,
                                             const Console& console);

}  // namespace pointsbank::command
