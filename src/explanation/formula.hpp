// The numbers behind a score: what was multiplied, added or looked up to come to the magnitude.
#pragma once

#include "explanation/story.hpp"

namespace pointsbank::explanation {

/// How the magnitude of a step came to be. Its `exact` times the step, rounded, is the magnitude of the step: this is
/// checked, and std::logic_error says so with the figures where it does not hold.
[[nodiscard]] MagnitudeLine magnitude_line(const Story& story, const evaluation::Step& step, Id event);

/// What an expression read, named as the list names it.
[[nodiscard]] std::vector<ReadLine> read_lines(const std::vector<evaluation::Read>& reads, const rulelist::List& list,
                                               const expression::Expression& expression);

}  // namespace pointsbank::explanation
