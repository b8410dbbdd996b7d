// One evaluation from its binding to its results: households in blocks on several threads, stopping only where a
// ranking compares them.
#pragma once

#include <vector>

#include "evaluation/comparison.hpp"

namespace pointsbank::evaluation {

/// Evaluates with a listener to the steps of one household. The results are the same; nothing is kept of postings and
/// outcomes of others.
[[nodiscard]] Evaluation evaluate_listening(const pointsbank::Program& program, const Roster& roster,
                                            const Events& events, const EvaluateOptions& options, Id household,
                                            Listener& listener);

/// An event and its moment.
struct EventPlace {
  std::uint64_t moment;
  Id row;
};
/// The rank of each valid event in the order of 6.3; no_id for the others.
[[nodiscard]] std::vector<Id> global_order(const Events& events, std::vector<std::vector<EventPlace>> parts);

/// Postings in the order in which they arise.
[[nodiscard]] std::vector<Posting> ordered_postings(std::vector<std::vector<RecordedPosting>> parts,
                                                    const std::vector<Id>& ranks);
/// Outcomes by the order of their events; of one event in the order of its rules.
[[nodiscard]] std::vector<EventOutcome> ordered_outcomes(std::vector<std::vector<EventOutcome>> parts,
                                                         const std::vector<Id>& ranks);
/// What was not evaluated: by event id, then outcome.
[[nodiscard]] std::vector<OtherOutcome> other_outcomes(const Binding& binding,
                                                       const std::vector<NotEvaluated>& rejected);

}  // namespace pointsbank::evaluation
