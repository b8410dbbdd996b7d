// A column as somebody hands it over, before it is known what it is for: NumPy, Arrow and Python objects all become
// one of these, borrowed where their memory is as the library wants it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pointsbank/columns.hpp"
#include "pointsbank/issues.hpp"

namespace pointsbank::python {

/// No cell has a value.
struct Nothing {};

/// Texts where they lie; a null pointer is a cell without a value.
struct RawTexts {
  std::vector<std::string_view> cells;
  std::vector<std::shared_ptr<const void>> owners;
};

/// Microseconds since 1970-01-01T00:00:00, of UTC where `has_zone`; absent_cell is a cell without a value.
struct Moments {
  Column<std::int64_t> microseconds;
  bool has_zone = false;
};

/// A cell that no column of the library could hold, whatever it is for. `issue` lacks its place.
struct RefusedCell {
  std::size_t row;
  Issue issue;
};

struct SourceColumn {
  static constexpr std::size_t most_refused = 100;  ///< that are kept

  std::string name;
  std::size_t rows = 0;
  std::variant<Nothing, RawTexts, TextColumn, DecimalColumn, BoolColumn, DateColumn, Moments> cells;
  std::vector<RefusedCell> refused;

  /// The cell as a file would hold it; empty where it has no value. `scratch` holds the text where it has to be made.
  [[nodiscard]] std::string_view text(std::size_t row, std::string& scratch) const;
  void refuse(std::size_t row, Issue issue) {
    if (refused.size() < most_refused) refused.push_back({row, std::move(issue)});
  }
};

/// Brings moments that count `units_a_second` to microseconds.
void scale_moments(SourceColumn& column, std::int64_t units_a_second);

/// Makes a column of whole numbers, borrowed where all have a value. Two numbers stand for something else in the
/// library's columns, and are refused.
template <class IsAbsent>
void take_integers(SourceColumn& column, const Column<std::int64_t>& given, bool may_be_absent,
                   const IsAbsent& is_absent) {
  bool has_reserved = false;
  for (const std::int64_t cell : given) has_reserved |= cell <= wide_cell;
  if (!may_be_absent && !has_reserved) {
    column.cells = DecimalColumn{given, 0, {}};
    return;
  }
  std::vector<std::int64_t> cells(given.begin(), given.end());
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (!is_absent(row)) {
      if (cells[row] > wide_cell) continue;
      column.refuse(row, {"cell_too_many_digits", Severity::error, {}, {std::to_string(cells[row])}, {}, {}});
    }
    cells[row] = absent_cell;
  }
  column.cells = DecimalColumn{std::move(cells), 0, {}};
}

/// A binary floating-point number, which no column takes: what it says and what to write.
[[nodiscard]] Issue refused_float(double value);

}  // namespace pointsbank::python
