#include "analysis/exposure_bounds.hpp"

#include <algorithm>
#include <set>

#include "analysis/exposure_ranges.hpp"

namespace pointsbank::analysis {

namespace {

using program::Index;
using Ends = std::optional<Number>;  // none: without bound

Ends least_of(const Ends& a, const Ends& b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

Ends product(const Ends& a, const Ends& b) {
  if ((a && a->is_zero()) || (b && b->is_zero())) return Number(0);
  return a && b ? Ends(*a * *b) : Ends();
}

/// How many windows of so many months, each begun where the one before ended, cover the span; none: without end.
Ends windows(Span span, int months) {
  if (span.to == Date::never()) return std::nullopt;
  Number count;
  for (Date begin = span.from; begin <= span.to; begin = add_months(begin, months)) count = count + Number(1);
  return count;
}

}  // namespace

Span days_of(const program::Program& program) {
  Span days{Date::never(), Date::always()};
  for (const program::Version& version : program.versions) {
    days.from = std::min(days.from, version.effective.from);
    days.to = std::max(days.to, version.effective.to);
  }
  return days;
}

void Total::add(const Total& other) {
  if (other.is_bounded) return add(other.units);
  is_bounded = false;
  for (const Why& each : other.because) {
    const auto at = std::lower_bound(because.begin(), because.end(), each);
    if (at == because.end() || *at != each) because.insert(at, each);
  }
}

void Total::keep_least(const Total& other) {
  if (!other.is_bounded || (is_bounded && units <= other.units)) return;
  *this = other;
}

// ------------------------------------------------------------------------------------------------------ the nodes

Bounds::Bounds(const program::Program& program, program::Account account, std::optional<std::uint32_t> members)
    : program_(program), account_(account), members_(members) {
  std::set<Date> changes;
  for (const program::Rule& rule : program.rules) {
    instances_.push_back(make_instance(rule));
    if (instances_.back().active.is_empty()) continue;
    changes.insert(rule.effective.from);
    if (rule.effective.to != Date::never()) changes.insert(rule.effective.to + 1);
  }
  changes_.assign(changes.begin(), changes.end());
  build();
}

Bounds::Instance Bounds::make_instance(const program::Rule& rule) const {
  Instance made;
  made.active = {rule.effective.from, rule.effective.to};
  made.counts = rule.account == program::Account::both || rule.account == account_;
  made.magnitude = largest_magnitude(rule);
  const auto rounded = [&](const Number& points) { return points.rounded_units(program_.decimals, program_.rounding); };
  Number step(1);
  if (rule.repeat) step = *std::max_element(rule.repeat->steps.begin(), rule.repeat->steps.end());
  if (step.is_zero()) {
    made.largest = Number(0);
  } else if (made.magnitude) {
    made.largest = rounded(*made.magnitude * step);
  }
  if (rule.score.over.index != program::none) {
    // An occurrence adds whole units; times a step and rounded it is not more than times the step rounded up.
    if (const Ends total = largest_total(rule)) made.total = rounded(*total) * step.ceil();
  }
  return made;
}

Bounds::Node Bounds::add_node(Parts parts) {
  std::set<PeriodKind> kinds;
  std::set<PeriodKind> count_kinds;
  for (const Index index : parts.rules) {
    const program::Rule& rule = program_.rules[index];
    for (const program::Counter& counter : rule.counters) {
      if (counter.most == program::unlimited) continue;
      kinds.insert(counter.slot.per);
      if (counter.is_count) count_kinds.insert(counter.slot.per);
    }
    if (rule.repeat && rule.repeat->rolling == program::none) kinds.insert(rule.repeat->slot.per);
    if (rule.score.over.index != program::none) kinds.insert(rule.score.over.per);
    if (rule.exclusive != program::none && program_.exclusives[rule.exclusive].per)
      kinds.insert(*program_.exclusives[rule.exclusive].per);
  }
  kinds.erase(PeriodKind::ever);
  parts.kinds.assign(kinds.begin(), kinds.end());
  parts.count_kinds.assign(count_kinds.begin(), count_kinds.end());
  nodes_.push_back(std::move(parts));
  return nodes_.size() - 1;
}

std::vector<Bounds::Node> Bounds::by_rule(const std::vector<Index>& rules) {
  std::map<Index, std::vector<Index>> ids;
  for (const Index index : rules) ids[program_.rules[index].source].push_back(index);
  std::vector<Node> made;
  for (auto& [source, instances] : ids) {
    Parts parts;
    parts.rules = std::move(instances);
    parts.is_rule = true;
    made.push_back(add_node(std::move(parts)));
  }
  return made;
}

std::vector<Bounds::Node> Bounds::by_group(const std::vector<Index>& rules) {
  std::map<Index, std::vector<Index>> groups;
  for (const Index index : rules) groups[program_.rules[index].exclusive].push_back(index);
  std::vector<Node> made;
  for (const auto& [group, instances] : groups) {
    const std::vector<Node> single = by_rule(instances);
    if (group == program::none) {
      made.insert(made.end(), single.begin(), single.end());
      continue;
    }
    Parts parts;
    parts.rules = instances;
    parts.partitions = {single};
    parts.highest_only = program_.exclusives[group].per;
    made.push_back(add_node(std::move(parts)));
  }
  return made;
}

void Bounds::build() {
  std::array<std::vector<Index>, 2> sides;
  std::map<std::pair<std::string, bool>, std::vector<Index>> categories;
  std::map<std::pair<Index, bool>, std::vector<Index>> rules;
  for (Index index = 0; index < program_.rules.size(); ++index) {
    const program::Rule& rule = program_.rules[index];
    sides[rule.positive ? 1 : 0].push_back(index);
    categories[{rule.model->category, rule.positive}].push_back(index);
    rules[{rule.source, rule.positive}].push_back(index);
  }
  for (const auto& [key, instances] : rules) rules_[key] = by_rule(instances).front();
  for (const auto& [key, instances] : categories) {
    Parts parts;
    parts.rules = instances;
    parts.partitions = {by_group(instances)};
    categories_[key] = add_node(std::move(parts));
  }
  for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
    Parts parts;
    parts.rules = sides[side];
    std::vector<Node> under;
    for (const auto& [key, node] : categories_) {
      if (key.second == (side == 1)) under.push_back(node);
    }
    parts.partitions = {std::move(under), by_group(sides[side])};
    sides_[side] = add_node(std::move(parts));
  }
}

// ----------------------------------------------------------------------------------------------------- their bounds

Ends Bounds::copies(bool by_member) const {
  if (!by_member) return Number(1);
  if (!members_) return std::nullopt;
  return Number(std::int64_t{*members_}) + Number(1);  // events that name no member count apart
}

/// The instances at work in the span, which is cut to their days.
std::vector<Index> Bounds::active(Node node, Span& span) const {
  std::vector<Index> found;
  Span days{Date::never(), Date::always()};
  for (const Index index : nodes_[node].rules) {
    const Instance& instance = instances_[index];
    const Span common = instance.active.within(span);
    if (!instance.counts || common.is_empty()) continue;
    found.push_back(index);
    days = {std::min(days.from, common.from), std::max(days.to, common.to)};
  }
  span = days;
  return found;
}

/// The least of the limits that hold the span and that all instances feed and have; of points in units.
Ends Bounds::limit(const std::vector<Index>& active, Span span, bool is_count) const {
  Ends least;
  for (const program::Counter& counter : program_.rules[active.front()].counters) {
    if (counter.is_count != is_count || !span.lies_in_one(counter.slot.per)) continue;
    std::int64_t most = 0;
    const bool all_have = std::all_of(active.begin(), active.end(), [&](Index index) {
      for (const program::Counter& other : program_.rules[index].counters) {
        if (other.is_count != is_count || other.slot.index != counter.slot.index ||
            other.slot.by_member != counter.slot.by_member) {
          continue;
        }
        most = std::max(most, other.most);
        return other.most != program::unlimited;
      }
      return false;
    });
    if (all_have) least = least_of(least, product(Number(most), copies(counter.slot.by_member)));
  }
  return least;
}

/// How often a rule can score in the span, by its count limits.
Ends Bounds::occurrences(Node node, Span span) {
  const std::vector<Index> at_work = active(node, span);
  if (at_work.empty()) return Number(0);
  if (nodes_[node].count_kinds.empty()) return std::nullopt;
  const auto key = std::make_tuple(node, span.from, span.to);
  if (const auto known = known_occurrences_.find(key); known != known_occurrences_.end()) return known->second;
  Ends least = limit(at_work, span, true);
  for (const PeriodKind kind : nodes_[node].count_kinds) {
    if (span.to == Date::never() || kind == PeriodKind::ever || span.lies_in_one(kind)) continue;
    Ends sum = Number(0);
    for (Date day = span.from; sum && day <= span.to;) {
      // Days on which the same rules are in effect are alike.
      const bool by_day = kind == PeriodKind::day;
      const Date end = std::min(by_day ? constant_until(day) : last_day(kind, day), span.to);
      const Ends part = occurrences(node, {day, by_day ? day : end});
      sum = part ? Ends(*sum + *part * Number(by_day ? std::int64_t{end.days} - day.days + 1 : 1)) : Ends();
      day = end + 1;
    }
    least = least_of(least, sum);
  }
  known_occurrences_[key] = least;
  return least;
}

/// What steps leave: the positions within a period differ, so each step but the last counts once.
Ends Bounds::of_steps(Index index, Span span, const Ends& times) const {
  const program::Rule& rule = program_.rules[index];
  const Instance& instance = instances_[index];
  const program::Repeat& repeat = *rule.repeat;
  Ends each = copies(repeat.by_member);
  std::vector<Number> steps = repeat.steps;
  if (repeat.rolling != program::none) {
    each = product(each, windows(span, repeat.within_months));
    // What lies behind the window may push an occurrence back, never forward.
    for (std::size_t i = steps.size() - 1; i > 0; --i) steps[i - 1] = std::max(steps[i - 1], steps[i]);
  } else if (!span.lies_in_one(repeat.slot.per)) {
    return std::nullopt;
  }
  if (!instance.magnitude) return std::nullopt;
  std::vector<Number> worth;
  for (const Number& step : steps)
    worth.push_back((*instance.magnitude * step).rounded_units(program_.decimals, program_.rounding));
  const Number last = worth.back();
  worth.pop_back();
  std::sort(worth.begin(), worth.end(), [](const Number& a, const Number& b) { return b < a; });
  Number sum;
  Ends left = times;
  for (const Number& units : worth) {
    if (units <= last) break;
    const Ends taken = least_of(left, each);
    if (!taken) return std::nullopt;
    sum = sum + *taken * units;
    if (left) left = *left - *taken;
  }
  const Ends rest = product(left, last);
  return rest ? Ends(sum + *rest) : Ends();
}

/// What the score of one version's rule leaves, whatever the limits.
Ends Bounds::of_instance(Index index, Span span, const Ends& times) const {
  const program::Rule& rule = program_.rules[index];
  const Instance& instance = instances_[index];
  Ends least = product(times, instance.largest);
  if (rule.repeat) least = least_of(least, of_steps(index, span, times));
  if (rule.score.over.index != program::none && span.lies_in_one(rule.score.over.per))
    least = least_of(least, product(instance.total, copies(rule.score.over.by_member)));
  if (rule.exclusive != program::none) {
    const std::optional<PeriodKind> per = program_.exclusives[rule.exclusive].per;
    if (per && span.lies_in_one(*per)) least = least_of(least, instance.largest);
  }
  return least;
}

Unbounded Bounds::why(const std::vector<Index>& active, bool has_occurrences) const {
  bool by_member = false;
  bool by_act = false;
  bool no_largest = false;
  for (const Index index : active) {
    const program::Rule& rule = program_.rules[index];
    for (const program::Counter& counter : rule.counters)
      by_member |= counter.slot.by_member && counter.most != program::unlimited;
    by_member |= rule.repeat && rule.repeat->by_member && rule.repeat->steps.back().is_zero();
    by_member |= rule.score.over.by_member && rule.score.over.index != program::none && instances_[index].total;
    by_act |= rule.exclusive != program::none && !program_.exclusives[rule.exclusive].per;
    no_largest |= !instances_[index].largest;
  }
  if (by_member && !members_) return Unbounded::members;
  if (no_largest && has_occurrences) return Unbounded::quantity;
  return by_act ? Unbounded::acts : Unbounded::no_limit;
}

Total Bounds::of_rule(Node node, Span span, const std::vector<Index>& at_work) {
  const Ends times = occurrences(node, span);
  Ends sum = Number(0);
  Number largest;
  bool has_largest = true;
  for (const Index index : at_work) {
    const Ends one = of_instance(index, instances_[index].active.within(span), times);
    sum = one && sum ? Ends(*sum + *one) : Ends();
    has_largest = has_largest && instances_[index].largest;
    if (has_largest) largest = std::max(largest, *instances_[index].largest);
  }
  Ends least = least_of(sum, product(times, has_largest ? Ends(largest) : Ends()));
  least = least_of(least, limit(at_work, span, false));
  if (least) return {true, *least, {}};
  return Total::unbounded(program_.rules[at_work.front()].source, why(at_work, times.has_value()));
}

Total Bounds::direct(Node node, Span span, const std::vector<Index>& at_work) {
  if (nodes_[node].is_rule) return of_rule(node, span, at_work);
  Total least;
  bool is_first = true;
  for (std::size_t partition = 0; partition < nodes_[node].partitions.size(); ++partition) {
    Total sum;
    for (std::size_t i = 0; i < nodes_[node].partitions[partition].size(); ++i)
      sum.add(most(nodes_[node].partitions[partition][i], span));
    if (is_first) {
      least = std::move(sum);
    } else {
      least.keep_least(sum);
    }
    is_first = false;
  }
  if (const Ends limited = limit(at_work, span, false)) least.keep_least({true, *limited, {}});
  const std::optional<PeriodKind> highest_only = nodes_[node].highest_only;
  if (highest_only && span.lies_in_one(*highest_only)) {
    Ends largest = Number(0);
    for (const Index index : at_work) {
      const Ends& other = instances_[index].largest;
      largest = largest && other ? Ends(std::max(*largest, *other)) : Ends();
    }
    if (largest) least.keep_least({true, *largest, {}});
  }
  return least;
}

/// The last day up to which the same rules are in effect as on `day`.
Date Bounds::constant_until(Date day) const {
  const auto next = std::upper_bound(changes_.begin(), changes_.end(), day);
  return next == changes_.end() ? Date::never() : *next - 1;
}

Total Bounds::by_parts(Node node, Span span, PeriodKind kind) {
  Total sum;
  for (Date day = span.from; sum.is_bounded && day <= span.to;) {
    if (kind == PeriodKind::day) {
      // Days on which the same rules are in effect are alike.
      const Date end = std::min(constant_until(day), span.to);
      const Total one = most(node, {day, day});
      if (one.is_bounded) {
        sum.add(one.units * Number(std::int64_t{end.days} - day.days + 1));
      } else {
        sum.add(one);
      }
      day = end + 1;
      continue;
    }
    const Date end = std::min(last_day(kind, day), span.to);
    sum.add(most(node, {day, end}));
    day = end + 1;
  }
  return sum;
}

/// The sum over the days between which something takes effect or ends: a limit of one version holds there by itself.
Total Bounds::by_changes(Node node, Span span) {
  Total sum;
  for (Date day = span.from; sum.is_bounded && day <= span.to;) {
    const Date end = std::min(constant_until(day), span.to);
    sum.add(most(node, {day, end}));
    day = end + 1;
  }
  return sum;
}

Total Bounds::most(Node node, Span span) {
  const std::vector<Index> at_work = active(node, span);
  if (at_work.empty()) return {};
  const auto key = std::make_tuple(node, span.from, span.to);
  if (const auto known = known_.find(key); known != known_.end()) return known->second;
  Total least = direct(node, span, at_work);
  if (span.to == Date::never()) {
    // Without end nothing adds up but what is limited for ever.
    if (!least.is_bounded) {
      const Date begin = std::max(span.from, changes_.back());
      const Total year = most(node, {begin, last_day(PeriodKind::year, begin)});
      if (!year.is_bounded) {
        least = year;
      } else if (nodes_[node].is_rule) {
        least = Total::unbounded(program_.rules[at_work.front()].source, Unbounded::no_end);
      }
    }
  } else {
    for (const PeriodKind kind : nodes_[node].kinds) {
      if (!span.lies_in_one(kind)) least.keep_least(by_parts(node, span, kind));
    }
    if (constant_until(span.from) < span.to) least.keep_least(by_changes(node, span));
  }
  known_[key] = least;
  return least;
}

}  // namespace pointsbank::analysis
