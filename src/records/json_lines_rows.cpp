// JSON Lines (in UTF-8):
//
//   file = [byte order mark] *( line LF ) [line]
//   line = a JSON object with the columns' names as keys; a line of blanks alone is no row
//
// A value is a string, a number (its text is the cell), `true`, `false`, or `null` (an absent value, as is a key that
// is not there). Objects and arrays are no cells. At most 1 MiB a cell, 16 MiB a line. Strict about JSON; made for
// correctness, a few hundred times slower than CSV.
#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <unordered_set>

#include "json/value.hpp"
#include "records/rows.hpp"
#include "records/text_check.hpp"

namespace pointsbank::records {

namespace {

constexpr std::size_t usual_window = 64U << 10U;

class JsonLinesRows final : public RowSource {
 public:
  JsonLinesRows(Input input, std::string name, Wanted wanted)
      : input_(std::move(input)), name_(std::move(name)), wanted_(std::move(wanted)), window_(usual_window) {
    for (std::size_t column = 0; column < wanted_.size(); ++column) numbers_.emplace(wanted_[column].name, column);
    position_ = skip_byte_order_mark(input_, name_);
  }

  bool next(Batch& batch) override;
  [[nodiscard]] Mark mark() const noexcept override { return {position_, line_}; }
  void seek(Mark mark) override {
    position_ = mark.offset;
    line_ = mark.line;
  }
  [[nodiscard]] bool has(std::size_t) const noexcept override { return true; }
  [[nodiscard]] Place place(const Row& row, std::size_t column) const override;
  [[nodiscard]] std::string raw(const Row& row) const override { return std::string(row.data, row.size); }
  [[nodiscard]] const std::vector<std::string>& unknown_columns() const noexcept override { return unknown_; }
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::uint64_t total() const noexcept override { return input_.size(); }

 private:
  void take(Batch& batch, const Row& row);
  std::optional<Issue> take_cell(const json::Value& value, Cell& cell);
  void note_unknown(const std::string& key);
  static void refuse(Batch& batch, const Row& row, Place place, Issue issue);

  Input input_;
  std::string name_;
  Wanted wanted_;
  std::unordered_map<std::string_view, std::size_t> numbers_;
  std::vector<char> window_;
  std::uint64_t position_ = 0;
  std::uint64_t line_ = 1;
  CellArena arena_;
  std::vector<std::string> unknown_;
  std::unordered_set<std::string> known_unknown_;
};

bool JsonLinesRows::next(Batch& batch) {
  batch.clear(wanted_.size());
  arena_.clear();
  if (window_.size() > usual_window) window_ = std::vector<char>(usual_window);
  while (true) {
    const std::size_t filled = input_.read(position_, window_.data(), window_.size());
    if (filled == 0) return false;
    const bool is_last = position_ + filled >= input_.size();
    std::size_t begin = 0;
    while (begin < filled) {
      const auto* end = static_cast<const char*>(std::memchr(window_.data() + begin, '\n', filled - begin));
      if (end == nullptr && !is_last) break;
      const std::size_t size = end == nullptr ? filled - begin : static_cast<std::size_t>(end - window_.data()) - begin;
      take(batch, {window_.data() + begin, static_cast<std::uint32_t>(size), line_++});
      begin += size + 1;
    }
    position_ += std::min(begin, filled);
    if (begin > 0) return true;
    if (window_.size() > max_row) {
      const Place place{name_, static_cast<std::uint32_t>(line_), 1, {}};
      throw InputError({{"row_too_long", Severity::error, place, {}, {}, {}}});
    }
    window_ = std::vector<char>(window_.size() * 2);
  }
}

void JsonLinesRows::take(Batch& batch, const Row& whole) {
  Row row = whole;
  if (row.size > 0 && row.data[row.size - 1] == '\r') --row.size;
  const std::string_view text(row.data, row.size);
  if (text.find_first_not_of(" \t") == std::string_view::npos) return;
  const json::Source source(name_, std::string(text));
  Issues issues;
  const json::Value object = json::parse(source, issues);
  if (has_errors(issues)) {
    Issue& issue = issues.front();
    // The issue is of a text of one line; the file's line is another.
    const bool names_a_line = issue.code == "duplicate_key" || issue.code == "json_unfinished";
    if (names_a_line && !issue.arguments.empty()) issue.arguments.back() = std::to_string(row.line);
    Place place = issue.place;
    return refuse(batch, row, std::move(place), std::move(issue));
  }
  if (object.kind != json::Value::Kind::object) {
    return refuse(batch, row, source.place(object.offset, {}),
                  {"json_line_not_an_object", Severity::error, {}, {}, {}, {}});
  }
  batch.add_cells();
  for (const json::Value::Member& member : object.members) {
    const auto found = numbers_.find(member.key);
    if (found == numbers_.end()) {
      note_unknown(member.key);
      continue;
    }
    if (auto issue = take_cell(member.value, batch.columns[found->second].back())) {
      return refuse(batch, row, source.place(member.value.offset, member.key), std::move(*issue));
    }
  }
  batch.rows.push_back(row);
}

std::optional<Issue> JsonLinesRows::take_cell(const json::Value& value, Cell& cell) {
  using Kind = json::Value::Kind;
  switch (value.kind) {
    case Kind::null: return std::nullopt;
    case Kind::boolean: cell = arena_.copy(value.boolean ? "true" : "false"); return std::nullopt;
    case Kind::number:
    case Kind::string: break;
    default: return Issue{"json_line_not_a_cell", Severity::error, {}, {}, {}, {}};
  }
  std::optional<Issue> issue = find_cell_fault(value.text);
  if (!issue) cell = arena_.copy(value.text);
  return issue;
}

void JsonLinesRows::note_unknown(const std::string& key) {
  if (unknown_.size() < max_columns && known_unknown_.insert(key).second) unknown_.push_back(key);
}

void JsonLinesRows::refuse(Batch& batch, const Row& row, Place place, Issue issue) {
  place.line = static_cast<std::uint32_t>(row.line);
  issue.place = std::move(place);
  batch.broken.push_back({row, std::move(issue)});
}

Place JsonLinesRows::place(const Row& row, std::size_t column) const {
  const json::Source source(name_, std::string(row.data, row.size));
  Issues issues;
  const json::Value object = json::parse(source, issues);
  const json::Value* value = object.find(wanted_[column].name);
  Place place{name_, 0, 0, wanted_[column].name};
  if (value != nullptr) place = source.place(value->offset, wanted_[column].name);
  place.line = static_cast<std::uint32_t>(row.line);
  return place;
}

}  // namespace

std::unique_ptr<RowSource> json_lines_rows(Input input, std::string name, Wanted wanted) {
  return std::make_unique<JsonLinesRows>(std::move(input), std::move(name), std::move(wanted));
}

}  // namespace pointsbank::records
