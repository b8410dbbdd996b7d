// Text that is made piece by piece and leaves in large portions: nothing is allocated for a cell or a row.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "pointsbank/calendar.hpp"

namespace pointsbank::report {

/// Does a cell need quotes (RFC 4180: it holds a quote, a comma or a line end)? Eight bytes at a time.
[[nodiscard]] bool needs_quotes(std::string_view text) noexcept;
/// Appends a cell, quoted where it needs to be.
void append_cell(std::string& out, std::string_view text);

/// Not to be shared by threads.
class TextBuffer {
 public:
  static constexpr std::size_t padding = 32;
  /// Of what it holds: little enough to stay in the processor's cache until it is written.
  static constexpr std::size_t capacity = std::size_t{1} << 18U;

  /// Takes what the buffer holds whenever it is full, and at flush().
  using Sink = std::function<void(std::string_view)>;
  explicit TextBuffer(Sink sink);

  void append(std::string_view text) {
    if (text.empty()) return;
    if (text.size() > largest_piece) return append_large(text);
    char* const at = room(text.size());
    std::memcpy(at, text.data(), text.size());
    at_ += text.size();
  }
  void append(char c) { *room(1) = c, ++at_; }
  /// The same of a text behind whose end `padding` bytes can be read: most texts are then one copy of fixed size.
  void append_padded(const char* text, std::size_t size) {
    if (size > padding) return append({text, size});
    std::memcpy(room(padding), text, padding);
    at_ += size;
  }
  /// A cell, quoted where it needs to be, and a comma.
  void append_cell(std::string_view text) {
    if (text.size() < 4 || text.size() > 16 || !append_short_cell(text)) append_any_cell(text);
  }
  /// Units of 10^-decimals with exactly that many digits behind the point, and a comma.
  void append_units(std::int64_t units, int decimals);
  /// A date as text, and a comma.
  void append_date(std::string_view text) {
    constexpr std::size_t usual = 10;
    if (text.size() != usual) return append_any_cell(text);
    char* const at = room(usual + 1);
    std::memcpy(at, text.data(), usual);
    at[usual] = ',';
    at_ += usual + 1;
  }
  /// The character before, which is still there, is replaced.
  void replace_last(char c) noexcept { at_[-1] = c; }
  void flush();

 private:
  static constexpr std::size_t largest_piece = std::size_t{1} << 16U;

  /// Where at most `size` bytes may be put.
  char* room(std::size_t size) {
    if (static_cast<std::size_t>(end_ - at_) < size) flush();
    return at_;
  }
  bool append_short_cell(std::string_view text);
  void append_any_cell(std::string_view text);
  void append_large(std::string_view text);

  Sink sink_;
  std::unique_ptr<char[]> bytes_;
  char* at_;
  char* end_;
};

/// Dates as texts; those that come again cost a comparison.
class DateTexts {
 public:
  [[nodiscard]] std::string_view text(Date date) {
    Known& known = known_[static_cast<std::uint32_t>(date.days) % known_.size()];
    if (known.days != date.days || known.size == 0) look_up(known, date);
    return {known.text.data(), known.size};
  }

 private:
  struct Known {
    std::int32_t days = 0;
    std::array<char, 11> text{};
    std::uint8_t size = 0;
  };
  static void look_up(Known& known, Date date);

  std::array<Known, 1024> known_{};
};

}  // namespace pointsbank::report
