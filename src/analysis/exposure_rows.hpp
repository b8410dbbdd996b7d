// What the rows of an exposure are about, and how much each of them is within a span.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "analysis/exposure_bounds.hpp"

namespace pointsbank::analysis {

/// One row: a rule, a category, …; and the sources whose postings it counts.
struct Subject {
  ExposureRow::Scope scope = ExposureRow::Scope::rule;
  std::string id;
  std::string category;
  std::string zh, en;
  program::Index source = program::none;  ///< of a rule or closing
};

/// The two sides of a row within a span, as magnitudes.
struct Sides {
  Total most, least;
};

/// Rows in the order in which they are shown.
[[nodiscard]] std::vector<Subject> subjects_of(const program::Program& program);

/// The bounds of a row within a span, on the account of `bounds`.
[[nodiscard]] Sides sides_of(const program::Program& program, Bounds& bounds, const Subject& subject, Span span);

}  // namespace pointsbank::analysis
