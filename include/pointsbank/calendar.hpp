// Civil dates, moments and periods. No time zone database and no clock: an offset is given, a date is a day number.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pointsbank {

/// A civil (proleptic Gregorian) date as days since 1970-01-01.
/// Dates that are read lie in the years 1 to 9999; calculated ones may lie beyond.
struct Date {
  std::int32_t days = 0;

  static constexpr Date never() noexcept { return Date{INT32_MAX}; }   ///< after every day
  static constexpr Date always() noexcept { return Date{INT32_MIN}; }  ///< before every day

  /// `2026-03-05`; nothing where the text is no date of the calendar.
  [[nodiscard]] static std::optional<Date> parse(std::string_view text) noexcept;
  [[nodiscard]] static Date of(int year, int month, int day) noexcept;
  [[nodiscard]] std::string to_string() const;  ///< later than 9999-12-31 prints as that
  void append_to(std::string& out) const;

  friend auto operator<=>(const Date&, const Date&) = default;
  friend Date operator+(Date date, std::int32_t added) noexcept { return Date{date.days + added}; }
  friend Date operator-(Date date, std::int32_t taken) noexcept { return Date{date.days - taken}; }
};

struct CivilDate {
  int year;
  int month;  ///< 1 to 12
  int day;    ///< 1 to 31
};
[[nodiscard]] CivilDate civil(Date date) noexcept;
/// Monday 1 to Sunday 7.
[[nodiscard]] int weekday(Date date) noexcept;
/// The same day `months` later, cut to the length of that month. All months are added at once.
[[nodiscard]] Date add_months(Date date, std::int64_t months) noexcept;

/// A point in time: microseconds since 1970-01-01T00:00:00Z.
struct Moment {
  std::int64_t microseconds = 0;

  /// RFC 3339, `2026-03-05T20:15:00+08:00`; at most six digits of a second's fraction; no leap second.
  [[nodiscard]] static std::optional<Moment> parse(std::string_view text) noexcept;
  /// The civil date at `offset_minutes` east of UTC, and what has passed of that day.
  [[nodiscard]] Date date(int offset_minutes) const noexcept;
  [[nodiscard]] std::int64_t microseconds_of_day(int offset_minutes) const noexcept;
  [[nodiscard]] std::string to_string(int offset_minutes) const;

  friend auto operator<=>(const Moment&, const Moment&) = default;
};

/// The first moment of a civil date at an offset.
[[nodiscard]] Moment first_moment(Date date, int offset_minutes) noexcept;
/// `+08:00` or `-03:30` as minutes east of UTC (also `Z`).
[[nodiscard]] std::optional<int> parse_utc_offset(std::string_view text) noexcept;
[[nodiscard]] std::string utc_offset_to_string(int offset_minutes);

enum class PeriodKind : std::uint8_t { day, week, month, quarter, half_year, year, ever };
inline constexpr int period_kinds = 7;

[[nodiscard]] std::optional<PeriodKind> parse_period_kind(std::string_view word) noexcept;
[[nodiscard]] std::string_view to_string(PeriodKind kind) noexcept;

/// The period that holds the date, named by its first day (`ever`: Date::always()).
[[nodiscard]] Date first_day(PeriodKind kind, Date date) noexcept;
/// Its last day (`ever`: Date::never()).
[[nodiscard]] Date last_day(PeriodKind kind, Date date) noexcept;

}  // namespace pointsbank
