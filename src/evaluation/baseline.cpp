#include "pointsbank/baseline.hpp"

#include <numeric>

#include "evaluation/household_engine.hpp"
#include "evaluation/household_rows.hpp"
#include "program/touched.hpp"

namespace pointsbank {

using evaluation::Binding;
using evaluation::Index;
using evaluation::NoRecorder;
using evaluation::SummedPostings;
using evaluation::SumRecorder;
using evaluation::TableRecorder;

struct Baseline::Kept {
  Evaluation evaluation;
  EvaluateOptions options;
  std::unique_ptr<evaluation::BaselineState> state;
  std::unique_ptr<evaluation::HouseholdRows> rows;  // where events may be added
  SummedPostings posted;                            // by all; where postings are not asked for

  [[nodiscard]] bool has_additions() const { return rows && rows->has_additions(); }
  [[nodiscard]] Again evaluate(const Program& changed, bool sums_up) const;
  [[nodiscard]] Again evaluate_all(const Program& changed, const Events& events, bool sums_up) const;
  /// What was posted to those of the households that ran through, before awards.
  [[nodiscard]] SummedPostings posted_before(const std::vector<Id>& households) const {
    const Date first = state->first_day;
    evaluation::PostingSums sums(evaluation.program().compiled(), first, state->days);
    for (const evaluation::KeptPostings& each : state->postings) each.add_to(sums, households, first);
    SummedPostings all;
    sums.add_to(all);
    return all;
  }
};

namespace {

template <class Recorder>
std::vector<Recorder> recorders_for(const Binding& binding, const evaluation::Shared& shared,
                                    const evaluation::EventOrder& order) {
  std::vector<Recorder> recorders(static_cast<std::size_t>(std::max(1, binding.options.threads)));
  for (Recorder& each : recorders) {
    if constexpr (std::is_same_v<Recorder, TableRecorder>) {
      each.wants_outcomes = false;
      each.order = &order;
    }
    if constexpr (std::is_same_v<Recorder, SumRecorder>) {
      each.sums = evaluation::PostingSums(binding.program, shared.first_tabled, shared.days.size());
      each.first = shared.first_tabled;
    }
  }
  return recorders;
}

/// What the recorders have, put in order or summed up.
template <class Recorder>
SummedPostings results(const Binding& binding, const evaluation::EventOrder& order, std::vector<Recorder>& recorders,
                       EvaluationBuilder& builder) {
  if constexpr (std::is_same_v<Recorder, TableRecorder>) evaluation::collect(binding, order, recorders, {}, builder);
  if constexpr (std::is_same_v<Recorder, SumRecorder>) return evaluation::summed(recorders);
  return {};
}

template <class Recorder>
SummedPostings run_and_keep(const Binding& binding, evaluation::BaselineState& state, EvaluationBuilder& builder) {
  using evaluation::Occurrences;
  std::vector<evaluation::Pages> pages(static_cast<std::size_t>(std::max(1, binding.options.threads)));
  if constexpr (std::is_same_v<Recorder, TableRecorder>)
    state.order = evaluation::EventOrder(binding.events, binding.options.through, pages);
  Occurrences occurrences(binding, Occurrences::Asked::steps, nullptr, std::move(pages));
  const evaluation::Shared shared(binding, occurrences.far_conditions());
  std::vector<Recorder> recorders = recorders_for<Recorder>(binding, shared, state.order);
  if constexpr (std::is_same_v<Recorder, SumRecorder>) {
    for (Recorder& each : recorders) each.keeps = true;
    state.first_day = shared.first_tabled;
    state.days = shared.days.size();
  }
  evaluation::Engine<Recorder> engine(binding, shared, recorders, builder);
  engine.run(occurrences, &state);
  state.far_conditions.assign(occurrences.far_conditions().begin(), occurrences.far_conditions().end());
  return results<Recorder>(binding, state.order, recorders, builder);
}

template <class Recorder>
SummedPostings run_again(const Binding& binding, const evaluation::Again& again, EvaluationBuilder& builder) {
  const evaluation::Shared shared(binding, again.baseline.far_conditions);
  std::vector<Recorder> recorders = recorders_for<Recorder>(binding, shared, again.baseline.order);
  evaluation::Engine<Recorder> engine(binding, shared, recorders, builder);
  engine.run_again(again);
  return results<Recorder>(binding, again.baseline.order, recorders, builder);
}

/// The households of an addition, on the table that holds all their events.
template <class Recorder>
void run_anew(const Binding& binding, const evaluation::Again& again, EvaluationBuilder& builder,
              evaluation::HouseholdResults& results) {
  using evaluation::Occurrences;
  evaluation::EventOrder order;
  std::vector<evaluation::Pages> pages(static_cast<std::size_t>(std::max(1, binding.options.threads)));
  if constexpr (std::is_same_v<Recorder, TableRecorder>)
    order = evaluation::EventOrder(binding.events, binding.options.through, pages);
  Occurrences occurrences(binding, Occurrences::Asked::changes, nullptr, std::move(pages));
  const evaluation::Shared shared(binding, occurrences.far_conditions());
  std::vector<Recorder> recorders = recorders_for<Recorder>(binding, shared, order);
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
  kept_->state =
      std::make_unique<evaluation::BaselineState>(roster.size(), events.size(), binding.program.kinds.size());
  if (options.postings) {
    run_and_keep<TableRecorder>(binding, *kept_->state, builder);
  } else {
    kept_->posted = run_and_keep<SumRecorder>(binding, *kept_->state, builder);
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

namespace {

void refuse_postings(const EvaluateOptions& options) {
  if (options.postings) throw UsageError("a baseline with postings does not sum them up: make it without them");
}

/// Everything anew, with postings summed up.
Evaluation evaluate_whole(const Program& program, const Roster& roster, const Events& events,
                          const EvaluateOptions& options, SummedPostings& posted) {
  using evaluation::Occurrences;
  EvaluationBuilder builder(program, roster, events, options);
  const Binding binding(program, roster, events, options);
  Occurrences occurrences(binding, Occurrences::Asked::changes, nullptr);
  const evaluation::Shared shared(binding, occurrences.far_conditions());
  std::vector<SumRecorder> recorders = recorders_for<SumRecorder>(binding, shared, {});
  evaluation::Engine<SumRecorder> engine(binding, shared, recorders, builder);
  engine.run(occurrences, nullptr);
  posted = evaluation::summed(recorders);
  return std::move(builder.evaluation);
}

}  // namespace

const SummedPostings& Baseline::posted() const {
  refuse_postings(kept_->options);
  if (kept_->has_additions()) throw UsageError("events were appended to this baseline: make a new one to compare with");
  return kept_->posted;
}

Baseline::Again Baseline::evaluate(const Program& changed) const { return kept_->evaluate(changed, false); }

Baseline::Again Baseline::evaluate_summed(const Program& changed) const {
  refuse_postings(kept_->options);
  return kept_->evaluate(changed, true);
}

Baseline::Again Baseline::Kept::evaluate(const Program& changed, bool sums_up) const {
  if (has_additions()) return evaluate_all(changed, rows->all(), sums_up);
  const std::optional<std::vector<bool>> touched =
      program::touched_kinds(evaluation.program().compiled(), changed.compiled());
  if (!touched) return evaluate_all(changed, evaluation.events(), sums_up);
  Again result;
  result.households = state->households_with(*touched);
  EvaluationBuilder builder(changed, evaluation.roster(), evaluation.events(), options);
  Binding binding(changed, evaluation.roster(), evaluation.events(), options, true);
  for (std::size_t kind = 0; kind < touched->size(); ++kind) {
    if ((*touched)[kind]) binding.leave_open(static_cast<Index>(kind));
  }
  const evaluation::Again again{*state, result.households, *touched};
  if (options.postings) {
    run_again<TableRecorder>(binding, again, builder);
  } else if (!sums_up) {
    run_again<NoRecorder>(binding, again, builder);
  } else {
    auto all = std::make_shared<SummedPostings>(state->posted);
    all->add(posted_before(result.households), -1);
    all->add(run_again<SumRecorder>(binding, again, builder));
    result.posted = std::move(all);
  }
  result.evaluation = std::move(builder.evaluation);
  return result;
}

Baseline::Again Baseline::Kept::evaluate_all(const Program& changed, const Events& events, bool sums_up) const {
  Again result;
  result.households.resize(evaluation.roster().size());
  std::iota(result.households.begin(), result.households.end(), Id{0});
  result.is_whole = true;
  if (!sums_up) {
    result.evaluation = pointsbank::evaluate(changed, evaluation.roster(), events, options);
    return result;
  }
  SummedPostings all;
  result.evaluation = evaluate_whole(changed, evaluation.roster(), events, options, all);
  result.posted = std::make_shared<SummedPostings>(std::move(all));
  return result;
}

}  // namespace pointsbank
