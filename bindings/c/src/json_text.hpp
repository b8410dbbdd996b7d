// JSON that this binding writes itself.
#pragma once

#include <string>
#include <string_view>

#include "pointsbank/issues.hpp"

namespace pointsbank::c {

/// Appends a JSON string; bytes that are no UTF-8 become U+FFFD.
void append_json(std::string& out, std::string_view text);
/// `, "key": "text"`, without the comma at the beginning of an object or array.
void append_member(std::string& out, std::string_view key, std::string_view text);
/// The same with a value that is JSON already.
void append_raw_member(std::string& out, std::string_view key, std::string_view json);
/// `{"zh": …, "en": …}`
[[nodiscard]] std::string both_languages(std::string_view zh, std::string_view en);

/// The text with U+FFFD for every byte that is no UTF-8, and without NUL.
[[nodiscard]] std::string as_utf8(std::string_view text);
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

}  // namespace pointsbank::c
