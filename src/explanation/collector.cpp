#include "explanation/collector.hpp"

#include <algorithm>

#include "explanation/formula.hpp"

namespace pointsbank::explanation {

namespace {

VetoReference veto_reference(const evaluation::Step& step) { return {step.other_rule, step.event, step.until}; }

template <class Limits>
const Place* place_in(const Limits& limits, const evaluation::Step& step, bool positive) {
  for (const auto& limit : limits) {
    if constexpr (std::is_same_v<std::decay_t<decltype(limit)>, rulelist::Limit>) {
      if (limit.per == step.per && limit.by_member == step.by_member && limit.is_count == step.is_count)
        return &limit.place;
    } else {
      if (limit.per == step.per && limit.earn == positive) return &limit.place;
    }
  }
  return nullptr;
}

const Place* limit_place(const program::Rule& rule, const evaluation::Step& step) {
  if (step.level == program::Level::rule) return place_in(rule.model->limits, step, rule.positive);
  if (step.level == program::Level::list) return place_in(rule.list->limits, step, rule.positive);
  for (const rulelist::Category& category : rule.list->categories) {
    if (category.id == rule.model->category) return place_in(category.limits, step, rule.positive);
  }
  return nullptr;
}

}  // namespace

Item& Collector::add(Item::Kind kind, Date date) {
  Item& item = story_.items.emplace_back();
  item.kind = kind;
  item.date = date;
  return item;
}

void Collector::step(const Step& step) {
  switch (step.kind) {
    case Step::Kind::event:
      day_ = step.date;
      add(Item::Kind::event, step.date).event.row = step.event;
      return;
    case Step::Kind::cured:
    case Step::Kind::state_opened:
    case Step::Kind::state_closed: return change(step);
    case Step::Kind::noted: return;
    case Step::Kind::outcome: return outcome(step);
    case Step::Kind::posting: return posting(step.posting);
    case Step::Kind::closing:
      day_ = step.date;
      add(Item::Kind::closing, step.date).closing.instance = *step.instance;
      closing().spendable_before = spendable_;
      return;
    default: break;
  }
  if (step.instance != nullptr) {
    closing_step(step);
  } else {
    rule_step(step);
  }
}

void Collector::change(const Step& step) {
  ChangeLine line;
  const std::pair state(static_cast<Index>(step.count), story_.events->columns().act.id(event().row));
  switch (step.kind) {
    case Step::Kind::cured: line.veto = {step.rule, step.event, step.until}; break;
    case Step::Kind::state_opened:
      line.kind = ChangeLine::Kind::state_opened;
      line.closing = state.first;
      openings_[state] = event().row;
      break;
    default:
      line.kind = ChangeLine::Kind::state_closed;
      line.closing = state.first;
      openings_.erase(state);
  }
  event().changes.push_back(line);
}

/// The line of a rule that hears the event at hand.
RuleLine& Collector::line_of(Index rule) {
  std::vector<RuleLine>& rules = event().rules;
  if (rules.empty() || rules.back().rule != rule) rules.emplace_back().rule = rule;
  return rules.back();
}

void Collector::rule_step(const Step& step) {
  RuleLine& line = line_of(step.rule);
  const program::Rule& rule = story_.program->rules[step.rule];
  switch (step.kind) {
    case Step::Kind::not_in_effect: line.not_in_effect = rulelist::DateRange{step.date, step.until}; return;
    case Step::Kind::vetoed: line.vetoed = veto_reference(step); return;
    case Step::Kind::condition:
      line.condition =
          ConditionLine{rule.when, step.holds, step.reason, read_lines(step.reads, *rule.list, *rule.when)};
      return;
    case Step::Kind::fault:
      line.fault = step.reason;
      if (rule.score.model->formula) line.fault_reads = read_lines(step.reads, *rule.list, *rule.score.model->formula);
      return;
    case Step::Kind::magnitude: line.magnitude = magnitude_line(story_, step, event().row); return;
    case Step::Kind::exclusive: return contest(step, line);
    case Step::Kind::limit: return limit(step, line);
    case Step::Kind::limited: return limited(step, line);
    case Step::Kind::floored: line.floor = FloorLine{step.most, step.units, step.left}; return;
    case Step::Kind::lapse: return lapse(step, line);
    case Step::Kind::veto: return veto(step, line);
    default: return;
  }
}

void Collector::contest(const Step& step, RuleLine& line) {
  ContestLine contest;
  contest.magnitude = step.units;
  contest.highest = step.most;
  contest.counts = step.left;
  const Index group = story_.program->rules[step.rule].exclusive;
  const std::optional<PeriodKind> per = story_.program->exclusives[group].per;
  const Id row = event().row;
  const Id act = story_.events->columns().act.id(row);
  const auto key = per            ? std::tuple(group, false, std::int64_t{first_day(*per, day_).days})
                   : act != no_id ? std::tuple(group, true, std::int64_t{act})
                                  : std::tuple(group, false, std::int64_t{row});
  const auto [found, added] = tops_.try_emplace(key, Top{row, step.rule});
  if (!added) {
    contest.highest_event = found->second.event;
    contest.highest_rule = found->second.rule;
    if (step.units > step.most) found->second = Top{row, step.rule};
  }
  line.contest = contest;
}

void Collector::limit(const Step& step, RuleLine& line) {
  LimitLine limit;
  limit.level = step.level;
  limit.per = step.per;
  limit.by_member = step.by_member;
  limit.is_count = step.is_count;
  limit.most = step.most;
  limit.used = step.used;
  limit.bites = step.holds;
  limit.until = step.until;
  limit.place = limit_place(story_.program->rules[step.rule], step);
  line.limits.push_back(limit);
}

void Collector::limited(const Step& step, RuleLine& line) {
  line.limited = LimitedLine{step.most, step.units};
  for (LimitLine& limit : line.limits) {
    const std::int64_t fed = limit.is_count ? (step.units == 0 ? 0 : 1) : step.units;
    const std::int64_t room = limit.used >= limit.most ? 0 : limit.most - limit.used;
    limit.left = std::max<std::int64_t>(0, room - fed);
  }
}

void Collector::lapse(const Step& step, RuleLine& line) {
  line.lapse = LapseLine{step.until, step.others};
  const Index group = story_.program->rules[step.rule].exclusive;
  const Id row = event().row;
  // `line` is the last of the last item; what it moves stands in earlier ones.
  for (Item& item : story_.items) {
    if (item.kind != Item::Kind::event) continue;
    if (std::find(step.others.begin(), step.others.end(), item.event.row) == step.others.end()) continue;
    for (RuleLine& earlier : item.event.rules) {
      const bool is_moved =
          &earlier != &line && !earlier.postings.empty() && story_.program->rules[earlier.rule].exclusive == group;
      if (is_moved) earlier.moved.push_back({row, step.until});
    }
  }
}

void Collector::veto(const Step& step, RuleLine& line) {
  VetoLine veto;
  veto.until = step.until;
  if (const std::optional<PeriodKind> period = story_.program->rules[step.rule].veto->forfeit) {
    veto.forfeit_from = first_day(*period, day_);
    for (Earned& earned : earned_) {
      if (earned.is_forfeited || earned.date < *veto.forfeit_from) continue;
      earned.is_forfeited = true;
      if (veto.forfeited.empty() || veto.forfeited.back() != earned.event) veto.forfeited.push_back(earned.event);
    }
  }
  line.veto = std::move(veto);
}

void Collector::outcome(const Step& step) {
  if (step.outcome == Outcome::noted) {
    event().is_noted = true;
    return;
  }
  RuleLine& line = event().rules.back();
  line.outcome = step.outcome;
  line.reason = step.reason;
  line.has_amount = step.holds;
  line.amount = step.units;
}

void Collector::closing_step(const Step& step) {
  ClosingPart& part = closing();
  const program::Closing& model = *part.instance.closing;
  switch (step.kind) {
    case Step::Kind::condition: {
      const expression::Expression& when = *model.model->when;
      part.when = ConditionLine{&when, step.holds, step.reason, read_lines(step.reads, *model.list, when)};
      return;
    }
    case Step::Kind::closing_skipped: part.skipped = step.reason; return;
    case Step::Kind::obligation: part.obligation = ObligationLine{step.count, step.most, step.units}; return;
    case Step::Kind::state_lasts: {
      StateLine line{step.act, step.date, no_id, step.holds, std::nullopt, step.units};
      const auto opening = openings_.find({model.identity, step.act});
      if (opening != openings_.end()) line.event = opening->second;
      if (step.other_rule != program::none) line.blocked = veto_reference(step);
      part.states.push_back(line);
      return;
    }
    case Step::Kind::floored: part.floors.push_back({step.most, step.units, step.left}); return;
    case Step::Kind::measure_reads:
      part.measure.emplace();
      part.measure->fault = step.reason;
      part.measure->reads = read_lines(step.reads, *model.list, *model.measure.expression);
      return;
    case Step::Kind::measure:
      if (!part.measure) part.measure.emplace();
      part.measure->measure = step.number;
      part.measure->takes_part = step.holds;
      part.measure->is_blocked = step.is_blocked;
      if (step.other_rule != program::none) part.measure->unranked = veto_reference(step);
      return;
    default: return;  // ranks are read from the rows of the closing
  }
}

void Collector::posting(const Posting& posting) {
  standing_ += posting.standing;
  spendable_ += posting.spendable;
  const PostingLine line{posting, standing_, spendable_};
  switch (posting.cause) {
    case Cause::rule:
      event().rules.back().postings.push_back(line);
      if (story_.program->rules[event().rules.back().rule].positive)
        earned_.push_back({posting.event, posting.date, false});
      return;
    case Cause::forfeit: event().rules.back().postings.push_back(line); return;
    case Cause::obligation:
    case Cause::continuing:
    case Cause::ranking:
    case Cause::expiry:
    case Cause::reset: closing().postings.push_back(line); return;
    case Cause::lapse: add(Item::Kind::lapse, posting.date).postings.push_back(line); return;
    case Cause::base: add(Item::Kind::base, posting.date).postings.push_back(line); return;
    default: add(Item::Kind::entry, posting.date).postings.push_back(line); return;
  }
}

}  // namespace pointsbank::explanation
