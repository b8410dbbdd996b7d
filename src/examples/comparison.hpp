// Expected rows against actual ones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rulelist/model.hpp"

namespace pointsbank::examples {

/// One output as rows of cells, its header apart.
class Table {
 public:
  /// `rows` begins with the header.
  Table(std::string name, std::vector<std::vector<std::string>> rows);

  /// Does some row have all cells of `expected`? Amounts are compared as numbers (`6` is `6.00`), anything else as
  /// text; an empty cell is an empty cell. A column that the output lacks is in no row.
  [[nodiscard]] bool has(const rulelist::Example::Row& expected) const;

  /// The row that comes nearest to `expected`, as `column=value`: the one that agrees with it in most of the cells
  /// that say which row is meant (`event`, `closing`, …), and of several the one that agrees in most cells of all;
  /// nothing where no row agrees in any cell.
  [[nodiscard]] std::vector<std::string> nearest(const rulelist::Example::Row& expected) const;

 private:
  /// An expected cell and the column in which it is looked for; `no_column` where there is none.
  struct Wanted {
    std::size_t column;
    bool is_amount;
    bool is_identity;
    std::string_view text;
  };
  static constexpr std::size_t no_column = static_cast<std::size_t>(-1);

  [[nodiscard]] std::vector<Wanted> resolve(const rulelist::Example::Row& expected) const;
  [[nodiscard]] static bool agrees(const Wanted& wanted, const std::vector<std::string>& row);

  std::string name_;
  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace pointsbank::examples
