// Dates and moments of cells.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/text_hash.hpp"
#include "records/cells.hpp"

namespace pointsbank::records {

struct CivilMoment {
  std::int32_t day = 0;          ///< since 1970-01-01, at the offset asked for
  std::int32_t second = -1;      ///< of the day; -1: a bare date
  std::int32_t microsecond = 0;  ///< of the second
};

/// Reads dates and moments of one column. It remembers the months and the offset that it met, so that one costs a few
/// nanoseconds; cells have the padding of rows.hpp. What is valid is decided by Date::parse and Moment::parse.
class DateReader {
 public:
  explicit DateReader(int utc_offset) : utc_offset_(utc_offset) {}

  [[nodiscard]] CellFault date(Cell cell, std::int32_t& day) {
    return cell.size == 10 && day_of(cell.data, day) ? CellFault::none : CellFault::not_a_date;
  }
  [[nodiscard]] CellFault date_or_moment(Cell cell, CivilMoment& value) {
    if (cell.size != 10) return moment_of(cell, value);
    value.second = -1;
    value.microsecond = 0;
    return day_of(cell.data, value.day) ? CellFault::none : CellFault::not_a_date_or_moment;
  }
  /// Microseconds since 1970 UTC.
  [[nodiscard]] CellFault moment(Cell cell, std::int64_t& microseconds);

 private:
  struct Month {
    std::uint64_t text = 0;  // `2026-03-`
    std::int32_t before_first = 0;
    std::int32_t length = 0;
  };

  [[nodiscard]] Month& remembered(std::uint64_t text) {
    return months_[static_cast<std::size_t>((text * 0x9E3779B97F4A7C15U) >> 58U)];
  }
  /// The day of the ten bytes at `text`, or false where they are no date.
  bool day_of(const char* text, std::int32_t& day) {
    const auto beginning = load_word<std::uint64_t>(text);
    const Month& month = remembered(beginning);
    if (month.text != beginning && !remember(beginning)) return false;
    const auto tens = static_cast<unsigned>(text[8] - '0');
    const auto ones = static_cast<unsigned>(text[9] - '0');
    const auto number = static_cast<std::int32_t>(tens * 10 + ones);
    day = month.before_first + number;
    return tens <= 9 && ones <= 9 && number != 0 && number <= month.length;
  }
  bool remember(std::uint64_t text);
  CellFault moment_of(Cell cell, CivilMoment& value);
  CellFault any_moment_of(std::string_view text, CivilMoment& value);

  int utc_offset_;
  std::array<Month, 64> months_{};
  std::uint64_t offset_text_ = 0;  // `+08:00`, the last one met
  std::int32_t offset_seconds_ = 0;
};

}  // namespace pointsbank::records
