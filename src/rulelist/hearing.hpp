// Which rules and closings hear a kind of event.
#pragma once

#include <algorithm>
#include <string_view>

#include "rulelist/model.hpp"

namespace pointsbank::rulelist {

[[nodiscard]] inline bool contains_kind(const std::vector<std::string>& kinds, std::string_view kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// `take(rule)` for each rule in effect on a day that hears the kind: positive ones first, in the list's order.
template <class Function>
void each_rule_that_hears(const List& list, std::string_view kind, Date day, Function&& take) {
  for (const auto* rules : {&list.positive, &list.negative}) {
    for (const Rule& rule : *rules) {
      if (rule.effective.holds(day) && contains_kind(rule.on, kind)) take(rule);
    }
  }
}

/// Does a rule or closing of the list, on whatever day, do something with events of the kind?
[[nodiscard]] inline bool names_kind(const List& list, std::string_view kind) {
  for (const auto* rules : {&list.positive, &list.negative}) {
    for (const Rule& rule : *rules) {
      if (contains_kind(rule.on, kind) || (rule.veto && contains_kind(rule.veto->cured_by, kind))) return true;
    }
  }
  return std::any_of(list.closings.begin(), list.closings.end(), [&](const Closing& closing) {
    return contains_kind(closing.on, kind) || contains_kind(closing.opened_by, kind) ||
           contains_kind(closing.closed_by, kind);
  });
}

}  // namespace pointsbank::rulelist
