// What to write instead, for the mistakes that rule authors make.
#pragma once

#include <string_view>

#include "expression/mistakes.hpp"
#include "expression/tree.hpp"

namespace pointsbank::expression {

/// For a name that is not declared.
[[nodiscard]] Hint hint_for_name(std::string_view name, const Scope& scope);
/// For a function that there is not.
[[nodiscard]] Hint hint_for_function(std::string_view name, const Scope& scope);
/// For a kind that the list does not know.
[[nodiscard]] Hint hint_for_kind(std::string_view kind, const Scope& scope);
/// For two sides of different types.
[[nodiscard]] Hint hint_for_comparison(const Node& left, const Node& right, const Tree& tree);
/// For an element of a list of `wanted`.
[[nodiscard]] Hint hint_for_element(const Operand& element, Type wanted);
/// For an operand of `sign` that has another type than it takes.
[[nodiscard]] Hint hint_for_operand(Token::Kind sign, const Node& operand);

}  // namespace pointsbank::expression
