// One field over many values, and the value that meets a target.
#include "given.hpp"

using namespace pointsbank;
using namespace pointsbank::given;

namespace {

const SweepField rate{Reform::rule("help"), "score.rate", {}};

}  // namespace

TEST_CASE("promise: a sweep says for each value what a reform with it gives") {
  const Village village;
  const std::vector<RuleList> lists = village.lists();
  const SweepData data = village.data(lists);
  const std::vector<SweepRow> rows = sweep(data, rate, {"1", "2", "3"}, {SweepMeasure::Of::issued, {}, 0});
  REQUIRE(rows.size() == 3);
  for (const SweepRow& row : rows) {
    const Comparison alone =
        village.compared(R"({"op": "set", "rule": "help", "field": "score.rate", "value": )" + row.value + "}");
    CHECK(row.issued == alone.issued());
    CHECK(row.standing == alone.standing());
    CHECK(row.spendable == alone.spendable());
    CHECK(row.winners == alone.winner_count());
    CHECK(row.losers == alone.loser_count());
    CHECK(row.gini == alone.distribution_after().gini);
  }
  CHECK(rows[1].measure == Number::of("40"));
  CHECK(rows[2].measure == Number::of("44"));
}

TEST_CASE("promise: the measures of a sweep") {
  const Village village;
  const std::vector<RuleList> lists = village.lists();
  const SweepData data = village.data(lists);
  const auto measured = [&](const SweepMeasure& measure) { return sweep(data, rate, {"2"}, measure)[0].measure; };
  CHECK(measured({SweepMeasure::Of::money, {}, 0}) == Number(20));
  CHECK(measured({SweepMeasure::Of::money, "CNY", 0}) == Number(20));
  CHECK_THROWS_AS(measured({SweepMeasure::Of::money, "EUR", 0}), UsageError);
  CHECK(measured({SweepMeasure::Of::share_above, {}, Number::of("15")}) == Number::fraction(1, 2));
  CHECK(measured({SweepMeasure::Of::share_above, {}, Number::of("15.1")}) == Number::fraction(1, 4));
  CHECK(measured({SweepMeasure::Of::standing, {}, 0}) == Number(38));
  CHECK(measured({SweepMeasure::Of::gini, {}, 0}) == Number::fraction(580, 1600));
}

TEST_CASE("points have their decimals, money at least two, shares are rounded") {
  using Of = SweepMeasure::Of;
  CHECK(to_string(Number(40), Of::issued, 1) == "40.0");
  CHECK(to_string(Number(20), Of::money, 1) == "20.00");
  CHECK(to_string(Number::of("20.125"), Of::money, 1) == "20.125");
  CHECK(to_string(Number::fraction(1, 3), Of::gini, 1) == "0.333333");
  const Village village;
  const std::vector<RuleList> lists = village.lists();
  const std::vector<SweepRow> rows = sweep(village.data(lists), rate, {"2"}, {Of::issued, {}, 0});
  CHECK(to_json(rows, Of::issued, 1).find(R"("measure": "40.0")") != std::string::npos);
  CHECK(to_text(rows, Of::issued, 1).find("40.0") != std::string::npos);
}

TEST_CASE("a value that cannot be set is an error with its place") {
  const Village village;
  const std::vector<RuleList> lists = village.lists();
  CHECK_THROWS_AS(sweep(village.data(lists), rate, {"-1"}, {}), InputError);
  CHECK_THROWS_AS(sweep(village.data(lists), {Reform::rule("none"), "score.rate", {}}, {"1"}, {}), InputError);
}

TEST_CASE("promise: a goal seek finds the value that meets a target and says how it moves around it") {
  const Village village;
  const std::vector<RuleList> lists = village.lists();
  const SweepData data = village.data(lists);
  const GoalFound found = goal_seek(data, rate, {0, 5, Number::of("0.5"), 42}, {SweepMeasure::Of::issued, {}, 0});
  CHECK(found.is_met);
  CHECK(found.value == "2.5");  // 10 + 2.5 + 7.5 of help, 2 of meetings, four awards of 5
  CHECK(found.measure == Number(42));
  CHECK(found.is_monotone);
  bool has_both_sides = false;
  for (std::size_t i = 1; i + 1 < found.tried.size(); ++i) {
    if (found.tried[i].value != "2.5") continue;
    has_both_sides = found.tried[i - 1].value == "2" && found.tried[i + 1].value == "3";
    CHECK(found.tried[i - 1].measure < found.measure);
    CHECK(found.tried[i + 1].measure > found.measure);
  }
  CHECK(has_both_sides);
  CHECK(found.tried.size() < 11);  // not all eleven were evaluated
}

TEST_CASE("a goal out of reach, and a way that makes no sense") {
  const Village village;
  const std::vector<RuleList> lists = village.lists();
  const SweepData data = village.data(lists);
  const GoalFound found = goal_seek(data, rate, {0, 5, 1, 1000}, {SweepMeasure::Of::issued, {}, 0});
  CHECK_FALSE(found.is_met);
  CHECK(found.value == "5");
  CHECK_THROWS_AS(goal_seek(data, rate, {5, 0, 1, 10}, {}), UsageError);
  CHECK_THROWS_AS(goal_seek(data, rate, {0, 5, 0, 10}, {}), UsageError);
}
