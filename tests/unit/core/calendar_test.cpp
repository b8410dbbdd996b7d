// The calendar's edges: leap years, ends of months, weeks over the turn of a year, months added.
#include "pointsbank/calendar.hpp"

#include <optional>
#include <string>

#include "support/catch.hpp"

namespace pointsbank {

namespace {

Date date(const char* text) {
  const std::optional<Date> result = Date::parse(text);
  REQUIRE(result);
  return *result;
}

std::string period(PeriodKind kind, const char* text) {
  return first_day(kind, date(text)).to_string() + " " + last_day(kind, date(text)).to_string();
}

}  // namespace

TEST_CASE("29 February is a date in leap years only") {
  CHECK(Date::parse("2024-02-29"));
  CHECK(Date::parse("2000-02-29"));
  CHECK_FALSE(Date::parse("1900-02-29"));
  CHECK_FALSE(Date::parse("2026-02-29"));
  CHECK(date("2024-03-01") - 1 == date("2024-02-29"));
  CHECK(date("2026-03-01") - 1 == date("2026-02-28"));
}

TEST_CASE("what is no date is not taken") {
  for (const char* text : {"2026-04-31", "2026-00-10", "2026-13-01", "2026-01-00", "0000-01-01", "2026-1-01",
                           "2026-01-01 ", "26-01-01", "2026/01/01", ""}) {
    INFO(text);
    CHECK_FALSE(Date::parse(text));
  }
}

TEST_CASE("every day has one date, and every date its day") {
  CHECK(date("1970-01-01").days == 0);
  for (Date day = date("1999-12-31"); day <= date("2004-01-01"); day = day + 1) {
    const CivilDate parts = civil(day);
    CHECK(Date::of(parts.year, parts.month, parts.day) == day);
    CHECK(Date::parse(day.to_string()) == day);
    CHECK(weekday(day + 1) == weekday(day) % 7 + 1);
  }
  CHECK(date("0001-01-01").to_string() == "0001-01-01");
  CHECK(Date::never().to_string() == "9999-12-31");
}

TEST_CASE("weeks run from Monday to Sunday, over the turn of a year too") {
  CHECK(weekday(date("2026-03-02")) == 1);
  CHECK(weekday(date("2026-03-08")) == 7);
  CHECK(weekday(date("1969-12-31")) == 3);  // before the first day that is counted
  CHECK(period(PeriodKind::week, "2026-03-02") == "2026-03-02 2026-03-08");
  CHECK(period(PeriodKind::week, "2026-03-08") == "2026-03-02 2026-03-08");
  CHECK(period(PeriodKind::week, "2026-01-01") == "2025-12-29 2026-01-04");
}

TEST_CASE("periods of the year end with their last day") {
  CHECK(period(PeriodKind::day, "2026-02-28") == "2026-02-28 2026-02-28");
  CHECK(period(PeriodKind::month, "2024-02-10") == "2024-02-01 2024-02-29");
  CHECK(period(PeriodKind::quarter, "2026-06-30") == "2026-04-01 2026-06-30");
  CHECK(period(PeriodKind::half_year, "2026-07-01") == "2026-07-01 2026-12-31");
  CHECK(period(PeriodKind::year, "2026-12-31") == "2026-01-01 2026-12-31");
  CHECK(first_day(PeriodKind::ever, date("2026-12-31")) == Date::always());
  CHECK(last_day(PeriodKind::ever, date("2026-12-31")) == Date::never());
}

TEST_CASE("months are added at once and cut to the length of the month") {
  CHECK(add_months(date("2026-01-31"), 1) == date("2026-02-28"));
  CHECK(add_months(date("2024-01-31"), 1) == date("2024-02-29"));
  CHECK(add_months(date("2026-01-31"), 2) == date("2026-03-31"));  // not by way of 28 February
  CHECK(add_months(date("2024-02-29"), 12) == date("2025-02-28"));
  CHECK(add_months(date("2024-02-29"), 48) == date("2028-02-29"));
  CHECK(add_months(date("2026-03-31"), -1) == date("2026-02-28"));
  CHECK(add_months(date("2026-01-15"), -1) == date("2025-12-15"));
  CHECK(add_months(date("2026-03-05"), 0) == date("2026-03-05"));
  CHECK(add_months(date("2026-03-05"), 12LL * 10'000'000) == Date::never());
}

TEST_CASE("a moment falls on the day of its offset") {
  const std::optional<Moment> late = Moment::parse("2026-03-05T23:30:00Z");
  REQUIRE(late);
  CHECK(late->date(0) == date("2026-03-05"));
  CHECK(late->date(480) == date("2026-03-06"));
  CHECK(late->to_string(480) == "2026-03-06T07:30:00+08:00");
  CHECK(Moment::parse("2026-03-06T07:30:00+08:00") == late);
  CHECK(first_moment(date("2026-03-06"), 480) == Moment::parse("2026-03-05T16:00:00Z"));
  CHECK_FALSE(Moment::parse("2026-03-05T23:59:60Z"));
  CHECK_FALSE(Moment::parse("2026-03-05T20:00:00.1234567Z"));
  CHECK(Moment::parse("2026-03-05T20:00:00.1234560Z")->microseconds_of_day(0) == 72'000'123'456);
}

}  // namespace pointsbank
