#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank {
namespace {

using given::Codes;
using given::rule;
using given::warnings;

constexpr auto never_true = "condition_never_true /positive/0/when";

/// A rule with this condition; its score takes what the event brings.
Codes with_condition(const std::string& when, const std::string& more = R"("score": {"points": 5})") {
  given::Parts parts;
  std::string escaped;
  for (const char c : when) {
    if (c == '"') escaped.push_back('\\');
    escaped.push_back(c);
  }
  parts.positive = rule("r", more + R"(, "when": ")" + escaped + "\"");
  return warnings(parts);
}

Codes with_rule(const std::string& keys) {
  given::Parts parts;
  parts.positive = rule("r", keys);
  return warnings(parts);
}

}  // namespace

TEST_CASE("conditions that can never be true", "[analysis]") {
  for (const std::string when : {
           "false",
           "1 > 2",
           "event.quantity > 5 && event.quantity < 3",
           "event.quantity > 5 && event.quantity <= 5",
           "event.quantity == 1 && event.quantity == 2",
           "event.quantity > 2 && !(event.quantity > 1)",
           "event.level == \"a\" && event.level == \"b\"",
           "event.level in [\"a\", \"b\"] && event.level == \"c\"",
           "event.level in [\"a\", \"b\"] && !(event.level in [\"a\", \"b\", \"c\"])",
           "event.level in [\"ax\"] && event.level.startsWith(\"b\")",
           "event.night && !event.night",
           "event.night == true && event.night == false",
           "(event.quantity > 1) == (event.quantity <= 1)",
           "month(event.date) == 13",
           "month(event.date) > 3 && month(event.date) < 4",
           "weekday(event.date) == 0",
           "day(event.date) > 31",
           "year(event.date) == 2027",
           "event.date >= date(\"2027-01-01\")",
           "event.date < date(\"2026-01-01\")",
           "event.minute >= 24 * 60",
           "event.kind == \"other\"",
           "size(event.level) < 0",
           "event.quantity / 0 > 1",
           "!has(event.level) && event.level == \"a\"",
           "event.quantity > subject.members && event.quantity < subject.members",
           "subject.since > event.date && event.date >= subject.since",
           "subject.members > 5 && event.quantity > subject.members && event.quantity < 4",
           "event.quantity * 2 + 1 > 11 && event.quantity <= 5",
           "10 - event.quantity > 8 && event.quantity > 2",
           "event.quantity / 4 > 2 && event.quantity < 8",
           "abs(event.extra) < 0",
           "min(event.quantity, 3) > 3",
           "max(event.quantity, 3) < 3",
           "mod(event.quantity, 7) >= 7",
           "floor(event.extra) > 2 && floor(event.extra) < 3",
           "(event.night ? 1 : 2) > 2",
           "event.night && (event.night ? event.quantity > 3 : true) && event.quantity < 2",
           "(event.level == \"a\" || event.level == \"b\") && event.level == \"c\"",
           "event.quantity != 1 && event.quantity == 1",
           "month(event.date) in [1, 2] && month(event.date) > 2",
           "round(event.extra, 1) > 2.5 && event.extra < 2",
       }) {
    INFO(when);
    CHECK(with_condition(when) == Codes{never_true});
  }
}

TEST_CASE("conditions that may be true", "[analysis]") {
  for (const std::string when : {
           "true",
           "event.quantity > 3 && event.quantity < 5",
           "event.quantity >= 5 && event.quantity <= 5",
           "event.quantity > 3 && event.quantity < 4",
           "event.level == \"a\" || event.level == \"b\"",
           "event.level in [\"a\", \"b\"] && event.level != \"a\"",
           "event.level != \"a\" && event.level != \"b\"",
           "event.level == \"a\" && subject.grid == \"b\"",
           "event.level < \"b\" && event.level > \"a\"",
           "month(event.date) == 12 && day(event.date) == 31",
           "year(event.date) == 2026",
           "event.date == date(\"2026-12-31\")",
           "event.minute == 1439",
           "event.kind == \"r\"",
           "1 / event.extra > 1 || event.quantity > 2",
           "event.extra / event.quantity > 5 && event.quantity < 1",
           "event.quantity * event.extra > 100 && event.quantity < 1",
           "event.quantity < 0",
           "!has(event.level) || event.level == \"a\"",
           "has(event.level) ? event.level == \"a\" : event.night",
           "(has(event.extra) ? event.extra : 0) < 1 && !has(event.extra)",
           "event.quantity >= subject.members && event.quantity <= subject.members",
           "event.quantity == 1 || event.quantity == 2 && event.quantity == 3",
           "mod(event.quantity, 7) > 6",
           "mod(event.quantity, 0 - 7) < 0",
           "floor(event.extra) == 2 && event.extra > 2.9",
           "ceil(event.extra) == 3 && event.extra < 2.1",
           "round(event.extra) == 3 && event.extra < 2.6",
           "abs(event.extra) == 3 && event.extra < 0",
           "days(subject.since, event.date) > 4000",
           "event.quantity - 10 > 0 && event.quantity < 11",
           "0 - event.extra > 3",
           "round(event.extra, 1) == 2.5 && round(event.extra) == 2",
           "min(event.quantity, event.extra) < 1 && event.quantity > 5",
           "(event.level == \"a\") == (subject.grid == \"a\")",
           "event.night in [true]",
       }) {
    INFO(when);
    CHECK(with_condition(when).empty());
  }
}

TEST_CASE("what the score needs counts too", "[analysis]") {
  CHECK(with_condition("event.quantity < 0", R"("score": {"rate": 1})") == Codes{never_true});
  CHECK(with_condition("event.points > 5", R"("score": {"range": [1, 5]})") == Codes{never_true});
  CHECK(with_condition("event.points == 5", R"("score": {"range": [1, 5]})").empty());
  CHECK(with_condition("event.grade == \"z\"", R"("score": {"grades": {"x": 1, "y": 2}})") == Codes{never_true});
  CHECK(with_condition("!has(event.quantity)", R"("score": {"bands": [{"from": 0, "points": 1}]})") ==
        Codes{never_true});
  CHECK(with_condition("!has(event.quantity)").empty());
  CHECK(with_condition("month(event.date) == 12",
                       R"("score": {"points": 5}, "effective": {"from": "2026-03-01", "to": "2026-11-30"})") ==
        Codes{never_true});
}

TEST_CASE("very long conditions are left open", "[analysis]") {
  std::string when = "event.night";
  for (int i = 0; i < 60; ++i) when = "(" + when + ") == event.night";
  CHECK(with_condition(when).empty());
  std::string alternatives = "event.quantity == 0";
  for (int i = 1; i < 150; ++i) alternatives += " || event.quantity == " + std::to_string(i);
  CHECK(with_condition("(" + alternatives + ") && event.quantity > 500").empty());
}

TEST_CASE("rules that are never in effect", "[analysis]") {
  CHECK(with_rule(R"("score": {"points": 5}, "effective": {"from": "2027-01-01"})") ==
        Codes{"never_in_effect /positive/0/effective"});
  CHECK(with_rule(R"("score": {"points": 5}, "effective": {"from": "2026-12-31"})").empty());
}

TEST_CASE("scores that always come out as 0", "[analysis]") {
  const Codes zero = {"score_always_zero /positive/0/score"};
  for (const std::string score :
       {R"({"points": 0})", R"({"points": 0.04})", R"({"rate": 0})", R"({"grades": {"x": 0}})",
        R"({"bands": [{"from": 0, "points": 0}]})", R"({"range": [0, 0]})", R"({"marginal": [{"rate": 0}]})",
        R"({"formula": "0 * event.quantity"})", R"({"formula": "min(0, event.quantity) * 2"})"}) {
    INFO(score);
    CHECK(with_rule("\"score\": " + score) == zero);
  }
  CHECK(with_rule(R"("score": {"points": 5}, "repeat": {"per": "year", "steps": [0, 0]})") == zero);
  for (const std::string score : {R"({"points": 0.05})", R"({"grades": {"x": 0, "y": 1}})", R"({"rate": 0.001})",
                                  R"({"formula": "event.quantity - 2"})", R"({"range": [0, 1]})"}) {
    INFO(score);
    CHECK(with_rule("\"score\": " + score).empty());
  }
  // A veto is worth a rule that takes nothing.
  given::Parts parts;
  parts.negative = rule("n", R"("score": {"points": 0}, "veto": {"for": "year", "block": true})");
  CHECK(warnings(parts).empty());
}

TEST_CASE("limits of 0", "[analysis]") {
  CHECK(with_rule(R"("score": {"points": 5}, "limits": [{"per": "month", "points": 0}])") ==
        Codes{"limit_of_zero /positive/0/limits/0"});
  CHECK(with_rule(R"("score": {"points": 5}, "limits": [{"per": "day", "points": 5}, {"per": "year", "count": 0}])") ==
        Codes{"limit_of_zero /positive/0/limits/1"});
  given::Parts parts;
  parts.positive = rule("r", R"("score": {"points": 5})");
  parts.categories = R"({"id": "c", "limits": [{"per": "month", "earn": 0}]})";
  CHECK(warnings(parts) == Codes{"side_limit_of_zero_earn /categories/0/limits/0"});
}

TEST_CASE("grades and bands that nothing reaches", "[analysis]") {
  CHECK(with_condition("event.grade in [\"x\", \"y\"]", R"("score": {"grades": {"x": 1, "y": 2, "z": 3}})") ==
        Codes{"grade_never_reached /positive/0/score/grades/z"});
  const std::string bands = R"("score": {"bands": [{"from": 0, "points": 1}, {"from": 10, "points": 3}]})";
  CHECK(with_condition("event.quantity < 10", bands) == Codes{"band_never_reached /positive/0/score/bands/1"});
  CHECK(with_condition("event.quantity >= 10", bands) == Codes{"band_never_reached /positive/0/score/bands/0"});
  CHECK(with_condition("event.quantity <= 10", bands).empty());
  CHECK(with_rule(R"("score": {"bands": [{"from": -5, "points": 1}, {"from": 0, "points": 3}]})") ==
        Codes{"band_never_reached /positive/0/score/bands/0"});
  // What adds up passes every band.
  CHECK(with_condition("event.quantity < 10",
                       R"("limits": [], "score": {"over": {"per": "year"}, "bands": [{"from": 0, "points": 1},
      {"from": 10, "points": 3}]})")
            .empty());
}

TEST_CASE("quantities that no rule of several takes", "[analysis]") {
  const auto pair = [](const std::string& first, const std::string& second) {
    given::Parts parts;
    parts.positive = rule("small", R"("on": "gift", "score": {"points": 1}, "when": ")" + first + "\"") + "," +
                     rule("large", R"("on": "gift", "score": {"points": 3}, "when": ")" + second + "\"");
    return warnings(parts);
  };
  const Codes gap = {"quantity_gap /positive/1/when"};
  CHECK(pair("event.quantity >= 1 && event.quantity <= 1000", "event.quantity >= 1001") == gap);
  CHECK(pair("event.quantity < 1000", "event.quantity > 1000") == gap);
  CHECK(pair("event.quantity < 1000", "event.quantity >= 1000").empty());
  CHECK(pair("event.quantity <= 1000", "1000 < event.quantity").empty());
  CHECK(pair("event.quantity <= 1000", "event.quantity > 900") == Codes{"counted_twice /positive/1"});
  CHECK(pair("event.quantity < 10 && event.night", "event.quantity > 10").empty());
}

TEST_CASE("closings that do nothing", "[analysis]") {
  given::Parts parts;
  parts.effective = R"({"from": "2026-01-01", "to": "2026-11-30"})";
  parts.closings = R"({"id": "x", "kind": "ranking", "at": "year"})";
  CHECK(warnings(parts) == Codes{"closing_never_comes /closings/0/at"});
  parts.closings = R"({"id": "x", "kind": "ranking", "at": "quarter"})";
  CHECK(warnings(parts).empty());
  parts.closings = R"({"id": "x", "kind": "ranking", "at": "month", "when": "subject.poor && !subject.poor"})";
  CHECK(warnings(parts) == Codes{"closing_picks_nobody /closings/0/when"});
  parts.closings = R"({"id": "x", "kind": "ranking", "at": "month", "when": "subject.poor"})";
  CHECK(warnings(parts).empty());
}

TEST_CASE("what comes on other days of the book is no matter of one version", "[analysis]") {
  // As a reform divides a book: the year ends in the second part, and a rule is in effect in one of them alone.
  given::Parts first, second;
  first.effective = R"({"from": "2026-01-01", "to": "2026-10-31"})";
  second.effective = R"({"from": "2026-11-01", "to": "2026-12-31"})";
  first.closings = second.closings = R"({"id": "x", "kind": "ranking", "at": "year"})";
  first.positive = second.positive = rule("lesson", R"("score": {"points": 5}, "effective": {"to": "2026-10-31"})") +
                                     "," +
                                     rule("winter", R"("score": {"points": 5}, "when": "month(event.date) >= 11")");
  const auto both = [&] {
    std::string later = list(second);
    const std::string version = R"("version": "1")";
    later.replace(later.find(version), version.size(), R"("version": "2")");
    return given::warnings_of_all({list(first), later});
  };
  CHECK(both().empty());
  // Of the parts by themselves it is said.
  CHECK(warnings(first) == Codes{"condition_never_true /positive/1/when", "closing_never_comes /closings/0/at"});
  CHECK(warnings(second) == Codes{"never_in_effect /positive/0/effective"});
  // And where it comes on no day of the whole book.
  second.effective = R"({"from": "2026-11-01", "to": "2026-11-30"})";
  CHECK(both() == Codes{"closing_never_comes /closings/0/at", "closing_never_comes /closings/0/at"});
}

TEST_CASE("levels and ranks", "[analysis]") {
  given::Parts parts;
  const auto levels = [&](const std::string& text) {
    parts.closings = R"({"id": "x", "kind": "rating", "at": "month", "levels": [)" + text + "]}";
    return warnings(parts);
  };
  const Codes never = {"level_never_reached /closings/0/levels/1"};
  CHECK(levels(R"({"id": "a", "at_least": 60}, {"id": "b", "at_least": 90})") == never);
  CHECK(levels(R"({"id": "a", "at_least": 60}, {"id": "b", "above": 60})") == never);
  CHECK(levels(R"({"id": "a", "top": 10}, {"id": "b", "at_least": 60, "top": 5})") == never);
  CHECK(levels(R"({"id": "a", "above": 60}, {"id": "b", "at_least": 60})").empty());
  CHECK(levels(R"({"id": "a", "at_least": 90}, {"id": "b", "at_least": 60})").empty());
  CHECK(levels(R"({"id": "a", "at_least": 60, "top": 10}, {"id": "b", "at_least": 90})").empty());
  const auto awards = [&](const std::string& text) {
    parts.closings = R"({"id": "x", "kind": "ranking", "at": "month", "awards": [)" + text + "]}";
    return warnings(parts);
  };
  CHECK(awards(R"({"ranks": [1, 1], "points": 5}, {"ranks": [3, 4], "points": 2})") ==
        Codes{"ranks_gap /closings/0/awards"});
  CHECK(awards(R"({"ranks": [2, 4], "points": 2}, {"ranks": [1, 1], "points": 5})").empty());
}

}  // namespace pointsbank
