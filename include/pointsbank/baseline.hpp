// Asking again: an evaluation that is kept, so that another rule book on the same tables, or more events under the same
// book, cost what they touch.
//
//   Baseline baseline(program, roster, events, options);
//   const Baseline::Again again = baseline.evaluate(changed);   // equal to evaluate(changed, …), mostly much sooner
//   const Baseline::Again later = baseline.append(more);        // equal to evaluate(…, events and more, …)
#pragma once

#include <memory>
#include <vector>

#include "pointsbank/evaluate.hpp"

namespace pointsbank {

namespace evaluation {
struct SummedPostings;
}

/// Shared by threads as long as nothing is appended. Memory: some 16 bytes an event beside the evaluation itself; where
/// events are appended, 9 more, and all events of the households that they touch once more, at most twice.
class Baseline {
 public:
  /// Evaluates and keeps what is needed to ask again. `options.outcomes` is a UsageError: outcomes are of one book.
  Baseline(const Program& program, const Roster& roster, const Events& events, const EvaluateOptions& options);
  ~Baseline();
  Baseline(Baseline&&) noexcept;
  Baseline& operator=(Baseline&&) noexcept;

  /// Of the tables that it was made with, whatever has been appended.
  [[nodiscard]] const Evaluation& evaluation() const noexcept;

  struct Again {
    /// Balances and closings are those of all households; postings those of `households` alone.
    Evaluation evaluation;
    /// Whom the change may touch, rising: all others come to what they came to in the baseline, but for what they are
    /// awarded in rankings.
    std::vector<Id> households;
    bool is_whole = false;  ///< the change may touch everybody: all were evaluated
    /// For `compare`: what was posted to all households, summed up. Of `evaluate_summed` alone.
    std::shared_ptr<const evaluation::SummedPostings> posted;
  };
  /// Evaluates another book over the same tables with the same options. Throws what `evaluate` throws. Once events have
  /// been appended, everybody is evaluated, over all events.
  [[nodiscard]] Again evaluate(const Program& changed) const;
  /// The same with postings summed up rather than kept. UsageError where the options ask for postings.
  [[nodiscard]] Again evaluate_summed(const Program& changed) const;
  /// For `compare`: what was posted, summed up. UsageError where the options ask for postings or events were appended.
  [[nodiscard]] const evaluation::SummedPostings& posted() const;

  /// More events, late ones and revocations of earlier ones included: the result is that of an evaluation of all events
  /// that there have been, and costs those of the households that get or lose one. Its `events()` are the valid events
  /// of these households alone, which its postings point to. An event that was there before with the same values is
  /// left out; InputError where an id says something else than before. Throws what `evaluate` throws; then nothing has
  /// been appended.
  Again append(const Events& more);
  /// What the first `append` would otherwise do: notes the ids of all events.
  void prepare_append();

 private:
  struct Kept;
  std::unique_ptr<Kept> kept_;
};

}  // namespace pointsbank
