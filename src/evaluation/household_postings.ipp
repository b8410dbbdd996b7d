// Household run, third part: posting, lapses, base points and entries. Included by household_run.cpp alone.

namespace pointsbank::evaluation {

template <class Recorder>
void HouseholdRun<Recorder>::overflow() const {
  throw OverflowError(std::string(binding_.roster.id(household_)));
}

template <class Recorder>
void HouseholdRun<Recorder>::add(std::int64_t& sum, std::int64_t amount) const {
  if (ledger::add_overflows(sum, amount)) overflow();
}

template <class Recorder>
typename HouseholdRun<Recorder>::Amounts HouseholdRun<Recorder>::on_accounts(program::Account account,
                                                                             std::int64_t units) const noexcept {
  return {account == program::Account::spendable ? 0 : units, account == program::Account::standing ? 0 : units};
}

template <class Recorder>
typename HouseholdRun<Recorder>::Amounts HouseholdRun<Recorder>::above_floor(program::Account account,
                                                                             std::int64_t units,
                                                                             bool& cut) const noexcept {
  Amounts amounts = on_accounts(account, units);
  if (!program_.floor) return amounts;
  const auto take = [&](std::int64_t wanted, std::int64_t balance) {
    std::int64_t above = 0;
    if (balance > *program_.floor && __builtin_sub_overflow(balance, *program_.floor, &above)) above = INT64_MAX;
    if (wanted <= above) return wanted;
    cut = true;
    return above;
  };
  amounts.standing = take(amounts.standing, state_->accounts.standing);
  amounts.spendable = take(amounts.spendable, state_->accounts.spendable);
  return amounts;
}

template <class Recorder>
void HouseholdRun<Recorder>::post(Cause cause, Index source, Id event_row, Amounts amounts, const Origin& origin,
                                  bool remembered) {
  if (amounts.standing == 0 && amounts.spendable == 0) return;
  ledger::Accounts& accounts = state_->accounts;
  add(accounts.standing, amounts.standing);
  add(accounts.spendable, amounts.spendable);
  const bool of_behaviour =
      cause == Cause::rule || cause == Cause::forfeit || cause == Cause::obligation || cause == Cause::continuing;
  if (amounts.standing > 0) {
    if (cause == Cause::rule || cause == Cause::continuing || cause == Cause::ranking)
      add(accounts.earned, amounts.standing);
  } else if (of_behaviour && amounts.standing < 0) {
    std::int64_t taken = 0;
    if (__builtin_sub_overflow(std::int64_t{0}, amounts.standing, &taken)) overflow();
    add(accounts.deducted, taken);
  }
  if (of_behaviour) {
    if (shared_.spans) add(state_->period_sums[shared_.span_of(day_)], amounts.standing);
    if (ledger::add_overflows(state_->counted, std::abs(amounts.standing))) state_->counted = INT64_MAX;
  } else if (cause == Cause::ranking) {
    for (const program::Slot& sum : program_.awarded_sums) add(slot(sum), amounts.standing);
  }
  if (!remembered && program_.needs_lots() && amounts.spendable != 0) {
    ledger::Lots& lots = state_->rest().lots;
    if (amounts.spendable > 0) {
      lots.add(day_, amounts.spendable, ledger::no_posting);
    } else {
      lots.take(-amounts.spendable);
    }
  }
  if constexpr (Recorder::postings) {
    recorder_.posting(Posting{day_, household_, source, cause, event_row, amounts.standing, amounts.spendable}, origin);
  }
}

/// Keeps what a posting of a rule, an award or an earning state may be undone by; called before it is posted.
template <class Recorder>
ledger::PostingNumber HouseholdRun<Recorder>::remember(Cause cause, Index tag, Amounts amounts, Date lapse) {
  const bool is_forfeitable = cause == Cause::rule ? program_.rules[tag].positive : true;
  ledger::PostingNumber number = ledger::no_posting;
  if (is_forfeitable && program_.forfeit_by_sums) {
    add(slot(program_.forfeit_standing), amounts.standing);
    add(slot(program_.forfeit_spendable), amounts.spendable);
  }
  if (program_.needs_history() &&
      ((is_forfeitable && program_.has_forfeits) || (cause == Cause::rule && program_.has_lapses))) {
    ledger::Remembered kept;
    kept.date = day_;
    kept.lapse = lapse;
    kept.standing = amounts.standing;
    kept.spendable = amounts.spendable;
    kept.tag = tag;
    kept.event = cause == Cause::rule ? occurrence_->row : no_id;
    kept.sequence = sequence_;
    kept.is_forfeitable = is_forfeitable && program_.has_forfeits;
    number = state_->rest().history.add(kept);
    if (lapse != Date::never()) lapses_changed_ = true;
  }
  if (program_.needs_lots() && amounts.spendable != 0) {
    ledger::Lots& lots = state_->rest().lots;
    if (amounts.spendable > 0) {
      lots.add(day_, amounts.spendable, number);
    } else {
      lots.take(-amounts.spendable);
    }
  }
  return number;
}

// ------------------------------------------------------------------------------------------------ lapses and base

template <class Recorder>
void HouseholdRun<Recorder>::lapse_and_base(Date day) {
  set_day(day);
  if (program_.has_lapses && state_->extra_used) {
    ledger::History& history = state_->extra->history;
    for (ledger::PostingNumber number = history.take_lapse(day); number != ledger::no_posting;
         number = history.take_lapse(day)) {
      const ledger::Remembered& undone = history[number];
      Amounts amounts;
      if (__builtin_sub_overflow(std::int64_t{0}, undone.standing, &amounts.standing)) overflow();
      post(Cause::lapse, program_.rules[undone.tag].source, undone.event, amounts,
           Origin{Phase::lapse, undone.event, undone.sequence});
    }
  }
  if (state_->cursor.next_base == day) {
    const rulelist::Base& base = *program_.versions[version_].list->base;
    post(Cause::base, program_.base_source, no_id, on_accounts(base.account, base.points),
         Origin{Phase::base, household_, 0});
    state_->cursor.next_base = next_base(day + 1);
  }
}

/// The first day from `from` on at which a version gives its base points.
template <class Recorder>
Date HouseholdRun<Recorder>::next_base(Date from) const {
  Date next = Date::never();
  for (const program::Version& version : program_.versions) {
    if (version.list->base) next = std::min(next, base_day(version, from));
  }
  return next;
}

template <class Recorder>
Date HouseholdRun<Recorder>::base_day(const program::Version& version, Date from) const {
  const Date lower = std::max(version.effective.from, binding_.roster.joined(household_));
  const Date left = binding_.roster.left(household_);
  const Date upper =
      std::min({version.effective.to, left == Date::never() ? left : left - 1, binding_.options.through});
  const PeriodKind each = version.list->base->each;
  for (Date day = std::max(lower, from); day <= upper;) {
    const Date first = first_day(each, day);
    const Date due = std::max(first, lower);
    // Once a period: an earlier version of the same kind may have given it already.
    const bool given =
        std::any_of(program_.versions.begin(), program_.versions.end(), [&](const program::Version& other) {
          if (&other == &version || !other.list->base || other.list->base->each != each) return false;
          const Date begun = std::max({first, other.effective.from, binding_.roster.joined(household_)});
          return begun < due && begun <= other.effective.to && begun < left;
        });
    if (day == due && !given) return day;
    const Date end = last_day(each, day);
    if (end == Date::never()) break;
    day = end + 1;
  }
  return Date::never();
}

// ------------------------------------------------------------------------------------------------------- entries

template <class Recorder>
void HouseholdRun<Recorder>::entry(std::uint32_t index) {
  const Entries::Entry& entry = binding_.options.entries.rows()[index];
  set_day(entry.date);
  static constexpr Cause causes[] = {Cause::redemption, Cause::refund, Cause::transfer, Cause::opening};
  const Cause cause = causes[static_cast<std::size_t>(entry.cause)];
  if (program_.needs_lots() && entry.spendable != 0) {
    ledger::Lots& lots = state_->rest().lots;
    if (entry.spendable < 0) {
      if (entry.spendable == INT64_MIN) overflow();
      if (cause == Cause::redemption) {
        lots.redeem(index, -entry.spendable);
      } else {
        lots.take(-entry.spendable);
      }
    } else if (cause == Cause::refund && entry.of != no_id) {
      lots.refund(entry.of, day_, entry.spendable);
    } else {
      lots.add(day_, entry.spendable, ledger::no_posting);
    }
  }
  post(cause, program::none, index, Amounts{entry.standing, entry.spendable}, Origin{Phase::entry, index, 0}, true);
}

}  // namespace pointsbank::evaluation
