#include <algorithm>

#include "analysis/checks.hpp"

namespace pointsbank::analysis {

using rulelist::Account;
using rulelist::Closing;
using rulelist::List;
using rulelist::Rule;

namespace {

/// Events that name no act stand alone, so a group by act bounds nothing unless the condition asks for one.
bool requires_act(const RuleView& view) {
  return std::all_of(view.situations.begin(), view.situations.end(), [](const Situation& situation) {
    return situation.is_there({expression::Source::event_act, 0});
  });
}

/// Is there anything in the rule itself that ends what a household can get by doing the same again?
bool is_limited_by_form(const RuleView& view) {
  const Rule& rule = *view.rule;
  if (!rule.limits.empty()) return true;
  if (rule.exclusive && view.most && (rule.exclusive->per || requires_act(view))) return true;
  if (rule.repeat && !rule.repeat->steps.empty() && rule.repeat->steps.back().is_zero()) return true;
  return rule.score.over && view.most;
}

bool has_earn_limit(const std::vector<rulelist::SideLimit>& limits) {
  return std::any_of(limits.begin(), limits.end(), [](const rulelist::SideLimit& limit) { return limit.earn; });
}

bool is_unlimited(const RuleView& view) { return view.rule->positive && view.can_score() && !is_limited_by_form(view); }

void check_unlimited(const List& list, std::span<const RuleView> rules, Findings& findings) {
  if (has_earn_limit(list.limits)) return;
  for (const rulelist::Category& category : list.categories) {
    if (has_earn_limit(category.limits)) continue;
    std::vector<std::string> names;
    Place first;
    for (const RuleView& view : rules) {
      if (view.rule->category != category.id || !is_unlimited(view)) continue;
      if (names.empty()) first = view.rule->place;
      names.push_back(view.rule->id);
    }
    if (names.size() == 1) findings.add("no_limit", first, {names.front(), category.id}, "hint_no_limit");
    if (names.size() < 2) continue;
    // Together, where the limit that they lack would stand: a long list of honours is one thing to decide, not thirty.
    findings.add("no_limit_in_category", category.place, {category.id, std::to_string(names.size()), listed(names)},
                 "hint_no_limit_in_category");
  }
}

bool takes_back(const List& list, Account account) {
  return std::any_of(list.closings.begin(), list.closings.end(), [&](const Closing& closing) {
    if (closing.kind == Closing::Kind::expiry) return account == Account::spendable;
    return closing.kind == Closing::Kind::reset && (closing.account == Account::both || closing.account == account);
  });
}

void check_base(const BookView& book, const List& list, Findings& findings) {
  if (!list.base || list.base->points <= 0) return;
  const std::optional<std::int64_t> given = touching(PeriodKind::ever, list.base->each, range_of(book));
  if (given && *given <= 1) return;
  const auto check = [&](Account account, std::string_view code) {
    const bool is_given = list.base->account == Account::both || list.base->account == account;
    const bool is_ever_taken = std::any_of(book.versions().begin(), book.versions().end(),
                                           [&](const List& version) { return takes_back(version, account); });
    if (is_given && !is_ever_taken) {
      findings.add(code, list.base->place,
                   {points_text(list.base->points, list.decimals), std::string(to_string(list.base->each))},
                   "hint_base_piles_up");
    }
  };
  check(Account::standing, "base_piles_up_standing");
  check(Account::spendable, "base_piles_up_spendable");
}

void check_vetoes(std::span<const RuleView> rules, Findings& findings) {
  for (const RuleView& view : rules) {
    if (!view.rule->veto || !view.is_in_effect() || view.situations.empty()) continue;
    const bool has_end = !view.rule->veto->per || *view.rule->veto->per != PeriodKind::ever;
    if (has_end || !view.rule->veto->cured_by.empty()) continue;
    findings.add("veto_without_end", view.rule->veto->place, {view.rule->id}, "hint_veto_without_end");
  }
}

bool is_above_zero(const json::Value* value) {
  // A number may be written as a text.
  const bool is_number =
      value != nullptr && (value->kind == json::Value::Kind::number || value->kind == json::Value::Kind::string);
  return is_number && Number::of(value->text).sign() > 0;
}

/// What a workflow says of one key: the rule's own word wins.
const json::Value* said_of(const json::Value* own, const json::Value* of_list, std::string_view key) {
  const json::Value* value = own != nullptr ? own->find(key) : nullptr;
  return value == nullptr && of_list != nullptr ? of_list->find(key) : value;
}

/// Somebody looks at it before it counts, it can be objected to, or it can be appealed against.
bool is_covered(const json::Value* own, const json::Value* of_list) {
  if (is_above_zero(said_of(own, of_list, "reviewers"))) return true;
  for (const std::string_view key : {"publicity", "appeal"}) {
    const json::Value* value = said_of(own, of_list, key);
    if (value != nullptr && is_above_zero(value->find("days"))) return true;
  }
  return false;
}

void check_appeals(const List& list, std::span<const RuleView> rules, Findings& findings) {
  const json::Value* of_list = findings.value_of_list(list, "workflow");
  std::vector<std::string> uncovered;
  Place first;
  std::size_t deductions = 0;
  for (const RuleView& view : rules) {
    if (view.rule->positive || !view.can_score()) continue;
    ++deductions;
    if (is_covered(findings.value_below(view.rule->place, "/workflow"), of_list)) continue;
    if (uncovered.empty()) first = view.rule->place;
    uncovered.push_back(view.rule->id);
  }
  if (uncovered.empty()) return;
  findings.add("deduction_without_appeal", first,
               {std::to_string(uncovered.size()), std::to_string(deductions), listed(uncovered)},
               "hint_deduction_without_appeal");
}

}  // namespace

void check_safeguards(const BookView& book, std::size_t version, Findings& findings) {
  const List& list = book.versions()[version];
  const std::span<const RuleView> rules = book.rules_of(version);
  check_unlimited(list, rules, findings);
  check_base(book, list, findings);
  check_vetoes(rules, findings);
  check_appeals(list, rules, findings);
}

}  // namespace pointsbank::analysis
