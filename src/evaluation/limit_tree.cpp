#include "evaluation/limit_tree.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace pointsbank::evaluation {

namespace {

/// Does each period of one kind lie in one of the other?
bool lies_in(PeriodKind inner, PeriodKind outer) noexcept {
  if (inner == outer || outer == PeriodKind::ever || inner == PeriodKind::day) return true;
  return inner != PeriodKind::week && outer != PeriodKind::week && inner <= outer;
}

/// Is there nothing in the book or in what is asked that looks at the order of events, whatever the limits are?
bool is_free_of_order(const Shared& shared) {
  const Binding& binding = shared.binding;
  const program::Program& program = binding.program;
  if (program.versions.size() != 1 || !shared.schedule.empty() || program.floor || program.has_lapses ||
      program.has_forfeits || shared.gives_much)
    return false;
  if (std::any_of(binding.rules.begin(), binding.rules.end(), [](const BoundRule& rule) { return !rule.is_simple; }))
    return false;
  // So far from 64 bits that no order could leave them.
  Index most_rules = 1;
  for (const BoundKind& kind : binding.hearings) {
    most_rules = std::max(most_rules, kind.end - kind.begin);
    if ((kind.has_conditions || kind.has_far_conditions) && kind.end - kind.begin > packed_conditions) return false;
  }
  return binding.events.size() * std::uint64_t{most_rules} < std::uint64_t{1} << 30;
}

}  // namespace

std::optional<LimitTree> LimitTree::of(const Shared& shared) {
  if (!is_free_of_order(shared)) return std::nullopt;
  const Binding& binding = shared.binding;
  const program::Version& only = binding.program.versions.front();
  const Date last = std::min(only.effective.to, binding.options.through);
  if (only.effective.from < shared.first_tabled || last < only.effective.from) return std::nullopt;
  LimitTree tree;
  tree.first_day_ = only.effective.from;
  std::vector<Index> node_of_slot(binding.program.slots.household.size(), program::none);
  for (const BoundRule& rule : binding.rules) {
    if (!tree.add_rule(binding, rule, node_of_slot)) return std::nullopt;
  }
  for (const BoundRule& heard : binding.heard) tree.leaf_of_heard_.push_back(tree.leaf_of_rule_[heard.rule]);
  if (!tree.raise_levels()) return std::nullopt;
  tree.cut_days(shared, last);
  if (!tree.make_cells()) return std::nullopt;
  return tree;
}

/// Adds the rule's limits from the innermost to the outermost; false where they are not nested.
bool LimitTree::add_rule(const Binding& binding, const BoundRule& rule, std::vector<Index>& node_of_slot) {
  std::vector<BoundCounter> limits;
  for (std::size_t i = 0; i < rule.counters_size; ++i) {
    const BoundCounter& each = binding.counters[rule.counters_begin + i];
    if (each.is_count || each.by_member) return false;
    if (each.most != program::unlimited) limits.push_back(each);
  }
  std::sort(limits.begin(), limits.end(), [](const BoundCounter& a, const BoundCounter& b) {
    return a.level != b.level ? a.level < b.level : a.per < b.per;
  });
  for (std::size_t i = 1; i < limits.size(); ++i) {
    if (!lies_in(limits[i - 1].per, limits[i].per)) return false;
  }
  const auto sign = static_cast<std::uint8_t>(2 * static_cast<unsigned>(rule.account) + (rule.positive ? 0 : 1));
  Index parent = program::none;
  for (auto limit = limits.rbegin(); limit != limits.rend(); ++limit) {
    Index& node = node_of_slot[limit->slot];
    if (node == program::none) {
      node = static_cast<Index>(nodes_.size());
      nodes_.push_back({limit->per, limit->most, parent, sign, 0, 0});
    }
    // Rules of one category have the same limits above them, and have to be on the same account.
    if (nodes_[node].parent != parent || nodes_[node].account_sign != sign) return false;
    parent = node;
  }
  if (limits.empty() || limits.front().level != program::Level::rule) {  // a leaf of its own
    nodes_.push_back({limits.empty() ? PeriodKind::ever : limits.front().per, program::unlimited, parent, sign, 0, 0});
    parent = static_cast<Index>(nodes_.size() - 1);
  }
  if (leaf_of_rule_.size() <= rule.rule) leaf_of_rule_.resize(rule.rule + 1, program::none);
  leaf_of_rule_[rule.rule] = parent;
  return true;
}

/// Each node stands above all that count towards it; leaves stand at the bottom.
bool LimitTree::raise_levels() {
  for (const Node& leaf : nodes_) {
    Index level = leaf.level;
    for (Index node = leaf.parent; node != program::none; node = nodes_[node].parent)
      nodes_[node].level = level = std::max(nodes_[node].level, level + 1);
  }
  return std::all_of(leaf_of_rule_.begin(), leaf_of_rule_.end(),
                     [&](Index leaf) { return leaf != program::none && nodes_[leaf].level == 0; });
}

void LimitTree::cut_days(const Shared& shared, Date last) {
  periods_.resize(period_kinds);
  const auto offset = static_cast<std::size_t>(first_day_.days - shared.first_tabled.days);
  const auto count = static_cast<std::size_t>(last.days - first_day_.days) + 1;
  for (const Node& node : nodes_) {
    Periods& periods = periods_[static_cast<std::size_t>(node.per)];
    if (!periods.of_day.empty()) continue;
    for (std::size_t day = 0; day < count; ++day) {
      const auto first_of = [&](std::size_t each) { return shared.days[offset + each].periods[node.per]; };
      if (day == 0 || first_of(day) != first_of(day - 1)) periods.first_days.push_back(static_cast<Index>(day));
      periods.of_day.push_back(static_cast<Index>(periods.first_days.size() - 1));
    }
  }
}

bool LimitTree::make_cells() {
  std::uint64_t count = 0;
  Index roots_level = 0;
  for (Node& node : nodes_) {
    node.first = static_cast<Index>(count);
    count += periods_[static_cast<std::size_t>(node.per)].first_days.size();
    if (count > most_cells) return false;
    roots_level = std::max(roots_level, node.level + 1);
  }
  roots_ = static_cast<Index>(count);
  cells_.reserve(count + LeanKind::account_signs);
  level_sizes_.assign(roots_level + 1, 0);
  for (const Node& node : nodes_) {
    const std::vector<Index>& first_days = periods_[static_cast<std::size_t>(node.per)].first_days;
    level_sizes_[node.level] += first_days.size();
    for (const Index day : first_days) {
      Cell cell{node.most, root(node.account_sign), roots_level};
      if (node.parent != program::none) {
        const Node& parent = nodes_[node.parent];
        cell.parent = parent.first + periods_[static_cast<std::size_t>(parent.per)].of_day[day];
        cell.parent_level = parent.level;
      }
      cells_.push_back(cell);
    }
  }
  level_sizes_.back() = LeanKind::account_signs;
  cells_.insert(cells_.end(), LeanKind::account_signs, Cell{program::unlimited, program::none, 0});
  return true;
}

}  // namespace pointsbank::evaluation
