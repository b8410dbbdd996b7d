// A rule list as a village posts it on the wall: in plain words, made from the same checked and compiled book that the
// evaluation works with, so that what hangs on the wall and what is computed never differ.
#pragma once

#include <cstdint>
#include <string>

#include "pointsbank/rule_list.hpp"

namespace pointsbank {

enum class NoticeFormat : std::uint8_t {
  text,      ///< for a terminal: lines of at most 78 columns, a Chinese character taking two
  markdown,  ///< tables of GitHub's Markdown
  html,      ///< one page by itself, laid out for A4; no script, nothing from a network
};

/// All versions of the book, one after the other. Every number that a list fixes stands in it. A function of its
/// arguments alone: the same book gives the same bytes. Two keys of the list's own, which mean nothing to the
/// evaluation, are shown where they are there: `x-village` (the village's name) and `x-phone` (for complaints).
[[nodiscard]] std::string to_notice(const Program& program, NoticeFormat format, Language language = Language::zh);

}  // namespace pointsbank
