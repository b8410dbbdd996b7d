#include "rulelist/bank_values.hpp"

#include <algorithm>

namespace pointsbank::rulelist {
namespace {

using json::Value;

const Value* part_of(const Value* value, std::string_view key) { return value == nullptr ? nullptr : value->find(key); }

std::optional<Number> number_of(const Value* value) {
  if (value == nullptr) return std::nullopt;
  const DecimalResult read = parse_decimal(value->text);
  return read.fault == DecimalFault::none ? std::optional<Number>(read.value) : std::nullopt;
}

std::optional<std::int64_t> whole_of(const Value* value) {
  const std::optional<Number> number = number_of(value);
  return number ? number->to_units(0, Rounding::down) : std::nullopt;
}

std::optional<Workflow> workflow_of(const Value* value) {
  if (value == nullptr) return std::nullopt;
  Workflow workflow;
  workflow.reviewers = whole_of(value->find("reviewers"));
  const Value* const publicity = value->find("publicity");
  workflow.publicity_days = whole_of(part_of(publicity, "days"));
  const Value* const working = part_of(publicity, "working");
  workflow.publicity_in_working_days = working != nullptr && working->boolean;
  workflow.appeal_days = whole_of(part_of(value->find("appeal"), "days"));
  workflow.evidence = whole_of(value->find("evidence"));
  if (const Value* const self_review = value->find("self_review")) workflow.self_review = self_review->boolean;
  return workflow;
}

const Value* item_with_id(const Value* items, std::string_view id) {
  if (items == nullptr) return nullptr;
  const auto found = std::find_if(items->items.begin(), items->items.end(), [&](const Value& item) {
    const Value* const own = item.find("id");
    return own != nullptr && own->text == id;
  });
  return found == items->items.end() ? nullptr : &*found;
}

Text text_of(const Value* value) {
  Text text;
  if (value == nullptr) return text;
  if (value->kind == Value::Kind::string) text.languages.emplace_back(std::string(), value->text);
  for (const Value::Member& member : value->members) {
    if (member.value.kind == Value::Kind::string) text.languages.emplace_back(member.key, member.value.text);
  }
  return text;
}

}  // namespace

std::optional<Workflow> workflow(const List& list) { return workflow_of(list.document.find("workflow")); }

std::optional<Workflow> workflow(const List& list, const Rule& rule) {
  return workflow_of(part_of(written(list, rule.positive ? "positive" : "negative", rule.id), "workflow"));
}

std::optional<Redemption> redemption(const List& list) {
  const Value* const value = list.document.find("redemption");
  if (value == nullptr) return std::nullopt;
  Redemption redemption;
  redemption.above = number_of(value->find("above"));
  redemption.suspend_below = number_of(value->find("suspend_below"));
  redemption.hold_days = whole_of(value->find("hold_days"));
  if (const Value* const limits = value->find("limits")) {
    for (const Value& limit : limits->items) {
      const Value* const word = limit.find("per");
      if (word == nullptr) continue;
      const std::optional<PeriodKind> per = parse_period_kind(word->text);
      const std::optional<Number> points = number_of(limit.find("points"));
      if (per && points) redemption.limits.emplace_back(*per, *points);
    }
  }
  if (const Value* const currencies = value->find("value")) {
    for (const Value::Member& member : currencies->members) {
      if (const std::optional<Number> amount = number_of(&member.value))
        redemption.value.emplace_back(member.key, *amount);
    }
  }
  return redemption;
}

std::vector<Date> calendar_days(const List& list, std::string_view key) {
  std::vector<Date> days;
  if (const Value* const value = list.document.find(key)) {
    for (const Value& item : value->items) {
      if (const std::optional<Date> day = Date::parse(item.text)) days.push_back(*day);
    }
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

Text level_title(const List& list, const Closing& closing, const Level& level) {
  const Value* const levels = part_of(written(list, "closings", closing.id), "levels");
  return text_of(part_of(item_with_id(levels, level.id), "title"));
}

Text own_text(const List& list, std::string_view key) { return text_of(list.document.find(key)); }

const json::Value* written(const List& list, std::string_view part, std::string_view id) {
  return item_with_id(list.document.find(part), id);
}

}  // namespace pointsbank::rulelist
