// A result as an Arrow C stream: one batch, which shares the table's memory.
#pragma once

#include <memory>

#include "arrow.hpp"
#include "result_columns.hpp"

namespace pointsbank::python {

/// Fills `stream`, whose release lets go of the table. Amounts are decimal128, so that nobody has to know their scale.
void export_stream(std::shared_ptr<const ResultTable> table, ArrowArrayStream* stream);

}  // namespace pointsbank::python
