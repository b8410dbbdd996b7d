#include "pointsbank/table_texts.hpp"

#include <string>
#include <utility>

#include "records/readers.hpp"

namespace pointsbank {

namespace {

/// As records::file_rows.
std::unique_ptr<records::RowSource> rows_of(const TableText& source, records::Wanted wanted) {
  records::Input input = records::Input::memory(source.text);
  return source.name.ends_with(".jsonl")
             ? records::json_lines_rows(std::move(input), std::string(source.name), std::move(wanted))
             : records::csv_rows(std::move(input), std::string(source.name), std::move(wanted));
}

}  // namespace

Roster read_roster(const TableText& source, const TableFormat& format, const ReadOptions& options) {
  return records::roster_from(*rows_of(source, records::roster_columns(format)), format, options);
}

Members read_members(const TableText& source, const TableFormat& format, const ReadOptions& options) {
  return records::members_from(*rows_of(source, records::member_columns(format)), format, options);
}

Events read_events(const TableText& source, const TableFormat& format, const ReadOptions& options) {
  return records::events_from(*rows_of(source, records::event_columns(format)), format, options);
}

Entries read_entries(const TableText& source, const TableFormat& format, const Roster& roster,
                     const ReadOptions& options) {
  return records::entries_from(*rows_of(source, records::entry_columns(format)), format, roster, options);
}

}  // namespace pointsbank
