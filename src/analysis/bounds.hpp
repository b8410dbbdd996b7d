// How many points a rule can give in a period, as far as limits, groups and steps bound it: a proven bound, or none.
//
// In a book of several versions limits count through all of them (by rule id), so a limit bounds only where each
// version that has the rule has it too.
#pragma once

#include <optional>
#include <set>

#include "analysis/rule_view.hpp"

namespace pointsbank::analysis {

/// How many periods of one kind may touch a period of another within a range; none: without bound.
[[nodiscard]] std::optional<std::int64_t> touching(PeriodKind period, PeriodKind touched,
                                                   const rulelist::DateRange& range);

/// Limits that are not to be relied on, because they have been found to be without effect.
using Ignored = std::set<const void*>;

enum class Whose : std::uint8_t { household, member };

/// Units that a rule (by id) gives at most in one period, apart from the limits of its category and the list.
[[nodiscard]] std::optional<Number> most_in_period(const BookView& book, std::string_view rule, PeriodKind period,
                                                   Whose whose, const Ignored& ignored);
/// The same of all rules of one side and category (all categories where null), `exclusive` groups counted once.
[[nodiscard]] std::optional<Number> most_of_category(const BookView& book, const std::string* category, bool positive,
                                                     PeriodKind period, const Ignored& ignored);
/// Scoring occurrences of a rule at most in one period.
[[nodiscard]] std::optional<Number> most_occurrences(const BookView& book, std::string_view rule, PeriodKind period,
                                                     Whose whose, const Ignored& ignored);

/// A limit of a category, or of the list where null: that of the version with this period and side, if there is one.
[[nodiscard]] const rulelist::SideLimit* side_limit(const rulelist::List& list, const std::string* category,
                                                    PeriodKind period, bool earn);
/// Units that this side's limits of a category or the list let through at most in one period.
[[nodiscard]] std::optional<Number> let_through(const BookView& book, const std::string* category, bool earn,
                                                PeriodKind period, const Ignored& ignored);

[[nodiscard]] rulelist::DateRange range_of(const BookView& book);

}  // namespace pointsbank::analysis
