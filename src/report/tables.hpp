// The seven tables of an evaluation, row by row, into whatever takes rows: CSV text or rows of cells.
//
// Each table is said once, as a template over what takes its cells (`Out`):
//   text(t)       a cell that may need quotes          word(t)             one that never does
//   listed(l, i)  text i of a list prepared before     units(u, decimals)  an amount
//   date(t)       the text of a date                   nothing()           an empty cell
//   end_row()     the row is complete
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pointsbank/evaluate.hpp"
#include "report/text_buffer.hpp"

namespace pointsbank::report {

/// Texts that come again in many rows: quoted once, each with its comma.
class ListedTexts {
 public:
  ListedTexts() : bytes_(TextBuffer::padding, '\0') {}
  void add(std::string_view text) {
    bytes_.resize(bytes_.size() - TextBuffer::padding);
    begins_.push_back(bytes_.size());
    append_cell(bytes_, text);
    bytes_.push_back(',');
    end_ = bytes_.size();
    bytes_.append(TextBuffer::padding, '\0');
  }
  /// As it stands in CSV, with the comma; TextBuffer::padding bytes behind it can be read.
  [[nodiscard]] std::string_view cell(std::size_t index) const noexcept {
    const std::size_t begin = begins_[index];
    return {bytes_.data() + begin, (index + 1 < begins_.size() ? begins_[index + 1] : end_) - begin};
  }

 private:
  std::string bytes_;
  std::vector<std::size_t> begins_;
  std::size_t end_ = 0;
};

/// Cells as CSV.
class CsvOut {
 public:
  explicit CsvOut(TextBuffer::Sink sink) : buffer_(std::move(sink)) {}

  void text(std::string_view text) { buffer_.append_cell(text); }
  void word(std::string_view text) {
    buffer_.append(text);
    buffer_.append(',');
  }
  void date(std::string_view text) { buffer_.append_date(text); }
  void nothing() { buffer_.append(','); }
  void listed(const ListedTexts& texts, std::size_t index) {
    const std::string_view cell = texts.cell(index);
    buffer_.append_padded(cell.data(), cell.size());
  }
  void units(std::int64_t units, int decimals) { buffer_.append_units(units, decimals); }
  void end_row() { buffer_.replace_last('\n'); }
  void flush() { buffer_.flush(); }

 private:
  TextBuffer buffer_;
};

/// Cells as texts.
class RowsOut {
 public:
  explicit RowsOut(std::vector<std::vector<std::string>>& rows) : rows_(rows) {}

  void text(std::string_view text) { row_.emplace_back(text); }
  void word(std::string_view text) { row_.emplace_back(text); }
  void date(std::string_view text) { row_.emplace_back(text); }
  void nothing() { row_.emplace_back(); }
  void listed(const ListedTexts& texts, std::size_t index);
  void units(std::int64_t units, int decimals) { row_.push_back(units_to_string(units, decimals)); }
  void end_row() {
    rows_.push_back(std::move(row_));
    row_.clear();
  }

 private:
  std::vector<std::vector<std::string>>& rows_;
  std::vector<std::string> row_;
};

enum class Table : std::uint8_t { balances, postings, outcomes, rankings, ratings, dividends, benefits };
inline constexpr std::size_t tables = 7;
/// The table of a name; UsageError where there is none.
[[nodiscard]] Table table_of(std::string_view name);
/// How many rows it has without its header.
[[nodiscard]] std::size_t rows_of(const Evaluation& evaluation, Table table) noexcept;

/// What all tables of an evaluation share. Not to be shared by threads.
class TableWriter {
 public:
  explicit TableWriter(const Evaluation& evaluation);

  /// The header and every row.
  template <class Out>
  void put(Table table, Out& out);

 private:
  void list_households();
  template <class Out>
  void put_header(Table table, Out& out) const;
  template <class Out>
  void put_balances(Out& out);
  template <class Out>
  void put_postings(Out& out);
  template <class Out>
  void put_posting_source(const Posting& posting, Out& out) const;
  template <class Out>
  void put_outcomes(Out& out);
  template <class Out>
  void put_rankings(Out& out);
  template <class Out>
  void put_ratings(Out& out);
  template <class Out>
  void put_dividends(Out& out);
  template <class Out>
  void put_benefits(Out& out);
  /// Closing, period, household.
  template <class Row, class Out>
  void put_closing(const Row& row, Out& out);
  /// A measure or a value, rounded.
  template <class Out>
  void put_number(const Number& number, int decimals, Out& out) const;

  const Evaluation& evaluation_;
  int decimals_;
  Rounding rounding_;
  std::optional<ListedTexts> households_;  // made when a table asks for them again and again
  ListedTexts sources_;
  ListedTexts causes_;
  ListedTexts outcomes_;
  ListedTexts reasons_;
  std::optional<ListedTexts> members_;  // of events; made when postings are asked for
  DateTexts dates_;
};

}  // namespace pointsbank::report
