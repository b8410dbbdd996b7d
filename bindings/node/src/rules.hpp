// A rule book as JavaScript holds it.
#pragma once

#include <vector>

#include "addon.hpp"
#include "pointsbank/rule_list.hpp"

namespace pointsbank::node {

/// Immutable, and shared by tasks of any thread.
struct Rules {
  std::vector<RuleList> lists;
  Issues warnings;
  Program program;
};

}  // namespace pointsbank::node
