#include "analysis/sensitive.hpp"

#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank {
namespace {

using given::Codes;
using given::rule;
using given::warnings;

Codes with_two(const std::string& first, const std::string& second) {
  given::Parts parts;
  parts.positive = rule("a", R"("on": "k", )" + first) + "," + rule("b", R"("on": "k", )" + second);
  return warnings(parts);
}

Codes with_negative(const std::string& keys, const std::string& workflow = given::Parts().workflow) {
  given::Parts parts;
  parts.workflow = workflow;
  parts.negative = rule("n", keys);
  return warnings(parts);
}

/// The groups of words that a text speaks of.
Codes groups_of(std::string_view text) {
  Codes groups;
  for (const analysis::SensitiveGroup& group : analysis::sensitive_groups()) {
    const std::string word = analysis::sensitive_word(group, text);
    if (!word.empty()) groups.push_back(std::string(group.id) + " " + word);
  }
  return groups;
}

}  // namespace

TEST_CASE("an event that counts twice", "[analysis]") {
  const std::string five = R"("score": {"points": 5})";
  const Codes twice = {"counted_twice /positive/1"};
  CHECK(with_two(five, five) == twice);
  CHECK(with_two(five + R"(, "when": "event.night")", five) == twice);
  CHECK(with_two(five + R"(, "when": "event.night")", five + R"(, "when": "!event.night")").empty());
  CHECK(with_two(five + R"(, "when": "event.quantity < 5")", five + R"(, "when": "event.quantity >= 5")").empty());
  CHECK(with_two(five + R"(, "when": "event.quantity <= 5")", five + R"(, "when": "event.quantity >= 5")") == twice);
  CHECK(with_two(five + R"(, "when": "subject.poor")", five + R"(, "when": "!subject.poor && event.night")").empty());
  CHECK(with_two(five + R"(, "when": "event.extra > 1")", five + R"(, "when": "event.extra > 2 || event.night")") ==
        twice);
  CHECK(with_two(R"("score": {"grades": {"x": 1}})", R"("score": {"grades": {"y": 1}})").empty());
  CHECK(with_two(R"("score": {"grades": {"x": 1, "y": 2}})", R"("score": {"grades": {"y": 1}})") == twice);
  CHECK(with_two(five + R"(, "effective": {"to": "2026-06-30"})", five + R"(, "effective": {"from": "2026-07-01"})")
            .empty());
  CHECK(with_two(five + R"(, "account": "standing")", five + R"(, "account": "spendable")").empty());
  CHECK(with_two(five + R"(, "account": "standing")", five) == twice);
  const std::string group = R"(, "exclusive": {"group": "g", "per": "day"})";
  CHECK(with_two(R"("score": {"rate": 5})" + group, R"("score": {"rate": 4})" + group).empty());
  given::Parts parts;
  parts.positive = rule("a", R"("on": "k", "score": {"points": 5})");
  parts.negative = rule("b", R"("on": "k", "score": {"points": 5})");
  CHECK(warnings(parts).empty());
}

TEST_CASE("exclusive groups", "[analysis]") {
  const std::string group = R"(, "exclusive": {"group": "g", "per": "month"})";
  given::Parts parts;
  parts.positive = rule("a", R"("score": {"points": 5})" + group);
  // The group bounds the rule, so its own limit goes.
  parts.positive = rule("a", R"("limits": [], "score": {"points": 5})" + group);
  CHECK(warnings(parts) == Codes{"exclusive_group_of_one /positive/0/exclusive"});
  parts.positive = rule("a", R"("limits": [], "score": {"grades": {"x": 5, "y": 2}})" + group);
  CHECK(warnings(parts).empty());
  const std::string by_act = R"("limits": [], "score": {"points": 5}, "exclusive": {"group": "g", "per": "act"})";
  parts.positive = rule("a", by_act + ", \"when\": \"has(event.act)\"");
  CHECK(warnings(parts).empty());

  const std::string free = R"("limits": [], )";
  const auto both = [&](const std::string& first, const std::string& second) {
    return with_two(free + first + group, free + second + group);
  };
  const std::string two = R"("score": {"points": 2})", five = R"("score": {"points": 5})";
  CHECK(both(five, two) == Codes{"always_below_group /positive/1"});
  CHECK(both(two, five) == Codes{"always_below_group /positive/0"});
  CHECK(both(five, R"("score": {"range": [1, 5]})") == Codes{"always_below_group /positive/1"});
  CHECK(both(five, R"("score": {"range": [1, 6]})").empty());
  CHECK(both(five + R"(, "when": "event.night")", two).empty());
  CHECK(both(five, two + R"(, "when": "event.night")") == Codes{"always_below_group /positive/1"});
  CHECK(both(five + R"(, "repeat": {"per": "year", "steps": [1, 0]})", two).empty());
  CHECK(both(five + R"(, "effective": {"from": "2026-02-01"})", two).empty());
}

TEST_CASE("a base that piles up", "[analysis]") {
  given::Parts parts;
  const auto base = [&](const std::string& text, const std::string& closings = "") {
    parts.keys = "\"base\": " + text + ",";
    parts.closings = closings;
    return warnings(parts);
  };
  const std::string monthly = R"({"points": 5, "each": "month", "account": "standing"})";
  const Codes piles = {"base_piles_up_standing /base"};
  CHECK(base(monthly) == piles);
  CHECK(base(monthly, R"({"id": "x", "kind": "reset", "at": "year", "account": "standing", "to": 0})").empty());
  CHECK(base(monthly, R"({"id": "x", "kind": "reset", "at": "year", "account": "spendable", "to": 0})") == piles);
  CHECK(base(R"({"points": 5, "each": "ever", "account": "standing"})").empty());
  CHECK(base(R"({"points": 5, "each": "year", "account": "standing"})").empty());  // the list lasts one year
  CHECK(base(R"({"points": 5, "each": "month"})").size() == 2);
  const std::string spendable = R"({"points": 5, "each": "month", "account": "spendable"})";
  CHECK(base(spendable) == Codes{"base_piles_up_spendable /base"});
  CHECK(base(spendable, R"({"id": "x", "kind": "expiry", "at": "year", "keep": 0})").empty());
}

TEST_CASE("vetoes without end", "[analysis]") {
  const auto veto = [](const std::string& text) { return with_negative(R"("score": {"points": 5}, "veto": )" + text); };
  CHECK(veto(R"({"for": "ever", "block": true})") == Codes{"veto_without_end /negative/0/veto"});
  CHECK(veto(R"({"for": "ever", "block": true, "cured_by": ["mended"]})").empty());
  CHECK(veto(R"({"for": "year", "block": true})").empty());
  CHECK(veto(R"({"for": {"months": 24}, "block": true})").empty());
}

TEST_CASE("deductions that nobody can object to", "[analysis]") {
  const std::string five = R"("score": {"points": 5})";
  const Codes uncovered = {"deduction_without_appeal /negative/0"};
  CHECK(with_negative(five, "") == uncovered);
  CHECK(with_negative(five, R"("workflow": {"evidence": 1},)") == uncovered);
  CHECK(with_negative(five, R"("workflow": {"appeal": {"days": 0}},)") == uncovered);
  CHECK(with_negative(five, R"("workflow": {"appeal": {"days": 10}},)").empty());
  CHECK(with_negative(five, R"("workflow": {"reviewers": 1},)").empty());
  CHECK(with_negative(five, R"("workflow": {"publicity": {"days": "5"}},)").empty());
  CHECK(with_negative(five + R"(, "workflow": {"appeal": {"days": 10}})", "").empty());
  CHECK(with_negative(five + R"(, "workflow": {"reviewers": 0})", R"("workflow": {"reviewers": 2},)") == uncovered);
}

TEST_CASE("what no points list may touch", "[analysis]") {
  given::Parts parts;
  parts.negative = R"({"id": "n", "category": "c", "title": {"zh": "越级上访", "en": "Petitions over the heads"},
                       "score": {"points": 5}})";
  CHECK(warnings(parts) == Codes{"sensitive_petitioning /negative/0/title/zh"});
  parts.negative = R"({"id": "n", "category": "c", "on": ["church_going"], "score": {"points": 5}})";
  CHECK(warnings(parts) == Codes{"sensitive_religion /negative/0/on"});
  parts.negative = R"({"id": "n", "category": "c", "when": "event.level == \"超生\"", "score": {"points": 5}})";
  CHECK(warnings(parts) == Codes{"sensitive_birth /negative/0/when"});
  parts.negative = R"({"id": "n", "category": "c", "note": "petitioning is left out", "score": {"points": 5}})";
  CHECK(warnings(parts).empty());
}

TEST_CASE("words of English stand alone, words of Chinese anywhere", "[analysis]") {
  CHECK(groups_of("Petition_handed-in") == Codes{"petitioning Petition"});
  CHECK(groups_of("competition").empty());
  CHECK(groups_of("repetition of petitions") == Codes{"petitioning petitions"});
  CHECK(groups_of("birthday").empty());
  CHECK(groups_of("birth-control fined") == Codes{"birth birth"});
  CHECK(groups_of("speech contest").empty());
  CHECK(groups_of("speech contest and other speech") == Codes{"speech speech"});
  CHECK(groups_of("health_insurance") == Codes{"benefits health_insurance"});
  CHECK(groups_of("赴京上访") == Codes{"petitioning 上访"});
  CHECK(groups_of("网上访谈").empty());
  CHECK(groups_of("中医保健").empty());
  CHECK(groups_of("中医保健与医保") == Codes{"benefits 医保"});
  CHECK(groups_of("学生育才").empty());
  CHECK(groups_of("取消低保、参加宗教活动") == Codes{"religion 宗教", "benefits 低保"});
  CHECK(groups_of("不信谣不传谣").empty());
  CHECK(groups_of("").empty());
  for (const analysis::SensitiveGroup& group : analysis::sensitive_groups()) {
    INFO(group.id);
    for (const auto& words : {group.zh, group.en}) {
      CHECK_FALSE(words.empty());
      for (const std::string_view word : words) {
        INFO(word);
        CHECK_FALSE(analysis::sensitive_word(group, word).empty());
      }
    }
    for (const auto& phrases : {group.zh_harmless, group.en_harmless}) {
      for (const std::string_view phrase : phrases) {
        INFO(phrase);
        CHECK(analysis::sensitive_word(group, phrase).empty());
      }
    }
  }
}

TEST_CASE("lists with errors have no warnings", "[analysis]") {
  given::Parts parts;
  parts.positive = R"({"id": "r", "category": "c", "score": {"points": -5}})";
  const std::vector<RuleList> lists = {parse({"v.json", given::list(parts)})};
  CHECK(has_errors(check(lists)));
  CHECK(analyse(lists).empty());
  CHECK(analyse({}).empty());
}

}  // namespace pointsbank
