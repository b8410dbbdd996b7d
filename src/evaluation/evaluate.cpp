#include "pointsbank/evaluate.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

#include "evaluation/engine.hpp"
#include "evaluation/parallel.hpp"

namespace pointsbank {

/// Fills an Evaluation; its one friend.
struct EvaluationBuilder {
  Evaluation evaluation;

  EvaluationBuilder(const Program& program, const Roster& roster, const Events& events,
                    const EvaluateOptions& options) {
    evaluation.program_ = program;
    evaluation.roster_ = roster;
    evaluation.events_ = events;
    evaluation.entries_ = options.entries;
    evaluation.members_ = options.members;
    evaluation.published_ = options.published;
  }
  auto& balances() { return evaluation.balances_; }
  auto& postings() { return evaluation.postings_; }
  auto& outcomes() { return evaluation.outcomes_; }
  auto& other_outcomes() { return evaluation.other_outcomes_; }
  auto& rankings() { return evaluation.rankings_; }
  auto& ratings() { return evaluation.ratings_; }
  auto& dividends() { return evaluation.dividends_; }
  auto& benefits() { return evaluation.benefits_; }
  auto& profile() { return evaluation.profile_; }
};

std::string_view Evaluation::source(std::uint32_t index) const noexcept { return program_.compiled().sources[index]; }

namespace evaluation {

namespace {

/// Adds the wall time of its life to a sum of nanoseconds.
class Stopwatch {
 public:
  explicit Stopwatch(std::int64_t& sum) : sum_(sum), begin_(std::chrono::steady_clock::now()) {}
  ~Stopwatch() {
    sum_ += std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begin_).count();
  }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  std::int64_t& sum_;
  std::chrono::steady_clock::time_point begin_;
};

/// The schedule cut at the rankings that all households wait for.
struct Segment {
  std::size_t first;
  std::size_t last;  ///< the barrier, or beyond the schedule
};

std::vector<Segment> segments_of(const std::vector<ClosingInstance>& schedule) {
  std::vector<Segment> segments{{0, schedule.size()}};
  for (std::size_t i = 0; i < schedule.size(); ++i) {
    if (!schedule[i].is_barrier) continue;
    segments.back().last = i;
    segments.push_back({i + 1, schedule.size()});
  }
  return segments;
}

template <class Recorder>
class Engine {
 public:
  Engine(const Binding& binding, Occurrences& occurrences, const Shared& shared, std::vector<Recorder>& recorders,
         EvaluationBuilder& builder)
      : binding_(binding),
        occurrences_(occurrences),
        shared_(shared),
        recorders_(recorders),
        builder_(builder),
        segments_(segments_of(shared.schedule)),
        candidates_(recorders.size()),
        ranking_rows_(shared.schedule.size()) {
    builder.balances().resize(binding.roster.size());
    if (segments_.size() > 1) {
      states_.resize(binding.roster.size());
      awards_.resize(binding.roster.size());
    }
  }

  void run() {
    for (std::size_t segment = 0; segment < segments_.size(); ++segment) {
      {
        const Stopwatch watch(builder_.profile().rules);
        run_segment(segment);
      }
      const Stopwatch watch(builder_.profile().closings);
      if (segment + 1 < segments_.size()) rank(segments_[segment].last);
    }
    const Stopwatch watch(builder_.profile().closings);
    compare_the_rest();
  }

 private:
  void run_segment(std::size_t segment) {
    Distributor blocks(occurrences_.blocks());
    // Of several households that overflow the first by id is named, whatever the threads: blocks are handed out in
    // order, so all before the one that stops the others have been begun and are finished.
    std::vector<std::optional<std::pair<Id, OverflowError>>> overflows(recorders_.size());
    run_threads(recorders_.size(), [&](std::size_t thread) {
      try {
        HouseholdRun<Recorder> run(shared_, recorders_[thread]);
        HouseholdState state;
        Occurrences::Scratch scratch;
        for (std::size_t block = blocks.next(); block < blocks.count(); block = blocks.next()) {
          if (segment == 0) occurrences_.order(block, scratch);
          for (Id household = occurrences_.first_household(block); household < occurrences_.end_household(block);
               ++household) {
            try {
              run_household(run, states_.empty() ? state : states_[household], household, segment, thread);
            } catch (const OverflowError& error) {
              overflows[thread].emplace(household, error);
              blocks.stop();
              return;
            }
          }
          if (thread == 0) tell_progress(segment, block);
        }
      } catch (...) {
        blocks.stop();
        throw;
      }
    });
    const std::pair<Id, OverflowError>* first = nullptr;
    for (const auto& each : overflows) {
      if (each && (first == nullptr || each->first < first->first)) first = &*each;
    }
    if (first != nullptr) throw OverflowError(first->second);
  }

  void run_household(HouseholdRun<Recorder>& run, HouseholdState& state, Id household, std::size_t segment,
                     std::size_t thread) {
    if constexpr (Recorder::steps) recorders_[thread].listening = household == recorders_[thread].household;
    if (segment == 0) {
      run.begin(state, household);
    } else {
      run.award(state, household, segments_[segment - 1].last, awards_[household]);
    }
    run.advance(state, household, occurrences_.of(household), segments_[segment].first, segments_[segment].last,
                candidates_[thread]);
    if (segment + 1 == segments_.size()) {
      builder_.balances()[household] = run.balance(state);
      if (!states_.empty()) state = HouseholdState();
    }
  }

  void tell_progress(std::size_t segment, std::size_t block) {
    if (!binding_.options.progress) return;
    const std::size_t done = segment * occurrences_.blocks() + block + 1;
    const std::size_t all = segments_.size() * occurrences_.blocks();
    if (!binding_.options.progress(static_cast<int>(done * 1000 / all))) throw Cancelled();
  }

  /// Ranks at a barrier; the awards are posted when the households go on.
  void rank(std::size_t instance) {
    std::vector<Candidate> ready;
    for (std::vector<Candidate>& part : candidates_) {
      const auto theirs = std::stable_partition(part.begin(), part.end(),
                                                [&](const Candidate& each) { return each.instance != instance; });
      ready.insert(ready.end(), std::make_move_iterator(theirs), std::make_move_iterator(part.end()));
      part.erase(theirs, part.end());
    }
    std::fill(awards_.begin(), awards_.end(), 0);
    std::vector<RankingRow>* rows = binding_.options.closings ? &ranking_rows_[instance] : nullptr;
    for (const Comparison::Award& award : Comparison(shared_, instance).rank(ready, rows)) {
      awards_[award.household] = award.points;
      if constexpr (Recorder::steps) tell_rank(instance, award);
    }
  }

  void tell_rank(std::size_t instance, const Comparison::Award& award) {
    for (Recorder& recorder : recorders_) {
      if (recorder.household != award.household) continue;
      Step told;
      told.kind = Step::Kind::rank;
      told.instance = &shared_.schedule[instance];
      told.count = award.rank;
      told.most = award.ranked;
      told.units = award.points;
      recorder.listening = true;
      recorder.step(told);
    }
  }

  /// Closings that nobody had to wait for: their rows, in the order in which they happen.
  void compare_the_rest() {
    if (!binding_.options.closings) return;
    std::vector<Candidate> all;
    for (std::vector<Candidate>& part : candidates_) {
      all.insert(all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
      part = {};
    }
    std::sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
      return a.instance != b.instance ? a.instance < b.instance : a.household < b.household;
    });
    using Kind = rulelist::Closing::Kind;
    auto at = all.begin();
    for (std::size_t i = 0; i < shared_.schedule.size(); ++i) {
      if (shared_.schedule[i].is_published) {
        copy_published(shared_, i, ranking_rows_[i], builder_.ratings(), builder_.dividends(), builder_.benefits());
      }
      const auto end = std::find_if(at, all.end(), [&](const Candidate& each) { return each.instance != i; });
      const std::span<const Candidate> candidates(at, end);
      at = end;
      const Comparison comparison(shared_, i);
      if (!candidates.empty()) {
        switch (shared_.schedule[i].closing->model->kind) {
          case Kind::ranking: static_cast<void>(comparison.rank(candidates, &ranking_rows_[i])); break;
          case Kind::rating: comparison.rate(candidates, builder_.ratings()); break;
          case Kind::dividend: comparison.divide(candidates, builder_.dividends()); break;
          default: comparison.benefit(candidates, builder_.benefits()); break;
        }
      }
      std::vector<RankingRow>& rows = ranking_rows_[i];
      builder_.rankings().insert(builder_.rankings().end(), std::make_move_iterator(rows.begin()),
                                 std::make_move_iterator(rows.end()));
      rows = {};
    }
  }

  const Binding& binding_;
  Occurrences& occurrences_;
  const Shared& shared_;
  std::vector<Recorder>& recorders_;
  EvaluationBuilder& builder_;
  std::vector<Segment> segments_;
  std::vector<HouseholdState> states_;  // only where somebody has to wait
  std::vector<std::int64_t> awards_;
  std::vector<std::vector<Candidate>> candidates_;     // by thread
  std::vector<std::vector<RankingRow>> ranking_rows_;  // by instance
};

template <class Recorder>
Evaluation run(const Binding& binding, std::vector<Recorder> recorders, EvaluationBuilder builder) {
  std::vector<NotEvaluated> rejected;
  const auto begin = std::chrono::steady_clock::now();
  Occurrences occurrences(binding, binding.options.outcomes ? &rejected : nullptr);
  const Shared shared(binding);
  builder.profile().ordering =
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begin).count();
  Engine<Recorder>(binding, occurrences, shared, recorders, builder).run();
  if constexpr (std::is_same_v<Recorder, TableRecorder>) {
    const Stopwatch watch(builder.profile().collecting);
    const std::vector<Id> ranks = global_order(binding.events, occurrences);
    std::vector<std::vector<RecordedPosting>> postings;
    std::vector<std::vector<EventOutcome>> outcomes;
    for (Recorder& recorder : recorders) {
      postings.push_back(std::move(recorder.recorded));
      outcomes.push_back(std::move(recorder.recorded_outcomes));
    }
    if (binding.options.postings) builder.postings() = ordered_postings(std::move(postings), ranks);
    if (binding.options.outcomes) {
      builder.outcomes() = ordered_outcomes(std::move(outcomes), ranks);
      builder.other_outcomes() = other_outcomes(binding, rejected);
    }
  }
  return std::move(builder.evaluation);
}

}  // namespace

Evaluation evaluate_listening(const pointsbank::Program& program, const Roster& roster, const Events& events,
                              const EvaluateOptions& options, Id household, Listener& listener) {
  EvaluateOptions alone = options;
  alone.threads = 1;
  alone.closings = true;
  alone.postings = alone.outcomes = false;
  EvaluationBuilder builder(program, roster, events, alone);
  const Binding binding(program, builder.evaluation.roster(), builder.evaluation.events(), alone);
  std::vector<StepRecorder> recorders(1);
  recorders[0].household = household;
  recorders[0].listener = &listener;
  return run(binding, std::move(recorders), builder);
}

}  // namespace evaluation

Evaluation evaluate(const Program& program, const Roster& roster, const Events& events,
                    const EvaluateOptions& options) {
  EvaluationBuilder builder(program, roster, events, options);
  const evaluation::Binding binding(program, roster, events, options);
  const auto threads = static_cast<std::size_t>(std::max(1, options.threads));
  if (!options.postings && !options.outcomes) {
    return evaluation::run(binding, std::vector<evaluation::NoRecorder>(threads), std::move(builder));
  }
  std::vector<evaluation::TableRecorder> recorders(threads);
  for (evaluation::TableRecorder& recorder : recorders) {
    recorder.wants_postings = options.postings;
    recorder.wants_outcomes = options.outcomes;
  }
  return evaluation::run(binding, std::move(recorders), std::move(builder));
}

}  // namespace pointsbank
