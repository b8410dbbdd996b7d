// The order in which issues are shown, and when two are the same.
#pragma once

#include "pointsbank/issues.hpp"

namespace pointsbank::rulelist {

/// By file, line and column; those of one place in the order in which they were found.
void sort_issues(Issues& issues);
/// Do they say the same of the same place?
[[nodiscard]] bool is_same(const Issue& a, const Issue& b) noexcept;
/// Drops what is said again; `issues` are sorted.
void drop_repeated(Issues& issues);

}  // namespace pointsbank::rulelist
