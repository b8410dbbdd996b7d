// Expressions of a rule list as they are analysed: the checked tree, and the ways in which a condition comes out true.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "expression/tree.hpp"

namespace pointsbank::analysis {

/// An expression with a text for each of its nodes: equal texts have equal values for one event and household.
struct Term {
  expression::Tree tree;
  std::vector<expression::Input> inputs;
  std::vector<expression::Type> input_types;
  std::vector<std::string> kinds;
  std::vector<std::string> keys;  ///< of the nodes

  [[nodiscard]] expression::NodeId root() const noexcept {
    return static_cast<expression::NodeId>(tree.nodes.size() - 1);
  }
};

/// The key of an input that is no `count` or `quantity`.
[[nodiscard]] std::string key_of(expression::Input input);

/// Of a text that is known to be a sound expression of the scope.
[[nodiscard]] Term read_term(const expression::Expression& expression, const expression::Scope& scope);

/// A comparison, a membership, a name or a `has`, and what it has to come out as.
struct Demand {
  const Term* term = nullptr;
  expression::NodeId node = 0;
  bool is_wanted = true;
};

/// All demands of one have to hold; a condition is true only if those of one of its cases do. A condition of very many
/// cases has one without demands: whatever is true of any event is still true.
using Case = std::vector<Demand>;
inline constexpr std::size_t most_cases = 64;
[[nodiscard]] std::vector<Case> cases_of(const Term& term);

}  // namespace pointsbank::analysis
