// What Chinese input methods put in the place of ASCII, and what is meant by it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "expression/mistakes.hpp"

namespace pointsbank::expression {

/// A text in ASCII outside of its strings, and where each of its bytes came from.
struct PlainText {
  std::string text;
  std::vector<std::uint32_t> offsets;  ///< into the text as it was written; one more than there are bytes
  bool readable = true;                ///< false: reading on would only report the same mistake again
};

/// Puts `"`, `(`, `>=` and so on for what Chinese input methods type in their place, and quotes for bare words in
/// other scripts, and reports each. `text` is valid UTF-8.
[[nodiscard]] PlainText plain_text(std::string_view text, Mistakes& mistakes);

}  // namespace pointsbank::expression
