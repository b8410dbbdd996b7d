// Events of a large file, read by several threads: the same table, the same words, whatever stands where it is cut.
#include <random>

#include "support/catch.hpp"
#include "unit/records/reading.hpp"

using namespace reading;

namespace {

constexpr int rows = 2'200;
const std::string header =
    "event,household,kind,at,quantity,points,recorded,revokes,member,act,grade,level,extra,night,due,note\n";

/// Rows of some 550 bytes, so that four threads have something to do.
struct Row {
  std::string event, household = "H1", kind = "visit", at = "2026-03-05", quantity, points, recorded, revokes, member,
                     act, grade, level, extra, night, due, note = std::string(500, 'x');

  [[nodiscard]] std::string text() const {
    std::string out;
    for (const std::string* cell : {&event, &household, &kind, &at, &quantity, &points, &recorded, &revokes, &member,
                                    &act, &grade, &level, &extra, &night, &due, &note}) {
      out += (out.empty() ? "" : ",") + *cell;
    }
    return out;
  }
};

/// What stands in a file, row by row; `change` makes of an ordinary row what the case is about.
template <class Change>
std::string table(const Change& change, const std::string& line_end = "\n") {
  std::string text = header;
  std::mt19937_64 random(7);
  for (int i = 0; i < rows; ++i) {
    Row row;
    row.event = "e" + std::to_string(i);
    row.household = "H" + std::to_string(random() % 700);
    row.kind = random() % 3 == 0 ? "meeting" : "visit";
    row.at = random() % 2 == 0 ? "2026-03-05" : "2026-03-05T08:00:00Z";
    change(i, row);
    text += row.text() + line_end;
  }
  return text;
}

/// The table as it lies in memory: rows in their order, which columns are held, the numbers of texts.
std::string exact(const Events& events) {
  const Events::Columns& columns = events.columns();
  std::string out = text_of(events);
  for (Id row = 0; row < events.size(); ++row) out += std::string(columns.id[row]) + " ";
  const auto texts = [&](const TextColumn& column) {
    out += "\ntexts " + std::to_string(column.ids.size());
    for (const Id id : column.ids) out += " " + std::to_string(id);
    for (Id id = 0; column.texts != nullptr && id < column.texts->size(); ++id)
      out += "|" + std::string(column.texts->text(id));
  };
  const auto decimals = [&](const DecimalColumn& column) {
    out += "\ndecimals " + std::to_string(column.mantissas.size()) + " of " + std::to_string(column.decimals);
    for (const std::int64_t mantissa : column.mantissas) out += " " + std::to_string(mantissa);
  };
  for (const TextColumn* column : {&columns.household, &columns.kind, &columns.grade, &columns.member, &columns.act})
    texts(*column);
  decimals(columns.quantity);
  decimals(columns.points);
  for (const AttributeColumn& attribute : columns.attributes) {
    if (const auto* const column = std::get_if<TextColumn>(&attribute)) texts(*column);
    if (const auto* const column = std::get_if<DecimalColumn>(&attribute)) decimals(*column);
  }
  out += "\n" + std::to_string(columns.microsecond.size()) + " " + std::to_string(columns.recorded.size());
  return out;
}

/// Rows of a file, and whether it was read from end to end.
class Watched final : public records::RowSource {
 public:
  explicit Watched(std::unique_ptr<records::RowSource> rows_of_file) : rows_(std::move(rows_of_file)) {}

  bool next(records::Batch& batch) override {
    was_read = true;
    return rows_->next(batch);
  }
  [[nodiscard]] records::Mark mark() const noexcept override { return rows_->mark(); }
  void seek(records::Mark mark) override { rows_->seek(mark); }
  [[nodiscard]] bool has(std::size_t column) const noexcept override { return rows_->has(column); }
  [[nodiscard]] Place place(const records::Row& row, std::size_t column) const override {
    return rows_->place(row, column);
  }
  [[nodiscard]] std::string raw(const records::Row& row) const override { return rows_->raw(row); }
  [[nodiscard]] const std::vector<std::string>& unknown_columns() const noexcept override {
    return rows_->unknown_columns();
  }
  [[nodiscard]] const std::string& name() const noexcept override { return rows_->name(); }
  [[nodiscard]] std::uint64_t total() const noexcept override { return rows_->total(); }
  [[nodiscard]] std::vector<std::unique_ptr<records::RowSource>> split(std::size_t count) const override {
    return rows_->split(count);
  }

  bool was_read = false;

 private:
  std::unique_ptr<records::RowSource> rows_;
};

struct Read {
  std::string events, issues, warnings, bad_rows;
  bool in_stretches = false;

  bool operator==(const Read& other) const {
    return events == other.events && issues == other.issues && warnings == other.warnings && bad_rows == other.bad_rows;
  }
};

Read read(const std::string& text, int threads, bool keep_bad_rows) {
  Read result;
  Issues warnings;
  std::vector<BadRow> bad_rows;
  ReadOptions options;
  options.threads = threads;
  options.warnings = &warnings;
  if (keep_bad_rows) options.bad_rows = &bad_rows;
  Watched rows_of_file(source(text, As::csv, records::event_columns(format())));
  result.issues = issues_of([&] { result.events = exact(records::events_from(rows_of_file, format(), options)); });
  result.warnings = text_of(warnings);
  result.bad_rows = text_of(bad_rows);
  result.in_stretches = !rows_of_file.was_read;
  return result;
}

/// Reads with several threads what one reads, word by word.
void check_same(const std::string& text, bool in_stretches) {
  REQUIRE(text.size() > (1U << 20U));
  for (const bool keep_bad_rows : {false, true}) {
    const Read one = read(text, 1, keep_bad_rows);
    CHECK(!one.in_stretches);
    for (const int threads : {2, 5}) {
      const Read several = read(text, threads, keep_bad_rows);
      CHECK(several == one);
      CHECK(several.in_stretches == in_stretches);
    }
  }
}

void nothing(int, Row&) {}

}  // namespace

TEST_CASE("several threads read the table that one reads", "[records]") {
  check_same(table(nothing), true);
  check_same(table(nothing, "\r\n"), true);
  check_same("\xEF\xBB\xBF" + table(nothing, "\n\n"), true);
  std::string without_end = table(nothing);
  without_end.pop_back();
  check_same(without_end, true);
  check_same(table([](int i, Row& row) {
               row.points = std::to_string(i % 7);
               row.quantity = "1." + std::to_string(i % 90);
               row.recorded = "2026-03-06T12:00:00Z";
               row.member = "m" + std::to_string(i % 50);
               row.act = "a" + std::to_string(i);
               row.grade = i % 2 == 0 ? "good" : "better";
               row.level = i % 5 == 0 ? "" : "level " + std::to_string(i / 1000);
               row.extra = "-" + std::to_string(i);
               row.night = i % 3 == 0 ? "true" : "false";
               row.due = "2026-04-0" + std::to_string(1 + i % 9);
             }),
             true);
}

TEST_CASE("columns that only some stretches hold are joined as one reading holds them", "[records]") {
  const auto held = [](const auto& is_held) {
    return table([&](int i, Row& row) {
      if (!is_held(i)) return;
      row.at = "2026-03-05T08:00:00.25Z";
      row.quantity = "2";
      row.recorded = "2026-03-06T12:00:00Z";
      row.member = "m1";
      row.grade = "good";
      row.extra = "3.5";
      row.level = "village";
      row.night = "true";
    });
  };
  check_same(held([](int i) { return i == rows - 1; }), true);
  check_same(held([](int i) { return i == 0; }), true);
  check_same(held([](int i) { return i > rows / 3 && i < rows / 2; }), true);
}

TEST_CASE("decimals of several scales, and those beyond 64 bits, come to one scale", "[records]") {
  const auto decimals = [](const std::vector<std::string>& cells) {
    return table([&](int i, Row& row) {
      row.quantity = cells[static_cast<std::size_t>(i) * cells.size() / rows];
      row.extra = i % 2 == 0 ? cells[cells.size() - 1 - static_cast<std::size_t>(i) * cells.size() / rows] : "";
    });
  };
  check_same(decimals({"1", "2.5", "3.25", "4.125"}), true);
  check_same(decimals({"4.125", "3.25", "2.5", "1"}), true);
  check_same(decimals({"987654321098765432", "0.25", "1.000", "-987654321098765432"}), true);
  REQUIRE(events("event,household,kind,at,quantity\na,H,k,2026-01-01,987654321098765432\nb,H,k,2026-01-01,0.25\n")
              .columns()
              .quantity.wide != nullptr);
  check_same(decimals({"0.000001", "987654321098765432", "12345678901234567.5", "7"}), true);
}

TEST_CASE("revocations find events of any stretch", "[records]") {
  check_same(table([](int i, Row& row) {
               if (i % 10 != 0) return;
               row.revokes = i % 30 == 0 ? "nothing" : "e" + std::to_string((i * 7 + 2'003) % rows);
             }),
             true);
}

TEST_CASE("a cell with line ends may lie across a cut", "[records]") {
  const std::string lines(5'000, '\n');
  const auto quoted = [](const std::string& note) {
    return table([&](int i, Row& row) {
      if (i % 300 == 100) row.note = "\"" + note + "\"";
    });
  };
  check_same(quoted("a,b \"\"c\"\""), true);
  // Where a cut falls into such a cell depends on how many there are.
  const std::string text = quoted(lines);
  const Read one = read(text, 1, false);
  CHECK(one.issues.empty());
  for (int threads = 2; threads < 12; ++threads) CHECK(read(text, threads, false) == one);
  // Everything behind the first line is one cell.
  std::string whole = table(nothing);
  whole.insert(whole.find('\n') + 1, "q,H1,visit,2026-03-05,,,,,,,,,,,,\"");
  whole += "\"\n";
  check_same(whole, false);
}

TEST_CASE("what must be told is told as one reading tells it", "[records]") {
  const auto wrong = [](int at, const auto& change) {
    return table([&, at](int i, Row& row) {
      if (i == at || i == rows - 1 - at) change(row);
    });
  };
  for (const int at : {0, rows / 2 - 1, rows - 1}) {
    check_same(wrong(at, [](Row& row) { row.at = "yesterday"; }), false);
    check_same(wrong(at, [](Row& row) { row.note = "\"open"; }), false);
    check_same(wrong(at, [](Row& row) { row.note += ",more"; }), false);
    check_same(wrong(at, [](Row& row) { row.event = "e17", row.note = "differs"; }), false);  // the same or not: both
    check_same(wrong(at, [](Row& row) { row.event = ""; }), false);
  }
  // An id that comes again in another stretch: the same row, another row, a revocation.
  check_same(table([](int i, Row& row) {
               if (i != 0 && i != rows - 1) return;
               row = Row();
               row.event = "e0";
             }),
             false);
  check_same(table([](int i, Row& row) {
               if (i == rows - 1) row.event = "e3";
             }),
             false);
  check_same(table([](int i, Row& row) {
               if (i == rows - 1) row.event = "e3", row.revokes = "e4";
             }),
             false);
  check_same(table([](int i, Row& row) {
               if (i == 1 || i == rows - 1) row.event = "r", row.revokes = "e4";
             }),
             false);
  // A warning is no fault.
  check_same(table([](int i, Row& row) {
               if (i >= rows - 2) row.household = i == rows - 2 ? "e\xCC\x81" : "a\xCC\x81";
             }),
             true);
}

TEST_CASE("progress only rises, and stops reading", "[records]") {
  for (const bool is_clean : {true, false}) {
    std::string text;
    for (int i = 0; i < 30; ++i) {
      const std::string more = table([&, i](int row_number, Row& row) {
        row.event += "-" + std::to_string(i);
        if (!is_clean && i == 29 && row_number == rows - 1) row.event = "e0-0";
      });
      text += text.empty() ? more : more.substr(header.size());
    }
    std::vector<std::uint64_t> told;
    ReadOptions options;
    options.threads = 3;
    options.progress = [&](std::uint64_t done, std::uint64_t total) {
      CHECK(total == text.size());
      told.push_back(done);
      return true;
    };
    const auto look = [&] {
      return records::events_from(*source(text, As::csv, records::event_columns(format())), format(), options);
    };
    CHECK(issues_of(look).empty() == is_clean);
    CHECK(told.size() >= 2);
    CHECK(std::is_sorted(told.begin(), told.end()));
    if (is_clean) CHECK(told.back() == text.size());
    options.progress = [](std::uint64_t, std::uint64_t) { return false; };
    CHECK_THROWS_AS(look(), Cancelled);
  }
}
