#include "records/date_reader.hpp"

#include <cstring>
#include <optional>

#include "pointsbank/calendar.hpp"

namespace pointsbank::records {

namespace {

constexpr std::int32_t seconds_a_day = 86'400;
constexpr std::uint64_t six_bytes = 0x0000FFFFFFFFFFFFU;

/// `HH:MM:SS` as seconds of the day, or -1.
std::int32_t seconds_of(const char* text) {
  constexpr std::uint64_t pattern = 0x30303A30303A3030U;  // `00:00:00`, its first byte lowest
  constexpr std::uint64_t colons = 0x0000FF0000FF0000U;
  const std::uint64_t digits = load_word<std::uint64_t>(text) ^ pattern;
  const std::uint64_t above_nine = digits + 0x7676007676007676U;
  if (((digits | above_nine) & 0x8080808080808080U) != 0 || (digits & colons) != 0) return -1;
  const auto pair = [digits](int shift) {
    return static_cast<std::int32_t>(((digits >> shift) & 15U) * 10 + ((digits >> (shift + 8)) & 15U));
  };
  const std::int32_t hour = pair(0);
  const std::int32_t minute = pair(24);
  const std::int32_t second = pair(48);
  if (hour > 23 || minute > 59 || second > 59) return -1;
  return hour * 3600 + minute * 60 + second;
}

bool is_in_calendar(std::int32_t day) {
  static const std::int32_t first = Date::of(1, 1, 1).days;
  static const std::int32_t last = Date::of(9999, 12, 31).days;
  return first <= day && day <= last;
}

}  // namespace

bool DateReader::remember(std::uint64_t text) {
  char first[10];
  std::memcpy(first, &text, 8);
  first[8] = '0';
  first[9] = '1';
  const std::optional<Date> date = Date::parse({first, sizeof first});
  if (!date) return false;
  remembered(text) = {text, date->days - 1, add_months(*date, 1).days - date->days};
  return true;
}

/// The common forms, `2026-03-05T20:15:00Z` and with the offset that was met last; all others the long way.
CellFault DateReader::moment_of(Cell cell, CivilMoment& value) {
  const bool is_utc = cell.size == 20 && cell.data[19] == 'Z';
  const bool is_known = cell.size == 25 && (load_word<std::uint64_t>(cell.data + 19) & six_bytes) == offset_text_;
  std::int32_t day = 0;
  std::int32_t second = 0;
  if ((!is_utc && !is_known) || cell.data[10] != 'T' || (second = seconds_of(cell.data + 11)) < 0 ||
      !day_of(cell.data, day)) {
    return any_moment_of(cell.text(), value);
  }
  second += utc_offset_ * 60 - (is_utc ? 0 : offset_seconds_);
  if (second < 0 || second >= seconds_a_day) {
    const std::int32_t days = second < 0 ? (second + 1) / seconds_a_day - 1 : second / seconds_a_day;
    second -= days * seconds_a_day;
    day += days;
    if (!is_in_calendar(day)) return CellFault::beyond_the_calendar;
  }
  value = {day, second, 0};
  return CellFault::none;
}

CellFault DateReader::any_moment_of(std::string_view text, CivilMoment& value) {
  const std::optional<Moment> moment = Moment::parse(text);
  if (!moment) return CellFault::not_a_date_or_moment;
  if (text.size() == 25) {
    if (const std::optional<int> offset = parse_utc_offset(text.substr(19))) {
      offset_text_ = load_word<std::uint64_t>(text.data() + 19) & six_bytes;
      offset_seconds_ = *offset * 60;
    }
  }
  constexpr std::int64_t microseconds = 1'000'000;
  const std::int64_t of_day = moment->microseconds_of_day(utc_offset_);
  value = {moment->date(utc_offset_).days, static_cast<std::int32_t>(of_day / microseconds),
           static_cast<std::int32_t>(of_day % microseconds)};
  return is_in_calendar(value.day) ? CellFault::none : CellFault::beyond_the_calendar;
}

CellFault DateReader::moment(Cell cell, std::int64_t& microseconds) {
  CivilMoment value;
  const CellFault fault = date_or_moment(cell, value);
  if (fault == CellFault::not_a_date_or_moment) return CellFault::not_a_moment;
  if (fault != CellFault::none) return fault;
  if (value.second < 0) return CellFault::date_for_moment;
  const std::int64_t seconds = std::int64_t{value.day} * seconds_a_day + value.second - std::int64_t{utc_offset_} * 60;
  microseconds = seconds * 1'000'000 + value.microsecond;
  return CellFault::none;
}

}  // namespace pointsbank::records
