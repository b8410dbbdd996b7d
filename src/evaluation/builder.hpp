// How an evaluation comes to its results.
#pragma once

#include "pointsbank/evaluate.hpp"

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
  /// Moves the results into an evaluation that has the same tables already.
  void move_results_to(Evaluation& to) {
    to.balances_ = std::move(evaluation.balances_);
    to.postings_ = std::move(evaluation.postings_);
    to.rankings_ = std::move(evaluation.rankings_);
    to.ratings_ = std::move(evaluation.ratings_);
    to.dividends_ = std::move(evaluation.dividends_);
    to.benefits_ = std::move(evaluation.benefits_);
    to.profile_ = evaluation.profile_;
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

}  // namespace pointsbank
