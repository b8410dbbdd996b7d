// Events out of columns in memory, to the same result and the same mistakes as if they were read from a file.
#pragma once

#include "interruption.hpp"
#include "source_table.hpp"

namespace pointsbank::python {

/// Borrows what it can of the table's columns. Called without the GIL.
[[nodiscard]] Events events_of(const SourceTable& table, const TableFormat& format, ReadNotes& notes, Watch& watch);

}  // namespace pointsbank::python
