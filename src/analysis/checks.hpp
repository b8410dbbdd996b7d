// The checks that make the warnings: each looks at one version of a book and tells what it finds.
#pragma once

#include "analysis/bounds.hpp"
#include "analysis/findings.hpp"
#include "analysis/rule_view.hpp"

namespace pointsbank::analysis {

// never_scores.cpp
void check_never_scores(const BookView& book, std::size_t version, Findings& findings);
// never_reached.cpp: grades and bands, levels; quantities that no rule of several takes.
void check_never_reached(const BookView& book, std::size_t version, Findings& findings);
void check_quantity_gaps(const BookView& book, std::size_t version, Findings& findings);
// limits.cpp; limits found to be without effect are not relied on to judge others.
void check_limits(const BookView& book, std::size_t version, Findings& findings);
// counted_twice.cpp
void check_counted_twice(const BookView& book, std::size_t version, Findings& findings);
void check_exclusive_groups(const BookView& book, std::size_t version, Findings& findings);
// safeguards.cpp: what protects a village and its households.
void check_safeguards(const BookView& book, std::size_t version, Findings& findings);
// closings.cpp
void check_closings(const BookView& book, std::size_t version, Findings& findings);
// sensitive.cpp
void check_sensitive(const BookView& book, std::size_t version, Findings& findings);

}  // namespace pointsbank::analysis
