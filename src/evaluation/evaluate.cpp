#include "pointsbank/evaluate.hpp"

#include <algorithm>
#include <chrono>

#include "evaluation/household_engine.hpp"
#include "evaluation/order_free.hpp"

namespace pointsbank {

std::string_view Evaluation::source(std::uint32_t index) const noexcept { return program_.compiled().sources[index]; }

namespace evaluation {

namespace {

template <class Recorder>
Evaluation run(const Binding& binding, std::vector<Recorder> recorders, EvaluationBuilder builder) {
  if constexpr (std::is_same_v<Recorder, NoRecorder>) {
    if (evaluate_without_order(Shared(binding, {}), builder)) return std::move(builder.evaluation);
  }
  std::vector<NotEvaluated> rejected;
  std::optional<Stopwatch> ordering(builder.profile().ordering);
  const auto asked = Recorder::steps            ? Occurrences::Asked::steps
                     : binding.options.outcomes ? Occurrences::Asked::outcomes
                                                : Occurrences::Asked::changes;
  EventOrder order;
  std::vector<Pages> pages(recorders.size());
  if constexpr (std::is_same_v<Recorder, TableRecorder>) {
    order = EventOrder(binding.events, binding.options.through, pages);
    for (TableRecorder& recorder : recorders) recorder.order = &order;
  }
  Occurrences occurrences(binding, asked, binding.options.outcomes ? &rejected : nullptr, std::move(pages));
  if constexpr (std::is_same_v<Recorder, TableRecorder>) occurrences.order_by(order);
  const Shared shared(binding, occurrences.far_conditions());
  ordering.reset();
  Engine<Recorder> engine(binding, shared, recorders, builder);
  engine.run(occurrences, nullptr);
  if constexpr (std::is_same_v<Recorder, TableRecorder>) collect(binding, order, recorders, rejected, builder);
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
