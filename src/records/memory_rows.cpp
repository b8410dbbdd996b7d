// Rows that somebody holds in memory. They count as lines from 1; a column that a row lacks is an absent value.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "records/rows.hpp"
#include "records/text_check.hpp"

namespace pointsbank::records {

namespace {

constexpr std::size_t rows_a_batch = 1024;

Issue duplicate_column(std::string_view name) {
  Issue issue;
  issue.code = "table_duplicate_column";
  issue.arguments.push_back(shown(name));
  return issue;
}

class MemoryRows final : public RowSource {
 public:
  MemoryRows(std::span<const Cells> rows, std::string name, Wanted wanted)
      : rows_(rows), name_(std::move(name)), wanted_(std::move(wanted)) {
    for (std::size_t column = 0; column < wanted_.size(); ++column) numbers_.emplace(wanted_[column].name, column);
  }

  bool next(Batch& batch) override;
  [[nodiscard]] Mark mark() const noexcept override { return {next_, next_ + 1}; }
  void seek(Mark mark) override { next_ = static_cast<std::size_t>(mark.offset); }
  [[nodiscard]] bool has(std::size_t) const noexcept override { return true; }
  [[nodiscard]] Place place(const Row& row, std::size_t column) const override {
    return {name_, static_cast<std::uint32_t>(row.line), 0, wanted_[column].name};
  }
  [[nodiscard]] std::string raw(const Row& row) const override;
  [[nodiscard]] const std::vector<std::string>& unknown_columns() const noexcept override { return unknown_; }
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::uint64_t total() const noexcept override { return rows_.size(); }

 private:
  /// What is wrong with a row, if anything.
  std::optional<Issue> take(const Cells& cells, Batch& batch);

  std::span<const Cells> rows_;
  std::string name_;
  Wanted wanted_;
  std::unordered_map<std::string_view, std::size_t> numbers_;
  std::size_t next_ = 0;
  CellArena arena_;
  std::vector<bool> seen_;
  std::vector<std::string> unknown_;
  std::unordered_set<std::string> known_unknown_;
};

bool MemoryRows::next(Batch& batch) {
  batch.clear(wanted_.size());
  arena_.clear();
  if (next_ >= rows_.size()) return false;
  const std::size_t end = std::min(rows_.size(), next_ + rows_a_batch);
  for (; next_ < end; ++next_) {
    const Row row{nullptr, 0, next_ + 1};
    batch.add_cells();
    if (auto issue = take(rows_[next_], batch)) {
      issue->place.file = name_;
      issue->place.line = static_cast<std::uint32_t>(row.line);
      batch.broken.push_back({row, std::move(*issue)});
    } else {
      batch.rows.push_back(row);
    }
  }
  return true;
}

std::optional<Issue> MemoryRows::take(const Cells& cells, Batch& batch) {
  seen_.assign(wanted_.size(), false);
  for (const auto& [name, text] : cells) {
    const auto found = numbers_.find(name);
    if (found == numbers_.end()) {
      if (unknown_.size() < max_columns && known_unknown_.emplace(name).second) unknown_.emplace_back(name);
      continue;
    }
    std::optional<Issue> issue = find_cell_fault(text);
    if (seen_[found->second]) issue = duplicate_column(name);
    if (issue) {
      issue->place.pointer = name;
      return issue;
    }
    seen_[found->second] = true;
    batch.columns[found->second].back() = arena_.copy(text);
  }
  return std::nullopt;
}

std::string MemoryRows::raw(const Row& row) const {
  std::string out;
  for (const auto& [name, text] : rows_[static_cast<std::size_t>(row.line - 1)]) {
    if (!out.empty()) out += ',';
    out.append(name).append("=").append(text);
  }
  return out;
}

}  // namespace

std::unique_ptr<RowSource> memory_rows(std::span<const Cells> rows, std::string name, Wanted wanted) {
  return std::make_unique<MemoryRows>(rows, std::move(name), std::move(wanted));
}

}  // namespace pointsbank::records
