// From a checked tree to a Program's code.
#pragma once

#include "expression/program.hpp"
#include "expression/tree.hpp"

namespace pointsbank::expression {

/// Fills code, stack size, literals, lists and texts; the tree's are taken over. Costs what the tree has nodes.
void emit(Tree&& tree, Program& program);

}  // namespace pointsbank::expression
