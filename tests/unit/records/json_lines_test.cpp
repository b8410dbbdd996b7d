// JSON Lines say the same as CSV.
#include <random>

#include "json/value.hpp"
#include "support/catch.hpp"
#include "unit/records/reading.hpp"

using namespace reading;

namespace {

std::string json_issues(const std::string& text) { return event_issues(text, bare(), As::json_lines); }

}  // namespace

TEST_CASE("JSON Lines hold objects with the same names", "[records]") {
  const std::string text =
      "\xEF\xBB\xBF{\"event\": \"e1\", \"kind\": \"k\", \"at\": \"2026-01-02\", \"household\": null, \"extra\": 1.50, "
      "\"night\": true}\n"
      "  \r\n"
      "{\"event\": 7, \"kind\": \"\\u6237\\n\\\"1\\\"\", \"at\": \"2026-01-02\", \"level\": \"\", \"extra\": \"2e1\", "
      "\"other\": [1]}\r\n"
      "{\"event\": \"r\", \"revokes\": \"e1\"}";
  Issues warnings;
  ReadOptions options;
  options.warnings = &warnings;
  CHECK(issues_of([&] { (void)events(text, format(), options, As::json_lines); }) ==
        "t.jsonl:3:22: kind: the id `户\\x0A\"1\"` holds the invisible character U+000A\n");
  CHECK(text_of(warnings) == "t.jsonl:1: columns that nothing is known of are ignored: `other`\n");
  std::string good = text;
  good.erase(good.find("\\n"), 2);
  CHECK(text_of(events(good, format(), {}, As::json_lines)) ==
        "7 - 户\"1\" 2026-01-02/-1 recorded - - - - - - - 20 - -\n"
        "e1 - k 2026-01-02/-1 recorded - - - - - - - 1.5 true -\n"
        "revocation r  -9223372036854775808 e1 of e1\n");
  CHECK(events("", bare(), {}, As::json_lines).size() == 0);
}

TEST_CASE("what is wrong with JSON Lines", "[records]") {
  CHECK(
      json_issues("{\"event\":\"e1\",\"kind\":\"k\",\"at\":\"2026-13-01\"}\n") ==
      "t.jsonl:1:31: at: `2026-13-01` is neither a date like 2026-03-05 nor a moment like 2026-03-05T20:15:00+08:00\n");
  CHECK(json_issues("\n[1]\n") == "t.jsonl:2:1: a line has to hold one JSON object\n");
  CHECK(json_issues("{\"event\":[1]}\n") ==
        "t.jsonl:1:10: event: a value has to be a string, a number, `true`, `false` or `null`\n");
  CHECK(json_issues("{\"event\":\"a\\u0000\"}\n") ==
        "t.jsonl:1:10: event: the control character U+0000 cannot stand in a table\n");
  CHECK(json_issues("{\"event\":\"x\"}\n{\"kind\":\"\"}\n").find("t.jsonl:2: event: the cell is empty") !=
        std::string::npos);
  CHECK(json_issues("\n{\"event\":\"x\",\"event\":\"y\"}\n").starts_with("t.jsonl:2:14: "));
  CHECK(json_issues("{\"event\":\"x\",}\n{\n").starts_with("t.jsonl:1:"));
  CHECK(json_issues(std::string("{\"\0\"", 4)).starts_with("t.jsonl:1:"));
  CHECK(json_issues("{\"event\":\"\xFF\"}\n").starts_with("t.jsonl:1:"));
}

TEST_CASE("bad lines are put aside", "[records]") {
  std::vector<BadRow> bad;
  ReadOptions options;
  options.bad_rows = &bad;
  const Events read = events(
      "{\"event\":\"e1\",\"kind\":\"k\",\"at\":\"2026-01-02\"}\n{\"event\"\n{\"event\":\"e2\",\"kind\":\"k\",\"at\":"
      "\"x\"}\n",
      bare(), options, As::json_lines);
  CHECK(read.size() == 1);
  REQUIRE(bad.size() == 2);
  CHECK(bad[0].line == 2);
  CHECK(bad[0].text == "{\"event\"");
  CHECK(bad[1].line == 3);
}

TEST_CASE("the same rows as CSV and as JSON Lines make the same events", "[records]") {
  std::mt19937_64 random(3);
  const std::vector<std::string> names{"event",    "household", "kind",  "at",    "quantity", "grade", "member",
                                       "recorded", "revokes",   "level", "extra", "night",    "due"};
  const std::vector<std::vector<std::string>> values{
      {},
      {"", "H1", "户,1", "H\"2\""},
      {"k", "kind two", "志愿"},
      {"2026-01-02", "2026-01-02T10:00:00+08:00", "2026-01-02T10:00:00.25Z"},
      {"", "1", "-2.50", "1e2", "999999999999999999.123456789"},
      {"", "good", "x\ny"},
      {"", "m1"},
      {"", "2026-01-05T00:00:00Z"},
      {"", "", "", "", "e1", "e2"},
      {"", "a,b", "\"", "\t"},
      {"", "0", "0.5"},
      {"", "true", "false"},
      {"", "2026-05-06"}};
  std::string csv;
  std::string lines;
  for (const std::string& name : names) csv += (csv.empty() ? "" : ",") + name;
  csv += "\n";
  for (int row = 0; row < 3'000; ++row) {
    std::string line = "{";
    for (std::size_t column = 0; column < names.size(); ++column) {
      const std::vector<std::string>& some = values[column];
      const std::string value = column == 0 ? "e" + std::to_string(row) : some[random() % some.size()];
      csv += column == 0 ? "\"" : ",\"";
      for (const char c : value) csv += c == '"' ? "\"\"" : std::string(1, c);
      csv += '"';
      if (value.empty() && random() % 2 == 0) continue;
      if (line.size() > 1) line += ", ";
      json::append_string(line, names[column]);
      line += ": ";
      const bool is_bare = (names[column] == "night" || names[column] == "quantity") && !value.empty();
      is_bare ? line += value : (json::append_string(line, value), line);
    }
    csv += "\n";
    lines += line + "}\n";
  }
  CHECK(text_of(events(csv, format())) == text_of(events(lines, format(), {}, As::json_lines)));
}

TEST_CASE("a file that ends in .jsonl is JSON Lines", "[records]") {
  const Folder folder;
  const std::string text = "{\"household\": \"H2\"}\n{\"household\": \"H1\", \"joined\": \"2026-01-01\"}\n";
  const Roster read = read_roster(folder.write("roster.jsonl", text), bare());
  CHECK(text_of(read) == "H1 2026-01-01 9999-12-31\n  - -\nH2 0001-01-01 9999-12-31\n  - -\n");
}
