// Evaluation: from a program and what households did to exact balances, with the reason for every point.
//
// A pure function: the result depends on the arguments and on nothing else, not on the order of rows, the number of
// threads, the machine or the clock. Only what is asked for is made.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/rule_list.hpp"
#include "pointsbank/tables.hpp"

namespace pointsbank {

/// Why points were posted.
enum class Cause : std::uint8_t {
  rule,
  base,
  obligation,
  continuing,
  ranking,
  forfeit,
  lapse,
  expiry,
  reset,
  redemption,
  refund,
  transfer,
  opening,
};
[[nodiscard]] std::string_view to_string(Cause cause) noexcept;

/// What became of an event under a rule, or of an event that no rule evaluated.
enum class Outcome : std::uint8_t {
  applied,
  cut,
  no_effect,
  rejected,
  veto,
  noted,
  revoked,
  revocation,
  later,
  duplicate,
};
[[nodiscard]] std::string_view to_string(Outcome outcome) noexcept;

enum class Reason : std::uint8_t {
  none,
  vetoed,
  condition,
  missing_value,
  division_by_zero,
  overflow,
  unknown_grade,
  out_of_range,
  warning,
  zero,
  not_highest,
  limit_rule,
  limit_category,
  limit_list,
  floor,
  recorded_later,
  after_through,
  unknown_event,
  unknown_member,
  unknown_household,
  not_a_member,
  outside_effective,
  unknown_kind,
  not_active,
  too_late,
};
/// The word of the specification: `limit:rule`, `missing_value`, …; empty for none.
[[nodiscard]] std::string_view to_string(Reason reason) noexcept;

struct Balance {
  std::int64_t standing = 0;  ///< units of 10^-decimals, like all amounts here
  std::int64_t spendable = 0;
  std::int64_t earned = 0;
  std::int64_t deducted = 0;           ///< a magnitude
  Date frozen_until = Date::always();  ///< always(): not frozen
};

struct Posting {
  Date date;
  Id household = no_id;
  std::uint32_t source = 0;  ///< Evaluation::source
  Cause cause = Cause::rule;
  Id event = no_id;  ///< a row of the events; of an entry: its index among the entries
  std::int64_t standing = 0;
  std::int64_t spendable = 0;
};

struct EventOutcome {
  Id event = no_id;  ///< a row of the events
  Id household = no_id;
  std::uint32_t rule = no_rule;  ///< Evaluation::source
  Outcome outcome = Outcome::applied;
  Reason reason = Reason::none;
  bool has_amount = false;
  std::int64_t amount = 0;
  static constexpr std::uint32_t no_rule = 0xFFFFFFFFU;
};

/// A row that was not evaluated, by event id and outcome.
struct OtherOutcome {
  std::string_view event;
  std::string_view household;
  Outcome outcome = Outcome::rejected;
  Reason reason = Reason::none;
};

struct RankingRow {
  std::uint32_t closing = 0;  ///< Evaluation::source
  Date period;
  Id household = no_id;
  std::string_view group;
  Number measure;
  std::int64_t rank = 0;
  std::int64_t points = 0;
  const Published::Ranking* published = nullptr;  ///< set: the row stands as it was published
};

struct RatingRow {
  std::uint32_t closing = 0;
  Date period;
  Id household = no_id;
  std::string_view group;
  bool is_rated = true;  ///< false: left out, without measure and rank
  Number measure;
  std::int64_t rank = 0;
  std::string_view level;
  const Published::Rating* published = nullptr;
};

struct DividendRow {
  std::uint32_t closing = 0;
  Date period;
  Id household = no_id;
  std::string_view group;
  Number measure;
  std::int64_t amount = 0;  ///< units of 10^-decimals
  int decimals = 2;
  const Published::Dividend* published = nullptr;
};

struct BenefitRow {
  std::uint32_t closing = 0;
  Date period;
  Id household = no_id;
  Number value;  ///< exact; written with `decimals`
  int decimals = 2;
  std::string_view unit;
  const Published::Benefit* published = nullptr;
};

struct EvaluateOptions {
  Date through;                 ///< the last day to evaluate
  std::optional<Moment> as_of;  ///< what was recorded later is not known
  Members members;
  bool has_members = false;  ///< without members nobody's household is found by member, and none is checked
  Entries entries;
  std::shared_ptr<const Published> published;
  bool postings = false;
  bool outcomes = false;
  bool closings = false;  ///< rankings, ratings, dividends, benefits
  int threads = 1;
  /// Called now and then, from the calling thread, with a share of the work in thousandths; false cancels.
  std::function<bool(int thousandths)> progress;
};

/// How long each stage took, in nanoseconds of wall time.
struct EvaluationProfile {
  std::int64_t ordering = 0;
  std::int64_t rules = 0;
  std::int64_t closings = 0;
  std::int64_t collecting = 0;
};

/// The result; it keeps the tables alive that its rows point into.
class Evaluation {
 public:
  [[nodiscard]] const std::vector<Balance>& balances() const noexcept { return balances_; }  ///< by household
  [[nodiscard]] const std::vector<Posting>& postings() const noexcept { return postings_; }
  [[nodiscard]] const std::vector<EventOutcome>& outcomes() const noexcept { return outcomes_; }
  [[nodiscard]] const std::vector<OtherOutcome>& other_outcomes() const noexcept { return other_outcomes_; }
  [[nodiscard]] const std::vector<RankingRow>& rankings() const noexcept { return rankings_; }
  [[nodiscard]] const std::vector<RatingRow>& ratings() const noexcept { return ratings_; }
  [[nodiscard]] const std::vector<DividendRow>& dividends() const noexcept { return dividends_; }
  [[nodiscard]] const std::vector<BenefitRow>& benefits() const noexcept { return benefits_; }

  [[nodiscard]] const Program& program() const noexcept { return program_; }
  [[nodiscard]] const Roster& roster() const noexcept { return roster_; }
  [[nodiscard]] const Events& events() const noexcept { return events_; }
  [[nodiscard]] const Entries& entries() const noexcept { return entries_; }
  /// The id of a rule or closing, or `base`.
  [[nodiscard]] std::string_view source(std::uint32_t index) const noexcept;
  [[nodiscard]] const EvaluationProfile& profile() const noexcept { return profile_; }

 private:
  friend struct EvaluationBuilder;
  Program program_;
  Roster roster_;
  Events events_;
  Entries entries_;
  Members members_;
  std::shared_ptr<const Published> published_;
  std::vector<Balance> balances_;
  std::vector<Posting> postings_;
  std::vector<EventOutcome> outcomes_;
  std::vector<OtherOutcome> other_outcomes_;
  std::vector<RankingRow> rankings_;
  std::vector<RatingRow> ratings_;
  std::vector<DividendRow> dividends_;
  std::vector<BenefitRow> benefits_;
  EvaluationProfile profile_;
};

/// Evaluates. Throws OverflowError naming the household where an amount leaves 64 bits, UsageError where the tables
/// were read for another format, Cancelled.
[[nodiscard]] Evaluation evaluate(const Program& program, const Roster& roster, const Events& events,
                                  const EvaluateOptions& options);

}  // namespace pointsbank
