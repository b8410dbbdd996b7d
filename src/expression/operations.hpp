// What the operations of expressions mean, on one row: the only place that says so. The column kernels are tested
// against it, and the planner folds constants with it.
#pragma once

#include <compare>
#include <span>

#include "expression/program.hpp"

namespace pointsbank::expression {

/// A number may have this many bits above and below the fraction line; one that has more is the fault `overflow`.
inline constexpr unsigned max_bits = 512;

[[nodiscard]] inline bool is(const Operand& operand, bool value) noexcept {
  const bool* held = std::get_if<bool>(&operand);
  return held != nullptr && *held == value;
}

/// The result of `instruction` (neither a literal, an input nor a jump) on its operands, which have the right types or
/// are faults. The first fault is the result, except of `both` and `either`.
[[nodiscard]] Operand apply(const Instruction& instruction, const Program& program, std::span<const Operand> operands);

/// Does what `operation` (starts_with, ends_with, contains or compare) says hold of two texts?
[[nodiscard]] bool holds_of_texts(Operation operation, Comparison comparison, std::string_view left,
                                  std::string_view right) noexcept;

[[nodiscard]] inline bool satisfies(Comparison comparison, std::strong_ordering order) noexcept {
  switch (comparison) {
    case Comparison::equal: return order == 0;
    case Comparison::not_equal: return order != 0;
    case Comparison::less: return order < 0;
    case Comparison::less_equal: return order <= 0;
    case Comparison::greater: return order > 0;
    case Comparison::greater_equal: return order >= 0;
  }
  return false;
}

/// Two values of one type. Numbers by value, texts by bytes, dates by day, false before true.
[[nodiscard]] std::strong_ordering order_of(const Operand& left, const Operand& right) noexcept;

/// Code points of a text in UTF-8.
[[nodiscard]] std::int64_t code_points(std::string_view text) noexcept;

}  // namespace pointsbank::expression
