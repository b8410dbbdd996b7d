// Are two evaluations of the same data?
#pragma once

#include "evaluation_inputs.hpp"

namespace pointsbank::python {

/// Whether the same options and tables went in: the same object, or cell for cell. False also where that cannot be
/// seen.
[[nodiscard]] bool are_same_tables(const EvaluationInputs& a, const EvaluationInputs& b);

}  // namespace pointsbank::python
