#include "json_text.hpp"

namespace pointsbank::c {

namespace {

/// How many bytes the well-formed character at the beginning has; 0: it is none.
std::size_t character_size(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto is_trail = [&](std::size_t i, unsigned least = 0x80, unsigned most = 0xBF) {
    return i < text.size() && byte(i) >= least && byte(i) <= most;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return is_trail(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned least = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned most = first == 0xED ? 0x9F : 0xBF;  // no surrogates
    return is_trail(1, least, most) && is_trail(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned least = first == 0xF0 ? 0x90 : 0x80;
    const unsigned most = first == 0xF4 ? 0x8F : 0xBF;
    return is_trail(1, least, most) && is_trail(2) && is_trail(3) ? 4 : 0;
  }
  return 0;
}

constexpr std::string_view replacement = "\xEF\xBF\xBD";

}  // namespace

bool is_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    const std::size_t size = character_size(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

std::string as_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t size = character_size(text);
    const bool is_shown = size > 0 && text.front() != '\0';
    out.append(is_shown ? text.substr(0, size) : replacement);
    text.remove_prefix(size > 0 ? size : 1);
  }
  return out;
}

void append_json(std::string& out, std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  out.push_back('"');
  while (!text.empty()) {
    const std::size_t size = character_size(text);
    const auto byte = static_cast<unsigned char>(text.front());
    if (size == 0) {
      out.append(replacement);
    } else if (byte == '"' || byte == '\\') {
      out.append({'\\', text.front()});
    } else if (byte == '\n') {
      out.append("\\n");
    } else if (byte < 0x20) {
      out.append("\\u00").append({digits[byte >> 4U], digits[byte & 0xFU]});
    } else {
      out.append(text.substr(0, size));
    }
    text.remove_prefix(size > 0 ? size : 1);
  }
  out.push_back('"');
}

void append_raw_member(std::string& out, std::string_view key, std::string_view json) {
  if (!out.empty() && out.back() != '{' && out.back() != '[') out.append(", ");
  append_json(out, key);
  out.append(": ").append(json);
}

void append_member(std::string& out, std::string_view key, std::string_view text) {
  append_raw_member(out, key, {});
  append_json(out, text);
}

std::string both_languages(std::string_view zh, std::string_view en) {
  std::string out = "{";
  append_member(out, "zh", zh);
  append_member(out, "en", en);
  return out.append("}");
}

}  // namespace pointsbank::c
