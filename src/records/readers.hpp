// Tables out of rows, wherever the rows come from.
#pragma once

#include "pointsbank/tables.hpp"
#include "records/rows.hpp"

namespace pointsbank::records {

// The columns that are read, in the order in which the readers below expect them. UsageError where two have one name.
[[nodiscard]] Wanted roster_columns(const TableFormat& format);
[[nodiscard]] Wanted member_columns(const TableFormat& format);
[[nodiscard]] Wanted event_columns(const TableFormat& format);
[[nodiscard]] Wanted entry_columns(const TableFormat& format);

// `source` gives those columns.
[[nodiscard]] Roster roster_from(RowSource& source, const TableFormat& format, const ReadOptions& options);
[[nodiscard]] Members members_from(RowSource& source, const TableFormat& format, const ReadOptions& options);
[[nodiscard]] Events events_from(RowSource& source, const TableFormat& format, const ReadOptions& options);
[[nodiscard]] Entries entries_from(RowSource& source, const TableFormat& format, const Roster& roster,
                                   const ReadOptions& options);

/// Puts `columns` together; UsageError where two have one name.
[[nodiscard]] Wanted checked(Wanted columns);

/// How tables are put together that were checked while they were read.
struct EventsAccess {
  [[nodiscard]] static Events make(TableFormat format, Events::Columns columns,
                                   std::vector<Events::Revocation> revocations,
                                   std::vector<Events::Duplicate> duplicates);
};

}  // namespace pointsbank::records
