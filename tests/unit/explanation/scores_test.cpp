// The numbers behind a score, and their sentences.

#include "given.hpp"
#include "support/catch.hpp"

using namespace pointsbank;
using given::has_line;
using given::of;

namespace {

const std::string header = "event,household,kind,at,quantity,points,grade,level\n";

/// One event of a village with one rule that has this score.
Explanation scored(const std::string& score, const std::string& cells, const std::string& keys = "") {
  return given::Village{given::list(given::positive(", \"score\": " + score + keys)),
                        header + "e1,H1,r,2026-03-05," + cells + "\n"}
      .ask({"H1", ""});
}

/// `formula = value`, then the rounded magnitude.
void hold(const std::string& score, const std::string& cells, const std::string& formula, const std::string& rounded) {
  const given::Document document(scored(score, cells).json);
  const json::Value* magnitude = given::step(document, "magnitude");
  CHECK(of(magnitude, "formula") == formula);
  CHECK(of(magnitude, "rounded") == rounded);
}

}  // namespace

TEST_CASE("explanation: every score shows its formula in numbers") {
  hold(R"({"points": 5})", ",,,", "5", "5.00");
  hold(R"({"rate": 2})", "3.5,,,", "2 × 3.5 = 7", "7.00");
  hold(R"({"rate": 2, "each": 3})", "3.5,,,", "2 × 3.5 ÷ 3 = 7/3", "2.33");
  hold(R"({"rate": 2, "each": 3, "whole": true})", "7,,,", "2 × 2 = 4", "4.00");
  hold(R"({"grades": {"city": 10, "national": 50}})", ",,city,", "10", "10.00");
  hold(R"({"bands": [{"from": 0, "points": 1}, {"from": 10, "points": 3}]})", "12,,,", "3", "3.00");
  hold(R"({"marginal": [{"to": 20, "rate": 1}, {"to": 80, "rate": 1, "each": 2}, {"rate": 1, "each": 3}]})", "86,,,",
       "1 × 20 + 1 × 60 ÷ 2 + 1 × 6 ÷ 3 = 52", "52.00");
  hold(R"({"marginal": [{"to": 20, "rate": 2, "each": 3, "whole": true}]})", "86,,,", "2 × 6 = 12", "12.00");
  hold(R"({"marginal": [{"rate": 2}]})", "0,,,", "0", "0.00");
  hold(R"({"range": [1, 5]})", ",4.5,,", "4.5", "4.50");
  hold(R"({"formula": "event.quantity / 3"})", "1,,,", "1/3", "0.33");
}

TEST_CASE("explanation: the sentence of a score") {
  CHECK(has_line(scored(R"({"rate": 2})", "3.5,,,").en, "Volunteering (rules.json:2): 2 × 3.5 = 7.00 points"));
  CHECK(has_line(scored(R"({"rate": 2})", "3.5,,,").zh, "志愿服务（rules.json:2）：2 × 3.5 = 7.00 分"));
  const Explanation thirds = scored(R"({"rate": 2, "each": 3})", "3.5,,,");
  CHECK(has_line(thirds.en, "Volunteering (rules.json:2): 2 × 3.5 ÷ 3 = 7/3"));
  CHECK(has_line(thirds.en, "rounded to the nearest: 2.33 points"));
  CHECK(has_line(thirds.zh, "四舍五入为 2.33 分"));
  CHECK(has_line(scored(R"({"grades": {"city": 10}})", ",,city,").en,
                 "Volunteering (rules.json:2): grade city: 10.00 points"));
  CHECK(has_line(scored(R"({"bands": [{"from": 5, "points": 1}]})", "12,,,").zh,
                 "志愿服务（rules.json:2）：数量 12 达到 5 这一档，1.00 分"));
  CHECK(has_line(scored(R"({"bands": [{"from": 5, "points": 1}]})", "2,,,").en,
                 "Volunteering (rules.json:2): quantity 2 reaches no band: 0.00 points"));
  CHECK(has_line(scored(R"({"formula": "event.quantity * 2"})", "2,,,").en,
                 "Volunteering (rules.json:2): `event.quantity * 2` (event.quantity = 2) = 4.00 points"));
  CHECK(has_line(scored(R"({"rate": 2, "each": 3, "whole": true})", "7,,,").zh, "7 里每满 3 计一次，共 2 次"));
}

TEST_CASE("explanation: what a score lacks is named") {
  CHECK(has_line(scored(R"({"rate": 2})", ",,,").en,
                 "Volunteering (rules.json:2): rejected: the event gives no quantity"));
  CHECK(has_line(scored(R"({"rate": 2})", "-1,,,").en,
                 "Volunteering (rules.json:2): rejected: the quantity -1 is below 0"));
  CHECK(has_line(scored(R"({"grades": {"a": 1}})", ",,b,").zh, "志愿服务（rules.json:2）：不受理：规则里没有等次 b"));
  CHECK(has_line(scored(R"({"grades": {"a": 1}})", ",,,").zh, "志愿服务（rules.json:2）：不受理：没有填等次"));
  CHECK(has_line(scored(R"({"range": [1, 5]})", ",6,,").en,
                 "Volunteering (rules.json:2): rejected: 6 points lie outside 1 to 5"));
  CHECK(has_line(scored(R"({"range": [1, 5]})", ",,,").en,
                 "Volunteering (rules.json:2): rejected: the reviewers gave no points"));
  CHECK(has_line(scored(R"({"formula": "event.quantity - 2"})", "1,,,").en,
                 "Volunteering (rules.json:2): rejected: `event.quantity - 2` gives less than 0 (event.quantity = 1)"));
  const given::Document document(scored(R"({"formula": "1 / event.quantity"})", "0,,,").json);
  CHECK(of(given::step(document, "fault"), "reason") == "division_by_zero");
}

TEST_CASE("explanation: conditions show what they read") {
  const std::string when = R"(, "when": "event.quantity >= 0.5 && subject.members > 1 && event.level != \"low\"")";
  CHECK(has_line(scored(R"({"points": 1})", "2,,,high", when).en,
                 "condition `event.quantity >= 0.5 && subject.members > 1 && event.level != \"low\"` holds "
                 "(event.quantity = 2, subject.members = 2, event.level = \"high\")"));
  const Explanation fails = scored(R"({"points": 1})", "0.2,,,", when);
  CHECK(has_line(fails.zh, "志愿服务（rules.json:2）：不适用"));
  const given::Document document(fails.json);
  CHECK(of(given::step(document, "condition"), "holds") == "false");
  CHECK(document.at("/items/0/rules/0/reason") == "condition");
  CHECK(document.at("/items/0/rules/0/steps/0/reads/event.level") == "null");
  const Explanation missing = scored(R"({"points": 1})", ",,,", when);
  CHECK(has_line(missing.en, "Volunteering (rules.json:2): rejected: a value that is needed is missing"));
  CHECK(has_line(
      missing.en,
      "condition `event.quantity >= 0.5 && subject.members > 1 && event.level != \"low\"` cannot be decided: a "
      "value that is needed is missing (event.quantity = nothing, subject.members = 2, event.level = nothing)"));
}

TEST_CASE("explanation: quantities that add up over time") {
  const given::Village village{
      given::list(given::positive(R"(, "score": {"rate": 1, "each": 3, "over": {"per": "month"}})")),
      header + "e1,H1,r,2026-03-05,2,,,\ne2,H1,r,2026-03-06,2,,,\ne3,H1,r,2026-04-01,2,,,\n"};
  const Explanation told = village.ask({"", "e2"});
  const given::Document document(told.json);
  const json::Value* magnitude = given::step(document, "magnitude");
  CHECK(of(magnitude, "formula") == "1.33 − 0.67 = 0.66");
  CHECK(document.at("/items/0/rules/0/steps/0/over/before") == "2");
  CHECK(document.at("/items/0/rules/0/steps/0/over/together") == "4");
  CHECK(has_line(told.en, "that month together 4: 1 × 4 ÷ 3 → 1.33"));
  CHECK(has_line(told.en, "of that 2 before: 1 × 2 ÷ 3 → 0.67"));
}
