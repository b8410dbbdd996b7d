// What closings found for a household, and why not more.

#include "given.hpp"
#include "support/catch.hpp"

using namespace pointsbank;
using given::Document;
using given::has_line;
using given::of;
using given::step;

namespace {

const std::string header = "event,household,kind,at,quantity,act\n";
const std::string five = "household,grid,members\nH1,g1,2\nH2,g1,4\nH3,g1,1\nH4,g2,1\nH5,g1,\n";
const std::string rule = given::positive(R"(, "score": {"rate": 1})");
const std::string some = "e1,H1,r,2026-01-10,10,\ne2,H2,r,2026-01-11,20,\ne3,H3,r,2026-01-12,5,\n";

Explanation closed(const std::string& closing, const std::string& household, const std::string& events = some,
                   const std::string& more = "") {
  given::Village village{
      given::list(rule + ", \"closings\": [{\"id\": \"x\", \"title\": {\"zh\": \"月结\", \"en\": \"Month's end\"}, " +
                  closing + "}]" + more),
      header + events, "2026-01-31", five};
  return village.ask({household, ""});
}

std::string last_closing(const Document& document) {
  return "/items/" + std::to_string(document.find("/items")->items.size() - 1);
}

}  // namespace

TEST_CASE("explanation: a ranking tells rank, field, award, or why there is none") {
  const std::string ranking =
      R"("kind": "ranking", "at": "month", "within": "grid", "field": 2, "awards": [{"ranks": [1, 2], "points": 3}])";
  const Explanation second = closed(ranking, "H1");
  CHECK(has_line(second.en, "2026-01-31  Month's end (rules.json:2), 2026-01-01 to 2026-01-31"));
  CHECK(has_line(second.en, "points of this period: 10.00"));
  CHECK(has_line(second.en, "rank 2 of 4 in g1"));
  CHECK(has_line(second.en, "award: 3.00 points"));
  CHECK(has_line(second.zh, "g1 第 2 名（共 4 个）"));
  CHECK(has_line(second.en, "posted: standing +3.00 → 13.00, spendable +3.00 → 13.00"));
  CHECK(has_line(closed(ranking, "H3").en, "no award for this rank"));
  CHECK(has_line(closed(ranking, "H4").en, "no award: too few are ranked"));
  CHECK(has_line(closed(ranking, "H4", some + "e4,H5,r,2026-01-02,0,\n").en, "rank 1 of 1 in g2"));
  const std::string all = R"("kind": "ranking", "at": "month", "awards": [{"ranks": [1, 9], "points": 3}])";
  CHECK(has_line(closed(all, "H5").en, "no award: the measure is not above 0"));
  CHECK(has_line(closed(all + R"(, "minimum": 8)", "H3").en, "not ranked: below the minimum"));
  CHECK(has_line(
      closed(all + R"(, "by": "period / subject.members")", "H5").en,
      "left out: the measure `period / subject.members` cannot be calculated: a value that is needed is missing "
      "(period = 0, subject.members = nothing)"));
  CHECK(has_line(closed(all + R"(, "when": "subject.members > 3")", "H1").en, "does not concern it"));
}

TEST_CASE("explanation: a veto keeps out of a ranking") {
  const std::string more =
      ", " +
      given::negative(R"(, "score": {"points": 1}, "veto": {"for": "year", "unranked": true, "level": "black"})");
  const std::string events = some + "e9,H1,n,2026-01-20,,\n";
  const std::string ranking = R"("kind": "ranking", "at": "month", "awards": [{"ranks": [1, 9], "points": 3}])";
  CHECK(has_line(closed(ranking, "H1", events, more).en,
                 "left out: the veto of Litter (event e9) holds until 2026-12-31"));
  const Explanation rated =
      closed(R"("kind": "rating", "at": "month", "levels": [{"id": "gold", "at_least": 15}])", "H1", events, more);
  CHECK(has_line(rated.zh, "评为 black"));
}

TEST_CASE("explanation: a rating says what is missing to the next level") {
  const std::string rating = R"("kind": "rating", "at": "month", "levels": [{"id": "gold", "at_least": 15, "top": 1},
      {"id": "silver", "above": 9.5}, {"id": "bronze", "at_least": 5}])";
  const Explanation silver = closed(rating, "H1");
  CHECK(has_line(silver.en, "level silver; rank 2 of 5"));
  CHECK(has_line(silver.en, "5 more are missing to gold"));
  CHECK(has_line(silver.en, "to be among the first 1, as gold wants, 10 more are missing"));
  CHECK(has_line(silver.zh, "离 gold 还差 5"));
  CHECK(has_line(closed(rating, "H3").en, "more than 4.5 are missing to silver"));
  CHECK(has_line(closed(rating, "H4").en, "no level; rank 4 of 5"));
  CHECK(has_line(closed(rating, "H4").en, "5 more are missing to bronze"));
  const Document gold(closed(rating, "H2").json);
  CHECK(of(step(gold, "rating", last_closing(gold) + "/steps"), "next") == "(nothing)");
}

TEST_CASE("explanation: obligations and states") {
  const std::string obligation =
      R"("kind": "obligation", "at": "month", "on": "r", "at_least": 3, "points": 2, "per_missing": true)";
  CHECK(has_line(closed(obligation, "H1").en, "3 wanted, 1 done, 2 missing: 4.00 points are taken"));
  CHECK(has_line(closed(obligation, "H1").en, "posted: standing -4.00 → 6.00, spendable -4.00 → 6.00"));
  CHECK(has_line(closed(obligation, "H1", "a,H1,r,2026-01-02,1,\nb,H1,r,2026-01-03,1,\nc,H1,r,2026-01-04,1,\n").zh,
                 "应做 3 次，做了 3 次：达到"));
  CHECK(has_line(closed(obligation, "H1", some, R"(, "points": {"decimals": 2, "floor": 8})").en,
                 "floor 8.00: 4.00 to be taken, 2.00 of standing and 2.00 of spendable are"));
  const std::string state =
      R"("kind": "continuing", "at": "week", "opened_by": "idle", "closed_by": "tilled", "points": 1, "effect": "deduct")";
  const Explanation lasting = closed(state, "H1", "s1,H1,idle,2026-01-06,,plot\ns2,H1,tilled,2026-01-20,,plot\n");
  CHECK(has_line(lasting.en, "Month's end: begins"));
  CHECK(has_line(lasting.en, "lasting since 2026-01-06 (s1): 1.00 points"));
  CHECK(has_line(lasting.en, "Month's end: ends"));
  CHECK(Document(lasting.json).at("/balance/standing") == "-2.00");
  CHECK(has_line(closed(state + R"(, "every": {"months": 1})", "H1", "s1,H1,idle,2026-01-06,,\n").en,
                 "lasting since 2026-01-06 (s1): not due in this period"));
}

TEST_CASE("explanation: dividends and benefits") {
  const Explanation share = closed(R"("kind": "dividend", "at": "month", "fund": 100, "unit": "元")", "H1");
  CHECK(has_line(share.en, "share of the fund: 100.00 × 10 ÷ 35 = 28.5714… → 28.57元"));
  const Explanation granted =
      closed(R"("kind": "benefit", "at": "month", "value": "standing / 3", "unit": "CNY")", "H1");
  CHECK(has_line(granted.en, "granted: 3.33 CNY"));
}

TEST_CASE("explanation: expiry and reset") {
  const Explanation kept = closed(R"("kind": "expiry", "at": "month", "keep": 0.5)", "H3");
  CHECK(has_line(kept.en, "of 5.00 spendable the share 0.5 is kept"));
  CHECK(has_line(kept.en, "posted: spendable -2.50 → 2.50"));
  CHECK(has_line(closed(R"("kind": "expiry", "at": "month", "after": {"months": 12})", "H3").en, "nothing expires"));
  const Explanation reset = closed(R"("kind": "reset", "at": "month", "account": "standing", "to": 100)", "H3");
  CHECK(has_line(reset.zh, "荣誉积分改为 100.00"));
  CHECK(has_line(reset.en, "posted: standing +95.00 → 100.00"));
}
