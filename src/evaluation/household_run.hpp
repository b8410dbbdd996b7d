// One household from day to day (sections 6.3 to 6.7 of the rule list page): what lapses, base points, events, entries
// and closings, each in its turn. Nothing here looks at another household: a ranking stops the run and goes on once all
// are ranked.
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <vector>

#include "evaluation/household_state.hpp"
#include "evaluation/occurrences.hpp"
#include "evaluation/recorder.hpp"
#include "evaluation/schedule.hpp"
#include "evaluation/scoring.hpp"
#include "evaluation/summed_postings.hpp"

namespace pointsbank::evaluation {

/// A day as the run needs it: its periods and the version in effect.
struct TabledDay {
  PeriodDays periods;
  Index version;  ///< or none
};
static_assert(sizeof(TabledDay) == 32);

/// What all households share in one evaluation.
struct Shared {
  Shared(const Binding& bound, std::span<const std::uint16_t> far_conditions_by_row);

  const Binding& binding;
  std::span<const std::uint16_t> far_conditions;  ///< Occurrences::far_conditions
  std::vector<ClosingInstance> schedule;
  std::vector<std::uint32_t> entry_begins;  ///< by household, and one more: into `entries`
  std::vector<std::uint32_t> entries;       ///< indices of entries, in order, household by household
  Date first_tabled;                        ///< day of days[0]
  std::vector<TabledDay> days;              ///< that occur; outside of it days are calculated
  /// Of published rankings: the rows that post, by (instance, household).
  struct PublishedAward {
    std::uint32_t instance;
    Id household;
    std::uint32_t row;
  };
  std::vector<PublishedAward> published_awards;  ///< sorted
  std::size_t slots = 0;
  /// What closings know as `period` is summed up by spans: periods so fine that each period of a closing is made of
  /// some.
  std::optional<PeriodKind> spans;  ///< none: nobody asks
  std::vector<Index> span_of_day;   ///< as `days`
  std::size_t span_count = 0;
  std::int64_t first_span = 0;
  struct Spans {
    Index begin, end;
  };
  std::vector<Spans> spans_of_instance;  ///< by closing of the schedule
  /// The span of a day from the book's first one to the last.
  [[nodiscard]] Index span_of(Date day) const noexcept;
  /// Can a household without vetoes run through all its events before any closing looks at it?
  bool closings_can_wait = false;
  std::int64_t unit_scale = 1;  ///< units a point
  /// Can what a ranking awards have an effect on anything later but the balances?  Then all households wait for it;
  /// else only those that may forfeit it.
  bool awards_are_felt = true;
  /// Could what entries and base points give bring a balance near the bound of 64 bits?
  bool gives_much = true;

 private:
  void tabulate_days();
  void tabulate_spans();
  [[nodiscard]] bool can_closings_wait() const;
  [[nodiscard]] bool are_awards_felt() const;
  [[nodiscard]] bool is_much_given() const;
};

/// A household's place in a closing that compares households or lists them.
struct Candidate {
  Id household = no_id;
  Id group = no_id;                    ///< of the roster's dictionary; no_id: none or all together
  const std::string* level = nullptr;  ///< what a veto gives to one who is left out; of the program
  bool is_left_out = false;            ///< under a veto with `unranked`, or its measure is a fault
  bool is_blocked = false;             ///< under a veto with `block`: ranked, but not awarded
  bool in_units = true;                ///< the measure is `units` of 10^-decimals; else it is `number`
  std::int64_t units = 0;
  Number number;
};

/// Where what a closing posts to a household stands in the order of 6.3.
[[nodiscard]] inline Origin closing_origin(const ClosingInstance& instance, Id household) noexcept {
  return Origin{Phase::closing, (static_cast<std::uint64_t>(instance.position) << 32) | household, 0};
}

/// Most candidates: with a measure in units, nothing else to be said of them.
struct PlainCandidate {
  Id household;
  Id group;
  std::int64_t units;
};

/// The candidates of one closing of one period.
struct Candidates {
  std::vector<PlainCandidate> plain;
  std::vector<Candidate> others;

  void add(const Candidate& candidate) {
    if (candidate.in_units && !candidate.is_left_out && !candidate.is_blocked) {
      plain.push_back({candidate.household, candidate.group, candidate.units});
    } else {
      others.push_back(candidate);
    }
  }
  void forget(Id household) {
    if (!plain.empty() && plain.back().household == household) plain.pop_back();
    if (!others.empty() && others.back().household == household) others.pop_back();
  }
  /// Adds those of another that `takes`.
  template <class Takes>
  void add_those_of(const Candidates& other, Takes takes) {
    const auto is_taken = [&](const auto& each) { return takes(each.household); };
    std::copy_if(other.plain.begin(), other.plain.end(), std::back_inserter(plain), is_taken);
    std::copy_if(other.others.begin(), other.others.end(), std::back_inserter(others), is_taken);
  }
  /// Adds all of them to `all`.
  void append_to(std::vector<Candidate>& all) const {
    all.insert(all.end(), others.begin(), others.end());
    for (const PlainCandidate& each : plain) {
      Candidate& candidate = all.emplace_back();
      candidate.household = each.household;
      candidate.group = each.group;
      candidate.units = each.units;
    }
  }
};

template <class Recorder>
class HouseholdRun {
 public:
  HouseholdRun(const Shared& shared, Recorder& recorder);

  /// Sets out: nothing has happened yet. `traits` of all its events together.
  void begin(HouseholdState& state, Id household, std::uint8_t traits);
  /// Runs from the closing `first` of the schedule to before `end`; then, where that is not the schedule's end, takes
  /// the measure of the closing `end`, which all wait for. What closings want to know of the household is put into
  /// `candidates`.
  void advance(HouseholdState& state, Id household, std::span<const Occurrence> events, std::size_t first,
               std::size_t end, std::vector<Candidates>& candidates);
  /// What all closings want to know of a household that has run through its events, where they can wait.
  void propose_all(const HouseholdState& state, Id household, std::vector<Candidates>& candidates) const;
  /// What a ranking found: posts the award and tells of it.
  void award(HouseholdState& state, Id household, std::size_t instance, std::int64_t points);
  [[nodiscard]] Balance balance(const HouseholdState& state) const;

 private:
  static constexpr bool makes_tables = std::is_same_v<Recorder, TableRecorder>;

  struct Amounts {
    std::int64_t standing = 0;
    std::int64_t spendable = 0;
  };
  struct Scored {
    std::int64_t units = 0;
    Reason fault = Reason::none;
    bool is_warning = false;
  };

  void set_day(Date day);
  std::int64_t& slot(const program::Slot& slot);
  std::int64_t& counter(const BoundCounter& counter);
  Number& sum(const program::Slot& slot);
  MemberState& member_state();

  // What happens on a day, by phase.
  void lapse_and_base(Date day);
  void entry(std::uint32_t index);
  void event(const Occurrence& occurrence);
  void lean_events(std::span<const Occurrence> events, Date last);
  template <bool has_third_counters, bool has_sums>
  void lean_near(std::span<const Occurrence> events, Date last);
  [[gnu::always_inline]] void tell_near(const LeanKind& kind, const Occurrence& occurrence, std::int64_t wanted,
                                        std::int64_t left, std::uint32_t condition, std::uint32_t reason);
  void post_lean(const std::int64_t (&totals)[LeanKind::account_signs]);
  void lean_at_length(std::span<const Occurrence> events, Date last);
  void lean_posting(const BoundRule& rule, const Occurrence& occurrence, Amounts amounts, std::int64_t left,
                    Reason reason);
  void tell_lean(const BoundRule& rule, const Occurrence& occurrence, std::int64_t standing, std::int64_t spendable,
                 std::int64_t left, Reason reason);
  static Outcome lean_outcome(const Occurrence& occurrence, std::int64_t left) noexcept {
    return left == 0 ? Outcome::no_effect : left != occurrence.units ? Outcome::cut : Outcome::applied;
  }
  void close(std::size_t instance);

  // An event.
  void feed_closings();
  void cure(Index kind);
  void open_and_close(const program::Hearing& hearing);
  void apply(const BoundKind& kind, const BoundRule& rule, std::uint32_t position);
  /// What was found of the condition of the rule at this place before the events were put in order.
  [[nodiscard]] Condition decided(const BoundKind& kind, std::uint32_t position) const noexcept {
    if (position < Occurrence::near_conditions) return occurrence_->near_condition(position);
    if (position >= packed_conditions || !kind.has_far_conditions) return Condition::by_row;
    const unsigned conditions = shared_.far_conditions[occurrence_->row];
    return static_cast<Condition>(conditions >> (2 * position) & 3U);
  }
  bool condition_holds(const BoundKind& kind, const BoundRule& rule, std::uint32_t position);
  bool is_blocked(const BoundRule& bound);
  [[nodiscard]] Scored score(const BoundRule& bound);
  [[nodiscard]] Magnitude scored_before(const BoundRule& bound, bool& resolved);
  void tell_magnitude(const BoundRule& bound, const Scored& scored, const Number* step, std::int64_t occurrence);
  void count_occurrence(const program::Rule& rule);
  [[nodiscard]] std::int64_t occurrences_before(const program::Repeat& repeat);
  [[nodiscard]] std::int64_t excess_over_highest(const program::Rule& rule, std::int64_t units);
  [[nodiscard]] std::int64_t within_limits(const BoundRule& rule, std::int64_t units, Reason& reason);
  void tell_limit(const BoundRule& bound, const BoundCounter& limit, std::int64_t used, bool bites);
  [[nodiscard]] Amounts taken_above_floor(const BoundRule& bound, std::int64_t units, Reason& reason);
  void post_of_rule(const BoundRule& bound, Amounts amounts, std::int64_t magnitude);
  void remember_of_rule(const BoundRule& bound, Amounts amounts, std::int64_t magnitude);
  void begin_veto(const program::Rule& rule);
  void forfeit(const program::Rule& rule);
  [[nodiscard]] Date lapse_day(const program::Rule& rule, std::int64_t magnitude) const;
  ledger::PostingNumber& contest_end(Index exclusive);
  ActTop& act_top(Index exclusive);
  void report(const BoundRule& rule, Outcome outcome, Reason reason, bool has_amount = false, std::int64_t amount = 0);

  // Closings.
  void obligation(const ClosingInstance& instance, const Origin& origin);
  void continuing(const ClosingInstance& instance, const Origin& origin);
  void expiry(const ClosingInstance& instance, const Origin& origin);
  void reset(const ClosingInstance& instance, const Origin& origin);
  void propose(std::size_t index, Candidates& candidates);
  [[nodiscard]] std::int64_t period_units(const HouseholdState& state, std::size_t index) const;
  [[nodiscard]] Id group_of(const ClosingInstance& instance, Id household) const;
  void published_awards(std::size_t index, const Origin& origin);
  [[nodiscard]] bool is_picked(const ClosingInstance& instance);

  // Posting.
  [[nodiscard]] Amounts on_accounts(program::Account account, std::int64_t units) const noexcept;
  /// What a negative posting may take from each account above the floor.
  [[nodiscard]] Amounts above_floor(program::Account account, std::int64_t units, bool& cut) const noexcept;
  /// Posts; what lots and history have to remember is done by the caller where `remembered` is true.
  void post(Cause cause, Index source, Id event_row, Amounts amounts, const Origin& origin, bool remembered = false);
  ledger::PostingNumber remember(Cause cause, Index tag, Amounts amounts, Date lapse);
  [[noreturn]] void overflow() const;
  void add(std::int64_t& sum, std::int64_t amount) const;

  [[nodiscard]] Date next_base(Date from) const;
  [[nodiscard]] Date base_day(const program::Version& version, Date from) const;
  [[nodiscard]] const VetoState* veto_with(bool rulelist::Veto::*effect) const noexcept;
  [[nodiscard]] Id act_of(Id row) const noexcept;
  [[nodiscard]] std::int64_t unit_scale() const noexcept { return shared_.unit_scale; }  ///< units a point

  const Shared& shared_;
  const Binding& binding_;
  const program::Program& program_;
  const Events::Columns& columns_;
  Recorder& recorder_;

  // The household and the day at hand.
  HouseholdState* state_ = nullptr;
  Id household_ = no_id;
  Date day_ = Date::always();
  const PeriodDays* periods_ = nullptr;
  TabledDay untabled_{};
  Index version_ = program::none;  // in effect on day_, or none
  const Occurrence* occurrence_ = nullptr;
  std::uint32_t sequence_ = 0;  // of the postings of the event or closing at hand
  bool lapses_changed_ = false;
  std::vector<Candidates>* candidates_ = nullptr;  // by closing of the schedule
};

extern template class HouseholdRun<NoRecorder>;
extern template class HouseholdRun<TableRecorder>;
extern template class HouseholdRun<SumRecorder>;
extern template class HouseholdRun<StepRecorder>;

}  // namespace pointsbank::evaluation
