// The compiled form of an expression: flat code in postfix order, read by two machines.
//
// The row machine (rows.cpp) keeps a stack of Operands and follows the jumps, so that only the branch taken counts.
// The column planner (plan.cpp) reads the same code as plain postfix: to it jumps are nothing, and `select`, which is
// nothing to the row machine, takes a condition and both branches. A Program is immutable and never moves; its
// literals point into its texts.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "expression/expression.hpp"

namespace pointsbank::expression {

/// What stands on the stack: a fault or a value.
using Operand = std::variant<Fault, bool, Number, std::string_view, Date>;

enum class Comparison : std::uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };

enum class Operation : std::uint8_t {
  literal,  // index: in literals
  load,     // index: in inputs
  has,      // index: in inputs
  skip_if_no,
  skip_if_yes,  // index: where to go on, the operand stays
  branch,       // takes the condition; index: where the other branch begins, after a `jump`
  jump,         // index: where to go on
  both,
  either,
  negation,
  select,
  compare,    // type, comparison
  member_of,  // type; index: in lists
  add,
  subtract,
  multiply,
  divide,
  negative,
  minimum,
  maximum,
  absolute,
  floor,
  ceil,
  round,  // index: decimals
  modulo,
  year,
  month,
  day,
  weekday,
  days_between,
  size,
  starts_with,
  ends_with,
  contains,
};

struct Instruction {
  Operation operation = Operation::literal;
  Type type = Type::boolean;  ///< of what is compared or selected
  Comparison comparison = Comparison::equal;
  std::uint32_t index = 0;
};

/// How many operands an operation takes from the stack; it always puts one there. Jumps take none here.
[[nodiscard]] int operands_of(Operation operation) noexcept;

struct Program {
  std::string text;
  Type type = Type::boolean;
  std::vector<Instruction> code;
  std::size_t stack_size = 0;  ///< enough for both machines
  std::vector<Operand> literals;
  std::vector<std::vector<Operand>> lists;  ///< sorted, each of one type
  std::deque<std::string> texts;
  std::vector<Input> inputs;
  std::vector<Type> input_types;
  std::vector<std::string> kinds;
};

/// The type of an Operand that is no fault, by its place in the variant.
[[nodiscard]] inline Type type_of(const Operand& operand) noexcept { return static_cast<Type>(operand.index() - 1); }

/// One row through the code.
[[nodiscard]] Result evaluate_row(const Program& program, const Inputs& inputs);
/// Many rows through the loops of plan.hpp and kernels.hpp.
void evaluate_columns(const Program& program, std::span<const Vector> inputs, std::span<Truth> truths);

}  // namespace pointsbank::expression
