// Tables from texts in memory, read as files are.
#include "pointsbank/table_texts.hpp"

#include <string>

#include "records/readers.hpp"

namespace pointsbank {

namespace {

std::unique_ptr<records::RowSource> rows_of(const TableText& table, records::Wanted wanted) {
  return records::text_rows(std::string(table.name), table.text, std::move(wanted));
}

}  // namespace

Roster read_roster(const TableText& table, const TableFormat& format, const ReadOptions& options) {
  return records::roster_from(*rows_of(table, records::roster_columns(format)), format, options);
}

Members read_members(const TableText& table, const TableFormat& format, const ReadOptions& options) {
  return records::members_from(*rows_of(table, records::member_columns(format)), format, options);
}

Events read_events(const TableText& table, const TableFormat& format, const ReadOptions& options) {
  return records::events_from(*rows_of(table, records::event_columns(format)), format, options);
}

Entries read_entries(const TableText& table, const TableFormat& format, const Roster& roster,
                     const ReadOptions& options) {
  return records::entries_from(*rows_of(table, records::entry_columns(format)), format, roster, options);
}

}  // namespace pointsbank
