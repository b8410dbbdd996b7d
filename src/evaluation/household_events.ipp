// Household run, first part: an event and the rules that hear it (6.5). Included by household_run.cpp alone.

namespace pointsbank::evaluation {

template <class Recorder>
void HouseholdRun<Recorder>::report(const BoundRule& rule, Outcome outcome, Reason reason, bool has_amount,
                                    std::int64_t amount) {
  if constexpr (Recorder::outcomes) {
    recorder_.outcome(EventOutcome{occurrence_->row, household_, rule.source, outcome, reason, has_amount, amount},
                      day_);
  }
}

template <class Recorder>
void HouseholdRun<Recorder>::event(const Occurrence& occurrence) {
  occurrence_ = &occurrence;
  sequence_ = 0;
  set_day(occurrence.day());
  if constexpr (Recorder::steps) {
    Step told;
    told.event = occurrence.row;
    told.date = day_;
    recorder_.step(told);
  }
  const Index number = occurrence.kind();
  if (number >= program_.kinds.size() && number != far_kind) {
    const SplitKind& split = binding_.splits[number - program_.kinds.size()];
    return apply(binding_.hearing(version_, split.kind), binding_.heard[split.rule], split.position);
  }
  const BoundKind& kind = binding_.hearing(version_, binding_.kind_of(occurrence.row, number));
  if (kind.has_feeds) feed_closings();
  bool heard = false;
  for (Index i = kind.begin; i < kind.end; ++i) {
    const BoundRule& rule = binding_.heard[i];
    if (day_ < rule.from || rule.to < day_) {
      if constexpr (Recorder::steps) {
        Step told;
        told.kind = Step::Kind::not_in_effect;
        told.rule = rule.rule;
        told.date = rule.from;
        told.until = rule.to;
        recorder_.step(told);
      }
      continue;
    }
    heard = true;
    apply(kind, rule, i - kind.begin);
  }
  if constexpr (Recorder::outcomes) {
    if (!heard)
      recorder_.outcome(
          EventOutcome{occurrence.row, household_, EventOutcome::no_rule, Outcome::noted, Reason::none, false, 0},
          day_);
  }
}

/// What an event does whatever the rules make of it: it cures vetoes, opens and closes states, is counted.
template <class Recorder>
void HouseholdRun<Recorder>::feed_closings() {
  const Index kind = binding_.kind_of(occurrence_->row, occurrence_->kind());
  const program::Hearing& hearing = program_.versions[version_].hearings[kind];
  if (hearing.cures) cure(kind);
  if (!hearing.opens.empty() || !hearing.closes.empty()) open_and_close(hearing);
  const program::Program::KindFeed& feed = program_.kind_feeds[kind];
  for (const program::Slot& count : feed.counts) ++slot(count);
  if (feed.quantities.empty() || !columns_.quantity.has(occurrence_->row)) return;
  for (const program::Slot& quantity : feed.quantities) {
    Number& total = sum(quantity);
    total = total + quantity_of(binding_, occurrence_->row);
  }
}

template <class Recorder>
void HouseholdRun<Recorder>::cure(Index kind) {
  if (!state_->extra_used) return;
  const Id act = act_of(occurrence_->row);
  for (VetoState& veto : state_->extra->vetoes) {
    const std::vector<Index>& cures = program_.rules[veto.rule].cured_by;
    if (veto.is_cured || veto.last_day < day_ || !std::binary_search(cures.begin(), cures.end(), kind)) continue;
    if (act != no_id && act != veto.act) continue;
    veto.is_cured = true;
    if constexpr (Recorder::steps) {
      Step told;
      told.kind = Step::Kind::cured;
      told.rule = veto.rule;
      told.event = veto.event;
      told.until = veto.last_day;
      recorder_.step(told);
    }
  }
}

template <class Recorder>
void HouseholdRun<Recorder>::open_and_close(const program::Hearing& hearing) {
  std::vector<OpenState>& open = state_->rest().open;
  const Id act = act_of(occurrence_->row);
  const auto find = [&](Index closing) {
    return std::find_if(open.begin(), open.end(),
                        [&](const OpenState& state) { return state.closing == closing && state.act == act; });
  };
  const auto tell = [&](Step::Kind kind, Index closing) {
    if constexpr (Recorder::steps) {
      Step told;
      told.kind = kind;
      told.count = closing;
      told.date = day_;
      recorder_.step(told);
    } else {
      static_cast<void>(kind);
      static_cast<void>(closing);
    }
  };
  for (const Index closing : hearing.opens) {
    if (find(closing) != open.end()) continue;
    open.push_back(OpenState{closing, act, day_});
    tell(Step::Kind::state_opened, closing);
  }
  for (const Index closing : hearing.closes) {
    const auto found = find(closing);
    if (found == open.end()) continue;
    open.erase(found);
    tell(Step::Kind::state_closed, closing);
  }
}

/// The seven steps of 6.5.
template <class Recorder>
void HouseholdRun<Recorder>::apply(const BoundKind& kind, const BoundRule& bound, std::uint32_t position) {
  if (bound.positive && state_->extra_used && is_blocked(bound)) return;
  if (bound.has_condition && !condition_holds(kind, bound, position)) return;
  const Scored scored = score(bound);
  if (scored.fault != Reason::none) return report(bound, Outcome::rejected, scored.fault);

  Reason reason = Reason::none;
  std::int64_t units = scored.units;
  if (units == 0) {
    reason = scored.is_warning ? Reason::warning : Reason::zero;
  } else if (!bound.is_simple && program_.rules[bound.rule].exclusive != program::none) {
    units = excess_over_highest(program_.rules[bound.rule], units);
    if (units == 0) reason = Reason::not_highest;
  }
  const std::int64_t asked = units;
  if (units != 0) units = within_limits(bound, units, reason);
  Amounts amounts;
  if (units != 0)
    amounts = bound.positive ? on_accounts(bound.account, units) : taken_above_floor(bound, units, reason);
  const bool posted = amounts.standing != 0 || amounts.spendable != 0;
  if (posted) post_of_rule(bound, amounts, scored.units);

  const bool vetoes = !bound.is_simple && program_.rules[bound.rule].veto != nullptr && !scored.is_warning;
  if constexpr (Recorder::outcomes) {
    Outcome outcome = Outcome::no_effect;
    if (posted) outcome = reason == Reason::floor || units != asked ? Outcome::cut : Outcome::applied;
    if (vetoes && !posted) outcome = Outcome::veto;
    report(bound, outcome, reason, posted,
           bound.account == program::Account::spendable ? amounts.spendable : amounts.standing);
  }
  if (vetoes) begin_veto(program_.rules[bound.rule]);
}

/// Does a veto keep a positive rule from counting?  Then that is reported.
template <class Recorder>
bool HouseholdRun<Recorder>::is_blocked(const BoundRule& bound) {
  const VetoState* veto = veto_with(&rulelist::Veto::block);
  if (veto == nullptr) return false;
  if constexpr (Recorder::steps) {
    Step told;
    told.kind = Step::Kind::vetoed;
    told.rule = bound.rule;
    told.other_rule = veto->rule;
    told.event = veto->event;
    told.until = veto->last_day;
    recorder_.step(told);
  }
  report(bound, Outcome::no_effect, Reason::vetoed);
  return true;
}

/// Step 6 of a negative rule: what it takes, negative.
template <class Recorder>
typename HouseholdRun<Recorder>::Amounts HouseholdRun<Recorder>::taken_above_floor(const BoundRule& bound,
                                                                                   std::int64_t units, Reason& reason) {
  bool floored = false;
  const Amounts taken = above_floor(bound.account, units, floored);
  if (floored) reason = Reason::floor;
  if constexpr (Recorder::steps) {
    if (floored) {
      Step told;
      told.kind = Step::Kind::floored;
      told.rule = bound.rule;
      told.units = taken.standing;
      told.left = taken.spendable;
      told.most = units;
      recorder_.step(told);
    }
  }
  return {-taken.standing, -taken.spendable};
}

/// Posts what an occurrence of a rule comes to; `magnitude` is the rounded one of step 3.
template <class Recorder>
void HouseholdRun<Recorder>::post_of_rule(const BoundRule& bound, Amounts amounts, std::int64_t magnitude) {
  if (state_->is_remembering) remember_of_rule(bound, amounts, magnitude);
  post(Cause::rule, bound.source, occurrence_->row, amounts, Origin{Phase::event, occurrence_->row, sequence_++}, true);
}

template <class Recorder>
void HouseholdRun<Recorder>::remember_of_rule(const BoundRule& bound, Amounts amounts, std::int64_t magnitude) {
  const program::Rule& rule = program_.rules[bound.rule];
  const bool contests =
      !bound.is_simple && rule.exclusive != program::none && program_.exclusives[rule.exclusive].lapses;
  Date lapse = Date::never();
  if (!bound.is_simple && program_.has_lapses) lapse = lapse_day(rule, magnitude);
  if constexpr (Recorder::steps) {
    const ledger::PostingNumber last = contests ? contest_end(rule.exclusive) : ledger::no_posting;
    if (lapse != Date::never() || last != ledger::no_posting)
      recorder_.step(lapse_step(bound.rule, lapse, state_->rest().history, last));
  }
  const ledger::PostingNumber number = remember(Cause::rule, bound.rule, amounts, lapse);
  if (!contests) return;
  ledger::PostingNumber& last = contest_end(rule.exclusive);
  ledger::History& history = state_->rest().history;
  if (last != ledger::no_posting) {
    history.move_lapses(last, lapse);
    lapses_changed_ = true;
  }
  history.chain(number, last);
  last = number;
}

template <class Recorder>
bool HouseholdRun<Recorder>::condition_holds(const BoundKind& kind, const BoundRule& bound, std::uint32_t position) {
  Condition condition = decided(kind, position);
  Reason fault = Reason::missing_value;
  if (condition == Condition::by_row) {
    const EventInputs inputs(binding_, program_.versions[version_], occurrence_->row, household_, day_);
    const expression::Result result = program_.rules[bound.rule].when->evaluate(inputs);
    switch (result.fault) {
      case expression::Fault::none: condition = std::get<bool>(result.value) ? Condition::yes : Condition::no; break;
      case expression::Fault::missing_value: condition = Condition::missing; break;
      case expression::Fault::division_by_zero:
        condition = Condition::missing;
        fault = Reason::division_by_zero;
        break;
      case expression::Fault::overflow:
        condition = Condition::missing;
        fault = Reason::overflow;
        break;
    }
  }
  if constexpr (Recorder::steps) {
    Step told;
    told.kind = Step::Kind::condition;
    told.rule = bound.rule;
    told.holds = condition == Condition::yes;
    told.reason = condition == Condition::missing ? fault : Reason::none;
    const EventInputs inputs(binding_, program_.versions[version_], occurrence_->row, household_, day_);
    told.reads = reads_of(*program_.rules[bound.rule].when, inputs);
    recorder_.step(told);
  }
  if (condition == Condition::yes) return true;
  if (condition == Condition::no) {
    report(bound, Outcome::no_effect, Reason::condition);
  } else {
    report(bound, Outcome::rejected, fault);
  }
  return false;
}

/// The day on which the standing of a posting lapses; `magnitude` is the rounded one of step 3.
template <class Recorder>
Date HouseholdRun<Recorder>::lapse_day(const program::Rule& rule, std::int64_t magnitude) const {
  if (rule.valid == nullptr) return Date::never();
  switch (rule.valid->form) {
    case rulelist::Validity::Form::months: return add_months(day_, rule.valid->months);
    case rulelist::Validity::Form::bands: {
      Date lapse = Date::never();
      for (const auto& [from, months] : rule.valid_bands) {
        if (magnitude < from) break;
        lapse = add_months(day_, months);
      }
      return lapse;
    }
    default: {
      const Date end = last_day(rule.valid->period, day_);
      return end == Date::never() ? end : add_months(end + 1, 12 * static_cast<std::int64_t>(rule.valid->years));
    }
  }
}

/// Step 7.
template <class Recorder>
void HouseholdRun<Recorder>::begin_veto(const program::Rule& rule) {
  const rulelist::Veto& veto = *rule.veto;
  VetoState begun;
  begun.rule = static_cast<Index>(&rule - program_.rules.data());
  begun.event = occurrence_->row;
  begun.act = act_of(occurrence_->row);
  begun.last_day = veto.per ? last_day(*veto.per, day_) : add_months(day_, veto.months) - 1;
  std::vector<VetoState>& vetoes = state_->rest().vetoes;
  // Time only goes on: what has ended never holds again.
  std::erase_if(vetoes, [&](const VetoState& each) { return each.is_cured || each.last_day < day_; });
  vetoes.push_back(begun);
  if constexpr (Recorder::steps) {
    Step told;
    told.kind = Step::Kind::veto;
    told.rule = begun.rule;
    told.until = begun.last_day;
    recorder_.step(told);
  }
  if (veto.forfeit) forfeit(rule);
}

template <class Recorder>
void HouseholdRun<Recorder>::forfeit(const program::Rule& rule) {
  ledger::Forfeit taken;
  if (program_.forfeit_by_sums) {
    taken.standing = std::exchange(slot(program_.forfeit_standing), 0);
    taken.spendable = std::exchange(slot(program_.forfeit_spendable), 0);
  } else {
    taken = state_->rest().history.forfeit(Date{(*periods_)[*rule.veto->forfeit]});
  }
  if (taken.overflow) overflow();
  post(Cause::forfeit, rule.source, occurrence_->row, Amounts{-taken.standing, -taken.spendable},
       Origin{Phase::event, occurrence_->row, sequence_++});
}

}  // namespace pointsbank::evaluation
