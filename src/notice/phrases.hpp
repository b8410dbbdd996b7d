// Expressions in words, by their trees: a condition as a clause, a value as a noun.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "notice/words.hpp"

namespace pointsbank::notice {

/// In words; the expression itself where there are none.
[[nodiscard]] std::string phrase(const Words& words, const expression::Expression& expression);

/// One outcome of an expression that only chooses among numbers.
struct Case {
  std::string condition;  ///< in words; empty: otherwise
  Number value;
};
/// The outcomes of `a ? 5 : b ? 10 : 20`, in their order; nothing where it does more than choose.
[[nodiscard]] std::optional<std::vector<Case>> cases(const Words& words, const expression::Expression& expression);

}  // namespace pointsbank::notice
