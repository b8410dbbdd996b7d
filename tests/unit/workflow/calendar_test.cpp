// Working days and the end of publicity.
#include "workflow/calendar.hpp"
#include "support/catch.hpp"

namespace pointsbank::workflow {

namespace {

constexpr int china = 480;

Moment at(std::string_view text) { return Moment::parse(text).value(); }
Date day(std::string_view text) { return Date::parse(text).value(); }

std::string end(Publicity publicity, std::string_view begin, const WorkingDays& days, int offset = china) {
  return end_of_publicity(publicity, at(begin), offset, days).to_string(offset);
}

const WorkingDays plain({}, {});

}  // namespace

TEST_CASE("working days are Monday to Friday without holidays, and workdays", "[workflow]") {
  const WorkingDays days({day("2026-10-01"), day("2026-10-02")}, {day("2026-10-10")});
  CHECK(days.is_working(day("2026-09-30")));        // a Wednesday
  CHECK_FALSE(days.is_working(day("2026-10-01")));  // a holiday, a Thursday
  CHECK_FALSE(days.is_working(day("2026-10-03")));  // a Saturday
  CHECK_FALSE(days.is_working(day("2026-10-04")));
  CHECK(days.is_working(day("2026-10-05")));
  CHECK(days.is_working(day("2026-10-10")));  // a Saturday that is worked on
  // Where a day is both, it is worked on: somebody wrote it down last as an exception of the exception.
  CHECK(WorkingDays({day("2026-10-10")}, {day("2026-10-10")}).is_working(day("2026-10-10")));
}

TEST_CASE("public on Monday 2 March with 5 working days: final on Tuesday 10 March at 00:00", "[workflow]") {
  CHECK(end({5, true}, "2026-03-02T09:30:00+08:00", plain) == "2026-03-10T00:00:00+08:00");
  CHECK(end({5, true}, "2026-03-02T00:00:00+08:00", plain) == "2026-03-10T00:00:00+08:00");
  CHECK(end({5, true}, "2026-03-02T23:59:59+08:00", plain) == "2026-03-10T00:00:00+08:00");
}

TEST_CASE("publicity counts days after the day on which it begins", "[workflow]") {
  struct Case {
    Publicity publicity;
    const char* begin;
    const char* end;
  };
  const WorkingDays golden_week({day("2026-10-01"), day("2026-10-02")}, {day("2026-10-10")});
  const Case cases[] = {
      {{0, false}, "2026-03-02T09:30:00+08:00", "2026-03-02T09:30:00+08:00"},  // at once
      {{0, true}, "2026-03-01T09:30:00+08:00", "2026-03-01T09:30:00+08:00"},
      {{1, false}, "2026-03-02T09:30:00+08:00", "2026-03-04T00:00:00+08:00"},
      {{5, false}, "2026-03-02T09:30:00+08:00", "2026-03-08T00:00:00+08:00"},
      {{1, true}, "2026-03-06T09:30:00+08:00", "2026-03-10T00:00:00+08:00"},  // a Friday: Monday is day 1
      {{1, true}, "2026-03-07T09:30:00+08:00", "2026-03-10T00:00:00+08:00"},  // begun on a Saturday
      {{3, true}, "2026-09-29T12:00:00+08:00", "2026-10-07T00:00:00+08:00"},  // 30 September, 5 and 6 October
      {{5, true}, "2026-10-05T12:00:00+08:00", "2026-10-11T00:00:00+08:00"},  // Saturday the 10th is worked on
      {{30, false}, "2026-12-15T08:00:00+08:00", "2027-01-15T00:00:00+08:00"},
  };
  for (const Case& one : cases) {
    INFO(one.begin << " + " << one.publicity.days << (one.publicity.in_working_days ? " working days" : " days"));
    CHECK(end(one.publicity, one.begin, golden_week) == one.end);
  }
}

TEST_CASE("the day is that of the rule book's offset", "[workflow]") {
  // 20:00 UTC on Monday is Tuesday in China.
  CHECK(end({1, false}, "2026-03-02T20:00:00Z", plain) == "2026-03-05T00:00:00+08:00");
  CHECK(end({1, false}, "2026-03-02T20:00:00Z", plain, 0) == "2026-03-04T00:00:00+00:00");
}

TEST_CASE("no end lies beyond the calendar", "[workflow]") {
  const Moment begin = at("2026-03-02T09:30:00+08:00");
  const Moment last = first_moment(day("9999-12-31") + 1, china);
  CHECK(end_of_publicity({INT64_MAX, false}, begin, china, plain) == last);
  CHECK(end_of_publicity({INT64_MAX, true}, begin, china, plain) == last);
  CHECK(last_day_of_appeal(day("2026-03-02"), INT64_MAX) == day("9999-12-31"));
}

TEST_CASE("an appeal counts calendar days", "[workflow]") {
  CHECK(last_day_of_appeal(day("2026-03-10"), 15) == day("2026-03-25"));
  CHECK(last_day_of_appeal(day("2026-03-10"), 0) == day("2026-03-10"));
}

}  // namespace pointsbank::workflow
