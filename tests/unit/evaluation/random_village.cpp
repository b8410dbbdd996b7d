#include "random_village.hpp"

namespace pointsbank::given {

namespace {

constexpr const char* kinds[] = {"k0", "k1", "k2", "k3", "k4", "k5"};
constexpr const char* fine[] = {"day", "week", "month", "quarter", "half_year", "year", "ever"};
constexpr const char* nested_periods[] = {"day", "month", "month", "quarter", "half_year", "year", "ever"};
constexpr const char* conditions[] = {"event.quantity >= 2",      "!event.night",
                                      "subject.members > 2",      "1 / event.quantity > 0.3",
                                      "weekday(event.date) <= 5", R"(event.grade == \"x\" || event.night)"};

std::string quoted(const std::string& text) { return '"' + text + '"'; }

/// From `least` on, so that what stands above is never finer; a place of nested_periods.
std::string period(Draw& draw, Rules rules, int& least) {
  if (rules != Rules::nested) return quoted(draw.of(fine));
  least = draw.between(least, 6);
  return quoted(nested_periods[least]);
}

std::string score(Draw& draw) {
  switch (draw.below(6)) {
    case 0: return R"({"points": )" + std::to_string(draw.between(0, 9)) + "}";
    case 1: return R"({"rate": 0.35, "each": 3})";
    case 2: return R"({"rate": 1.5, "whole": true, "each": 2})";
    case 3: return R"({"grades": {"x": 5, "y": 2.25, "z": 0}})";
    case 4: return R"({"bands": [{"from": 0, "points": 0}, {"from": 2, "points": 1.5}, {"from": 5, "points": 4}]})";
    default: return R"({"formula": "event.quantity / 3 + 0.5"})";
  }
}

std::string rule(Draw& draw, Rules rules, int number, bool positive, const std::string& category, int& least,
                 const std::string& account) {
  std::string text = R"({"id": "r)" + std::to_string(number) + R"(", "category": ")" + category + R"(", "on": [)";
  text += quoted(draw.of(kinds)) + ", " + quoted(draw.of(kinds)) + R"(], "score": )" + score(draw);
  if (draw.one_in(3)) text += R"(, "when": ")" + draw.of(conditions) + '"';
  if (draw.one_in(5)) text += R"(, "effective": {"from": "2026-02-10", "to": "2026-10-20"})";
  text += R"(, "account": )" + quoted(account);
  std::string limits;
  // Fine first; two of one period would be a mistake.
  if (draw.one_in(2))
    limits +=
        R"({"per": )" + period(draw, rules, least) + R"(, "points": )" + std::to_string(draw.between(1, 12)) + "}";
  if (rules >= Rules::anything && draw.one_in(3))
    limits += (limits.empty() ? "" : ", ") + (R"({"per": )" + quoted(draw.of(fine)) + R"(, "count": )") +
              std::to_string(draw.between(1, 3)) + "}";
  if (!limits.empty()) text += R"(, "limits": [)" + limits + "]";
  if (rules >= Rules::anything) {
    if (draw.one_in(5)) text += R"(, "repeat": {"per": "month", "steps": [1, 0, 2]})";
    if (draw.one_in(5))
      text += std::string(R"(, "exclusive": {"group": ")") + (positive ? "a" : "b") + R"(", "per": "month"})";
    if (!positive && draw.one_in(8)) text += R"(, "veto": {"for": "month", "block": true, "forfeit": "quarter"})";
  }
  return text + "}";
}

std::string ranking(Draw& draw, const std::string& id) {
  static constexpr const char* at[] = {"day", "week", "month", "month", "quarter", "year"};
  static constexpr const char* minima[] = {"", R"("minimum": 1.5, )", R"("minimum": -3, )"};
  static constexpr const char* measures[] = {"", R"("by": "period", )", R"("by": "period", )", R"("by": "standing", )"};
  return R"({"id": ")" + id + R"(", "kind": "ranking", "at": ")" + draw.of(at) + R"(", )" + draw.of(minima) +
         draw.of(measures) + (draw.one_in(3) ? R"("ties": "dense", )" : "") +
         (draw.one_in(3) ? R"("field": 3, )" : "") + (draw.one_in(2) ? R"("within": "grid", )" : "") +
         R"("awards": [{"ranks": [1, 1], "points": 5}, {"ranks": [2, 3], "points": 2}]})";
}

std::string closings(Draw& draw) {
  std::string text = R"("closings": [)" + ranking(draw, "first");
  if (draw.one_in(2)) text += ", " + ranking(draw, "second");
  if (draw.one_in(2)) text += R"(, {"id": "stars", "kind": "rating", "at": "year", "levels": [{"id": "a", "top": 2}]})";
  if (draw.one_in(3))
    text +=
        R"(, {"id": "must", "kind": "obligation", "at": "month", "on": "k1", "at_least": 1, "points": 2, "category": "c0"})";
  return text + "], ";
}

}  // namespace

std::string random_list(Draw& draw, Rules rules) {
  std::string categories, sides[2];
  int number = 0;
  int widest[2] = {0, 0};
  for (int category = 0; category < 3; ++category) {
    const std::string id = "c" + std::to_string(category);
    std::string limits;
    for (const bool positive : {true, false}) {
      int least = 0;
      const std::string account = draw.one_in(2) ? "both" : draw.one_in(2) ? "standing" : "spendable";
      int inner = 0;
      for (int i = draw.between(1, 3); i > 0; --i) {
        int of_rule = least;
        std::string own = account;
        if (rules != Rules::nested && draw.one_in(3)) own = "both";
        sides[positive ? 0 : 1] +=
            (sides[positive ? 0 : 1].empty() ? "" : ", ") + rule(draw, rules, number++, positive, id, of_rule, own);
        inner = of_rule > inner ? of_rule : inner;
      }
      if (draw.one_in(2)) {
        limits += (limits.empty() ? "" : ", ") + (R"({"per": )" + period(draw, rules, inner)) +
                  (positive ? R"(, "earn": )" : R"(, "deduct": )") + std::to_string(draw.between(3, 25)) + "}";
      }
      int& wide = widest[positive ? 0 : 1];
      wide = inner > wide ? inner : wide;
    }
    categories += (categories.empty() ? "" : ", ") + (R"({"id": ")" + id + R"(", "limits": [)") + limits + "]}";
  }
  std::string limits;
  // Under a limit of the list all rules of a side would have to be on one account: rare in `nested`.
  if (draw.one_in(4))
    limits = R"("limits": [{"per": )" + period(draw, rules, widest[1]) + R"(, "deduct": )" +
             std::to_string(draw.between(10, 60)) + "}], ";
  return R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-05", "to": "2026-12-20"},
  "points": {"decimals": 2}, "groups": ["grid"], "attributes": {"subject": {"members": "number"}, "event": {"night": "bool"}}, )" +
         (rules == Rules::closed ? closings(draw) : "") +
         (draw.one_in(3) ? std::string(R"("base": {"points": 10, "each": "quarter"}, )") : std::string()) + limits +
         R"("categories": [)" + categories + R"(], "positive": [)" + sides[0] + R"(], "negative": [)" + sides[1] + "]}";
}

std::string random_roster(int households) {
  std::string text = "household,members,grid\n";
  for (int i = 0; i < households; ++i)
    text += "h" + std::to_string(i) + "," + std::to_string(i % 5) + (i % 3 == 0 ? ",east" : ",west") + "\n";
  return text;
}

std::string random_events(Draw& draw, int households, int events) {
  static constexpr const char* quantities[] = {"",  "0",   "0.5", "1",  "2.25",         "3",
                                               "4", "7.5", "19",  "-1", "1234567890123"};
  static constexpr const char* grades[] = {"", "x", "y", "z", "unknown"};
  static constexpr const char* nights[] = {"", "true", "false", "false"};
  std::string text = "event,household,kind,at,quantity,grade,night\n";
  for (int i = 0; i < events; ++i) {
    const int month = draw.between(1, 12), day = draw.one_in(2) ? draw.between(1, 28) : 7;
    const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    text += "e" + std::to_string(draw.below(1000)) + "-" + std::to_string(i) + ",h" +
            std::to_string(draw.below(households + 1)) + "," + draw.of(kinds) + ",2026-" + two(month) + "-" + two(day);
    if (draw.one_in(3)) text += "T0" + std::to_string(draw.below(3)) + ":00:00+08:00";
    text += "," + draw.of(quantities) + "," + draw.of(grades) + "," + draw.of(nights) + "\n";
  }
  return text;
}

}  // namespace pointsbank::given
