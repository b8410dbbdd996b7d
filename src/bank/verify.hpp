// The parts of `verify`.
#pragma once

#include "bank/verify_rebuild.hpp"
#include "bank/work.hpp"

namespace pointsbank::bank {

/// Compares everything that the store holds beside its journal with what the journal gives.
void compare_projections(store::Store& store, const Rebuilt& rebuilt, Findings& findings);

/// Evaluates everybody anew, from what the journal gives, and compares each posting and balance.
void replay(Work& work, Findings& findings, int threads);

}  // namespace pointsbank::bank
