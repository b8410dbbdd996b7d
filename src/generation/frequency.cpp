#include "generation/frequency.hpp"

#include <algorithm>
#include <vector>

namespace pointsbank::generation {
namespace {

using rulelist::Score;

constexpr std::int64_t most_a_year = 30;

/// About so often in a year something is done that may be done once in each such period.
std::int64_t times_a_year(PeriodKind per) {
  switch (per) {
    case PeriodKind::day:
    case PeriodKind::week: return most_a_year;
    case PeriodKind::month: return 12;
    case PeriodKind::quarter: return 4;
    case PeriodKind::half_year: return 2;
    case PeriodKind::year:
    case PeriodKind::ever: return 1;
  }
  return 1;
}

/// Between the two lowest grades, which are the commonest.
Number usual_grade(const Score& score) {
  std::vector<Number> points;
  for (const auto& [grade, worth] : score.grades) points.push_back(worth);
  std::sort(points.begin(), points.end());
  if (points.empty()) return 0;
  return (points.front() + points[std::min<std::size_t>(1, points.size() - 1)]) / 2;
}

/// What the rule mostly scores, in points.
Number usual_points(const Score& score) {
  switch (score.form) {
    case Score::Form::points: return score.points;
    case Score::Form::rate: return score.rate * 2;
    case Score::Form::grades: return usual_grade(score);
    case Score::Form::bands: return score.bands.size() > 1 ? score.bands[1].points : score.bands.front().points;
    case Score::Form::marginal: {
      const rulelist::Tier& first = score.tiers.front();
      return first.to ? first.rate / first.each * *first.to / 4 : first.rate * 2;
    }
    case Score::Form::range: return (score.least + score.most) / 2;
    case Score::Form::formula: return 5;
  }
  return 5;
}

}  // namespace

std::int64_t frequency_of(const program::Rule& rule, int decimals) {
  const Score& score = rule.model->score;
  const std::int64_t units =
      std::max<std::int64_t>(1, usual_points(score).to_units(decimals, Rounding::up).value_or(1));
  const Number points = usual_points(score);
  // Compared with limits in units; weighed in tenths of points.
  const std::int64_t tenths = std::clamp<std::int64_t>(points.to_units(1, Rounding::half_up).value_or(1000), 1, 1000);
  // What adds up over time is done again and again.
  std::int64_t times = score.over ? most_a_year : most_a_year * 20 / (20 + tenths);
  bool is_limited = false;
  for (const rulelist::Limit& limit : rule.model->limits) {
    const std::int64_t people = limit.by_member ? 2 : 1;
    const std::int64_t in_period =
        std::clamp<std::int64_t>(limit.is_count ? limit.most : limit.most / units, 0, most_a_year);
    const std::int64_t allowed = std::min(in_period * people * times_a_year(limit.per), most_a_year);
    times = is_limited ? std::min(times, allowed) : allowed;
    is_limited = true;
  }
  if (const auto& exclusive = rule.model->exclusive) {
    // An act of its own is something out of the ordinary.
    times = exclusive->per ? std::min(times, times_a_year(*exclusive->per)) : (times + 2) / 3;
  }
  return times * 1000 / (20 + tenths);
}

std::int64_t interest_of(const program::Version& version, std::string_view kind) {
  std::int64_t interest = 1;
  for (const rulelist::Closing& closing : version.list->closings) {
    const auto has = [&](const auto& kinds) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); };
    if (!has(closing.on) && !(closing.by && has(closing.by->kinds()))) continue;
    interest = std::max<std::int64_t>(interest, times_a_year(closing.at) >= 12 ? 8 : 3);
  }
  return interest;
}

std::optional<PeriodKind> routine_of(const program::Rule& rule) {
  std::optional<PeriodKind> shortest;
  for (const rulelist::Limit& limit : rule.model->limits) {
    if (!limit.is_count || limit.most != 1 || limit.by_member || limit.per == PeriodKind::day) continue;
    if (!shortest || limit.per < *shortest) shortest = limit.per;
  }
  return shortest;
}

}  // namespace pointsbank::generation
