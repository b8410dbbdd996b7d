// The tables of closings, out of the text of their files. A column whose cells were published in another form than the
// program would write (a measure in words, a period that is no date) stays as texts.
#include <algorithm>
#include <unordered_map>

#include "result_columns.hpp"

namespace pointsbank::python {

namespace {

using Kind = ResultColumn::Kind;
using Texts = std::vector<std::string>;

/// Rows of cells of RFC 4180, with `\n` at their ends.
class CsvCells {
 public:
  explicit CsvCells(std::string_view text) : left_(text) {}

  bool next_row(Texts& cells) {
    cells.clear();
    if (left_.empty()) return false;
    while (next_cell(cells)) {
    }
    return true;
  }

 private:
  /// False behind the last cell of a row.
  bool next_cell(Texts& cells) {
    std::string& cell = cells.emplace_back();
    if (left_.starts_with('"')) {
      left_.remove_prefix(1);
      for (std::size_t quote = left_.find('"');; quote = left_.find('"')) {
        cell.append(left_.substr(0, quote));
        left_.remove_prefix(quote + 1);
        if (!left_.starts_with('"')) break;
        cell.push_back('"');
        left_.remove_prefix(1);
      }
    } else {
      const std::size_t end = std::min(left_.find_first_of(",\n"), left_.size());
      cell.append(left_.substr(0, end));
      left_.remove_prefix(end);
    }
    const bool goes_on = left_.starts_with(',');
    if (!left_.empty()) left_.remove_prefix(1);
    return goes_on;
  }

  std::string_view left_;
};

Kind kind_of(const std::string& column) {
  if (column == "period") return Kind::dates;
  if (column == "rank") return Kind::integers;
  if (column == "measure" || column == "points" || column == "amount" || column == "value") return Kind::amounts;
  return Kind::choices;
}

bool add_choices(const Texts& cells, ResultColumn& column) {
  std::unordered_map<std::string, std::int32_t> codes;
  for (const std::string& cell : cells) {
    if (cell.empty()) {
      column.codes.push_back(-1);
      continue;
    }
    const auto [there, is_new] = codes.try_emplace(cell, static_cast<std::int32_t>(column.choices.size()));
    if (is_new) column.choices.push_back(cell);
    column.codes.push_back(there->second);
  }
  return true;
}

bool add_dates(const Texts& cells, ResultColumn& column) {
  for (const std::string& cell : cells) {
    const std::optional<Date> date = Date::parse(cell);
    if (!date && !cell.empty()) return false;
    if (date) {
      column.add_date(*date);
    } else {
      column.add_nothing();
    }
  }
  return true;
}

/// Decimals at the finest scale of them, which is at least that of `column`.
bool add_numbers(const Texts& cells, ResultColumn& column) {
  std::vector<DecimalResult> read;
  for (const std::string& cell : cells) {
    read.push_back(cell.empty() ? DecimalResult{} : parse_decimal(cell));
    if (read.back().fault != DecimalFault::none) return false;
    column.decimals = std::max(column.decimals, read.back().value.decimals);
  }
  if (column.kind == Kind::integers && column.decimals > 0) return false;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (cells[row].empty()) {
      column.add_nothing();
      continue;
    }
    Decimal value = read[row].value;
    for (; value.decimals < column.decimals; ++value.decimals) value.mantissa *= 10;
    if (value.mantissa > INT64_MAX || value.mantissa < -INT64_MAX) return false;
    column.add_number(static_cast<std::int64_t>(value.mantissa));
  }
  return true;
}

ResultColumn column_of(const std::string& name, const Texts& cells, int decimals) {
  ResultColumn column;
  column.name = name;
  column.kind = kind_of(name);
  if (name == "measure" || name == "points") column.decimals = decimals;
  const bool fits = column.kind == Kind::choices ? add_choices(cells, column)
                    : column.kind == Kind::dates ? add_dates(cells, column)
                                                 : add_numbers(cells, column);
  if (fits) return column;
  ResultColumn texts;
  texts.name = name;
  for (const std::string& cell : cells) texts.add_text(cell);
  return texts;
}

}  // namespace

ResultTable table_of_csv(const std::string& name, std::string_view csv, int decimals) {
  CsvCells cells(csv);
  Texts header;
  cells.next_row(header);
  std::vector<Texts> columns(header.size());
  ResultTable table{name, 0, {}};
  for (Texts row; cells.next_row(row); ++table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) columns[i].push_back(std::move(row[i]));
  }
  for (std::size_t i = 0; i < header.size(); ++i) table.columns.push_back(column_of(header[i], columns[i], decimals));
  return table;
}

}  // namespace pointsbank::python
