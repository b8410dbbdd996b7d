// CSV: what is one, and what is said of what is none.
#include <random>

#include "records/text_check.hpp"
#include "support/catch.hpp"
#include "unit/records/reading.hpp"

using namespace reading;
using namespace std::string_literals;

namespace {

const std::string header = "event,household,kind,at,quantity\n";

struct Case {
  std::string text;
  std::string expected;
};

void check_issues(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    INFO(one.text);
    CHECK(event_issues(one.text) == one.expected);
  }
}

/// Rows of cells as the source cuts them.
std::vector<std::vector<std::string>> cut(std::string_view text, const records::Wanted& wanted) {
  const auto source = records::csv_rows(records::Input::memory(text), "t.csv", wanted);
  std::vector<std::vector<std::string>> rows;
  records::Batch batch;
  while (source->next(batch)) {
    for (const records::BrokenRow& broken : batch.broken) rows.push_back({"broken", broken.issue.to_string()});
    for (std::size_t row = 0; row < batch.rows.size(); ++row) {
      rows.emplace_back();
      for (std::size_t column = 0; column < wanted.size(); ++column) rows.back().emplace_back(batch.text(row, column));
    }
  }
  return rows;
}

using Rows = std::vector<std::vector<std::string>>;
const records::Wanted abc{{"a", true}, {"b", true}, {"c", true}};

}  // namespace

TEST_CASE("CSV is cut into the cells of the columns that are wanted", "[records]") {
  const Rows expected{{"1", "2", "3"}, {"4", "", "6"}};
  for (const std::string text : {
           "a,b,c\n1,2,3\n4,,6\n",
           "a,b,c\n1,2,3\n4,,6",
           "a,b,c\r\n1,2,3\r\n4,,6\r\n",
           "\xEF\xBB\xBF"
           "a,b,c\n1,2,3\n4,,6\n",
           "c,a,b\n3,1,2\n6,4,\n",
           "c,x,a,y,b\n3,?,1,!,2\n6,?,4,!,\n",
           "\"a\",\"b\",\"c\"\n\"1\",\"2\",\"3\"\n4,\"\",6\n",
           "\n\na,b,c\n\n1,2,3\n\n\n4,,6\n\n",
           "a,b,c\r\n\"1\",2,\"3\"\r\n\r\n4,,6",
           "a,b,c,\n1,2,3,\n4,,6,\n",
       }) {
    INFO(text);
    CHECK(cut(text, abc) == expected);
  }
}

TEST_CASE("quoted cells keep line ends, commas and quotes", "[records]") {
  CHECK(cut("a,b,c\n\"x\ny\",\"1,5\",\"say \"\"hi\"\"\"\n\"\"\"\",\"\r\n\",\"\r\"\n", abc) ==
        Rows{{"x\ny", "1,5", "say \"hi\""}, {"\"", "\r\n", "\r"}});
}

TEST_CASE("a header alone is an empty table", "[records]") {
  CHECK(events(header).size() == 0);
  CHECK(events(header.substr(0, header.size() - 1)).size() == 0);
  CHECK(roster("household\n").size() == 0);
  CHECK(members("member,household\n").size() == 0);
}

TEST_CASE("what is wrong with a file or its header", "[records]") {
  const std::string missing = ": the column `";
  check_issues({
      {"", "t.csv:1:1: the file is empty; its first line has to name the columns\n"},
      {"\n\n", "t.csv:1:1: the file is empty; its first line has to name the columns\n"},
      {"\xEF\xBB\xBF", "t.csv:1:1: the file is empty; its first line has to name the columns\n"},
      {"event;household;kind;at\n",
       "t.csv:1:1: the columns are separated by `;` instead of a comma; save the file as CSV with commas\n"},
      {"event\thousehold\tkind\tat\n",
       "t.csv:1:1: the columns are separated by `tab` instead of a comma; save the file as CSV with commas\n"},
      {"\xFF\xFE"
       "e\0v\0"s,
       "t.csv:1:1: the file is in UTF-16, not in UTF-8; save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")\n"},
      {"e\0v\0"s,
       "t.csv:1:1: the file is in UTF-16, not in UTF-8; save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")\n"},
      {"event,kind,at\n", "t.csv:1:1: household: the column `household` is missing\n"},
      {"event,member,at\n", "t.csv:1:1: kind: the column `kind` is missing\n"},
      {"event,household,knid,at,event\n",
       "t.csv:1:1: event: the column `event` is there twice\n"
       "t.csv:1:1: kind: the column `kind` is missing; is it the one that is called `knid`?\n"},
      {"event,kind,at\re1,k,2026-01-01\r",
       "t.csv:1:14: a carriage return without a line feed; lines end in LF or CR LF\n"},
      {"event,\"kind,at\n", "t.csv:1:7: the quote that begins this cell is never closed\n"},
      {"event,ki\x01nd\n", "t.csv:1:9: the control character U+0001 cannot stand in a table\n"},
      {"event,\xC0\xAF\n",
       "t.csv:1:7: the bytes from byte 6 of the file on are not UTF-8; save it as UTF-8 (in a "
       "spreadsheet: \"CSV UTF-8\")\n"},
  });
  CHECK(event_issues("event,member,kind,at\n").empty());
  std::string wide;
  for (int i = 0; i <= 10'000; ++i) wide += "c" + std::to_string(i) + ",";
  CHECK(event_issues(wide + "\n") == "t.csv:1:1: the file has more than 10,000 columns\n");
}

TEST_CASE("what is wrong with a row", "[records]") {
  check_issues({
      {header + "e1,H1,k,2026-01-01\n", "t.csv:2:19: at: the row has 4 cells, the header 5\n"},
      {header + "e1,H1,k,2026-01-01,1,5\n",
       "t.csv:2:22: the row has 6 cells, the header 5; a cell that holds a comma has to stand in quotes\n"},
      {header + "e1,\"H1\",k,2026-01-01\n", "t.csv:2:21: at: the row has 4 cells, the header 5\n"},
      {header + "e1,\"H1\",k,2026-01-01,1,5\n",
       "t.csv:2:24: the row has 6 cells, the header 5; a cell that holds a comma has to stand in quotes\n"},
      {header + "e1,\"H1,k,2026-01-01,\ne2,H1,k,2026-01-01,\n",
       "t.csv:2:4: household: the quote that begins this cell is never closed\n"},
      {header + "e1,H\"1,k,2026-01-01,\n",
       "t.csv:2:5: household: a quote stands within a cell that does not begin with one; put the whole cell in quotes "
       "and double each quote within it\n"},
      {header + "e1,\"H\"1,k,2026-01-01,\n",
       "t.csv:2:7: household: after the closing quote of a cell there has to be a comma or the end of the line\n"},
      {header + "e1,H1,k\r,2026-01-01,\n",
       "t.csv:2:8: kind: a carriage return without a line feed; lines end in LF or CR LF\n"},
      {header + "e1,\"H1\",k\r,2026-01-01,\n",
       "t.csv:2:10: kind: a carriage return without a line feed; lines end in LF or CR LF\n"},
      {header + "e1,H1,k\0,2026-01-01,\n"s, "t.csv:2:8: kind: the control character U+0000 cannot stand in a table\n"},
      {header + "e1,\"H1\",k\x7F,2026-01-01,\n",
       "t.csv:2:10: kind: the control character U+007F cannot stand in a table\n"},
      {header + "e1,户1,坏\xE5\x9D,2026-01-01,\n",
       "t.csv:2:8: kind: the bytes from byte 44 of the file on are not UTF-8; save it as UTF-8 (in a spreadsheet: "
       "\"CSV UTF-8\")\n"},
      {header + "e1,\"H\n\n1\",k,x,\n",
       "t.csv:2:4: household: the id `H\\x0A\\x0A1` holds the invisible character U+000A\n"
       "t.csv:4:6: at: `x` is neither a date like 2026-03-05 nor a moment like 2026-03-05T20:15:00+08:00\n"},
      {header + "e1,户户,k,x,\n",
       "t.csv:2:9: at: `x` is neither a date like 2026-03-05 nor a moment like 2026-03-05T20:15:00+08:00\n"},
  });
}

TEST_CASE("UTF-8 is checked strictly", "[records]") {
  for (const std::string bad : {"\xC0\x80", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                                "\x80", "\xE5", "\xE5\x9D", "\xF0\x9F\x98", "\xFE", "\xE5\x9D\x41"}) {
    INFO(bad);
    CHECK(records::find_text_fault(bad)->offset == 0);
    CHECK(records::find_text_fault("12345678" + bad)->offset == 8);
    CHECK(records::find_text_fault("坏" + bad)->offset == 3);
  }
  for (const std::string good : {"", "a", "户", "\xF0\x9F\x98\x80", "\xEF\xBF\xBD", "\t", "12345678", "~~~~~~~~~"}) {
    CHECK(!records::find_text_fault(good));
  }
  for (int byte = 0; byte < 128; ++byte) {
    const bool is_control = (byte < 32 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 127;
    for (std::size_t at = 0; at < 9; ++at) {
      std::string text(9, 'x');
      text[at] = static_cast<char>(byte);
      CHECK(records::find_text_fault(text).has_value() == is_control);
    }
  }
}

TEST_CASE("limits on cells and rows", "[records]") {
  const std::string longest(records::max_cell, 'x');
  const records::Wanted one{{"a", true}, {"b", true}};
  CHECK(cut("a,b\n1," + longest + "\n2,\"" + longest.substr(2) + "\"\n", one).size() == 2);
  CHECK(cut("a,b\n1," + longest + "x\n", one) == Rows{{"broken", "t.csv:2:3: b: the cell is longer than 1 MiB"}});
  CHECK(cut("a,b\n1,\"" + longest + "x\"\n2,3\n", one) ==
        Rows{{"broken", "t.csv:2:3: b: the cell is longer than 1 MiB"}, {"2", "3"}});
  const std::string endless(40U << 20U, 'x');
  CHECK(event_issues(header + endless) == "t.csv:2:1: the row is longer than 16 MiB\n");
  CHECK(event_issues(header + endless.substr(0, 17U << 20U) + "\n") ==
        "t.csv:2:1: event: the row is longer than 16 MiB\n");
}

TEST_CASE("rows lie on the borders of the window in every way", "[records]") {
  // The window has 64 KiB: rows of a little more than 1 KiB shift against it.
  for (std::size_t shift = 0; shift < 80; ++shift) {
    std::string text = "a,b,c\r\n";
    Rows expected;
    for (int row = 0; row < 130; ++row) {
      const std::string filling((row == 0 ? shift : 0) + 1000, 'x');
      const std::string number = std::to_string(row);
      const bool is_quoted = row % 3 == 0;
      text += is_quoted ? number + ",\"" + filling + "\n\"\"\",户\r\n" : number + "," + filling + ",户\r\n";
      expected.push_back({number, is_quoted ? filling + "\n\"" : filling, "户"});
    }
    REQUIRE(cut(text, abc) == expected);
  }
}

TEST_CASE("random tables come back as they were written", "[records]") {
  std::mt19937_64 random(7);
  const std::vector<std::string> pieces{"",    "x", ",",  "\"", "\n", "\r\n", "户", "\xF0\x9F\x98\x80",
                                        "1.5", " ", "\t", "\r"};
  for (int round = 0; round < 300; ++round) {
    const bool has_returns = random() % 2 == 0;
    const std::string line_end = has_returns ? "\r\n" : "\n";
    std::string text = "b,a,c" + line_end;
    Rows expected;
    const std::size_t rows = random() % 40;
    for (std::size_t row = 0; row < rows; ++row) {
      std::vector<std::string> cells(3);
      for (std::string& cell : cells) {
        for (std::size_t left = random() % 4; left > 0; --left) cell += pieces[random() % pieces.size()];
      }
      if (cells[1].empty()) cells[1] = "1";
      for (const std::size_t column : {1U, 0U, 2U}) {
        std::string cell = cells[column];
        if (cell.find_first_of(",\"\n\r") != std::string::npos || random() % 4 == 0) {
          std::string quoted = "\"";
          for (const char c : cell) quoted += c == '"' ? "\"\"" : std::string(1, c);
          cell = quoted + "\"";
        }
        text += cell + (column == 2 ? line_end : ",");
      }
      expected.push_back(cells);
    }
    if (random() % 3 == 0 && rows > 0) text.resize(text.size() - line_end.size());
    INFO(text);
    REQUIRE(cut(text, abc) == expected);
  }
}

TEST_CASE("files are read in pieces, again and from memory alike", "[records]") {
  const Folder folder;
  std::string text = header;
  for (int i = 0; i < 30'000; ++i)
    text += "e" + std::to_string(i) + ",H" + std::to_string(i % 77) + ",k,2026-01-02,1.5\n";
  const auto file = folder.write("events.csv", text);
  const Events read = read_events(file, bare());
  CHECK(read.size() == 30'000);
  CHECK(text_of(read) == text_of(events(text)));
  CHECK_THROWS_AS(read_events(folder.path() / "none.csv", bare()), MachineError);
  CHECK_THROWS_AS(read_events(folder.path(), bare()), MachineError);
}

TEST_CASE("progress is told, and may cancel", "[records]") {
  std::string text = header;
  for (int i = 0; i < 400'000; ++i)
    text += "e" + std::to_string(i) + ",H1,kind_of_some_length,2026-01-02T10:00:00+08:00,1.25\n";
  REQUIRE(text.size() > (20U << 20U));
  ReadOptions options;
  std::vector<std::uint64_t> told;
  options.progress = [&](std::uint64_t done, std::uint64_t total) {
    CHECK(total == text.size());
    told.push_back(done);
    return true;
  };
  (void)events(text, bare(), options);
  REQUIRE(told.size() == 2);
  CHECK(told.front() >= (16U << 20U));
  CHECK(told.back() == text.size());
  options.progress = [](std::uint64_t, std::uint64_t) { return false; };
  CHECK_THROWS_AS(events(text, bare(), options), Cancelled);
}
