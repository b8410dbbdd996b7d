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
  std::string members;
  std::string events;
};

[[nodiscard]] GeneratedVillage generate(const Program& program, const GenerateOptions& options);

}  // namespace pointsbank
