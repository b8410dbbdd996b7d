// Balances alone of a list whose rules do not depend on the order of events (see limit_tree.hpp): no event is put in
// order. What a rule scores goes to its cell of its household, 8 bytes an event; then the cells are summed up household
// by household and walked from the leaves to the roots.
#pragma once

#include "evaluation/builder.hpp"
#include "evaluation/household_run.hpp"

namespace pointsbank::evaluation {

/// False where the order may matter, or a magnitude does not fit: then nothing was done.
[[nodiscard]] bool evaluate_without_order(const Shared& shared, EvaluationBuilder& builder);

}  // namespace pointsbank::evaluation
