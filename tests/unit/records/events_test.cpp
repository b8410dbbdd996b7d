// Events: what a row says, rows that come again, revocations, bad rows.
#include <algorithm>
#include <random>

#include "support/catch.hpp"
#include "unit/records/reading.hpp"

using namespace reading;

namespace {

const std::string header = "event,household,kind,at,quantity,recorded,revokes\n";

std::string shuffled(const std::string& head, std::vector<std::string> rows, std::mt19937_64& random) {
  std::shuffle(rows.begin(), rows.end(), random);
  std::string text = head;
  for (const std::string& row : rows) text += row + "\n";
  return text;
}

}  // namespace

TEST_CASE("an event holds what its row says", "[records]") {
  const Events read = events(
      "at,event,kind,household,level,night,extra,due,member,act,grade,points,quantity,recorded\n"
      "2026-03-05T00:15:00+09:00,e1,visit,H1,village,true,-1.25,2026-04-01,m1,a1,good,3,2.50,2026-03-06T12:00:00Z\n"
      "2026-03-05,e2,visit,,,,,,,,,,,\n"
      "2026-03-05T20:15:00.000250Z,e3,meeting,户 1,town,false,0,,,,,,7,\n",
      format());
  CHECK(text_of(read) ==
        "e1 H1 visit 2026-03-04/83700.0 recorded 1772798400000000 2.5 3 good m1 a1 village -1.25 true 2026-04-01\n"
        "e2 - visit 2026-03-05/-1.0 recorded - - - - - - - - - -\n"
        "e3 户 1 meeting 2026-03-06/15300.250 recorded - 7 - - - - town 0 false -\n");
  CHECK(read.size() == 3);
  CHECK(read.format() == format());
}

TEST_CASE("columns without any value are empty", "[records]") {
  const Events read = events(header + "e1,H1,k,2026-01-02,,,\n");
  const Events::Columns& columns = read.columns();
  CHECK(columns.quantity.mantissas.empty());
  CHECK(columns.points.mantissas.empty());
  CHECK(columns.recorded.empty());
  CHECK(columns.microsecond.empty());
  CHECK(columns.member.ids.empty());
  CHECK(!columns.quantity.has(0));
  CHECK(!columns.member.has(0));
}

TEST_CASE("a column that begins late holds nothing for the rows before", "[records]") {
  std::string text = "event,household,kind,at,quantity,recorded,member\n";
  for (int i = 0; i < 5'000; ++i) text += "e" + std::to_string(i) + ",H,k,2026-01-02,,,\n";
  text += "last,H,k,2026-01-02T00:00:00.5Z,1,1970-01-01T00:00:01Z,m\n";
  const Events read = events(text);
  const Events::Columns& columns = read.columns();
  CHECK(!columns.quantity.has(4'999));
  CHECK(columns.quantity.at(5'000) == Number(1));
  CHECK(columns.recorded[4'999] == absent_cell);
  CHECK(columns.recorded[5'000] == 1'000'000);
  CHECK(columns.microsecond[4'999] == 0);
  CHECK(columns.microsecond[5'000] == 500'000);
  CHECK(!columns.member.has(4'999));
  CHECK(columns.member.at(5'000) == "m");
}

TEST_CASE("the same row again counts once", "[records]") {
  const std::string row = "e1,H1,k,2026-01-02,1,,\n";
  CHECK(text_of(events(header + row + "e2,H1,k,2026-01-02,1,,\n" + row + "\"e1\",H1,\"k\",2026-01-02,1,,\n")) ==
        "duplicate e1 H1\n"
        "duplicate e1 H1\n"
        "e1 H1 k 2026-01-02/-1 recorded - 1 - - - -\n"
        "e2 H1 k 2026-01-02/-1 recorded - 1 - - - -\n");
  // Columns that are not read do not count.
  CHECK(events("event,household,kind,at,note\ne1,H1,k,2026-01-02,x\ne1,H1,k,2026-01-02,y\n").duplicates().size() == 1);
}

TEST_CASE("the same id with other content is an error that names both lines", "[records]") {
  CHECK(event_issues(header + "e1,H1,k,2026-01-02,1,,\ne2,H1,k,2026-01-02,1,,\ne1,H1,k,2026-01-02,2,,\n") ==
        "t.csv:4:1: event: the id `e1` is in line 2 too, with other content; `quantity` is `2` here and `1` there\n");
  // The cells count as they are written.
  CHECK(event_issues(header + "e1,H1,k,2026-01-02,1,,\ne1,H1,k,2026-01-02,1.0,,\n") ==
        "t.csv:3:1: event: the id `e1` is in line 2 too, with other content; `quantity` is `1.0` here and `1` there\n");
  CHECK(event_issues(header + "e1,H1,k,2026-01-02,1,,\ne1,,,,,,e9\n") ==
        "t.csv:3:1: event: the id `e1` is in line 2 too, with other content; `household` is `` here and `H1` there\n");
}

TEST_CASE("a revocation needs its own id and whom it revokes", "[records]") {
  const std::string text = header +
                           "e1,H1,k,2026-01-02,,,\n"
                           "r1,,,,,2026-01-03T00:00:00Z,e1\n"
                           "r2,H9,nonsense,not a date,x,,e9\n"
                           "r3,,,,,,r1\n"
                           "r1,,,2026-09-09,,2026-01-03T00:00:00Z,e1\n";
  CHECK(text_of(events(text)) ==
        "duplicate r1 \n"
        "e1 H1 k 2026-01-02/-1 recorded - - - - - -\n"
        "revocation r1  1767398400000000 e1 of e1\n"
        "revocation r2 H9 -9223372036854775808 e9 of nothing\n"
        "revocation r3  -9223372036854775808 r1 of nothing\n");
  CHECK(event_issues(header + ",,,,,,e1\nr1,H\x01,,,,,e1\n") ==
        "t.csv:2:1: event: the cell is empty, but every row needs a value here\n"
        "t.csv:3:5: household: the control character U+0001 cannot stand in a table\n");
  CHECK(event_issues(header + "r1,,,,,2026-01-03,e1\nr2,,,,,,\"e\n1\"\n") ==
        "t.csv:2:8: recorded: `2026-01-03` is a date; here a moment is needed, with the time of day; write "
        "`2026-01-03T00:00:00+08:00`\n"
        "t.csv:3:9: revokes: the id `e\\x0A1` holds the invisible character U+000A\n");
  CHECK(event_issues(header + "r1,,,,,,e1\nr1,,,,,,e2\n") ==
        "t.csv:3:1: event: the id `r1` is in line 2 too, with other content; `revokes` is `e2` here and `e1` there\n");
}

TEST_CASE("bad rows are put aside and the rest is read", "[records]") {
  std::vector<BadRow> bad;
  ReadOptions options;
  options.bad_rows = &bad;
  const Events read = events(header +
                                 "e1,H1,k,2026-01-02,1,,\n"
                                 "e2,H1,,2026-13-01,x,,\n"
                                 "e3,H1,k\n"
                                 "e4,\"H1,k,2026-01-02,,,\n"
                                 "e5,H1,k,2026-01-02,1,,\n"
                                 "e6,H1,k,2026-01-02,1,,\n"
                                 "e6,H1,k,2026-01-02,2,,\n"
                                 "r1,,,,,2026,e1\n"
                                 "r2,,,,,,e6\n"
                                 "r3,,,,,,e5\n",
                             bare(), options);
  CHECK(text_of(read) ==
        "e1 H1 k 2026-01-02/-1 recorded - 1 - - - -\n"
        "e5 H1 k 2026-01-02/-1 recorded - 1 - - - -\n"
        "revocation r2  -9223372036854775808 e6 of nothing\n"
        "revocation r3  -9223372036854775808 e5 of e5\n");
  CHECK(text_of(bad) ==
        "3[e2,H1,,2026-13-01,x,,] t.csv:3:7: kind: the cell is empty, but every row needs a value here\n"
        "4[e3,H1,k] t.csv:4:8: kind: the row has 3 cells, the header 7\n"
        "5[e4,\"H1,k,2026-01-02,,,] t.csv:5:4: household: the quote that begins this cell is never closed\n"
        "7[e6,H1,k,2026-01-02,1,,] t.csv:7:1: event: the id `e6` is in line 8 too, with other content; `quantity` is "
        "`1` here and `2` there\n"
        "8[e6,H1,k,2026-01-02,2,,] t.csv:8:1: event: the id `e6` is in line 7 too, with other content; `quantity` is "
        "`2` here and `1` there\n"
        "9[r1,,,,,2026,e1] t.csv:9:8: recorded: `2026` is not a moment; a moment is written like "
        "2026-03-05T20:15:00+08:00\n");
}

TEST_CASE("a bad row and a good one of the same id are both bad", "[records]") {
  const std::string good = "e1,H1,k,2026-01-02,1,,\n";
  const std::string wrong = "e1,H1,k,2026-13-02,1,,\n";
  for (const std::string& rows : {good + wrong, wrong + good, good + good + wrong, wrong + good + wrong}) {
    std::vector<BadRow> bad;
    ReadOptions options;
    options.bad_rows = &bad;
    CHECK(events(header + rows, bare(), options).size() == 0);
    CHECK(bad.size() == rows.size() / good.size());
  }
}

TEST_CASE("the order of the rows means nothing", "[records]") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 40; ++round) {
    std::vector<std::string> rows;
    for (int i = 0; i < 200; ++i) {
      const std::string id = "e" + std::to_string(random() % 150);
      switch (random() % 12) {
        case 0: rows.push_back("r" + std::to_string(random() % 20) + ",,,,,," + id); break;
        case 1: rows.push_back(id + ",H1,k,2026-01-32,1,,"); break;
        case 2: rows.push_back(id + ",H1,k,2026-01-02,," + (random() % 2 == 0 ? "2026-01-02T10:00:00Z," : ",")); break;
        case 3: rows.push_back(id + ",H1"); break;
        case 4: rows.push_back("\"" + id + "\",H1,\"k\",2026-01-02,1,,"); break;
        default: rows.push_back(id + ",H1,k,2026-01-02,1,,"); break;
      }
    }
    std::string expected;
    std::vector<std::string> expected_bad;
    for (int order = 0; order < 4; ++order) {
      std::vector<BadRow> bad;
      ReadOptions options;
      options.bad_rows = &bad;
      const Events read = events(shuffled(header, rows, random), bare(), options);
      std::vector<std::string> texts;
      for (const BadRow& row : bad) texts.push_back(row.text);
      std::sort(texts.begin(), texts.end());
      if (order == 0) {
        expected = text_of(read);
        expected_bad = texts;
        // Every row is found again.
        CHECK(read.size() + read.revocations().size() + read.duplicates().size() + bad.size() == rows.size());
      }
      CHECK(text_of(read) == expected);
      CHECK(texts == expected_bad);
    }
  }
}

TEST_CASE("repeats are found across the windows of a file", "[records]") {
  std::string text = header;
  const auto row = [](int i) { return "e" + std::to_string(i) + ",H" + std::to_string(i % 7) + ",k,2026-01-02,1,,\n"; };
  for (int i = 0; i < 20'000; ++i) text += row(i);
  for (int i = 0; i < 20'000; i += 3) text += row(i);
  const Events read = events(text);
  CHECK(read.size() == 20'000);
  CHECK(read.duplicates().size() == 6'667);
  CHECK(read.duplicates()[1].id == "e10002");
  CHECK(read.duplicates()[1].household == "H6");
  text += "e19999,H9,k,2026-01-02,1,,\n";
  CHECK(event_issues(text) ==
        "t.csv:26669:1: event: the id `e19999` is in line 20001 too, with other content; `household` is `H9` here and "
        "`H0` there\n");
}

TEST_CASE("at most a hundred issues are listed", "[records]") {
  const auto with = [](int rows) {
    std::string text = header;
    for (int i = 0; i < rows; ++i) text += "e" + std::to_string(i) + ",H1,k,x,,,\n";
    try {
      (void)events(text);
    } catch (const InputError& error) {
      return error.issues().size();
    }
    return std::size_t{0};
  };
  CHECK(with(100) == 100);
  CHECK(with(101) == 101);
  CHECK(with(50'000) == 101);
}

TEST_CASE("warnings name what is ignored and what may be mistaken", "[records]") {
  Issues warnings;
  ReadOptions options;
  options.warnings = &warnings;
  (void)events("event,household,kind,at,foo,\"b,ar\"\ne1,He\u0301,k,2026-01-02,,\n", bare(), options);
  CHECK(text_of(warnings) ==
        "t.csv: `He\u0301` is written with combining characters: an id that looks the same but has other bytes is "
        "another "
        "id\n"
        "t.csv:1: columns that nothing is known of are ignored: `foo`, `b,ar`\n");
}

TEST_CASE("rows in memory are read like those of a file", "[records]") {
  const std::vector<Cells> rows{
      {{"event", "e1"}, {"household", "H1"}, {"kind", "k"}, {"at", "2026-01-02"}, {"extra", "1.50"}},
      {{"kind", "k"}, {"event", "e2"}, {"at", "2026-01-02T10:00:00Z"}, {"unknown", "x"}},
      {{"event", "r1"}, {"revokes", "e1"}},
  };
  Issues warnings;
  ReadOptions options;
  options.warnings = &warnings;
  CHECK(text_of(make_events(rows, format(), "given", options)) ==
        "e1 H1 k 2026-01-02/-1 recorded - - - - - - - 1.5 - -\n"
        "e2 - k 2026-01-02/64800 recorded - - - - - - - - - -\n"
        "revocation r1  -9223372036854775808 e1 of e1\n");
  CHECK(text_of(warnings) == "given:1: columns that nothing is known of are ignored: `unknown`\n");
  const std::vector<Cells> wrong{
      {{"event", "e1"}, {"kind", "k"}},
      {{"event", "e2"}, {"event", "e3"}},
      {{"event", "e\xFF"}},
      {{"event", std::string_view("a\0b", 3)}},
  };
  CHECK(issues_of([&] { (void)make_events(wrong, bare(), "given"); }) ==
        "given:1: at: the cell is empty, but every row needs a value here\n"
        "given:2: event: the column `event` is there twice\n"
        "given:3: event: the bytes from byte 1 of the cell on are not UTF-8\n"
        "given:4: event: the control character U+0000 cannot stand in a table\n");
}

TEST_CASE("columns handed over are checked", "[records]") {
  const auto good = [] {
    Events::Columns columns;
    columns.id.add("e1");
    columns.id.add("e2");
    auto kinds = std::make_shared<Dictionary>();
    kinds->add("k");
    columns.kind = {std::vector<Id>{0, 0}, kinds};
    columns.date = std::vector<std::int32_t>{20'000, 20'001};
    columns.second = std::vector<std::int32_t>{-1, 86'399};
    return columns;
  };
  const Events made(bare(), good(), {{"r1", "", absent_cell, "e2", no_id}, {"r2", "", absent_cell, "r1", no_id}});
  CHECK(made.size() == 2);
  CHECK(made.revocations()[0].target == 1);
  CHECK(made.revocations()[1].target == no_id);

  const auto is_refused = [&](auto spoil) {
    Events::Columns spoilt = good();
    spoil(spoilt);
    CHECK_THROWS_AS(Events(bare(), std::move(spoilt)), UsageError);
  };
  is_refused([](Events::Columns& c) { c.date = std::vector<std::int32_t>{1}; });
  is_refused([](Events::Columns& c) { c.second = std::vector<std::int32_t>{0, 86'400}; });
  is_refused([](Events::Columns& c) { c.kind = {}; });
  is_refused([](Events::Columns& c) { c.kind.ids = std::vector<Id>{0, 1}; });
  is_refused([](Events::Columns& c) { c.kind.texts = nullptr; });
  is_refused([](Events::Columns& c) { c.microsecond = std::vector<std::int32_t>{0, 1'000'000}; });
  is_refused([](Events::Columns& c) { c.recorded = std::vector<std::int64_t>{0}; });
  is_refused([](Events::Columns& c) { c.quantity = {std::vector<std::int64_t>{wide_cell, 0}, 0, nullptr}; });
  is_refused([](Events::Columns& c) { c.quantity = {std::vector<std::int64_t>{1, 0}, 10, nullptr}; });
  is_refused([](Events::Columns& c) { c.attributes.emplace_back(DecimalColumn{}); });
  TableFormat one = bare();
  one.event_attributes = {{"night", AttributeType::boolean}};
  Events::Columns other = good();
  other.attributes.emplace_back(DecimalColumn{});
  CHECK_THROWS_AS(Events(one, std::move(other)), UsageError);
  other = good();
  other.attributes.emplace_back(BoolColumn{std::vector<std::int8_t>{0, 2}});
  CHECK_THROWS_AS(Events(one, std::move(other)), UsageError);

  Events::Columns twice = good();
  twice.id = IdColumn();
  twice.id.add("e1");
  twice.id.add("e1");
  CHECK(issues_of([&] { (void)Events(bare(), std::move(twice)); }).find("the id `e1` is there twice") !=
        std::string::npos);
  CHECK_THROWS_AS(Events(bare(), good(), {{"e1", "", absent_cell, "e2", no_id}}), InputError);
}

TEST_CASE("a format with two columns of one name is refused", "[records]") {
  TableFormat twice = bare();
  twice.event_attributes = {{"kind", AttributeType::string}};
  CHECK_THROWS_AS(events("event\n", twice), UsageError);
}
