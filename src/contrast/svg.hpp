// Pictures as SVG, drawn in whole pixels: no floating point comes near a figure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/number.hpp"

namespace pointsbank::contrast {

/// A bar with its words and figure; below 0 it goes to the left.
struct Bar {
  std::string name;
  Number value;
  std::string figure;
};
[[nodiscard]] std::string bars_across(const std::vector<Bar>& bars, std::string_view title);

/// Two bars, before and after, for each name.
struct BarPair {
  std::string name;
  Number before, after;
  std::string figures;  ///< shown when the pointer rests on it
};
struct Legend {
  std::string before, after;
};
[[nodiscard]] std::string bars_upright(const std::vector<BarPair>& pairs, const Legend& legend, std::string_view title);

/// How many households changed by how much.
[[nodiscard]] std::string columns(const std::vector<Bar>& columns, std::string_view axis, std::string_view title);

/// Curves from (0, 0) to (1, 1), their points at equal steps, with the line of equality.
[[nodiscard]] std::string lorenz(const std::vector<Number>& before, const std::vector<Number>& after,
                                 const Legend& legend, std::string_view axis_x, std::string_view axis_y,
                                 std::string_view title);

}  // namespace pointsbank::contrast
