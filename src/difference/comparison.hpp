// Two nodes side by side.
#pragma once

#include <string>
#include <vector>

#include "difference/node.hpp"

namespace pointsbank::difference {

/// One field that is not the same; `before` or `after` is empty where there is nothing.
struct FieldChange {
  std::string field;
  std::string before, after;
};

/// In the order of `before`; what only `after` has comes behind.
[[nodiscard]] std::vector<FieldChange> changes(const Node& before, const Node& after);

}  // namespace pointsbank::difference
