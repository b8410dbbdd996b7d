#include "expression/mistakes.hpp"

#include <algorithm>

namespace pointsbank::expression {

void Mistakes::add(std::size_t offset, std::string_view code, std::vector<std::string> arguments, Hint hint) {
  Issue issue;
  issue.code = code;
  issue.arguments = std::move(arguments);
  issue.hint = hint.code;
  issue.hint_arguments = std::move(hint.arguments);
  found_.emplace_back(offset, std::move(issue));
}

void Mistakes::hand_over(const PlaceOf& place_of, Issues& issues) {
  std::stable_sort(found_.begin(), found_.end(),
                   [](const auto& left, const auto& right) { return left.first < right.first; });
  for (auto& [offset, issue] : found_) {
    issue.place = place_of(offset);
    issues.push_back(std::move(issue));
  }
  found_.clear();
}

}  // namespace pointsbank::expression
