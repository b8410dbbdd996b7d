#include "trial.hpp"

#include <algorithm>

#include "pointsbank/reform.hpp"

namespace pointsbank::command {

namespace {

/// Columns that a terminal takes: ideographs and full-width signs, from U+2E80 on, take two.
std::size_t width(std::string_view text) {
  std::size_t columns = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) columns += byte >= 0xE3 ? 2 : 1;
  }
  return columns;
}

}  // namespace

std::vector<RuleList> read_lists(const std::vector<Path>& files) {
  std::vector<RuleList> lists;
  for (const Path& file : files) lists.push_back(parse(read_source(file)));
  return lists;
}

std::vector<RuleList> reformed(const std::vector<RuleList>& lists, const Reform& reform, const Console& console) {
  const Issues issues = check(reform, lists);
  if (has_errors(issues)) throw InputError(issues);
  console.issues(issues);
  return reform.apply(lists);
}

std::string in_columns(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const std::vector<std::string>& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  std::string text;
  for (const std::vector<std::string>& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string blanks(widths[i] - width(row[i]), ' ');
      text.append(i == 0 ? row[i] + blanks : "  " + blanks + row[i]);
    }
    text.append("\n");
  }
  return text;
}

}  // namespace pointsbank::command
