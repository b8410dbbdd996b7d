// How common events of a kind are in a village: what scores little and may be done often is done often.
#pragma once

#include <cstdint>
#include <optional>

#include "program/program.hpp"

namespace pointsbank::generation {

/// Of a rule, in thousandths of no unit: only the order of these numbers is used. The more often its limits let it
/// score in a year and the less it scores, the more common it is.
[[nodiscard]] std::int64_t frequency_of(const program::Rule& rule, int decimals);

/// How many times as common a kind is because closings of the version compare or demand it: monthly ones most.
[[nodiscard]] std::int64_t interest_of(const program::Version& version, std::string_view kind);

/// The period in which a rule scores once, of a rule that is for what every household does in its turn.
[[nodiscard]] std::optional<PeriodKind> routine_of(const program::Rule& rule);

}  // namespace pointsbank::generation
