// What a change of rules does to whom: two evaluations of the same tables side by side, one field over many values, the
// value that meets a target. All amounts are exact; what is a share or a coefficient is an exact fraction.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/baseline.hpp"
#include "pointsbank/evaluate.hpp"
#include "pointsbank/explain.hpp"
#include "pointsbank/reform.hpp"

namespace pointsbank {

/// An amount in units of 10^-decimals, or a count.
struct BeforeAfter {
  std::int64_t before = 0;
  std::int64_t after = 0;
  [[nodiscard]] std::int64_t difference() const noexcept { return after - before; }
  friend bool operator==(const BeforeAfter&, const BeforeAfter&) = default;
};

struct HouseholdChange {
  Id household = no_id;
  BeforeAfter standing, spendable, earned, deducted;  ///< as in the balances
};

/// What was posted by one rule or closing for one cause, under one category, or in one period. The rows of each table
/// add up to the households' balances, exactly.
struct PostedChange {
  std::string key;    ///< id of the rule or closing, or of the category; first day of the period; empty: none
  std::string cause;  ///< of rules and closings
  std::string title_zh, title_en;
  BeforeAfter standing, spendable;
  BeforeAfter postings;  ///< how many
};

/// The households of which one group or attribute has one value, at the end.
struct GroupChange {
  std::string key;  ///< as it stands in the roster; of numbers with many values a range
  std::int64_t households = 0;
  BeforeAfter standing, spendable;  ///< sums of balances
  std::int64_t winners = 0, losers = 0;
};

/// Of a household whose rank, level, dividend or benefit at a closing is another one. Empty: it has none.
struct Movement {
  enum class Of : std::uint8_t { rank, level, dividend, benefit };
  Of of = Of::rank;
  std::string closing;
  Date period;
  Id household = no_id;
  std::string before, after;
};

/// How balances are spread over all households. Balances below 0 count as 0 in `gini` and `lorenz`.
struct Distribution {
  Number gini;                                          ///< 0: all the same; towards 1: one has everything
  std::vector<Number> lorenz;                           ///< share of the poorest 0, 10, …, 100 % of households
  std::vector<std::pair<int, std::int64_t>> quantiles;  ///< (per cent, the least balance that so many do not exceed)
  std::int64_t below_zero = 0;                          ///< households
};

/// What the points given out are worth by `redemption.value` of the version in effect on the day of each posting.
struct MoneyChange {
  std::string currency;
  Number before, after;
};

struct CompareOptions {
  PeriodKind period = PeriodKind::month;  ///< of `by_period`
  bool by_spendable = false;              ///< winners, losers and distributions go by spendable rather than standing
};

/// The result. Rows are in order of their keys' bytes; households in the roster's.
class Comparison {
 public:
  [[nodiscard]] const std::vector<HouseholdChange>& households() const noexcept { return households_; }
  [[nodiscard]] const std::vector<PostedChange>& by_rule() const noexcept { return by_rule_; }
  [[nodiscard]] const std::vector<PostedChange>& by_category() const noexcept { return by_category_; }
  [[nodiscard]] const std::vector<PostedChange>& by_period() const noexcept { return by_period_; }
  [[nodiscard]] const std::vector<Movement>& movements() const noexcept { return movements_; }
  /// By a group or an attribute of the roster; UsageError where it has none of that name.
  [[nodiscard]] std::vector<GroupChange> by_group(std::string_view name) const;
  /// The names that `by_group` takes.
  [[nodiscard]] std::vector<std::string> group_names() const;
  /// Those who gain (lose) most, at most `count`; of equals the first in the roster's order.
  [[nodiscard]] std::vector<HouseholdChange> winners(std::size_t count) const;
  [[nodiscard]] std::vector<HouseholdChange> losers(std::size_t count) const;
  [[nodiscard]] std::int64_t winner_count() const noexcept;
  [[nodiscard]] std::int64_t loser_count() const noexcept;
  /// Sums of all balances.
  [[nodiscard]] BeforeAfter standing() const noexcept { return standing_; }
  [[nodiscard]] BeforeAfter spendable() const noexcept { return spendable_; }
  /// Points given out: what the causes rule, base, continuing and ranking added to spendable.
  [[nodiscard]] BeforeAfter issued() const noexcept { return issued_; }
  [[nodiscard]] const std::vector<MoneyChange>& money() const noexcept { return money_; }
  [[nodiscard]] const Distribution& distribution_before() const noexcept { return distribution_before_; }
  [[nodiscard]] const Distribution& distribution_after() const noexcept { return distribution_after_; }
  [[nodiscard]] const Roster& roster() const noexcept { return roster_; }
  [[nodiscard]] int decimals() const noexcept { return decimals_; }
  [[nodiscard]] const CompareOptions& options() const noexcept { return options_; }
  /// The amount by which winners and losers are told.
  [[nodiscard]] const BeforeAfter& measured(const HouseholdChange& change) const noexcept {
    return options_.by_spendable ? change.spendable : change.standing;
  }
  /// A household's value of a group or an attribute at the end, as text.
  [[nodiscard]] std::string group_value(std::string_view name, Id household) const;

 private:
  friend struct ComparisonBuilder;
  Roster roster_;
  int decimals_ = 0;
  CompareOptions options_;
  std::vector<HouseholdChange> households_;
  std::vector<PostedChange> by_rule_, by_category_, by_period_;
  std::vector<Movement> movements_;
  std::vector<MoneyChange> money_;
  BeforeAfter standing_, spendable_, issued_;
  Distribution distribution_before_, distribution_after_;
};

/// Both were evaluated over the same households, with postings and closings. UsageError otherwise, or where the two
/// books count points in other units.
[[nodiscard]] Comparison compare(const Evaluation& before, const Evaluation& after, const CompareOptions& options = {});
/// The same of a baseline and another book over its tables, at the cost of what the book changes: no postings are kept.
/// Ranks, levels, dividends and benefits are compared where the baseline has closings. UsageError where it was made
/// with postings.
[[nodiscard]] Comparison compare(const Baseline& before, const Program& after, const CompareOptions& options = {});

/// What one rule or closing posted for one cause in one month, under the category of the version of the day.
struct MonthlyPosted {
  std::string source;  ///< id of the rule or closing; empty: none
  Cause cause = Cause::rule;
  std::string category;  ///< empty: none
  Date month;            ///< its first day
  std::int64_t standing = 0, spendable = 0, postings = 0;
};
/// By source, cause, category and month. UsageError where the baseline was made with postings.
[[nodiscard]] std::vector<MonthlyPosted> posted_by_month(const Baseline& baseline);
/// The same of an evaluation with postings.
[[nodiscard]] std::vector<MonthlyPosted> posted_by_month(const Evaluation& evaluation);

/// Both traces of a household side by side, only what differs. The roster and events are those of both programs.
[[nodiscard]] Explanation explain_difference(const Program& before, const Program& after, const Roster& roster,
                                             const Events& events, const EvaluateOptions& options,
                                             const std::string& household);

/// What a sweep or a goal seek looks at.
struct SweepMeasure {
  enum class Of : std::uint8_t {
    issued,       ///< points given out, in points
    money,        ///< what they are worth
    share_above,  ///< share of households whose balance is at least `level`
    gini,         ///< of balances
    standing,     ///< the sum of all balances, in points
    spendable,
  };
  Of of = Of::issued;
  std::string currency;  ///< of `money`; empty: the only one
  Number level;          ///< of `share_above`, in points
};

/// One field that takes other values: the operation `set` with each of them.
struct SweepField {
  ReformTarget target;
  std::string field;
  ReformWhen when;
};

struct SweepRow {
  std::string value;  ///< JSON
  Number measure;
  BeforeAfter issued, standing, spendable;
  std::int64_t winners = 0, losers = 0;
  Number gini;
};

/// What is evaluated again and again. `options.threads` and `progress` are used; what is asked for is not.
struct SweepData {
  std::span<const RuleList> lists;
  Roster roster;
  Events events;
  EvaluateOptions options;
};

/// A row for each value, in their order. InputError where a value cannot be set.
[[nodiscard]] std::vector<SweepRow> sweep(const SweepData& data, const SweepField& field,
                                          const std::vector<std::string>& values, const SweepMeasure& measure);

struct GoalSeek {
  Number least, most;  ///< where to look
  Number step = 1;     ///< how finely; only least + k × step are tried
  Number target;       ///< of the measure
};

struct GoalFound {
  bool is_met = false;          ///< some value meets the target exactly or passes it
  std::string value;            ///< of those tried the one whose measure is nearest to the target; of equals the least
  Number measure;               ///< there
  bool is_monotone = true;      ///< the measure never turned between the values that were tried
  std::vector<SweepRow> tried;  ///< all, by value: also one step to each side of what was found
};

/// By exact evaluation, halving where the measure moves one way.
[[nodiscard]] GoalFound goal_seek(const SweepData& data, const SweepField& field, const GoalSeek& goal,
                                  const SweepMeasure& measure);

// What a sweep and a goal seek found, in a book that counts points with `decimals`.

/// `issued`, `money`, `share-above`, `gini`, `standing`, `spendable`.
[[nodiscard]] std::string_view to_string(SweepMeasure::Of of) noexcept;
/// A measure as it is written: points with their decimals, money with at least two, shares rounded half up.
[[nodiscard]] std::string to_string(const Number& measure, SweepMeasure::Of of, int decimals);
[[nodiscard]] std::string to_json(const std::vector<SweepRow>& rows, SweepMeasure::Of of, int decimals);
[[nodiscard]] std::string to_json(const GoalFound& found, SweepMeasure::Of of, int decimals);
/// For people.
[[nodiscard]] std::string to_text(const std::vector<SweepRow>& rows, SweepMeasure::Of of, int decimals,
                                  Language language = Language::en);
[[nodiscard]] std::string to_text(const GoalFound& found, const GoalSeek& goal, SweepMeasure::Of of, int decimals,
                                  Language language = Language::en);

/// One document; amounts and shares as exact decimals in strings, shares rounded half up to `share_decimals`.
[[nodiscard]] std::string to_json(const Comparison& comparison);
/// For people.
[[nodiscard]] std::string to_text(const Comparison& comparison, Language language = Language::en);
/// (name, CSV): `households`, `rules`, `categories`, `periods`, `movements`, `distribution`, and one for each group and
/// attribute, `by_grid`.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> to_csv(const Comparison& comparison);
/// One page that opens without a network: its pictures are in it.
[[nodiscard]] std::string to_html(const Comparison& comparison, std::string_view title,
                                  Language language = Language::en);

inline constexpr int share_decimals = 6;

}  // namespace pointsbank
