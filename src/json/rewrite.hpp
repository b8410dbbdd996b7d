// JSON values back as text: whole, or as a change of a text that keeps everything that it does not touch.
#pragma once

#include <string>

#include "json/value.hpp"

namespace pointsbank::json {

/// On one line: `{"a": 1, "b": [2, 3]}`. Numbers stay as they were written.
[[nodiscard]] std::string to_text(const Value& value);

/// Equal, key by key in order, numbers as they are written; places do not matter.
[[nodiscard]] bool is_same(const Value& a, const Value& b);

/// The text of `source`, whose value is `original`, changed so that it says `changed`. What is the same in both keeps
/// its bytes: blanks, line ends, the spelling of numbers. What stands in lists is followed by its `id`.
[[nodiscard]] std::string rewrite(const Source& source, const Value& original, const Value& changed);

}  // namespace pointsbank::json
