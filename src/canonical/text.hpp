// Texts inside canonical bytes and inside the JSON made of them.
#pragma once

#include <string>
#include <string_view>

namespace pointsbank::canonical {

/// Is it UTF-8 (RFC 3629: shortest forms, no halves of pairs, nothing beyond U+10FFFF)?
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// Appends a JSON string literal of `text`, which is UTF-8, with only what must be escaped escaped.
void append_json_text(std::string& out, std::string_view text);

}  // namespace pointsbank::canonical
