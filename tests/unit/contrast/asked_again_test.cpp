// A comparison that asks a baseline again tells what two evaluations tell, whatever is changed.
#include "given.hpp"

using namespace pointsbank;
using namespace pointsbank::given;

namespace {

Baseline baseline_of(const SweepData& data, int threads = 1) {
  EvaluateOptions options = data.options;
  options.postings = false;
  options.threads = threads;
  return {compile(data.lists), data.roster, data.events, options};
}

/// Both ways, to the last figure.
void check_equal(const SweepData& data, const Baseline& baseline, const Evaluation& before, const Program& changed,
                 const CompareOptions& how = {}) {
  const Evaluation after = evaluate(changed, data.roster, data.events, data.options);
  const Comparison anew = compare(before, after, how), again = compare(baseline, changed, how);
  CHECK(to_json(again) == to_json(anew));
  CHECK(again.issued() == anew.issued());
}

const std::vector<std::string> changes = {
    "",
    higher_rate,
    R"({"op": "remove", "rule": "litter"})",
    R"({"op": "set", "rule": "litter", "field": "category", "value": "civility"})",
    R"({"op": "disable", "rule": "help", "from": "2026-04-01"})",
    R"({"op": "set", "category": "civility", "field": "limits[month].earn", "value": 3})",
    R"({"op": "set", "field": "redemption.value.CNY", "value": 1, "from": "2026-05-01"})",
    R"({"op": "set", "rule": "meeting", "field": "account", "value": "spendable"})",
    R"({"op": "set", "closing": "top", "field": "awards[1-1].points", "value": 6})",
    R"({"op": "set", "closing": "stars", "field": "levels[four].at_least", "value": 6})",
    R"({"op": "set", "closing": "share", "field": "fund", "value": 1000})",
    R"({"op": "set", "field": "base", "value": {"points": 60, "each": "quarter"}, "from": "2026-05-01"})",
    R"({"op": "set", "field": "points.rounding", "value": "down"})",
};

}  // namespace

TEST_CASE("promise: asking a baseline again compares as two evaluations do") {
  const Village village;
  const std::vector<RuleList> lists = village.lists();
  const SweepData data = village.data(lists);
  const Evaluation before = evaluate(compile(lists), data.roster, data.events, data.options);
  for (const int threads : {1, 3}) {
    const Baseline baseline = baseline_of(data, threads);
    for (const std::string& operations : changes) {
      INFO(operations);
      check_equal(data, baseline, before, compile(village.reformed(operations)));
      check_equal(data, baseline, before, compile(village.reformed(operations)), {PeriodKind::ever, true});
    }
  }
}

TEST_CASE("promise: the same where households wait for rankings: a veto may forfeit what an award gave") {
  Village village;
  village.rules.replace(village.rules.find(R"("negative": [)"), 13, R"("negative": [{"id": "crime", "category": "order",
      "score": {"points": 3}, "veto": {"for": "year", "forfeit": "year", "block": true, "unranked": true}}, )");
  village.events += "e8,H1,crime,2026-05-20,\ne9,H1,help,2026-06-20,1\n";
  const std::vector<RuleList> lists = village.lists();
  const SweepData data = village.data(lists);
  const Evaluation before = evaluate(compile(lists), data.roster, data.events, data.options);
  const Baseline baseline = baseline_of(data);
  for (const std::string& operations : changes) {
    INFO(operations);
    check_equal(data, baseline, before, compile(village.reformed(operations)));
  }
}

TEST_CASE("property: shipped lists compare the same both ways, every rule scaled in turn") {
  for (const std::string file : {"rules/xiachangning.json", "rules/kexu-points-bank.json", "rules/hemu-jiating.json"}) {
    const std::vector<RuleList> lists = {parse(read_source(file))};
    const Program program = compile(lists);
    GenerateOptions wanted;
    wanted.households = 80;
    wanted.events = 1500;
    wanted.seed = 5;
    wanted.through = program.table_format().first_day + 300;
    const GeneratedVillage made = generate(program, wanted);
    const Rows roster_rows(made.roster), event_rows(made.events);
    EvaluateOptions options;
    options.through = wanted.through;
    options.postings = options.closings = true;
    const SweepData data{lists, make_roster(roster_rows.all(), program.table_format()),
                         make_events(event_rows.all(), program.table_format()), options};
    const Evaluation before = evaluate(program, data.roster, data.events, data.options);
    const Baseline baseline = baseline_of(data);
    int tried = 0;
    for (const Difference& rule :
         differences(program, compile(Reform("all").scale(Reform::side("positive"), "score", "2").apply(lists)))) {
      if (++tried > 12) break;
      INFO(file + " " + rule.id);
      check_equal(data, baseline, before,
                  compile(Reform("one").scale(Reform::rule(rule.id), "score", "2").apply(lists)));
    }
    CHECK(tried > 5);
  }
}

TEST_CASE("only the households with an event of what is changed are run again") {
  Village village;
  const std::string awards = R"("awards": [{"ranks": [1, 1], "points": 5}])";
  village.rules.erase(village.rules.find(awards) - 2, awards.size() + 2);  // an award may concern everybody
  const std::vector<RuleList> lists = village.lists();
  const Baseline baseline = baseline_of(village.data(lists));
  const auto run_again = [&](const std::string& operations) {
    const Baseline::Again again = baseline.evaluate_summed(compile(village.reformed(operations)));
    CHECK_FALSE(again.is_whole);
    return again.households;
  };
  CHECK(run_again(R"({"op": "set", "rule": "litter", "field": "score.points", "value": 3})") == std::vector<Id>{2});
  CHECK(run_again(R"({"op": "disable", "rule": "litter", "from": "2026-06-01"})") == std::vector<Id>{2});
  // Words and what points buy touch nobody.
  CHECK(run_again(R"({"op": "set", "rule": "help", "field": "title.zh", "value": "帮"})").empty());
  CHECK(run_again(R"({"op": "set", "field": "redemption.value.CNY", "value": 2})").empty());
}

TEST_CASE("amounts that leave 32 bits, and postings on one account, are taken out of the sums as they were put in") {
  Village village;
  village.rules.replace(village.rules.find(R"("score": {"points": 1})"), 22, R"("score": {"points": 900000000000})");
  village.rules.replace(village.rules.find(R"("id": "litter",)"), 15, R"("id": "litter", "account": "standing",)");
  const std::size_t earn = village.rules.find(R"(, "limits": [{"per": "month", "earn": 30}])");
  village.rules.erase(earn, 42);
  const std::vector<RuleList> lists = village.lists();
  const SweepData data = village.data(lists);
  const Evaluation before = evaluate(compile(lists), data.roster, data.events, data.options);
  for (const std::string& operations : {higher_rate, changes[2], changes[7]})
    check_equal(data, baseline_of(data), before, compile(village.reformed(operations)));
}

TEST_CASE("a baseline with postings does not sum them up") {
  const Village village;
  const std::vector<RuleList> lists = village.lists();
  const SweepData data = village.data(lists);
  const Baseline baseline(compile(lists), data.roster, data.events, data.options);
  CHECK_THROWS_AS(compare(baseline, compile(lists)), UsageError);
}

TEST_CASE("several threads keep what each has posted until it is asked for") {
  const std::vector<RuleList> lists = {parse(read_source("rules/xiachangning.json"))};
  const Program program = compile(lists);
  GenerateOptions wanted;
  wanted.households = 3000;  // several blocks
  wanted.events = 20000;
  wanted.seed = 5;
  wanted.through = program.table_format().first_day + 300;
  const GeneratedVillage made = generate(program, wanted);
  const Rows roster_rows(made.roster), event_rows(made.events);
  EvaluateOptions options;
  options.through = wanted.through;
  options.postings = options.closings = true;
  const SweepData data{lists, make_roster(roster_rows.all(), program.table_format()),
                       make_events(event_rows.all(), program.table_format()), options};
  const Evaluation before = evaluate(program, data.roster, data.events, data.options);
  const Baseline baseline = baseline_of(data, 4);
  const std::vector<int> other(1'000'000, -1);  // over whatever was let go of
  for (const char* const rule : {"night_patrol", "meeting_attended", "littering"})
    check_equal(data, baseline, before, compile(Reform("one").scale(Reform::rule(rule), "score", "2").apply(lists)));
  CHECK(other.back() == -1);
}
