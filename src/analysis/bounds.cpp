#include "analysis/bounds.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace pointsbank::analysis {

using rulelist::DateRange;
using rulelist::Limit;
using rulelist::Rule;
using rulelist::Score;
using rulelist::SideLimit;

namespace {

using Bound = std::optional<Number>;
constexpr std::array<PeriodKind, period_kinds> all_periods = {
    PeriodKind::day,       PeriodKind::week, PeriodKind::month, PeriodKind::quarter,
    PeriodKind::half_year, PeriodKind::year, PeriodKind::ever};

void tighten(Bound& bound, const Bound& other) {
  if (other && (!bound || *other < *bound)) bound = other;
}

Bound times(const std::optional<std::int64_t>& count, const Bound& each) {
  return count && each ? Bound(Number(*count) * *each) : std::nullopt;
}

/// The longest that a period lasts, in days.
std::int64_t days_in(PeriodKind period) {
  switch (period) {
    case PeriodKind::day: return 1;
    case PeriodKind::week: return 7;
    case PeriodKind::month: return 31;
    case PeriodKind::quarter: return 92;
    case PeriodKind::half_year: return 184;
    default: return 366;
  }
}

/// Months in it; 0 for those that are not made of months.
int months_in(PeriodKind period) {
  switch (period) {
    case PeriodKind::month: return 1;
    case PeriodKind::quarter: return 3;
    case PeriodKind::half_year: return 6;
    case PeriodKind::year: return 12;
    default: return 0;
  }
}

/// Whatever the dates are.
std::optional<std::int64_t> touching_any(PeriodKind period, PeriodKind touched) {
  if (touched == PeriodKind::ever || period == PeriodKind::day || period == touched) return 1;
  if (period == PeriodKind::ever) return std::nullopt;
  if (touched == PeriodKind::day) return days_in(period);
  constexpr std::int64_t week = 7;
  if (touched == PeriodKind::week) return (days_in(period) + week - 2) / week + 1;
  if (period == PeriodKind::week) return 2;
  return std::max(1, months_in(period) / months_in(touched));
}

/// How many periods the range touches.
std::optional<std::int64_t> touched_by(const DateRange& range, PeriodKind period) {
  if (range.from == Date::always() || range.to == Date::never() || range.to < range.from) return std::nullopt;
  if (const int months = months_in(period); months != 0) {
    const auto index = [&](Date date) {
      const CivilDate first = civil(first_day(period, date));
      return (std::int64_t{first.year} * 12 + first.month - 1) / months;
    };
    return index(range.to) - index(range.from) + 1;
  }
  const std::int64_t first = first_day(period, range.from).days;
  return (first_day(period, range.to).days - first) / days_in(period) + 1;
}

DateRange hull(std::span<const RuleView* const> versions) {
  DateRange range{Date::never(), Date::always()};
  for (const RuleView* view : versions) {
    range.from = std::min(range.from, view->effective.from);
    range.to = std::max(range.to, view->effective.to);
  }
  return range;
}

Bound most_at_once(std::span<const RuleView* const> versions) {
  Bound most = Number();
  for (const RuleView* view : versions) {
    most = most && view->most ? Bound(std::max(*most, *view->most)) : std::nullopt;
  }
  return most;
}

const Limit* limit_of(const Rule& rule, PeriodKind per, bool is_count, bool by_member) {
  const auto found = std::find_if(rule.limits.begin(), rule.limits.end(), [&](const Limit& limit) {
    return limit.per == per && limit.is_count == is_count && limit.by_member == by_member;
  });
  return found == rule.limits.end() ? nullptr : &*found;
}

/// What a limit that every version has lets through in its own period.
Bound limited(std::span<const RuleView* const> versions, PeriodKind per, bool is_count, bool by_member,
              const Ignored& ignored) {
  Bound most = Number();
  for (const RuleView* view : versions) {
    const Limit* limit = limit_of(*view->rule, per, is_count, by_member);
    if (limit == nullptr || ignored.count(limit) != 0) return std::nullopt;
    most = std::max(*most, Number(limit->most));
  }
  return most;
}

/// What a group, steps that end in 0 or a sum of bounded quantities let through in a period; of a single version.
Bound bounded_by_form(const RuleView& view, PeriodKind period, const DateRange& range, Whose whose) {
  const Rule& rule = *view.rule;
  Bound most;
  if (rule.exclusive && rule.exclusive->per)
    tighten(most, times(touching(period, *rule.exclusive->per, range), view.most));
  if (rule.repeat && rule.repeat->per && !rule.repeat->steps.empty() && rule.repeat->steps.back().is_zero() &&
      (whose == Whose::member || !rule.repeat->by_member)) {
    const auto scoring = std::count_if(rule.repeat->steps.begin(), rule.repeat->steps.end(),
                                       [](const Number& step) { return !step.is_zero(); });
    tighten(most, times(touching(period, *rule.repeat->per, range), times(scoring, view.most)));
  }
  if (rule.score.over && !rule.repeat && (whose == Whose::member || !rule.score.over->by_member)) {
    tighten(most, times(touching(period, rule.score.over->per, range), view.most));
  }
  return most;
}

}  // namespace

std::optional<std::int64_t> touching(PeriodKind period, PeriodKind touched, const DateRange& range) {
  const std::optional<std::int64_t> any = touching_any(period, touched);
  const std::optional<std::int64_t> here = touched_by(range, touched);
  if (!any || !here) return any ? any : here;
  return std::min(*any, *here);
}

Bound most_in_period(const BookView& book, std::string_view rule, PeriodKind period, Whose whose,
                     const Ignored& ignored) {
  const std::vector<const RuleView*>& versions = book.with_id(rule);
  const DateRange range = hull(versions);
  const Bound at_once = most_at_once(versions);
  if (at_once && at_once->is_zero()) return Number();
  Bound most;
  for (const PeriodKind per : all_periods) {
    const std::optional<std::int64_t> periods = touching(period, per, range);
    for (const bool by_member : {false, true}) {
      if (by_member && whose == Whose::household) continue;
      tighten(most, times(periods, limited(versions, per, false, by_member, ignored)));
      const Bound count = limited(versions, per, true, by_member, ignored);
      if (count && at_once) tighten(most, times(periods, *count * *at_once));
    }
  }
  if (versions.size() == 1) tighten(most, bounded_by_form(*versions.front(), period, range, whose));
  return most;
}

Bound most_occurrences(const BookView& book, std::string_view rule, PeriodKind period, Whose whose,
                       const Ignored& ignored) {
  const std::vector<const RuleView*>& versions = book.with_id(rule);
  const DateRange range = hull(versions);
  Bound most;
  for (const PeriodKind per : all_periods) {
    for (const bool by_member : {false, true}) {
      if (by_member && whose == Whose::household) continue;
      const std::optional<std::int64_t> periods = touching(period, per, range);
      tighten(most, times(periods, limited(versions, per, true, by_member, ignored)));
    }
  }
  return most;
}

Bound most_of_category(const BookView& book, const std::string* category, bool positive, PeriodKind period,
                       const Ignored& ignored) {
  const DateRange range = range_of(book);
  Number total;
  std::set<std::string_view> seen;
  std::map<std::string_view, std::pair<Bound, Bound>> groups;  // in a single version: the sum of its rules, the highest
  for (const RuleView& view : book.rules()) {
    const Rule& rule = *view.rule;
    if (rule.positive != positive || (category != nullptr && rule.category != *category)) continue;
    if (!seen.insert(rule.id).second) continue;
    const Bound most = most_in_period(book, rule.id, period, Whose::household, ignored);
    if (book.versions().size() == 1 && rule.exclusive && rule.exclusive->per) {
      const Bound highest = times(touching(period, *rule.exclusive->per, range), view.most);
      const auto [group, is_new] = groups.emplace(rule.exclusive->group, std::pair(most, highest));
      if (is_new) continue;
      auto& [sum, top] = group->second;
      sum = sum && most ? Bound(*sum + *most) : std::nullopt;
      top = top && highest ? Bound(std::max(*top, *highest)) : std::nullopt;
      continue;
    }
    if (!most) return std::nullopt;
    total = total + *most;
  }
  for (const auto& [name, bounds] : groups) {
    Bound most = bounds.first;
    tighten(most, bounds.second);
    if (!most) return std::nullopt;
    total = total + *most;
  }
  return total;
}

const SideLimit* side_limit(const rulelist::List& list, const std::string* category, PeriodKind period, bool earn) {
  const std::vector<SideLimit>* limits = &list.limits;
  if (category != nullptr) {
    const auto found = std::find_if(list.categories.begin(), list.categories.end(),
                                    [&](const rulelist::Category& each) { return each.id == *category; });
    if (found == list.categories.end()) return nullptr;
    limits = &found->limits;
  }
  const auto limit = std::find_if(limits->begin(), limits->end(),
                                  [&](const SideLimit& each) { return each.per == period && each.earn == earn; });
  return limit == limits->end() ? nullptr : &*limit;
}

Bound let_through(const BookView& book, const std::string* category, bool earn, PeriodKind period,
                  const Ignored& ignored) {
  Bound most;
  for (const PeriodKind per : all_periods) {
    Bound limit = Number();
    for (const rulelist::List& list : book.versions()) {
      const SideLimit* found = side_limit(list, category, per, earn);
      if (found == nullptr || ignored.count(found) != 0) {
        limit.reset();
        break;
      }
      limit = std::max(*limit, Number(found->most));
    }
    tighten(most, times(touching(period, per, range_of(book)), limit));
  }
  return most;
}

DateRange range_of(const BookView& book) {
  DateRange range{Date::never(), Date::always()};
  for (const rulelist::List& list : book.versions()) {
    range.from = std::min(range.from, list.effective.from);
    range.to = std::max(range.to, list.effective.to);
  }
  return range;
}

}  // namespace pointsbank::analysis
