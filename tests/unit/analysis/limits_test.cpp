#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank {
namespace {

using given::Codes;
using given::rule;
using given::warnings;

Codes with_limits(const std::string& limits, const std::string& keys = R"("score": {"points": 5})") {
  given::Parts parts;
  parts.positive = rule("r", keys + ", \"limits\": [" + limits + "]");
  return warnings(parts);
}

Codes with_sides(const std::string& of_rule, const std::string& of_category, const std::string& of_list) {
  given::Parts parts;
  parts.positive = rule("r", R"("score": {"points": 5}, "limits": [)" + of_rule + "]");
  parts.categories = R"({"id": "c", "limits": [)" + of_category + "]}";
  parts.keys = "\"limits\": [" + of_list + "],";
  return warnings(parts);
}

}  // namespace

TEST_CASE("limits of a rule that never bind", "[analysis]") {
  const Codes second = {"limit_never_binds /positive/0/limits/1"};
  CHECK(with_limits(R"({"per": "month", "points": 20}, {"per": "year", "points": 240})") == second);
  CHECK(with_limits(R"({"per": "month", "points": 20}, {"per": "year", "points": 239})").empty());
  CHECK(with_limits(R"({"per": "year", "points": 20}, {"per": "month", "points": 20})") == second);
  CHECK(with_limits(R"({"per": "year", "points": 20}, {"per": "month", "points": 19})").empty());
  CHECK(with_limits(R"({"per": "quarter", "count": 2}, {"per": "month", "points": 10})") == second);
  CHECK(with_limits(R"({"per": "quarter", "count": 2}, {"per": "month", "points": 9.9})").empty());
  CHECK(with_limits(R"({"per": "month", "points": 20, "by": "member"}, {"per": "year", "points": 240})").empty());
  CHECK(with_limits(R"({"per": "month", "points": 20}, {"per": "year", "points": 240, "by": "member"})") == second);
  // A week lies in two months, a month in six weeks.
  CHECK(with_limits(R"({"per": "month", "points": 10}, {"per": "week", "points": 19})").empty());
  CHECK(with_limits(R"({"per": "month", "points": 10}, {"per": "week", "points": 20})") == second);
  CHECK(with_limits(R"({"per": "week", "points": 10}, {"per": "month", "points": 59})").empty());
  CHECK(with_limits(R"({"per": "week", "points": 10}, {"per": "month", "points": 60})") == second);
  CHECK(with_limits(R"({"per": "day", "points": 1}, {"per": "month", "points": 31})") == second);
  CHECK(with_limits(R"({"per": "day", "points": 1}, {"per": "month", "points": 30})").empty());
  // The list is in effect for one year.
  CHECK(with_limits(R"({"per": "month", "points": 10}, {"per": "ever", "points": 120})") == second);
  CHECK(with_limits(R"({"per": "month", "points": 10}, {"per": "ever", "points": 119})").empty());
  CHECK(with_limits(R"({"per": "month", "points": 10}, {"per": "year", "points": 60})",
                    R"("score": {"points": 5}, "effective": {"from": "2026-03-15", "to": "2026-08-15"})") == second);
}

TEST_CASE("limits that the form of the rule keeps", "[analysis]") {
  const Codes first = {"limit_never_binds /positive/0/limits/0"};
  const std::string ten = R"({"per": "month", "points": 10})";
  CHECK(with_limits(ten, R"("score": {"points": 5}, "repeat": {"per": "month", "steps": [1, 1, 0]})") == first);
  CHECK(with_limits(ten, R"("score": {"points": 5}, "repeat": {"per": "month", "steps": [1, 1, 0.5]})").empty());
  CHECK(with_limits(ten, R"("score": {"points": 5}, "repeat": {"per": "week", "steps": [1, 1, 0]})").empty());
  CHECK(with_limits(ten, R"("score": {"bands": [{"from": 0, "points": 1}, {"from": 9, "points": 10}],
      "over": {"per": "month"}})") == first);
  CHECK(with_limits(ten, R"("score": {"marginal": [{"to": 10, "rate": 1}], "over": {"per": "year"}})") == first);
  CHECK(with_limits(ten, R"("score": {"marginal": [{"to": 10, "rate": 1}, {"rate": 0.1}], "over": {"per": "year"}})")
            .empty());
  CHECK(with_limits(ten, R"("score": {"rate": 1}, "when": "event.quantity <= 10")").empty());
  const std::string once = R"(, {"per": "month", "count": 1})";
  CHECK(with_limits(ten + once, R"("score": {"rate": 1}, "when": "event.quantity <= 10")") == first);
  CHECK(with_limits(ten + once, R"("score": {"rate": 1}, "when": "event.quantity <= 10.1")").empty());
  CHECK(with_limits(ten + once, R"("score": {"formula": "min(event.quantity * 0.1, 5) * 2"})") == first);
  CHECK(with_limits(ten + once, R"("score": {"formula": "event.quantity * 0.1"})").empty());
}

TEST_CASE("counts that never bind", "[analysis]") {
  const Codes second = {"count_limit_never_binds /positive/0/limits/1"};
  // Of points and a count in one period one is always too many where every event gives the same.
  CHECK(with_limits(R"({"per": "month", "points": 24}, {"per": "month", "count": 5})") == second);
  CHECK(with_limits(R"({"per": "month", "points": 26}, {"per": "month", "count": 5})") ==
        Codes{"limit_never_binds /positive/0/limits/0"});
  CHECK(with_limits(R"({"per": "month", "points": 24}, {"per": "quarter", "count": 5})").empty());
  CHECK(with_limits(R"({"per": "month", "points": 20}, {"per": "quarter", "count": 12})") == second);
  CHECK(with_limits(R"({"per": "month", "points": 20}, {"per": "month", "count": 4})",
                    R"("score": {"range": [1, 5]})") == Codes{"limit_never_binds /positive/0/limits/0"});
  CHECK(with_limits(R"({"per": "month", "points": 19}, {"per": "month", "count": 4})", R"("score": {"range": [1, 5]})")
            .empty());
  CHECK(with_limits(R"({"per": "month", "count": 2}, {"per": "year", "count": 24})") == second);
  CHECK(with_limits(R"({"per": "month", "count": 2}, {"per": "year", "count": 23})").empty());
}

TEST_CASE("limits wider than those above", "[analysis]") {
  const std::string thirty = R"({"per": "month", "points": 30})";
  const std::string earn_20 = R"({"per": "month", "earn": 20})";
  CHECK(with_sides(thirty, earn_20, "") == Codes{"limit_wider_than_category /positive/0/limits/0"});
  CHECK(with_sides(thirty, "", earn_20) == Codes{"limit_wider_than_list /positive/0/limits/0"});
  CHECK(with_sides(thirty, R"({"per": "month", "deduct": 20})", "") ==
        Codes{"limit_without_negative_rules /categories/0/limits/0"});
  CHECK(with_sides(R"({"per": "month", "points": 20})", earn_20, "") ==
        Codes{"side_limit_never_binds /categories/0/limits/0"});
  CHECK(with_sides(R"({"per": "month", "points": 300})", R"({"per": "year", "earn": 200})", "") ==
        Codes{"limit_wider_than_category /positive/0/limits/0"});
  CHECK(with_sides(R"({"per": "year", "points": 300})", earn_20, "") ==
        Codes{"limit_wider_than_category /positive/0/limits/0"});
  CHECK(with_sides(R"({"per": "year", "points": 200})", earn_20, "").empty());
  CHECK(with_sides(R"({"per": "week", "points": 41})", earn_20, "") ==
        Codes{"limit_wider_than_category /positive/0/limits/0"});
  CHECK(with_sides(R"({"per": "week", "points": 30})", earn_20, "").empty());
  CHECK(with_sides(R"({"per": "day", "count": 1})", R"({"per": "month", "earn": 60})",
                   R"({"per": "month", "earn": 50})") ==
        Codes{"category_limit_wider_than_list /categories/0/limits/0"});
}

TEST_CASE("limits of categories that their rules keep", "[analysis]") {
  given::Parts parts;
  parts.positive = rule("a", R"("score": {"points": 5}, "limits": [{"per": "month", "points": 10}])") + "," +
                   rule("b", R"("score": {"points": 5}, "limits": [{"per": "month", "points": 15}])");
  const auto of_category = [&](const std::string& limit) {
    parts.categories = R"({"id": "c", "limits": [)" + limit + "]}";
    return warnings(parts);
  };
  const Codes never = {"side_limit_never_binds /categories/0/limits/0"};
  CHECK(of_category(R"({"per": "month", "earn": 25})") == never);
  CHECK(of_category(R"({"per": "month", "earn": 24})").empty());
  CHECK(of_category(R"({"per": "year", "earn": 300})") == never);
  CHECK(of_category(R"({"per": "month", "earn": 20}, {"per": "year", "earn": 240})") ==
        Codes{"side_limit_never_binds /categories/0/limits/1"});
  parts.positive = rule("a", R"("score": {"points": 5}, "exclusive": {"group": "g", "per": "month"}, "limits": [])") +
                   "," +
                   rule("b", R"("score": {"points": 8}, "exclusive": {"group": "g", "per": "month"}, "limits": [])");
  CHECK(of_category(R"({"per": "month", "earn": 8})") == never);
  CHECK(of_category(R"({"per": "month", "earn": 7.9})").empty());
}

TEST_CASE("limits count through the versions of a book", "[analysis]") {
  const auto version = [](const std::string& number, const std::string& from, const std::string& to,
                          const std::string& limits) {
    given::Parts parts;
    parts.effective = R"({"from": ")" + from + R"(", "to": ")" + to + "\"}";
    parts.positive = rule("r", R"("score": {"points": 5}, "limits": [)" + limits + "]");
    std::string text = given::list(parts);
    text.replace(text.find(R"("version": "1")"), 14, R"("version": ")" + number + "\"");
    return text;
  };
  const std::string month = R"({"per": "month", "points": 20})";
  const std::string both = month + R"(, {"per": "year", "points": 240})";
  // Alone the half year's months would keep it; with the other version's months too, but only if they are bounded.
  CHECK(given::warnings_of_all(
            {version("1", "2026-01-01", "2026-06-30", both), version("2", "2026-07-01", "2026-12-31", month)}) ==
        Codes{"limit_never_binds /positive/0/limits/1"});
  CHECK(given::warnings_of_all({version("1", "2026-01-01", "2026-06-30", both),
                                version("2", "2026-07-01", "2026-12-31", R"({"per": "day", "points": 20})")})
            .empty());
}

TEST_CASE("positive rules without any limit", "[analysis]") {
  const Codes none = {"no_limit /positive/0"};
  CHECK(with_limits("") == none);
  CHECK(with_limits("", R"("score": {"points": 5}, "repeat": {"per": "year", "steps": [1, 0.5]})") == none);
  CHECK(with_limits("", R"("score": {"rate": 5}, "exclusive": {"group": "g", "per": "act"})") == none);
  CHECK(with_limits("", R"("score": {"points": 5}, "repeat": {"per": "year", "steps": [1, 0]})").empty());
  // Without an act each event stands alone.
  const std::string by_act = R"("score": {"points": 5}, "exclusive": {"group": "g", "per": "act"})";
  CHECK(with_limits("", by_act) == none);
  CHECK(with_limits("", by_act + R"(, "when": "has(event.act) && event.night")").empty());
  CHECK(with_limits("", by_act + R"(, "when": "has(event.act) || event.night")") == none);
  CHECK(with_limits("", R"("score": {"grades": {"x": 5}}, "exclusive": {"group": "g", "per": "year"})").empty());
  CHECK(with_limits("", R"("score": {"bands": [{"from": 0, "points": 5}], "over": {"per": "year"}})").empty());
  CHECK(with_limits(R"({"per": "day", "count": 1, "by": "member"})").empty());
  CHECK(with_sides("", R"({"per": "month", "earn": 20})", "").empty());
  CHECK(with_sides("", "", R"({"per": "month", "earn": 20})").empty());
  given::Parts parts;
  parts.negative = rule("n", R"("score": {"points": 5}, "limits": [])");
  CHECK(warnings(parts).empty());
  parts.positive =
      rule("a", R"("score": {"points": 5}, "limits": [])") + "," + rule("b", R"("score": {"points": 5}, "limits": [])");
  CHECK(warnings(parts) == Codes{"no_limit_in_category /categories/0"});
}

}  // namespace pointsbank
