// Where the commas, line ends and quotes of a piece of CSV text stand.
//
// Looks at 64 bytes at a time (AVX2 where the machine has it, else plain C++) and knows nothing of cells: a comma
// within quotes is found too. About 0.1 to 0.2 ns a byte with AVX2. Safe from several threads on different objects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace pointsbank::records {

/// Bytes that must be readable behind a text that is searched.
inline constexpr std::size_t text_padding = 64;

struct Structure {
  /// Offsets of every `,` and `\n`, in order. marks()[-1] is UINT32_MAX, so that the first cell begins at
  /// marks()[-1] + 1, as every other does behind its predecessor.
  [[nodiscard]] const std::uint32_t* marks() const noexcept { return marks_.get() + 1; }
  [[nodiscard]] const std::uint32_t* line_ends() const noexcept { return line_ends_.get(); }  ///< which marks are `\n`
  [[nodiscard]] const std::uint32_t* quotes() const noexcept { return quotes_.get(); }        ///< offsets of every `"`
  std::size_t mark_count = 0;
  std::size_t line_end_count = 0;
  std::size_t quote_count = 0;
  /// Nothing but printable ASCII, `\n`, and `\r` in front of one.
  bool is_plain = true;

  /// Finds all of `text`; `size` < 2^32 - 64, and `text_padding` bytes behind it are readable.
  void find(const char* text, std::size_t size);
  /// The same by plain C++, whatever the machine has.
  void find_portably(const char* text, std::size_t size);

  struct Cursor;

 private:
  void make_room(std::size_t size);
  void search(const char* text, std::size_t size, void (*find_all)(const char*, std::size_t, Cursor&));

  std::unique_ptr<std::uint32_t[]> marks_;
  std::unique_ptr<std::uint32_t[]> line_ends_;
  std::unique_ptr<std::uint32_t[]> quotes_;
  std::size_t capacity_ = 0;
};

}  // namespace pointsbank::records
