// Cutting one row of CSV into its cells, byte by byte: rows with quotes, the header, and rows whose faults must be
// placed. What has no quotes and the right number of cells never comes here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace pointsbank::records {

struct CutCell {
  std::size_t start;        ///< of its first byte, a quote included
  std::size_t begin;        ///< of its content
  std::size_t end;          ///< behind its content
  bool has_doubled_quotes;  ///< its content says `""` for each quote
};

struct CutRow {
  enum class End : std::uint8_t { complete, incomplete, broken };
  End end = End::complete;
  std::vector<CutCell> cells;  ///< where it is broken, those before the fault
  std::size_t stop = 0;        ///< of the line feed that ends it
  std::uint64_t lines = 0;     ///< line feeds within its quotes
  std::string_view fault;      ///< the code of what is wrong
  std::size_t fault_offset = 0;
  std::size_t fault_start = 0;  ///< of the cell with the fault
};

/// Cuts the row at the beginning of `text`, which ends in a line feed where `is_all` says that nothing follows it.
void cut_row(std::string_view text, bool is_all, CutRow& row);

/// Where a byte of a row stands: lines below the row's first, the character in its line from 1, and in which cell.
struct Spot {
  std::uint64_t line = 0;
  std::uint32_t column = 1;
  std::size_t cell = 0;
};
[[nodiscard]] Spot find_spot(std::string_view text, std::size_t offset);

}  // namespace pointsbank::records
