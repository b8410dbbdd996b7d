// Where the time of an evaluation went, in plain words.
#pragma once

#include "console.hpp"
#include "pointsbank/evaluate.hpp"

namespace pointsbank::command {

struct Times {
  std::int64_t reading = 0;  ///< nanoseconds
  std::int64_t evaluating = 0;
  std::int64_t writing = 0;
};

/// Tells the stages, events a second and the most memory that was held.
void tell_profile(const Evaluation& evaluation, const Times& times, const Console& console);

}  // namespace pointsbank::command
