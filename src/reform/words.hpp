// The words of operations, in the order of ReformKind.
#pragma once

#include <array>
#include <string_view>

namespace pointsbank::reform {

/// The lists that rules stand in.
inline constexpr std::array<std::string_view, 2> sides = {"positive", "negative"};

inline constexpr std::array<std::string_view, 7> kind_words = {"set", "scale",  "disable", "enable",
                                                               "add", "remove", "order"};

}  // namespace pointsbank::reform
