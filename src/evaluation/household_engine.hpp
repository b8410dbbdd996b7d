// All households of one evaluation: in blocks on several threads, stopping only where a ranking compares them.
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>

#include "core/parallel.hpp"
#include "evaluation/baseline_state.hpp"
#include "evaluation/builder.hpp"
#include "evaluation/comparison.hpp"
#include "evaluation/engine.hpp"
#include "evaluation/stopwatch.hpp"
#include "evaluation/waiting.hpp"

namespace pointsbank::evaluation {

/// The schedule cut at the rankings that all households wait for.
struct Segment {
  std::size_t first;
  std::size_t last;  ///< the barrier, or beyond the schedule
};

inline std::vector<Segment> segments_of(const std::vector<ClosingInstance>& schedule) {
  std::vector<Segment> segments{{0, schedule.size()}};
  for (std::size_t i = 0; i < schedule.size(); ++i) {
    if (!schedule[i].is_barrier) continue;
    segments.back().last = i;
    segments.push_back({i + 1, schedule.size()});
  }
  return segments;
}

/// Runs households again under another rule book, which knows the same kinds, with what a baseline kept of them.
struct Again {
  const BaselineState& baseline;
  std::span<const Id> households;    ///< rising; all others stay as they are in the baseline
  const std::vector<bool>& touched;  ///< by kind: its rules are others now
};

template <class Recorder>
class Engine {
 public:
  Engine(const Binding& binding, const Shared& shared, std::vector<Recorder>& recorders, EvaluationBuilder& builder)
      : binding_(binding),
        shared_(shared),
        recorders_(recorders),
        builder_(builder),
        segments_(segments_of(shared.schedule)),
        all_wait_(segments_.size() > 1 && (shared.awards_are_felt || Recorder::steps)),
        threads_(recorders.size()),
        ranking_rows_(shared.schedule.size()) {
    builder.balances().resize(binding.roster.size());
    for (std::size_t i = 0; i < threads_.size(); ++i) {
      threads_[i].candidates.resize(shared.schedule.size());
      recorders[i].begin(threads_[i].kept_events.pages());
      if (!shared.closings_can_wait) continue;
      for (Candidates& each : threads_[i].candidates) each.plain.reserve(binding.roster.size() / threads_.size());
    }
    if (segments_.size() > 1) {
      awards_.resize(binding.roster.size());
      waits_.resize(binding.roster.size());
    }
  }

  /// Runs all; `keep` may be null.
  void run(Occurrences& occurrences, BaselineState* keep) {
    tell_progress(binding_.options, 0,
                  1);  // from here on, whatever the threads do, so that also short work can be stopped
    {
      const Stopwatch watch(builder_.profile().rules);
      if (shared_.closings_can_wait) reserve_candidates();
      run_blocks(occurrences, keep);
      if (keep != nullptr) {
        keep_results(keep->results);
        keep_posted(*keep);
      }
    }
    finish();
  }

  /// Runs households of a baseline under another rule book.
  void run_again(const Again& again) {
    tell_progress(binding_.options, 0, 1);
    {
      const Stopwatch watch(builder_.profile().rules);
      take_from(again);
      run_kept(again);
    }
    finish();
  }

  /// Runs households of a baseline with other events than before; what all come to goes to `results`.
  void run_anew(const Again& again, Occurrences& occurrences, HouseholdResults& results) {
    tell_progress(binding_.options, 0, 1);
    {
      const Stopwatch watch(builder_.profile().rules);
      take_from(again);
      run_blocks(occurrences, nullptr);
      results.waits = again.baseline.results.waits;
      for (const Id household : again.households) results.waits[household] = 0;
      keep_results(results);
    }
    finish();
  }

 private:
  static constexpr bool sums_up = std::is_same_v<Recorder, SumRecorder>;

  /// Nearly all households are candidates of closings that compare them.
  void reserve_candidates() {
    for (Thread& thread : threads_) {
      for (Candidates& each : thread.candidates) each.plain.reserve(binding_.roster.size() / threads_.size());
    }
  }

  /// What is left when all have run that do not have to wait.
  void finish() {
    for (std::size_t segment = 0; segments_.size() > 1 && segment < segments_.size(); ++segment) {
      {
        const Stopwatch watch(builder_.profile().rules);
        run_waiting(segment);
      }
      const Stopwatch watch(builder_.profile().closings);
      if (segment + 1 < segments_.size()) rank(segments_[segment].last);
    }
    {
      const Stopwatch watch(builder_.profile().closings);
      compare_the_rest();
    }
    tell_progress(binding_.options, 1, 1);
  }

  void take_from(const Again& again) {
    again_ = &again;
    runs_again_.assign(binding_.roster.size(), false);
    for (const Id household : again.households) runs_again_[household] = true;
    builder_.balances() = again.baseline.results.balances;
  }

  struct Thread {
    std::vector<Candidates> candidates;  // by instance
    KeptOccurrences kept_events;
    std::vector<WaitingHousehold> waiting;
    std::vector<KeptState::Slot> slots, slots_before;  // of the segment at hand and of the one before
    std::optional<std::pair<Id, OverflowError>> overflow;
  };

  /// Calls work(thread, distributor) on all threads. Of several households that overflow the first by id is named,
  /// whatever the threads: numbers are handed out in order, so all before the one that stops the others have been begun
  /// and are finished.
  template <class Work>
  void run_all(std::size_t count, Work work) {
    Distributor distributor(count);
    run_threads(threads_.size(), [&](std::size_t thread) {
      try {
        work(thread, distributor);
      } catch (...) {
        distributor.stop();
        throw;
      }
    });
    const std::pair<Id, OverflowError>* first = nullptr;
    for (const Thread& each : threads_) {
      if (each.overflow && (first == nullptr || each.overflow->first < first->first)) first = &*each.overflow;
    }
    if (first != nullptr) throw OverflowError(first->second);
  }

  void run_blocks(Occurrences& occurrences, BaselineState* keep) {
    run_all(occurrences.blocks(), [&](std::size_t number, Distributor& blocks) {
      Thread& thread = threads_[number];
      HouseholdRun<Recorder> run(shared_, recorders_[number]);
      HouseholdState state;
      OrderedBlock ordered;
      for (std::size_t block = blocks.next(); block < blocks.count(); block = blocks.next()) {
        occurrences.order(block, ordered);
        occurrences.give_back(block, thread.kept_events.pages());
        if (keep != nullptr) keep->keep_block(occurrences, block, ordered, binding_);
        const Id first = occurrences.first_household(block);
        for (Id household = first; household < occurrences.end_household(block); ++household) {
          if (again_ != nullptr && !runs_again_[household]) continue;
          const bool goes_on = run_or_wait(run, state, household, ordered.of(household - first),
                                           ordered.traits_of(household - first), number);
          if (!goes_on) return blocks.stop();
        }
        if (number == 0) tell_progress(binding_.options, block + 1, occurrences.blocks());
      }
    });
  }

  /// The households of a baseline that something has changed for.
  void run_kept(const Again& again) {
    constexpr std::size_t batch = 256;
    run_all((again.households.size() + batch - 1) / batch, [&](std::size_t number, Distributor& batches) {
      HouseholdRun<Recorder> run(shared_, recorders_[number]);
      HouseholdState state;
      std::vector<Occurrence> events;
      for (std::size_t i = batches.next(); i < batches.count(); i = batches.next()) {
        for (std::size_t at = i * batch; at < std::min(again.households.size(), (i + 1) * batch); ++at) {
          const Id household = again.households[at];
          const std::uint8_t traits = take_up(again, household, events);
          if (!run_or_wait(run, state, household, events, traits, number)) return batches.stop();
        }
        if (number == 0) tell_progress(binding_.options, i + 1, batches.count());
      }
    });
  }

  /// The kept events of a household as they are under the book at hand: what its rules make of those of touched kinds
  /// is found out as they run.
  std::uint8_t take_up(const Again& again, Id household, std::vector<Occurrence>& events) const {
    const std::span<const Occurrence> kept = again.baseline.events_of(household);
    events.assign(kept.begin(), kept.end());
    std::uint8_t traits = 0;
    for (Occurrence& each : events) {
      const Index kind = binding_.kind_of(each.row, each.kind());
      traits |= binding_.kind_traits[kind];
      if (again.touched[kind]) each.leave_open();
    }
    return traits;
  }

  /// False where the household overflows: all stop.
  bool run_or_wait(HouseholdRun<Recorder>& run, HouseholdState& state, Id household, std::span<const Occurrence> events,
                   std::uint8_t traits, std::size_t number) {
    Thread& thread = threads_[number];
    try {
      if (!run_through(run, state, household, events, traits, number))
        thread.waiting.push_back({household, traits, 0, thread.kept_events.keep(events), KeptState()});
      return true;
    } catch (const OverflowError& error) {
      thread.overflow.emplace(household, error);
      return false;
    }
  }

  /// Runs a household from beginning to end, or finds that it has to wait.
  bool run_through(HouseholdRun<Recorder>& run, HouseholdState& state, Id household, std::span<const Occurrence> events,
                   std::uint8_t traits, std::size_t number) {
    const bool has_rankings = segments_.size() > 1;
    if (all_wait_ || (has_rankings && (traits & Binding::may_forfeit) != 0)) return false;
    Recorder& recorder = recorders_[number];
    if constexpr (Recorder::steps) recorder.listening = household == recorder.household;
    recorder.begin_household();
    run.begin(state, household, traits);
    const std::size_t closings = shared_.schedule.size();
    const bool closings_wait = !Recorder::steps && shared_.closings_can_wait && (traits & Binding::may_veto) == 0;
    std::vector<Candidates>& candidates = threads_[number].candidates;
    run.advance(state, household, events, closings_wait ? closings : 0, closings, candidates);
    const Balance balance = run.balance(state);
    // So far from 64 bits that the awards, posted afterwards, overflow at no time.
    constexpr std::int64_t far = std::int64_t{1} << 60;
    if (has_rankings && (balance.earned > far || balance.deducted > far)) {
      recorder.forget_household(household);
      for (Candidates& each : candidates) each.forget(household);
      return false;
    }
    if (closings_wait) run.propose_all(state, household, candidates);
    builder_.balances()[household] = balance;
    return true;
  }

  /// What was posted to those that did not have to wait, before anybody is ranked.
  void keep_posted(BaselineState& keep) {
    if constexpr (sums_up) {
      keep.posted = summed(recorders_);
      for (Recorder& recorder : recorders_) {
        keep.postings.push_back(std::move(recorder.kept));
        recorder.keeps = false;
      }
    }
  }

  /// What did not have to wait, before anybody is ranked.
  void keep_results(HouseholdResults& keep) const {
    keep.balances = builder_.balances();
    keep.candidates.resize(shared_.schedule.size());
    for (std::size_t i = 0; again_ != nullptr && i < keep.candidates.size(); ++i) {
      keep.candidates[i].add_those_of(again_->baseline.results.candidates[i],
                                      [&](Id household) { return !runs_again_[household]; });
    }
    for (const Thread& thread : threads_) {
      for (const WaitingHousehold& each : thread.waiting) keep.waits[each.household] = 1;
      for (std::size_t i = 0; i < thread.candidates.size(); ++i) {
        keep.candidates[i].add_those_of(thread.candidates[i], [](Id) { return true; });
      }
    }
  }

  /// What goes on when a segment has ended.
  struct Pause {
    LivingPeriods living;
    std::size_t first_span = 0;
  };
  [[nodiscard]] Pause pause_after(std::size_t segment) const {
    if (segment + 1 == segments_.size()) return {};
    const std::size_t last = segments_[segment].last;
    const Date day = shared_.schedule[last].day;
    Pause pause{LivingPeriods(day, last + 1 < shared_.schedule.size() && shared_.schedule[last + 1].day == day)};
    // No closing looks back beyond its year.
    if (shared_.spans)
      pause.first_span = shared_.span_of(std::max(first_day(PeriodKind::year, day), binding_.program.first_day()));
    return pause;
  }

  /// One segment of those that wait.
  void run_waiting(std::size_t segment) {
    for (Thread& thread : threads_) {
      thread.slots_before.swap(thread.slots);
      thread.slots.clear();
    }
    std::vector<WaitingHousehold*> waiting;
    for (Thread& thread : threads_) {
      for (WaitingHousehold& each : thread.waiting) waiting.push_back(&each);
    }
    std::sort(waiting.begin(), waiting.end(),
              [](const WaitingHousehold* a, const WaitingHousehold* b) { return a->household < b->household; });
    const Pause pause = pause_after(segment);
    constexpr std::size_t batch = 512;
    run_all((waiting.size() + batch - 1) / batch, [&](std::size_t number, Distributor& batches) {
      HouseholdRun<Recorder> run(shared_, recorders_[number]);
      HouseholdState state;
      for (std::size_t i = batches.next(); i < batches.count(); i = batches.next()) {
        for (std::size_t at = i * batch; at < std::min(waiting.size(), (i + 1) * batch); ++at) {
          try {
            run_segment(run, state, *waiting[at], segment, pause, number);
          } catch (const OverflowError& error) {
            threads_[number].overflow.emplace(waiting[at]->household, error);
            batches.stop();
            return;
          }
        }
        if (number == 0)
          tell_progress(binding_.options, segment * batches.count() + i + 1, segments_.size() * batches.count());
      }
    });
  }

  void run_segment(HouseholdRun<Recorder>& run, HouseholdState& state, WaitingHousehold& waiting, std::size_t segment,
                   const Pause& pause, std::size_t number) {
    const Id household = waiting.household;
    if constexpr (Recorder::steps) recorders_[number].listening = household == recorders_[number].household;
    recorders_[number].begin_household();
    if (segment == 0) {
      run.begin(state, household, waiting.traits);
    } else {
      waiting.state.restore(state, threads_[waiting.slots_of].slots_before, shared_.slots, shared_.span_count);
      run.award(state, household, segments_[segment - 1].last, awards_[household]);
    }
    const std::size_t last = segments_[segment].last;
    run.advance(state, household, waiting.events, segments_[segment].first, last, threads_[number].candidates);
    if (segment + 1 == segments_.size()) {
      builder_.balances()[household] = run.balance(state);
      return;
    }
    waiting.state.keep(state, binding_.program.slots.household, pause.living, pause.first_span, threads_[number].slots);
    waiting.slots_of = static_cast<std::uint32_t>(number);
  }

  // Comparing households: household_comparing.ipp.
  Candidates& candidates_of(std::size_t instance);
  void rank(std::size_t instance);
  std::vector<Comparison::Award> awards_of(std::size_t instance);
  std::vector<RankingRow>& rows_of(std::size_t instance);
  void reserve_rankings();
  void give_award(std::size_t instance, const Comparison::Award& award);
  void tell_rank(std::size_t instance, const Comparison::Award& award);
  void compare_the_rest();

  const Binding& binding_;
  const Shared& shared_;
  std::vector<Recorder>& recorders_;
  EvaluationBuilder& builder_;
  std::vector<Segment> segments_;
  bool all_wait_;
  std::vector<Thread> threads_;
  std::vector<std::int64_t> awards_;  // by household, of the ranking at hand
  std::vector<bool> waits_;           // by household
  const Again* again_ = nullptr;
  std::vector<bool> runs_again_;                       // by household
  std::vector<std::vector<RankingRow>> ranking_rows_;  // by instance
};

}  // namespace pointsbank::evaluation

#include "evaluation/household_comparing.ipp"

namespace pointsbank::evaluation {

/// Puts what was recorded into the one order that there is.
inline void collect(const Binding& binding, const EventOrder& order, std::vector<TableRecorder>& recorders,
                    const std::vector<NotEvaluated>& rejected, EvaluationBuilder& builder) {
  const Stopwatch watch(builder.profile().collecting);
  const EvaluateOptions& options = binding.options;
  collect_in_order(recorders, binding.events, order, options.outcomes ? &builder.outcomes() : nullptr,
                   options.postings ? &builder.postings() : nullptr);
  if (options.outcomes) builder.other_outcomes() = other_outcomes(binding, rejected);
}

}  // namespace pointsbank::evaluation
