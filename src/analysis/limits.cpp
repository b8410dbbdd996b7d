#include <algorithm>

#include "analysis/checks.hpp"

namespace pointsbank::analysis {

using rulelist::Limit;
using rulelist::List;
using rulelist::Rule;
using rulelist::SideLimit;

namespace {

std::string word_of(PeriodKind period) { return std::string(to_string(period)); }

class LimitCheck {
 public:
  LimitCheck(const BookView& book, std::size_t version, Findings& findings)
      : book_(book), list_(book.versions()[version]), rules_(book.rules_of(version)), findings_(findings) {}

  void run() {
    for (const RuleView& view : rules_) {
      if (view.can_score()) of_rule(view);
    }
    for (const rulelist::Category& category : list_.categories) {
      for (const SideLimit& limit : category.limits) of_side(limit, &category.id);
    }
    for (const SideLimit& limit : list_.limits) of_side(limit, nullptr);
  }

 private:
  [[nodiscard]] std::string points(const Number& units) const { return points_text(units, list_.decimals); }

  void of_rule(const RuleView& view) {
    const std::vector<Limit>& limits = view.rule->limits;
    // With a limit of 0 no other one matters, and that has been said.
    if (std::any_of(limits.begin(), limits.end(), [](const Limit& limit) { return limit.most == 0; })) return;
    for (const Limit& limit : limits) {
      const bool has_no_effect = limit.is_count ? count_never_binds(view, limit) : points_never_bind(view, limit);
      if (has_no_effect) ignored_.insert(&limit);
    }
  }

  bool points_never_bind(const RuleView& view, const Limit& limit) {
    const Whose whose = limit.by_member ? Whose::member : Whose::household;
    Ignored others = ignored_;
    others.insert(&limit);
    const std::optional<Number> most = most_in_period(book_, view.rule->id, limit.per, whose, others);
    if (most && *most <= Number(limit.most)) {
      findings_.add("limit_never_binds", limit.place,
                    {view.rule->id, points(Number(limit.most)), word_of(limit.per), points(*most)},
                    "hint_limit_never_binds");
      return true;
    }
    if (!stands_the_same_in_all_versions(view)) return false;
    for (const std::string* category : {&view.rule->category, static_cast<const std::string*>(nullptr)}) {
      const std::optional<Number> above = let_through(book_, category, view.rule->positive, limit.per, ignored_);
      if (!above || above->is_zero() || Number(limit.most) <= *above) continue;
      findings_.add(
          category != nullptr ? "limit_wider_than_category" : "limit_wider_than_list", limit.place,
          {view.rule->id, points(Number(limit.most)), word_of(limit.per), points(*above), view.rule->category});
      return true;
    }
    return false;
  }

  bool count_never_binds(const RuleView& view, const Limit& limit) {
    const Whose whose = limit.by_member ? Whose::member : Whose::household;
    Ignored others = ignored_;
    others.insert(&limit);
    std::optional<Number> most = most_occurrences(book_, view.rule->id, limit.per, whose, others);
    if (!most) most = occurrences_by_points(view, limit, others);
    if (!most || Number(limit.most) < *most) return false;
    findings_.add("count_limit_never_binds", limit.place,
                  {view.rule->id, std::to_string(limit.most), word_of(limit.per), most->to_string()},
                  "hint_limit_never_binds");
    return true;
  }

  /// Where every occurrence gives the same points and only one limit cuts them, that bounds the occurrences.
  [[nodiscard]] std::optional<Number> occurrences_by_points(const RuleView& view, const Limit& limit,
                                                            const Ignored& others) const {
    const Rule& rule = *view.rule;
    const bool is_alone = book_.versions().size() == 1 && !rule.repeat && !rule.exclusive && !view.rule->score.over &&
                          rule.score.form == rulelist::Score::Form::points && rule.limits.size() == 2;
    if (!is_alone || !view.most || view.most->is_zero() || has_limit_above(rule)) return std::nullopt;
    const auto other = std::find_if(rule.limits.begin(), rule.limits.end(), [&](const Limit& each) {
      return !each.is_count && each.by_member == limit.by_member && others.count(&each) == 0;
    });
    if (other == rule.limits.end()) return std::nullopt;
    const std::optional<std::int64_t> periods = touching(limit.per, other->per, view.effective);
    if (!periods) return std::nullopt;
    return Number(*periods) * (Number(other->most) / *view.most).ceil();
  }

  [[nodiscard]] bool has_limit_above(const Rule& rule) const {
    const auto is_of_side = [&](const SideLimit& limit) { return limit.earn == rule.positive; };
    if (std::any_of(list_.limits.begin(), list_.limits.end(), is_of_side)) return true;
    return std::any_of(list_.categories.begin(), list_.categories.end(), [&](const rulelist::Category& category) {
      return category.id == rule.category && std::any_of(category.limits.begin(), category.limits.end(), is_of_side);
    });
  }

  [[nodiscard]] bool stands_the_same_in_all_versions(const RuleView& view) const {
    const std::vector<const RuleView*>& versions = book_.with_id(view.rule->id);
    return std::all_of(versions.begin(), versions.end(), [&](const RuleView* other) {
      return other->rule->category == view.rule->category && other->rule->positive == view.rule->positive;
    });
  }

  void of_side(const SideLimit& limit, const std::string* category) {
    if (limit.most == 0) return;
    const std::string owner = category != nullptr ? *category : list_.id;
    const bool has_rules = std::any_of(rules_.begin(), rules_.end(), [&](const RuleView& view) {
      return view.rule->positive == limit.earn && (category == nullptr || view.rule->category == *category);
    });
    Ignored others = ignored_;
    others.insert(&limit);
    if (!has_rules) {
      findings_.add(limit.earn ? "limit_without_positive_rules" : "limit_without_negative_rules", limit.place, {owner});
      ignored_.insert(&limit);
      return;
    }
    std::optional<Number> most = most_of_rules(limit, category, others);
    const std::optional<Number> other_limits = let_through(book_, category, limit.earn, limit.per, others);
    if (other_limits && (!most || *other_limits < *most)) most = other_limits;
    if (most && *most <= Number(limit.most)) {
      findings_.add("side_limit_never_binds", limit.place,
                    {owner, points(Number(limit.most)), word_of(limit.per), points(*most)}, "hint_limit_never_binds");
      ignored_.insert(&limit);
      return;
    }
    if (category == nullptr || book_.versions().size() > 1) return;
    const std::optional<Number> above = let_through(book_, nullptr, limit.earn, limit.per, ignored_);
    if (!above || above->is_zero() || Number(limit.most) <= *above) return;
    findings_.add("category_limit_wider_than_list", limit.place,
                  {owner, points(Number(limit.most)), word_of(limit.per), points(*above)});
    ignored_.insert(&limit);
  }

  /// What the rules below a limit give at most; of the list, each category within its own limits.
  [[nodiscard]] std::optional<Number> most_of_rules(const SideLimit& limit, const std::string* category,
                                                    const Ignored& others) const {
    const std::optional<Number> of_all = most_of_category(book_, category, limit.earn, limit.per, others);
    if (category != nullptr || book_.versions().size() > 1) return of_all;
    Number total;
    for (const rulelist::Category& each : list_.categories) {
      std::optional<Number> most = most_of_category(book_, &each.id, limit.earn, limit.per, others);
      const std::optional<Number> within = let_through(book_, &each.id, limit.earn, limit.per, others);
      if (within && (!most || *within < *most)) most = within;
      if (!most) return of_all;
      total = total + *most;
    }
    return of_all && *of_all < total ? *of_all : total;
  }

  const BookView& book_;
  const List& list_;
  std::span<const RuleView> rules_;
  Findings& findings_;
  Ignored ignored_;
};

}  // namespace

void check_limits(const BookView& book, std::size_t version, Findings& findings) {
  LimitCheck(book, version, findings).run();
}

}  // namespace pointsbank::analysis
