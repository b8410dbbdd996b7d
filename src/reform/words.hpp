// The words of operations, in the order of ReformKind.
#pragma once

#include <array>
#include <string_view>

namespace pointsbank::reform {

inline constexpr std::array<std::string_view, 7> kind_words = {"set", "scale",  "disable", "enable",
                                                               "add", "remove", "order"};

}  // namespace pointsbank::reform
