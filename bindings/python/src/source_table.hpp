// A table as it was handed over: columns by name, and what is said of its rows while they are read.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "pointsbank/tables.hpp"
#include "source_column.hpp"

namespace pointsbank::python {

/// What reading says besides the table.
struct ReadNotes {
  bool keeps_bad_rows = false;
  std::vector<BadRow> bad_rows;
  Issues warnings;

  [[nodiscard]] ReadOptions options() {
    ReadOptions options;
    options.warnings = &warnings;
    if (keeps_bad_rows) options.bad_rows = &bad_rows;
    return options;
  }
};

class SourceTable {
 public:
  /// UsageError where columns differ in length.
  SourceTable(std::string name, std::vector<SourceColumn> columns);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] const std::vector<SourceColumn>& columns() const noexcept { return columns_; }
  /// What is wrong with cells that no column could hold.
  [[nodiscard]] const Issues& refused() const noexcept { return refused_; }
  /// The issues of the library, which took refused cells for empty ones, together with those of refused cells.
  [[nodiscard]] Issues with_refused(const Issues& issues) const;
  /// The column of a name, or null.
  [[nodiscard]] const SourceColumn* find(std::string_view name) const noexcept;

 private:
  std::string name_;
  std::vector<SourceColumn> columns_;
  Issues refused_;
  std::size_t rows_ = 0;
};

/// Rows of a table as texts.
class TextRows {
 public:
  explicit TextRows(const SourceTable& table) : table_(table) {}
  void add(std::size_t row);
  [[nodiscard]] const std::vector<Cells>& rows() const noexcept { return rows_; }
  void clear() {
    rows_.clear();
    made_.clear();
  }

 private:
  const SourceTable& table_;
  std::vector<Cells> rows_;
  std::deque<std::string> made_;
  std::string scratch_;
};

/// All rows of a table as texts: for tables that are small beside the events.
[[nodiscard]] inline TextRows text_rows(const SourceTable& table) {
  TextRows rows(table);
  for (std::size_t row = 0; row < table.rows(); ++row) rows.add(row);
  return rows;
}

/// Throws up to a hundred issues, by row.
[[noreturn]] void throw_issues(Issues issues);

}  // namespace pointsbank::python
