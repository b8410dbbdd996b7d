// One evaluation from its binding to its results: households in blocks on several threads, stopping only where a
// ranking compares them.
#pragma once

#include <span>
#include <vector>

#include "evaluation/comparison.hpp"

namespace pointsbank::evaluation {

/// Evaluates with a listener to the steps of one household. The results are the same; nothing is kept of postings and
/// outcomes of others.
[[nodiscard]] Evaluation evaluate_listening(const pointsbank::Program& program, const Roster& roster,
                                            const Events& events, const EvaluateOptions& options, Id household,
                                            Listener& listener);

/// Outcomes by the order of their events, of one event in the order of its rules; postings in the order in which they
/// arise. Either may be null where the recorders do not have them.
void collect_in_order(std::span<TableRecorder> recorders, const Events& events, const EventOrder& order,
                      std::vector<EventOutcome>* outcomes, std::vector<Posting>* postings);
/// What was not evaluated: by event id, then outcome.
[[nodiscard]] std::vector<OtherOutcome> other_outcomes(const Binding& binding,
                                                       const std::vector<NotEvaluated>& rejected);

}  // namespace pointsbank::evaluation
