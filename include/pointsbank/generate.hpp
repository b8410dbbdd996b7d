// Synthetic villages: a roster and events that exercise every rule of a list. The same arguments give the same bytes.
#pragma once

#include <cstdint>
#include <string>

#include "pointsbank/rule_list.hpp"

namespace pointsbank {

struct GenerateOptions {
  std::uint32_t households = 300;
  std::uint32_t events = 10'000;
  std::uint64_t seed = 1;
  Date through;  ///< the last day on which something happens
};

/// Tables as CSV texts, ready to be written or read.
struct GeneratedVillage {
  std::string roster;
  std::string members;  ///< a header alone where the rule list does not look at members
  std::string events;   ///< the columns that the rule list has a use for, revocations among the rows
};

/// Makes as many households and rows of events as asked for; about two seconds and 100 MB a million events. Every rule
/// that is in effect by `through` is meant to score a few times: for that there should be some ten events a rule.
/// UsageError where nothing can happen: no household, or no rule list in effect by then.
[[nodiscard]] GeneratedVillage generate(const Program& program, const GenerateOptions& options);

}  // namespace pointsbank
