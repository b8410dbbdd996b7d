#include "records/text_check.hpp"

#include "core/text_hash.hpp"

namespace pointsbank::records {

namespace {

std::uint8_t byte_at(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }

/// How many bytes the well-formed sequence at `at` has; 0 where there is none. The bounds of the second byte rule out
/// overlong forms, surrogates and what lies beyond U+10FFFF.
std::size_t sequence(std::string_view text, std::size_t at) {
  const std::uint8_t lead = byte_at(text, at);
  if (lead < 0x80) return 1;
  const std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (length == 0 || text.size() - at < length) return 0;
  const std::uint8_t second = byte_at(text, at + 1);
  const std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (second < low || second > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte_at(text, at + i) & 0xC0U) != 0x80) return 0;
  }
  return length;
}

std::uint32_t decode(std::string_view text, std::size_t at, std::size_t length) {
  const std::uint8_t lead = byte_at(text, at);
  if (length == 1) return lead;
  std::uint32_t code_point = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) code_point = (code_point << 6U) | (byte_at(text, at + i) & 0x3FU);
  return code_point;
}

constexpr std::uint64_t in_each_byte(std::uint64_t byte) { return byte * 0x0101010101010101U; }

/// Eight bytes that are all printable ASCII.
bool is_plain(std::uint64_t word) {
  const std::uint64_t below_blank = (word - in_each_byte(0x20)) & ~word;  // exact where all bytes are ASCII
  const std::uint64_t is_delete = (word ^ in_each_byte(0x7F)) - in_each_byte(0x01);
  return ((word | below_blank | is_delete) & in_each_byte(0x80)) == 0;
}

bool is_forbidden_in_id(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0)         // control characters
         || c == 0x200B || c == 0x2060               // invisible blanks
         || c == 0x200E || c == 0x200F               // marks of direction
         || (c >= 0x2028 && c <= 0x202E)             // separators of lines, embedding and overriding
         || (c >= 0x2066 && c <= 0x2069)             // isolates
         || c == 0xFEFF || (c & 0xFFFEU) == 0xFFFE;  // byte order mark, no characters
}

}  // namespace

std::optional<TextFault> find_text_fault(std::string_view text) noexcept {
  using Kind = TextFault::Kind;
  std::size_t at = 0;
  while (at < text.size()) {
    if (text.size() - at >= 8 && is_plain(load_word<std::uint64_t>(text.data() + at))) {
      at += 8;
      continue;
    }
    const std::uint8_t byte = byte_at(text, at);
    if (byte >= 0x80) {
      const std::size_t length = sequence(text, at);
      if (length == 0) return TextFault{Kind::ill_formed, at};
      at += length;
      continue;
    }
    if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F) {
      return TextFault{Kind::control_character, at};
    }
    ++at;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> forbidden_in_id(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence(text, at);
    const std::uint32_t code_point = length == 0 ? 0xFFFE : decode(text, at, length);
    if (is_forbidden_in_id(code_point)) return code_point;
    at += length;
  }
  return std::nullopt;
}

bool has_combining_characters(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence(text, at);
    if (length == 0) return false;
    const std::uint32_t c = decode(text, at, length);
    const bool combines = (c >= 0x0300 && c <= 0x036F) || (c >= 0x1100 && c <= 0x11FF) || c == 0x3099 || c == 0x309A;
    if (combines) return true;
    at += length;
  }
  return false;
}

std::size_t characters(std::string_view text) noexcept {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80 ? 1 : 0;
  return count;
}

std::string shown(std::string_view text) {
  constexpr std::size_t most = 60;
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    if (count == most) return out + "…";
    const std::size_t length = sequence(text, at);
    const std::uint8_t byte = byte_at(text, at);
    if (length == 0 || byte < 0x20 || byte == 0x7F) {
      out += "\\x";
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
      ++at;
    } else {
      out.append(text.substr(at, length));
      at += length;
    }
  }
  return out;
}

std::string code_point_name(std::uint32_t code_point) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out = "U+";
  for (int shift = code_point > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) out += digits[(code_point >> shift) & 15U];
  return out;
}

}  // namespace pointsbank::records
