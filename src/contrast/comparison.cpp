#include "pointsbank/comparison.hpp"

#include <algorithm>

#include "contrast/distribution.hpp"
#include "contrast/movements.hpp"
#include "contrast/posted.hpp"
#include "contrast/sums.hpp"
#include "program/program.hpp"

namespace pointsbank {
namespace contrast {
namespace {

using Titles = std::map<std::string, std::pair<std::string, std::string>, std::less<>>;

/// Of rules, closings and categories; the newest title counts.
Titles titles_of(const Program& before, const Program& after, bool of_categories) {
  Titles titles;
  const auto note = [&](const auto& items) {
    for (const auto& each : items) {
      if (each.title.languages.empty()) continue;
      titles[each.id] = {std::string(each.title.in(Language::zh)), std::string(each.title.in(Language::en))};
    }
  };
  for (const Program* const program : {&before, &after}) {
    for (const rulelist::List& list : program->compiled().book.versions) {
      if (of_categories) {
        note(list.categories);
      } else {
        note(list.positive), note(list.negative), note(list.closings);
      }
    }
  }
  return titles;
}

void fill(PostedChange& change, const Sum& sum, bool is_after) {
  (is_after ? change.standing.after : change.standing.before) = sum.standing;
  (is_after ? change.spendable.after : change.spendable.before) = sum.spendable;
  (is_after ? change.postings.after : change.postings.before) = sum.postings;
}

/// Both sides by key.
template <class Key, class Name>
std::vector<PostedChange> together(const std::map<Key, Sum>& before, const std::map<Key, Sum>& after,
                                   const Name& name) {
  std::map<Key, PostedChange> rows;
  for (const auto& [key, sum] : before) fill(rows[key], sum, false);
  for (const auto& [key, sum] : after) fill(rows[key], sum, true);
  std::vector<PostedChange> found;
  for (auto& [key, row] : rows) {
    name(key, row);
    found.push_back(std::move(row));
  }
  return found;
}

void give_title(const Titles& titles, PostedChange& row) {
  const auto found = titles.find(row.key);
  if (found == titles.end()) return;
  row.title_zh = found->second.first;
  row.title_en = found->second.second;
}

void check_sides(const Evaluation& before, const Evaluation& after) {
  if (before.program().decimals() != after.program().decimals()) {
    throw UsageError("the two books count points with different decimals; their points cannot be compared");
  }
  const Roster &old = before.roster(), &now = after.roster();
  if (old.size() != 0 && now.size() != 0 && &old.columns() == &now.columns()) return;
  bool is_same = old.size() == now.size();
  for (Id household = 0; is_same && household < old.size(); ++household) {
    is_same = old.id(household) == now.id(household);
  }
  if (!is_same) throw UsageError("the two evaluations are of different households; evaluate both over the same roster");
}

}  // namespace
}  // namespace contrast

struct ComparisonBuilder {
  const Evaluation& before;
  const Evaluation& after;
  const evaluation::SummedPostings& posted_before;
  const evaluation::SummedPostings& posted_after;
  Comparison comparison{};

  void households() {
    std::vector<HouseholdChange>& rows = comparison.households_;
    rows.reserve(before.balances().size());
    for (Id household = 0; household < before.balances().size(); ++household) {
      const Balance &old = before.balances()[household], &now = after.balances()[household];
      rows.push_back({household,
                      {old.standing, now.standing},
                      {old.spendable, now.spendable},
                      {old.earned, now.earned},
                      {old.deducted, now.deducted}});
      contrast::add(comparison.standing_.before, old.standing);
      contrast::add(comparison.standing_.after, now.standing);
      contrast::add(comparison.spendable_.before, old.spendable);
      contrast::add(comparison.spendable_.after, now.spendable);
    }
  }

  void posted() {
    const PeriodKind period = comparison.options_.period;
    const contrast::Posted old = contrast::posted_under(before.program().compiled(), posted_before, period),
                           now = contrast::posted_under(after.program().compiled(), posted_after, period);
    const contrast::Titles of_rules = contrast::titles_of(before.program(), after.program(), false),
                           of_categories = contrast::titles_of(before.program(), after.program(), true);
    comparison.by_rule_ = contrast::together(old.by_rule, now.by_rule, [&](const auto& key, PostedChange& row) {
      row.key = key.first;
      row.cause = key.second;
      contrast::give_title(of_rules, row);
    });
    comparison.by_category_ =
        contrast::together(old.by_category, now.by_category, [&](const std::string& key, PostedChange& row) {
          row.key = key;
          contrast::give_title(of_categories, row);
        });
    comparison.by_period_ = contrast::together(old.by_period, now.by_period,
                                               [](const std::string& key, PostedChange& row) { row.key = key; });
    comparison.issued_ = {old.issued, now.issued};
    std::map<std::string, MoneyChange> money;
    for (const auto& [currency, value] : old.money) money[currency].before = value;
    for (const auto& [currency, value] : now.money) money[currency].after = value;
    for (auto& [currency, change] : money) {
      change.currency = currency;
      comparison.money_.push_back(std::move(change));
    }
  }

  void spread() {
    std::vector<std::int64_t> old, now;
    old.reserve(comparison.households_.size());
    now.reserve(comparison.households_.size());
    for (const HouseholdChange& change : comparison.households_) {
      old.push_back(comparison.measured(change).before);
      now.push_back(comparison.measured(change).after);
    }
    comparison.distribution_before_ = contrast::distribution(std::move(old));
    comparison.distribution_after_ = contrast::distribution(std::move(now));
  }

  [[nodiscard]] Comparison build(const CompareOptions& options) {
    comparison.options_ = options;
    comparison.roster_ = after.roster();
    comparison.decimals_ = after.program().decimals();
    households();
    posted();
    spread();
    comparison.movements_ = contrast::movements(before, after);
    return std::move(comparison);
  }
};

Comparison compare(const Evaluation& before, const Evaluation& after, const CompareOptions& options) {
  contrast::check_sides(before, after);
  const evaluation::SummedPostings old = evaluation::sum_up(before.program().compiled(), before.postings()),
                                   now = evaluation::sum_up(after.program().compiled(), after.postings());
  return ComparisonBuilder{before, after, old, now}.build(options);
}

Comparison compare(const Baseline& before, const Program& after, const CompareOptions& options) {
  const Baseline::Again again = before.evaluate_summed(after);
  contrast::check_sides(before.evaluation(), again.evaluation);
  return ComparisonBuilder{before.evaluation(), again.evaluation, before.posted(), *again.posted}.build(options);
}

std::vector<HouseholdChange> Comparison::winners(std::size_t count) const {
  std::vector<HouseholdChange> found;
  std::copy_if(households_.begin(), households_.end(), std::back_inserter(found),
               [&](const HouseholdChange& each) { return measured(each).difference() > 0; });
  std::stable_sort(found.begin(), found.end(), [&](const HouseholdChange& a, const HouseholdChange& b) {
    return measured(a).difference() > measured(b).difference();
  });
  if (found.size() > count) found.resize(count);
  return found;
}

std::vector<HouseholdChange> Comparison::losers(std::size_t count) const {
  std::vector<HouseholdChange> found;
  std::copy_if(households_.begin(), households_.end(), std::back_inserter(found),
               [&](const HouseholdChange& each) { return measured(each).difference() < 0; });
  std::stable_sort(found.begin(), found.end(), [&](const HouseholdChange& a, const HouseholdChange& b) {
    return measured(a).difference() < measured(b).difference();
  });
  if (found.size() > count) found.resize(count);
  return found;
}

std::int64_t Comparison::winner_count() const noexcept {
  return std::count_if(households_.begin(), households_.end(),
                       [&](const HouseholdChange& each) { return measured(each).difference() > 0; });
}

std::int64_t Comparison::loser_count() const noexcept {
  return std::count_if(households_.begin(), households_.end(),
                       [&](const HouseholdChange& each) { return measured(each).difference() < 0; });
}

}  // namespace pointsbank
