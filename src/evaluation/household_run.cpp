#include "evaluation/household_run.hpp"

#include <algorithm>
#include <utility>

#include "evaluation/row_inputs.hpp"
#include "evaluation/scoring.hpp"

namespace pointsbank::evaluation {

PeriodDays period_days(Date day) noexcept {
  PeriodDays result{};
  for (int kind = 0; kind < period_kinds; ++kind)
    result.first[kind] = first_day(static_cast<PeriodKind>(kind), day).days;
  return result;
}

namespace {

constexpr std::int32_t most_tabled_days = 40'000;  // more than a century; 1.1 MB
constexpr int128_t far_units = int128_t{1} << 60;  // still far from the bound of 64 bits

}  // namespace

Shared::Shared(const Binding& bound, std::span<const std::uint16_t> far_conditions_by_row)
    : binding(bound),
      far_conditions(far_conditions_by_row),
      schedule(make_schedule(bound)),
      slots(bound.program.slots.household.size() + 1) {
  for (int i = 0; i < binding.program.decimals; ++i) unit_scale *= 10;
  tabulate_days();
  tabulate_spans();
  closings_can_wait = can_closings_wait();
  gives_much = is_much_given();
  awards_are_felt = are_awards_felt();

  // Entries are in order already; household by household they stay so.
  const std::vector<Entries::Entry>& rows = binding.options.entries.rows();
  entry_begins.assign(binding.roster.size() + 1, 0);
  for (const Entries::Entry& entry : rows) {
    if (entry.household >= binding.roster.size()) throw UsageError("the entries were read for another roster");
    ++entry_begins[entry.household + 1];
  }
  for (std::size_t i = 1; i < entry_begins.size(); ++i) entry_begins[i] += entry_begins[i - 1];
  std::vector<std::uint32_t> next(entry_begins.begin(), entry_begins.end() - 1);
  entries.resize(rows.size());
  for (std::uint32_t i = 0; i < rows.size(); ++i) entries[next[rows[i].household]++] = i;

  if (!binding.options.published) return;
  for (std::uint32_t i = 0; i < schedule.size(); ++i) {
    if (!schedule[i].is_published || schedule[i].closing->model->kind != rulelist::Closing::Kind::ranking) continue;
    const auto& rankings = binding.options.published->rankings;
    for (std::uint32_t row = 0; row < rankings.size(); ++row) {
      if (rankings[row].period == schedule[i].period && rankings[row].closing == schedule[i].closing->model->id) {
        published_awards.push_back({i, rankings[row].household, row});
      }
    }
  }
  std::stable_sort(published_awards.begin(), published_awards.end(),
                   [](const PublishedAward& a, const PublishedAward& b) {
                     return a.instance != b.instance ? a.instance < b.instance : a.household < b.household;
                   });
}

namespace {

/// Which period of its kind a day lies in; `ever` is asked of no closing.
std::int64_t number_of(PeriodKind kind, Date day) noexcept {
  const CivilDate date = civil(day);
  switch (kind) {
    case PeriodKind::day: return day.days;
    case PeriodKind::week: return (first_day(kind, day).days + std::int64_t{3}) / 7;  // 1969-12-29 was a Monday
    case PeriodKind::month: return date.year * std::int64_t{12} + (date.month - 1);
    case PeriodKind::quarter: return date.year * std::int64_t{4} + (date.month - 1) / 3;
    case PeriodKind::half_year: return date.year * std::int64_t{2} + (date.month - 1) / 6;
    default: return date.year;
  }
}

}  // namespace

Index Shared::span_of(Date day) const noexcept {
  const auto index = static_cast<std::size_t>(static_cast<std::int64_t>(day.days) - first_tabled.days);
  if (index < span_of_day.size()) [[likely]]
    return span_of_day[index];
  return static_cast<Index>(number_of(*spans, day) - first_span);
}

void Shared::tabulate_spans() {
  bool has_weeks = false;
  for (const program::Slot& sum : binding.program.period_sums) {
    has_weeks |= sum.per == PeriodKind::week;
    spans = spans ? std::min(*spans, sum.per) : sum.per;
  }
  if (!spans) return;
  // No other period is made of weeks, nor are weeks of another one.
  if (has_weeks && binding.program.period_sums.size() > 1) spans = PeriodKind::day;
  const Date first = binding.program.first_day();
  first_span = number_of(*spans, first);
  const auto span_at = [&](Date day) { return static_cast<Index>(number_of(*spans, day) - first_span); };
  span_count = std::size_t{span_at(std::max(first, binding.options.through))} + 1;
  span_of_day.reserve(days.size());
  for (std::size_t i = 0; i < days.size(); ++i)
    span_of_day.push_back(span_at(first_tabled + static_cast<std::int32_t>(i)));
  for (const ClosingInstance& instance : schedule)
    spans_of_instance.push_back({span_at(std::max(instance.period, first)), span_at(instance.day) + 1});
}

/// So it is where closings ask for nothing but `period`, and do nothing to a household.
bool Shared::can_closings_wait() const {
  using Kind = rulelist::Closing::Kind;
  return std::all_of(schedule.begin(), schedule.end(), [](const ClosingInstance& instance) {
    const Kind kind = instance.closing->model->kind;
    const bool compares =
        kind == Kind::ranking || kind == Kind::rating || kind == Kind::dividend || kind == Kind::benefit;
    const program::Measure& measure = instance.closing->measure;
    return compares && !instance.is_published && !instance.closing->model->when &&
           (measure.expression == nullptr || measure.is_period);
  });
}

/// Awards go to the balances. They are felt by what reads a balance (a floor, an expiry, a reset, a measure), by lots
/// and history, and by the bound of 64 bits, if a balance can come near it at all.
bool Shared::are_awards_felt() const {
  const program::Program& program = binding.program;
  if (program.floor || program.needs_lots() || program.needs_history() || program.has_expiry || program.has_resets ||
      !program.awarded_sums.empty() || gives_much)
    return true;
  int128_t awards = 0;
  for (const ClosingInstance& instance : schedule) {
    const rulelist::Closing& closing = *instance.closing->model;
    std::int64_t most = 0;
    for (const rulelist::Award& award : closing.awards) most = std::max(most, award.points);
    awards += most;
    if (const expression::Expression* const measure = instance.closing->measure.expression) {
      for (const expression::Input input : measure->inputs()) {
        if (input.source == expression::Source::standing || input.source == expression::Source::spendable) return true;
      }
    }
  }
  return awards > far_units;
}

bool Shared::is_much_given() const {
  const program::Program& program = binding.program;
  const auto magnitude = [](int128_t units) { return units < 0 ? -units : units; };
  int128_t given = 0;
  for (const Entries::Entry& entry : binding.options.entries.rows())
    given += std::max(magnitude(entry.standing), magnitude(entry.spendable));
  for (const program::Version& version : program.versions) {
    if (!version.list->base) continue;
    given +=
        magnitude(version.list->base->points) * (int128_t{binding.options.through.days} - program.first_day().days + 1);
  }
  return given > far_units;
}

/// The last days up to `through`: a rule book may have begun, or may end, any time.
void Shared::tabulate_days() {
  const Date last = std::max(binding.program.first_day(), binding.options.through);
  first_tabled = std::max(binding.program.first_day(), last - (most_tabled_days - 1));
  days.reserve(static_cast<std::size_t>(last.days - first_tabled.days + 1));
  for (Date day = first_tabled; day <= last; day = day + 1)
    days.push_back({period_days(day), binding.program.version_on(day)});
}

template <class Recorder>
HouseholdRun<Recorder>::HouseholdRun(const Shared& shared, Recorder& recorder)
    : shared_(shared),
      binding_(shared.binding),
      program_(shared.binding.program),
      columns_(shared.binding.events.columns()),
      recorder_(recorder) {}

template <class Recorder>
void HouseholdRun<Recorder>::begin(HouseholdState& state, Id household, std::uint8_t traits) {
  state.begin(shared_.slots, shared_.span_count);
  state.cursor.entry = shared_.entry_begins[household];
  state.is_remembering =
      program_.has_lapses || program_.needs_lots() || (program_.has_forfeits && (traits & Binding::may_forfeit) != 0);
  household_ = household;
  state_ = &state;
  if (program_.has_base) state.cursor.next_base = next_base(Date::always());
}

template <class Recorder>
void HouseholdRun<Recorder>::advance(HouseholdState& state, Id household, std::span<const Occurrence> events,
                                     std::size_t first, std::size_t last, std::vector<Candidates>& candidates) {
  state_ = &state;
  household_ = household;
  candidates_ = &candidates;
  const Date stop = last < shared_.schedule.size() ? shared_.schedule[last].day : binding_.options.through;
  const std::vector<Entries::Entry>& entries = binding_.options.entries.rows();
  Cursor& cursor = state.cursor;
  const bool has_history = program_.has_lapses;
  std::size_t closing = first;
  for (;;) {
    const Date event_day = cursor.event < events.size() ? events[cursor.event].day() : Date::never();
    const Date lapse = has_history && state.extra_used ? state.extra->history.next_lapse() : Date::never();
    const Date before_events = std::min(lapse, cursor.next_base);
    const Date entry_day = cursor.entry < shared_.entry_begins[household + 1]
                               ? entries[shared_.entries[cursor.entry]].date
                               : Date::never();
    const Date closing_day = closing < last ? shared_.schedule[closing].day : Date::never();
    const Date after_events = std::min(entry_day, closing_day);
    const Date next = std::min({event_day, before_events, after_events});
    if (next > stop || next == Date::never()) break;
    if (before_events == next) {
      lapse_and_base(next);
    } else if (event_day == next) {
      const Date until = std::min({before_events - 1, after_events, stop});
      lapses_changed_ = false;
      do {
        if constexpr (!Recorder::steps) {
          if (!state.extra_used) {
            lean_events(events, until);
            if (cursor.event == events.size() || events[cursor.event].day() > until) break;
          }
        }
        event(events[cursor.event++]);
      } while (cursor.event < events.size() && !lapses_changed_ && events[cursor.event].day() <= until);
    } else if (entry_day == next) {
      entry(shared_.entries[cursor.entry++]);
    } else {
      close(closing++);
    }
  }
  if (last < shared_.schedule.size()) close(last);  // the ranking that all wait for: only its measure is taken
}

template <class Recorder>
Balance HouseholdRun<Recorder>::balance(const HouseholdState& state) const {
  Balance result;
  result.standing = state.accounts.standing;
  result.spendable = state.accounts.spendable;
  result.earned = state.accounts.earned;
  result.deducted = state.accounts.deducted;
  if (!state.extra_used) return result;
  for (const VetoState& veto : state.extra->vetoes) {
    if (veto.is_cured || veto.last_day < binding_.options.through || !program_.rules[veto.rule].veto->no_redemption)
      continue;
    result.frozen_until = std::max(result.frozen_until, veto.last_day);
  }
  return result;
}

// ------------------------------------------------------------------------------------------------ the day and slots

template <class Recorder>
void HouseholdRun<Recorder>::set_day(Date day) {
  day_ = day;
  const auto index = static_cast<std::size_t>(static_cast<std::int64_t>(day.days) - shared_.first_tabled.days);
  const TabledDay* tabled = nullptr;
  if (index < shared_.days.size()) [[likely]] {
    tabled = &shared_.days[index];
  } else {
    untabled_ = {period_days(day), program_.version_on(day)};
    tabled = &untabled_;
  }
  periods_ = &tabled->periods;
  version_ = tabled->version;
}

template <class Recorder>
MemberState& HouseholdRun<Recorder>::member_state() {
  Extra& extra = state_->rest();
  const Id member = columns_.member.id(occurrence_->row);
  const auto [found, added] = extra.member_index.try_emplace(member, static_cast<std::uint32_t>(extra.members.size()));
  if (added) {
    MemberState& fresh = extra.members.emplace_back();
    fresh.member = member;
    fresh.slots.resize(program_.slots.member.size());
    fresh.sums.resize(program_.slots.member_sums.size());
  }
  return extra.members[found->second];
}

template <class Recorder>
std::int64_t& HouseholdRun<Recorder>::slot(const program::Slot& slot) {
  const std::int32_t period = (*periods_)[slot.per];
  if (!slot.by_member) return state_->slots[slot.index].in(period);
  return member_state().slots[slot.index].in(period);
}

template <class Recorder>
std::int64_t& HouseholdRun<Recorder>::counter(const BoundCounter& counter) {
  if (!counter.by_member) [[likely]]
    return state_->slots[counter.slot].in((*periods_)[counter.per]);
  return slot(program::Slot{counter.slot, counter.per, true});
}

template <class Recorder>
Number& HouseholdRun<Recorder>::sum(const program::Slot& slot) {
  const std::int32_t period = (*periods_)[slot.per];
  if (slot.by_member) return member_state().sums[slot.index].in(period);
  Extra& extra = state_->rest();
  if (extra.sums.empty()) extra.sums.resize(program_.slots.household_sums.size());
  return extra.sums[slot.index].in(period);
}

template <class Recorder>
Id HouseholdRun<Recorder>::act_of(Id row) const noexcept {
  return columns_.act.id(row);
}

template <class Recorder>
const VetoState* HouseholdRun<Recorder>::veto_with(bool rulelist::Veto::*effect) const noexcept {
  if (!state_->extra_used) return nullptr;
  for (const VetoState& veto : state_->extra->vetoes) {
    if (!veto.is_cured && veto.last_day >= day_ && program_.rules[veto.rule].veto->*effect) return &veto;
  }
  return nullptr;
}

}  // namespace pointsbank::evaluation

#include "evaluation/household_closings.ipp"
#include "evaluation/household_events.ipp"
#include "evaluation/household_lean.ipp"
#include "evaluation/household_postings.ipp"
#include "evaluation/household_scores.ipp"

namespace pointsbank::evaluation {

template class HouseholdRun<NoRecorder>;
template class HouseholdRun<TableRecorder>;
template class HouseholdRun<SumRecorder>;
template class HouseholdRun<StepRecorder>;

}  // namespace pointsbank::evaluation
