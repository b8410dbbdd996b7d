#include "expression/plan.hpp"

#include <algorithm>

#include "expression/operations.hpp"
#include "expression/planner.hpp"

namespace pointsbank::expression {

namespace {

Term constant_term(Operand value) {
  Term term;
  term.constant = std::move(value);
  return term;
}

template <class T>
const T* constant_of(const Term& term) noexcept {
  return term.constant ? std::get_if<T>(&*term.constant) : nullptr;
}

State state_of(Fault fault) noexcept {
  switch (fault) {
    case Fault::none: return settled;
    case Fault::missing_value: return static_cast<State>(Truth::missing_value);
    case Fault::division_by_zero: return static_cast<State>(Truth::division_by_zero);
    case Fault::overflow: return static_cast<State>(Truth::overflow);
  }
  return unresolved;
}

bool is_jump(Operation operation) noexcept {
  return operation == Operation::skip_if_no || operation == Operation::skip_if_yes || operation == Operation::branch ||
         operation == Operation::jump;
}

Step step_of(Kernel kernel) {
  Step step;
  step.kernel = kernel;
  return step;
}

}  // namespace

Comparison turned_round(Comparison comparison) noexcept {
  switch (comparison) {
    case Comparison::less: return Comparison::greater;
    case Comparison::less_equal: return Comparison::greater_equal;
    case Comparison::greater: return Comparison::less;
    case Comparison::greater_equal: return Comparison::less_equal;
    default: return comparison;
  }
}

Plan plan_of(const Program& program, std::span<const Vector> inputs, std::size_t rows) {
  return Planner(program, inputs, rows).run();
}

Planner::Planner(const Program& program, std::span<const Vector> inputs, std::size_t rows)
    : program_(program), inputs_(inputs), rows_(rows) {
  plan_.registers = inputs.size();
}

Plan Planner::run() {
  for (const Instruction& instruction : program_.code) follow(instruction);
  settle(stack_.back(), true);
  plan_.result = stack_.back().cells;
  return std::move(plan_);
}

void Planner::follow(const Instruction& instruction) {
  if (is_jump(instruction.operation)) return;
  switch (instruction.operation) {
    case Operation::literal: stack_.push_back(constant_term(program_.literals[instruction.index])); return;
    case Operation::load: stack_.push_back(loaded(instruction.index)); return;
    case Operation::has: stack_.push_back(has(instruction.index)); return;
    default: break;
  }
  const auto count = static_cast<std::size_t>(operands_of(instruction.operation));
  const std::span<Term> terms = std::span<Term>(stack_).last(count);
  const bool all_constant =
      std::all_of(terms.begin(), terms.end(), [](const Term& term) { return term.constant.has_value(); });
  Term result = all_constant ? folded(instruction, terms) : applied(instruction, terms);
  stack_.resize(stack_.size() - count);
  stack_.push_back(std::move(result));
}

Term Planner::loaded(std::uint32_t input) {
  const Vector& vector = inputs_[input];
  if (vector.cells.empty()) return constant_term(Fault::missing_value);
  Term term;
  term.cells = static_cast<RegisterId>(input);
  term.texts = vector.texts;
  if (program_.input_types[input] == Type::number) {
    std::int64_t power = 1;
    for (int i = 0; i < vector.decimals; ++i) power *= 10;
    term.unit = Number::fraction(1, power);
  }
  if (program_.input_types[input] != Type::boolean) return term;
  Term* const from[] = {&term};
  return made(step_of(Kernel::load_truths), from);
}

Term Planner::has(std::uint32_t input) {
  if (inputs_[input].cells.empty()) return constant_term(false);
  Term term;
  term.cells = static_cast<RegisterId>(input);
  Term* const from[] = {&term};
  return made(step_of(Kernel::has_value), from);
}

Term Planner::folded(const Instruction& instruction, std::span<const Term> terms) const {
  std::vector<Operand> values;
  for (const Term& term : terms) values.push_back(*term.constant);
  if (instruction.operation != Operation::select) return constant_term(apply(instruction, program_, values));
  const bool* condition = std::get_if<bool>(&values[0]);
  return constant_term(values[condition == nullptr ? 0 : *condition ? 1 : 2]);
}

Term Planner::applied(const Instruction& instruction, std::span<Term> terms) {
  Term* const all[] = {&terms.front(), &terms.back()};
  const std::span<Term* const> from = std::span<Term* const>(all).first(std::min<std::size_t>(terms.size(), 2));
  Step step;
  step.operation = instruction.operation;
  switch (instruction.operation) {
    case Operation::select: return selected(instruction.type, terms);
    case Operation::both:
    case Operation::either:
      for (Term& term : terms) settle(term, true);
      step.kernel = instruction.operation == Operation::both ? Kernel::both : Kernel::either;
      return made(step, from);
    case Operation::negation: step.kernel = Kernel::negation; return made(step, from);
    default: break;
  }
  if (const Fault* fault = constant_of<Fault>(terms[0])) {
    for (Term& term : terms) release(term);
    return constant_term(*fault);
  }
  switch (instruction.operation) {
    case Operation::compare: return compared(instruction, terms[0], terms[1]);
    case Operation::member_of: return member_of(instruction, terms[0]);
    case Operation::year:
    case Operation::month:
    case Operation::day:
    case Operation::weekday: step.kernel = Kernel::date_part; return made(step, from);
    case Operation::days_between:
      for (Term& term : terms) settle(term);
      step.kernel = Kernel::add;
      step.ka = -1;
      return made(step, from);
    case Operation::size:
      if (terms[0].texts == nullptr) return unresolved_instead_of(from);
      step.kernel = Kernel::text_size;
      step.index = static_cast<std::uint32_t>(plan_.dictionaries.size());
      plan_.dictionaries.push_back(terms[0].texts);
      return made(step, from);
    case Operation::starts_with:
    case Operation::ends_with:
    case Operation::contains: return compared_texts(instruction.operation, Comparison::equal, terms[0], terms[1]);
    default: return of_numbers(instruction, terms);
  }
}

// ------------------------------------------------------------------------------------------------------- selections

Term Planner::selected(Type type, std::span<Term> terms) {
  Term& condition = terms[0];
  Term& taken = terms[1];
  Term& otherwise = terms[2];
  settle(condition, true);
  if (type == Type::boolean) {
    settle(taken, true);
    settle(otherwise, true);
    Term* const from[] = {&condition, &taken, &otherwise};
    return made(step_of(Kernel::select_truths), from);
  }
  if (type == Type::string) {
    const Dictionary* texts = taken.texts != nullptr ? taken.texts : otherwise.texts;
    Term* const all[] = {&condition, &taken, &otherwise};
    if (texts == nullptr) return unresolved_instead_of(all);
    text_for_selection(taken, *texts);
    text_for_selection(otherwise, *texts);
    Term result = selected_cells(condition, taken, otherwise, 1, 1);
    result.texts = texts;
    return result;
  }
  settle(taken);
  settle(otherwise);
  const std::optional<OneUnit> units = one_unit(taken.unit, otherwise.unit);
  Term* const all[] = {&condition, &taken, &otherwise};
  if (!units) return unresolved_instead_of(all);
  Term result = selected_cells(condition, taken, otherwise, units->ka, units->kb);
  result.unit = units->unit;
  return result;
}

Term Planner::selected_cells(Term& condition, Term& taken, Term& otherwise, Factor ka, Factor kb) {
  Step step = step_of(Kernel::select_cells);
  step.ka = ka;
  step.kb = kb;
  Term* const from[] = {&condition, &taken, &otherwise};
  return made(step, from);
}

/// One register holds ids of one dictionary: what is not in there cannot be resolved.
void Planner::text_for_selection(Term& term, const Dictionary& texts) {
  if (const Fault* fault = constant_of<Fault>(term)) {
    term = preset(0, state_of(*fault), false);
  } else if (const std::string_view* literal = constant_of<std::string_view>(term)) {
    const Id id = texts.find(*literal);
    term = id == no_id ? preset(0, unresolved, false) : preset(id, settled, false);
  } else if (term.texts != &texts) {
    release(term);
    term = preset(0, unresolved, false);
  }
}

// ------------------------------------------------------------------------------------------------------ comparisons

Term Planner::compared(const Instruction& instruction, Term& left, Term& right) {
  const Comparison comparison = instruction.comparison;
  switch (instruction.type) {
    case Type::boolean: return compared_truths(comparison, left, right);
    case Type::number: return compared_numbers(comparison, left, right);
    case Type::string: return compared_texts(Operation::compare, comparison, left, right);
    case Type::date: break;
  }
  const bool constant_is_left = left.constant.has_value();
  if (const Date* date = constant_of<Date>(constant_is_left ? left : right)) {
    Step step = step_of(Kernel::compare_constant);
    step.comparison = constant_is_left ? turned_round(comparison) : comparison;
    step.constant = date->days;
    Term* const from[] = {constant_is_left ? &right : &left};
    return made(step, from);
  }
  settle(right);
  Step step = step_of(Kernel::compare);
  step.comparison = comparison;
  Term* const from[] = {&left, &right};
  return made(step, from);
}

Term Planner::compared_truths(Comparison comparison, Term& left, Term& right) {
  const bool constant_is_left = left.constant.has_value();
  const bool same = comparison == Comparison::equal;
  if (const bool* constant = constant_of<bool>(constant_is_left ? left : right)) {
    Step step = step_of(Kernel::truth_in);
    step.second_flag = *constant == same;
    step.first_flag = !step.second_flag;
    Term* const from[] = {constant_is_left ? &right : &left};
    return made(step, from);
  }
  settle(right, true);
  Step step = step_of(Kernel::same_truth);
  step.first_flag = same;
  Term* const from[] = {&left, &right};
  return made(step, from);
}

Term Planner::compared_texts(Operation operation, Comparison comparison, Term& left, Term& right) {
  Term* const from[] = {&left, &right};
  if (const std::string_view* literal = constant_of<std::string_view>(right)) {
    return text_against_literal(operation, comparison, left, *literal, false);
  }
  if (const std::string_view* literal = constant_of<std::string_view>(left)) {
    return text_against_literal(operation, comparison, right, *literal, true);
  }
  if (left.texts == nullptr || right.texts == nullptr) return unresolved_instead_of(from);
  const bool by_id = operation == Operation::compare && left.texts == right.texts &&
                     (comparison == Comparison::equal || comparison == Comparison::not_equal);
  Step step = step_of(by_id ? Kernel::compare : Kernel::test_texts);
  step.operation = operation;
  step.comparison = comparison;
  step.index = static_cast<std::uint32_t>(plan_.dictionaries.size());
  if (!by_id) plan_.dictionaries.insert(plan_.dictionaries.end(), {left.texts, right.texts});
  return made(step, from);
}

Term Planner::text_against_literal(Operation operation, Comparison comparison, Term& text, std::string_view literal,
                                   bool literal_is_left) {
  Term* const from[] = {&text};
  if (text.texts == nullptr) return unresolved_instead_of(from);
  const bool by_id =
      operation == Operation::compare && (comparison == Comparison::equal || comparison == Comparison::not_equal);
  if (by_id) {
    const Id id = text.texts->find(literal);
    Step step = step_of(id == no_id ? Kernel::answer : Kernel::compare_constant);
    step.first_flag = comparison == Comparison::not_equal;
    step.comparison = comparison;
    step.constant = id;
    return made(step, from);
  }
  TextTest test{operation, comparison, literal_is_left, literal, text.texts, {}};
  // One byte a text: not for a dictionary that is much longer than the column.
  constexpr std::size_t texts_a_row = 4;
  if (text.texts->size() / texts_a_row <= rows_) test.known.assign(text.texts->size(), TextTest::unknown);
  Step step = step_of(Kernel::test_text);
  step.index = static_cast<std::uint32_t>(plan_.tests.size());
  plan_.tests.push_back(std::move(test));
  return made(step, from);
}

Term Planner::member_of(const Instruction& instruction, Term& term) {
  const std::vector<Operand>& list = program_.lists[instruction.index];
  Term* const from[] = {&term};
  if (instruction.type == Type::boolean) {
    Step step = step_of(Kernel::truth_in);
    step.first_flag = std::find(list.begin(), list.end(), Operand(false)) != list.end();
    step.second_flag = std::find(list.begin(), list.end(), Operand(true)) != list.end();
    return made(step, from);
  }
  if (term.is_quotient() || (instruction.type == Type::string && term.texts == nullptr)) {
    return unresolved_instead_of(from);
  }
  std::vector<std::int64_t> cells;
  for (const Operand& value : list) {
    if (const std::optional<std::int64_t> cell = cell_of(value, term)) cells.push_back(*cell);
  }
  std::sort(cells.begin(), cells.end());
  Step step = step_of(Kernel::member_of);
  step.index = static_cast<std::uint32_t>(plan_.lists.size());
  plan_.lists.push_back(std::move(cells));
  return made(step, from);
}

/// The cell that stands for a value in a register; nothing where none does.
std::optional<std::int64_t> Planner::cell_of(const Operand& value, const Term& term) const {
  if (const Date* date = std::get_if<Date>(&value)) return date->days;
  if (const std::string_view* text = std::get_if<std::string_view>(&value)) {
    const Id id = term.texts->find(*text);
    if (id == no_id) return std::nullopt;
    return id;
  }
  const Number cell = *std::get_if<Number>(&value) / term.unit;
  if (!cell.is_small() || !cell.is_whole()) return std::nullopt;
  return cell.small_numerator();
}

// ---------------------------------------------------------------------------------------------- steps and registers

Term Planner::made(Step step, std::span<Term* const> from) {
  Term term;
  term.cells = allocate();
  term.held.push_back(term.cells);
  step.out = term.cells;
  step.a = from[0]->cells;
  if (from.size() > 1) step.b = from[1]->cells;
  if (from.size() > 2) step.c = from[2]->cells;
  plan_.steps.push_back(step);
  for (Term* operand : from) release(*operand);
  return term;
}

Term Planner::unresolved_instead_of(std::span<Term* const> terms) {
  for (Term* term : terms) release(*term);
  // One register serves all types: its states are Truths too.
  return preset(0, unresolved, true);
}

Term Planner::preset(std::int64_t cell, State state, bool is_condition) {
  Term term;
  term.cells = static_cast<RegisterId>(plan_.registers++);
  plan_.presets.push_back({term.cells, cell, state, is_condition});
  return term;
}

void Planner::settle(Term& term, bool is_condition) {
  if (term.is_quotient()) {
    Term* const terms[] = {&term};
    term = unresolved_instead_of(terms);
  }
  if (!term.constant) return;
  const Operand value = *term.constant;
  if (const Fault* fault = std::get_if<Fault>(&value)) {
    term = preset(0, state_of(*fault), is_condition);
  } else if (const bool* truth = std::get_if<bool>(&value)) {
    term = preset(0, static_cast<State>(*truth ? Truth::yes : Truth::no), true);
  } else if (const Date* date = std::get_if<Date>(&value)) {
    term = preset(date->days, settled, false);
  } else if (const Number* number = std::get_if<Number>(&value)) {
    term = preset(number->is_zero() ? 0 : 1, settled, false);
    if (!number->is_zero()) term.unit = *number;
  }
}

RegisterId Planner::allocate() {
  if (free_.empty()) return static_cast<RegisterId>(plan_.registers++);
  const RegisterId id = free_.back();
  free_.pop_back();
  return id;
}

void Planner::release(Term& term) {
  free_.insert(free_.end(), term.held.begin(), term.held.end());
  term.held.clear();
}

}  // namespace pointsbank::expression
