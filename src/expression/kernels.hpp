// Loops over the rows of one chunk: what the column form of an expression is made of.
//
// A Register holds one value a row. Numbers are mantissas whose unit the planner knows, dates are days, texts are ids
// of a dictionary; beside them stands a byte a row that says why there is no value. A condition has these bytes alone,
// and they are Truths. In both, `settled` (0) is "no" or "there is a value" and everything from `missing` on is a
// fault or `unresolved`, so that one byte operation serves both.
//
// A kernel reads its operands and writes another register. Rows without a value hold any cell: every kernel is defined
// for every cell, and gives those rows the state of the first operand that has none, as the row machine does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "expression/program.hpp"

namespace pointsbank::expression {

inline constexpr std::size_t chunk_rows = 512;

using State = std::uint8_t;
inline constexpr State settled = 0;
inline constexpr State missing = static_cast<State>(Truth::missing_value);
inline constexpr State by_zero = static_cast<State>(Truth::division_by_zero);
inline constexpr State unresolved = static_cast<State>(Truth::unresolved);
static_assert(static_cast<State>(Truth::no) == settled && static_cast<State>(Truth::yes) == 1 && missing == 2);

struct Register {
  const std::int64_t* cells = nullptr;  ///< its own, or an input's
  const State* states = nullptr;        ///< null: every row has a value. Of a condition its Truths, never null
  std::int64_t* own_cells = nullptr;
  State* own_states = nullptr;
};

/// What a text is asked, with a literal on one side.
struct TextTest {
  static constexpr std::uint8_t unknown = 2;

  Operation operation = Operation::compare;
  Comparison comparison = Comparison::equal;
  bool literal_is_left = false;
  std::string_view literal;
  const Dictionary* texts = nullptr;
  std::vector<std::uint8_t> known;  ///< answers by id, as they are found; empty: not worth keeping
};

/// A whole multiple of a cell.
using Factor = std::int64_t;

// What comes in.
void load_cells(Register& out, std::span<const std::int64_t> cells);
void load_truths(Register& out, const Register& cells, std::size_t rows);
void has_value(Register& out, const Register& cells, std::size_t rows);

// Arithmetic. Sides are first multiplied with their factors, which brings them to one unit.
void add(Register& out, const Register& a, Factor ka, const Register& b, Factor kb, std::size_t rows);
void multiply(Register& out, const Register& a, const Register& b, std::size_t rows);
void least(Register& out, const Register& a, Factor ka, const Register& b, Factor kb, std::size_t rows);
void greatest(Register& out, const Register& a, Factor ka, const Register& b, Factor kb, std::size_t rows);
void modulo(Register& out, const Register& a, Factor ka, const Register& b, Factor kb, std::size_t rows);
void absolute(Register& out, const Register& a, std::size_t rows);
/// a * factor / divisor to a whole number; `operation` is floor, ceil or round (half away from zero); divisor > 0.
void to_whole(Register& out, const Register& a, Factor factor, Factor divisor, Operation operation, std::size_t rows);
/// The cells of `denominator` with the states of the quotient: division by zero among them.
void divide(Register& out, const Register& numerator, const Register& denominator, std::size_t rows);

// Dates and texts.
void date_part(Register& out, const Register& dates, Operation part, std::size_t rows);
void text_size(Register& out, const Register& ids, const Dictionary& texts, std::size_t rows);
void test_text(Register& out, const Register& ids, TextTest& test, std::size_t rows);
void test_texts(Register& out, const Register& a, const Dictionary& texts_of_a, const Register& b,
                const Dictionary& texts_of_b, Operation operation, Comparison comparison, std::size_t rows);

// Comparisons.
void compare(Register& out, const Register& a, Comparison comparison, std::int64_t constant, std::size_t rows);
void compare(Register& out, const Register& a, Factor ka, Comparison comparison, const Register& b, Factor kb,
             std::size_t rows);
/// numerator * kq / quotient compared with b * kb, where `quotient` was made by divide. What 128 bits do not hold
/// is unresolved.
void compare_quotient(Register& out, const Register& numerator, const Register& quotient, Factor kq,
                      Comparison comparison, const Register& b, Factor kb, bool quotient_is_left, std::size_t rows);
/// `answer` in every row that has a value.
void answer(Register& out, const Register& a, bool answer, std::size_t rows);
/// `list` is sorted.
void member_of(Register& out, const Register& a, std::span<const std::int64_t> list, std::size_t rows);

// Conditions.
void both(Register& out, const Register& a, const Register& b, std::size_t rows);
void either(Register& out, const Register& a, const Register& b, std::size_t rows);
void negation(Register& out, const Register& a, std::size_t rows);
/// Are two conditions the same (or, not)?
void same_truth(Register& out, const Register& a, const Register& b, bool same, std::size_t rows);
/// The answer for a condition that is no, and for one that is yes.
void truth_in(Register& out, const Register& a, bool if_no, bool if_yes, std::size_t rows);
void select_truths(Register& out, const Register& condition, const Register& a, const Register& b, std::size_t rows);
void select_cells(Register& out, const Register& condition, const Register& a, Factor ka, const Register& b, Factor kb,
                  std::size_t rows);

}  // namespace pointsbank::expression
