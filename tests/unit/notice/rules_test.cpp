// What notices say of rules: scores, conditions, limits, vetoes.
#include "given.hpp"

using namespace pointsbank;
using given::rule;
constexpr Language zh = Language::zh, en = Language::en;

TEST_CASE("notice: each form of score has its figures") {
  CHECK_SAYS(rule(R"("score": {"points": 2.5})"), zh, "**+2.5**");
  CHECK_SAYS(rule(R"("score": {"rate": 2, "each": 3})"), zh, "每 3 计 | **+2**");
  CHECK_SAYS(rule(R"("score": {"rate": 2, "each": 3, "whole": true})"), en, "For each full 3 | **+2**");
  CHECK_SAYS(rule(R"("score": {"grades": {"county": 3, "village": 1}})"), zh, "县级 | **+3**");
  CHECK_SAYS(rule(R"("score": {"grades": {"county": 3, "village": 1}})"), zh, "村级 | **+1**");
  CHECK_SAYS(rule(R"("score": {"bands": [{"from": 1, "points": 2}, {"from": 8, "points": 4}]})"), zh,
             "数量 1 起、不到 8 | **+2**");
  CHECK_SAYS(rule(R"("score": {"bands": [{"from": 1, "points": 2}, {"from": 8, "points": 4}]})"), zh,
             "数量 8 起 | **+4**");
  const std::string tiers = rule(R"("score": {"marginal": [{"to": 20, "rate": 1}, {"to": 80, "rate": 1, "each": 2}]})");
  CHECK_SAYS(tiers, zh, "20 以内，每 1 计 | **+1**");
  CHECK_SAYS(tiers, zh, "20 至 80，每 2 计 | **+1**");
  CHECK_SAYS(tiers, zh, "超过 80 的部分不计");
  CHECK_SAYS(rule(R"("score": {"range": [1, 5]})"), zh, "**+1～5**");
  CHECK_SAYS(rule(R"("score": {"rate": 1, "over": {"per": "year", "by": "member"}})"), zh,
             "每人同一年内的数量累计起来计分");
}

TEST_CASE("notice: a formula that only chooses is a table, any other is said") {
  const std::string choice = rule(R"("score": {"formula": "subject.cadre ? 20 : event.night ? 10 : 5"})");
  CHECK_SAYS(choice, zh, "属于“干部” | **+20**");
  CHECK_SAYS(choice, zh, "其他情形 | **+5**");
  const std::string formula =
      rule(R"json("score": {"formula": "min(event.quantity * 0.1, 5) / (subject.members + 1)"})json");
  CHECK_SAYS(formula, zh, "分值＝（数量 × 0.1）（不高于 5） ÷ （人数 + 1）");
  CHECK_SAYS(formula, en, "Points = (the quantity × 0.1) (not above 5) ÷ (members + 1)");
}

TEST_CASE("notice: conditions are put into words") {
  const auto when = [](const std::string& condition) {
    return rule(R"("score": {"points": 1}, "when": ")" + condition + '"');
  };
  CHECK_SAYS(when("event.minute >= 18 * 60 + 30"), zh, "条件：时刻不早于 18:30");
  CHECK_SAYS(when("event.minute >= 18 * 60 + 30"), en, "Only if the time of day is not before 18:30");
  CHECK_SAYS(when("weekday(event.date) == 2"), zh, "发生日期的星期是星期二");
  CHECK_SAYS(when("event.seen < event.date"), zh, "早于发生日期");
  CHECK_SAYS(when("event.quantity >= 5 && !subject.cadre"), zh, "数量不少于 5，并且不属于“干部”");
  CHECK_SAYS(when("(event.quantity >= 5 || event.night) && subject.members > 2"), zh,
             "（数量不少于 5，或者属于“night”），并且人数大于 2");
  CHECK_SAYS(when("event.grade in ['county', 'town']"), zh, "等次是“县级”、“镇级”之一");
  CHECK_SAYS(when("has(event.act)"), zh, "写明事项编号");
  CHECK_SAYS(when("!has(event.act)"), en, "the act is not given");
  CHECK_SAYS(when("days(event.seen, event.date) <= 7"), en, "the days from seen to the day it happened is at most 7");
  CHECK_SAYS(when("event.date >= date('2026-03-05')"), zh, "发生日期不早于 2026年3月5日");
  CHECK_SAYS(when("10 - (4 - event.quantity) > 2"), en, "10 − (4 − the quantity) is more than 2");
}

TEST_CASE("notice: limits, repeats, groups, validity, accounts") {
  CHECK_SAYS(
      rule(
          R"("score": {"points": 1}, "limits": [{"per": "month", "points": 4}, {"per": "week", "count": 3, "by": "member"}])"),
      zh, "最多：每户每月 4 分，每人每周 3 次");
  CHECK_SAYS(rule(R"("score": {"points": 1}, "limits": [{"per": "day", "count": 1}, {"per": "year", "points": 1}])"),
             en, "At most: each household 1 time a day; each household 1 point a year");
  CHECK_SAYS(rule(R"("score": {"points": 1}, "repeat": {"per": "year", "steps": [0, 1, 1.5]})"), zh,
             "同一年内重复的：第 1 次提醒，不计分，第 2 次按 1 倍，第 3 次起按 1.5 倍");
  CHECK_SAYS(rule(R"("score": {"points": 1}, "repeat": {"within": {"months": 7}, "steps": [1], "by": "member"})"), zh,
             "每人7 个月内");
  CHECK_SAYS(rule(R"("score": {"points": 1}, "exclusive": {"group": "g", "per": "act"})"), zh,
             "同一事项，“g”各条只计最高一项");
  CHECK_SAYS(rule(R"("score": {"points": 1}, "valid": {"months": 18})"), zh, "除另有说明外：荣誉积分有效 18 个月");
  CHECK_SAYS(rule(R"("score": {"points": 1}, "valid": {"to_end_of": "year", "years": 2})"), zh, "有效到年底再加 2 年");
  CHECK_SAYS(
      rule(R"("score": {"points": 1}, "valid": {"bands": [{"from": 0, "months": 6}, {"from": 5, "months": 9}]})"), zh,
      "0 分起 6 个月，5 分起 9 个月");
  CHECK_SAYS(rule(R"("score": {"points": 1}, "account": "standing")"), zh, "只计荣誉积分");
  CHECK_SAYS(rule(R"("score": {"points": 1}, "public": false)"), zh, "不上公示栏");
  CHECK_SAYS(rule(R"("score": {"points": 1}, "effective": {"from": "2026-03-01"})"), zh, "2026年3月1日起施行");
  CHECK_SAYS(rule(R"("score": {"points": 1}, "workflow": {"reviewers": 4})"), zh, "本条另行规定：须 4 人审核通过");
}

TEST_CASE("notice: a rule without validity says so where others have one") {
  const std::string three =
      given::list(R"({"id": "a", "category": "order", "score": {"points": 1}, "valid": {"months": 3}},
    {"id": "b", "category": "order", "score": {"points": 1}, "valid": {"months": 3}},
    {"id": "c", "category": "order", "score": {"points": 1}})");
  CHECK_SAYS(three, zh, "除另有说明外：荣誉积分有效 3 个月");
  CHECK_SAYS(three, zh, "荣誉积分长期有效");
}

TEST_CASE("notice: a veto and what ends it") {
  const std::string text = R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"},
    "categories": [{"id": "order"}], "positive": [], "negative": [{"id": "shed", "category": "order", "score": {"points": 0},
    "veto": {"for": {"months": 24}, "cured_by": ["shed_removed"], "forfeit": "quarter", "block": true, "unranked": true,
             "level": "black", "no_redemption": true}}], "x-words": {"shed_removed": {"zh": "已拆除"}, "black": {"zh": "黑榜"}}})";
  CHECK_SAYS(text, zh,
             "一票否决：24 个月内有效；期间一律不加分；期间不参加排名、评级、分红和优惠；期间评级为 "
             "“黑榜”；期间暂停兑换；收回同一季度内所得的积分");
  CHECK_SAYS(text, zh, "以下事情可提前解除：“已拆除”");
  CHECK(given::holds(given::shown(text, zh, NoticeFormat::html), R"(<span class="veto">一票否决</span>)"));
}
