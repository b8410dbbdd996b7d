// What is wrong with the rows of one table, collected: into the caller's bad rows, or to be thrown all at once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "pointsbank/tables.hpp"
#include "records/cells.hpp"
#include "records/rows.hpp"

namespace pointsbank::records {

class Report {
 public:
  /// Both outlive the report.
  Report(const RowSource& source, const ReadOptions& options) : source_(source), options_(options) {}

  [[nodiscard]] bool keeps_bad_rows() const noexcept { return options_.bad_rows != nullptr; }
  /// A row of the present batch that cannot be taken. The first issue of a row is the one that a bad row keeps.
  void refuse(const Row& row, Issue issue);
  /// A row of which only the text and the line are left.
  void refuse(std::uint64_t line, std::string text, Issue issue);
  void refuse_broken(const Batch& batch);
  /// One warning for ids that may look like others of other bytes.
  void warn_of_combining(std::string_view text);
  [[nodiscard]] bool is_refused(std::uint64_t line) const { return lines_.count(line) != 0; }
  [[nodiscard]] bool has_issues() const noexcept { return !issues_.empty(); }
  /// Enough issues to stop reading.
  [[nodiscard]] bool is_full() const noexcept { return issues_.size() > most_issues; }

  /// At the end: warns of columns that are ignored, sorts the bad rows of this table, throws InputError if there are
  /// issues.
  void finish();

  static constexpr std::size_t most_issues = 100;

 private:
  void warn_of_unknown_columns();

  const RowSource& source_;
  const ReadOptions& options_;
  Issues issues_;
  std::vector<BadRow> bad_rows_;
  std::unordered_set<std::uint64_t> lines_;
};

/// Reports cells of a batch that mean nothing, row by row; gives the rows that have one, sorted.
std::vector<std::uint32_t> refuse_cells(const Batch& batch, FaultyCells& faults, const RowSource& source,
                                        Report& report, int utc_offset);

/// Calls the caller's progress function every 16 MB; throws Cancelled where it says so.
class Progress {
 public:
  Progress(const RowSource& source, const ReadOptions& options) : source_(source), options_(options) {}
  void tell() { tell(source_.mark().offset); }
  void tell(std::uint64_t done) {
    if (done >= next_) call(done);
  }
  void finish();

 private:
  void call(std::uint64_t done);

  const RowSource& source_;
  const ReadOptions& options_;
  std::uint64_t next_ = interval;
  static constexpr std::uint64_t interval = 16U << 20U;
};

}  // namespace pointsbank::records
