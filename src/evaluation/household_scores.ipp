// Household run: what an occurrence scores and what repeats, exclusive groups and limits leave of it (steps 3 to 5 of
// 6.5). Included by household_run.cpp alone.

namespace pointsbank::evaluation {

/// The magnitude without a step of `repeat`, mostly found before the events were put in order.
template <class Recorder>
Magnitude HouseholdRun<Recorder>::scored_before(const BoundRule& bound, bool& resolved) {
  if (occurrence_->units == Occurrence::not_scored) return fast_magnitude(binding_, bound, occurrence_->row, resolved);
  resolved = true;
  return {occurrence_->units, Reason::none};
}

/// Step 3: the magnitude times the step of `repeat`, rounded; the occurrence is counted.
template <class Recorder>
typename HouseholdRun<Recorder>::Scored HouseholdRun<Recorder>::score(const BoundRule& bound) {
  Scored result;
  const Number* step = nullptr;  // none: once
  std::int64_t occurrences = 0;
  bool resolved = false;
  Magnitude magnitude;
  if (bound.is_simple) {
    magnitude = scored_before(bound, resolved);
  } else {
    const std::optional<program::Repeat>& repeat = program_.rules[bound.rule].repeat;
    if (repeat) {
      occurrences = occurrences_before(*repeat);
      const auto last = static_cast<std::int64_t>(repeat->steps.size()) - 1;
      const auto index = static_cast<std::size_t>(std::min(occurrences, last));
      step = &repeat->steps[index];
      result.is_warning = step->is_zero();
      if (bound.has_steps) {
        magnitude = {binding_.table_of(bound)[index].second, Reason::none};
        resolved = true;
      }
    }
    if (!resolved && (step == nullptr || *step == Number(1))) magnitude = scored_before(bound, resolved);
  }
  if (!resolved) {
    const program::Rule& rule = program_.rules[bound.rule];
    const Number* earlier = rule.score.over.index == program::none ? nullptr : &sum(rule.score.over);
    magnitude = exact_magnitude(binding_, program_.versions[version_], rule, *occurrence_, household_, earlier,
                                step == nullptr ? Number(1) : *step);
  }
  result.units = magnitude.units;
  result.fault = magnitude.fault;
  if constexpr (Recorder::steps) tell_magnitude(bound, result, step, occurrences + 1);
  if (result.fault == Reason::none && !bound.is_simple) count_occurrence(program_.rules[bound.rule]);
  return result;
}

template <class Recorder>
void HouseholdRun<Recorder>::tell_magnitude(const BoundRule& bound, const Scored& scored, const Number* step,
                                            std::int64_t occurrence) {
  const program::Rule& rule = program_.rules[bound.rule];
  Step told;
  if (rule.score.over.index != program::none) told.earlier = sum(rule.score.over);
  if (const auto& formula = rule.score.model->formula) {
    const EventInputs inputs(binding_, program_.versions[version_], occurrence_->row, household_, day_);
    told.reads = reads_of(*formula, inputs);
    if (scored.fault == Reason::none) told.number = std::get<Number>(formula->evaluate(inputs).value);
  }
  told.kind = scored.fault == Reason::none ? Step::Kind::magnitude : Step::Kind::fault;
  told.rule = bound.rule;
  told.reason = scored.fault;
  if (step != nullptr) told.step = *step;
  told.count = occurrence;
  told.units = scored.units;
  recorder_.step(told);
}

template <class Recorder>
std::int64_t HouseholdRun<Recorder>::occurrences_before(const program::Repeat& repeat) {
  if (repeat.rolling == program::none) return slot(repeat.slot);
  const Id member = repeat.by_member ? columns_.member.id(occurrence_->row) : no_id;
  for (const RollingDates& dates : state_->rest().rolling) {
    if (dates.list != repeat.rolling || dates.member != member) continue;
    // Dates rise, and so do dates some months later: those that still count stand at the end.
    const auto first = std::partition_point(dates.days.begin(), dates.days.end(), [&](std::int32_t day) {
      return add_months(Date{day}, repeat.within_months) <= day_;
    });
    return dates.days.end() - first;
  }
  return 0;
}

template <class Recorder>
void HouseholdRun<Recorder>::count_occurrence(const program::Rule& rule) {
  for (const program::Slot& count : rule.occurrences) ++slot(count);
  for (const auto& [list, by_member] : rule.rolling) {
    const Id member = by_member ? columns_.member.id(occurrence_->row) : no_id;
    std::vector<RollingDates>& rolling = state_->rest().rolling;
    auto found = std::find_if(rolling.begin(), rolling.end(), [&, wanted = list](const RollingDates& dates) {
      return dates.list == wanted && dates.member == member;
    });
    if (found == rolling.end()) found = rolling.insert(found, RollingDates{list, member, {}});
    found->days.push_back(day_.days);
  }
  if (rule.quantities.empty() || !columns_.quantity.has(occurrence_->row)) return;
  const Number quantity = quantity_of(binding_, occurrence_->row);
  if (quantity.sign() <= 0) return;
  for (const program::Slot& over : rule.quantities) {
    Number& total = sum(over);
    total = total + quantity;
  }
}

/// Step 4: what exceeds the group's highest so far in the period.
template <class Recorder>
std::int64_t HouseholdRun<Recorder>::excess_over_highest(const program::Rule& rule, std::int64_t units) {
  const program::Exclusive& exclusive = program_.exclusives[rule.exclusive];
  std::int64_t& top = exclusive.per ? slot(exclusive.top) : act_top(rule.exclusive).top;
  const std::int64_t before = top;
  top = std::max(top, units);
  const std::int64_t excess = std::max<std::int64_t>(0, units - before);
  if constexpr (Recorder::steps) {
    Step told;
    told.kind = Step::Kind::exclusive;
    told.rule = static_cast<Index>(&rule - program_.rules.data());
    told.units = units;
    told.most = before;
    told.left = excess;
    recorder_.step(told);
  }
  return excess;
}

template <class Recorder>
ActTop& HouseholdRun<Recorder>::act_top(Index exclusive) {
  const Id act = act_of(occurrence_->row);
  const bool has_act = act != no_id;
  const Id key = has_act ? act : occurrence_->row;
  Extra& extra = state_->rest();
  const std::uint64_t contest = (static_cast<std::uint64_t>(exclusive) << 33) | (std::uint64_t{has_act} << 32) | key;
  return extra.act_tops[contest];
}

template <class Recorder>
ledger::PostingNumber& HouseholdRun<Recorder>::contest_end(Index exclusive) {
  const program::Exclusive& group = program_.exclusives[exclusive];
  if (!group.per) return act_top(exclusive).last;
  std::vector<ContestEnd>& contests = state_->rest().contests;
  if (contests.empty()) contests.resize(program_.exclusives.size());
  ContestEnd& contest = contests[exclusive];
  const std::int32_t period = (*periods_)[*group.per];
  if (contest.period != period) contest = ContestEnd{period, ledger::no_posting};
  return contest.last;
}

/// Step 5: what the limits leave of `units`; what remains is counted towards all of them.
template <class Recorder>
std::int64_t HouseholdRun<Recorder>::within_limits(const BoundRule& bound, std::int64_t units, Reason& reason) {
  static constexpr Reason reasons[] = {Reason::limit_rule, Reason::limit_category, Reason::limit_list};
  constexpr std::size_t most_kept = 8;  // beyond so many, a counter's place is found twice
  std::int64_t* places[most_kept];
  std::int64_t left = units;
  const std::span<const BoundCounter> counters(binding_.counters.data() + bound.counters_begin, bound.counters_size);
  for (std::size_t i = 0; i < counters.size(); ++i) {
    const BoundCounter& each = counters[i];
    std::int64_t& used = counter(each);
    if (i < most_kept) places[i] = &used;
    if (each.most == program::unlimited) continue;
    const std::int64_t room = used >= each.most ? 0 : each.most - used;
    const bool bites = each.is_count ? room == 0 && left > 0 : room < left;
    if (bites) {
      left = each.is_count ? 0 : room;
      reason = reasons[static_cast<std::size_t>(each.level)];
    }
    if constexpr (Recorder::steps) tell_limit(bound, each, used, bites);
  }
  if (left != 0) {
    for (std::size_t i = 0; i < counters.size(); ++i) {
      add(i < most_kept ? *places[i] : counter(counters[i]), counters[i].is_count ? 1 : left);
    }
    if (ledger::add_overflows(state_->counted, left)) state_->counted = INT64_MAX;
  }
  if constexpr (Recorder::steps) {
    Step told;
    told.kind = Step::Kind::limited;
    told.rule = bound.rule;
    told.most = units;
    told.units = left;
    told.reason = reason;
    recorder_.step(told);
  }
  return left;
}

template <class Recorder>
void HouseholdRun<Recorder>::tell_limit(const BoundRule& bound, const BoundCounter& limit, std::int64_t used,
                                        bool bites) {
  Step told;
  told.kind = Step::Kind::limit;
  told.rule = bound.rule;
  told.level = limit.level;
  told.per = limit.per;
  told.by_member = limit.by_member;
  told.is_count = limit.is_count;
  told.used = used;
  told.most = limit.most;
  told.holds = bites;
  told.until = last_day(limit.per, day_);
  recorder_.step(told);
}

}  // namespace pointsbank::evaluation
