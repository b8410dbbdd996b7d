// Planning with numbers: units in place of work a row.
#include "expression/planner.hpp"

namespace pointsbank::expression {

namespace {

/// A cell has 64 bits, so that whatever is calculated in units of this many stays below the bound where the row
/// machine says `overflow`.
constexpr unsigned most_bits_of_unit = 192;

const Number* number_of(const Term& term) noexcept {
  return term.constant ? std::get_if<Number>(&*term.constant) : nullptr;
}

const Number* factor_of(const Term& term) noexcept {
  const Number* number = number_of(term);
  return number != nullptr && !number->is_zero() ? number : nullptr;
}

}  // namespace

std::optional<OneUnit> one_unit(const Number& a, const Number& b) {
  const Number ratio = a / b;
  if (!ratio.is_small() || ratio.small_numerator() == INT64_MIN) return std::nullopt;
  OneUnit result{ratio.small_numerator(), ratio.small_denominator(), b / Number(ratio.small_denominator())};
  if (result.unit.sign() < 0) result = {-result.ka, -result.kb, -result.unit};
  if (result.unit.bits() > most_bits_of_unit) return std::nullopt;
  return result;
}

Term Planner::of_numbers(const Instruction& instruction, std::span<Term> terms) {
  Term& left = terms.front();
  Term& right = terms.back();
  switch (instruction.operation) {
    case Operation::add: return in_one_unit(Kernel::add, left, right);
    case Operation::subtract: return in_one_unit(Kernel::add, left, right, true);
    case Operation::multiply: return product(left, right);
    case Operation::divide: return quotient(left, right);
    case Operation::negative: return scaled(std::move(left), -1);
    case Operation::minimum: return in_one_unit(Kernel::least, left, right);
    case Operation::maximum: return in_one_unit(Kernel::greatest, left, right);
    case Operation::modulo: return in_one_unit(Kernel::modulo, left, right);
    case Operation::absolute: {
      settle(left);
      Step step;
      step.kernel = Kernel::absolute;
      const Number unit = left.unit.abs();
      Term* const from[] = {&left};
      Term result = made(step, from);
      result.unit = unit;
      return result;
    }
    default: return to_whole(instruction.operation, instruction.index, left);
  }
}

Term Planner::scaled(Term&& term, const Number& factor) {
  Number unit = term.unit * factor;
  if (unit.bits() > most_bits_of_unit) {
    Term* const terms[] = {&term};
    return unresolved_instead_of(terms);
  }
  term.unit = std::move(unit);
  return std::move(term);
}

Term Planner::product(Term& left, Term& right) {
  if (const Number* factor = factor_of(right)) return scaled(std::move(left), *factor);
  if (const Number* factor = factor_of(left)) return scaled(std::move(right), *factor);
  settle(left);
  settle(right);
  Step step;
  step.kernel = Kernel::multiply;
  const Number unit = left.unit;
  const Number factor = right.unit;
  Term* const from[] = {&left, &right};
  Term result = made(step, from);
  result.unit = unit;
  return scaled(std::move(result), factor);
}

Term Planner::quotient(Term& left, Term& right) {
  if (const Number* divisor = factor_of(right)) return scaled(std::move(left), Number(1) / *divisor);
  settle(left);
  settle(right);
  Term result;
  result.cells = allocate();
  result.numerator = left.cells;
  // Both operands are looked at again when the quotient is compared.
  result.held = {result.cells};
  result.held.insert(result.held.end(), left.held.begin(), left.held.end());
  result.held.insert(result.held.end(), right.held.begin(), right.held.end());
  result.unit = left.unit;
  Step step;
  step.kernel = Kernel::divide;
  step.out = result.cells;
  step.a = left.cells;
  step.b = right.cells;
  plan_.steps.push_back(step);
  return scaled(std::move(result), Number(1) / right.unit);
}

Term Planner::in_one_unit(Kernel kernel, Term& left, Term& right, bool right_is_negated) {
  settle(left);
  settle(right);
  Term* const from[] = {&left, &right};
  const std::optional<OneUnit> units = one_unit(left.unit, right.unit);
  if (!units) return unresolved_instead_of(from);
  Step step;
  step.kernel = kernel;
  step.ka = units->ka;
  step.kb = right_is_negated ? -units->kb : units->kb;
  Term result = made(step, from);
  result.unit = units->unit;
  return result;
}

Term Planner::to_whole(Operation operation, std::uint32_t decimals, Term& term) {
  settle(term);
  std::int64_t power = 1;
  if (operation == Operation::round) {
    for (std::uint32_t i = 0; i < decimals; ++i) power *= 10;
  }
  const Number factor = term.unit * Number(power);
  if (factor.is_whole()) return std::move(term);
  Term* const from[] = {&term};
  if (!factor.is_small()) return unresolved_instead_of(from);
  Step step;
  step.kernel = Kernel::to_whole;
  step.operation = operation;
  step.ka = factor.small_numerator();
  step.constant = factor.small_denominator();
  Term result = made(step, from);
  result.unit = Number::fraction(1, power);
  return result;
}

Term Planner::compared_numbers(Comparison comparison, Term& left, Term& right) {
  const bool two_quotients = left.is_quotient() && right.is_quotient();
  if (left.is_quotient() && !two_quotients) return compared_quotient(comparison, left, right, true);
  if (right.is_quotient() && !two_quotients) return compared_quotient(comparison, right, left, false);
  if (const Number* constant = number_of(right)) return compared_with_constant(comparison, left, *constant);
  if (const Number* constant = number_of(left)) {
    return compared_with_constant(turned_round(comparison), right, *constant);
  }
  settle(left);
  settle(right);
  Term* const from[] = {&left, &right};
  const std::optional<OneUnit> units = one_unit(left.unit, right.unit);
  if (!units) return unresolved_instead_of(from);
  Step step;
  step.kernel = Kernel::compare;
  step.comparison = comparison;
  step.ka = units->ka;
  step.kb = units->kb;
  return made(step, from);
}

/// cell * unit against a constant is the cell against constant / unit, which rounds to the side that the comparison
/// looks at; what lies beyond 64 bits decides alike for every row.
Term Planner::compared_with_constant(Comparison comparison, Term& term, const Number& constant) {
  const Number limit = constant / term.unit;
  if (term.unit.sign() < 0) comparison = turned_round(comparison);
  const bool is_equality = comparison == Comparison::equal || comparison == Comparison::not_equal;
  const bool is_up = comparison == Comparison::less || comparison == Comparison::greater_equal;
  const bool is_below = comparison == Comparison::less || comparison == Comparison::less_equal;
  const Number whole = is_equality ? limit : is_up ? limit.ceil() : limit.floor();
  Step step;
  if (whole.is_small() && whole.is_whole()) {
    step.kernel = Kernel::compare_constant;
    step.comparison = comparison;
    step.constant = whole.small_numerator();
  } else {
    step.kernel = Kernel::answer;
    step.first_flag = is_equality ? comparison == Comparison::not_equal : is_below == (whole.sign() > 0);
  }
  Term* const from[] = {&term};
  return made(step, from);
}

Term Planner::compared_quotient(Comparison comparison, Term& quotient, Term& other, bool quotient_is_left) {
  settle(other);
  Term* const all[] = {&quotient, &other};
  const std::optional<OneUnit> units = one_unit(quotient.unit, other.unit);
  if (!units) return unresolved_instead_of(all);
  Term numerator;
  numerator.cells = *quotient.numerator;
  Step step;
  step.kernel = Kernel::compare_quotient;
  step.comparison = comparison;
  step.ka = units->ka;
  step.kb = units->kb;
  step.first_flag = quotient_is_left;
  Term* const from[] = {&numerator, &quotient, &other};
  return made(step, from);
}

}  // namespace pointsbank::expression
