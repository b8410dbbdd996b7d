// Which periods have to be looked at, so that all are: one of each sort that a bound can tell apart.
#pragma once

#include <vector>

#include "analysis/exposure_bounds.hpp"

namespace pointsbank::analysis {

/// Periods of a kind (cut to `window`) of which every other one within the window is like one: while the same versions
/// and rules are in effect, bounds depend on the calendar alone, which repeats after 400 years.
class Periods {
 public:
  /// `weeks_matter`: also where no rule or closing goes by weeks.
  Periods(const program::Program& program, Span window, bool weeks_matter);
  [[nodiscard]] std::vector<Span> of(PeriodKind kind) const;
  /// The kinds that the book uses for anything that gives or takes points, and month and year; in their order.
  [[nodiscard]] std::vector<PeriodKind> kinds() const;

 private:
  [[nodiscard]] Date steady_since(Date day) const;
  [[nodiscard]] std::vector<int> signature(PeriodKind kind, Span span) const;

  const program::Program& program_;
  Span window_;
  std::vector<Date> changes_;
  bool uses_weeks_ = false;
  bool looks_back_ = false;       ///< forfeits reach back within their period
  bool looks_back_ever_ = false;  ///< … to the first day: later periods may lose more
};

}  // namespace pointsbank::analysis
