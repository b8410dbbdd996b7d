// Clean rows become columns at once. Rows in doubt (a cell that is not understood, an id beyond ASCII, a revocation)
// are shown to the library as texts, which says what is wrong with them. Rows whose id is there several times are
// compared here, as the library compares those of a file: the same cells make duplicates, others an error.
#include "events_in.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "event_columns.hpp"

namespace pointsbank::python {

namespace {

constexpr std::size_t rows_a_question = 65'536;
constexpr std::size_t most_issues = 100;

class EventsMaker {
 public:
  EventsMaker(const SourceTable& table, const TableFormat& format, ReadNotes& notes, Watch& watch)
      : table_(table), format_(format), notes_(notes), watch_(watch), is_dropped_(table.rows(), false) {
    if (table.rows() >= no_id - 1) throw UsageError(table.name() + ": more rows than a table can hold");
  }

  Events run() {
    find_revocations();
    Events::Columns columns = read_columns();
    ask_about_doubts();
    // A bad row's id is there all the same.
    const bool has_compared = !notes_.bad_rows.empty();
    if (has_compared) compare_repeats();
    take_revocations();
    drop_rows(columns);
    try {
      return finish(columns);
    } catch (const InputError& error) {
      if (has_compared || error.issues().empty() || error.issues().front().code != "event_id_twice") throw;
    }
    columns = read_columns();
    compare_repeats();
    take_revocations();
    drop_rows(columns);
    return finish(columns);
  }

 private:
  static constexpr int steps = 6;

  void step(int done) const { watch_.check(static_cast<std::uint64_t>(done), steps); }

  [[nodiscard]] const SourceColumn& column(std::string_view name) const {
    static const SourceColumn none;
    const SourceColumn* const found = table_.find(name);
    return found == nullptr ? none : *found;
  }

  void find_revocations() {
    const SourceColumn& revokes = column("revokes");
    std::string scratch;
    for (std::size_t row = 0; row < revokes.rows; ++row) {
      if (revokes.text(row, scratch).empty()) continue;
      revoking_.push_back(static_cast<Id>(row));
      doubts_.push_back(static_cast<Id>(row));
    }
  }

  Events::Columns read_columns() {
    const FindBadTexts find_bad = [this](const std::string& name, const std::vector<std::string_view>& texts) {
      return bad_texts(name, texts);
    };
    const auto texts = [&](std::string_view name) { return texts_of(column(name), find_bad, doubts_); };
    Events::Columns columns;
    columns.id = ids_of(column("event"), doubts_);
    step(1);
    columns.household = texts(format_.subject);
    columns.kind = texts("kind");
    for (std::size_t row = 0; row < columns.kind.ids.size(); ++row) {
      if (columns.kind.ids[row] == no_id) doubts_.push_back(static_cast<Id>(row));
    }
    if (columns.kind.ids.empty()) every_row_in_doubt();
    step(2);
    AtColumns at = at_of(column("at"), format_.utc_offset, doubts_);
    columns.date = std::move(at.date);
    columns.second = std::move(at.second);
    columns.microsecond = std::move(at.microsecond);
    columns.recorded = moments_of(column("recorded"), doubts_);
    step(3);
    columns.quantity = decimals_of(column("quantity"), doubts_);
    columns.points = decimals_of(column("points"), doubts_);
    step(4);
    columns.grade = texts("grade");
    columns.member = texts("member");
    columns.act = texts("act");
    for (const Attribute& attribute : format_.event_attributes) {
      columns.attributes.push_back(attribute_of(column(attribute.name), attribute.type, find_bad, doubts_));
    }
    step(5);
    return columns;
  }

  void every_row_in_doubt() {
    for (std::size_t row = 0; row < table_.rows(); ++row) doubts_.push_back(static_cast<Id>(row));
  }

  // ------------------------------------------------------------------------------------------------ asking the library

  /// Events of these rows, of which the bad ones are put into `bad`.
  void ask(const std::vector<Cells>& rows, std::vector<BadRow>& bad) const {
    ReadOptions options;
    options.bad_rows = &bad;
    options.warnings = &notes_.warnings;
    static_cast<void>(make_events(rows, format_, table_.name(), options));
  }

  std::vector<bool> bad_texts(const std::string& name, const std::vector<std::string_view>& texts) const {
    std::vector<bool> is_bad(texts.size(), false);
    std::vector<std::string> ids(texts.size());
    std::vector<Cells> rows(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      ids[i] = std::to_string(i);
      rows[i] = {{"event", ids[i]}, {"at", "2026-01-01"}, {name, texts[i]}};
      if (name != "kind") rows[i].emplace_back("kind", "kind");
    }
    std::vector<BadRow> bad;
    ask(rows, bad);
    for (const BadRow& row : bad) is_bad[row.line - 1] = true;
    return is_bad;
  }

  void ask_about_doubts() {
    std::sort(doubts_.begin(), doubts_.end());
    doubts_.erase(std::unique(doubts_.begin(), doubts_.end()), doubts_.end());
    for (std::size_t begin = 0; begin < doubts_.size(); begin += rows_a_question) {
      const std::size_t end = std::min(doubts_.size(), begin + rows_a_question);
      ask_about(begin, end);
      if (!notes_.keeps_bad_rows && issues_.size() > most_issues) break;
      watch_.check(begin, doubts_.size());
    }
    doubts_.clear();
    if (!table_.refused().empty()) issues_ = table_.with_refused(issues_);
    // Issues of ids that come again are of other rows, and are said together with these.
    if (!issues_.empty()) compare_repeats();
  }

  void ask_about(std::size_t begin, std::size_t end) {
    TextRows rows(table_);
    for (std::size_t i = begin; i < end; ++i) rows.add(doubts_[i]);
    const auto row_of = [&](std::uint64_t line) { return doubts_[begin + static_cast<std::size_t>(line) - 1]; };
    if (notes_.keeps_bad_rows) {
      std::vector<BadRow> bad;
      ask(rows.rows(), bad);
      for (BadRow& row : bad) {
        if (row.issue.code != "event_id_again") refuse(row_of(row.line), std::move(row.issue), std::move(row.text));
      }
      return;
    }
    try {
      ReadOptions options;
      options.warnings = &notes_.warnings;
      static_cast<void>(make_events(rows.rows(), format_, table_.name(), options));
    } catch (const InputError& error) {
      for (const Issue& issue : error.issues()) {
        // Ids that come again are looked for among all rows.
        if (issue.code == "event_id_again" || issue.place.line == 0) continue;
        refuse(row_of(issue.place.line), issue, {});
      }
    }
  }

  void refuse(Id row, Issue issue, std::string text) {
    if (notes_.keeps_bad_rows && is_dropped_[row]) return;
    is_dropped_[row] = true;
    issue.place.line = row + 1;
    if (notes_.keeps_bad_rows) {
      notes_.bad_rows.push_back({table_.name(), row + 1U, std::move(text), std::move(issue)});
    } else {
      issues_.push_back(std::move(issue));
    }
  }

  // --------------------------------------------------------------------------------------------- revocations, repeats

  void take_revocations() {
    revocations_.clear();
    Doubts ignored;
    const Column<std::int64_t> recorded =
        revoking_.empty() ? Column<std::int64_t>() : moments_of(column("recorded"), ignored);
    for (const Id row : revoking_) {
      if (is_dropped_[row]) continue;
      Events::Revocation revocation{text("event", row), text(format_.subject, row), absent_cell, text("revokes", row),
                                    no_id};
      if (!recorded.empty()) revocation.recorded = recorded[row];
      revocations_.push_back(std::move(revocation));
    }
    std::sort(revocations_.begin(), revocations_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  }

  [[nodiscard]] std::string text(std::string_view name, std::size_t row) const {
    const SourceColumn& from = column(name);
    std::string scratch;
    return from.rows == 0 ? std::string() : std::string(from.text(row, scratch));
  }

  [[nodiscard]] bool is_read(const SourceColumn& one, Id row) const {
    return one.name != "at" || !std::binary_search(revoking_.begin(), revoking_.end(), row);
  }

  [[nodiscard]] std::string read_text(const SourceColumn& one, Id row) const {
    return is_read(one, row) ? text(one.name, row) : std::string();
  }

  /// The column in which two rows differ, if there is one.
  [[nodiscard]] const SourceColumn* difference(Id a, Id b) const {
    std::string of_a;
    std::string of_b;
    for (const SourceColumn& one : table_.columns()) {
      const std::string_view text_a = is_read(one, a) ? one.text(a, of_a) : std::string_view();
      const std::string_view text_b = is_read(one, b) ? one.text(b, of_b) : std::string_view();
      if (text_a != text_b) return &one;
    }
    return nullptr;
  }

  void compare_repeats() {
    std::unordered_map<std::string, std::vector<Id>> rows_of_id;
    const SourceColumn& ids = column("event");
    {
      std::unordered_map<std::string, Id> first;
      first.reserve(ids.rows);
      std::string scratch;
      for (std::size_t row = 0; row < ids.rows; ++row) {
        const std::string id(ids.text(row, scratch));
        const auto [there, is_new] = first.try_emplace(id, static_cast<Id>(row));
        if (is_new || id.empty()) continue;
        std::vector<Id>& rows = rows_of_id[id];
        if (rows.empty()) rows.push_back(there->second);
        rows.push_back(static_cast<Id>(row));
      }
    }
    for (const auto& [id, rows] : rows_of_id) take_repeats(id, rows);
    std::sort(duplicates_.begin(), duplicates_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    if (issues_.empty()) return;
    std::stable_sort(issues_.begin(), issues_.end(), [this](const Issue& a, const Issue& b) {
      return a.place.line != b.place.line ? a.place.line < b.place.line : position(a) < position(b);
    });
    throw_issues(std::move(issues_));
  }

  /// Where the column stands in the table that an issue is of.
  [[nodiscard]] std::ptrdiff_t position(const Issue& issue) const {
    const SourceColumn* const found = table_.find(issue.place.pointer);
    return found == nullptr ? -1 : found - table_.columns().data();
  }

  void take_repeats(const std::string& id, const std::vector<Id>& rows) {
    const bool conflicts =
        std::any_of(rows.begin(), rows.end(), [&](Id row) { return difference(rows[0], row) != nullptr; });
    if (conflicts) return refuse_conflict(id, rows);
    if (is_dropped_[rows[0]]) return;  // each was refused by itself
    for (std::size_t i = 1; i < rows.size(); ++i) {
      is_dropped_[rows[i]] = true;
      duplicates_.push_back({id, text(format_.subject, rows[0])});
    }
  }

  void refuse_conflict(const std::string& id, const std::vector<Id>& rows) {
    for (const Id row : rows) {
      const auto other =
          std::find_if(rows.begin(), rows.end(), [&](Id one) { return difference(row, one) != nullptr; });
      if (!notes_.keeps_bad_rows && *other > row) continue;
      const SourceColumn& column = *difference(row, *other);
      Issue issue{"event_id_again",
                  Severity::error,
                  {table_.name(), 0, 0, "event"},
                  {id, std::to_string(*other + 1)},
                  "event_hint_difference",
                  {column.name, read_text(column, row), read_text(column, *other)}};
      refuse(row, std::move(issue), raw(row));
    }
    for (const Id row : rows) is_dropped_[row] = true;
  }

  [[nodiscard]] std::string raw(Id row) const {
    TextRows rows(table_);
    rows.add(row);
    std::string out;
    for (const auto& [name, cell] : rows.rows().front()) {
      if (!out.empty()) out += ',';
      out.append(name).append("=").append(cell);
    }
    return out;
  }

  // ------------------------------------------------------------------------------------------------------------- ends

  void drop_rows(Events::Columns& columns) const {
    std::vector<bool> is_out = is_dropped_;
    for (const Id row : revoking_) is_out[row] = true;
    std::vector<Id> keep;
    keep.reserve(is_out.size());
    for (std::size_t row = 0; row < is_out.size(); ++row) {
      if (!is_out[row]) keep.push_back(static_cast<Id>(row));
    }
    if (keep.size() < is_out.size()) columns = gathered(columns, keep);
  }

  Events finish(Events::Columns& columns) {
    std::stable_sort(notes_.bad_rows.begin(), notes_.bad_rows.end(),
                     [](const BadRow& a, const BadRow& b) { return a.line < b.line; });
    return Events(format_, std::move(columns), revocations_, duplicates_);
  }

  const SourceTable& table_;
  const TableFormat& format_;
  ReadNotes& notes_;
  Watch& watch_;
  Doubts doubts_;
  std::vector<Id> revoking_;
  std::vector<bool> is_dropped_;
  std::vector<Events::Revocation> revocations_;
  std::vector<Events::Duplicate> duplicates_;
  Issues issues_;
};

}  // namespace

Events events_of(const SourceTable& table, const TableFormat& format, ReadNotes& notes, Watch& watch) {
  return EventsMaker(table, format, notes, watch).run();
}

}  // namespace pointsbank::python
