// What is kept of an evaluation beside the balances. The household run is compiled once for each recorder, so that what
// nobody asks for costs nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "evaluation/event_order.hpp"
#include "evaluation/recorded_rows.hpp"
#include "evaluation/step.hpp"
#include "ledger/history.hpp"

namespace pointsbank::evaluation {

/// Where a posting stands in the order of 6.3: by day, then by phase, then as the phase says.
enum class Phase : std::uint8_t { lapse, base, event, entry, closing };

struct Origin {
  Phase phase = Phase::event;
  std::uint64_t major =
      0;  ///< event: its row (later its rank); base: household; entry: index; closing: position and household
  std::uint32_t minor = 0;
};

struct RecordedPosting {
  Posting posting;
  Origin origin;
};

/// Balances alone.
struct NoRecorder {
  static constexpr bool postings = false;
  static constexpr bool outcomes = false;
  static constexpr bool steps = false;
  void begin(Pages&) noexcept {}
  void posting(const Posting&, const Origin&) noexcept {}
  void outcome(const EventOutcome&, Date) noexcept {}
  void step(const Step&) noexcept {}
  void begin_household() noexcept {}
  void forget_household(Id) noexcept {}
};

/// Postings and outcomes, as asked for.
struct TableRecorder {
  static constexpr bool postings = true;
  static constexpr bool outcomes = true;
  static constexpr bool steps = false;
  bool wants_postings = true;
  bool wants_outcomes = true;
  const EventOrder* order = nullptr;
  RecordedRows of_events;                ///< outcomes and postings of the phase `event`, of one event in their order
  std::vector<RecordedPosting> of_days;  ///< all other postings
  std::size_t of_days_before = 0;        // the household at hand

  /// Before the first household.
  void begin(Pages& pages) { of_events.begin(order->portions(), pages); }
  void posting(const Posting& posting, const Origin& origin) {
    if (!wants_postings) return;
    if (origin.phase == Phase::event) {
      of_events.add(order->portion_of(posting.date), posting);
    } else {
      of_days.push_back({posting, origin});
    }
  }
  void outcome(const EventOutcome& outcome, Date day) {
    if (wants_outcomes) of_events.add(order->portion_of(day), outcome);
  }
  void step(const Step&) noexcept {}
  void begin_household() noexcept { of_days_before = of_days.size(); }
  /// The household has to run again: what it told is not so.
  void forget_household(Id household) noexcept {
    of_events.forget(household);
    of_days.resize(of_days_before);
  }
};

/// Receives the steps of one household.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void step(const Step& step) = 0;
};

/// Every step of the household that is to be explained.
struct StepRecorder {
  static constexpr bool postings = true;
  static constexpr bool outcomes = true;
  static constexpr bool steps = true;
  Id household = no_id;
  Listener* listener = nullptr;
  bool listening = false;

  void begin(Pages&) noexcept {}
  void posting(const Posting& posting, const Origin&) {
    if (!listening) return;
    Step told;
    told.kind = Step::Kind::posting;
    told.posting = posting;
    listener->step(told);
  }
  void outcome(const EventOutcome& outcome, Date) {
    if (!listening) return;
    Step told;
    told.kind = Step::Kind::outcome;
    told.event = outcome.event;
    told.outcome = outcome.outcome;
    told.reason = outcome.reason;
    told.holds = outcome.has_amount;
    told.units = outcome.amount;
    listener->step(told);
  }
  void step(const Step& told) {
    if (listening) listener->step(told);
  }
  void begin_household() noexcept {}
  void forget_household(Id) noexcept {}
};

// Steps that are made in more than one place or take more than their figures; of use to a StepRecorder alone.

/// The values of everything that an expression reads.
inline std::vector<Read> reads_of(const expression::Expression& expression, const expression::Inputs& inputs) {
  std::vector<Read> reads;
  for (const expression::Input input : expression.inputs()) reads.push_back({input, inputs.value(input)});
  return reads;
}

inline Reason fault_reason(expression::Fault fault) noexcept {
  switch (fault) {
    case expression::Fault::missing_value: return Reason::missing_value;
    case expression::Fault::division_by_zero: return Reason::division_by_zero;
    case expression::Fault::overflow: return Reason::overflow;
    default: return Reason::none;
  }
}

/// When the standing of what is about to be posted lapses, and with it what its group posted before, back from `last`.
inline Step lapse_step(Index rule, Date lapse, const ledger::History& history, ledger::PostingNumber last) {
  Step told;
  told.kind = Step::Kind::lapse;
  told.rule = rule;
  told.until = lapse;
  for (ledger::PostingNumber number = last; number != ledger::no_posting; number = history[number].previous) {
    if (!history[number].has_lapsed && history[number].lapse != lapse) told.others.push_back(history[number].event);
  }
  return told;
}

/// The floor left so much of what a closing takes.
inline Step floored_step(const ClosingInstance& instance, std::int64_t wanted, std::int64_t standing,
                         std::int64_t spendable) {
  Step told;
  told.kind = Step::Kind::floored;
  told.instance = &instance;
  told.most = wanted;
  told.units = standing;
  told.left = spendable;
  return told;
}

}  // namespace pointsbank::evaluation
