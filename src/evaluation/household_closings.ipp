// Household run, second part: closings, as far as one household is concerned (6.6). Included by household_run.cpp
// alone.

namespace pointsbank::evaluation {

/// The values that `when`, `by` and `value` of a closing read.
template <class Read>
class ClosingInputs : public expression::Inputs {
 public:
  explicit ClosingInputs(Read read) : read_(std::move(read)) {}
  [[nodiscard]] expression::Value value(expression::Input input) const override { return read_(input); }

 private:
  Read read_;
};

template <class Recorder>
void HouseholdRun<Recorder>::close(std::size_t index) {
  using Kind = rulelist::Closing::Kind;
  const ClosingInstance& instance = shared_.schedule[index];
  set_day(instance.day);
  sequence_ = 0;
  const Kind kind = instance.closing->model->kind;
  if (instance.is_published) {
    if constexpr (Recorder::steps) {
      Step told;
      told.kind = Step::Kind::closing;
      told.instance = &instance;
      told.date = day_;
      recorder_.step(told);
    }
    if (kind == Kind::ranking) published_awards(index, closing_origin(instance, household_));
    return;
  }
  if (!binding_.roster.is_active(household_, day_)) return;
  if constexpr (Recorder::steps) {
    Step told;
    told.kind = Step::Kind::closing;
    told.instance = &instance;
    told.date = day_;
    recorder_.step(told);
  }
  if (!is_picked(instance)) return;
  switch (kind) {
    case Kind::obligation: return obligation(instance, closing_origin(instance, household_));
    case Kind::continuing: return continuing(instance, closing_origin(instance, household_));
    case Kind::expiry: return expiry(instance, closing_origin(instance, household_));
    case Kind::reset: return reset(instance, closing_origin(instance, household_));
    default: return propose(index, (*candidates_)[index]);
  }
}

/// Does `when` pick the household?  A fault does not.
template <class Recorder>
bool HouseholdRun<Recorder>::is_picked(const ClosingInstance& instance) {
  const rulelist::Closing& model = *instance.closing->model;
  if (!model.when) return true;
  const ClosingInputs inputs([&](expression::Input input) -> expression::Value {
    if (input.source == expression::Source::count) return Number(slot(instance.closing->when_counts[input.index]));
    if (input.source == expression::Source::quantity) return sum(instance.closing->when_quantities[input.index]);
    return subject_value(binding_, *instance.version, household_, day_, input);
  });
  const expression::Result result = model.when->evaluate(inputs);
  if constexpr (Recorder::steps) {
    Step told;
    told.kind = Step::Kind::condition;
    told.instance = &instance;
    told.reason = fault_reason(result.fault);
    told.holds = result.fault == expression::Fault::none && std::get<bool>(result.value);
    told.reads = reads_of(*model.when, inputs);
    recorder_.step(told);
  }
  return result.fault == expression::Fault::none && std::get<bool>(result.value);
}

template <class Recorder>
void HouseholdRun<Recorder>::obligation(const ClosingInstance& instance, const Origin& origin) {
  const rulelist::Closing& model = *instance.closing->model;
  if (!binding_.roster.is_active(household_, std::max(instance.period, program_.first_day()))) {
    if constexpr (Recorder::steps) {
      Step told;
      told.kind = Step::Kind::closing_skipped;
      told.instance = &instance;
      told.reason = Reason::not_active;
      recorder_.step(told);
    }
    return;
  }
  std::int64_t done = 0;
  for (const program::Slot& count : instance.closing->obligation_counts) done += slot(count);
  std::int64_t units = 0;
  if (done < model.at_least) {
    units = model.points;
    if (model.per_missing && __builtin_mul_overflow(units, model.at_least - done, &units)) overflow();
  }
  if constexpr (Recorder::steps) {
    Step told;
    told.kind = Step::Kind::obligation;
    told.instance = &instance;
    told.count = done;
    told.most = model.at_least;
    told.units = units;
    recorder_.step(told);
  }
  if (units == 0) return;
  bool floored = false;
  const Amounts taken = above_floor(model.account, units, floored);
  if constexpr (Recorder::steps) {
    if (floored) recorder_.step(floored_step(instance, units, taken.standing, taken.spendable));
  }
  post(Cause::obligation, instance.closing->source, no_id, Amounts{-taken.standing, -taken.spendable}, origin);
}

namespace {

/// Does one of opening + (after + k x every) months, k from 0, lie within the period?
inline bool is_due(Date opened, int after, int every, Date period, Date day) {
  const CivilDate begin = civil(opened);
  const CivilDate end = civil(day);
  // The last due date that is not after `day` lies at the months between them, or one step before.
  const std::int64_t months = (end.year - begin.year) * std::int64_t{12} + (end.month - begin.month) - after;
  for (std::int64_t k = std::max<std::int64_t>(0, months / every + 1); k >= 0; --k) {
    const Date due = add_months(opened, after + k * every);
    if (due <= day) return due >= period;
  }
  return false;
}

}  // namespace

template <class Recorder>
void HouseholdRun<Recorder>::continuing(const ClosingInstance& instance, const Origin& origin) {
  const rulelist::Closing& model = *instance.closing->model;
  if (!state_->extra_used) return;
  std::vector<OpenState> lasting;
  for (const OpenState& state : state_->extra->open) {
    if (state.closing == instance.closing->identity && add_months(state.opened, model.after_months) <= day_)
      lasting.push_back(state);
  }
  const auto act_text = [&](const OpenState& state) {
    return state.act == no_id ? std::string_view() : columns_.act.texts->text(state.act);
  };
  std::sort(lasting.begin(), lasting.end(),
            [&](const OpenState& a, const OpenState& b) { return act_text(a) < act_text(b); });
  std::uint32_t number = 0;
  for (const OpenState& state : lasting) {
    const bool due =
        !model.every_months || is_due(state.opened, model.after_months, *model.every_months, instance.period, day_);
    if constexpr (Recorder::steps) {
      Step told;
      told.kind = Step::Kind::state_lasts;
      told.instance = &instance;
      told.act = state.act;
      told.date = state.opened;
      told.holds = due;
      told.units = model.points;
      if (const VetoState* veto = due && model.earns ? veto_with(&rulelist::Veto::block) : nullptr) {
        told.other_rule = veto->rule;
        told.event = veto->event;
        told.until = veto->last_day;
      }
      recorder_.step(told);
    }
    if (!due) continue;
    Origin each = origin;
    each.minor = number++;
    Amounts amounts;
    if (model.earns) {
      if (veto_with(&rulelist::Veto::block) != nullptr) continue;
      amounts = on_accounts(model.account, model.points);
      if (state_->is_remembering && (amounts.standing != 0 || amounts.spendable != 0))
        remember(Cause::continuing, program::none, amounts, Date::never());
    } else {
      bool floored = false;
      const Amounts taken = above_floor(model.account, model.points, floored);
      if constexpr (Recorder::steps) {
        if (floored) recorder_.step(floored_step(instance, model.points, taken.standing, taken.spendable));
      }
      amounts = {-taken.standing, -taken.spendable};
    }
    post(Cause::continuing, instance.closing->source, no_id, amounts, each, model.earns);
  }
}

template <class Recorder>
void HouseholdRun<Recorder>::expiry(const ClosingInstance& instance, const Origin& origin) {
  const rulelist::Closing& model = *instance.closing->model;
  std::vector<ledger::Expired> expired;
  std::int64_t lapsed = 0;
  if (model.keep) {
    const std::int64_t balance = state_->accounts.spendable;
    if (balance <= 0) return;
    // keep < 1, so what stays fits.
    const Number kept = (Number(balance) * *model.keep).rounded_units(0, program_.rounding);
    lapsed = balance - kept.small_numerator();
    if (program_.needs_lots()) state_->rest().lots.expire(lapsed, expired);
  } else if (program_.needs_lots()) {
    lapsed = state_->rest().lots.expire_by_age(day_, model.after_months, expired);
  }
  if (!expired.empty()) state_->rest().history.expire(expired);
  post(Cause::expiry, instance.closing->source, no_id, Amounts{0, -lapsed}, origin, true);
}

template <class Recorder>
void HouseholdRun<Recorder>::reset(const ClosingInstance& instance, const Origin& origin) {
  const rulelist::Closing& model = *instance.closing->model;
  Amounts amounts;
  const auto to = [&](std::int64_t balance) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(model.to, balance, &difference)) overflow();
    return difference;
  };
  if (model.account != program::Account::spendable) {
    amounts.standing = to(state_->accounts.standing);
    if (state_->extra_used) state_->extra->history.reset_standing();
  }
  if (model.account != program::Account::standing) {
    amounts.spendable = to(state_->accounts.spendable);
    if (state_->extra_used) state_->extra->history.reset_spendable();
    if (program_.needs_lots()) state_->rest().lots.reset(day_, model.to);
  }
  post(Cause::reset, instance.closing->source, no_id, amounts, origin, true);
}

/// What a ranking, rating, dividend or benefit wants to know of the household.
template <class Recorder>
void HouseholdRun<Recorder>::propose(std::size_t index, Candidates& candidates) {
  const ClosingInstance& instance = shared_.schedule[index];
  const program::Closing& closing = *instance.closing;
  Candidate candidate;
  candidate.household = household_;
  candidate.group = group_of(instance, household_);
  if (state_->extra_used) {
    for (const VetoState& veto : state_->extra->vetoes) {
      const rulelist::Veto& model = *program_.rules[veto.rule].veto;
      if (veto.is_cured || veto.last_day < day_ || !model.unranked) continue;
      candidate.is_left_out = true;
      if (!model.level.empty() && candidate.level == nullptr) candidate.level = &model.level;
    }
    candidate.is_blocked = veto_with(&rulelist::Veto::block) != nullptr;
  }
  const auto points = [&](std::int64_t units) { return Number::fraction(units, unit_scale()); };
  if (closing.measure.expression == nullptr || (closing.measure.is_period && !Recorder::steps)) {
    candidate.units = period_units(*state_, index);
  } else {
    const ClosingInputs inputs([&](expression::Input input) -> expression::Value {
      switch (input.source) {
        case expression::Source::period: return points(period_units(*state_, index));
        case expression::Source::awarded: return points(slot(closing.awarded_sum));
        case expression::Source::standing: return points(state_->accounts.standing);
        case expression::Source::spendable: return points(state_->accounts.spendable);
        case expression::Source::count: return Number(slot(closing.by_counts[input.index]));
        case expression::Source::quantity: return sum(closing.by_quantities[input.index]);
        default: return subject_value(binding_, *instance.version, household_, day_, input);
      }
    });
    const expression::Result result = closing.measure.expression->evaluate(inputs);
    if constexpr (Recorder::steps) {
      Step told;
      told.kind = Step::Kind::measure_reads;
      told.instance = &instance;
      told.reason = fault_reason(result.fault);
      told.reads = reads_of(*closing.measure.expression, inputs);
      recorder_.step(told);
    }
    if (result.fault == expression::Fault::none) {
      candidate.in_units = false;
      candidate.number = std::get<Number>(result.value);
    } else {
      candidate.is_left_out = true;
    }
  }
  if constexpr (Recorder::steps) {
    Step told;
    told.kind = Step::Kind::measure;
    told.instance = &instance;
    told.number = candidate.in_units ? points(candidate.units) : candidate.number;
    told.holds = !candidate.is_left_out;
    told.is_blocked = candidate.is_blocked;
    if (const VetoState* veto = veto_with(&rulelist::Veto::unranked)) {
      told.other_rule = veto->rule;
      told.event = veto->event;
      told.until = veto->last_day;
    }
    recorder_.step(told);
  }
  candidates.add(candidate);
}

template <class Recorder>
Id HouseholdRun<Recorder>::group_of(const ClosingInstance& instance, Id household) const {
  const Index within = instance.closing->within;
  if (within == program::none) return no_id;
  return binding_.roster.columns().groups[within].id(binding_.roster.row(household, instance.day));
}

/// `period` of a closing.
template <class Recorder>
std::int64_t HouseholdRun<Recorder>::period_units(const HouseholdState& state, std::size_t index) const {
  const auto [begin, end] = shared_.spans_of_instance[index];
  std::int64_t units = 0;
  for (Index span = begin; span < end; ++span) add(units, state.period_sums[span]);
  return units;
}

template <class Recorder>
void HouseholdRun<Recorder>::propose_all(const HouseholdState& state, Id household,
                                         std::vector<Candidates>& candidates) const {
  for (std::size_t index = 0; index < shared_.schedule.size(); ++index) {
    const ClosingInstance& instance = shared_.schedule[index];
    if (!binding_.roster.is_active(household, instance.day)) continue;
    candidates[index].plain.push_back({household, group_of(instance, household), period_units(state, index)});
  }
}

template <class Recorder>
void HouseholdRun<Recorder>::award(HouseholdState& state, Id household, std::size_t index, std::int64_t points) {
  if (points == 0) return;
  state_ = &state;
  household_ = household;
  const ClosingInstance& instance = shared_.schedule[index];
  set_day(instance.day);
  sequence_ = 0;
  const Amounts amounts = on_accounts(instance.closing->model->account, points);
  if (state.is_remembering) remember(Cause::ranking, program::none, amounts, Date::never());
  post(Cause::ranking, instance.closing->source, no_id, amounts, closing_origin(instance, household_), true);
}

template <class Recorder>
void HouseholdRun<Recorder>::published_awards(std::size_t index, const Origin& origin) {
  const auto before = [](const Shared::PublishedAward& a, const Shared::PublishedAward& b) {
    return a.instance != b.instance ? a.instance < b.instance : a.household < b.household;
  };
  const ClosingInstance& instance = shared_.schedule[index];
  const Shared::PublishedAward wanted{static_cast<std::uint32_t>(index), household_, 0};
  const auto [begin, end] =
      std::equal_range(shared_.published_awards.begin(), shared_.published_awards.end(), wanted, before);
  Origin each = origin;
  for (auto award = begin; award != end; ++award, ++each.minor) {
    const std::int64_t points = binding_.options.published->rankings[award->row].points;
    if (points == 0) continue;
    const Amounts amounts = on_accounts(instance.closing->model->account, points);
    if (state_->is_remembering) remember(Cause::ranking, program::none, amounts, Date::never());
    post(Cause::ranking, instance.closing->source, no_id, amounts, each, true);
  }
}

}  // namespace pointsbank::evaluation
