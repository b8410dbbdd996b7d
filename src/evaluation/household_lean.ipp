// Household run: most events, which have one rule with nothing more to it than a condition and a few limits, in a
// household without vetoes. The same steps as `apply` for as many such events as follow each other, almost without
// branches that the processor would have to guess. Included by household_run.cpp alone.

namespace pointsbank::evaluation {

/// Stops before any other event and before the day after `last`.
template <class Recorder>
void HouseholdRun<Recorder>::lean_events(std::span<const Occurrence> events, Date last) {
  // Up to 2^30 events of less than 2^31 units: nothing here comes near 64 bits where nothing before did.
  constexpr std::int64_t far = std::int64_t{1} << 61;
  const auto is_near = [&](std::int64_t sum) { return -far < sum && sum < far; };
  const ledger::Accounts& accounts = state_->accounts;
  const bool are_near = events.size() < (std::size_t{1} << 30) && program_.kinds.size() < far_kind &&
                        is_near(state_->counted) && is_near(accounts.standing) && is_near(accounts.spendable) &&
                        is_near(accounts.earned) && is_near(accounts.deducted);
  if ((Recorder::postings && !makes_tables) || state_->is_remembering || !are_near) return lean_at_length(events, last);
  if (makes_tables && program_.sources.size() >= PackedRow::no_source) return lean_at_length(events, last);
  if (binding_.has_third_counters) {
    shared_.spans ? lean_near<true, true>(events, last) : lean_near<true, false>(events, last);
  } else {
    shared_.spans ? lean_near<false, true>(events, last) : lean_near<false, false>(events, last);
  }
}

/// Why a limit of this level leaves less.
constexpr std::uint32_t limit_reason(program::Level level) noexcept {
  static_assert(static_cast<unsigned>(program::Level::rule) == 0 && static_cast<unsigned>(program::Level::list) == 2);
  static_assert(static_cast<unsigned>(Reason::limit_list) == static_cast<unsigned>(Reason::limit_rule) + 2);
  return static_cast<std::uint32_t>(Reason::limit_rule) + static_cast<std::uint32_t>(level);
}

/// All bits or none: a choice without a branch, which the compiler would make of a condition.
constexpr std::int64_t all_if(bool condition) noexcept { return -std::int64_t{condition}; }

/// Tells what a lean event came to, packed at once; `condition` as it stands in the key, `reason` of the limits.
template <class Recorder>
inline void HouseholdRun<Recorder>::tell_near(const LeanKind& kind, const Occurrence& occurrence, std::int64_t wanted,
                                              std::int64_t left, std::uint32_t condition, std::uint32_t reason) {
  if constexpr (makes_tables) {
    // By what the condition says; then by what is left: nothing, less than wanted, all.
    static constexpr Reason refusals[] = {Reason::none, Reason::condition, Reason::missing_value};
    static constexpr Outcome outcomes[][3] = {
        {Outcome::no_effect, Outcome::cut, Outcome::applied}, {Outcome::no_effect}, {Outcome::rejected}};
    const std::uint32_t refusal = (condition | condition >> 2) & 3U;
    const bool is_posted = left != 0;
    const Outcome outcome = outcomes[refusal][std::size_t{is_posted} * (1 + std::size_t{left == wanted})];
    reason = static_cast<std::uint32_t>(refusals[refusal]) | (reason & (0U - std::uint32_t{refusal == 0}));
    const std::uint32_t portion = recorder_.order->portion_of(occurrence.day());
    const auto amount = static_cast<std::int32_t>(left * (1 - 2 * (kind.account_sign & 1)));
    std::uint32_t what = PackedRow::posted(is_posted & (kind.standing != 0), is_posted & (kind.spendable != 0));
    what |= recorder_.wants_outcomes ? PackedRow::what_of(kind.source, outcome, static_cast<Reason>(reason), is_posted)
                                     : PackedRow::what_of(kind.source, Cause::rule);
    recorder_.of_events.add_if(recorder_.wants_outcomes | is_posted, portion,
                               {occurrence.row, household_, what, amount});
  }
}

/// Far from the bounds of 64 bits, for balances alone or for tables.
template <class Recorder>
template <bool has_third_counters, bool has_sums>
void HouseholdRun<Recorder>::lean_near(std::span<const Occurrence> events, Date last) {
  IntegerSlot* const slots = state_->slots.data();
  const TabledDay* const days = shared_.days.data();
  const auto first_day = static_cast<std::uint64_t>(std::int64_t{shared_.first_tabled.days} - Occurrence::first_day);
  const auto day_count = static_cast<std::uint64_t>(std::clamp<std::int64_t>(
      std::int64_t{last.days} - shared_.first_tabled.days + 1, 0, static_cast<std::int64_t>(shared_.days.size())));
  const LeanKind* const kinds = binding_.lean.data();
  const std::size_t kind_count = program_.kinds.size();
  std::int64_t* const period_sums = state_->period_sums.data();
  const Index* const span_of_day = shared_.span_of_day.data();
  std::int64_t totals[LeanKind::account_signs] = {};
  const Occurrence* at = events.data() + state_->cursor.event;
  for (const Occurrence* const end = events.data() + events.size(); at != end; ++at) {
    const std::uint64_t key = at->key;
    const std::uint64_t day = (key >> Occurrence::day_shift & 0x3F'FFFFU) - first_day;
    if (day >= day_count) break;
    const TabledDay& tabled = days[day];
    const LeanKind& kind = kinds[tabled.version * kind_count + (key >> Occurrence::kind_shift & far_kind)];
    const auto condition = static_cast<std::uint32_t>(key & kind.conditions);
    std::int64_t wanted = at->units;
    if constexpr (makes_tables) {  // what its condition refuses is told as well
      const bool is_by_row = (condition != 0) & (condition == kind.conditions);
      wanted &= all_if(condition == 0);
      if (!kind.is_lean || is_by_row || wanted < 0) break;
    } else {
      if (!kind.is_lean || condition != 0 || wanted < 0) break;
    }
    std::int64_t left = wanted;
    auto reason = static_cast<std::uint32_t>(wanted == 0 ? Reason::zero : Reason::none);
    std::int64_t used[LeanKind::most_counters];
    const auto take = [&](std::size_t i) {
      const LeanKind::Counter& counter = kind.counters[i];
      const IntegerSlot& slot = slots[counter.slot];
      used[i] = slot.value & all_if(slot.period == tabled.periods[counter.per]);
      const std::int64_t room = std::max<std::int64_t>(counter.most - used[i], 0);
      // A count that is not reached lets everything through.
      const std::int64_t through = std::int64_t{counter.is_count} << 62;
      const std::int64_t before = left;
      left = std::min(left, room | (through & all_if(room != 0)));
      if constexpr (makes_tables)
        reason ^= (reason ^ limit_reason(counter.level)) & (0U - std::uint32_t{left < before});
    };
    const auto feed = [&](std::size_t i) {
      const LeanKind::Counter& counter = kind.counters[i];
      IntegerSlot& slot = slots[counter.slot];
      const std::int64_t counts = all_if(counter.is_count);
      slot.value = used[i] + ((left & ~counts) | (std::int64_t{left != 0} & counts));
      slot.period = tabled.periods[counter.per];
    };
    take(0);
    take(1);
    if constexpr (has_third_counters) take(2);
    if constexpr (has_third_counters) feed(2);
    feed(1);
    feed(0);
    totals[kind.account_sign] += left;
    if constexpr (has_sums) period_sums[span_of_day[day]] += left * kind.standing;
    if constexpr (makes_tables) tell_near(kind, *at, wanted, left, condition, reason);
  }
  state_->cursor.event = static_cast<std::uint32_t>(at - events.data());
  post_lean(totals);
}

/// What lean events came to, by account and sign.
template <class Recorder>
void HouseholdRun<Recorder>::post_lean(const std::int64_t (&totals)[LeanKind::account_signs]) {
  const auto total = [&](program::Account account, unsigned sign) {
    return totals[2 * static_cast<unsigned>(account) + sign];
  };
  using program::Account;
  const std::int64_t earned = total(Account::both, 0) + total(Account::standing, 0);
  const std::int64_t deducted = total(Account::both, 1) + total(Account::standing, 1);
  ledger::Accounts& accounts = state_->accounts;
  accounts.standing += earned - deducted;
  accounts.spendable +=
      total(Account::both, 0) + total(Account::spendable, 0) - total(Account::both, 1) - total(Account::spendable, 1);
  accounts.earned += earned;
  accounts.deducted += deducted;
  for (const std::int64_t each : totals) state_->counted += each;
}

/// What a counter leaves of some units, and what it had used.
struct LeanRoom {
  std::int64_t used;
  std::int64_t left;
};

/// The same where somebody listens, or where what is posted has to be remembered, or could leave 64 bits.
template <class Recorder>
void HouseholdRun<Recorder>::lean_at_length(std::span<const Occurrence> events, Date last) {
  IntegerSlot* const slots = state_->slots.data();
  const TabledDay* const days = shared_.days.data();
  const std::int64_t first_day = std::int64_t{shared_.first_tabled.days} - Occurrence::first_day;
  const auto day_count = std::min<std::int64_t>(static_cast<std::int64_t>(shared_.days.size()),
                                                std::int64_t{last.days} - shared_.first_tabled.days + 1);
  const LeanKind* const kinds = binding_.lean.data();
  const std::size_t kind_count = program_.kinds.size();
  const bool is_remembering = state_->is_remembering;
  ledger::Accounts accounts = state_->accounts;
  bool overflows = false;
  std::uint32_t at = state_->cursor.event;
  for (; at < events.size(); ++at) {
    const Occurrence& occurrence = events[at];
    const auto day = static_cast<std::int64_t>((occurrence.key >> Occurrence::day_shift) & 0x3F'FFFFU) - first_day;
    if (day < 0 || day >= day_count || occurrence.kind() == far_kind) break;
    const TabledDay& tabled = days[day];
    const LeanKind& kind = kinds[tabled.version * kind_count + occurrence.kind()];
    if (!kind.is_lean || occurrence.units == Occurrence::not_scored) break;
    if ((occurrence.key & kind.conditions) != 0) break;

    Reason reason = occurrence.units == 0 ? Reason::zero : Reason::none;
    const auto take = [&](const LeanKind::Counter& counter, std::int64_t wanted) -> LeanRoom {
      const IntegerSlot& slot = slots[counter.slot];
      const std::int64_t used = slot.period == tabled.periods[counter.per] ? slot.value : 0;
      const std::int64_t room = counter.most - std::min(used, counter.most);
      const std::int64_t allowed = counter.is_count && room > 0 ? INT64_MAX : room;
      if constexpr (Recorder::outcomes) {
        static constexpr Reason reasons[] = {Reason::limit_rule, Reason::limit_category, Reason::limit_list};
        if (allowed < wanted) reason = reasons[static_cast<std::size_t>(counter.level)];
      }
      return {used, std::min(wanted, allowed)};
    };
    const auto feed = [&](const LeanKind::Counter& counter, std::int64_t used, std::int64_t units) {
      const std::int64_t fed = counter.is_count ? static_cast<std::int64_t>(units != 0) : units;
      overflows |= __builtin_add_overflow(used, fed, &slots[counter.slot].value);
      slots[counter.slot].period = tabled.periods[counter.per];
    };
    const LeanRoom first = take(kind.counters[0], occurrence.units);
    const LeanRoom second = take(kind.counters[1], first.left);
    const LeanRoom third = take(kind.counters[2], second.left);
    const std::int64_t left = third.left;
    feed(kind.counters[2], third.used, left);
    feed(kind.counters[1], second.used, left);
    feed(kind.counters[0], first.used, left);

    const std::int64_t standing = left * kind.standing;
    const std::int64_t spendable = left * kind.spendable;
    if (is_remembering) {
      if (overflows) break;
      state_->accounts = accounts;
      state_->cursor.event = at + 1;
      lean_posting(binding_.heard[kind.rule], occurrence, {standing, spendable}, left, reason);
      accounts = state_->accounts;
    } else {
      overflows |= ledger::add_overflows(accounts.standing, standing);
      overflows |= ledger::add_overflows(accounts.spendable, spendable);
      overflows |= ledger::add_overflows(accounts.earned, std::max<std::int64_t>(standing, 0));
      overflows |= ledger::add_overflows(accounts.deducted, std::max<std::int64_t>(-standing, 0));
      if (shared_.spans)
        overflows |= ledger::add_overflows(state_->period_sums[shared_.span_of(occurrence.day())], standing);
      if constexpr (Recorder::postings)
        tell_lean(binding_.heard[kind.rule], occurrence, standing, spendable, left, reason);
    }
  }
  state_->accounts = accounts;
  state_->cursor.event = at;
  if (overflows) overflow();
}

/// What else is to be done with a lean event where closings or forfeits may want to know.
template <class Recorder>
void HouseholdRun<Recorder>::lean_posting(const BoundRule& rule, const Occurrence& occurrence, Amounts amounts,
                                          std::int64_t left, Reason reason) {
  occurrence_ = &occurrence;
  sequence_ = 0;
  set_day(occurrence.day());
  if (left != 0) post_of_rule(rule, amounts, occurrence.units);
  report(rule, lean_outcome(occurrence, left), reason, left != 0,
         rule.account == program::Account::spendable ? amounts.spendable : amounts.standing);
}

/// Tells what a lean event came to, of which nothing is remembered.
template <class Recorder>
void HouseholdRun<Recorder>::tell_lean(const BoundRule& rule, const Occurrence& occurrence, std::int64_t standing,
                                       std::int64_t spendable, std::int64_t left, Reason reason) {
  const Date day = occurrence.day();
  if (left != 0) {
    recorder_.posting(Posting{day, household_, rule.source, Cause::rule, occurrence.row, standing, spendable},
                      Origin{Phase::event, occurrence.row, 0});
  }
  if constexpr (!Recorder::outcomes) return;
  const std::int64_t amount = rule.account == program::Account::spendable ? spendable : standing;
  recorder_.outcome(
      EventOutcome{occurrence.row, household_, rule.source, lean_outcome(occurrence, left), reason, left != 0, amount},
      day);
}

}  // namespace pointsbank::evaluation
