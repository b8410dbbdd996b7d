#include "records/report.hpp"

#include <algorithm>

#include "records/text_check.hpp"

namespace pointsbank::records {

void Report::refuse(const Row& row, Issue issue) {
  if (keeps_bad_rows()) {
    if (!is_refused(row.line)) refuse(row.line, source_.raw(row), std::move(issue));
  } else {
    refuse(row.line, {}, std::move(issue));
  }
}

void Report::refuse(std::uint64_t line, std::string text, Issue issue) {
  if (!keeps_bad_rows()) {
    if (!is_full()) issues_.push_back(std::move(issue));
  } else if (lines_.insert(line).second) {
    bad_rows_.push_back({issue.place.file, line, std::move(text), std::move(issue)});
  }
}

void Report::refuse_broken(const Batch& batch) {
  for (const BrokenRow& broken : batch.broken) refuse(broken.row, broken.issue);
}

void Report::warn_of_unknown_columns() {
  constexpr std::size_t most = 100;
  const std::vector<std::string>& names = source_.unknown_columns();
  if (options_.warnings == nullptr || names.empty()) return;
  std::string list;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) {
    list.append(i == 0 ? "`" : ", `").append(shown(names[i])).append("`");
  }
  if (names.size() > most) list += ", …";
  options_.warnings->push_back(
      {"table_unknown_columns", Severity::warning, {source_.name(), 1, 0, {}}, {std::move(list)}, {}, {}});
}

void Report::warn_of_combining(std::string_view text) {
  if (options_.warnings == nullptr) return;
  options_.warnings->push_back(
      {"table_combining_characters", Severity::warning, {source_.name(), 0, 0, {}}, {shown(text)}, {}, {}});
}

void Report::finish() {
  warn_of_unknown_columns();
  if (keeps_bad_rows()) {
    const auto by_line = [](const BadRow& a, const BadRow& b) { return a.line < b.line; };
    std::sort(bad_rows_.begin(), bad_rows_.end(), by_line);
    options_.bad_rows->insert(options_.bad_rows->end(), std::make_move_iterator(bad_rows_.begin()),
                              std::make_move_iterator(bad_rows_.end()));
    bad_rows_.clear();
  }
  if (issues_.empty()) return;
  std::stable_sort(issues_.begin(), issues_.end(), [](const Issue& a, const Issue& b) {
    return a.place.line != b.place.line ? a.place.line < b.place.line : a.place.column < b.place.column;
  });
  if (is_full()) {
    issues_.resize(most_issues);
    Place place{issues_.front().place.file, 0, 0, {}};
    issues_.push_back({"table_more_issues", Severity::error, std::move(place), {std::to_string(most_issues)}, {}, {}});
  }
  throw InputError(std::move(issues_));
}

std::vector<std::uint32_t> refuse_cells(const Batch& batch, FaultyCells& faults, const RowSource& source,
                                        Report& report, int utc_offset) {
  std::sort(faults.begin(), faults.end(), [](const FaultyCell& a, const FaultyCell& b) {
    return a.row != b.row ? a.row < b.row : a.column < b.column;
  });
  std::vector<std::uint32_t> bad;
  for (const FaultyCell& cell : faults) {
    const Row& row = batch.rows[cell.row];
    const std::string_view text = batch.text(cell.row, cell.column);
    report.refuse(row, describe(cell.fault, text, source.place(row, cell.column), utc_offset));
    if (bad.empty() || bad.back() != cell.row) bad.push_back(cell.row);
  }
  return bad;
}

void Progress::call(std::uint64_t done) {
  if (options_.progress && !options_.progress(done, source_.total())) throw Cancelled();
  next_ = done + interval;
}

void Progress::finish() {
  if (options_.progress && !options_.progress(source_.total(), source_.total())) throw Cancelled();
}

}  // namespace pointsbank::records
