#include "source_table.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace pointsbank::python {

SourceTable::SourceTable(std::string name, std::vector<SourceColumn> columns)
    : name_(std::move(name)), columns_(std::move(columns)) {
  for (SourceColumn& column : columns_) {
    if (&column == &columns_.front()) rows_ = column.rows;
    if (column.rows != rows_) {
      throw UsageError(name_ + ": the column " + column.name + " has " + std::to_string(column.rows) + " rows, and " +
                       columns_.front().name + " has " + std::to_string(rows_));
    }
    for (RefusedCell& cell : column.refused) {
      cell.issue.place = {name_, static_cast<std::uint32_t>(cell.row + 1), 0, column.name};
      refused_.push_back(std::move(cell.issue));
    }
  }
}

Issues SourceTable::with_refused(const Issues& issues) const {
  std::set<std::pair<std::uint32_t, std::string_view>> cells;
  for (const Issue& issue : refused_) cells.emplace(issue.place.line, issue.place.pointer);
  Issues all = refused_;
  for (const Issue& issue : issues) {
    if (cells.count({issue.place.line, issue.place.pointer}) == 0) all.push_back(issue);
  }
  return all;
}

const SourceColumn* SourceTable::find(std::string_view name) const noexcept {
  const auto found =
      std::find_if(columns_.begin(), columns_.end(), [&](const SourceColumn& column) { return column.name == name; });
  return found == columns_.end() ? nullptr : &*found;
}

void TextRows::add(std::size_t row) {
  Cells& cells = rows_.emplace_back();
  cells.reserve(table_.columns().size());
  for (const SourceColumn& column : table_.columns()) {
    std::string_view text = column.text(row, scratch_);
    if (text.empty()) continue;
    if (text.data() == scratch_.data()) text = made_.emplace_back(text);
    cells.emplace_back(column.name, text);
  }
}

void throw_issues(Issues issues) {
  std::stable_sort(issues.begin(), issues.end(),
                   [](const Issue& a, const Issue& b) { return a.place.line < b.place.line; });
  constexpr std::size_t most = 100;
  if (issues.size() > most) {
    issues.resize(most);
    issues.push_back(
        {"table_more_issues", Severity::error, {issues.front().place.file, 0, 0, {}}, {std::to_string(most)}, {}, {}});
  }
  throw InputError(std::move(issues));
}

}  // namespace pointsbank::python
