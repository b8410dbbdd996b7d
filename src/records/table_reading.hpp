// Reading a table that is small beside the events: row by row, and with a second look at rows that turn out not to fit
// together once all are there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "records/date_reader.hpp"
#include "records/readers.hpp"
#include "records/report.hpp"

namespace pointsbank::records {

class TableReading;

/// A row of the present batch. What is wrong with its cells is reported at once, and leaves it bad.
class TableRow {
 public:
  TableRow(TableReading& reading, const Batch& batch, std::size_t number)
      : reading_(reading), batch_(batch), number_(number) {}

  [[nodiscard]] std::uint64_t line() const noexcept { return batch_.rows[number_].line; }
  [[nodiscard]] std::string_view text(std::uint32_t column) const noexcept { return batch_.text(number_, column); }
  [[nodiscard]] Cell cell(std::uint32_t column) const noexcept { return batch_.cell(number_, column); }
  [[nodiscard]] bool is_good() const noexcept { return is_good_; }

  /// An id; it must be there.
  std::string id(std::uint32_t column);
  /// A date, or `absent` where the cell is empty; none where the column must hold one.
  Date date(std::uint32_t column, Date absent);
  Date required_date(std::uint32_t column);
  /// A decimal in units of 10^-decimals, which it must fit; 0 where the cell is empty.
  std::int64_t units(std::uint32_t column, int decimals);

  void fail(std::uint32_t column, CellFault fault);
  void fail(std::uint32_t column, std::string code, std::vector<std::string> arguments, std::string hint = {},
            std::vector<std::string> hint_arguments = {});

 private:
  TableReading& reading_;
  const Batch& batch_;
  std::size_t number_;
  bool is_good_ = true;
};

class TableReading {
 public:
  TableReading(RowSource& source, const TableFormat& format, const ReadOptions& options)
      : source_(source), format_(format), report_(source, options), progress_(source, options), dates_(0) {}

  /// `act_on(TableRow&)` for each row.
  template <class Do>
  void for_each_row(const Do& act_on) {
    for_each_batch([&](Batch& batch) {
      for (std::size_t number = 0; number < batch.rows.size(); ++number) {
        TableRow row(*this, batch, number);
        act_on(row);
      }
    });
  }
  /// `act_on(Batch&)` for each batch.
  template <class Do>
  void for_each_batch(const Do& act_on) {
    begin_ = source_.mark();
    Batch batch;
    while (!report_.is_full() && source_.next(batch)) {
      report_.refuse_broken(batch);
      act_on(batch);
      progress_.tell();
    }
  }

  /// A row that was read, by its line, turns out to be bad.
  void refuse_later(std::uint64_t line, std::uint32_t column, Issue issue) {
    late_.push_back({line, column, std::move(issue)});
  }
  [[nodiscard]] bool keeps_bad_rows() const noexcept { return report_.keeps_bad_rows(); }

  /// Finds the rows that were refused later, and throws what there is to throw.
  void finish();

  [[nodiscard]] RowSource& source() noexcept { return source_; }
  [[nodiscard]] const TableFormat& format() const noexcept { return format_; }
  [[nodiscard]] Report& report() noexcept { return report_; }
  [[nodiscard]] DateReader& dates() noexcept { return dates_; }

 private:
  struct Late {
    std::uint64_t line;
    std::uint32_t column;
    Issue issue;
  };

  RowSource& source_;
  const TableFormat& format_;
  Report report_;
  Progress progress_;
  DateReader dates_;
  Mark begin_;
  std::vector<Late> late_;
};

/// `2026-03-05` in words for issues; `…` where it is open.
[[nodiscard]] std::string shown(Date date);

}  // namespace pointsbank::records
