#include "analysis/rule_view.hpp"

#include <algorithm>

namespace pointsbank::analysis {

using expression::Source;
using expression::Type;
using rulelist::Rule;
using rulelist::Score;
using Form = rulelist::Score::Form;

namespace {

constexpr expression::Input quantity_input{Source::event_quantity, 0};
constexpr expression::Input points_input{Source::event_points, 0};
constexpr expression::Input grade_input{Source::event_grade, 0};

/// What is known of an event that a rule can score, but for `when`.
Situation& restrict_to(Situation& situation, const RuleView& view) {
  const Rule& rule = *view.rule;
  constexpr std::int64_t last_minute = 24 * 60 - 1;
  situation.restrict({Source::event_kind, 0}, set_of_texts(rule.on));
  NumberSet days;
  days.is_whole = true;
  if (view.effective.from != Date::always()) days.low = End{std::int64_t{view.effective.from.days}, false};
  if (view.effective.to != Date::never()) days.high = End{std::int64_t{view.effective.to.days}, false};
  situation.restrict({Source::event_date, 0}, set_of(days, Type::date));
  switch (rule.score.form) {
    case Form::rate:
    case Form::bands:
    case Form::marginal: situation.restrict(quantity_input, set_of(NumberSet::between(0, {}))); break;
    case Form::range:
      situation.restrict(points_input, set_of(NumberSet::between(rule.score.least, rule.score.most)));
      break;
    case Form::grades: {
      std::vector<std::string> grades;
      for (const auto& [grade, points] : rule.score.grades) grades.push_back(grade);
      situation.restrict(grade_input, set_of_texts(std::move(grades)));
      break;
    }
    case Form::points:
    case Form::formula: break;
  }
  situation.bound({Source::event_minute, 0}, set_of(NumberSet::between(0, last_minute, true)));
  return situation;
}

std::optional<Number> greater(const std::optional<Number>& a, const std::optional<Number>& b) {
  if (!a || !b) return std::nullopt;
  return std::max(*a, *b);
}

/// What a quantity gives by `marginal`; none: without bound. `whole` can only make it less.
std::optional<Number> marginal_at(const Score& score, const std::optional<Number>& quantity) {
  Number total, from;
  for (const rulelist::Tier& tier : score.tiers) {
    std::optional<Number> to = tier.to;
    if (quantity && (!to || *quantity < *to)) to = *quantity;
    if (!to && !tier.rate.is_zero()) return std::nullopt;
    if (!to || *to <= from) break;
    total = total + tier.rate * (*to - from) / tier.each;
    from = *to;
  }
  return total;
}

/// Points that the form gives at most in a situation.
std::optional<Number> most_of(const RuleView& view, const Situation& situation) {
  const Score& score = view.rule->score;
  // What adds up over time goes by the sum of quantities, which no condition bounds.
  const NumberSet quantities = score.over ? NumberSet() : situation.values_of(quantity_input, Type::number).numbers;
  const std::optional<Number> quantity = quantities.high ? std::optional(quantities.high->value) : std::nullopt;
  Number most;
  switch (score.form) {
    case Form::points: return score.points;
    case Form::rate:
      if (score.rate.is_zero()) return Number();
      return quantity ? std::optional(score.rate * *quantity / score.each) : std::nullopt;
    case Form::grades:
      for (const auto& [grade, points] : score.grades) {
        if (situation.values_of(grade_input, Type::string).texts.may_be(grade)) most = std::max(most, points);
      }
      return most;
    case Form::bands:
      for (const rulelist::Band& band : score.bands) {
        if (!quantity || band.from <= *quantity) most = std::max(most, band.points);
      }
      return most;
    case Form::marginal: return marginal_at(score, quantity);
    case Form::range: {
      const NumberSet points = situation.values_of(points_input, Type::number).numbers;
      return points.high ? std::optional(points.high->value) : std::nullopt;
    }
    case Form::formula: break;
  }
  const NumberSet results = situation.values_of(*view.formula, view.formula->root()).numbers;
  if (results.is_empty()) return Number();
  return results.high ? std::optional(std::max(results.high->value, Number())) : std::nullopt;
}

std::optional<Number> most_units(const RuleView& view) {
  std::optional<Number> most = Number();
  for (const Situation& situation : view.situations) most = greater(most, most_of(view, situation));
  Number step(1);
  if (view.rule->repeat && !view.rule->repeat->steps.empty()) {
    step = *std::max_element(view.rule->repeat->steps.begin(), view.rule->repeat->steps.end());
  }
  if (step.is_zero()) return Number();
  if (!most) return std::nullopt;
  const int decimals = view.list->decimals;
  const Rounding rounding = view.list->rounding;
  if (!view.rule->score.over) return (*most * step).rounded_units(decimals, rounding);
  Number unit(1);
  for (int i = 0; i < decimals; ++i) unit = unit / 10;
  return (most->rounded_units(decimals, rounding) * unit * step).rounded_units(decimals, rounding);
}

RuleView view_of(const rulelist::List& list, const Rule& rule, const rulelist::Scopes& scopes) {
  RuleView view;
  view.list = &list;
  view.rule = &rule;
  view.effective = {std::max(list.effective.from, rule.effective.from), std::min(list.effective.to, rule.effective.to)};
  if (rule.when) view.when = std::make_shared<const Term>(read_term(*rule.when, scopes.rule));
  if (rule.score.formula) view.formula = std::make_shared<const Term>(read_term(*rule.score.formula, scopes.rule));
  view.cases = view.when ? cases_of(*view.when) : std::vector<Case>{{}};
  if (view.is_in_effect()) {
    for (const Case& demands : view.cases) {
      Situation situation;
      if (restrict_to(situation, view).assume(demands)) view.situations.push_back(std::move(situation));
    }
  }
  view.most = most_units(view);
  return view;
}

}  // namespace

bool are_disjoint(const RuleView& a, const RuleView& b) {
  constexpr std::size_t most_pairs = 256;
  Situation without_conditions;
  restrict_to(restrict_to(without_conditions, a), b);
  if (!without_conditions.is_possible()) return true;
  if (a.cases.size() * b.cases.size() > most_pairs) return false;
  for (const Case& one : a.cases) {
    for (const Case& other : b.cases) {
      Situation situation = without_conditions;
      Case together = one;
      together.insert(together.end(), other.begin(), other.end());
      if (situation.assume(together)) return false;
    }
  }
  return true;
}

bool may_be(const RuleView& view, Source source, std::string_view text) {
  return std::any_of(view.situations.begin(), view.situations.end(), [&](const Situation& situation) {
    return situation.values_of({source, 0}, Type::string).texts.may_be(text);
  });
}

bool may_lie(const RuleView& view, Source source, const NumberSet& range) {
  return std::any_of(view.situations.begin(), view.situations.end(), [&](const Situation& situation) {
    NumberSet values = situation.values_of({source, 0}, Type::number).numbers;
    values.keep(expression::Comparison::equal, range);
    return !values.is_empty();
  });
}

BookView::BookView(const rulelist::Book& book) : book_(book) {
  std::size_t count = 0;
  for (const rulelist::List& list : book.versions) count += list.positive.size() + list.negative.size();
  rules_.reserve(count);
  for (const rulelist::List& list : book.versions) {
    scopes_.push_back(rulelist::make_scopes(list, list.kinds));
    first_rules_.push_back(rules_.size());
    for (const Rule& rule : list.positive) rules_.push_back(view_of(list, rule, scopes_.back()));
    for (const Rule& rule : list.negative) rules_.push_back(view_of(list, rule, scopes_.back()));
  }
  first_rules_.push_back(rules_.size());
  for (const RuleView& view : rules_) by_id_[view.rule->id].push_back(&view);
}

std::span<const RuleView> BookView::rules_of(std::size_t version) const noexcept {
  const std::size_t first = first_rules_[version];
  return rules().subspan(first, first_rules_[version + 1] - first);
}

const std::vector<const RuleView*>& BookView::with_id(std::string_view id) const {
  static const std::vector<const RuleView*> none;
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? none : found->second;
}

}  // namespace pointsbank::analysis
