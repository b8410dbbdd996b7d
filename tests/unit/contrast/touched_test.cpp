// What a change of rules may touch: whoever is not named has the same postings.
#include <algorithm>
#include <set>
#include <tuple>

#include "given.hpp"

using namespace pointsbank;
using namespace pointsbank::given;

namespace {

using Words = std::vector<std::string>;

Touched touched(const std::string& operations) {
  const Village village;
  return touched_kinds(compile(village.lists()), compile(village.reformed(operations)));
}

}  // namespace

TEST_CASE("a changed rule touches the kinds that it hears, a category those of its rules") {
  CHECK(touched(higher_rate).kinds == Words{"help"});
  CHECK_FALSE(touched(higher_rate).everything);
  CHECK(touched(R"({"op": "set", "category": "civility", "field": "limits[month].earn", "value": 9})").kinds ==
        Words{"help", "meeting"});
  CHECK(touched(R"({"op": "set", "rule": "help", "field": "on", "value": ["aid"]})").kinds == Words{"aid", "help"});
  CHECK(touched(R"({"op": "disable", "rule": "litter", "from": "2026-06-01"})").kinds == Words{"litter"});
  CHECK(touched(R"({"op": "add", "list": "negative", "rule": {"id": "n", "category": "order", "on": ["noise"],
      "score": {"points": 1}, "veto": {"for": "year", "cured_by": ["calm"]}}})")
            .kinds == Words{"calm", "noise"});
}

TEST_CASE("words and what points buy touch nothing") {
  const Touched found = touched(R"({"op": "set", "rule": "help", "field": "title.zh", "value": "帮"},
      {"op": "set", "category": "civility", "field": "title.en", "value": "x"}, {"op": "set", "field": "title", "value": "y"},
      {"op": "set", "field": "redemption.value.CNY", "value": 2}, {"op": "set", "rule": "help", "field": "public", "value": false})");
  CHECK((!found.everything && found.kinds.empty() && found.closings.empty()));
}

TEST_CASE("closings: those that post touch everybody, those that only tell are named") {
  CHECK(touched(R"({"op": "set", "closing": "top", "field": "awards[1-1].points", "value": 6})").everything);
  CHECK(touched(R"({"op": "set", "field": "base", "value": {"points": 60, "each": "year"}})").everything);
  CHECK(touched(R"({"op": "set", "field": "points.rounding", "value": "down"})").everything);
  CHECK(touched(R"({"op": "set", "field": "effective.to", "value": "2026-11-30"})").everything);
  const Touched stars = touched(R"({"op": "set", "closing": "stars", "field": "levels[four].at_least", "value": 6})");
  CHECK_FALSE(stars.everything);
  CHECK(stars.closings == Words{"stars"});
  const Touched idle = touched(R"({"op": "add", "closing": {"id": "idle", "kind": "continuing", "at": "month",
      "opened_by": ["idle_land"], "closed_by": ["tilled"], "points": 1, "effect": "deduct"}})");
  CHECK_FALSE(idle.everything);
  CHECK(idle.kinds == Words{"idle_land", "tilled"});
}

TEST_CASE("property: whoever has no event of a touched kind has the same postings") {
  Village village;
  // Awards go by what others have: here there are none.
  village.rules.insert(village.rules.find("\"awards\""), "\"when\": \"false\", ");
  village.events = "event,household,kind,at,quantity\n";
  const Words kinds = {"help", "meeting", "litter"};
  for (int i = 0; i < 60; ++i) {
    // Each household has two of the three kinds.
    village.events += "e" + std::to_string(i) + ",H" + std::to_string(i % 3 + 1) + "," +
                      kinds[static_cast<std::size_t>((i % 3 + i / 3 % 2) % 3)] + ",2026-0" + std::to_string(i % 9 + 1) +
                      "-11," + std::to_string(i % 7) + "\n";
  }
  for (const std::string& operations :
       {higher_rate, std::string(R"({"op": "remove", "rule": "meeting", "from": "2026-04-01"})"),
        std::string(R"({"op": "scale", "category": "order", "field": "score", "by": 3})"),
        std::string(R"({"op": "set", "category": "civility", "field": "limits[month].earn", "value": 3})")}) {
    const Evaluation before = village.evaluated(village.lists()),
                     after = village.evaluated(village.reformed(operations));
    const Touched found = touched_kinds(before.program(), after.program());
    REQUIRE_FALSE(found.everything);
    std::set<Id> concerned;
    const Events& events = before.events();
    for (Id row = 0; row < events.size(); ++row) {
      const std::string kind(events.columns().kind.at(row));
      if (!std::binary_search(found.kinds.begin(), found.kinds.end(), kind)) continue;
      concerned.insert(before.roster().find(events.columns().household.at(row)));
    }
    CHECK(concerned.size() < before.roster().size());
    const auto posted = [](const Evaluation& evaluation, Id household) {
      std::vector<std::tuple<Date, std::string, Cause, std::int64_t, std::int64_t>> rows;
      for (const Posting& each : evaluation.postings()) {
        if (each.household != household) continue;
        rows.emplace_back(each.date, std::string(evaluation.source(each.source)), each.cause, each.standing,
                          each.spendable);
      }
      return rows;
    };
    for (Id household = 0; household < before.roster().size(); ++household) {
      if (concerned.count(household) == 0) CHECK(posted(before, household) == posted(after, household));
    }
  }
}
