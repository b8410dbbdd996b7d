// What of a rule list is kept in its document alone: how claims go, what points buy, holidays, titles of levels.
// The list was checked when it was read, so these look things up and do not complain.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rulelist/model.hpp"

namespace pointsbank::rulelist {

/// `workflow`, of the list or of one rule; what is not said is not there.
struct Workflow {
  std::optional<std::int64_t> reviewers;
  std::optional<std::int64_t> publicity_days;
  bool publicity_in_working_days = false;
  std::optional<std::int64_t> appeal_days;
  std::optional<std::int64_t> evidence;
  std::optional<bool> self_review;
};

struct Redemption {
  std::optional<Number> above;
  std::optional<Number> suspend_below;
  std::vector<std::pair<PeriodKind, Number>> limits;  ///< points at most in a period
  std::optional<std::int64_t> hold_days;
  std::vector<std::pair<std::string, Number>> value;  ///< (currency, how much a point buys)
};

[[nodiscard]] std::optional<Workflow> workflow(const List& list);
[[nodiscard]] std::optional<Workflow> workflow(const List& list, const Rule& rule);
[[nodiscard]] std::optional<Redemption> redemption(const List& list);
/// `holidays` or `workdays`, in order of the calendar.
[[nodiscard]] std::vector<Date> calendar_days(const List& list, std::string_view key);
/// The title of a rating's level; empty where it has none.
[[nodiscard]] Text level_title(const List& list, const Closing& closing, const Level& level);
/// What the village has added under a key of its own (`x-phone`); empty where it is not there or is no text.
[[nodiscard]] Text own_text(const List& list, std::string_view key);
/// A rule or closing as it was written; null where there is none of that id.
[[nodiscard]] const json::Value* written(const List& list, std::string_view part, std::string_view id);

}  // namespace pointsbank::rulelist
