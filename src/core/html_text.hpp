// Texts within HTML and SVG.
#pragma once

#include <string>
#include <string_view>

namespace pointsbank {

/// What HTML would take for something else is escaped, also within quoted attributes; control characters, which have no
/// place in it, are left out.
[[nodiscard]] std::string escaped_for_html(std::string_view text);

}  // namespace pointsbank
