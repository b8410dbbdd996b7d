#include "analysis/exposure_periods.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace pointsbank::analysis {

namespace {

constexpr std::int32_t days_of_400_years = 146'097;  // whole weeks: the calendar repeats to the weekday

/// Every kind of period by which the book counts, closes or gives.
std::set<PeriodKind> used_kinds(const program::Program& program) {
  std::set<PeriodKind> kinds;
  for (const program::Rule& rule : program.rules) {
    for (const program::Counter& counter : rule.counters) {
      if (counter.most != program::unlimited) kinds.insert(counter.slot.per);
    }
    if (rule.repeat && rule.repeat->rolling == program::none) kinds.insert(rule.repeat->slot.per);
    if (rule.score.over.index != program::none) kinds.insert(rule.score.over.per);
    if (rule.exclusive != program::none && program.exclusives[rule.exclusive].per)
      kinds.insert(*program.exclusives[rule.exclusive].per);
  }
  for (const program::Version& version : program.versions) {
    if (version.list->base) kinds.insert(version.list->base->each);
    for (const program::Closing& closing : version.closings) kinds.insert(closing.at);
  }
  return kinds;
}

}  // namespace

Periods::Periods(const program::Program& program, Span window, bool weeks_matter)
    : program_(program), window_(window), uses_weeks_(weeks_matter || used_kinds(program).contains(PeriodKind::week)) {
  std::set<Date> changes{window.from};
  const auto add = [&](const rulelist::DateRange& range) {
    changes.insert(range.from);
    if (range.to != Date::never()) changes.insert(range.to + 1);
  };
  for (const program::Version& version : program.versions) add(version.effective);
  for (const program::Rule& rule : program.rules) {
    if (rule.effective.to >= rule.effective.from) add(rule.effective);
    if (rule.veto == nullptr || !rule.veto->forfeit) continue;
    looks_back_ = true;
    looks_back_ever_ |= *rule.veto->forfeit == PeriodKind::ever;
  }
  changes_.assign(changes.begin(), changes.end());
}

std::vector<PeriodKind> Periods::kinds() const {
  std::set<PeriodKind> kinds = used_kinds(program_);
  kinds.insert(PeriodKind::month);
  kinds.insert(PeriodKind::year);
  if (window_.to != Date::never()) kinds.insert(PeriodKind::ever);
  return {kinds.begin(), kinds.end()};
}

/// Since when the same rules are in effect as on `day`.
Date Periods::steady_since(Date day) const {
  const auto next = std::upper_bound(changes_.begin(), changes_.end(), day);
  return next == changes_.begin() ? Date::always() : *(next - 1);
}

/// Two whole periods of steady times with the same signature begin and end alike and are cut alike.
std::vector<int> Periods::signature(PeriodKind kind, Span span) const {
  std::vector<int> result{steady_since(span.from).days};
  if (kind == PeriodKind::day || kind == PeriodKind::week) {
    // Where within it longer periods begin, and which end with it.
    constexpr PeriodKind longer[] = {PeriodKind::week, PeriodKind::month, PeriodKind::quarter, PeriodKind::half_year,
                                     PeriodKind::year};
    for (const PeriodKind each : longer) {
      for (Date day = span.from; day <= span.to; day = day + 1) result.push_back(first_day(each, day) == day ? 1 : 0);
      result.push_back(last_day(each, span.to) == span.to ? 1 : 0);
    }
    return result;
  }
  const Date year = first_day(PeriodKind::year, span.from);
  result.push_back(span.from.days - year.days);
  result.push_back(last_day(PeriodKind::year, year).days - year.days);
  if (uses_weeks_) result.push_back(weekday(span.from));
  return result;
}

std::vector<Span> Periods::of(PeriodKind kind) const {
  if (kind == PeriodKind::ever) {
    // Over more than a few centuries a sum over every period would take long; without end it is no smaller.
    const bool is_long = window_.to.days - std::int64_t{window_.from.days} > days_of_400_years;
    return {{window_.from, is_long ? Date::never() : window_.to}};
  }
  const Date latest = Date::of(9999, 12, 31);
  const Date end = std::min(window_.to, std::min(latest, std::max(changes_.back(), window_.from) + days_of_400_years));
  std::vector<Span> found;
  std::map<std::vector<int>, std::size_t> like;
  for (Date day = window_.from; day <= end;) {
    const Span period{first_day(kind, day), last_day(kind, day)};
    const Span span = period.within(window_);
    day = period.to + 1;
    // After 400 steady years all has been seen until the next change.
    const auto change = std::upper_bound(changes_.begin(), changes_.end(), span.from);
    if (change != changes_.end() &&
        span.from.days - std::int64_t{steady_since(span.from).days} > days_of_400_years + 800)
      day = std::max(day, first_day(kind, *change - 1));
    const Date back = looks_back_ ? first_day(PeriodKind::year, first_day(PeriodKind::week, span.from)) : span.from;
    const bool is_steady = span.from == period.from && span.to == period.to && back >= window_.from &&
                           steady_since(std::max(back, changes_.front())) == steady_since(span.to);
    if (!is_steady) {
      found.push_back(span);
      continue;
    }
    const auto [at, is_new] = like.try_emplace(signature(kind, span), found.size());
    if (is_new) {
      found.push_back(span);
    } else if (looks_back_ever_) {
      found[at->second] = span;  // what is given until then only grows
    }
  }
  return found;
}

}  // namespace pointsbank::analysis
