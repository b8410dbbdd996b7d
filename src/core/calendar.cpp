#include "pointsbank/calendar.hpp"

#include <algorithm>
#include <array>

namespace pointsbank {

namespace {

constexpr std::int64_t microseconds_a_second = 1'000'000;
constexpr std::int64_t microseconds_a_minute = 60 * microseconds_a_second;
constexpr std::int64_t microseconds_a_day = 24 * 60 * microseconds_a_minute;
constexpr int last_year = 9999;

constexpr std::int64_t floor_divide(std::int64_t value, std::int64_t by) noexcept {
  return value / by - (value % by < 0 ? 1 : 0);
}

/// Days since 1970-01-01. The year is counted from March, so that the leap day ends it.
constexpr std::int64_t day_number(std::int64_t year, int month, int day) noexcept {
  const std::int64_t shifted = month <= 2 ? year - 1 : year;
  const std::int64_t era = floor_divide(shifted, 400);
  const std::int64_t year_of_era = shifted - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}
static_assert(day_number(1970, 1, 1) == 0);
static_assert(day_number(2000, 3, 1) - day_number(2000, 2, 28) == 2);

constexpr bool is_leap(std::int64_t year) noexcept { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr int days_in_month(std::int64_t year, int month) noexcept {
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

/// Reads exactly `digits` digits at `at` and moves on; -1 where there are none.
int read_digits(std::string_view text, std::size_t& at, int digits) noexcept {
  if (text.size() < at + static_cast<std::size_t>(digits)) return -1;
  int value = 0;
  for (int i = 0; i < digits; ++i) {
    const char c = text[at++];
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool skip(std::string_view text, std::size_t& at, char wanted) noexcept {
  if (at >= text.size() || text[at] != wanted) return false;
  ++at;
  return true;
}

void append_digits(std::string& out, int value, int digits) {
  std::array<char, 8> buffer{};
  for (int i = digits; i-- > 0; value /= 10) buffer[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
  out.append(buffer.data(), static_cast<std::size_t>(digits));
}

}  // namespace

Date Date::of(int year, int month, int day) noexcept {
  return Date{static_cast<std::int32_t>(day_number(year, month, day))};
}

std::optional<Date> Date::parse(std::string_view text) noexcept {
  std::size_t at = 0;
  const int year = read_digits(text, at, 4);
  if (year < 1 || !skip(text, at, '-')) return std::nullopt;
  const int month = read_digits(text, at, 2);
  if (month < 1 || month > 12 || !skip(text, at, '-')) return std::nullopt;
  const int day = read_digits(text, at, 2);
  if (day < 1 || day > days_in_month(year, month) || at != text.size()) return std::nullopt;
  return of(year, month, day);
}

CivilDate civil(Date date) noexcept {
  const std::int64_t shifted = static_cast<std::int64_t>(date.days) + 719468;
  const std::int64_t era = floor_divide(shifted, 146097);
  const std::int64_t day_of_era = shifted - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  const int month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  return CivilDate{static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month, day};
}

void Date::append_to(std::string& out) const {
  const CivilDate parts = civil(std::clamp(*this, of(1, 1, 1), of(last_year, 12, 31)));
  append_digits(out, parts.year, 4);
  out += '-';
  append_digits(out, parts.month, 2);
  out += '-';
  append_digits(out, parts.day, 2);
}

std::string Date::to_string() const {
  std::string out;
  append_to(out);
  return out;
}

int weekday(Date date) noexcept {
  const std::int64_t from_monday = (static_cast<std::int64_t>(date.days) + 3) % 7;  // 1970-01-01 was a Thursday
  return static_cast<int>(from_monday < 0 ? from_monday + 8 : from_monday + 1);
}

Date add_months(Date date, std::int64_t months) noexcept {
  const CivilDate parts = civil(date);
  const std::int64_t index = static_cast<std::int64_t>(parts.year) * 12 + (parts.month - 1) + months;
  const std::int64_t year = floor_divide(index, 12);
  const int month = static_cast<int>(index - year * 12) + 1;
  const std::int64_t days = day_number(year, month, std::min(parts.day, days_in_month(year, month)));
  return days >= INT32_MAX ? Date::never() : Date{static_cast<std::int32_t>(days)};
}

std::optional<Moment> Moment::parse(std::string_view text) noexcept {
  if (text.size() < 11) return std::nullopt;
  const std::optional<Date> date = Date::parse(text.substr(0, 10));
  if (!date || (text[10] != 'T' && text[10] != 't')) return std::nullopt;
  std::size_t at = 11;
  const int hour = read_digits(text, at, 2);
  if (hour < 0 || hour > 23 || !skip(text, at, ':')) return std::nullopt;
  const int minute = read_digits(text, at, 2);
  if (minute < 0 || minute > 59 || !skip(text, at, ':')) return std::nullopt;
  const int second = read_digits(text, at, 2);
  if (second < 0 || second > 59) return std::nullopt;
  std::int64_t fraction = 0;
  if (skip(text, at, '.')) {
    std::int64_t weight = microseconds_a_second / 10;
    const std::size_t begin = at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, weight /= 10) {
      if (weight == 0 && text[at] != '0') return std::nullopt;
      fraction += weight * (text[at] - '0');
    }
    if (at == begin) return std::nullopt;
  }
  const std::optional<int> offset = parse_utc_offset(text.substr(at));
  if (!offset) return std::nullopt;
  const std::int64_t seconds =
      (static_cast<std::int64_t>(date->days) * 24 + hour) * 3600 + minute * 60 + second - *offset * 60;
  return Moment{seconds * microseconds_a_second + fraction};
}

Date Moment::date(int offset_minutes) const noexcept {
  const std::int64_t local = microseconds + offset_minutes * microseconds_a_minute;
  return Date{static_cast<std::int32_t>(floor_divide(local, microseconds_a_day))};
}

std::int64_t Moment::microseconds_of_day(int offset_minutes) const noexcept {
  const std::int64_t local = microseconds + offset_minutes * microseconds_a_minute;
  return local - floor_divide(local, microseconds_a_day) * microseconds_a_day;
}

std::string Moment::to_string(int offset_minutes) const {
  std::string out = date(offset_minutes).to_string();
  const std::int64_t of_day = microseconds_of_day(offset_minutes);
  const auto seconds = static_cast<int>(of_day / microseconds_a_second);
  const auto fraction = static_cast<int>(of_day % microseconds_a_second);
  out += 'T';
  append_digits(out, seconds / 3600, 2);
  out += ':';
  append_digits(out, seconds / 60 % 60, 2);
  out += ':';
  append_digits(out, seconds % 60, 2);
  if (fraction != 0) {
    out += '.';
    append_digits(out, fraction, 6);
  }
  return out + utc_offset_to_string(offset_minutes);
}

Moment first_moment(Date date, int offset_minutes) noexcept {
  return Moment{date.days * microseconds_a_day - offset_minutes * microseconds_a_minute};
}

std::optional<int> parse_utc_offset(std::string_view text) noexcept {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  std::size_t at = 1;
  const int hours = read_digits(text, at, 2);
  if (hours < 0 || hours > 23 || !skip(text, at, ':')) return std::nullopt;
  const int minutes = read_digits(text, at, 2);
  if (minutes < 0 || minutes > 59) return std::nullopt;
  const int offset = hours * 60 + minutes;
  return text[0] == '-' ? -offset : offset;
}

std::string utc_offset_to_string(int offset_minutes) {
  std::string out(1, offset_minutes < 0 ? '-' : '+');
  const int size = offset_minutes < 0 ? -offset_minutes : offset_minutes;
  append_digits(out, size / 60, 2);
  out += ':';
  append_digits(out, size % 60, 2);
  return out;
}

// ---------------------------------------------------------------------------------------------------------- periods

namespace {
constexpr std::array<std::string_view, period_kinds> period_words{"day",       "week", "month", "quarter",
                                                                  "half_year", "year", "ever"};

int months_of(PeriodKind kind) noexcept {
  switch (kind) {
    case PeriodKind::month: return 1;
    case PeriodKind::quarter: return 3;
    case PeriodKind::half_year: return 6;
    default: return 12;
  }
}
}  // namespace

std::optional<PeriodKind> parse_period_kind(std::string_view word) noexcept {
  for (std::size_t i = 0; i < period_words.size(); ++i) {
    if (period_words[i] == word) return static_cast<PeriodKind>(i);
  }
  return std::nullopt;
}

std::string_view to_string(PeriodKind kind) noexcept { return period_words[static_cast<std::size_t>(kind)]; }

Date first_day(PeriodKind kind, Date date) noexcept {
  switch (kind) {
    case PeriodKind::day: return date;
    case PeriodKind::week: return date - (weekday(date) - 1);
    case PeriodKind::ever: return Date::always();
    default: {
      const CivilDate parts = civil(date);
      const int months = months_of(kind);
      return Date::of(parts.year, (parts.month - 1) / months * months + 1, 1);
    }
  }
}

Date last_day(PeriodKind kind, Date date) noexcept {
  switch (kind) {
    case PeriodKind::day: return date;
    case PeriodKind::week: return date + (7 - weekday(date));
    case PeriodKind::ever: return Date::never();
    default: return add_months(first_day(kind, date), months_of(kind)) - 1;
  }
}

}  // namespace pointsbank
