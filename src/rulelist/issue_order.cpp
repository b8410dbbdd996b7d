#include "rulelist/issue_order.hpp"

#include <algorithm>
#include <tuple>

namespace pointsbank::rulelist {
namespace {

auto order(const Issue& issue) { return std::tie(issue.place.file, issue.place.line, issue.place.column); }

}  // namespace

void sort_issues(Issues& issues) {
  std::stable_sort(issues.begin(), issues.end(), [](const Issue& a, const Issue& b) { return order(a) < order(b); });
}

bool is_same(const Issue& a, const Issue& b) noexcept {
  return a.code == b.code && a.place == b.place && a.arguments == b.arguments;
}

void drop_repeated(Issues& issues) {
  Issues kept;
  kept.reserve(issues.size());
  for (Issue& issue : issues) {
    // What is the same stands at the same place, and so close behind.
    const auto end = kept.rend();
    auto at = kept.rbegin();
    while (at != end && order(*at) == order(issue) && !is_same(*at, issue)) ++at;
    if (at == end || !is_same(*at, issue)) kept.push_back(std::move(issue));
  }
  issues = std::move(kept);
}

}  // namespace pointsbank::rulelist
