// From the magnitude to the posting: repeat, highest only, limits, floor, validity, veto.

#include "given.hpp"
#include "support/catch.hpp"

using namespace pointsbank;
using given::Document;
using given::has_line;
using given::of;
using given::step;

namespace {

const std::string header = "event,household,kind,at,quantity,member,act\n";

Explanation told(const std::string& keys, const std::string& events, const ExplainQuestion& question) {
  return given::Village{given::list(keys), header + events}.ask(question);
}

}  // namespace

TEST_CASE("explanation: repeat says which occurrence it is and what it makes of it") {
  const std::string keys =
      given::positive(R"(, "score": {"rate": 1}, "repeat": {"per": "month", "steps": [1, 0.5, 0]})");
  const std::string events = "e1,H1,r,2026-03-01,3,,\ne2,H1,r,2026-03-02,3,,\ne3,H1,r,2026-03-03,3,,\n";
  const Explanation second = told(keys, events, {"", "e2"});
  CHECK(has_line(second.en, "occurrence 2 that month: 3 × 0.5 = 1.5"));
  CHECK(has_line(second.zh, "当月第 2 次：3 × 0.5 = 1.5"));
  const Explanation third = told(keys, events, {"", "e3"});
  CHECK(has_line(third.en, "nothing posted: this time it is a warning"));
  CHECK(Document(third.json).at("/items/0/rules/0/outcome") == "no_effect");
  const Explanation first =
      told(given::positive(R"(, "score": {"rate": 1}, "repeat": {"within": {"months": 6}, "steps": [1, 2]})"), events,
           {"", "e1"});
  CHECK(has_line(first.en, "occurrence 1 within 6 months: counts once"));
}

TEST_CASE("explanation: highest only says whose was the highest so far") {
  const std::string keys = given::positive(R"(, "score": {"rate": 1}, "exclusive": {"group": "deed", "per": "act"})");
  const std::string events =
      "e1,H1,r,2026-03-01,3,,a\ne2,H1,r,2026-03-02,5,,a\ne3,H1,r,2026-03-03,4,,a\ne4,H1,r,2026-03-04,1,,\n";
  CHECK(
      has_line(told(keys, events, {"", "e1"}).en, "only the highest of `deed` counts of that act: this is the first"));
  const Explanation higher = told(keys, events, {"", "e2"});
  CHECK(has_line(higher.en,
                 "only the highest of `deed` counts of that act: so far 3.00 by e1 (Volunteering) → 2.00 more"));
  CHECK(has_line(higher.zh, "`deed` 同一事项只计最高：此前最高 3.00（e1，志愿服务）→ 只补 2.00"));
  const Explanation lower = told(keys, events, {"", "e3"});
  CHECK(has_line(lower.en, "only the highest of `deed` counts of that act: 5.00 by e2 (Volunteering) stands"));
  CHECK(has_line(lower.en, "nothing posted: a higher one counts already"));
  CHECK(of(step(Document(told(keys, events, {"", "e4"}).json), "exclusive"), "highest_event") == "(nothing)");
}

TEST_CASE("explanation: limits say what was used, what is left and until when") {
  const std::string keys =
      given::positive(
          R"(, "score": {"rate": 1}, "limits": [{"per": "month", "points": 8}, {"per": "week", "count": 2, "by": "member"}])") +
      R"(, "limits": [{"per": "ever", "earn": 100}])";
  const std::string events = "e1,H1,r,2026-03-02,6,m1,\ne2,H1,r,2026-03-03,3.5,m1,\ne3,H1,r,2026-03-05,1,m1,\n";
  const Explanation second = told(keys, events, {"", "e2"});
  CHECK(has_line(second.en, "limit: 8.00 a month, 6.00 used before → 2.00 counted; full until 2026-03-31"));
  CHECK(has_line(second.en, "limit: 2 times a week for each member, 1 time used before; full until 2026-03-08"));
  CHECK(has_line(second.en, "limit of the whole list: 100.00 in all, 6.00 used before; 92.00 left"));
  CHECK(has_line(second.zh, "限额：每月 8.00，此前已用 6.00 → 只计 2.00；已满（到 2026-03-31 为止）"));
  CHECK(has_line(second.en, "posted: standing +2.00 → 8.00, spendable +2.00 → 8.00"));
  const Explanation third = told(keys, events, {"", "e3"});
  CHECK(has_line(third.en, "limit: 8.00 a month, 8.00 used before → 0.00 counted; full until 2026-03-31"));
  const Document document(third.json);
  CHECK(document.at("/items/0/rules/0/reason") == "limit:rule");
  CHECK(of(step(document, "limited"), "counts") == "0.00");
  CHECK(document.at("/items/0/rules/0/steps/1/place/pointer") == "/positive/0/limits/0");
}

TEST_CASE("explanation: the floor") {
  const std::string keys = given::negative(R"(, "score": {"points": 5})") + R"(, "points": {"decimals": 2, "floor": 0},
      "base": {"points": 3, "each": "year", "account": "standing"})";
  const Explanation floored = told(keys, "e1,H1,n,2026-03-01,,,\n", {"H1", ""});
  CHECK(has_line(floored.en, "deduction, Litter (rules.json:2): 5.00 points"));
  CHECK(has_line(floored.en, "floor 0.00: 5.00 to be taken, 3.00 of standing and 0.00 of spendable are"));
  CHECK(has_line(floored.en, "posted: standing -3.00 → 0.00"));
  CHECK(has_line(floored.zh, "扣分项 乱扔垃圾（rules.json:2）：5.00 分"));
  CHECK(has_line(floored.en, "2026-01-01  base points, a year (rules.json:3)"));
  const Document document(floored.json);
  CHECK(document.at("/items/1/rules/0/outcome") == "cut");
  CHECK(document.at("/items/1/rules/0/reason") == "floor");
  CHECK(document.at("/balance/deducted") == "3.00");
}

TEST_CASE("explanation: what lapses, when, and what moves that") {
  const std::string keys = given::positive(
      R"(, "score": {"rate": 1}, "exclusive": {"group": "deed", "per": "ever"}, "valid": {"months": 3})");
  const std::string events = "e1,H1,r,2026-01-10,3,,\ne2,H1,r,2026-02-10,5,,\n";
  const Explanation first = told(keys, events, {"", "e1"});
  CHECK(has_line(first.en, "its standing lapses on 2026-04-10"));
  CHECK(has_line(first.en, "e2 has moved this: it lapses on 2026-05-10"));
  CHECK(has_line(first.en, "2026-05-10  what e1 of 2026-01-10 gave (Volunteering) lapses"));
  CHECK(has_line(first.en, "posted: standing -3.00 → 2.00"));
  const Document document(first.json);
  CHECK(document.find("/items")->items.size() == 2);
  CHECK(has_line(told(keys, events, {"", "e2"}).zh, "同组此前 e1 的荣誉积分也改到 2026-05-10 失效"));
}

TEST_CASE("explanation: a veto, what it takes back, what ends it") {
  const std::string keys = given::positive(R"(, "score": {"rate": 1})") + ", " +
                           given::negative(R"(, "score": {"points": 1}, "veto": {"for": "year", "cured_by": ["repair"],
                             "forfeit": "year", "block": true, "unranked": true, "level": "black", "no_redemption": true})");
  const std::string events =
      "e1,H1,r,2026-01-10,3,,\ne2,H1,n,2026-02-10,,,\ne3,H1,r,2026-03-01,2,,\ne4,H1,repair,2026-04-01,,,\n"
      "e5,H1,r,2026-04-01,2,,\n";
  const Explanation veto = told(keys, events, {"", "e2"});
  CHECK(has_line(veto.en, "veto: it holds until 2026-12-31"));
  CHECK(has_line(veto.en, "it ends earlier with: repair"));
  CHECK(has_line(veto.en, "what was earned since 2026-01-01 is taken back"));
  CHECK(has_line(veto.en, "taken back: standing -3.00 → -1.00, spendable -3.00 → -1.00"));
  CHECK(of(step(Document(veto.json), "veto"), "level") == "black");
  CHECK(has_line(told(keys, events, {"", "e3"}).en,
                 "Volunteering (rules.json:2): no points: the veto of Litter (event e2) holds until 2026-12-31"));
  CHECK(has_line(told(keys, events, {"", "e4"}).zh, "解除“乱扔垃圾”（e2）的一票否决，原本到 2026-12-31 为止"));
  CHECK(Document(told(keys, events, {"", "e4"}).json).at("/items/0/outcome") == "noted");
  CHECK(has_line(told(keys, events, {"", "e5"}).en, "posted: standing +2.00 → 1.00, spendable +2.00 → 1.00"));
  const Explanation lost = told(keys, events, {"", "e1"});
  CHECK(has_line(lost.en, "2026-02-10  e2 (Litter) takes back what was earned, this event's points among it; in all:"));
  CHECK(Document(lost.json).at("/items/1/item") == "forfeited");
  const Explanation frozen =
      given::Village{given::list(keys), header + "e2,H1,n,2026-02-10,,,\n", "2026-03-01"}.ask({"H1", ""});
  CHECK(has_line(frozen.en, "no redemption until 2026-12-31"));
}

TEST_CASE("explanation: rules that are not in effect, and no rule at all") {
  const std::string keys = given::positive(R"(, "score": {"points": 1}, "effective": {"from": "2026-06-01"})");
  const Explanation early = told(keys, "e1,H1,r,2026-03-01,,,\n", {"H1", ""});
  CHECK(has_line(early.en, "Volunteering (rules.json:2): not in effect on this day, only from 2026-06-01 on"));
  CHECK(has_line(early.en, "noted: no rule gives or takes points for it (closings may count it)"));
  CHECK(of(step(Document(early.json), "not_in_effect"), "to") == "null");
}
