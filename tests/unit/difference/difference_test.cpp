// What two lists differ in, by meaning.
#include "pointsbank/difference.hpp"

#include <string>

#include "support/catch.hpp"

using namespace pointsbank;

namespace {

Program compiled(const std::string& text) {
  const RuleList parsed = parse({"t.json", text});
  return compile(std::span(&parsed, 1));
}

std::string list(const std::string& positive, const std::string& more = {},
                 const std::string& effective = R"("from": "2026-01-01")") {
  return R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {)" + effective +
         R"(}, "groups": ["grid"],
    "categories": [{"id": "order"}], "positive": [)" +
         positive + R"(], "negative": [])" + (more.empty() ? more : ", " + more) + "}";
}
std::string rule(const std::string& keys) { return R"({"id": "r", "category": "order", )" + keys + "}"; }

/// `field: before → after`, in brackets where there is no field.
std::string told(const Difference& difference) {
  constexpr const char* changes[] = {"added", "removed", "changed"};
  const std::string field =
      difference.field.empty() ? changes[static_cast<std::size_t>(difference.change)] : difference.field;
  return field + ": " + difference.before + " → " + difference.after;
}
std::vector<std::string> told(const std::string& before, const std::string& after) {
  std::vector<std::string> lines;
  for (const Difference& each : differences(compiled(before), compiled(after))) lines.push_back(told(each));
  return lines;
}
std::vector<std::string> of_rules(const std::string& before, const std::string& after) {
  return told(list(rule(before)), list(rule(after)));
}
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("difference: fields of scores") {
  CHECK(of_rules(R"("score": {"points": 5})", R"("score": {"points": "5.0"})").empty());
  CHECK(of_rules(R"("score": {"rate": 2})", R"("score": {"rate": 2, "each": 1})").empty());
  CHECK(of_rules(R"("score": {"rate": 2})", R"("score": {"rate": 2, "each": 3})") == Lines{"score.each: 1 → 3"});
  CHECK(of_rules(R"("score": {"grades": {"a": 1, "b": 2}})", R"("score": {"grades": {"b": 2.5, "a": 1}})") ==
        Lines{"score.grades.b: 2 → 2.5"});
  CHECK(of_rules(R"("score": {"grades": {"a.b": 1}})", R"("score": {"grades": {"a.b": 2}})") ==
        Lines{R"(score.grades."a.b": 1 → 2)"});
  CHECK(of_rules(R"("score": {"bands": [{"from": 0, "points": 1}, {"from": 10, "points": 3}]})",
                 R"("score": {"bands": [{"from": 0, "points": 1}, {"from": 12, "points": 3}]})") ==
        Lines{"score.bands[10].from: 10 → 12"});
  CHECK(of_rules(R"("score": {"marginal": [{"to": 20, "rate": 1}, {"rate": 1, "each": 3}]})",
                 R"("score": {"marginal": [{"to": 20, "rate": 1}, {"rate": 2, "each": 3}]})") ==
        Lines{"score.marginal[rest].rate: 1 → 2"});
  CHECK(of_rules(R"("score": {"range": [1, 5]})", R"("score": {"range": [1, 6]})") ==
        Lines{"score.range: [1, 5] → [1, 6]"});
  CHECK(of_rules(R"("score": {"points": 5})", R"("score": {"formula": "5"})") ==
        Lines{R"(score: {"points": 5} → {"formula": "5"})"});
  CHECK(of_rules(R"("score": {"rate": 1})", R"("score": {"rate": 1, "over": {"per": "year"}})") ==
        Lines{R"(score.over:  → {"per": "year", "by": "household"})"});
}

TEST_CASE("difference: fields beside the score") {
  const std::string score = R"("score": {"points": 5})";
  CHECK(of_rules(score + R"(, "limits": [{"per": "year", "points": 9}, {"per": "year", "count": 9}])",
                 score + R"(, "limits": [{"per": "year", "count": 8}, {"per": "year", "points": 9}])") ==
        Lines{"limits[year,household].count: 9 → 8"});
  CHECK(of_rules(score, score + R"(, "limits": [{"per": "year", "points": 9, "by": "member"}])") ==
        Lines{"limits[year,member].points:  → 9"});
  CHECK(of_rules(score + R"(, "repeat": {"per": "year", "steps": [0, 1]})",
                 score + R"(, "repeat": {"per": "year", "steps": [0, 2]})") == Lines{"repeat.steps: [0, 1] → [0, 2]"});
  CHECK(of_rules(score, score + R"(, "valid": {"months": 12})") == Lines{R"(valid:  → {"months": 12})"});
  CHECK(of_rules(score + R"(, "on": ["a", "b"])", score + R"(, "on": ["b", "a", "c"])") ==
        Lines{R"(on: ["a", "b"] → ["a", "b", "c"])"});
  CHECK(
      of_rules(score + R"(, "when": "event.quantity>=0.50")", score + R"(, "when": "event.quantity >= 0.5")").empty());
  CHECK(of_rules(score + R"(, "when": "event.quantity>=0.50")", score + R"(, "when": "event.quantity >= 0.6")") ==
        Lines{R"(when: "event.quantity >= 0.5" → "event.quantity >= 0.6")"});
  CHECK(of_rules(score, score + R"(, "title": {"zh": "甲", "en": "A"}, "x-own": 1)") ==
        Lines{R"(title.zh:  → "甲")", R"(title.en:  → "A")"});
  CHECK(of_rules(score, score + R"(, "effective": {"to": "2026-03-01"}, "public": false)") ==
        Lines{R"(effective.to:  → "2026-03-01")", "public: true → false"});
  CHECK(of_rules(score, score + R"(, "workflow": {"publicity": {"days": 5}})") ==
        Lines{R"(workflow:  → {"publicity": {"days": 5, "working": false}})"});
}

TEST_CASE("difference: the order of levels and of closings is meaning, that of awards and keys is not") {
  const auto rating = [](const std::string& levels) {
    return list("", R"("closings": [{"id": "c", "kind": "rating", "at": "year", "levels": [)" + levels + "]}]");
  };
  const std::string a = R"({"id": "a", "at_least": 5})", b = R"({"id": "b", "top": 3})";
  CHECK(told(rating(a + ", " + b), rating(b + ", " + a)) == Lines{R"(levels: ["a", "b"] → ["b", "a"])"});
  CHECK(told(rating(a), rating(R"({"id": "a", "at_least": 6})")) == Lines{"levels[a].at_least: 5 → 6"});
  const auto ranking = [](const std::string& awards) {
    return list("", R"("closings": [{"id": "c", "kind": "ranking", "at": "month", "awards": [)" + awards + "]}]");
  };
  const std::string one = R"({"ranks": [1, 1], "points": 9})", three = R"({"ranks": [2, 3], "points": 4})";
  CHECK(told(ranking(one + ", " + three), ranking(three + ", " + one)).empty());
  CHECK(told(ranking(one + ", " + three), ranking(one + R"(, {"ranks": [2, 4], "points": 4})")) ==
        Lines{"awards[2-3].ranks: [2, 3] → [2, 4]"});
  const std::string c = R"({"id": "c", "kind": "reset", "at": "year", "account": "both", "to": 0})";
  const std::string d = R"({"id": "d", "kind": "expiry", "at": "year", "keep": 0.5})";
  CHECK(told(list("", R"("closings": [)" + c + ", " + d + "]"), list("", R"("closings": [)" + d + ", " + c + "]")) ==
        Lines{R"(closings: ["c", "d"] → ["d", "c"])"});
}

TEST_CASE("difference: the order of rules counts only where they hear one kind") {
  const std::string one = R"({"id": "a", "category": "order", "on": "k", "score": {"points": 1}})";
  const std::string two = R"({"id": "b", "category": "order", "on": "k", "score": {"points": 1}})";
  const std::string other = R"({"id": "c", "category": "order", "score": {"points": 1}})";
  CHECK(told(list(one + ", " + other), list(other + ", " + one)).empty());
  CHECK(told(list(one + ", " + two), list(two + ", " + one)) == Lines{R"(positive: ["a", "b"] → ["b", "a"])"});
}

TEST_CASE("difference: what comes and goes stands as it was written") {
  const std::string choir = R"({"id": "choir", "category": "order", "score": {"points": 1.50}, "x-own": [true, null]})";
  const std::vector<Difference> found = differences(compiled(list("")), compiled(list(choir)));
  REQUIRE(found.size() == 1);
  CHECK(found[0].target == Difference::Target::rule);
  CHECK(found[0].id == "choir");
  CHECK(found[0].list == "positive");
  CHECK(told(found[0]) ==
        R"(added:  → {"id": "choir", "category": "order", "score": {"points": 1.5}, "x-own": [true, null]})");
  CHECK(to_text(found, Language::zh) == "新增，加分项：choir\n");
  CHECK(differences(compiled(list(choir)), compiled(list("")))[0].change == Difference::Change::removed);
}

TEST_CASE("difference: JSON and text of none") {
  CHECK(to_json({}) == "{\n  \"equal\": true,\n  \"differences\": []\n}\n");
  CHECK(to_text({}) == "no differences: both mean the same\n");
}

TEST_CASE("difference: books are compared along time, and what goes on is told once") {
  const auto book = [](std::initializer_list<std::string> texts) {
    std::vector<RuleList> lists;
    for (const std::string& text : texts) lists.push_back(parse({"t.json", text}));
    return compile(lists);
  };
  const auto version = [](const std::string& name, const std::string& from, const std::string& to,
                          const std::string& points) {
    std::string text =
        list(rule(R"("score": {"points": )" + points + "}"), {}, R"("from": ")" + from + R"(", "to": ")" + to + '"');
    return text.replace(text.find(R"("version": "1")"), 14, R"("version": ")" + name + '"');
  };
  const Program before = book({version("1", "2026-01-01", "2026-12-31", "5")});
  const Program after =
      book({version("1", "2026-01-01", "2026-03-31", "5"), version("2", "2026-04-01", "2026-06-30", "7"),
            version("3", "2026-07-01", "2026-12-31", "7")});
  const std::vector<Difference> found = differences(before, after);
  REQUIRE(found.size() == 3);
  CHECK(told(found[0]) == R"(version: "1" → "2")");
  CHECK(found[0].to == Date::of(2026, 6, 30));
  CHECK(told(found[2]) == "score.points: 5 → 7");
  CHECK(found[2].from == Date::of(2026, 4, 1));
  CHECK_FALSE(found[2].to.has_value());
  CHECK(differences(after, after).empty());
  const Program shorter =
      book({version("1", "2026-01-01", "2026-03-31", "5"), version("2", "2026-04-01", "2026-06-30", "7")});
  const std::vector<Difference> ends = differences(after, shorter);
  REQUIRE(ends.size() == 1);
  CHECK(told(ends[0]) == R"(effective.to: "2026-12-31" → "2026-06-30")");
}
