// Between which numbers an expression lies, and how much one occurrence of a rule scores at most.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "pointsbank/number.hpp"
#include "program/program.hpp"

namespace pointsbank::analysis {

/// A closed interval; an end that is not there is infinite. Empty where the ends cross.
struct Range {
  std::optional<Number> least, most;
  [[nodiscard]] bool is_empty() const { return least && most && *most < *least; }
};

/// What names (`event.quantity`) are known to lie between.
using Ranges = std::map<std::string, Range, std::less<>>;

/// What holds of the names wherever the condition is true: the comparisons with constants that stand under `&&`.
[[nodiscard]] Ranges ranges_where(std::string_view condition);
/// Between which numbers the value of an expression of type number lies, if it has one.
[[nodiscard]] Range range_of(std::string_view expression, const Ranges& names);

/// The largest magnitude of one occurrence before `repeat`; none where there is no largest.
[[nodiscard]] std::optional<Number> largest_magnitude(const program::Rule& rule);
/// The same for what an occurrence is worth with `over`: what the quantities of a period score together at most.
[[nodiscard]] std::optional<Number> largest_total(const program::Rule& rule);

}  // namespace pointsbank::analysis
