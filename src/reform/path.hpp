// Fields of rules, categories, closings and lists by name: `score.rate`, `limits[year,household].points`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/value.hpp"

namespace pointsbank::reform {

struct Step {
  std::string text;      ///< a key; or what stands in brackets, in its full form: `year,household`, `1-3`, `10`
  bool is_item = false;  ///< in brackets: one of a list, by what tells it from the others
  friend bool operator==(const Step&, const Step&) = default;
};
using Path = std::vector<Step>;

/// Nothing where the text is no path.
[[nodiscard]] std::optional<Path> parse_path(std::string_view text);

/// Is one of them the other, or a part of it?
[[nodiscard]] bool overlap(const Path& a, const Path& b);

/// What is there; null where nothing is.
[[nodiscard]] json::Value* find(json::Value& value, const Path& path);
[[nodiscard]] const json::Value* find(const json::Value& value, const Path& path);
/// The JSON pointer of what is there or, where the path goes on beyond what is there, of the last that is.
[[nodiscard]] std::string pointer(const json::Value& value, const Path& path);

/// Puts a value there, with what is missing on the way. False where the way leads through what has no fields.
[[nodiscard]] bool put(json::Value& value, const Path& path, const json::Value& what);
/// Takes away what is there; false where nothing is. An item goes with what it limits.
bool take(json::Value& value, const Path& path);

[[nodiscard]] json::Value* member(json::Value& object, std::string_view key);
[[nodiscard]] json::Value text_value(std::string_view text);

}  // namespace pointsbank::reform
