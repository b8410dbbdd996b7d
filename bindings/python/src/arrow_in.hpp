// Columns out of an Arrow C stream, borrowed where they lie.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "arrow.hpp"
#include "source_column.hpp"

namespace pointsbank::python {

/// Reads a stream to its end; no Python is needed for that. A stream of structs gives a column for each field of which
/// `is_wanted` says so and a nameless, empty one for the others; any other stream gives one column. UsageError where a
/// type is none of those that are read, or the stream fails.
[[nodiscard]] std::vector<SourceColumn> columns_of_stream(ArrowArrayStream* stream,
                                                          const std::function<bool(std::string_view)>& is_wanted);

}  // namespace pointsbank::python
