// Looks for households that get what a bound allows, by evaluating made-up events.
#pragma once

#include <vector>

#include "analysis/exposure_rows.hpp"

namespace pointsbank::analysis {

/// Fills in `reach` and `found` of the bounds that can be tried one household at a time: rules, categories, lists, base
/// points and the whole. `subjects` are those of the result's rows.
void try_bounds(const Program& program, const ExposureOptions& options, Span window,
                const std::vector<Subject>& subjects, Exposure& result);

}  // namespace pointsbank::analysis
