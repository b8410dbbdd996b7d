// Gives every node of a tree its type and every name its input, and reports what does not fit.
#pragma once

#include <string>
#include <vector>

#include "expression/tree.hpp"

namespace pointsbank::expression {

/// What a tree reads.
struct Readings {
  std::vector<Input> inputs;
  std::vector<Type> types;  ///< of the inputs
  std::vector<std::string> kinds;
};

/// Afterwards names and `has` stand for inputs, dates for literals; and every node has its type where nothing was
/// reported. Costs what the tree has nodes.
[[nodiscard]] Readings check(Tree& tree, const Scope& scope, Mistakes& mistakes);

}  // namespace pointsbank::expression
