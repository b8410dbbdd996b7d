// Values that may stand in a cell, ready as text and as what expressions see.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "expression/expression.hpp"
#include "generation/mentions.hpp"
#include "generation/random.hpp"
#include "rulelist/model.hpp"

namespace pointsbank::generation {

/// A cell: its value, and its text where that is not made from the value. Borrowed from pools; absent by default.
struct Cell {
  expression::Value value;
  std::string_view text;
  [[nodiscard]] bool is_absent() const noexcept { return value.index() == 0; }
};

/// Values of one column, each once. Moves without moving its texts; does not copy.
class Pool {
 public:
  enum class Order : std::uint8_t { even, falling, steep };  ///< falling: earlier values are likelier; steep: more so

  Pool() = default;
  static Pool of_numbers(std::vector<Number> numbers, Order order);
  static Pool of_texts(std::vector<std::string> texts, Order order);
  static Pool of_dates(std::vector<Date> dates);
  /// False, and true once in `yes_in` draws.
  static Pool of_bools(std::size_t yes_in);
  Pool(Pool&&) noexcept = default;
  Pool& operator=(Pool&&) noexcept = default;
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  [[nodiscard]] bool empty() const noexcept { return texts_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }
  [[nodiscard]] Cell at(std::size_t index) const { return {values_[index], texts_[index]}; }
  [[nodiscard]] std::size_t draw_index(Random& random) const {
    if (order_ == Order::even) return random.below(texts_.size());
    return order_ == Order::falling ? random.small(texts_.size()) : random.very_small(texts_.size());
  }
  [[nodiscard]] Cell draw(Random& random) const { return at(draw_index(random)); }

 private:
  std::vector<std::string> texts_;
  std::vector<expression::Value> values_;
  Order order_ = Order::even;
};

/// As it is written in a table, cut to nine digits after the point; empty where a table cannot hold it.
[[nodiscard]] std::string decimal_text(const Number& number);
/// The nearest number of the kind that people name: one or two digits, then noughts.
[[nodiscard]] Number rounded_off(const Number& number);
/// Can a cell hold it?
[[nodiscard]] bool is_plain_text(std::string_view text) noexcept;

/// Numbers around those that expressions hold a value against, none below 0; empty where there are none.
[[nodiscard]] std::vector<Number> numbers_around(const std::vector<Number>& literals);
/// The texts that expressions hold a value against, and texts of the lengths that they ask for.
[[nodiscard]] std::vector<std::string> texts_around(const Mention& mention);
/// Quantities that go through the whole of a score, small ones first; empty where it reads none.
[[nodiscard]] std::vector<Number> quantities_of(const rulelist::Score& score);
/// Points within a `range`, whole multiples of the unit; empty for other scores.
[[nodiscard]] std::vector<Number> points_of(const rulelist::Score& score, int decimals);
/// Grades, the lower ones first.
[[nodiscard]] std::vector<std::string> grades_of(const rulelist::Score& score);

}  // namespace pointsbank::generation
