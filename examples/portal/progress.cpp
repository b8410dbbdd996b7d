#include "progress.hpp"

#include <algorithm>
#include <string>

namespace portal {

namespace {

using pointsbank::Number;
namespace bank = pointsbank::bank;

Number number_of_units(std::int64_t units, int decimals) {
  return Number::of(pointsbank::units_to_string(units, decimals));
}

/// What was posted in the period by rules, forfeits, obligations and states, for its days.
std::int64_t posted_in(const bank::Statement& statement, pointsbank::PeriodKind period, pointsbank::Date today) {
  const pointsbank::Date begin = pointsbank::first_day(period, today);
  std::int64_t sum = 0;
  for (const bank::StatementLine& line : statement.lines) {
    const bool counts =
        line.cause == "rule" || line.cause == "forfeit" || line.cause == "obligation" || line.cause == "continuing";
    if (counts && begin <= line.date && line.date <= today) sum += line.standing;
  }
  return sum;
}

}  // namespace

std::optional<Number> measure_now(const Contest& contest, const bank::Statement& statement, int decimals,
                                  pointsbank::Date today) {
  std::string by;
  std::copy_if(contest.by.begin(), contest.by.end(), std::back_inserter(by), [](char letter) { return letter != ' '; });
  const bool has_floor = by.starts_with("max(") && by.ends_with(",0)");
  if (has_floor) by = by.substr(4, by.size() - 7);
  std::optional<Number> measure;
  if (by == "standing") measure = number_of_units(statement.balance.standing, decimals);
  if (by == "spendable") measure = number_of_units(statement.balance.spendable, decimals);
  if (by == "period") measure = number_of_units(posted_in(statement, contest.at, today), decimals);
  if (measure && has_floor && measure->sign() < 0) measure = Number(0);
  return measure;
}

Progress progress_of(const Contest& contest, const Number& measure) {
  Progress progress;
  progress.measure = measure;
  for (const Level& level : contest.levels) {
    if (level.top) continue;
    const bool is_reached = !(level.at_least && measure < *level.at_least) && !(level.above && measure <= *level.above);
    if (is_reached) {
      progress.now = &level;
      break;
    }
    progress.next = &level;
    progress.must_exceed = level.above && (!level.at_least || *level.at_least <= *level.above);
    progress.missing = (progress.must_exceed ? *level.above : *level.at_least) - measure;
  }
  return progress;
}

}  // namespace portal
