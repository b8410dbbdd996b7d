#include "expression/operations.hpp"

#include <algorithm>

namespace pointsbank::expression {

namespace {

/// What an operand is known to be by its static type.
template <class T>
const T& as(const Operand& operand) noexcept {
  return *std::get_if<T>(&operand);
}

Operand bounded(Number&& number) {
  if (!number.is_small() && number.bits() > max_bits) return Fault::overflow;
  return std::move(number);
}

/// `&&` decides at false, `||` at true, whatever the other side is; then the left fault counts before the right one.
Operand joined(const Operand& left, const Operand& right, bool deciding) {
  if (is(left, deciding) || is(right, deciding)) return deciding;
  if (const Fault* fault = std::get_if<Fault>(&left)) return *fault;
  if (const Fault* fault = std::get_if<Fault>(&right)) return *fault;
  return !deciding;
}

Operand quotient(const Number& left, const Number& right) {
  if (right.is_zero()) return Fault::division_by_zero;
  return bounded(left / right);
}

/// a - b * floor(a / b). Only the result is bound to `max_bits`; the steps between are exact whatever they need.
Operand remainder(const Number& left, const Number& right) {
  if (right.is_zero()) return Fault::division_by_zero;
  return bounded(left - right * (left / right).floor());
}

std::int64_t power_of_ten(std::uint32_t exponent) noexcept {
  std::int64_t power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

Operand rounded(const Number& number, std::uint32_t decimals) {
  const Number units = number.rounded_units(static_cast<int>(decimals), Rounding::half_up);
  return bounded(units / Number(power_of_ten(decimals)));
}

Operand of_numbers(const Instruction& instruction, std::span<const Operand> operands) {
  const Number& left = as<Number>(operands[0]);
  const Number& right = as<Number>(operands[operands.size() - 1]);
  switch (instruction.operation) {
    case Operation::add: return bounded(left + right);
    case Operation::subtract: return bounded(left - right);
    case Operation::multiply: return bounded(left * right);
    case Operation::divide: return quotient(left, right);
    case Operation::negative: return -left;
    case Operation::minimum: return right < left ? right : left;
    case Operation::maximum: return left < right ? right : left;
    case Operation::absolute: return left.abs();
    case Operation::floor: return left.floor();
    case Operation::ceil: return left.ceil();
    case Operation::round: return rounded(left, instruction.index);
    default: return remainder(left, right);
  }
}

Operand of_dates(Operation operation, std::span<const Operand> operands) {
  const Date date = as<Date>(operands[0]);
  switch (operation) {
    case Operation::year: return Number(civil(date).year);
    case Operation::month: return Number(civil(date).month);
    case Operation::day: return Number(civil(date).day);
    case Operation::weekday: return Number(weekday(date));
    default: return Number(std::int64_t{as<Date>(operands[1]).days} - date.days);
  }
}

bool is_in(const Operand& operand, const std::vector<Operand>& list) {
  const auto before = [](const Operand& left, const Operand& right) { return order_of(left, right) < 0; };
  return std::binary_search(list.begin(), list.end(), operand, before);
}

}  // namespace

std::strong_ordering order_of(const Operand& left, const Operand& right) noexcept {
  switch (type_of(left)) {
    case Type::boolean: return as<bool>(left) <=> as<bool>(right);
    case Type::number: return as<Number>(left) <=> as<Number>(right);
    case Type::string: return as<std::string_view>(left) <=> as<std::string_view>(right);
    case Type::date: return as<Date>(left) <=> as<Date>(right);
  }
  return std::strong_ordering::equal;
}

bool holds_of_texts(Operation operation, Comparison comparison, std::string_view left,
                    std::string_view right) noexcept {
  switch (operation) {
    case Operation::starts_with: return left.starts_with(right);
    case Operation::ends_with: return left.ends_with(right);
    case Operation::contains: return left.find(right) != std::string_view::npos;
    default: return satisfies(comparison, left <=> right);
  }
}

std::int64_t code_points(std::string_view text) noexcept {
  return std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; });
}

Operand apply(const Instruction& instruction, const Program& program, std::span<const Operand> operands) {
  if (instruction.operation == Operation::both) return joined(operands[0], operands[1], false);
  if (instruction.operation == Operation::either) return joined(operands[0], operands[1], true);
  for (const Operand& operand : operands) {
    if (const Fault* fault = std::get_if<Fault>(&operand)) return *fault;
  }
  switch (instruction.operation) {
    case Operation::negation: return !as<bool>(operands[0]);
    case Operation::compare: return satisfies(instruction.comparison, order_of(operands[0], operands[1]));
    case Operation::member_of: return is_in(operands[0], program.lists[instruction.index]);
    case Operation::year:
    case Operation::month:
    case Operation::day:
    case Operation::weekday:
    case Operation::days_between: return of_dates(instruction.operation, operands);
    case Operation::size: return Number(code_points(as<std::string_view>(operands[0])));
    case Operation::starts_with:
    case Operation::ends_with:
    case Operation::contains:
      return holds_of_texts(instruction.operation, Comparison::equal, as<std::string_view>(operands[0]),
                            as<std::string_view>(operands[1]));
    default: return of_numbers(instruction, operands);
  }
}

}  // namespace pointsbank::expression
