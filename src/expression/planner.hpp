// Makes plans: goes through a program's code with a stack of terms, which say what will stand in which register.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "expression/plan.hpp"

namespace pointsbank::expression {

/// What an operand will be: a constant, a register, or the quotient of two registers, which only comparisons take.
struct Term {
  std::optional<Operand> constant;  ///< a value or a fault; then there is no register
  RegisterId cells = 0;
  std::optional<RegisterId> numerator;  ///< of a quotient, whose `cells` then hold denominator and states
  Number unit = 1;                      ///< of a number: its value is cell * unit, and never 0
  const Dictionary* texts = nullptr;    ///< of a text in a register; null where no row can be resolved
  std::vector<RegisterId> held;         ///< what nobody needs any more after this term

  [[nodiscard]] bool is_quotient() const noexcept { return numerator.has_value(); }
};

class Planner {
 public:
  Planner(const Program& program, std::span<const Vector> inputs, std::size_t rows);
  [[nodiscard]] Plan run();

 private:
  void follow(const Instruction& instruction);
  [[nodiscard]] Term loaded(std::uint32_t input);
  [[nodiscard]] Term has(std::uint32_t input);
  [[nodiscard]] Term folded(const Instruction& instruction, std::span<const Term> terms) const;
  [[nodiscard]] Term applied(const Instruction& instruction, std::span<Term> terms);

  // plan.cpp: conditions, dates, texts.
  [[nodiscard]] Term selected(Type type, std::span<Term> terms);
  [[nodiscard]] Term selected_cells(Term& condition, Term& taken, Term& otherwise, Factor ka, Factor kb);
  [[nodiscard]] Term compared(const Instruction& instruction, Term& left, Term& right);
  [[nodiscard]] Term compared_truths(Comparison comparison, Term& left, Term& right);
  [[nodiscard]] Term compared_texts(Operation operation, Comparison comparison, Term& left, Term& right);
  [[nodiscard]] Term text_against_literal(Operation operation, Comparison comparison, Term& text,
                                          std::string_view literal, bool literal_is_left);
  [[nodiscard]] Term member_of(const Instruction& instruction, Term& term);
  [[nodiscard]] std::optional<std::int64_t> cell_of(const Operand& value, const Term& term) const;
  void text_for_selection(Term& term, const Dictionary& texts);

  // plan_numbers.cpp.
  [[nodiscard]] Term of_numbers(const Instruction& instruction, std::span<Term> terms);
  [[nodiscard]] Term product(Term& left, Term& right);
  [[nodiscard]] Term quotient(Term& left, Term& right);
  [[nodiscard]] Term scaled(Term&& term, const Number& factor);
  [[nodiscard]] Term in_one_unit(Kernel kernel, Term& left, Term& right, bool right_is_negated = false);
  [[nodiscard]] Term to_whole(Operation operation, std::uint32_t decimals, Term& term);
  [[nodiscard]] Term compared_numbers(Comparison comparison, Term& left, Term& right);
  [[nodiscard]] Term compared_with_constant(Comparison comparison, Term& term, const Number& constant);
  [[nodiscard]] Term compared_quotient(Comparison comparison, Term& quotient, Term& other, bool quotient_is_left);

  // Steps and registers.
  [[nodiscard]] Term made(Step step, std::span<Term* const> from);
  [[nodiscard]] Term unresolved_instead_of(std::span<Term* const> terms);
  [[nodiscard]] Term preset(std::int64_t cell, State state, bool is_condition);
  /// Turns a constant, or a quotient, into a register.
  void settle(Term& term, bool is_condition = false);
  [[nodiscard]] RegisterId allocate();
  void release(Term& term);

  const Program& program_;
  std::span<const Vector> inputs_;
  std::size_t rows_;
  Plan plan_;
  std::vector<Term> stack_;
  std::vector<RegisterId> free_;
};

/// With its sides exchanged.
[[nodiscard]] Comparison turned_round(Comparison comparison) noexcept;

/// Factors that bring two units to one.
struct OneUnit {
  Factor ka = 1;
  Factor kb = 1;
  Number unit;  ///< > 0
};
[[nodiscard]] std::optional<OneUnit> one_unit(const Number& a, const Number& b);

}  // namespace pointsbank::expression
