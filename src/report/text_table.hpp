// Tables for a terminal: columns in line, Chinese characters taking two places.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pointsbank::report {

/// Columns of a terminal that a text takes.
[[nodiscard]] std::size_t width_of(std::string_view text) noexcept;

struct TextTable {
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;  ///< as long as the head each
  /// For each column whether it holds figures, which stand to the right; columns not said hold texts.
  std::vector<bool> is_figure;
  std::size_t indent = 0;  ///< blanks before each line
};

/// The head and a line a row; without trailing blanks.
[[nodiscard]] std::string to_text(const TextTable& table);

}  // namespace pointsbank::report
