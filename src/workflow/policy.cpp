#include "workflow/policy.hpp"

#include <algorithm>

#include "rulelist/bank_values.hpp"
#include "rulelist/hearing.hpp"

namespace pointsbank::workflow {

namespace {

using rulelist::Workflow;

/// What a rule says, and for what it does not say the list.
Workflow with_defaults(const std::optional<Workflow>& rule, const std::optional<Workflow>& list) {
  Workflow both = list.value_or(Workflow{});
  if (!rule) return both;
  if (rule->reviewers) both.reviewers = rule->reviewers;
  if (rule->publicity_days) {
    both.publicity_days = rule->publicity_days;
    both.publicity_in_working_days = rule->publicity_in_working_days;
  }
  if (rule->appeal_days) both.appeal_days = rule->appeal_days;
  if (rule->evidence) both.evidence = rule->evidence;
  if (rule->self_review) both.self_review = rule->self_review;
  return both;
}

/// Makes a policy as strict as one more workflow asks; the first one sets it.
void tighten(Policy& policy, const Workflow& workflow, bool is_first) {
  const std::int64_t reviewers = workflow.reviewers.value_or(1);
  const std::int64_t evidence = workflow.evidence.value_or(0);
  const bool self_review = workflow.self_review.value_or(false);
  policy.reviewers = is_first ? reviewers : std::max(policy.reviewers, reviewers);
  policy.evidence = is_first ? evidence : std::max(policy.evidence, evidence);
  policy.self_review = self_review && (is_first || policy.self_review);
  if (workflow.publicity_days.value_or(0) > 0) {
    policy.publicity.push_back({*workflow.publicity_days, workflow.publicity_in_working_days});
  }
  if (is_first) {
    policy.appeal_days = workflow.appeal_days;
  } else if (policy.appeal_days) {
    // Without end is the longest.
    policy.appeal_days = workflow.appeal_days ? std::max(policy.appeal_days, workflow.appeal_days) : std::nullopt;
  }
}

}  // namespace

bool Policy::allows_points(const Number& points) const {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const auto& range) { return range.first <= points && points <= range.second; });
}

Moment Policy::end_of_publicity(Moment begin, int utc_offset, const WorkingDays& days) const {
  Moment latest = begin;
  for (const Publicity& each : publicity) {
    latest = std::max(latest, workflow::end_of_publicity(each, begin, utc_offset, days));
  }
  return latest;
}

Policy policy_of(const rulelist::Book& book, std::string_view kind, Date date) {
  Policy policy;
  const rulelist::List* const list = book.on(date);
  if (list == nullptr) return policy;
  policy.is_heard = rulelist::names_kind(*list, kind);
  const std::optional<Workflow> of_list = rulelist::workflow(*list);
  bool is_first = true;
  rulelist::each_rule_that_hears(*list, kind, date, [&](const rulelist::Rule& rule) {
    tighten(policy, with_defaults(rulelist::workflow(*list, rule), of_list), is_first);
    is_first = false;
    if (rule.score.form == rulelist::Score::Form::range) policy.ranges.emplace_back(rule.score.least, rule.score.most);
  });
  if (is_first) tighten(policy, of_list.value_or(Workflow{}), true);
  return policy;
}

Number average(const std::vector<Number>& given, int decimals, Rounding rounding) {
  Number sum;
  for (const Number& points : given) sum = sum + points;
  const Number mean = sum / Number(static_cast<std::int64_t>(given.size()));
  return Number::of(mean.to_string(decimals, rounding));
}

}  // namespace pointsbank::workflow
