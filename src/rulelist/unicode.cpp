#include "rulelist/unicode.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "rulelist/unicode_tables.hpp"

namespace pointsbank::rulelist::unicode {
namespace {

/// The code point at `at`, which is moved behind it.
std::uint32_t next(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t index) -> std::uint32_t {
    return index < text.size() ? static_cast<unsigned char>(text[index]) : 0U;
  };
  const std::uint32_t first = byte(at);
  const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  std::uint32_t code = length == 1 ? first : first & (0xFFU >> (length + 1));
  for (std::size_t more = 1; more < length; ++more) code = (code << 6U) | (byte(at + more) & 0x3FU);
  at += length;
  return code;
}

void append(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
    return;
  }
  const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  const std::uint32_t mark = more == 1 ? 0xC0U : more == 2 ? 0xE0U : 0xF0U;
  out.push_back(static_cast<char>(mark | (code >> (6U * static_cast<unsigned>(more)))));
  for (int left = more - 1; left >= 0; --left) {
    out.push_back(static_cast<char>(0x80U | ((code >> (6U * static_cast<unsigned>(left))) & 0x3FU)));
  }
}

template <std::size_t size>
bool holds(const Range (&ranges)[size], std::uint32_t code) noexcept {
  const auto* after = std::upper_bound(std::begin(ranges), std::end(ranges), code,
                                       [](std::uint32_t wanted, const Range& range) { return wanted < range.first; });
  return after != std::begin(ranges) && code <= std::prev(after)->last;
}

std::uint8_t combining_class(std::uint32_t code) noexcept {
  const auto* after =
      std::upper_bound(std::begin(combining_classes), std::end(combining_classes), code,
                       [](std::uint32_t wanted, const CombiningClass& range) { return wanted < range.first; });
  if (after == std::begin(combining_classes)) return 0;
  const CombiningClass& found = *std::prev(after);
  return code <= found.last ? found.value : std::uint8_t{0};
}

void decompose(std::uint32_t code, std::vector<std::uint32_t>& out) {
  constexpr std::uint32_t syllables = 0xAC00;
  if (code >= syllables && code < syllables + 11172) {
    const std::uint32_t index = code - syllables;
    out.push_back(0x1100 + index / 588);
    out.push_back(0x1161 + index % 588 / 28);
    if (index % 28 != 0) out.push_back(0x11A7 + index % 28);
    return;
  }
  const auto* found = std::lower_bound(
      std::begin(decompositions), std::end(decompositions), code,
      [](const Decomposition& decomposition, std::uint32_t wanted) { return decomposition.whole < wanted; });
  if (found == std::end(decompositions) || found->whole != code) {
    out.push_back(code);
    return;
  }
  decompose(found->first, out);
  if (found->second != 0) decompose(found->second, out);
}

bool is_ascii_letter_or_digit(std::uint32_t code) {
  return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

}  // namespace

bool is_id(std::string_view text) noexcept {
  bool after_letter = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::uint32_t code = next(text, at);
    if (code < 0x80) {
      after_letter = is_ascii_letter_or_digit(code);
      if (!after_letter && code != '_' && code != '-' && code != '.') return false;
    } else if (holds(letters_and_digits, code)) {
      after_letter = true;
    } else if (!after_letter || !holds(marks, code)) {
      return false;
    }
  }
  return !text.empty();
}

std::string decomposed(std::string_view text) {
  std::vector<std::uint32_t> codes;
  for (std::size_t at = 0; at < text.size();) decompose(next(text, at), codes);
  const auto is_starter = [](std::uint32_t code) { return combining_class(code) == 0; };
  for (auto start = codes.begin(); start != codes.end();) {
    const auto first = std::find_if_not(start, codes.end(), is_starter);
    const auto end = std::find_if(first, codes.end(), is_starter);
    std::stable_sort(first, end,
                     [](std::uint32_t a, std::uint32_t b) { return combining_class(a) < combining_class(b); });
    start = end;
  }
  std::string out;
  for (const std::uint32_t code : codes) append(out, code);
  return out;
}

bool is_ascii(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace pointsbank::rulelist::unicode
