// CSV as rows of cells.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "records/csv_cut.hpp"
#include "records/rows.hpp"
#include "records/structure.hpp"

namespace pointsbank::records {

/// The header: which cell of a row belongs to which wanted column.
struct CsvHeader {
  struct Pick {
    std::uint32_t column;  ///< as wanted
    std::uint32_t cell;    ///< of a row
  };
  std::vector<std::string> names;
  std::vector<Pick> picks;  ///< in the order of the cells
  std::vector<bool> has;    ///< by wanted column
  std::vector<std::string> unknown;

  /// Reads the names; what is wrong is appended to `issues`.
  static CsvHeader of(std::vector<std::string> names, const Wanted& wanted, const Place& place, Issues& issues);
};

class CsvRows final : public RowSource {
 public:
  CsvRows(Input input, std::string name, Wanted wanted);

  bool next(Batch& batch) override;
  [[nodiscard]] Mark mark() const noexcept override { return {position_, line_}; }
  void seek(Mark mark) override;
  [[nodiscard]] bool has(std::size_t column) const noexcept override { return header_.has[column]; }
  [[nodiscard]] Place place(const Row& row, std::size_t column) const override;
  [[nodiscard]] std::string raw(const Row& row) const override { return std::string(row.data, row.size); }
  [[nodiscard]] const std::vector<std::string>& unknown_columns() const noexcept override { return header_.unknown; }
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::uint64_t total() const noexcept override { return input_.size(); }
  [[nodiscard]] std::vector<std::unique_ptr<RowSource>> split(std::size_t count) const override;

 private:
  /// A stretch of another's rows.
  CsvRows(const CsvRows& whole, std::uint64_t begin, std::uint64_t end);
  [[nodiscard]] std::uint64_t behind_line_end(std::uint64_t offset) const;
  void read_header();
  bool fill();
  void make_window(std::size_t size);
  [[nodiscard]] std::size_t take_lines(Batch& batch);
  bool take_quoted(Batch& batch, std::size_t begin, std::size_t& stop);
  void take_plain(Batch& batch, const Row& row, std::size_t first_mark, bool has_return);
  void take_irregular(Batch& batch, const Row& row, std::size_t cells);
  [[nodiscard]] bool refuse_text(Batch& batch, const Row& row, bool is_quoted);
  [[nodiscard]] bool refuse_long_cells(Batch& batch, const Row& row);
  void refuse(Batch& batch, const Row& row, std::string_view code, std::size_t offset,
              std::vector<std::string> arguments, std::string_view hint = {}) const;
  [[nodiscard]] Row line_at(std::size_t begin) const;
  [[nodiscard]] Place place_at(const Row& row, std::size_t offset) const;
  [[nodiscard]] std::string_view rest(const char* from) const;

  Input input_;
  std::string name_;
  Wanted wanted_;
  CsvHeader header_;

  // The window: `filled_` bytes of the file from `position_` on, which is where a row begins.
  std::unique_ptr<char[]> window_;
  std::size_t capacity_ = 0;
  std::size_t filled_ = 0;
  bool is_last_ = false;  // nothing follows the window; it ends in a line feed, the file's or one put there
  std::uint64_t position_ = 0;
  std::uint64_t line_ = 1;
  struct Target {
    Cell* cells;         // of a column of the batch
    std::uint32_t cell;  // of a row
  };
  std::vector<Target> targets_;
  Structure structure_;
  CutRow cut_;
  CellArena arena_;
};

}  // namespace pointsbank::records
