// CSV with nothing but the work itself, to measure the library's reader and writer against.
//
// The parser makes the columns that the library makes of an events file (ids back to back, dictionaries, dates,
// decimals) and checks nothing: no quotes, no bad cells, no ids given twice, no columns in another order.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "hand_memory.hpp"
#include "pointsbank/pointsbank.hpp"

namespace bare {

/// Texts by numbers in the order in which they come; open addressing.
class Texts {
 public:
  Texts() : slots_(1U << 10, hand::Filled::with_zeros), mask_((1U << 10) - 1) {}
  /// Asks for what `number` will look at.
  void prefetch(const char* text, std::size_t length) const noexcept;
  [[nodiscard]] std::uint32_t number(const char* text, std::size_t length);
  [[nodiscard]] std::string_view text(std::uint32_t number) const noexcept {
    return std::string_view(bytes_).substr(begins_[number], begins_[number + 1] - begins_[number]);
  }
  [[nodiscard]] std::size_t size() const noexcept { return begins_.size() - 1; }

 private:
  struct Slot {
    std::uint64_t key;  ///< the text itself where it has less than eight bytes, else its hash; 0: free
    std::uint32_t number;
    bool is_text;
  };
  void grow();

  hand::Memory<Slot> slots_;
  std::uint64_t mask_;
  std::string bytes_;
  std::vector<std::uint64_t> begins_ = {0};
};

inline constexpr std::uint32_t absent = 0xFFFFFFFFU;

struct Events {
  explicit Events(std::size_t most_rows, std::size_t most_bytes)
      : id_ends(most_rows + 1),
        ids(most_bytes),
        household(most_rows),
        kind(most_rows),
        grade(most_rows),
        level(most_rows),
        date(most_rows),
        second(most_rows),
        quantity(most_rows),
        night(most_rows) {}

  std::size_t rows = 0;
  hand::Memory<std::uint64_t> id_ends;
  hand::Memory<char> ids;
  hand::Memory<std::uint32_t> household, kind, grade, level;
  hand::Memory<std::int32_t> date, second;
  hand::Memory<std::int64_t> quantity;  ///< hundredths, or INT64_MIN
  hand::Memory<std::int8_t> night;
  Texts households, kinds, grades, levels;
};

/// An events file of the benchmark's workload: its eight columns in their order, dates of one year and those beside it.
[[nodiscard]] Events read_events(const std::filesystem::path& file);

/// balances.csv, postings.csv, outcomes.csv as the library writes them, where no cell needs quotes; written to the file
/// and flushed to the disk, as the library does.
void write(const pointsbank::Evaluation& evaluation, std::string_view table, const std::filesystem::path& file);

}  // namespace bare
