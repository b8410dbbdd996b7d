// The word that somebody probably meant: for "did you mean …" in messages.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace pointsbank {

/// The candidate nearest to `word`, by letters left out, put in, replaced or swapped with their neighbour (counted in
/// code points; upper and lower case of ASCII are alike), the first of several; empty where none is near: more than a
/// third of the longer of the two differs, and neither begins with the other. A word longer than 64 bytes is near to
/// nothing, and of very many candidates only the first 2,000 are looked at: the cost is bounded whatever a file holds.
[[nodiscard]] std::string nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace pointsbank
