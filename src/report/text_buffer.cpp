#include "report/text_buffer.hpp"

#include <algorithm>
#include <bit>

namespace pointsbank::report {

namespace {

constexpr std::uint64_t each_byte = 0x0101010101010101U;
constexpr std::uint64_t high_bits = 0x8080808080808080U;

constexpr std::uint64_t bytes_equal_to(std::uint64_t bytes, char c) {
  const std::uint64_t differing = bytes ^ (each_byte * static_cast<std::uint8_t>(c));
  return (differing - each_byte) & ~differing & high_bits;
}

constexpr bool is_special(std::uint64_t bytes) {
  return (bytes_equal_to(bytes, '"') | bytes_equal_to(bytes, ',') | bytes_equal_to(bytes, '\n') |
          bytes_equal_to(bytes, '\r')) != 0;
}

std::uint64_t load(const char* at) noexcept {
  std::uint64_t bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

constexpr auto powers_of_ten = [] {
  std::array<std::uint64_t, 20> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

constexpr auto pairs = [] {
  std::array<char, 200> digits{};
  for (std::size_t i = 0; i < 100; ++i) {
    digits[2 * i] = static_cast<char>('0' + i / 10);
    digits[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return digits;
}();

std::size_t digits_of(std::uint64_t value) {
  // 1233 / 4096 is a little more than the logarithm of 2 to the base of 10.
  const auto about = static_cast<std::size_t>(std::bit_width(value | 1)) * 1233 >> 12U;
  return about + (value >= powers_of_ten[about] ? 1 : 0);
}

/// The last `count` digits, ending at `end`.
void put_digits(char* end, std::uint64_t value, std::size_t count) {
  for (; count >= 2; count -= 2) {
    end -= 2;
    std::memcpy(end, pairs.data() + value % 100 * 2, 2);
    value /= 100;
  }
  if (count != 0) *--end = static_cast<char>('0' + value % 10);
}

}  // namespace

bool needs_quotes(std::string_view text) noexcept {
  if (text.empty()) return false;
  if (text.size() < 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data(), text.size());
    return is_special(bytes);
  }
  for (std::size_t at = 0; at + 8 <= text.size(); at += 8) {
    if (is_special(load(text.data() + at))) return true;
  }
  return is_special(load(text.data() + text.size() - 8));
}

void append_cell(std::string& out, std::string_view text) {
  if (!needs_quotes(text)) {
    out.append(text);
    return;
  }
  out.push_back('"');
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

TextBuffer::TextBuffer(Sink sink)
    : sink_(std::move(sink)),
      bytes_(std::make_unique_for_overwrite<char[]>(capacity)),
      at_(bytes_.get()),
      end_(bytes_.get() + capacity) {}

void TextBuffer::flush() {
  if (at_ == bytes_.get()) return;
  sink_({bytes_.get(), static_cast<std::size_t>(at_ - bytes_.get())});
  at_ = bytes_.get();
}

void TextBuffer::append_large(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at += largest_piece) append(text.substr(at, largest_piece));
}

/// Of 4 to 16 bytes: two loads that overlap are looked at and stored. False where the cell needs quotes.
bool TextBuffer::append_short_cell(std::string_view text) {
  const std::size_t size = text.size();
  char* const at = room(size + 1);
  if (size >= 8) {
    const std::uint64_t first = load(text.data());
    const std::uint64_t last = load(text.data() + size - 8);
    if (is_special(first) || is_special(last)) return false;
    std::memcpy(at, &first, 8);
    std::memcpy(at + size - 8, &last, 8);
  } else {
    std::uint32_t first;
    std::uint32_t last;
    std::memcpy(&first, text.data(), 4);
    std::memcpy(&last, text.data() + size - 4, 4);
    if (is_special(static_cast<std::uint64_t>(first) << 32U | last)) return false;
    std::memcpy(at, &first, 4);
    std::memcpy(at + size - 4, &last, 4);
  }
  at[size] = ',';
  at_ += size + 1;
  return true;
}

void TextBuffer::append_any_cell(std::string_view text) {
  if (!needs_quotes(text)) {
    append(text);
  } else {
    append('"');
    for (const char c : text) {
      if (c == '"') append('"');
      append(c);
    }
    append('"');
  }
  append(',');
}

void TextBuffer::append_units(std::int64_t units, int decimals) {
  constexpr std::size_t longest = 24;
  char digits[longest];
  char* at = room(2 * longest);
  const std::uint64_t size = units < 0 ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units);
  const std::size_t count = std::max(digits_of(size), static_cast<std::size_t>(decimals) + 1);
  put_digits(digits + count, size, count);
  *at = '-';
  at += units < 0 ? 1 : 0;
  std::memcpy(at, digits, longest);
  at += count;
  if (decimals > 0) {
    char* const point = at - decimals;
    std::memcpy(point + 1, digits + count - decimals, static_cast<std::size_t>(decimals));
    *point = '.';
    ++at;
  }
  *at = ',';
  at_ = at + 1;
}

void DateTexts::look_up(Known& known, Date date) {
  const std::string text = date.to_string();
  known.days = date.days;
  known.size = static_cast<std::uint8_t>(std::min(text.size(), known.text.size()));
  std::copy_n(text.data(), known.size, known.text.data());
}

}  // namespace pointsbank::report
