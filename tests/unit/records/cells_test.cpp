// Cells: numbers, dates, moments, truth values, ids; and what is said of those that are none.
#include "records/date_reader.hpp"

#include <random>

#include "support/catch.hpp"
#include "unit/records/reading.hpp"

using namespace reading;

namespace {

/// The issue for a cell of a column of events, without its place.
std::string issue_of(const std::string& column, const std::string& cell) {
  const std::string names = "event,household,kind,at,quantity,recorded,level,extra,night,due";
  std::string row;
  std::string rest = names + ",";
  while (!rest.empty()) {
    const std::string name = rest.substr(0, rest.find(','));
    rest.erase(0, name.size() + 1);
    const std::string usual = name == "at" ? "2026-01-02" : name == "event" ? "e1" : name == "kind" ? "k" : "";
    row += (row.empty() ? "\"" : ",\"") + (name == column ? cell : usual) + "\"";
  }
  const std::string issues = event_issues(names + "\n" + row + "\n", format());
  const std::size_t begin = issues.find(column + ": ");
  return begin == std::string::npos ? issues : issues.substr(begin + column.size() + 2);
}

const std::string not_a_number = "` is not a number; a number is written like 12 or -0.5";
const std::string not_a_date_or_moment =
    "` is neither a date like 2026-03-05 nor a moment like 2026-03-05T20:15:00+08:00";

}  // namespace

TEST_CASE("numbers that are none, and what was meant", "[records]") {
  const std::vector<std::pair<std::string, std::string>> hints{
      {"１２", "; write `12`"},
      {"１２．５", "; write `12.5`"},
      {"1 ", "; write `1`"},
      {" 1", "; write `1`"},
      {"+1", "; write `1`"},
      {".5", "; write `0.5`"},
      {"5.", "; write `5`"},
      {"00", "; write `0`"},
      {"01", "; write `1`"},
      {"-007.50", "; write `-7.50`"},
      {"00.5", "; write `0.5`"},
      {"1,234,567.5", "; write `1234567.5`"},
      {"1,5", "; the decimal point is written as `.`, and thousands are not separated"},
      {"1，5", "; the decimal point is written as `.`, and thousands are not separated"},
      {"1,000", "; the decimal point is written as `.`, and thousands are not separated"},
      {"NaN", ""},
      {"0x10", ""},
      {"1_000", ""},
      {"Infinity", ""},
      {"٣", ""},
      {"abc", ""},
      {"--1", ""},
      {"1.2.3", ""},
      {"-", ""},
      {"1e", ""},
      {".", ""},
  };
  for (const auto& [cell, hint] : hints) {
    CHECK(issue_of("quantity", cell) == "`" + cell + not_a_number + hint + "\n");
    CHECK(issue_of("extra", cell) == "`" + cell + not_a_number + hint + "\n");
  }
  CHECK(issue_of("quantity", "1234567890123456789") ==
        "`1234567890123456789` has more than 18 digits before the point\n");
  CHECK(issue_of("quantity", "0.1234567891") == "`0.1234567891` has more than 9 digits after the point\n");
  CHECK(issue_of("quantity", "1e19") == "`1e19` has an exponent beyond 18\n");
  CHECK(issue_of("quantity", std::string(200, '9'))
            .starts_with("`" + std::string(60, '9') + "…` has more than 18 digits"));
}

TEST_CASE("numbers keep their value whatever they are written with", "[records]") {
  const std::vector<std::pair<std::string, std::string>> cells{
      {"0", "0"},
      {"-0", "0"},
      {"-0.0", "0"},
      {"7", "7"},
      {"-12.5", "-12.5"},
      {"0.000000001", "0.000000001"},
      {"999999999999999999", "999999999999999999"},
      {"-999999999999999999.999999999", "-999999999999999999.999999999"},
      {"1.500000000", "1.5"},
      {"1e3", "1000"},
      {"12E-1", "1.2"},
      {"123456789012345678", "123456789012345678"},
      {"12345678901234567.8", "12345678901234567.8"},
  };
  // In every order of two, so that the scale of the column is raised before and behind each.
  for (const auto& [first, first_value] : cells) {
    for (const auto& [second, second_value] : cells) {
      const Events read = events("event,household,kind,at,quantity\na,,k,2026-01-02," + first +
                                 "\nb,,k,2026-01-02,\nc,,k,2026-01-02," + second + "\n");
      const DecimalColumn& column = read.columns().quantity;
      INFO(first << " and " << second);
      CHECK(column.at(0).to_string() == first_value);
      CHECK(!column.has(1));
      CHECK(column.at(2).to_string() == second_value);
    }
  }
}

TEST_CASE("a column of decimals has the scale of its finest value", "[records]") {
  const auto scale = [](const std::string& a, const std::string& b) {
    return events("event,household,kind,at,points\na,,k,2026-01-02," + a + "\nb,,k,2026-01-02," + b + "\n")
        .columns()
        .points.decimals;
  };
  CHECK(scale("1", "2") == 0);
  CHECK(scale("1", "2.25") == 2);
  CHECK(scale("2.250", "1") == 2);
  CHECK(scale("1.000", "") == 0);
  CHECK(scale("0.123456789", "1") == 9);
}

TEST_CASE("dates that are none, and what was meant", "[records]") {
  const std::vector<std::pair<std::string, std::string>> hints{
      {"2026/3/5", "; write `2026-03-05`"},
      {"2026.03.05", "; write `2026-03-05`"},
      {"20260305", "; write `2026-03-05`"},
      {"2026年3月5日", "; write `2026-03-05`"},
      {"2026-3-5", "; write `2026-03-05`"},
      {"２０２６－０３－０５", "; write `2026-03-05`"},
      {" 2026-03-05", "; write `2026-03-05`"},
      {"2026-03-05\n", "; write `2026-03-05`"},
      {"2026-02-29", ""},
      {"2026-13-01", ""},
      {"2026-00-01", ""},
      {"2026-01-00", ""},
      {"0000-01-01", ""},
      {"05/03/2026", ""},
      {"2026-03", ""},
      {"-026-03-05", ""},
      {"2026-03-0a", ""},
      {"2026-03-:5", ""},
      {"today", ""},
  };
  const auto as_shown = [](std::string cell) {
    return cell.ends_with('\n') ? cell.substr(0, cell.size() - 1) + "\\x0A" : cell;
  };
  for (const auto& [cell, hint] : hints) {
    CHECK(issue_of("at", cell) == "`" + as_shown(cell) + not_a_date_or_moment + hint + "\n");
    CHECK(issue_of("due", cell) ==
          "`" + as_shown(cell) + "` is not a date of the calendar; a date is written like 2026-03-05" + hint + "\n");
  }
}

TEST_CASE("moments that are none, and what was meant", "[records]") {
  const std::vector<std::pair<std::string, std::string>> hints{
      {"2026-03-05 20:15", "; write `2026-03-05T20:15:00+08:00`"},
      {"2026-03-05T20:15:00", "; write `2026-03-05T20:15:00+08:00`"},
      {"2026-03-05 20:15:00Z", "; write `2026-03-05T20:15:00Z`"},
      {"2026-03-05T24:00:00+08:00", ""},
      {"2026-03-05T23:59:60Z", ""},
      {"2026-03-05T20:60:00Z", ""},
      {"2026-03-05T20:15:00.1234567Z", ""},
      {"2026-03-05T20:15:00+24:00", ""},
      {"2026-03-05T20:15:00+0800", ""},
      {"2026-03-05T20:15:0xZ", ""},
      {"2026-02-30T20:15:00Z", ""},
  };
  for (const auto& [cell, hint] : hints) {
    CHECK(issue_of("at", cell) == "`" + cell + not_a_date_or_moment + hint + "\n");
    CHECK(issue_of("recorded", cell) ==
          "`" + cell + "` is not a moment; a moment is written like 2026-03-05T20:15:00+08:00" + hint + "\n");
  }
  CHECK(issue_of("recorded", "2026-01-02") ==
        "`2026-01-02` is a date; here a moment is needed, with the time of day; write `2026-01-02T00:00:00+08:00`\n");
  CHECK(issue_of("at", "9999-12-31T23:00:00Z") == "`9999-12-31T23:00:00Z` lies outside the years 1 to 9999\n");
  CHECK(issue_of("at", "0001-01-01T00:00:00+14:00") ==
        "`0001-01-01T00:00:00+14:00` lies outside the years 1 to 9999\n");
}

TEST_CASE("dates and moments are read as the calendar does", "[records]") {
  std::mt19937_64 random(11);
  for (const int offset : {0, 480, -210, 840, -720}) {
    records::DateReader reader(offset);
    for (int i = 0; i < 20'000; ++i) {
      const auto seconds = static_cast<std::int64_t>(random() % 250'000'000'000U) - 60'000'000'000;
      const bool has_fraction = i % 5 == 0;
      const Moment moment{seconds * 1'000'000 + (has_fraction ? static_cast<std::int64_t>(random() % 1'000'000) : 0)};
      const int zone = i % 3 == 0 ? 480 : i % 3 == 1 ? static_cast<int>(random() % 1600) - 800 : 0;
      std::string text = moment.to_string(zone);
      if (zone == 0 && i % 2 == 0) text = text.substr(0, text.size() - 6) + "Z";
      const std::size_t size = text.size();
      text.resize(size + records::cell_padding);
      records::CivilMoment value;
      INFO(text << " at " << offset);
      REQUIRE(reader.date_or_moment({text.data(), static_cast<std::uint32_t>(size)}, value) ==
              records::CellFault::none);
      REQUIRE(value.day == moment.date(offset).days);
      REQUIRE(std::int64_t{value.second} * 1'000'000 + value.microsecond == moment.microseconds_of_day(offset));
      std::int64_t microseconds = 0;
      REQUIRE(reader.moment({text.data(), static_cast<std::uint32_t>(size)}, microseconds) == records::CellFault::none);
      REQUIRE(microseconds == moment.microseconds);
    }
    for (std::int32_t day = Date::of(1, 1, 1).days; day <= Date::of(9999, 12, 31).days; day += 13) {
      std::string text = Date{day}.to_string();
      text.resize(10 + records::cell_padding);
      std::int32_t read = 0;
      REQUIRE(reader.date({text.data(), 10}, read) == records::CellFault::none);
      REQUIRE(read == day);
    }
  }
}

TEST_CASE("truth values", "[records]") {
  for (const std::string yes : {"1", "yes", "TRUE", "True", "Y", "是", " true"}) {
    CHECK(issue_of("night", yes) == "`" + yes + "` is neither `true` nor `false`; write `true`\n");
  }
  for (const std::string no : {"0", "no", "FALSE", "否"}) {
    CHECK(issue_of("night", no) == "`" + no + "` is neither `true` nor `false`; write `false`\n");
  }
  CHECK(issue_of("night", "maybe") == "`maybe` is neither `true` nor `false`\n");
  CHECK(issue_of("night", "true").empty());
  CHECK(issue_of("night", "false").empty());
  CHECK(issue_of("night", "").empty());
}

TEST_CASE("ids", "[records]") {
  CHECK(issue_of("event", "") == "the cell is empty, but every row needs a value here\n");
  CHECK(issue_of("kind", "") == "the cell is empty, but every row needs a value here\n");
  CHECK(issue_of("at", "") == "the cell is empty, but every row needs a value here\n");
  CHECK(issue_of("household", "").empty());
  for (const std::string column : {"event", "household", "kind"}) {
    CHECK(issue_of(column, std::string(128, 'x')).empty());
    CHECK(issue_of(column, std::string(129, 'x')) ==
          "the id `" + std::string(60, 'x') + "…` has 129 bytes; there may be 128\n");
    CHECK(issue_of(column, "a\tb") == "the id `a\\x09b` holds the invisible character U+0009\n");
    CHECK(issue_of(column, "a\nb") == "the id `a\\x0Ab` holds the invisible character U+000A\n");
    CHECK(issue_of(column, "a\u200Bb").ends_with("holds the invisible character U+200B\n"));
    CHECK(issue_of(column, "a\u202Eb").ends_with("holds the invisible character U+202E\n"));
    CHECK(issue_of(column, "a\u0085b").ends_with("holds the invisible character U+0085\n"));
    CHECK(issue_of(column, "户 1=+-@\U0001F600'; DROP TABLE").empty());
  }
}
