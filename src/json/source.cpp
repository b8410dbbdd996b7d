#include <algorithm>
#include <array>
#include <utility>

#include "json/value.hpp"

namespace pointsbank::json {
namespace {

constexpr std::size_t block = 128;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

Offset characters(std::string_view text) {
  return static_cast<Offset>(std::count_if(text.begin(), text.end(), begins_character));
}

/// How many bytes of content the escape at `escape` stands for, and how many it is written with.
struct Escape {
  std::size_t written;
  std::size_t content;
};

unsigned hex_value(std::string_view digits) {
  unsigned value = 0;
  for (const char c : digits) {
    const unsigned digit = c <= '9' ? static_cast<unsigned>(c - '0') : static_cast<unsigned>((c | 0x20) - 'a' + 10);
    value = value * 16 + digit;
  }
  return value;
}

Escape measure_escape(std::string_view escape) {
  if (escape.size() < 6 || escape[1] != 'u') return {2, 1};
  const unsigned code = hex_value(escape.substr(2, 4));
  if (code < 0x80) return {6, 1};
  if (code < 0x800) return {6, 2};
  if (code >= 0xD800 && code < 0xE000) return {12, 4};
  return {6, 3};
}

}  // namespace

const Value* Value::find(std::string_view key) const noexcept {
  for (const Member& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

Source::Source(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
  line_starts_.push_back(0);
  // A longer text is refused unread, and its offsets would not fit.
  if (text_.size() > max_bytes) return;
  const std::string_view all = text_;
  Offset before = 0;
  for (std::size_t at = 0; at < all.size(); at += block) {
    characters_.push_back(before);
    before += characters(all.substr(at, block));
  }
  for (std::size_t at = all.find('\n'); at != std::string_view::npos; at = all.find('\n', at + 1)) {
    line_starts_.push_back(static_cast<Offset>(at + 1));
  }
}

Offset Source::characters_before(Offset offset) const noexcept {
  const std::size_t whole = offset / block;
  if (whole >= characters_.size()) {
    return characters_.empty() ? 0 : characters_.back() + characters(text().substr((characters_.size() - 1) * block));
  }
  return characters_[whole] + characters(text().substr(whole * block, offset - whole * block));
}

Place Source::place(Offset offset, std::string pointer) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const Offset start = *(after - 1);
  Place place;
  place.file = name_;
  place.line = static_cast<std::uint32_t>(after - line_starts_.begin());
  place.column = characters_before(offset) - characters_before(start) + 1;
  // The mark is not seen in an editor.
  if (place.line == 1 && place.column > 1 && text().starts_with(byte_order_mark)) --place.column;
  place.pointer = std::move(pointer);
  return place;
}

Offset Source::inside_string(Offset string_offset, std::size_t byte) const noexcept {
  std::size_t at = std::size_t{string_offset} + 1;
  std::size_t content = 0;
  while (content < byte && at < text_.size() && text_[at] != '"') {
    if (text_[at] != '\\') {
      ++at;
      ++content;
      continue;
    }
    const Escape escape = measure_escape(text().substr(at, 12));
    if (content + escape.content > byte) break;
    at += escape.written;
    content += escape.content;
  }
  return static_cast<Offset>(std::min(at, text_.size()));
}

void append_string(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    switch (c) {
      case '"': out.append("\\\""); break;
      case '\\': out.append("\\\\"); break;
      case '\n': out.append("\\n"); break;
      case '\r': out.append("\\r"); break;
      case '\t': out.append("\\t"); break;
      case '\b': out.append("\\b"); break;
      case '\f': out.append("\\f"); break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          const auto code = static_cast<unsigned char>(c);
          out.append("\\u00").push_back(digits[code >> 4U]);
          out.push_back(digits[code & 0xFU]);
        } else {
          out.push_back(c);
        }
    }
  }
  out.push_back('"');
}

std::string pointer_token(std::string_view key) {
  std::string token;
  token.reserve(key.size());
  for (const char c : key) {
    if (c == '~') {
      token.append("~0");
    } else if (c == '/') {
      token.append("~1");
    } else {
      token.push_back(c);
    }
  }
  return token;
}

}  // namespace pointsbank::json
