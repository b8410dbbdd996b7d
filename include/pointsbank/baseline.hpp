// Asking again: an evaluation that is kept, so that another rule book on the same tables costs what it touches.
//
//   const Baseline baseline(program, roster, events, options);
//   const Baseline::Again again = baseline.evaluate(changed);   // equal to evaluate(changed, …), mostly much sooner
#pragma once

#include <memory>
#include <vector>

#include "pointsbank/evaluate.hpp"

namespace pointsbank {

namespace evaluation {
struct SummedPostings;
}

/// Immutable once made; shared by threads. Memory: some 16 bytes an event beside the evaluation itself.
class Baseline {
 public:
  /// Evaluates and keeps what is needed to ask again. `options.outcomes` is a UsageError: outcomes are of one book.
  Baseline(const Program& program, const Roster& roster, const Events& events, const EvaluateOptions& options);
  ~Baseline();
  Baseline(Baseline&&) noexcept;
  Baseline& operator=(Baseline&&) noexcept;

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
  /// Evaluates another book over the same tables with the same options. Throws what `evaluate` throws.
  [[nodiscard]] Again evaluate(const Program& changed) const;
  /// The same with postings summed up rather than kept. UsageError where the options ask for postings.
  [[nodiscard]] Again evaluate_summed(const Program& changed) const;
  /// For `compare`: what was posted, summed up. UsageError where the options ask for postings.
  [[nodiscard]] const evaluation::SummedPostings& posted() const;

 private:
  struct Kept;
  std::unique_ptr<Kept> kept_;
};

}  // namespace pointsbank
