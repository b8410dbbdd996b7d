#include "workflow/calendar.hpp"

#include <algorithm>
#include <utility>

#include "rulelist/bank_values.hpp"

namespace pointsbank::workflow {

namespace {

/// Beyond it no date is written, so nothing ends later.
const Date last_day_of_calendar = Date::of(9999, 12, 31);

Date days_later(Date day, std::int64_t days) {
  const std::int64_t left = last_day_of_calendar.days - day.days;
  return days >= left ? last_day_of_calendar : day + static_cast<std::int32_t>(days);
}

bool holds(const std::vector<Date>& days, Date day) { return std::binary_search(days.begin(), days.end(), day); }

std::vector<Date> days_of(const rulelist::Book& book, std::string_view key) {
  std::vector<Date> all;
  for (const rulelist::List& list : book.versions) {
    const std::vector<Date> days = rulelist::calendar_days(list, key);
    all.insert(all.end(), days.begin(), days.end());
  }
  return all;
}

}  // namespace

WorkingDays::WorkingDays(const rulelist::Book& book)
    : WorkingDays(days_of(book, "holidays"), days_of(book, "workdays")) {}

WorkingDays::WorkingDays(std::vector<Date> holidays, std::vector<Date> workdays)
    : holidays_(std::move(holidays)), workdays_(std::move(workdays)) {
  std::sort(holidays_.begin(), holidays_.end());
  std::sort(workdays_.begin(), workdays_.end());
}

bool WorkingDays::is_working(Date day) const noexcept {
  if (holds(workdays_, day)) return true;
  constexpr int friday = 5;
  return weekday(day) <= friday && !holds(holidays_, day);
}

Moment end_of_publicity(Publicity publicity, Moment begin, int utc_offset, const WorkingDays& days) {
  if (publicity.days <= 0) return begin;
  Date day = begin.date(utc_offset);
  if (publicity.in_working_days) {
    for (std::int64_t left = publicity.days; left > 0 && day < last_day_of_calendar;) {
      day = day + 1;
      if (days.is_working(day)) --left;
    }
  } else {
    day = days_later(day, publicity.days);
  }
  return first_moment(day + 1, utc_offset);
}

Date last_day_of_appeal(Date day, std::int64_t days) { return days_later(day, days); }

}  // namespace pointsbank::workflow
