#include "report/text_table.hpp"

#include <algorithm>

namespace pointsbank::report {

namespace {

constexpr std::string_view between = "  ";

void append_row(std::string& out, const std::vector<std::string>& row, const std::vector<std::size_t>& widths,
                const TextTable& table) {
  const std::size_t begin = out.size();
  out.append(table.indent, ' ');
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string blanks(widths[i] - width_of(row[i]), ' ');
    const bool is_figure = i < table.is_figure.size() && table.is_figure[i];
    out.append(i == 0 ? "" : between).append(is_figure ? blanks + row[i] : row[i] + blanks);
  }
  const std::size_t last = out.find_last_not_of(' ');
  out.erase(last == std::string::npos || last < begin ? begin : last + 1);
  out.push_back('\n');
}

}  // namespace

std::size_t width_of(std::string_view text) noexcept {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte & 0xC0U) == 0x80U) continue;
    // From U+2E80 on, that is from the bytes E2 BA 80: ideographs and full-width signs.
    const bool is_wide =
        byte >= 0xE3 || (byte == 0xE2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xBA);
    columns += is_wide ? 2 : 1;
  }
  return columns;
}

std::string to_text(const TextTable& table) {
  std::vector<std::size_t> widths;
  for (const std::string& name : table.head) widths.push_back(width_of(name));
  for (const std::vector<std::string>& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  std::string text;
  append_row(text, table.head, widths, table);
  for (const std::vector<std::string>& row : table.rows) append_row(text, row, widths, table);
  return text;
}

}  // namespace pointsbank::report
