// Working days, and when publicity ends.
#pragma once

#include <vector>

#include "pointsbank/calendar.hpp"
#include "rulelist/model.hpp"

namespace pointsbank::workflow {

/// Monday to Friday without `holidays`, and `workdays` (which win where a day is both), of all versions of a rule book:
/// what is made public in December ends by January's holidays.
class WorkingDays {
 public:
  explicit WorkingDays(const rulelist::Book& book);
  WorkingDays(std::vector<Date> holidays, std::vector<Date> workdays);

  [[nodiscard]] bool is_working(Date day) const noexcept;

 private:
  std::vector<Date> holidays_;  // sorted
  std::vector<Date> workdays_;
};

/// How long a claim is public before it is final.
struct Publicity {
  std::int64_t days = 0;
  bool in_working_days = false;
};

/// When what is made public at `begin` becomes final: at the start of the day after so many days, of which the civil
/// day of `begin` is day 0; 0 days: at once.
[[nodiscard]] Moment end_of_publicity(Publicity publicity, Moment begin, int utc_offset, const WorkingDays& days);

/// The last day on which what became final on `day` can be appealed against.
[[nodiscard]] Date last_day_of_appeal(Date day, std::int64_t days);

}  // namespace pointsbank::workflow
