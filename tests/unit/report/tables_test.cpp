// Tables of a small village: cells as the specification says, quoted where they must be, in CSV and as rows.
#include <filesystem>
#include <string>
#include <vector>

#include "pointsbank/pointsbank.hpp"
#include "support/catch.hpp"

namespace pointsbank {

namespace {

constexpr std::string_view rules = R"({
  "format": "pointsbank/1", "id": "small", "version": "1", "subject": "grid",
  "effective": {"from": "2026-01-01"},
  "points": {"decimals": 2, "rounding": "half_up"},
  "groups": ["area"], "attributes": {"subject": {"members": "number"}},
  "categories": [{"id": "c"}],
  "base": {"points": 10, "each": "ever", "account": "standing"},
  "positive": [{"id": "tidy", "category": "c", "score": {"rate": 1}, "valid": {"months": 1}}],
  "negative": [{"id": "fire", "category": "c", "score": {"points": 3},
    "veto": {"for": "month", "forfeit": "month", "unranked": true, "level": "black", "no_redemption": true}}],
  "closings": [
    {"id": "rank", "kind": "ranking", "at": "month", "by": "period / subject.members", "within": "area",
     "awards": [{"ranks": [1, 1], "points": 5}]},
    {"id": "stars", "kind": "rating", "at": "month", "by": "period", "levels": [{"id": "good", "at_least": 1}]},
    {"id": "fund", "kind": "dividend", "at": "month", "fund": 100, "decimals": 1, "by": "period"},
    {"id": "loan", "kind": "benefit", "at": "month", "value": "subject.members / 3", "decimals": 3, "unit": "a,b"}]
})";

struct Village {
  Program program;
  Roster roster;
  Events events;
  EvaluateOptions options;
};

Village village() {
  Village made;
  const RuleList list = parse({"rules", std::string(rules)});
  made.program = compile(std::span(&list, 1));
  const TableFormat& format = made.program.table_format();
  const std::vector<Cells> roster{{{"grid", "a,1"}, {"area", "\"x\""}, {"members", "3"}},
                                  {{"grid", "户2"}, {"area", "y"}, {"members", "7"}}};
  made.roster = make_roster(roster, format);
  const std::vector<Cells> events{
      {{"event", "e\"1"},
       {"grid", "a,1"},
       {"kind", "tidy"},
       {"at", "2026-01-05"},
       {"quantity", "2.005"},
       {"member", "m,1"}},
      {{"event", "e2"}, {"grid", "户2"}, {"kind", "tidy"}, {"at", "2026-01-06"}, {"quantity", "4"}},
      {{"event", "e3"}, {"grid", "户2"}, {"kind", "fire"}, {"at", "2026-01-07"}},
      {{"event", "e4"}, {"grid", "no,one"}, {"kind", "tidy"}, {"at", "2026-01-08"}}};
  made.events = make_events(events, format);
  const std::vector<Cells> entries{
      {{"entry", "x,1"}, {"grid", "a,1"}, {"at", "2026-01-09"}, {"cause", "redemption"}, {"spendable", "-1"}}};
  made.options.entries = make_entries(entries, format, made.roster);
  made.options.through = Date::of(2026, 2, 5);
  made.options.postings = made.options.outcomes = made.options.closings = true;
  return made;
}

Evaluation evaluated(const Village& village) {
  return evaluate(village.program, village.roster, village.events, village.options);
}

/// CSV of rows, letter by letter.
std::string csv_of(const std::vector<std::vector<std::string>>& rows) {
  std::string text;
  for (const std::vector<std::string>& row : rows) {
    for (const std::string& cell : row) {
      const bool quotes = cell.find_first_of(",\"\r\n") != std::string::npos;
      if (quotes) text += '"';
      for (const char c : cell) text.append(c == '"' ? 2 : 1, c);
      if (quotes) text += '"';
      text += ',';
    }
    text.back() = '\n';
  }
  return text;
}

}  // namespace

TEST_CASE("each table of a village") {
  const Evaluation evaluation = evaluated(village());
  CHECK(to_csv(evaluation, "balances") ==
        "grid,standing,spendable,earned,deducted,frozen_until\n"
        "\"a,1\",15.00,6.01,7.01,0.00,\n"
        "户2,7.00,-3.00,4.00,7.00,\n");
  CHECK(to_csv(evaluation, "postings") ==
        "posting,date,grid,member,source,event,cause,standing,spendable\n"
        "1,2026-01-01,\"a,1\",,base,,base,10.00,0.00\n"
        "2,2026-01-01,户2,,base,,base,10.00,0.00\n"
        "3,2026-01-05,\"a,1\",\"m,1\",tidy,\"e\"\"1\",rule,2.01,2.01\n"
        "4,2026-01-06,户2,,tidy,e2,rule,4.00,4.00\n"
        "5,2026-01-07,户2,,fire,e3,rule,-3.00,-3.00\n"
        "6,2026-01-07,户2,,fire,e3,forfeit,-4.00,-4.00\n"
        "7,2026-01-09,\"a,1\",,redemption,\"x,1\",redemption,0.00,-1.00\n"
        "8,2026-01-31,\"a,1\",,rank,,ranking,5.00,5.00\n"
        "9,2026-02-05,\"a,1\",\"m,1\",tidy,\"e\"\"1\",lapse,-2.01,0.00\n");
  CHECK(to_csv(evaluation, "outcomes") ==
        "event,grid,rule,outcome,amount,reason\n"
        "\"e\"\"1\",\"a,1\",tidy,applied,2.01,\n"
        "e2,户2,tidy,applied,4.00,\n"
        "e3,户2,fire,applied,-3.00,\n"
        "e4,\"no,one\",,rejected,,unknown_household\n");
  CHECK(to_csv(evaluation, "rankings") ==
        "closing,period,grid,group,measure,rank,points\n"
        "rank,2026-01-01,\"a,1\",\"\"\"x\"\"\",0.67,1,5.00\n");
  CHECK(to_csv(evaluation, "ratings") ==
        "closing,period,grid,group,measure,rank,level\n"
        "stars,2026-01-01,\"a,1\",,2.01,1,good\n"
        "stars,2026-01-01,户2,,,,black\n");
  CHECK(to_csv(evaluation, "dividends") ==
        "closing,period,grid,group,measure,amount\n"
        "fund,2026-01-01,\"a,1\",,2.01,100.0\n");
  CHECK(to_csv(evaluation, "benefits") ==
        "closing,period,grid,value,unit\n"
        "loan,2026-01-01,\"a,1\",1.000,\"a,b\"\n");
  CHECK_THROWS_AS(to_csv(evaluation, "balance"), UsageError);
}

TEST_CASE("rows of cells say what the CSV says") {
  const Evaluation evaluation = evaluated(village());
  for (const std::string_view table : output_tables())
    CHECK(csv_of(to_rows(evaluation, table)) == to_csv(evaluation, table));
}

TEST_CASE("published rows stand as they are") {
  Village made = village();
  auto published = std::make_shared<Published>();
  const Date january = Date::of(2026, 1, 1);
  published->rankings.push_back({"rank", january, 1, "an,y", "0.6700", "01", 150, "1.5"});
  published->ratings.push_back({"stars", january, 0, "", "", "", "so-so"});
  published->dividends.push_back({"fund", january, 0, "g", "7", "0.30"});
  published->benefits.push_back({"loan", january, 1, "1e0", ""});
  made.options.published = published;
  const Evaluation evaluation = evaluated(made);
  CHECK(to_csv(evaluation, "rankings") ==
        "closing,period,grid,group,measure,rank,points\nrank,2026-01-01,户2,\"an,y\",0.6700,01,1.5\n");
  CHECK(to_csv(evaluation, "ratings") ==
        "closing,period,grid,group,measure,rank,level\nstars,2026-01-01,\"a,1\",,,,so-so\n");
  CHECK(to_csv(evaluation, "dividends") ==
        "closing,period,grid,group,measure,amount\nfund,2026-01-01,\"a,1\",g,7,0.30\n");
  CHECK(to_csv(evaluation, "benefits") == "closing,period,grid,value,unit\nloan,2026-01-01,户2,1e0,\n");
  for (const std::string_view table : output_tables())
    CHECK(csv_of(to_rows(evaluation, table)) == to_csv(evaluation, table));
}

TEST_CASE("writing tells how far it is and can be called off") {
  const Evaluation evaluation = evaluated(village());
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "pointsbank-called-off";
  WriteOptions options;
  options.progress = [](int) { return false; };
  CHECK_THROWS_AS(write_csv(evaluation, folder, output_tables(), options), Cancelled);
  CHECK_FALSE(std::filesystem::exists(folder));
}

TEST_CASE("rows that could not be taken") {
  Issue issue;
  issue.code = "overflow";
  issue.arguments = {"H1"};
  issue.place = {"roster.csv", 7, 3, "members"};
  CHECK(to_csv(std::vector<BadRow>{{"roster.csv", 7, "H1,\"x\"", issue}}) ==
        "file,line,column,code,reason,row\n"
        "roster.csv,7,members,overflow," +
            issue.sentence() + ",\"H1,\"\"x\"\"\"\n");
  CHECK(to_csv(std::vector<BadRow>{}) == "file,line,column,code,reason,row\n");
}

}  // namespace pointsbank
