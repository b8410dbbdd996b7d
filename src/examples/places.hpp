// Where the rows of an example stand in the files of rule lists.
#pragma once

#include <span>
#include <string_view>

#include "pointsbank/rule_list.hpp"

namespace pointsbank::examples {

/// The place of row `row` (from 0) of a given table of the example at `example`, or of its cell `column`; the nearest
/// thing around it that is written there where it has none.
[[nodiscard]] Place given_place(std::span<const RuleList> lists, const Place& example, std::string_view table,
                                std::size_t row, std::string_view column);

}  // namespace pointsbank::examples
