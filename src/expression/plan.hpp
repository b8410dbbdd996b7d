// How an expression runs over columns of given scales: kernels on registers, one after the other.
//
// A plan is made for one call, from a Program and the scales and dictionaries of its inputs. Numbers get units here:
// the value of a row is cell * unit, where the unit is an exact Number that all rows share. So constants, negation and
// division by constants cost nothing a row, and a comparison with a constant becomes one with a whole number.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "expression/kernels.hpp"
#include "expression/program.hpp"

namespace pointsbank::expression {

enum class Kernel : std::uint8_t {
  load_truths,
  has_value,
  add,
  multiply,
  least,
  greatest,
  modulo,
  absolute,
  to_whole,
  divide,
  date_part,
  text_size,
  test_text,
  test_texts,
  compare_constant,
  compare,
  compare_quotient,
  answer,
  member_of,
  both,
  either,
  negation,
  same_truth,
  truth_in,
  select_truths,
  select_cells,
};

using RegisterId = std::uint16_t;

/// A kernel with its registers and what else it takes.
struct Step {
  Kernel kernel = Kernel::both;
  Operation operation = Operation::compare;
  Comparison comparison = Comparison::equal;
  bool first_flag = false;
  bool second_flag = false;
  RegisterId out = 0;
  RegisterId a = 0;
  RegisterId b = 0;
  RegisterId c = 0;
  Factor ka = 1;
  Factor kb = 1;
  std::int64_t constant = 0;
  std::uint32_t index = 0;  ///< in lists, tests or (two of them) dictionaries
};

/// A register that holds the same in every row.
struct Preset {
  RegisterId out = 0;
  std::int64_t cell = 0;
  State state = settled;
  bool is_condition = false;
};

/// The registers of the inputs come first, in their order.
struct Plan {
  std::vector<Step> steps;
  std::vector<Preset> presets;
  std::vector<std::vector<std::int64_t>> lists;
  std::vector<TextTest> tests;
  std::vector<const Dictionary*> dictionaries;
  std::size_t registers = 0;
  RegisterId result = 0;
};

/// `rows` decides what is worth remembering of a dictionary.
[[nodiscard]] Plan plan_of(const Program& program, std::span<const Vector> inputs, std::size_t rows);

}  // namespace pointsbank::expression
