// What happened to one household, item by item in the order of time: the steps of its evaluation sorted into events,
// rules and closings, with the figures that a reader wants beside them. JSON and sentences are written from it.
//
// A story points into the program and the tables that it was told from; it must not outlive them. Amounts are units.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evaluation/step.hpp"
#include "pointsbank/explain.hpp"

namespace pointsbank::explanation {

using evaluation::Index;

/// A posting and what the accounts hold after it.
struct PostingLine {
  Posting posting;
  std::int64_t standing_after = 0;
  std::int64_t spendable_after = 0;
};

/// A value that an expression read: `event.quantity`, 3.5; null where it is absent.
struct ReadLine {
  std::string name;
  std::string value;
  bool is_absent = false;
  bool is_text = false;  ///< a string or a date
};

/// A condition, of a rule or a closing.
struct ConditionLine {
  const expression::Expression* expression = nullptr;
  bool holds = false;
  Reason fault = Reason::none;
  std::vector<ReadLine> reads;
};

/// A veto as others meet it: whose it is, the event that began it, its last day (Date::never(): without end).
struct VetoReference {
  Index rule = program::none;
  Id event = no_id;
  Date until;
};

/// How a score comes to its magnitude, in numbers.
struct Derivation {
  rulelist::Score::Form form = rulelist::Score::Form::points;
  std::string formula;  ///< `2 × 3.5`; of a score that needs no calculation its value
  Number exact;         ///< what the formula gives
  std::optional<Number> quantity;
  std::optional<Number> band;   ///< `bands`: where the band reached begins; none: below the first
  std::optional<Number> whole;  ///< `rate` with `whole`: how many whole `each`
  std::string_view grade;
  struct Over {
    Number before, together;  ///< quantities
    std::string formula_before, formula_together;
    Number points_before, points_together;  ///< rounded to the unit
  };
  std::optional<Over> over;
};

struct MagnitudeLine {
  Derivation derivation;
  std::vector<ReadLine> reads;  ///< of a formula
  Number step = 1;              ///< of `repeat`
  std::int64_t occurrence = 1;
  Number exact;  ///< before it is rounded
  std::int64_t rounded = 0;
};

/// What an `exclusive` group lets count.
struct ContestLine {
  std::int64_t magnitude = 0;
  std::int64_t highest = 0;  ///< so far
  Id highest_event = no_id;  ///< whose that was
  Index highest_rule = program::none;
  std::int64_t counts = 0;
};

struct LimitLine {
  program::Level level = program::Level::rule;
  PeriodKind per = PeriodKind::ever;
  bool by_member = false;
  bool is_count = false;
  std::int64_t most = 0;
  std::int64_t used = 0;  ///< before
  std::int64_t left = 0;  ///< afterwards
  bool bites = false;
  Date until;  ///< the last day of its period
  const Place* place = nullptr;
};

/// What the limits together leave.
struct LimitedLine {
  std::int64_t asked = 0;
  std::int64_t counts = 0;
};

/// What the floor leaves of what was to be taken.
struct FloorLine {
  std::int64_t wanted = 0;
  std::int64_t standing = 0;
  std::int64_t spendable = 0;
};

struct LapseLine {
  Date on;                 ///< Date::never(): it does not
  std::vector<Id> others;  ///< events whose postings of the same group lapse with it from now on
};

/// A later event of the same group has moved the day of lapse.
struct MovedLapse {
  Id event = no_id;
  Date on;
};

struct VetoLine {
  Date until;
  std::optional<Date> forfeit_from;  ///< takes back what was earned from that day on
  std::vector<Id> forfeited;         ///< the events that had earned it
};

/// One rule that hears an event.
struct RuleLine {
  Index rule = program::none;
  std::optional<rulelist::DateRange> not_in_effect;  ///< nothing else then
  std::optional<VetoReference> vetoed;
  std::optional<ConditionLine> condition;
  Reason fault = Reason::none;
  std::vector<ReadLine> fault_reads;
  std::optional<MagnitudeLine> magnitude;
  std::optional<ContestLine> contest;
  std::vector<LimitLine> limits;
  std::optional<LimitedLine> limited;
  std::optional<FloorLine> floor;
  std::optional<LapseLine> lapse;
  std::vector<MovedLapse> moved;
  Outcome outcome = Outcome::applied;
  Reason reason = Reason::none;
  bool has_amount = false;
  std::int64_t amount = 0;
  std::optional<VetoLine> veto;
  std::vector<PostingLine> postings;
};

/// What an event does before its rules are asked: it ends a veto, it opens or closes a state.
struct ChangeLine {
  enum class Kind : std::uint8_t { cured, state_opened, state_closed };
  Kind kind = Kind::cured;
  VetoReference veto;  ///< cured
  Index closing = 0;   ///< by identity
};

struct EventPart {
  Id row = no_id;
  std::vector<ChangeLine> changes;
  std::vector<RuleLine> rules;
  bool is_noted = false;
};

/// A row that was not evaluated.
struct OtherPart {
  OtherOutcome outcome;
  Id row = no_id;                ///< none of a revocation
  std::string_view counterpart;  ///< revoked: by which row; revocation: of which event
};

struct StateLine {
  Id act = no_id;
  Date opened;
  Id event = no_id;  ///< that opened it
  bool is_due = false;
  std::optional<VetoReference> blocked;
  std::int64_t units = 0;
};

struct ObligationLine {
  std::int64_t done = 0;
  std::int64_t wanted = 0;
  std::int64_t units = 0;
};

struct MeasureLine {
  std::vector<ReadLine> reads;
  Reason fault = Reason::none;
  Number measure;
  bool takes_part = true;
  bool is_blocked = false;
  std::optional<VetoReference> unranked;
};

/// Why a household that is ranked, or could be, gets no award.
enum class NoAward : std::uint8_t { none, left_out, below_minimum, small_field, blocked, nothing_gained, rank_without };

struct RankLine {
  bool is_ranked = false;
  std::string_view group;
  std::int64_t rank = 0;
  std::int64_t ranked = 0;  ///< how many of its group
  std::int64_t points = 0;
  NoAward no_award = NoAward::none;
};

/// What is missing to a level: more of the measure (or, strictly, more than that), and to be among the first.
struct NextLevel {
  std::string_view level;
  std::optional<Number> missing;
  bool more_than = false;  ///< strictly more than `missing`
  std::optional<std::int64_t> top;
  std::optional<Number> missing_to_top;
};

struct RatingLine {
  bool is_rated = true;
  std::string_view group;
  std::int64_t rank = 0;
  std::int64_t ranked = 0;
  std::string_view level;
  std::optional<NextLevel> next;
};

struct DividendLine {
  std::string_view group;
  Number sum;  ///< of the measures of its group
  std::int64_t amount = 0;
};

struct BenefitLine {
  std::string value;  ///< rounded
};

/// A row that had been published: its cells by name.
struct PublishedLine {
  std::vector<std::pair<std::string_view, std::string>> cells;
};

struct ClosingPart {
  evaluation::ClosingInstance instance;
  std::optional<ConditionLine> when;
  Reason skipped = Reason::none;
  std::optional<ObligationLine> obligation;
  std::vector<StateLine> states;
  std::vector<FloorLine> floors;
  std::optional<MeasureLine> measure;
  std::optional<RankLine> rank;
  std::optional<RatingLine> rating;
  std::optional<DividendLine> dividend;
  std::optional<BenefitLine> benefit;
  std::vector<PublishedLine> published;
  std::int64_t spendable_before = 0;
  std::vector<PostingLine> postings;
};

/// What happened at one time. Of the parts, the one that `kind` says is there.
struct Item {
  enum class Kind : std::uint8_t { lapse, base, event, other, entry, closing, forfeited };
  Kind kind = Kind::event;
  Date date;
  EventPart event;
  OtherPart other;
  ClosingPart closing;
  std::vector<PostingLine> postings;  ///< lapse, base, entry; forfeited: the whole of what was taken back
};

struct Story {
  const ExplainQuestion* question = nullptr;
  const EvaluateOptions* options = nullptr;
  const program::Program* program = nullptr;
  const Roster* roster = nullptr;
  const Events* events = nullptr;
  std::string_view household;      ///< as the roster, or a row that was not evaluated, names it
  std::optional<Balance> balance;  ///< none where the household is not in the roster
  std::vector<Item> items;

  [[nodiscard]] std::string_view event_id(Id row) const { return events->columns().id[row]; }
  [[nodiscard]] int decimals() const noexcept { return program->decimals; }
};

}  // namespace pointsbank::explanation
