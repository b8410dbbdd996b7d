// Members, entries and published closings.
#include "support/catch.hpp"
#include "unit/records/reading.hpp"

using namespace reading;

namespace {

std::string member_issues(const std::string& rows) {
  return issues_of([&] { (void)members("member,household,joined,left,name\n" + rows); });
}

const Roster& two_households() {
  static const Roster read = roster("household\nH1\nH2\n");
  return read;
}

TableFormat points() {
  TableFormat format;
  format.decimals = 2;
  format.first_day = Date::of(2026, 1, 1);
  return format;
}

const std::string entry_header = "entry,household,at,cause,standing,spendable,of\n";

std::string entry_issues(const std::string& rows) {
  return issues_of([&] { (void)entries(entry_header + rows, points(), two_households()); });
}

std::string text_of(const Entries& entries) {
  std::string out;
  for (const Entries::Entry& one : entries.rows()) {
    out += one.id + " " + std::to_string(one.household) + " " + one.date.to_string() + "/" +
           std::to_string(one.microseconds_of_day) + " " + std::string(to_string(one.cause)) + " " +
           std::to_string(one.standing) + " " + std::to_string(one.spendable) +
           (one.of == no_id ? "" : " of " + std::to_string(one.of)) + "\n";
  }
  return out;
}

std::string published_issues(const std::string& file, const std::string& text) {
  const Folder folder;
  folder.write(file, text);
  std::string issues = issues_of([&] { (void)read_published(folder.path(), points(), two_households()); });
  const std::size_t name = issues.find(file);
  return name == std::string::npos ? issues : issues.substr(name);
}

}  // namespace

TEST_CASE("members are in a household from joined, included, to left, excluded", "[records]") {
  const Members read = members(
      "name,member,household,joined,left\n"
      "Li,m1,H2,2026-03-01,\n"
      ",m1,H1,,2026-02-01\n"
      ",m2,H1,,\n"
      ",m1,H2,2026-02-10,2026-02-20\n"
      ",m3,H1,2026-02-01,2026-02-01\n");
  CHECK(read.size() == 5);
  CHECK(read.on("m1", Date::of(2020, 1, 1))->household == "H1");
  CHECK(read.on("m1", Date::of(2026, 1, 31))->household == "H1");
  CHECK(read.on("m1", Date::of(2026, 2, 1)) == nullptr);
  CHECK(read.on("m1", Date::of(2026, 2, 10))->household == "H2");
  CHECK(read.on("m1", Date::of(2026, 2, 20)) == nullptr);
  CHECK(read.on("m1", Date::of(2026, 3, 1))->name == "Li");
  CHECK(read.on("m2", Date::of(9999, 12, 31))->household == "H1");
  CHECK(read.on("m3", Date::of(2026, 2, 1)) == nullptr);
  CHECK(read.on("m4", Date::of(2026, 2, 1)) == nullptr);
  CHECK(Members().on("m1", Date{}) == nullptr);
  CHECK(Members().size() == 0);
}

TEST_CASE("what is wrong with members", "[records]") {
  CHECK(issues_of([] { (void)members("name\n"); }) ==
        "t.csv:1:1: member: the column `member` is missing\n"
        "t.csv:1:1: household: the column `household` is missing\n");
  CHECK(member_issues(",,,,\n") ==
        "t.csv:2:1: member: the cell is empty, but every row needs a value here\n"
        "t.csv:2:2: household: the cell is empty, but every row needs a value here\n");
  CHECK(member_issues("m1,H1,2026-02-01,2026-01-31,\n") ==
        "t.csv:2:18: left: left on 2026-01-31, before it joined on 2026-02-01\n");
  CHECK(member_issues("m1,H1,,2026-02-02,\nm2,H1,,,\nm1,H2,2026-02-01,,\n") ==
        "t.csv:4:1: member: the stays of the member `m1` in lines 2 and 4 overlap\n");
  CHECK(member_issues("m1,H1,,,\nm1,H1,,,\n") ==
        "t.csv:3:1: member: the stays of the member `m1` in lines 2 and 3 overlap\n");
  // A long stay that two short ones fall into.
  CHECK(member_issues("m1,H2,2026-03-01,2026-04-01,\nm1,H1,2026-01-01,2027-01-01,\nm1,H2,2026-05-01,2026-06-01,\n") ==
        "t.csv:3:1: member: the stays of the member `m1` in lines 2 and 3 overlap\n");
  CHECK(member_issues("m1,H1,,2026-02-01,\nm1,H2,2026-02-01,,\n").empty());
  std::vector<std::pair<std::string, Members::Stay>> stays(2, {"m1", {}});
  CHECK_THROWS_AS(Members(stays), InputError);

  std::vector<BadRow> bad;
  ReadOptions options;
  options.bad_rows = &bad;
  const Members rest =
      members("member,household,joined,left\nm1,H1,,\nm2,H1,,\nm1,H2,,\nm1,H3,9999-01-01,9999-01-01\n", options);
  CHECK(rest.size() == 1);
  CHECK(bad.size() == 3);
}

TEST_CASE("entries stand in the order of moment and id", "[records]") {
  const Entries read = entries(entry_header +
                                   "x9,H2,2026-02-03T10:00:00+08:00,redemption,,-2.5,\n"
                                   "x2,H1,2026-02-03,transfer,1,1.00,\n"
                                   "x1,H2,2026-02-04,refund,,1,x9\n"
                                   "x10,H2,2026-02-03T10:00:00.5+08:00,refund,0,1.5,x9\n"
                                   "x0,H1,2026-01-01,opening,-90000000000000000,,\n"
                                   "x3,H1,2026-02-02T16:00:00Z,opening,,,\n",
                               points(), two_households());
  CHECK(text_of(read) ==
        "x0 0 2026-01-01/0 opening -9000000000000000000 0\n"
        "x2 0 2026-02-03/0 transfer 100 100\n"
        "x3 0 2026-02-03/0 opening 0 0\n"
        "x9 1 2026-02-03/36000000000 redemption 0 -250\n"
        "x10 1 2026-02-03/36000500000 refund 0 150 of 3\n"
        "x1 1 2026-02-04/0 refund 0 100 of 3\n");
  CHECK(Entries().rows().empty());
}

TEST_CASE("what is wrong with entries", "[records]") {
  CHECK(entry_issues("x1,H9,2025-12-31,gift,0.001,100000000000000000,\n") ==
        "t.csv:2:4: household: `H9` is not in the roster\n"
        "t.csv:2:7: at: 2025-12-31 lies before the first day of the rule book, 2026-01-01\n"
        "t.csv:2:18: cause: `gift` is no cause; there are redemption, refund, transfer and opening\n"
        "t.csv:2:23: standing: `0.001` is finer than the unit: points have 2 digits after the point\n"
        "t.csv:2:29: spendable: `100000000000000000` is too large for points\n");
  CHECK(entry_issues(",,,,,,\n") ==
        "t.csv:2:1: entry: the cell is empty, but every row needs a value here\n"
        "t.csv:2:2: household: the cell is empty, but every row needs a value here\n"
        "t.csv:2:3: at: the cell is empty, but every row needs a value here\n"
        "t.csv:2:4: cause: the cell is empty, but every row needs a value here\n");
  CHECK(entry_issues("x1,H1,2026-01-01,opening,,,\nx1,H1,2026-01-01,opening,,,\n") ==
        "t.csv:3:1: entry: the id `x1` is in line 2 too\n");
  CHECK(entry_issues("x1,H1,2026-01-01,opening,,1,x2\nx2,H1,2026-01-01,refund,,1,\n") ==
        "t.csv:2:29: of: `x2` stands in `of`, but a opening is of no other entry; only a refund is\n"
        "t.csv:3:28: of: a refund has to name the redemption that it gives back\n");
  CHECK(entry_issues("a,H1,2026-01-02,redemption,,-1,\nb,H2,2026-01-03,refund,,1,a\nc,H1,2026-01-01,refund,,1,a\n"
                     "d,H1,2026-01-03,refund,,1,z\ne,H1,2026-01-03,refund,,1,d\nf,H1,2026-01-03,refund,,1,f\n") ==
        "t.csv:3:27: of: `a` is a redemption of `H1`, not of `H2`\n"
        "t.csv:4:27: of: the refund stands before its redemption `a` (line 2)\n"
        "t.csv:5:27: of: there is no entry `z` that could be refunded\n"
        "t.csv:6:27: of: there is no entry `d` that could be refunded\n"
        "t.csv:7:27: of: `f` is a refund; only a redemption can be refunded\n");
  // At one moment the id decides which is first.
  CHECK(entry_issues("a,H1,2026-01-02,redemption,,-1,\nb,H1,2026-01-02,refund,,1,a\n").empty());
  CHECK(!entry_issues("b,H1,2026-01-02,redemption,,-1,\na,H1,2026-01-02,refund,,1,b\n").empty());
}

TEST_CASE("entries that do not fit together are put aside", "[records]") {
  const std::vector<std::string> rows{"a,H1,2026-01-02,redemption,,-1,\n", "b,H1,2026-01-03,refund,,1,a\n",
                                      "a,H1,2026-01-32,redemption,,-1,\n", "c,H1,2026-01-04,redemption,,-1,\n",
                                      "d,H1,2026-01-05,refund,,1,c\n"};
  for (const bool is_reversed : {false, true}) {
    std::string text = entry_header;
    for (std::size_t i = 0; i < rows.size(); ++i) text += rows[is_reversed ? rows.size() - 1 - i : i];
    std::vector<BadRow> bad;
    ReadOptions options;
    options.bad_rows = &bad;
    CHECK(text_of(entries(text, points(), two_households(), options)) ==
          "c 0 2026-01-04/0 redemption 0 -100\nd 0 2026-01-05/0 refund 0 100 of 0\n");
    CHECK(bad.size() == 3);
  }
}

TEST_CASE("entries from rows in memory", "[records]") {
  const std::vector<Cells> rows{
      {{"entry", "x"}, {"household", "H2"}, {"at", "2026-01-01"}, {"cause", "opening"}, {"standing", "3"}}};
  CHECK(text_of(make_entries(rows, points(), two_households())) == "x 1 2026-01-01/0 opening 300 0\n");
  const std::vector<Cells> persons{{{"member", "m"}, {"household", "H2"}}};
  CHECK(make_members(persons, bare()).on("m", Date{})->household == "H2");
  const std::vector<Cells> households{{{"household", "H2"}}, {{"household", "H1"}}};
  CHECK(make_roster(households, bare()).id(0) == "H1");
}

TEST_CASE("published closings keep their rows and their order", "[records]") {
  const Folder folder;
  CHECK(read_published(folder.path(), points(), two_households()).rankings.empty());
  folder.write(
      "rankings.csv",
      "closing,period,household,group,measure,rank,points\nc,2026-02-01,H2,g,12.50,1,5.00\nc,2026-02-01,H1,g,3,2,0\n"
      "c,2026-01-01,H1,g,3,1,-1.5\n");
  folder.write("ratings.csv", "closing,period,household,group,measure,rank,level\nr,2026-01-01,H1,,,,black\n");
  folder.write("dividends.jsonl",
               "{\"closing\":\"d\",\"period\":\"2026-01-01\",\"household\":\"H1\",\"amount\":12.5}\n");
  folder.write("benefits.csv", "closing,period,household,value,unit\nb,2026-01-01,H2,0.85,折\n");
  const Published read = read_published(folder.path(), points(), two_households());
  REQUIRE(read.rankings.size() == 3);
  CHECK(read.rankings[0].household == 1);
  CHECK(read.rankings[0].points == 500);
  CHECK(read.rankings[0].points_text == "5.00");
  CHECK(read.rankings[0].measure == "12.50");
  CHECK(read.rankings[2].points == -150);
  CHECK(read.rankings[2].period == Date::of(2026, 1, 1));
  CHECK(read.ratings.at(0).level == "black");
  CHECK(read.dividends.at(0).amount == "12.5");
  CHECK(read.benefits.at(0).unit == "折");
  CHECK_THROWS_AS(read_published(folder.path() / "none", points(), two_households()), MachineError);
}

TEST_CASE("what is wrong with published closings", "[records]") {
  const std::string benefits =
      published_issues("benefits.csv", "closing,period,household,value,unit\n,2026,H9,1,\nc,,H9,1,\n");
  CHECK(benefits.starts_with("benefits.csv:2:1: closing: the cell is empty, but every row needs a value here\n"));
  CHECK(benefits.find("benefits.csv:2:2: period: `2026` is not a date of the calendar") != std::string::npos);
  CHECK(benefits.find("benefits.csv:3:3: period: the cell is empty") != std::string::npos);
  const auto ranking = [](const std::string& rows) {
    return published_issues("rankings.csv", "closing,period,household,group,measure,rank,points\n" + rows);
  };
  CHECK(ranking("c,2026-01-01,H9,,1,1,0\n") == "rankings.csv:2:14: household: `H9` is not in the roster\n");
  CHECK(ranking("c,2026-01-01,H1,,1,1,\n") ==
        "rankings.csv:2:22: points: the cell is empty, but every row needs a value here\n");
  CHECK(ranking("c,2026-01-01,H1,,1,1,0.001\n") ==
        "rankings.csv:2:22: points: `0.001` is finer than the unit: points have 2 digits after the point\n");
  CHECK(ranking("c,2026-01-01,H1,,1,1,0\nc,2026-01-01,H1,,1,1,0\n") ==
        "rankings.csv:3:14: household: `H1` stands in this closing and period already, in line 2\n");
  CHECK(published_issues("ratings.csv", "closing,period,household,group,measure,rank\n").find("`level` is missing") !=
        std::string::npos);
}
