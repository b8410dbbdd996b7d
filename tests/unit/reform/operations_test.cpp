// What each operation does.
#include "given.hpp"

using namespace pointsbank;
using namespace pointsbank::given;

namespace {

Texts changed(const std::string& operations) { return changes(book(), applied(operations)); }

}  // namespace

TEST_CASE("set changes a field by its name, and makes what is missing") {
  CHECK(changed(R"({"op": "set", "rule": "help", "field": "score.rate", "value": 3})") ==
        Texts{"help score.rate: 2 -> 3"});
  CHECK(changed(R"({"op": "set", "rule": "help", "field": "limits[month,household].points", "value": 8})") ==
        Texts{"help limits[month,household].points: 10 -> 8"});
  CHECK(changed(R"({"op": "set", "rule": "help", "field": "limits[month].count", "value": 4})") ==
        Texts{"help limits[month,household].count: 3 -> 4"});
  CHECK(changed(R"({"op": "set", "rule": "meeting", "field": "limits[year,member].points", "value": "6.5"})") ==
        Texts{"meeting limits[year,member].points:  -> 6.5"});
  CHECK(changed(R"({"op": "set", "closing": "top", "field": "awards[1-3].points", "value": 8})") ==
        Texts{"top awards[1-3].points: 5 -> 8"});
  CHECK(changed(R"({"op": "set", "closing": "top", "field": "awards[4-6].points", "value": 1})") ==
        Texts{R"(top awards[4-6]:  -> {"ranks": [4, 6], "points": 1})"});
  CHECK(changed(R"({"op": "set", "closing": "stars", "field": "levels[five].at_least", "value": 25})") ==
        Texts{"stars levels[five].at_least: 20 -> 25"});
  CHECK(changed(R"({"op": "set", "rule": "help", "field": "repeat", "value": {"per": "day", "steps": [1, 0.5]}})") ==
        Texts{R"(help repeat:  -> {"per": "day", "by": "household", "steps": [1, 0.5]})"});
  CHECK(
      changed(
          R"({"op": "set", "field": "base.points", "value": 60}, {"op": "set", "field": "base.each", "value": "year"})") ==
      Texts{R"(v base:  -> {"points": 60, "each": "year", "account": "both"})"});
  CHECK(changed(R"({"op": "set", "rule": "litter", "field": "score", "value": {"grades": {"a.b": 1}}},
                   {"op": "set", "rule": "help", "field": "title.zh", "value": "互助"})")
            .size() == 2);
}

TEST_CASE("set of a category reaches its own fields, else those of all its rules") {
  CHECK(changed(R"({"op": "set", "category": "civility", "field": "limits[month].earn", "value": 20})") ==
        Texts{"civility limits[month,household].earn: 30 -> 20"});
  CHECK(changed(R"({"op": "set", "category": "civility", "field": "account", "value": "standing"})") ==
        Texts{R"(help account: "both" -> "standing")", R"(meeting account: "both" -> "standing")"});
}

TEST_CASE("scale multiplies amounts exactly and nothing else") {
  CHECK(changed(R"({"op": "scale", "category": "civility", "field": "score", "by": 1.2})") ==
        Texts{"help score.rate: 2 -> 2.4", "meeting score.points: 1 -> 1.2"});
  CHECK(changed(R"({"op": "scale", "rule": "help", "field": "limits", "by": "0.5"})") ==
        Texts{"help limits[month,household].points: 10 -> 5"});
  CHECK(changed(R"({"op": "scale", "list": "negative", "field": "score", "by": 2})") ==
        Texts{"litter score.points: 2 -> 4"});
  CHECK(changed(R"({"op": "scale", "closing": "top", "field": "awards", "by": 2})") ==
        Texts{"top awards[1-3].points: 5 -> 10"});
  const std::string forms = R"({"op": "set", "rule": "meeting", "field": "score", "value": )";
  const auto scaled = [&](const std::string& score) {
    const std::vector<RuleList> before = applied(forms + score + "}");
    return changes(before, applied(R"({"op": "scale", "rule": "meeting", "field": "score", "by": 1.5})", before));
  };
  CHECK(scaled(R"({"bands": [{"from": 0, "points": 1}, {"from": 10, "points": 3}]})") ==
        Texts{"meeting score.bands[0].points: 1 -> 1.5", "meeting score.bands[10].points: 3 -> 4.5"});
  CHECK(scaled(R"({"marginal": [{"to": 20, "rate": 1}, {"rate": 1, "each": 3}]})") ==
        Texts{"meeting score.marginal[20].rate: 1 -> 1.5", "meeting score.marginal[rest].rate: 1 -> 1.5"});
  CHECK(scaled(R"({"range": [1, 5]})") == Texts{"meeting score.range: [1, 5] -> [1.5, 7.5]"});
  CHECK(scaled(R"({"grades": {"gold": 50}})") == Texts{"meeting score.grades.gold: 50 -> 75"});
  CHECK(scaled(R"({"formula": "event.quantity + 1"})") ==
        Texts{R"(meeting score.formula: "event.quantity + 1" -> "(event.quantity + 1) * 1.5")"});
}

TEST_CASE("disable takes a rule out of effect and keeps its kind known; enable brings it back") {
  const std::vector<RuleList> off = applied(R"({"op": "disable", "rule": "litter"})");
  CHECK(changes(book(), off) == Texts{R"(litter effective.to:  -> "2025-12-31")"});
  CHECK(changes(book(), applied(R"({"op": "enable", "rule": "litter"})", off)).empty());
  const std::vector<RuleList> autumn =
      applied(R"({"op": "disable", "rule": "litter", "from": "2026-09-01", "to": "2026-11-30"})");
  CHECK(autumn.size() == 3);
  CHECK(changes(book(), autumn) == Texts{R"(litter effective.to:  -> "2026-08-31" from 2026-09-01 to 2026-11-30)"});
  const std::vector<RuleList> closed = applied(R"({"op": "disable", "closing": "top"})");
  CHECK(changes(book(), closed) == Texts{R"(top when:  -> "false")"});
  CHECK(changes(book(), applied(R"({"op": "enable", "closing": "top"})", closed)).empty());
}

TEST_CASE("add and remove") {
  const std::vector<RuleList> more = applied(
      R"({"op": "add", "list": "positive", "rule": {"id": "choir", "category": "art", "score": {"points": 3}}, "after": "help"},
         {"op": "add", "category": {"id": "art"}})");
  CHECK(changes(book(), more) == Texts{"art added", "choir added"});
  CHECK(to_json(more[0]).find("choir") < to_json(more[0]).find("meeting"));
  CHECK(changed(R"({"op": "remove", "rule": "litter"})") == Texts{"litter removed"});
  CHECK(changed(R"({"op": "remove", "rule": "help", "field": "limits[month].count"})") ==
        Texts{"help limits[month,household].count: 3 -> "});
  CHECK(changed(R"({"op": "remove", "closing": "stars", "field": "levels[four]"})").size() == 1);
}

TEST_CASE("order, a move to the other list, and a new id") {
  CHECK(changed(R"({"op": "order", "list": "closings", "ids": ["stars", "top"]})") ==
        Texts{R"(v closings: ["top", "stars"] -> ["stars", "top"])"});
  CHECK(changed(R"({"op": "set", "rule": "meeting", "field": "list", "value": "negative"})") ==
        Texts{R"(meeting list: "positive" -> "negative")"});
  const std::vector<RuleList> renamed =
      applied(R"({"op": "set", "rule": "litter", "field": "id", "value": "rubbish"})");
  CHECK(changes(book(), renamed) == Texts{"litter removed", "rubbish added"});
  CHECK(to_json(renamed[0]).find(R"("on": ["litter"])") != std::string::npos);
}
