// Collects what is wrong in one expression, in any order, and hands it over in the order of the text.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expression/expression.hpp"

namespace pointsbank::expression {

/// What to write instead: the code of a sentence and what fills it. No code: no hint.
struct Hint {
  std::string_view code;
  std::vector<std::string> arguments;
};

class Mistakes {
 public:
  /// `offset` counts bytes of the expression's text.
  void add(std::size_t offset, std::string_view code, std::vector<std::string> arguments = {}, Hint hint = {});
  [[nodiscard]] bool empty() const noexcept { return found_.empty(); }
  /// Appends all of them to `issues`, ordered by where they stand.
  void hand_over(const PlaceOf& place_of, Issues& issues);

 private:
  std::vector<std::pair<std::size_t, Issue>> found_;
};

}  // namespace pointsbank::expression
