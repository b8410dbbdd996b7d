// Pictures as SVG in the page itself, drawn in whole pixels from exact figures. Colours come from the stylesheet; each
// bar also has its figure in words, so that nothing is told by colour alone.
#pragma once

#include <string>
#include <vector>

#include "html.hpp"
#include "pointsbank/number.hpp"

namespace portal {

/// A bar that goes to the right, or where its value is below 0 to the left.
struct Bar {
  std::string name;
  pointsbank::Number value;
  std::string figure;
};
/// One under the other, around a line at 0. `title` is what the picture says, for who does not see it.
[[nodiscard]] Html bars(const std::vector<Bar>& bars, std::string_view title);

/// Before and after, side by side.
struct Pair {
  std::string name;
  pointsbank::Number before, after;
  std::string figures;
};
[[nodiscard]] Html pairs(const std::vector<Pair>& pairs, std::string_view before, std::string_view after,
                         std::string_view title);

}  // namespace portal
