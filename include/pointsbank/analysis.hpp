// What is worth a second look in a rule list that is sound: rules that can never score, limits without effect, rules
// that can be farmed or count twice, vetoes without end, provisions that no points list may touch.
//
//   Issues warnings = analyse(std::span(&list, 1));
//
// What a warning says is certain ("never" is proven, by types, literals and limits), or it names what is missing; what
// is not found may still be there. docs/warnings.md explains every code.
#pragma once

#include <span>

#include "pointsbank/issues.hpp"
#include "pointsbank/rule_list.hpp"

namespace pointsbank {

/// The warnings of the rule book that the lists form, ordered by file, line and column. Lists with errors have none:
/// `check` comes first. A pure function; costs about as much as reading the lists.
[[nodiscard]] Issues analyse(std::span<const RuleList> lists);

}  // namespace pointsbank
