// The row machine: one row through a program's code, on a stack that ordinary conditions hold without allocating.
#include <array>

#include "expression/operations.hpp"
#include "expression/program.hpp"

namespace pointsbank::expression {

namespace {

constexpr std::size_t inline_stack = 12;

Operand loaded(const Program& program, std::uint32_t index, const Inputs& inputs) {
  Value value = inputs.value(program.inputs[index]);
  if (std::holds_alternative<std::monostate>(value)) return Fault::missing_value;
  if (static_cast<Type>(value.index() - 1) != program.input_types[index]) {
    throw UsageError("an input of an expression has another type than was declared");
  }
  if (bool* boolean = std::get_if<bool>(&value)) return *boolean;
  if (Number* number = std::get_if<Number>(&value)) return std::move(*number);
  if (std::string_view* text = std::get_if<std::string_view>(&value)) return *text;
  return std::get<Date>(value);
}

/// Where to go on after the condition of `c ? a : b`: behind the whole where it is a fault, which then stays.
std::size_t after_condition(const Program& program, std::size_t at, const Operand& condition) noexcept {
  const std::size_t otherwise = program.code[at].index;
  if (std::holds_alternative<Fault>(condition)) return program.code[otherwise - 1].index;
  return is(condition, true) ? at + 1 : otherwise;
}

Result result_of(Operand&& operand) {
  if (const Fault* fault = std::get_if<Fault>(&operand)) return {std::monostate(), *fault};
  if (const bool* boolean = std::get_if<bool>(&operand)) return {*boolean, Fault::none};
  if (Number* number = std::get_if<Number>(&operand)) return {std::move(*number), Fault::none};
  if (const std::string_view* text = std::get_if<std::string_view>(&operand)) return {*text, Fault::none};
  return {std::get<Date>(operand), Fault::none};
}

Result run(const Program& program, const Inputs& inputs, Operand* stack) {
  Operand* free = stack;
  std::size_t at = 0;
  while (at < program.code.size()) {
    const Instruction& instruction = program.code[at];
    std::size_t next = at + 1;
    switch (instruction.operation) {
      case Operation::literal: *free++ = program.literals[instruction.index]; break;
      case Operation::load: *free++ = loaded(program, instruction.index, inputs); break;
      case Operation::has:
        *free++ = !std::holds_alternative<std::monostate>(inputs.value(program.inputs[instruction.index]));
        break;
      case Operation::skip_if_no:
        if (is(free[-1], false)) next = instruction.index;
        break;
      case Operation::skip_if_yes:
        if (is(free[-1], true)) next = instruction.index;
        break;
      case Operation::branch:
        next = after_condition(program, at, free[-1]);
        if (!std::holds_alternative<Fault>(free[-1])) --free;
        break;
      case Operation::jump: next = instruction.index; break;
      case Operation::select: break;
      default: {
        const auto count = static_cast<std::size_t>(operands_of(instruction.operation));
        free -= count;
        *free = apply(instruction, program, std::span<const Operand>(free, count));
        ++free;
      }
    }
    at = next;
  }
  return result_of(std::move(stack[0]));
}

}  // namespace

int operands_of(Operation operation) noexcept {
  switch (operation) {
    case Operation::literal:
    case Operation::load:
    case Operation::has:
    case Operation::skip_if_no:
    case Operation::skip_if_yes:
    case Operation::branch:
    case Operation::jump: return 0;
    case Operation::negation:
    case Operation::member_of:
    case Operation::negative:
    case Operation::absolute:
    case Operation::floor:
    case Operation::ceil:
    case Operation::round:
    case Operation::year:
    case Operation::month:
    case Operation::day:
    case Operation::weekday:
    case Operation::size: return 1;
    case Operation::select: return 3;
    default: return 2;
  }
}

Result evaluate_row(const Program& program, const Inputs& inputs) {
  if (program.stack_size <= inline_stack) {
    std::array<Operand, inline_stack> stack;
    return run(program, inputs, stack.data());
  }
  std::vector<Operand> stack(program.stack_size);
  return run(program, inputs, stack.data());
}

}  // namespace pointsbank::expression
