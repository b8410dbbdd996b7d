// Two evaluations side by side: the promises of the comparison.
#include "given.hpp"
#include "json/value.hpp"

using namespace pointsbank;
using namespace pointsbank::given;

namespace {

struct Sum {
  std::int64_t standing_before = 0, standing_after = 0, spendable_before = 0, spendable_after = 0;
  friend bool operator==(const Sum&, const Sum&) = default;
};

template <class Row>
Sum sum(const std::vector<Row>& rows) {
  Sum sum;
  for (const Row& row : rows) {
    sum.standing_before += row.standing.before;
    sum.standing_after += row.standing.after;
    sum.spendable_before += row.spendable.before;
    sum.spendable_after += row.spendable.after;
  }
  return sum;
}

/// Every table adds up to the two evaluations' balances.
void check_sums(const Evaluation& before, const Evaluation& after) {
  Sum expected;
  for (const Balance& balance : before.balances()) {
    expected.standing_before += balance.standing;
    expected.spendable_before += balance.spendable;
  }
  for (const Balance& balance : after.balances()) {
    expected.standing_after += balance.standing;
    expected.spendable_after += balance.spendable;
  }
  for (const PeriodKind period : {PeriodKind::week, PeriodKind::year, PeriodKind::ever}) {
    const Comparison found = compare(before, after, {period, false});
    CHECK(sum(found.households()) == expected);
    CHECK(sum(found.by_rule()) == expected);
    CHECK(sum(found.by_category()) == expected);
    CHECK(sum(found.by_period()) == expected);
    for (const std::string& name : found.group_names()) CHECK(sum(found.by_group(name)) == expected);
    CHECK(found.standing() == BeforeAfter{expected.standing_before, expected.standing_after});
    CHECK(found.spendable() == BeforeAfter{expected.spendable_before, expected.spendable_after});
  }
}

const PostedChange& row(const std::vector<PostedChange>& rows, const std::string& key, const std::string& cause = "") {
  for (const PostedChange& each : rows) {
    if (each.key == key && each.cause == cause) return each;
  }
  FAIL("no row " + key);
  return rows.front();
}

}  // namespace

TEST_CASE("promise: by household, rule, category, period: before, after, difference, exact") {
  const Comparison found = Village().compared(higher_rate);
  // H1: 8 and 2 (limit), under 3 a piece 10 and nothing; with the award of March 5.
  CHECK(found.households()[0].standing == BeforeAfter{150, 150});
  // H2: 1, 2 and the award of April; after 1, 3.
  CHECK(found.households()[1].standing == BeforeAfter{80, 90});
  CHECK(found.households()[1].standing.difference() == 10);
  CHECK(row(found.by_rule(), "help", "rule").standing == BeforeAfter{180, 220});
  CHECK(row(found.by_rule(), "help", "rule").title_zh == "互助");
  CHECK(row(found.by_rule(), "help", "rule").postings == BeforeAfter{4, 3});
  CHECK(row(found.by_category(), "order").standing == BeforeAfter{-20, -20});
  CHECK(row(found.by_period(), "2026-11-01").standing == BeforeAfter{110, 140});
  CHECK(row(found.by_rule(), "top", "ranking").standing.difference() == 0);
}

TEST_CASE("promise: winners and losers") {
  const Comparison found =
      Village().compared(higher_rate + R"(, {"op": "set", "rule": "meeting", "field": "score.points", "value": 0.5},
      {"op": "disable", "rule": "litter"})");
  REQUIRE(found.winners(10).size() == 3);
  CHECK(found.winners(1)[0].household == 3);   // H4: 3 more and 0.5 less
  CHECK(found.winners(10)[1].household == 2);  // H3: no litter
  CHECK(found.winners(10)[2].household == 1);
  CHECK(found.losers(10).empty());
  CHECK(found.winner_count() == 3);
  CHECK(Village().compared(R"({"op": "remove", "rule": "meeting"})").loser_count() == 2);
}

TEST_CASE("promise: split by any subject attribute and group") {
  const Comparison found = Village().compared(higher_rate);
  CHECK(found.group_names() == std::vector<std::string>{"grid", "members", "old", "kin"});
  const std::vector<GroupChange> grids = found.by_group("grid");
  REQUIRE(grids.size() == 2);
  CHECK((grids[0].key == "east" && grids[0].households == 2 && grids[0].winners == 1));
  CHECK(grids[1].standing == BeforeAfter{150, 180});
  const std::vector<GroupChange> old = found.by_group("old");
  REQUIRE(old.size() == 3);
  CHECK((old[0].key.empty() && old[1].key == "false" && old[2].key == "true"));
  const std::vector<GroupChange> members = found.by_group("members");
  REQUIRE(members.size() == 4);
  CHECK((members[0].key == "1" && members[3].key == "9"));
  CHECK_THROWS_AS(found.by_group("colour"), UsageError);
}

TEST_CASE("numbers with many values are put into four ranges of households") {
  Village many;
  many.roster = "household,grid,members,old,kin\n";
  for (int i = 1; i <= 40; ++i) many.roster += "K" + std::to_string(i) + ",east," + std::to_string(i) + ",,\n";
  const std::vector<GroupChange> ranges = many.compared(higher_rate).by_group("members");
  REQUIRE(ranges.size() == 4);
  CHECK(ranges[0].key == "1–10");
  CHECK(ranges[3].key == "31–40");
  CHECK(ranges[2].households == 10);
}

TEST_CASE("promise: who changes rank, level, dividend") {
  const Comparison found =
      Village().compared(R"({"op": "set", "rule": "meeting", "field": "score.points", "value": 20})");
  const auto has = [&](Movement::Of of, Id household, const std::string& before, const std::string& after) {
    for (const Movement& each : found.movements()) {
      if (each.of == of && each.household == household && each.before == before && each.after == after) return true;
    }
    return false;
  };
  CHECK(has(Movement::Of::rank, 0, "1", "2"));
  CHECK(has(Movement::Of::rank, 1, "2", "1"));
  CHECK(has(Movement::Of::level, 1, "", "five"));
  bool has_dividend = false;
  for (const Movement& each : found.movements()) has_dividend = has_dividend || each.of == Movement::Of::dividend;
  CHECK(has_dividend);
  CHECK(Village().compared("").movements().empty());
}

TEST_CASE("promise: points issued and money value") {
  const Comparison found = Village().compared(higher_rate);
  // 18 and 22 of help, 2 of meetings, 4 awards of 5.
  CHECK(found.issued().before == 180 + 20 + 200);
  CHECK(found.issued().difference() == 40);
  REQUIRE(found.money().size() == 1);
  CHECK(found.money()[0].currency == "CNY");
  CHECK(found.money()[0].before == Number::of("20"));
  CHECK(found.money()[0].after == Number::of("22"));
  // Money has its decimals, also where there is nothing behind the point.
  CHECK(to_text(found).find(" 20.00  22.00") != std::string::npos);
  CHECK(to_json(found).find(R"("what": "money_CNY", "before": "20.00", "after": "22.00", "difference": "2.00")") !=
        std::string::npos);
  // From November a point buys more.
  const Comparison later =
      Village().compared(R"({"op": "set", "field": "redemption.value.CNY", "value": 1, "from": "2026-11-01"})");
  CHECK(later.money()[0].after == Number::of("25.5"));
}

TEST_CASE("promise: Gini coefficient, Lorenz curve and quantiles before and after") {
  const Comparison found = Village().compared(higher_rate);
  // Standing 15, 8, -2 (which counts as 0) and 17.
  CHECK(found.households()[3].standing == BeforeAfter{170, 200});
  const Distribution& before = found.distribution_before();
  CHECK(before.below_zero == 1);
  CHECK(before.gini == Number::fraction(-1 * 80 + 1 * 150 + 3 * 170, 4 * 400));
  CHECK(before.lorenz[0] == Number(0));
  CHECK(before.lorenz[5] == Number::fraction(80, 400));
  CHECK(before.lorenz[10] == Number(1));
  CHECK(before.lorenz[3] == Number::fraction(16, 400));  // a fifth of the second household
  CHECK(before.quantiles == std::vector<std::pair<int, std::int64_t>>{
                                {0, -20}, {10, -20}, {25, -20}, {50, 80}, {75, 150}, {90, 170}, {100, 170}});
  CHECK(found.distribution_after().gini == Number::fraction(-1 * 90 + 1 * 150 + 3 * 200, 4 * 440));
}

TEST_CASE("sums agree with the two evaluations' balances exactly") {
  const Village village;
  const Evaluation before = village.evaluated(village.lists());
  for (const std::string& operations :
       {std::string(), higher_rate,
        std::string(R"({"op": "remove", "category": "order"}, {"op": "remove", "rule": "litter"})"),
        std::string(R"({"op": "set", "field": "base", "value": {"points": 60, "each": "quarter"}, "from": "2026-05-01"},
                       {"op": "disable", "closing": "top", "from": "2026-06-01"})")}) {
    check_sums(before, village.evaluated(village.reformed(operations)));
  }
}

TEST_CASE("property: sums agree in villages made up for the shipped lists") {
  for (const std::string file : {"rules/xiachangning.json", "rules/kexu-points-bank.json", "rules/hemu-jiating.json"}) {
    const std::vector<RuleList> lists = {parse(read_source(file))};
    const std::vector<RuleList> changed = Reform("more").scale(Reform::side("positive"), "score", "2").apply(lists);
    const Program program = compile(lists);
    GenerateOptions wanted;
    wanted.households = 60;
    wanted.events = 2000;
    wanted.seed = 11;
    wanted.through = program.table_format().first_day + 250;
    const GeneratedVillage made = generate(program, wanted);
    const Rows roster_rows(made.roster), event_rows(made.events);
    EvaluateOptions options;
    options.through = wanted.through;
    options.postings = options.closings = true;
    const Roster roster = make_roster(roster_rows.all(), program.table_format());
    const Events events = make_events(event_rows.all(), program.table_format());
    INFO(file);
    const Evaluation before = evaluate(program, roster, events, options);
    check_sums(before, evaluate(compile(changed), roster, events, options));
    CHECK(compare(before, evaluate(compile(changed), roster, events, options)).winner_count() > 0);
  }
}

TEST_CASE("two evaluations of different households cannot be compared") {
  Village other;
  other.roster = "household,grid,members,old,kin\nH1,east,2,true,a\n";
  CHECK_THROWS_AS(compare(Village().evaluated(Village().lists()), other.evaluated(other.lists())), UsageError);
  Village finer;
  finer.rules.replace(finer.rules.find(R"("decimals": 1)"), 13, R"("decimals": 2)");
  CHECK_THROWS_AS(compare(Village().evaluated(Village().lists()), finer.evaluated(finer.lists())), UsageError);
}

TEST_CASE("promise: explain shows both traces side by side, only what differs") {
  const Village village;
  const std::vector<RuleList> before = village.lists();
  const SweepData data = village.data(before);
  const Explanation found = explain_difference(compile(before), compile(village.reformed(higher_rate)), data.roster,
                                               data.events, data.options, "H2");
  Issues issues;
  const json::Value document = json::parse(json::Source("json", found.json), issues);
  REQUIRE(issues.empty());
  std::vector<std::string> events;
  for (const json::Value& item : document.find("items")->items) {
    const json::Value* const event = item.find("before")->find("event");
    if (event != nullptr) events.push_back(event->text);
  }
  // The meeting is told nowhere.
  CHECK(events == std::vector<std::string>{"e4"});
  CHECK(found.en.find("e4") != std::string::npos);
  CHECK(found.en.find("meeting") == std::string::npos);
  CHECK(found.zh.find("之前") != std::string::npos);
  const Explanation nothing =
      explain_difference(compile(before), compile(before), data.roster, data.events, data.options, "H2");
  CHECK(nothing.en.find("nothing differs") != std::string::npos);
}

TEST_CASE("outputs: JSON is JSON, CSV has every household, the page stands by itself") {
  const Comparison found = Village().compared(higher_rate);
  Issues issues;
  const json::Value document = json::parse(json::Source("json", to_json(found)), issues);
  REQUIRE(issues.empty());
  CHECK(document.find("households")->items.size() == 4);
  const auto tables = to_csv(found);
  CHECK(tables.front().first == "households");
  CHECK(tables.front().second.starts_with("household,standing_before,standing_after,standing_difference,"));
  CHECK(tables.front().second.find("\nH2,8.0,9.0,1.0,") != std::string::npos);
  CHECK(tables.back().first == "by_kin");
  for (const Language language : {Language::zh, Language::en}) {
    const std::string page = to_html(found, "冬季 <plan>", language);
    CHECK(page.find("http://") == page.find("http://www.w3.org/2000/svg"));
    CHECK(page.find("https://") == std::string::npos);
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("冬季 &lt;plan&gt;") != std::string::npos);
    CHECK(page.find("<svg") != std::string::npos);
    CHECK(page.find("comparison_") == std::string::npos);
    CHECK(to_text(found, language).find("comparison_") == std::string::npos);
  }
}
