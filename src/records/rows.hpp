// Rows of cells, whatever they come from: CSV, JSON Lines, memory.
//
// A source gives its rows in batches, each row as the cells of the columns that were asked for, in their order; a
// column that the source lacks has empty cells. Rows that cannot be cut into cells come apart, with what is wrong. A
// batch is valid until the next call. Sources can go back to where a batch began and give it again.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/issues.hpp"
#include "pointsbank/tables.hpp"
#include "records/input.hpp"

namespace pointsbank::records {

inline constexpr std::size_t max_columns = 10'000;
inline constexpr std::size_t max_cell = 1U << 20U;
inline constexpr std::size_t max_row = 16U << 20U;

inline constexpr std::size_t cell_padding = 32;
inline constexpr char no_text[cell_padding] = {};

/// A cell's text without its quotes. `cell_padding` bytes behind its end are readable, whatever they hold.
struct Cell {
  const char* data = no_text;
  std::uint32_t size = 0;

  [[nodiscard]] std::string_view text() const noexcept { return {data, size}; }
};

/// A row as it stood, without its line end.
struct Row {
  const char* data = nullptr;
  std::uint32_t size = 0;
  std::uint64_t line = 0;  ///< in which it begins
};

struct BrokenRow {
  Row row;
  Issue issue;
};

/// Rows, and their cells column by column.
struct Batch {
  std::vector<Row> rows;
  /// A column that the source lacks is empty, in every batch. Others may have more cells than there are rows.
  std::vector<std::vector<Cell>> columns;
  std::vector<BrokenRow> broken;
  bool is_plain = false;  ///< its cells hold nothing but printable ASCII

  [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const noexcept {
    return columns[column].empty() ? Cell{} : columns[column][row];
  }
  [[nodiscard]] std::string_view text(std::size_t row, std::size_t column) const noexcept {
    return cell(row, column).text();
  }
  /// Begins anew.
  void clear(std::size_t column_count);
  /// Gives every column a cell for the next row, which becomes part of the batch by rows.push_back.
  void add_cells();
  /// Takes rows out; `numbers` are sorted.
  void remove(std::span<const std::uint32_t> numbers);
};

struct WantedColumn {
  std::string name;
  bool is_required = false;
  std::string instead = {};  ///< a column that makes this one not required
};

/// Where a batch begins.
struct Mark {
  std::uint64_t offset = 0;
  std::uint64_t line = 1;
};

class RowSource {
 public:
  virtual ~RowSource() = default;

  /// Gives the next rows; false at the end. A batch may hold no rows.
  virtual bool next(Batch& batch) = 0;
  /// Where the next batch begins, and going back to where one did.
  [[nodiscard]] virtual Mark mark() const noexcept = 0;
  virtual void seek(Mark mark) = 0;
  /// Is the column there? Of sources that do not know beforehand: yes.
  [[nodiscard]] virtual bool has(std::size_t column) const noexcept = 0;
  /// Where a cell of a row of the present batch stands.
  [[nodiscard]] virtual Place place(const Row& row, std::size_t column) const = 0;
  /// The row as it stood in the file.
  [[nodiscard]] virtual std::string raw(const Row& row) const = 0;
  /// Columns that nobody asked for, in the order in which they came up; complete at the end.
  [[nodiscard]] virtual const std::vector<std::string>& unknown_columns() const noexcept = 0;
  [[nodiscard]] virtual const std::string& name() const noexcept = 0;
  /// Bytes (or rows) in all.
  [[nodiscard]] virtual std::uint64_t total() const noexcept = 0;
  /// What is left, cut into at most `count` stretches that can be read at the same time; none where that is not
  /// possible or not worth it. Their lines are counted from 1. Each ends with a line; whether with a row, too, is
  /// certain only once it has been read without a fault, and all before it.
  [[nodiscard]] virtual std::vector<std::unique_ptr<RowSource>> split(std::size_t count) const;
};

using Wanted = std::vector<WantedColumn>;

// InputError where the header is wrong.
[[nodiscard]] std::unique_ptr<RowSource> csv_rows(Input input, std::string name, Wanted wanted);
[[nodiscard]] std::unique_ptr<RowSource> json_lines_rows(Input input, std::string name, Wanted wanted);
/// `rows` must outlive the source.
[[nodiscard]] std::unique_ptr<RowSource> memory_rows(std::span<const Cells> rows, std::string name, Wanted wanted);

/// How many bytes of byte order mark there are; InputError where it is that of UTF-16.
[[nodiscard]] std::uint64_t skip_byte_order_mark(const Input& input, const std::string& name);

/// What no cell may hold, as an issue that lacks its place: too long, ill-formed UTF-8, a control character. (CSV finds
/// these in whole rows.)
[[nodiscard]] std::optional<Issue> find_cell_fault(std::string_view text);

/// From a file, by the ending of its name.
[[nodiscard]] std::unique_ptr<RowSource> file_rows(const std::filesystem::path& file, Wanted wanted);
/// From a text, by the ending of its name; `text` must outlive the source.
[[nodiscard]] std::unique_ptr<RowSource> text_rows(std::string name, std::string_view text, Wanted wanted);

/// Texts that live as long as the batch that they are made for, with padding behind each.
class CellArena {
 public:
  void clear() noexcept;
  /// Room for a text of at most `size` bytes; `keep` says how much of it is used.
  char* room(std::size_t size);
  Cell keep(const char* begin, std::size_t size) noexcept;
  Cell copy(std::string_view text);

 private:
  struct Chunk {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };
  std::vector<Chunk> chunks_;
  std::size_t current_ = 0;
  std::size_t used_ = 0;
};

}  // namespace pointsbank::records
