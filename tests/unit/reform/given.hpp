// Rule lists and reforms for tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/difference.hpp"
#include "pointsbank/reform.hpp"
#include "support/catch.hpp"

namespace pointsbank::given {

/// A list for 2026 with rules `help` (2 points each, at most 10 a month), `meeting`, `litter`, and a monthly ranking.
inline const std::string village = R"({
  "format": "pointsbank/1", "id": "v", "version": "2026",
  "effective": {"from": "2026-01-01", "to": "2026-12-31"},
  "points": {"decimals": 1},
  "x-phone": "123",
  "categories": [{"id": "civility", "limits": [{"per": "month", "earn": 30}]}, {"id": "order"}],
  "positive": [
    {"id": "help",   "category": "civility",
     "score": {"rate": 2.0}, "limits": [{"per": "month", "points": 10}, {"per": "month", "count": 3}]},
    {"id": "meeting", "category": "civility", "score": {"points": 1}}
  ],
  "negative": [
    {"id": "litter", "category": "order", "score": {"points": 2}}
  ],
  "closings": [{"id": "top", "kind": "ranking", "at": "month", "awards": [{"ranks": [1, 3], "points": 5}]},
               {"id": "stars", "kind": "rating", "at": "year",
                "levels": [{"id": "five", "at_least": 20}, {"id": "four", "at_least": 10}]}]
}
)";

inline std::vector<RuleList> book(const std::string& text = village, const std::string& name = "rules.json") {
  RuleList list = parse({name, text});
  for (const Issue& issue : list.issues()) FAIL(issue.to_string());
  return {list};
}

inline Reform reform(const std::string& operations) {
  return parse_reform({"reform.json", R"({"title": "trial", "operations": [)" + operations + "]}"});
}

/// `from … to: text of the list` for each list, or the codes of what is wrong.
inline std::vector<RuleList> applied(const std::string& operations, const std::vector<RuleList>& lists = book()) {
  return reform(operations).apply(lists);
}

/// `code@line: pointer` of each issue.
inline std::vector<std::string> told(const Issues& issues) {
  std::vector<std::string> found;
  for (const Issue& issue : issues) {
    REQUIRE(issue.place.file == "reform.json");
    REQUIRE(issue.sentence(Language::zh) != issue.sentence(Language::en));
    found.push_back(issue.code + " " + issue.place.pointer);
  }
  return found;
}

/// `rule help score.rate: 2 -> 3 (2026-11-01 …)`
inline std::vector<std::string> changes(const std::vector<RuleList>& before, const std::vector<RuleList>& after) {
  std::vector<std::string> found;
  for (const Difference& each : differences(compile(before), compile(after))) {
    if (each.field == "version") continue;
    std::string text = each.id + " ";
    if (each.change == Difference::Change::added) text += "added";
    if (each.change == Difference::Change::removed) text += "removed";
    if (each.change == Difference::Change::changed) text += each.field + ": " + each.before + " -> " + each.after;
    if (each.from) text += " from " + each.from->to_string();
    if (each.to) text += " to " + each.to->to_string();
    found.push_back(text);
  }
  return found;
}

using Texts = std::vector<std::string>;

}  // namespace pointsbank::given
