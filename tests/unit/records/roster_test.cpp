// The roster: rows of households, what holds when, and what does not fit together.
#include <algorithm>
#include <random>

#include "support/catch.hpp"
#include "unit/records/reading.hpp"

using namespace reading;

namespace {
const std::string header = "household,grid,size,poor,joined,left,from,name\n";
}

TEST_CASE("households come in the order of their ids' bytes, their rows by from", "[records]") {
  const Roster read = roster(header +
                                 "户1,g1,3,true,,,,Li\n"
                                 "H2,g2,1.5,,2020-01-01,,2026-06-01,\n"
                                 "H10,g1,,false,,2026-12-31,,\n"
                                 "H2,g1,2,,,,,Wang\n"
                                 "H2,,4,,2020-01-01,,2026-03-01,\n",
                             format());
  CHECK(text_of(read) ==
        "H10 0001-01-01 2026-12-31\n"
        "  - g1 - false -\n"
        "H2 2020-01-01 9999-12-31\n"
        "  - g1 2 - Wang\n"
        "  2026-03-01 - 4 - -\n"
        "  2026-06-01 g2 1.5 - -\n"
        "户1 0001-01-01 9999-12-31\n"
        "  - g1 3 true Li\n");
  CHECK(read.find("H2") == 1);
  CHECK(read.find("户1") == 2);
  CHECK(read.find("H3") == no_id);
  CHECK(read.find("") == no_id);
  CHECK(read.row(1, Date::of(2025, 1, 1)) == 1);
  CHECK(read.row(1, Date::of(2026, 2, 28)) == 1);
  CHECK(read.row(1, Date::of(2026, 3, 1)) == 2);
  CHECK(read.row(1, Date::of(2030, 1, 1)) == 3);
  CHECK(!read.is_active(1, Date::of(2019, 12, 31)));
  CHECK(read.is_active(1, Date::of(2020, 1, 1)));
  CHECK(!read.is_active(0, Date::of(2026, 12, 31)));
}

TEST_CASE("an empty roster", "[records]") {
  CHECK(Roster().size() == 0);
  CHECK(Roster().find("H1") == no_id);
  CHECK(Roster(bare(), {}).size() == 0);
  CHECK(roster("household\n").find("H1") == no_id);
}

TEST_CASE("what is wrong with a roster", "[records]") {
  const auto issues = [](const std::string& rows) { return roster_issues(header + rows, format()); };
  CHECK(roster_issues("grid,size\n", format()) ==
        "t.csv:1:1: household: the column `household` is missing\n"
        "t.csv:1:1: poor: the column `poor` is missing\n");
  CHECK(issues(",g1,1,true,,,,\n") == "t.csv:2:1: household: the cell is empty, but every row needs a value here\n");
  CHECK(issues("H1,g1,x,maybe,2026-02-30,,,\n") ==
        "t.csv:2:7: size: `x` is not a number; a number is written like 12 or -0.5\n"
        "t.csv:2:9: poor: `maybe` is neither `true` nor `false`\n"
        "t.csv:2:15: joined: `2026-02-30` is not a date of the calendar; a date is written like 2026-03-05\n");
  CHECK(issues("H1,g1,1,,,,2026-01-01,\nH2,g1,1,,,,,\nH1,g1,1,,,,2026-01-01,\n") ==
        "t.csv:4:12: from: the rows of `H1` in lines 2 and 4 hold from the same day; there may be one for each day\n");
  CHECK(issues("H1,g1,1,,,,,\nH1,g1,1,,,,,\n") ==
        "t.csv:3:12: from: the rows of `H1` in lines 2 and 3 hold from the same day; there may be one for each day\n");
  CHECK(issues("H1,g1,1,,2020-01-01,,,\nH1,g1,1,,2020-01-02,,2026-01-01,\n") ==
        "t.csv:3:10: joined: the rows of `H1` in lines 2 and 3 give different days: 2020-01-01 and 2020-01-02\n");
  CHECK(issues("H1,g1,1,,,2027-01-01,,\nH1,g1,1,,,2027-01-02,2026-01-01,\n") ==
        "t.csv:3:11: left: the rows of `H1` in lines 2 and 3 give different days: 2027-01-01 and 2027-01-02\n");
  CHECK(issues("H1,g1,1,,2020-01-02,,,\nH1,g1,1,,,2020-01-01,2026-01-01,\n") ==
        "t.csv:3:11: left: left on 2020-01-01, before it joined on 2020-01-02\n");
  CHECK(issues("H1,g1,1,,2020-01-01,2020-01-01,,\n").empty());
  // The subject has the name that the rule list gives.
  TableFormat grids = bare();
  grids.subject = "grid";
  CHECK(roster("grid,household\nG1,x\n", grids).id(0) == "G1");
}

TEST_CASE("households whose rows do not fit together are put aside whole", "[records]") {
  std::vector<BadRow> bad;
  ReadOptions options;
  options.bad_rows = &bad;
  const Roster read = roster(
      "household,joined,left,from\n"
      "H1,,,\n"
      "H2,2020-01-01,,\n"
      "H2,,,2026-01-01\n"
      "H2,2021-01-01,,2026-02-01\n"
      "H3,2026,,\n"
      "H4,2022-01-01,2021-01-01,\n",
      bare(), options);
  CHECK(text_of(read) == "H1 0001-01-01 9999-12-31\n  - -\n");
  CHECK(text_of(bad) ==
        "3[H2,2020-01-01,,] t.csv:3:4: joined: the rows of `H2` in lines 3 and 5 give different days: 2020-01-01 and "
        "2021-01-01\n"
        "4[H2,,,2026-01-01] t.csv:4:4: joined: the rows of `H2` in lines 3 and 5 give different days: 2020-01-01 and "
        "2021-01-01\n"
        "5[H2,2021-01-01,,2026-02-01] t.csv:5:4: joined: the rows of `H2` in lines 3 and 5 give different days: "
        "2020-01-01 and 2021-01-01\n"
        "6[H3,2026,,] t.csv:6:4: joined: `2026` is not a date of the calendar; a date is written like 2026-03-05\n"
        "7[H4,2022-01-01,2021-01-01,] t.csv:7:15: left: left on 2021-01-01, before it joined on 2022-01-01\n");
}

TEST_CASE("the order of a roster's rows means nothing", "[records]") {
  std::mt19937_64 random(9);
  std::vector<std::string> rows;
  for (int i = 0; i < 400; ++i) {
    rows.push_back("H" + std::to_string(i % 150) + ",g" + std::to_string(i % 7) + "," + std::to_string(i + 1) +
                   (i % 5 == 0 ? "000000000000000.5" : "") + ",,,," + (i < 150 ? "" : Date{20'000 + i}.to_string()) +
                   ",\n");
  }
  std::string expected;
  for (int order = 0; order < 5; ++order) {
    std::string text = header;
    for (const std::string& row : rows) text += row;
    const std::string read = text_of(roster(text, format()));
    if (order == 0) expected = read;
    CHECK(read == expected);
    std::shuffle(rows.begin(), rows.end(), random);
  }
}

TEST_CASE("a roster's columns handed over are checked", "[records]") {
  const auto good = [] {
    Roster::Columns columns;
    columns.household.add("H1");
    columns.household.add("H2");
    columns.joined = std::vector<std::int32_t>{INT32_MIN, 5};
    columns.left = std::vector<std::int32_t>{INT32_MAX, 9};
    columns.first_row = std::vector<Id>{0, 2, 3};
    columns.from = std::vector<std::int32_t>{INT32_MIN, 100, INT32_MIN};
    return columns;
  };
  CHECK(Roster(bare(), good()).find("H2") == 1);
  const auto is_refused = [&](auto spoil) {
    Roster::Columns spoilt = good();
    spoil(spoilt);
    CHECK_THROWS_AS(Roster(bare(), std::move(spoilt)), UsageError);
  };
  is_refused([](Roster::Columns& c) { c.household.add("H0"); });
  is_refused([](Roster::Columns& c) {
    c.household = IdColumn();
    c.household.add("H2");
    c.household.add("H1");
  });
  is_refused([](Roster::Columns& c) { c.first_row = std::vector<Id>{0, 2}; });
  is_refused([](Roster::Columns& c) { c.first_row = std::vector<Id>{0, 0, 3}; });
  is_refused([](Roster::Columns& c) { c.first_row = std::vector<Id>{0, 4, 3}; });
  is_refused([](Roster::Columns& c) { c.first_row = std::vector<Id>{1, 2, 3}; });
  is_refused([](Roster::Columns& c) { c.from = std::vector<std::int32_t>{7, 7, 0}; });
  is_refused([](Roster::Columns& c) { c.left = std::vector<std::int32_t>{INT32_MAX, 4}; });
  is_refused([](Roster::Columns& c) { c.groups.emplace_back(); });
}
