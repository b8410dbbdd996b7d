#include <algorithm>
#include <map>

#include "analysis/checks.hpp"

namespace pointsbank::analysis {

using rulelist::Account;
using rulelist::Rule;

namespace {

bool share_an_account(const Rule& a, const Rule& b) {
  return a.account == Account::both || b.account == Account::both || a.account == b.account;
}

std::vector<std::string> shared_kinds(const Rule& a, const Rule& b) {
  std::vector<std::string> shared;
  for (const std::string& kind : a.on) {
    if (std::find(b.on.begin(), b.on.end(), kind) != b.on.end()) shared.push_back(kind);
  }
  return shared;
}

bool are_of_one_group(const Rule& a, const Rule& b) {
  return a.exclusive && b.exclusive && a.exclusive->group == b.exclusive->group;
}

/// Does one event certainly score the other rule too wherever it scores this one?
bool scores_wherever(const RuleView& other, const RuleView& view) {
  const Rule& rule = *view.rule;
  const Rule& its = *other.rule;
  const bool is_heard = std::all_of(rule.on.begin(), rule.on.end(), [&](const std::string& kind) {
    return std::find(its.on.begin(), its.on.end(), kind) != its.on.end();
  });
  const bool is_in_effect = other.effective.from <= view.effective.from && view.effective.to <= other.effective.to;
  const bool is_true = !its.when || (rule.when && rule.when->text() == its.when->text());
  return is_heard && is_in_effect && is_true && its.score.form == rulelist::Score::Form::points && !its.repeat;
}

/// Is a group worth having for one rule?  For events that name the same act, and for a ladder, of which the highest
/// counts.
bool is_of_use_alone(const Rule& rule) {
  using Form = rulelist::Score::Form;
  const Form form = rule.score.form;
  return !rule.exclusive->per || form == Form::grades || form == Form::bands || form == Form::range;
}

/// The other one came first and has set the mark; or it comes after and makes up the difference, with nothing in
/// between that could keep it from doing so.
bool is_always_below(const RuleView& view, const RuleView& other, bool other_is_first) {
  if (!scores_wherever(other, view) || !view.most || !other.most) return false;
  if (other_is_first) return *view.most <= *other.most;
  const bool are_alike = view.rule->category == other.rule->category && view.rule->account == other.rule->account;
  const bool are_free = view.rule->limits.empty() && other.rule->limits.empty();
  return are_alike && are_free && *view.most < *other.most;
}

}  // namespace

void check_counted_twice(const BookView& book, std::size_t version, Findings& findings) {
  constexpr std::size_t most_named = 3;
  // Hundreds of rules about one kind are no list of a village: what is beyond is not looked at.
  constexpr std::size_t most_compared = 100'000;
  std::size_t compared = 0;
  std::map<std::string_view, std::vector<const RuleView*>> heard;
  for (const RuleView& view : book.rules_of(version)) {
    if (!view.can_score()) continue;
    std::vector<const RuleView*> candidates;
    for (const std::string& kind : view.rule->on) {
      std::vector<const RuleView*>& hearing = heard[kind];
      candidates.insert(candidates.end(), hearing.begin(), hearing.end());
      hearing.push_back(&view);
    }
    std::sort(candidates.begin(), candidates.end());  // all stand in one array: in list order
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    std::vector<std::string> names;
    std::string kind;
    for (const RuleView* earlier : candidates) {
      const Rule& other = *earlier->rule;
      if (names.size() == most_named || ++compared > most_compared) break;
      if (other.positive != view.rule->positive || are_of_one_group(other, *view.rule)) continue;
      if (!share_an_account(other, *view.rule) || are_disjoint(*earlier, view)) continue;
      if (names.empty()) kind = shared_kinds(other, *view.rule).front();
      names.push_back(other.id);
    }
    if (names.empty()) continue;
    findings.add("counted_twice", view.rule->place, {view.rule->id, kind, listed(names)}, "hint_counted_twice");
  }
}

void check_exclusive_groups(const BookView& book, std::size_t version, Findings& findings) {
  std::map<std::string, std::vector<const RuleView*>> groups;
  for (const RuleView& view : book.rules_of(version)) {
    if (view.rule->exclusive) groups[view.rule->exclusive->group].push_back(&view);
  }
  for (const auto& [name, members] : groups) {
    if (members.size() == 1) {
      const Rule& rule = *members.front()->rule;
      if (is_of_use_alone(rule)) continue;
      findings.add("exclusive_group_of_one", rule.exclusive->place, {rule.id, name}, "hint_exclusive_group_of_one");
      continue;
    }
    for (const RuleView* view : members) {
      if (!view->can_score() || view->rule->veto) continue;
      const auto above = std::find_if(members.begin(), members.end(), [&](const RuleView* other) {
        return other != view && other->can_score() && is_always_below(*view, *other, other < view);
      });
      if (above == members.end()) continue;
      findings.add("always_below_group", view->rule->place, {view->rule->id, (*above)->rule->id, name},
                   "hint_always_below_group");
    }
  }
}

}  // namespace pointsbank::analysis
