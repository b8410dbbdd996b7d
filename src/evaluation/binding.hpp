// A program bound to the tables of one evaluation: dictionary ids become the program's numbers, thresholds and rates
// become integers at the scale of the quantity column. Made once an evaluation; read by all threads.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "pointsbank/evaluate.hpp"
#include "program/program.hpp"

namespace pointsbank::evaluation {

using program::Index;

inline constexpr Index far_kind = 0xFFF;  ///< an occurrence has no room for the number of this kind and all above

/// What stands in Binding::grades beside the program's own grades.
inline constexpr std::uint16_t no_grade = 0xFFFF;       ///< the event names none
inline constexpr std::uint16_t unknown_grade = 0xFFFE;  ///< one that no rule lists
inline constexpr std::uint16_t most_grades = 0xFFF0;    ///< beyond so many, grades are looked up by text

inline constexpr std::uint32_t packed_conditions = 8;  ///< rules of a kind whose conditions are decided beforehand

/// One counter of a rule, as the inner loop reads it.
struct BoundCounter {
  std::int64_t most;
  Index slot;
  PeriodKind per;
  bool by_member;
  bool is_count;
  program::Level level;
};
static_assert(sizeof(BoundCounter) == 16);

/// A rule as the inner loop reads it: everything that most events need stands in one line of the processor's cache.
struct BoundRule {
  /// How the magnitude is found where 64 and 128 bits do.
  enum class Way : std::uint8_t { constant, grades, rate, whole_rate, bands, exact };

  Date from, to;                     ///< in effect, both included
  std::int64_t units = 0;            ///< constant: the magnitude; rate: units = quantity x units / divisor
  std::int64_t divisor = 1;          ///< of a rate
  std::int64_t near_quantity = -1;   ///< rate: up to here the product and the divisor fit 32 bits; so do whole units
  std::uint64_t reciprocal = 0;      ///< rate: 2^64 / divisor, rounded up; 0 for a divisor of 1
  Index rule = 0;                    ///< in the program
  Index source = 0;                  ///< among the program's sources
  std::uint32_t table_begin = 0;     ///< in Binding::table, see there
  std::uint32_t counters_begin = 0;  ///< in Binding::counters
  std::uint16_t table_size = 0;
  std::uint16_t counters_size = 0;
  Way way = Way::exact;
  program::Account account = program::Account::both;
  bool positive = true;
  bool has_condition = false;
  bool is_simple = true;   ///< no repeat, over, exclusive, validity or veto
  bool has_steps = false;  ///< constant, with `repeat`: the table has the units of each step
};
static_assert(sizeof(BoundRule) == 72);

/// What a version does with events of a kind.
struct BoundKind {
  Index begin = 0, end = 0;         ///< the rules that hear it, in Binding::heard
  std::int32_t units = INT32_MIN;   ///< what an occurrence has for its units, unless they are calculated
  bool has_feeds = false;           ///< it cures, opens, closes or is counted for a closing
  bool has_conditions = false;      ///< some that are decided before the order
  bool has_far_conditions = false;  ///< one that Occurrence has no room for
  bool is_scored = false;           ///< one rule hears it, always, and what it scores is known before the order
  bool is_calculated = false;       ///< … from the event
  bool is_listed = false;           ///< it has conditions or is calculated
  bool is_split = false;            ///< as Occurrences::Asked says
};
/// A lean kind and its rule in one line of the processor's cache.
struct alignas(64) LeanKind {
  struct Counter {
    std::int64_t most = INT64_MAX;
    Index slot = 0;
    PeriodKind per = PeriodKind::ever;
    bool is_count = false;
    program::Level level = program::Level::rule;
  };
  static constexpr std::size_t most_counters = 3;
  static constexpr std::size_t account_signs = 6;  ///< `account` and whether the rule is positive
  Counter counters[most_counters];                 ///< those that are not needed feed a slot that nobody reads
  Index rule = 0;                                  ///< in Binding::heard
  Index source = 0;                                ///< among the program's sources
  std::uint8_t conditions = 0;    ///< the bits of an occurrence's key that hold its condition; 0: Condition::yes
  std::uint8_t account_sign = 0;  ///< 2 x account + 1 where it takes
  std::int8_t standing = 0;       ///< +1, -1 or 0: what a unit does to the account
  std::int8_t spendable = 0;
  bool is_lean = false;
};
static_assert(sizeof(LeanKind) == 64);

/// One rule of a kind that several lean rules hear: an event of the kind is as many events of one rule each. They have
/// kind numbers of their own behind the program's kinds.
struct SplitKind {
  Index kind;
  Index rule;      ///< in Binding::heard
  Index position;  ///< of the rule within its kind
};

struct Binding {
  /// `is_valid`: which rows are valid is known already, so that `households` is not needed.
  Binding(const pointsbank::Program& compiled, const Roster& roster_table, const Events& events_table,
          const EvaluateOptions& evaluate_options, bool is_valid = false);

  const program::Program& program;
  const Roster& roster;
  const Events& events;
  const EvaluateOptions& options;

  std::vector<Id> households;         ///< by the events' dictionary: the roster's number, or no_id
  std::vector<Index> kinds;           ///< by the events' dictionary: the program's number, or none
  std::vector<std::uint16_t> grades;  ///< by the events' dictionary
  std::vector<BoundRule> rules;       ///< in the program's order
  std::vector<BoundCounter> counters;
  /// Of grades: (program grade, units); of bands: (least mantissa, units), rising; of a whole rate: units a whole
  /// `each` as one fraction; of a constant with `repeat`: (step, units).
  std::vector<std::pair<std::int64_t, std::int64_t>> table;
  std::vector<BoundKind> hearings;  ///< by version x kinds + kind
  std::vector<LeanKind> lean;       ///< the same; behind them the split kinds
  std::vector<SplitKind> splits;    ///< of a book with one version; those of a kind follow each other
  bool has_third_counters = false;  ///< some lean rule has three
  /// By the program's kind and split kind: the limits that an event feels, one bit for every 64th; feels_all where
  /// more than limits matters. Events of one moment that have no bit in common may change places, as far as balances
  /// go.
  std::vector<std::uint64_t> felt;
  static constexpr std::uint64_t feels_all = ~std::uint64_t{0};
  /// By the program's kind and split kind: what a household has to be watched for that has such an event.
  std::vector<std::uint8_t> kind_traits;
  bool has_traits = false;
  static constexpr std::uint8_t may_forfeit = 1, may_veto = 2;
  std::vector<BoundRule> heard;  ///< the rules again, each kind's together: what the inner loop walks

  [[nodiscard]] const BoundKind& hearing(Index version, Index kind) const noexcept {
    return hearings[version * program.kinds.size() + kind];
  }
  /// The program's kind of an event whose occurrence has `near` for it.
  [[nodiscard]] Index kind_of(Id row, Index near) const noexcept {
    return near != far_kind ? near : kinds[events.columns().kind.ids[row]];
  }
  /// Conditions of the kind are decided as its events run, not before.
  void leave_open(Index kind) noexcept;
  /// The text of a veto's level in this program that equals one of another; null where there is none.
  [[nodiscard]] const std::string* level_like(const std::string& level) const noexcept;
  [[nodiscard]] std::span<const std::pair<std::int64_t, std::int64_t>> table_of(const BoundRule& rule) const noexcept {
    return {table.data() + rule.table_begin, rule.table_size};
  }

 private:
  void bind_rules();
  void bind_kinds();
  void bind_only_rule(BoundKind& kind, const program::Version& version) const;
  [[nodiscard]] LeanKind lean_kind(const BoundKind& kind, Index position, const program::Version& version) const;
  void split_kinds();
  void bind_felt();
};

}  // namespace pointsbank::evaluation
