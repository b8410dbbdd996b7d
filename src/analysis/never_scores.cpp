#include <algorithm>

#include "analysis/checks.hpp"

namespace pointsbank::analysis {

namespace {

void check_zero_limits(const RuleView& view, Findings& findings) {
  for (const rulelist::Limit& limit : view.rule->limits) {
    if (limit.most != 0) continue;
    findings.add("limit_of_zero", limit.place, {view.rule->id}, "hint_limit_of_zero");
    return;
  }
}

void check_zero_limits_above(const rulelist::List& list, Findings& findings) {
  const auto check = [&](const std::vector<rulelist::SideLimit>& limits, const std::string& owner) {
    for (const rulelist::SideLimit& limit : limits) {
      if (limit.most != 0) continue;
      findings.add(limit.earn ? "side_limit_of_zero_earn" : "side_limit_of_zero_deduct", limit.place, {owner},
                   "hint_limit_of_zero");
    }
  };
  check(list.limits, list.id);
  for (const rulelist::Category& category : list.categories) check(category.limits, category.id);
}

/// Is the rule heard in some other version of the book?  A book that a reform has divided by its days says of each part
/// only what holds on those days.
template <class Holds>
bool in_some_version(const BookView& book, const rulelist::Rule& rule, const Holds& holds) {
  const std::vector<const RuleView*>& all = book.with_id(rule.id);
  return std::any_of(all.begin(), all.end(), [&](const RuleView* view) { return holds(*view); });
}

}  // namespace

void check_never_scores(const BookView& book, std::size_t version, Findings& findings) {
  const rulelist::List& list = book.versions()[version];
  check_zero_limits_above(list, findings);
  for (const RuleView& view : book.rules_of(version)) {
    const rulelist::Rule& rule = *view.rule;
    if (!view.is_in_effect()) {
      if (in_some_version(book, rule, [](const RuleView& each) { return each.is_in_effect(); })) continue;
      findings.add("never_in_effect", findings.below(rule.place, "/effective"),
                   {rule.id, list.effective.from.to_string(),
                    list.effective.to == Date::never() ? std::string("…") : list.effective.to.to_string()});
    } else if (view.situations.empty()) {
      if (in_some_version(book, rule, [](const RuleView& each) { return !each.situations.empty(); })) continue;
      findings.add("condition_never_true", findings.below(rule.place, "/when"), {rule.id}, "hint_condition_never_true");
    } else if (view.most && view.most->is_zero()) {
      // A veto is worth a rule of its own, whatever it takes away.
      if (!rule.veto) findings.add("score_always_zero", rule.score.place, {rule.id}, "hint_score_always_zero");
    } else {
      check_zero_limits(view, findings);
    }
  }
}

}  // namespace pointsbank::analysis
