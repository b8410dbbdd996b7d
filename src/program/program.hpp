// A rule book compiled: kinds, rules, categories, grades, groups and periods are numbers, counters have places, scores
// that are constants are scaled to units. Immutable; shared by threads.
//
// What has to live through all versions of a book has an identity of its own: counters belong to a rule's *id*, a
// category's id, an exclusive group's name and period, a closing's id.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "expression/expression.hpp"
#include "pointsbank/rule_list.hpp"
#include "rulelist/model.hpp"

namespace pointsbank::program {

using rulelist::Account;
using Index = std::uint32_t;
inline constexpr Index none = 0xFFFFFFFFU;
inline constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max();

/// Where a running count or sum lives: one a household, or one a member of the household.
struct Slot {
  Index index = none;
  PeriodKind per = PeriodKind::ever;
  bool by_member = false;
};

/// What a limit belongs to; in the order in which the specification names the one that leaves least.
enum class Level : std::uint8_t { rule, category, list };

/// One counter that an occurrence of a rule feeds, with what the version in effect allows it at most.
struct Counter {
  Slot slot;
  std::int64_t most = unlimited;
  bool is_count = false;
  Level level = Level::rule;
};

/// Sums of quantities are exact numbers and live apart from the integer slots.
struct Score {
  rulelist::Score::Form form = rulelist::Score::Form::points;
  const rulelist::Score* model = nullptr;
  std::vector<Index> grades;  ///< of `grades`: the book's index of each grade in the model's order
  Number factor;              ///< of `rate`: rate / each
  Slot over;                  ///< where the sum of quantities lives that the form reads; index none: no `over`
};

struct Repeat {
  Slot slot;             ///< by period: the count of occurrences
  Index rolling = none;  ///< within months: which list of dates
  int within_months = 0;
  bool by_member = false;
  std::vector<Number> steps;
};

struct Rule {
  const rulelist::Rule* model = nullptr;
  const rulelist::List* list = nullptr;
  Index source = none;  ///< its id among Program::sources
  bool positive = true;
  Account account = Account::both;
  rulelist::DateRange effective;  ///< its own and its list's
  const expression::Expression* when = nullptr;
  Score score;
  std::optional<Repeat> repeat;
  Index exclusive = none;         ///< among Program::exclusives
  std::vector<Counter> counters;  ///< limits, and counters that other versions' limits need
  // What an occurrence feeds, whichever version has a use for it:
  std::vector<Slot> occurrences;                ///< counts for `repeat` by period
  std::vector<std::pair<Index, bool>> rolling;  ///< lists of dates for `repeat` within months; by member?
  std::vector<Slot> quantities;                 ///< sums for `over`
  const rulelist::Validity* valid = nullptr;
  std::vector<std::pair<std::int64_t, int>> valid_bands;  ///< from (least units that reach it), months
  const rulelist::Veto* veto = nullptr;
  std::vector<Index> cured_by;  ///< kinds, sorted
};

/// A group of which only the highest counts.
struct Exclusive {
  std::string group;
  std::optional<PeriodKind> per;  ///< none: per act
  Slot top;                       ///< by period: the highest so far
  bool lapses = false;            ///< a rule of it has `valid`: what it posted has to be remembered
};

/// An expression with what its inputs mean in this book.
struct Measure {
  const expression::Expression* expression = nullptr;  ///< null: the period's standing
  bool is_period = false;                              ///< the expression says `period` and nothing else
  bool reads_period = false;
  bool reads_awarded = false;
};

struct Closing {
  const rulelist::Closing* model = nullptr;
  const rulelist::List* list = nullptr;
  Index source = none;    ///< its id among Program::sources
  Index identity = none;  ///< among closings' ids: states are kept by it
  PeriodKind at = PeriodKind::month;
  Measure measure;
  Index within = none;  ///< a group of the book
  Slot period_sum;      ///< what `period` reads; index none where not needed
  Slot awarded_sum;     ///< what `awarded` reads
  std::vector<Slot> obligation_counts;
  /// For `when` and `by`: the slots that `count` and `quantity` read, by the expression's kinds.
  std::vector<Slot> when_counts, when_quantities, by_counts, by_quantities;
};

/// What a version does with events of a kind.
struct Hearing {
  bool known = false;                ///< a rule or closing of the version names the kind
  std::vector<Index> rules;          ///< positive first, each in list order
  bool cures = false;                ///< some version's veto is cured by the kind
  std::vector<Index> opens, closes;  ///< identities of continuing closings of the version
};

struct Version {
  const rulelist::List* list = nullptr;
  rulelist::DateRange effective;
  std::vector<Closing> closings;
  std::vector<Hearing> hearings;  ///< by kind
  /// How a list's own attribute and group numbers stand in the book's tables.
  std::vector<std::uint16_t> groups, subject_attributes, event_attributes;
};

/// How many running values of which sort there are.
struct Slots {
  std::vector<PeriodKind> household;       ///< integer slots of a household, by their period
  std::vector<PeriodKind> member;          ///< integer slots of a member
  std::vector<PeriodKind> household_sums;  ///< exact sums of quantities of a household
  std::vector<PeriodKind> member_sums;     ///< … of a member
};

struct Program {
  rulelist::Book book;
  TableFormat format;
  int decimals = 0;
  Rounding rounding = Rounding::half_up;
  std::optional<std::int64_t> floor;
  std::vector<std::string> sources;  ///< ids of rules and closings, then `base`
  Index base_source = none;
  std::vector<std::string> kinds;
  std::unordered_map<std::string_view, Index> kind_index;
  std::vector<std::string> grades;
  std::vector<std::string> closing_ids;
  std::vector<Rule> rules;
  std::vector<Exclusive> exclusives;
  std::vector<Version> versions;
  Slots slots;
  Index rolling_lists = 0;
  /// What a valid event of a kind feeds for closings: counts and sums of quantities.
  struct KindFeed {
    std::vector<Slot> counts;
    std::vector<Slot> quantities;
  };
  std::vector<KindFeed> kind_feeds;  ///< by kind
  /// Running sums of standing by period, for `period` and `awarded` of closings.
  std::vector<Slot> period_sums, awarded_sums;

  // What the book needs to be remembered, so that evaluations pay for nothing else.
  bool has_lapses = false;  ///< some rule has `valid`
  bool has_forfeits = false;
  bool has_expiry_by_age = false;
  bool has_expiry = false;
  bool has_resets = false;
  bool has_base = false;
  /// Set where all forfeits are of one period and nothing lapses, expires or is reset: sums serve instead of postings.
  std::optional<PeriodKind> forfeit_by_sums;
  Slot forfeit_standing, forfeit_spendable;
  [[nodiscard]] bool needs_lots() const noexcept { return has_expiry_by_age || (has_forfeits && has_expiry); }
  [[nodiscard]] bool needs_history() const noexcept { return has_lapses || (has_forfeits && !forfeit_by_sums); }

  [[nodiscard]] Index find_kind(std::string_view kind) const noexcept;
  /// The version in effect, or none.
  [[nodiscard]] Index version_on(Date date) const noexcept;
  [[nodiscard]] Date first_day() const noexcept { return versions.front().effective.from; }
};

/// Compiles a complete book (without errors).
[[nodiscard]] std::shared_ptr<const Program> compile(rulelist::Book book);

}  // namespace pointsbank::program
