#include "pointsbank/baseline.hpp"

#include <numeric>

#include "evaluation/household_engine.hpp"
#include "evaluation/household_rows.hpp"
#include "program/touched.hpp"

namespace pointsbank {

using evaluation::Binding;
using evaluation::Index;
using evaluation::NoRecorder;
using evaluation::TableRecorder;

struct Baseline::Kept {
  Evaluation evaluation;
  EvaluateOptions options;
  std::unique_ptr<evaluation::BaselineState> state;
  std::unique_ptr<evaluation::HouseholdRows> rows;  // where events may be added
};

namespace {

template <class Recorder>
std::vector<Recorder> recorders_for(const EvaluateOptions& options, const evaluation::EventOrder& order) {
  std::vector<Recorder> recorders(static_cast<std::size_t>(std::max(1, options.threads)));
  if constexpr (std::is_same_v<Recorder, TableRecorder>) {
    for (TableRecorder& each : recorders) {
      each.wants_outcomes = false;
      each.order = &order;
    }
  }
  return recorders;
}

template <class Recorder>
void run_and_keep(const Binding& binding, evaluation::BaselineState& state, EvaluationBuilder& builder) {
  using evaluation::Occurrences;
  if constexpr (std::is_same_v<Recorder, TableRecorder>)
    state.order = evaluation::EventOrder(binding.events, binding.options.through, binding.options.threads);
  std::vector<Recorder> recorders = recorders_for<Recorder>(binding.options, state.order);
  Occurrences occurrences(binding, Occurrences::Asked::everything, nullptr);
  const evaluation::Shared shared(binding, occurrences.far_conditions());
  evaluation::Engine<Recorder> engine(binding, shared, recorders, builder);
  engine.run(occurrences, &state);
  state.far_conditions.assign(occurrences.far_conditions().begin(), occurrences.far_conditions().end());
  if constexpr (std::is_same_v<Recorder, TableRecorder>)
    evaluation::collect(binding, state.order, recorders, {}, builder);
}

template <class Recorder>
void run_again(const Binding& binding, const evaluation::Again& again, EvaluationBuilder& builder) {
  std::vector<Recorder> recorders = recorders_for<Recorder>(binding.options, again.baseline.order);
  const evaluation::Shared shared(binding, again.baseline.far_conditions);
  evaluation::Engine<Recorder> engine(binding, shared, recorders, builder);
  engine.run_again(again);
  if constexpr (std::is_same_v<Recorder, TableRecorder>)
    evaluation::collect(binding, again.baseline.order, recorders, {}, builder);
}

/// The households of an addition, on the table that holds all their events.
template <class Recorder>
void run_anew(const Binding& binding, const evaluation::Again& again, EvaluationBuilder& builder,
              evaluation::HouseholdResults& results) {
  using evaluation::Occurrences;
  evaluation::EventOrder order;
  if constexpr (std::is_same_v<Recorder, TableRecorder>)
    order = evaluation::EventOrder(binding.events, binding.options.through, binding.options.threads);
  std::vector<Recorder> recorders = recorders_for<Recorder>(binding.options, order);
  Occurrences occurrences(binding, Occurrences::Asked::changes, nullptr);
  const evaluation::Shared shared(binding, occurrences.far_conditions());
  evaluation::Engine<Recorder> engine(binding, shared, recorders, builder);
  engine.run_anew(again, occurrences, results);
  if constexpr (std::is_same_v<Recorder, TableRecorder>) evaluation::collect(binding, order, recorders, {}, builder);
}

}  // namespace

Baseline::Baseline(const Program& program, const Roster& roster, const Events& events, const EvaluateOptions& options)
    : kept_(std::make_unique<Kept>()) {
  if (options.outcomes) throw UsageError("a baseline does not keep outcomes: evaluate without a baseline for them");
  kept_->options = options;
  EvaluationBuilder builder(program, roster, events, options);
  kept_->evaluation = builder.evaluation;  // the tables stay alive, and where they are
  const Binding binding(kept_->evaluation.program(), kept_->evaluation.roster(), kept_->evaluation.events(),
                        kept_->options);
  kept_->state = std::make_unique<evaluation::BaselineState>(roster.size(), binding.program.kinds.size());
  if (options.postings) {
    run_and_keep<TableRecorder>(binding, *kept_->state, builder);
  } else {
    run_and_keep<NoRecorder>(binding, *kept_->state, builder);
  }
  builder.move_results_to(kept_->evaluation);
}

Baseline::~Baseline() = default;
Baseline::Baseline(Baseline&&) noexcept = default;
Baseline& Baseline::operator=(Baseline&&) noexcept = default;

const Evaluation& Baseline::evaluation() const noexcept { return kept_->evaluation; }

void Baseline::prepare_append() {
  const Evaluation& evaluation = kept_->evaluation;
  if (kept_->rows) return;
  kept_->rows = std::make_unique<evaluation::HouseholdRows>(evaluation.program(), evaluation.roster(),
                                                            evaluation.events(), kept_->options, *kept_->state);
}

Baseline::Again Baseline::append(const Events& more) {
  prepare_append();
  const Evaluation& before = kept_->evaluation;
  evaluation::HouseholdRows::Addition addition = kept_->rows->prepare(more);
  EvaluationBuilder builder(before.program(), before.roster(), addition.events, kept_->options);
  const Binding binding(before.program(), before.roster(), addition.events, kept_->options);
  const std::vector<bool> untouched(binding.program.kinds.size(), false);
  const evaluation::Again again{*kept_->state, addition.households, untouched};
  evaluation::HouseholdResults results;
  if (kept_->options.postings) {
    run_anew<TableRecorder>(binding, again, builder, results);
  } else {
    run_anew<NoRecorder>(binding, again, builder, results);
  }
  Again result;
  result.evaluation = std::move(builder.evaluation);
  result.households = addition.households;
  kept_->rows->accept(more, std::move(addition));
  kept_->state->results = std::move(results);
  return result;
}

Baseline::Again Baseline::evaluate(const Program& changed) const {
  const Evaluation& before = kept_->evaluation;
  if (kept_->rows && kept_->rows->has_additions()) return evaluate_all(changed, kept_->rows->all());
  const std::optional<std::vector<bool>> touched =
      program::touched_kinds(before.program().compiled(), changed.compiled());
  if (!touched) return evaluate_all(changed, before.events());
  Again result;
  result.households = kept_->state->households_with(*touched);
  EvaluationBuilder builder(changed, before.roster(), before.events(), kept_->options);
  Binding binding(changed, before.roster(), before.events(), kept_->options);
  for (std::size_t kind = 0; kind < touched->size(); ++kind) {
    if ((*touched)[kind]) binding.leave_open(static_cast<Index>(kind));
  }
  const evaluation::Again again{*kept_->state, result.households, *touched};
  if (kept_->options.postings) {
    run_again<TableRecorder>(binding, again, builder);
  } else {
    run_again<NoRecorder>(binding, again, builder);
  }
  result.evaluation = std::move(builder.evaluation);
  return result;
}

Baseline::Again Baseline::evaluate_all(const Program& changed, const Events& events) const {
  Again result;
  result.households.resize(kept_->evaluation.roster().size());
  std::iota(result.households.begin(), result.households.end(), Id{0});
  result.is_whole = true;
  result.evaluation = pointsbank::evaluate(changed, kept_->evaluation.roster(), events, kept_->options);
  return result;
}

}  // namespace pointsbank
