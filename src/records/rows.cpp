#include "records/rows.hpp"

#include <algorithm>
#include <cstring>

#include "records/text_check.hpp"

namespace pointsbank::records {

namespace {

template <class T>
void remove_from(std::vector<T>& cells, std::size_t count, std::span<const std::uint32_t> numbers) {
  std::size_t to = numbers.front();
  std::size_t next = 0;
  for (std::size_t from = to; from < count; ++from) {
    if (next < numbers.size() && numbers[next] == from) {
      ++next;
    } else {
      cells[to++] = cells[from];
    }
  }
}

}  // namespace

void Batch::clear(std::size_t column_count) {
  rows.clear();
  broken.clear();
  is_plain = false;
  columns.resize(column_count);
}

void Batch::add_cells() {
  for (std::vector<Cell>& column : columns) {
    column.resize(rows.size());
    column.emplace_back();
  }
}

void Batch::remove(std::span<const std::uint32_t> numbers) {
  if (numbers.empty()) return;
  for (std::vector<Cell>& column : columns) {
    if (!column.empty()) remove_from(column, rows.size(), numbers);
  }
  remove_from(rows, rows.size(), numbers);
  rows.resize(rows.size() - numbers.size());
}

std::uint64_t skip_byte_order_mark(const Input& input, const std::string& name) {
  char first[4];
  const std::string_view begin(first, input.read(0, first, sizeof first));
  const auto begins_with = [&](std::string_view what) { return begin.substr(0, what.size()) == what; };
  // Without a mark, UTF-16 of what tables begin with has a zero in every other byte.
  const bool has_zero = begin.size() >= 2 && (begin[0] == 0) != (begin[1] == 0);
  if (begins_with("\xFF\xFE") || begins_with("\xFE\xFF") || has_zero) {
    throw InputError({{"table_utf16", Severity::error, {name, 1, 1, {}}, {}, "table_hint_save_as_utf8", {}}});
  }
  return begins_with("\xEF\xBB\xBF") ? 3 : 0;
}

std::optional<Issue> find_cell_fault(std::string_view text) {
  if (text.size() > max_cell) return Issue{"cell_too_long", Severity::error, {}, {}, {}, {}};
  const auto fault = find_text_fault(text);
  if (!fault) return std::nullopt;
  if (fault->kind == TextFault::Kind::ill_formed) {
    return Issue{"cell_ill_formed_utf8", Severity::error, {}, {std::to_string(fault->offset)}, {}, {}};
  }
  const auto byte = static_cast<unsigned char>(text[fault->offset]);
  return Issue{"cell_control_character", Severity::error, {}, {code_point_name(byte)}, {}, {}};
}

std::vector<std::unique_ptr<RowSource>> RowSource::split(std::size_t) const { return {}; }

std::unique_ptr<RowSource> file_rows(const std::filesystem::path& file, Wanted wanted) {
  Input input = Input::file(file);
  return file.extension() == ".jsonl" ? json_lines_rows(std::move(input), file.string(), std::move(wanted))
                                      : csv_rows(std::move(input), file.string(), std::move(wanted));
}

std::unique_ptr<RowSource> text_rows(std::string name, std::string_view text, Wanted wanted) {
  Input input = Input::memory(text);
  const bool is_json = name.ends_with(".jsonl");
  return is_json ? json_lines_rows(std::move(input), std::move(name), std::move(wanted))
                 : csv_rows(std::move(input), std::move(name), std::move(wanted));
}

void CellArena::clear() noexcept {
  current_ = 0;
  used_ = 0;
}

char* CellArena::room(std::size_t size) {
  constexpr std::size_t usual = 64U << 10U;
  const std::size_t needed = size + cell_padding;
  while (current_ < chunks_.size() && chunks_[current_].size - used_ < needed) {
    ++current_;
    used_ = 0;
  }
  if (current_ == chunks_.size()) {
    const std::size_t chunk = std::max(needed, usual);
    chunks_.push_back({std::make_unique<char[]>(chunk), chunk});
  }
  return chunks_[current_].bytes.get() + used_;
}

Cell CellArena::keep(const char* begin, std::size_t size) noexcept {
  used_ += size + cell_padding;
  return {begin, static_cast<std::uint32_t>(size)};
}

Cell CellArena::copy(std::string_view text) {
  char* place = room(text.size());
  if (!text.empty()) std::memcpy(place, text.data(), text.size());
  return keep(place, text.size());
}

}  // namespace pointsbank::records
