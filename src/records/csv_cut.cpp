#include "records/csv_cut.hpp"

#include <algorithm>

#include "records/rows.hpp"
#include "records/text_check.hpp"

namespace pointsbank::records {

namespace {

constexpr std::size_t npos = std::string_view::npos;

class Cutter {
 public:
  Cutter(std::string_view text, bool is_all, CutRow& row) : text_(text), is_all_(is_all), row_(row) {}

  void run() {
    std::size_t at = 0;
    while (true) {
      row_.fault_start = at;
      const std::size_t end = at < text_.size() && text_[at] == '"' ? quoted(at) : bare(at);
      if (end == npos) return;
      if (text_[end] == '\n') {
        row_.stop = end;
        return;
      }
      at = end + 1;
    }
  }

 private:
  std::size_t broken(std::string_view fault, std::size_t offset) {
    row_.end = CutRow::End::broken;
    row_.fault = fault;
    row_.fault_offset = offset;
    return npos;
  }

  std::size_t incomplete() {
    row_.end = CutRow::End::incomplete;
    return npos;
  }

  /// Gives the offset of the comma or line feed behind the cell.
  std::size_t bare(std::size_t start) {
    std::size_t at = start;
    for (; at < text_.size() && text_[at] != ',' && text_[at] != '\n'; ++at) {
      if (text_[at] == '"') return broken("csv_quote_in_cell", at);
      if (text_[at] == '\r' && at + 1 < text_.size() && text_[at + 1] != '\n') {
        return broken("csv_lone_carriage_return", at);
      }
    }
    if (at - start > max_cell) return broken("cell_too_long", start);
    if (at == text_.size()) return incomplete();
    const bool has_return = text_[at] == '\n' && at > start && text_[at - 1] == '\r';
    row_.cells.push_back({start, start, at - (has_return ? 1 : 0), false});
    return at;
  }

  std::size_t quoted(std::size_t start) {
    bool has_doubled = false;
    std::size_t quote = start + 1;
    while (true) {
      quote = text_.find('"', quote);
      if ((quote == npos ? text_.size() : quote) - start > max_cell) {
        return broken(quote == npos ? "csv_unbalanced_quote" : "cell_too_long", start);
      }
      if (quote == npos || quote + 1 == text_.size()) {
        return is_all_ ? broken("csv_unbalanced_quote", start) : incomplete();
      }
      if (text_[quote + 1] != '"') break;
      has_doubled = true;
      quote += 2;
    }
    std::size_t after = quote + 1;
    if (text_[after] == '\r') {
      if (after + 1 == text_.size()) return incomplete();
      if (text_[after + 1] == '\n') ++after;
    }
    if (text_[after] != ',' && text_[after] != '\n') return broken("csv_text_after_quote", after);
    row_.cells.push_back({start, start + 1, quote, has_doubled});
    const std::string_view content = text_.substr(start + 1, quote - start - 1);
    row_.lines += static_cast<std::uint64_t>(std::count(content.begin(), content.end(), '\n'));
    return after;
  }

  std::string_view text_;
  bool is_all_;
  CutRow& row_;
};

}  // namespace

void cut_row(std::string_view text, bool is_all, CutRow& row) {
  row.end = CutRow::End::complete;
  row.cells.clear();
  row.stop = 0;
  row.lines = 0;
  Cutter(text, is_all, row).run();
}

Spot find_spot(std::string_view text, std::size_t offset) {
  CutRow row;
  cut_row(text, true, row);
  Spot spot;
  for (const CutCell& cell : row.cells) {
    if (cell.start <= offset) spot.cell = static_cast<std::size_t>(&cell - row.cells.data());
  }
  if (row.end != CutRow::End::complete && row.fault_start <= offset) spot.cell = row.cells.size();
  const std::string_view before = text.substr(0, offset);
  spot.line = static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t line_begin = before.rfind('\n') == npos ? 0 : before.rfind('\n') + 1;
  spot.column = static_cast<std::uint32_t>(characters(before.substr(line_begin)) + 1);
  return spot;
}

}  // namespace pointsbank::records
