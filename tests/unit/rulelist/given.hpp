// Small rule lists with one mistake, marked where it stands: `¶` is taken out before the list is read.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/issues.hpp"
#include "pointsbank/rule_list.hpp"
#include "rulelist/model.hpp"

namespace pointsbank::given {

/// A text without its mark, and where that stood.
struct Marked {
  std::string text;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};
[[nodiscard]] Marked marked(std::string text);

/// A list with these keys (JSON) beside the ones that are required: a category `c`, groups `grid`, attributes
/// `subject.members`, `subject.poor`, `event.level`, `event.night`, points of two decimals.
[[nodiscard]] std::string list(const std::string& keys = {});
/// With one rule of the positive or the negative list: `"id": "r", "category": "c"` and these keys.
[[nodiscard]] std::string rule(const std::string& keys);
[[nodiscard]] std::string negative_rule(const std::string& keys);
/// With one closing: `"id": "x", "at": "month"` and these keys.
[[nodiscard]] std::string closing(const std::string& keys);
/// The same list with nothing in it but what is required.
[[nodiscard]] std::string bare(const std::string& keys = {});

[[nodiscard]] rulelist::List read(const std::string& text, Issues& issues, const std::string& name = "t.json");
/// Of a list in which nothing is wrong.
rulelist::List sound(const std::string& text);

struct Mistake {
  std::string code;
  std::string pointer;
  std::string text;  ///< of the list, with `¶` before the place
  std::vector<std::string> arguments = {};
  std::string hint = {};  ///< its first argument
};
/// Each list has just this one error, at this place, and its sentences are whole.
void hold(std::initializer_list<Mistake> mistakes, Severity severity = Severity::error);

/// Of several lists together; their names are 1.json, 2.json, …
[[nodiscard]] Issues check_all(std::initializer_list<std::string> texts);
/// The same, and just one issue stands at the mark.
void hold_together(const std::string& code, const std::string& pointer, std::initializer_list<std::string> texts);
/// Nothing is wrong with them together.
rulelist::Book bound(std::initializer_list<std::string> texts);

}  // namespace pointsbank::given
