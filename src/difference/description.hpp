// Lists, rules, categories and closings as nodes. Members have the names and the order of the specification's keys.
#pragma once

#include "difference/node.hpp"
#include "rulelist/bank_values.hpp"
#include "rulelist/model.hpp"

namespace pointsbank::difference {

/// What the list says beside its categories, rules and closings.
[[nodiscard]] Node describe(const rulelist::List& list);
[[nodiscard]] Node describe(const rulelist::List& list, const rulelist::Category& category);
/// Without the list that it stands in.
[[nodiscard]] Node describe(const rulelist::List& list, const rulelist::Rule& rule);
[[nodiscard]] Node describe(const rulelist::List& list, const rulelist::Closing& closing);

// Parts that several of them have.
[[nodiscard]] Node describe(const rulelist::Text& text);
[[nodiscard]] Node describe(const rulelist::DateRange& range);
[[nodiscard]] Node describe(const rulelist::Provenance& source);
[[nodiscard]] Node describe(const rulelist::Workflow& workflow);
[[nodiscard]] Node describe(const std::vector<rulelist::SideLimit>& limits, int decimals);
[[nodiscard]] Node account(rulelist::Account account);
[[nodiscard]] Node period(PeriodKind kind);
[[nodiscard]] Node months(std::int64_t months);  ///< `{"months": 12}`
/// An expression without regard to blanks and to which quotes and digits (`0.50`) it is spelled with.
[[nodiscard]] Node expression(const expression::Expression& expression);

}  // namespace pointsbank::difference
