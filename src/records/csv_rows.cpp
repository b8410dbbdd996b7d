// CSV (RFC 4180, in UTF-8):
//
//   file   = [byte order mark] header *( line-end row ) [line-end]
//   header = row                            ; the names of the columns, each once
//   row    = cell *( "," cell )             ; as many as the header has; a line without any character is no row
//   cell   = bare | DQUOTE *( any character but DQUOTE | DQUOTE DQUOTE ) DQUOTE
//   bare   = *( any character but DQUOTE "," CR LF )
//   line-end = LF | CR LF
//
// Control characters other than tab, CR and LF stand nowhere; CR and LF within a cell only within quotes. At most
// 10,000 columns, 1 MiB a cell, 16 MiB a row.
//
// The file passes through a window. Commas, line ends and quotes of a window are found at once; a row without quotes
// and with the right number of commas is cut by their offsets alone, any other byte by byte. After a fault reading
// goes on in the line after the one in which the row begins.
#include "records/csv_rows.hpp"

#include <algorithm>
#include <cstring>

#include "records/text_check.hpp"

namespace pointsbank::records {

namespace {

constexpr std::size_t usual_window = 64U << 10U;

}  // namespace

CsvRows::CsvRows(Input input, std::string name, Wanted wanted)
    : input_(std::move(input)), name_(std::move(name)), wanted_(std::move(wanted)) {
  make_window(usual_window);
  position_ = skip_byte_order_mark(input_, name_);
  read_header();
}

CsvRows::CsvRows(const CsvRows& whole, std::uint64_t begin, std::uint64_t end)
    : input_(whole.input_.until(end)),
      name_(whole.name_),
      wanted_(whole.wanted_),
      header_(whole.header_),
      position_(begin) {
  make_window(usual_window);
}

/// A stretch that is cut within quotes ends with a quote that is not closed, which is a fault.
std::vector<std::unique_ptr<RowSource>> CsvRows::split(std::size_t count) const {
  constexpr std::uint64_t worth_a_thread = 256U << 10U;
  const std::uint64_t left = input_.size() - std::min(input_.size(), position_);
  count = std::min<std::size_t>(count, left / worth_a_thread);
  std::vector<std::unique_ptr<RowSource>> stretches;
  std::uint64_t begin = position_;
  for (std::size_t i = 1; i <= count; ++i) {
    const std::uint64_t end = i == count ? input_.size() : behind_line_end(position_ + left / count * i);
    if (end <= begin) continue;
    stretches.emplace_back(new CsvRows(*this, begin, end));
    begin = end;
  }
  return stretches;
}

std::uint64_t CsvRows::behind_line_end(std::uint64_t offset) const {
  char piece[4096];
  while (const std::size_t size = input_.read(offset, piece, sizeof piece)) {
    if (const void* const found = std::memchr(piece, '\n', size); found != nullptr)
      return offset + static_cast<std::uint64_t>(static_cast<const char*>(found) - piece) + 1;
    offset += size;
  }
  return input_.size();
}

void CsvRows::make_window(std::size_t size) {
  capacity_ = size;
  // One byte more for the line feed that the last line may lack.
  window_ = std::make_unique<char[]>(size + 1 + text_padding);
}

/// Reads the window at `position_`; false where nothing is left.
bool CsvRows::fill() {
  filled_ = input_.read(position_, window_.get(), capacity_);
  if (filled_ == 0) return false;
  is_last_ = position_ + filled_ >= input_.size();
  if (is_last_ && window_[filled_ - 1] != '\n') window_[filled_++] = '\n';
  return true;
}

void CsvRows::seek(Mark mark) {
  position_ = mark.offset;
  line_ = mark.line;
}

bool CsvRows::next(Batch& batch) {
  batch.clear(wanted_.size());
  arena_.clear();
  if (capacity_ > usual_window) make_window(usual_window);
  while (fill()) {
    structure_.find(window_.get(), filled_);
    const std::size_t taken = take_lines(batch);
    position_ += taken;
    if (taken > 0) return true;
    if (capacity_ > max_row) {
      const Place place{name_, static_cast<std::uint32_t>(line_), 1, {}};
      throw InputError({{"row_too_long", Severity::error, place, {}, {}, {}}});
    }
    make_window(capacity_ * 2);
  }
  return false;
}

/// Cuts the rows of the window, and says how many bytes they take.
std::size_t CsvRows::take_lines(Batch& batch) {
  const std::uint32_t* marks = structure_.marks();
  const std::uint32_t* line_ends = structure_.line_ends();
  const std::size_t columns = header_.names.size();
  targets_.clear();
  for (const CsvHeader::Pick& pick : header_.picks) {
    std::vector<Cell>& column = batch.columns[pick.column];
    if (column.size() < structure_.line_end_count) column.resize(structure_.line_end_count);
    targets_.push_back({column.data(), pick.cell});
  }
  batch.rows.reserve(structure_.line_end_count);
  batch.is_plain = structure_.is_plain && structure_.quote_count == 0;
  std::size_t begin = 0;
  std::size_t first = 0;  // the mark that ends the row's first cell
  std::size_t quote = 0;
  for (std::size_t i = 0; i < structure_.line_end_count; ++i) {
    std::size_t last = line_ends[i];
    std::size_t end = marks[last];
    if (quote < structure_.quote_count && structure_.quotes()[quote] < end) {
      if (!take_quoted(batch, begin, end)) break;
      while (marks[line_ends[i]] < end) ++i;
      last = line_ends[i];
      while (quote < structure_.quote_count && structure_.quotes()[quote] < end) ++quote;
    } else {
      const bool has_return = end > begin && window_[end - 1] == '\r';
      const Row row{window_.get() + begin, static_cast<std::uint32_t>(end - begin - (has_return ? 1 : 0)), line_++};
      if (last - first + 1 != columns || row.size == 0) {
        take_irregular(batch, row, last - first + 1);
      } else if (structure_.is_plain || !refuse_text(batch, row, false)) {
        take_plain(batch, row, first, has_return);
      }
    }
    begin = end + 1;
    first = last + 1;
  }
  return begin;
}

void CsvRows::take_plain(Batch& batch, const Row& row, std::size_t first_mark, bool has_return) {
  const std::uint32_t* mark = structure_.marks() + first_mark;
  const char* window = window_.get();
  const std::size_t number = batch.rows.size();
  for (const Target& target : targets_) {
    const std::uint32_t from = mark[static_cast<std::ptrdiff_t>(target.cell) - 1] + 1;
    target.cells[number] = {window + from, mark[target.cell] - from};
  }
  if (has_return && !targets_.empty() && targets_.back().cell + 1 == header_.names.size()) {
    --targets_.back().cells[number].size;
  }
  if (row.size > max_cell && refuse_long_cells(batch, row)) return;
  batch.rows.push_back(row);
}

/// A row without quotes that has another number of cells than the header.
void CsvRows::take_irregular(Batch& batch, const Row& row, std::size_t cells) {
  if (row.size == 0 || refuse_text(batch, row, false)) return;
  if (row.size > max_row) return refuse(batch, row, "row_too_long", 0, {});
  const std::size_t columns = header_.names.size();
  std::vector<std::string> arguments{std::to_string(cells), std::to_string(columns)};
  if (cells < columns) return refuse(batch, row, "csv_too_few_cells", row.size, std::move(arguments));
  cut_row(rest(row.data), is_last_, cut_);
  refuse(batch, row, "csv_too_many_cells", cut_.cells[columns].start, std::move(arguments), "csv_hint_comma_in_cell");
}

/// A row with quotes, which begins at `begin`; `stop` becomes the offset of the line feed that ends it. False where it
/// goes on behind the window.
bool CsvRows::take_quoted(Batch& batch, std::size_t begin, std::size_t& stop) {
  const char* data = window_.get() + begin;
  cut_row(rest(data), is_last_, cut_);
  if (cut_.end == CutRow::End::incomplete) return false;
  const std::uint64_t line = line_++;
  if (cut_.end == CutRow::End::broken) {
    Row row = line_at(begin);
    row.line = line;
    stop = begin + static_cast<std::size_t>(static_cast<const char*>(std::memchr(data, '\n', filled_ - begin)) - data);
    refuse(batch, row, cut_.fault, cut_.fault_offset, {},
           cut_.fault == "csv_quote_in_cell" ? "csv_hint_quote_in_cell" : std::string_view());
    return true;
  }
  line_ += cut_.lines;
  stop = begin + cut_.stop;
  const bool has_return = cut_.stop > 0 && data[cut_.stop - 1] == '\r';
  const Row row{data, static_cast<std::uint32_t>(cut_.stop - (has_return ? 1 : 0)), line};
  if (!structure_.is_plain && refuse_text(batch, row, true)) return true;
  const std::size_t columns = header_.names.size();
  if (cut_.cells.size() != columns) {
    const bool few = cut_.cells.size() < columns;
    refuse(batch, row, few ? "csv_too_few_cells" : "csv_too_many_cells", few ? row.size : cut_.cells[columns].start,
           {std::to_string(cut_.cells.size()), std::to_string(columns)}, few ? "" : "csv_hint_comma_in_cell");
    return true;
  }
  if (row.size > max_row) {
    refuse(batch, row, "row_too_long", 0, {});
    return true;
  }
  for (const CsvHeader::Pick& pick : header_.picks) {
    const CutCell& cell = cut_.cells[pick.cell];
    const std::size_t size = cell.end - cell.begin;
    Cell& to = batch.columns[pick.column][batch.rows.size()];
    if (cell.has_doubled_quotes) {
      char* room = arena_.room(size);
      std::size_t used = 0;
      for (std::size_t at = cell.begin; at < cell.end; ++at) {
        room[used++] = data[at];
        if (data[at] == '"') ++at;
      }
      to = arena_.keep(room, used);
    } else {
      to = {data + cell.begin, static_cast<std::uint32_t>(size)};
    }
  }
  batch.rows.push_back(row);
  return true;
}

// ------------------------------------------------------------------------------------------------------------ faults

bool CsvRows::refuse_text(Batch& batch, const Row& row, bool is_quoted) {
  const std::string_view text(row.data, row.size);
  if (!is_quoted) {
    if (const std::size_t alone = text.find('\r'); alone != std::string_view::npos) {
      refuse(batch, row, "csv_lone_carriage_return", alone, {});
      return true;
    }
  }
  const auto fault = find_text_fault(text);
  if (!fault) return false;
  if (fault->kind == TextFault::Kind::ill_formed) {
    const std::uint64_t offset = position_ + static_cast<std::uint64_t>(row.data - window_.get()) + fault->offset;
    refuse(batch, row, "csv_ill_formed_utf8", fault->offset, {std::to_string(offset)}, "table_hint_save_as_utf8");
  } else {
    refuse(batch, row, "cell_control_character", fault->offset,
           {code_point_name(static_cast<unsigned char>(text[fault->offset]))});
  }
  return true;
}

bool CsvRows::refuse_long_cells(Batch& batch, const Row& row) {
  cut_row(rest(row.data), is_last_, cut_);
  const bool is_too_long = row.size > max_row;
  if (!is_too_long && cut_.end != CutRow::End::broken) return false;
  refuse(batch, row, is_too_long ? "row_too_long" : cut_.fault, is_too_long ? 0 : cut_.fault_offset, {});
  return true;
}

void CsvRows::refuse(Batch& batch, const Row& row, std::string_view code, std::size_t offset,
                     std::vector<std::string> arguments, std::string_view hint) const {
  Issue issue{std::string(code), Severity::error, place_at(row, offset), std::move(arguments), std::string(hint), {}};
  batch.broken.push_back({row, std::move(issue)});
}

/// What stands from there to the end of the window.
std::string_view CsvRows::rest(const char* from) const {
  return {from, filled_ - static_cast<std::size_t>(from - window_.get())};
}

Row CsvRows::line_at(std::size_t begin) const {
  const std::string_view text = rest(window_.get() + begin);
  std::size_t size = text.find('\n');
  if (size > 0 && text[size - 1] == '\r') --size;
  return {text.data(), static_cast<std::uint32_t>(size), line_};
}

Place CsvRows::place_at(const Row& row, std::size_t offset) const {
  const Spot spot = find_spot(rest(row.data), offset);
  Place place{name_, static_cast<std::uint32_t>(row.line + spot.line), spot.column, {}};
  if (spot.cell < header_.names.size()) place.pointer = header_.names[spot.cell];
  return place;
}

Place CsvRows::place(const Row& row, std::size_t column) const {
  CutRow cut;
  cut_row(rest(row.data), true, cut);
  for (const CsvHeader::Pick& pick : header_.picks) {
    if (pick.column == column && pick.cell < cut.cells.size()) return place_at(row, cut.cells[pick.cell].start);
  }
  return {name_, static_cast<std::uint32_t>(row.line), 0, wanted_[column].name};
}

// ------------------------------------------------------------------------------------------------------------ header

void CsvRows::read_header() {
  Issues issues;
  Batch batch;
  const auto fail = [&](std::string_view code, Place place) {
    throw InputError({{std::string(code), Severity::error, std::move(place), {}, {}, {}}});
  };
  while (true) {
    if (!fill()) fail("csv_no_header", {name_, 1, 1, {}});
    cut_row(rest(window_.get()), is_last_, cut_);
    if (cut_.end == CutRow::End::incomplete) {
      if (capacity_ > max_row) fail("row_too_long", {name_, static_cast<std::uint32_t>(line_), 1, {}});
      make_window(capacity_ * 2);
      continue;
    }
    const bool is_blank = cut_.end == CutRow::End::complete && cut_.cells.size() == 1 && cut_.cells[0].end == 0;
    if (!is_blank) break;
    position_ += cut_.stop + 1;
    ++line_;
  }
  const bool is_broken = cut_.end == CutRow::End::broken;
  const Row row = is_broken ? line_at(0) : Row{window_.get(), static_cast<std::uint32_t>(cut_.stop), line_};
  if (is_broken) {
    fail(cut_.fault, place_at(row, cut_.fault_offset));
  } else if (refuse_text(batch, row, true)) {
    throw InputError({std::move(batch.broken[0].issue)});
  }
  Place place{name_, static_cast<std::uint32_t>(line_), 1, {}};
  if (cut_.cells.size() > max_columns) fail("csv_too_many_columns", place);
  std::vector<std::string> names;
  for (const CutCell& cell : cut_.cells) {
    std::string& name = names.emplace_back(window_.get() + cell.begin, cell.end - cell.begin);
    for (std::size_t at = name.find("\"\""); at != std::string::npos; at = name.find("\"\"", at + 1)) name.erase(at, 1);
  }
  position_ += cut_.stop + 1;
  line_ += cut_.lines + 1;
  header_ = CsvHeader::of(std::move(names), wanted_, place, issues);
  if (!issues.empty()) throw InputError(std::move(issues));
}

std::unique_ptr<RowSource> csv_rows(Input input, std::string name, Wanted wanted) {
  return std::make_unique<CsvRows>(std::move(input), std::move(name), std::move(wanted));
}

}  // namespace pointsbank::records
