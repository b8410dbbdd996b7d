// What does not come of events alone: base points, closings, forfeits, resets.
#include <algorithm>
#include <array>

#include "analysis/exposure_bounds.hpp"

namespace pointsbank::analysis {

namespace {

using Kind = rulelist::Closing::Kind;
using program::Index;

bool is_on(program::Account wanted, program::Account account) {
  return account == program::Account::both || account == wanted;
}

/// How many periods end in the span while the version is in effect; none: without end.
std::optional<Number> closings_in(Span span, const program::Version& version, PeriodKind at) {
  const Span days = span.within({version.effective.from, version.effective.to});
  if (days.is_empty()) return Number(0);
  if (days.to == Date::never()) return std::nullopt;
  if (at == PeriodKind::day) return Number(std::int64_t{days.to.days} - days.from.days + 1);
  Number count;
  for (Date day = last_day(at, days.from); day <= days.to; day = last_day(at, day + 1)) count = count + Number(1);
  return count;
}

/// What one closing of this kind gives or takes at most, in units; none: without bound.
std::optional<Number> at_once(const rulelist::Closing& model) {
  switch (model.kind) {
    case Kind::obligation: return Number(model.points) * Number(model.per_missing ? model.at_least : 1);
    case Kind::ranking: {
      Number most;
      for (const rulelist::Award& award : model.awards) most = std::max(most, Number(award.points));
      return most;
    }
    case Kind::continuing: return model.points == 0 ? std::optional(Number(0)) : std::nullopt;
    case Kind::reset: return std::max(Number(0), Number(model.to));
    default: return Number(0);
  }
}

}  // namespace

Total Bounds::closing(Index source, Kind kind, bool earns, Span span) const {
  Total sum;
  for (const program::Version& version : program_.versions) {
    for (const program::Closing& closing : version.closings) {
      const rulelist::Closing& model = *closing.model;
      if (closing.source != source || model.kind != kind || model.earns != earns || !is_on(account_, model.account))
        continue;
      const std::optional<Number> one = at_once(model);
      if (one && one->is_zero()) continue;
      const std::optional<Number> times = closings_in(span, version, closing.at);
      if (times && times->is_zero()) continue;
      if (!one) {
        sum.add(Total::unbounded(source, Unbounded::states));
      } else if (!times) {
        sum.add(Total::unbounded(source, Unbounded::no_end));
      } else {
        sum.add(*one * *times);
      }
    }
  }
  return sum;
}

Total Bounds::base(Span span) const {
  Total sum;
  for (int i = 0; i < period_kinds; ++i) {
    const auto each = static_cast<PeriodKind>(i);
    // Once a period, by one of the versions that give it.
    const auto most_in = [&](Span part) {
      std::int64_t most = 0;
      for (const program::Version& version : program_.versions) {
        const auto& base = version.list->base;
        if (!base || base->each != each || !is_on(account_, base->account)) continue;
        if (part.within({version.effective.from, version.effective.to}).is_empty()) continue;
        most = std::max(most, base->points);
      }
      return Number(most);
    };
    const Span days = span.within(days_of(program_));
    if (days.is_empty() || most_in(days).is_zero()) continue;
    if (each == PeriodKind::ever) {
      sum.add(most_in(days));
    } else if (days.to == Date::never()) {
      sum.add(Total::unbounded(program_.base_source, Unbounded::no_end));
    } else {
      for (Date day = days.from; day <= days.to;) {
        const Date end = std::min(last_day(each, day), days.to);
        sum.add(most_in({day, end}));
        day = end + 1;
      }
    }
  }
  return sum;
}

Total Bounds::earned(Span span) {
  Total sum = most(side(true), span);
  for (Index source = 0; source < program_.sources.size(); ++source) {
    sum.add(closing(source, Kind::ranking, false, span));
    sum.add(closing(source, Kind::continuing, true, span));
  }
  return sum;
}

/// From the first day whose points a forfeit within the span may take back to the span's end; empty: no forfeits.
Span Bounds::forfeitable(Span span) const {
  Span result{Date::never(), Date::always()};
  for (const program::Rule& rule : program_.rules) {
    const Span days = span.within({rule.effective.from, rule.effective.to});
    if (days.is_empty() || rule.veto == nullptr || !rule.veto->forfeit) continue;
    result.from = std::min(result.from, first_day(*rule.veto->forfeit, days.from));
    result.to = std::max(result.to, days.to);
  }
  return result.within(days_of(program_));
}

/// All that was ever earned: over more than a few decades only what is limited for good is bounded, and the sum over
/// every period would take long.
Span Bounds::not_too_long(Span span) {
  constexpr std::int32_t most_days = 40 * 366;
  return span.to.days - std::int64_t{span.from.days} > most_days ? Span{span.from, Date::never()} : span;
}

Total Bounds::forfeits(Span span) {
  const Span days = forfeitable(span);
  return days.is_empty() ? Total{} : earned(not_too_long(days));
}

Total Bounds::forfeits_of_before(Span span) {
  const Span days = forfeitable(span);
  if (days.is_empty() || span.from <= days.from) return {};
  return earned(not_too_long({days.from, span.from - 1}));
}

Total Bounds::resets(Span span) const {
  Total sum;
  for (Index source = 0; source < program_.sources.size(); ++source) sum.add(closing(source, Kind::reset, false, span));
  return sum;
}

}  // namespace pointsbank::analysis
