#include "core/html_text.hpp"

namespace pointsbank {

std::string escaped_for_html(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '<': safe.append("&lt;"); break;
      case '>': safe.append("&gt;"); break;
      case '&': safe.append("&amp;"); break;
      case '"': safe.append("&quot;"); break;
      case '\'': safe.append("&#39;"); break;
      default:
        // Control characters have no place in HTML.
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') safe.push_back(c);
    }
  }
  return safe;
}

}  // namespace pointsbank
