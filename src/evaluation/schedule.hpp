// When what closes: every closing of every period that ends within the days evaluated, in order.
#pragma once

#include <vector>

#include "evaluation/binding.hpp"

namespace pointsbank::evaluation {

/// One closing of one period.
struct ClosingInstance {
  Date day;     ///< the period's last
  Date period;  ///< its first calendar day
  const program::Version* version = nullptr;
  const program::Closing* closing = nullptr;
  std::uint32_t position = 0;  ///< among the closings of its version
  bool is_published = false;
  /// Nobody can go on before all households are here: a ranking that gives awards.
  bool is_barrier = false;
};

[[nodiscard]] std::vector<ClosingInstance> make_schedule(const Binding& binding);

}  // namespace pointsbank::evaluation
