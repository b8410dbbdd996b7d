// What the bank reads (workflow, holidays, redemption): its shape is checked here, its values stay in the document.
#include <algorithm>
#include <array>

#include "rulelist/list_reader.hpp"

namespace pointsbank::rulelist {

void ListReader::check_workflow(const Node& node) {
  constexpr std::array<std::string_view, 5> keys = {"reviewers", "publicity", "appeal", "evidence", "self_review"};
  constexpr std::array<std::string_view, 2> publicity_keys = {"days", "working"};
  Object object(reader_, node, {"write_instead", {R"({"reviewers": 2, "publicity": {"days": 5}})"}});
  object.allow(keys);
  if (const auto reviewers = object.find("reviewers")) reader_.whole(*reviewers, 0, 1'000);
  if (const auto publicity = object.find("publicity")) {
    Object parts(reader_, *publicity, {"write_instead", {R"({"days": 5, "working": true})"}});
    parts.allow(publicity_keys);
    if (const auto days = parts.require("days")) reader_.whole(*days, 0, max_days);
    if (const auto working = parts.find("working")) reader_.boolean(*working);
  }
  if (const auto appeal = object.find("appeal")) reader_.days(*appeal);
  if (const auto evidence = object.find("evidence")) reader_.whole(*evidence, 0, 1'000);
  if (const auto self_review = object.find("self_review")) reader_.boolean(*self_review);
}

void ListReader::check_redemption(const Node& node) {
  constexpr std::array<std::string_view, 5> keys = {"above", "suspend_below", "limits", "hold_days", "value"};
  constexpr std::array<std::string_view, 2> limit_keys = {"per", "points"};
  Object object(reader_, node, {"write_instead", {R"({"above": 100})"}});
  object.allow(keys);
  if (const auto above = object.find("above")) reader_.number(*above);
  if (const auto below = object.find("suspend_below")) reader_.number(*below);
  if (const auto hold_days = object.find("hold_days")) reader_.whole(*hold_days, 0, max_days);
  if (const auto limits = object.find("limits")) {
    std::map<PeriodKind, Place> seen;
    reader_.each(*limits, [&](const Node& item) {
      Object limit(reader_, item, {"write_instead", {R"({"per": "month", "points": 50})"}});
      limit.allow(limit_keys);
      const auto per = limit.require("per");
      const auto points = limit.require("points");
      const std::optional<PeriodKind> period = per ? reader_.period(*per, Ever::allowed) : std::nullopt;
      if (points) units_not_below_zero(*points);
      if (!period) return;
      const auto [earlier, is_new] = seen.emplace(*period, reader_.place(item));
      if (!is_new) reader_.error(item, "duplicate_limit", {where(earlier->second)});
    });
  }
  if (const auto value = object.find("value")) {
    const Object currencies(reader_, *value, {"write_instead", {R"({"CNY": 1})"}});
    currencies.each([&](const Node& item, const json::Value::Member& member) {
      if (member.key.empty()) reader_.error_at_key(*value, member, "empty_text");
      reader_.above_zero(item);
    });
  }
}

std::vector<std::pair<Date, Place>> ListReader::days_list(const Node& node) {
  std::vector<std::pair<Date, Place>> days;
  reader_.each(node, [&](const Node& item) {
    if (const std::optional<Date> day = reader_.date(item)) days.emplace_back(*day, reader_.place(item));
  });
  std::stable_sort(days.begin(), days.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return days;
}

void ListReader::check_calendar(const Object& root) {
  std::vector<std::pair<Date, Place>> holidays;
  if (const auto node = root.find("holidays")) holidays = days_list(*node);
  const auto node = root.find("workdays");
  if (!node) return;
  reader_.each(*node, [&](const Node& item) {
    const std::optional<Date> day = reader_.date(item);
    if (!day) return;
    const auto same = std::lower_bound(holidays.begin(), holidays.end(), *day,
                                       [](const auto& holiday, Date wanted) { return holiday.first < wanted; });
    if (same == holidays.end() || same->first != *day) return;
    reader_.warning(item, "workday_and_holiday", {day->to_string(), where(same->second)});
  });
}

}  // namespace pointsbank::rulelist
