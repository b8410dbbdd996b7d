// Tables from texts that are in memory already: what came over a network, or out of a database.
#pragma once

#include <span>
#include <string_view>

#include "pointsbank/tables.hpp"

namespace pointsbank {

/// A table as text, and the name by which messages speak of it: JSON Lines where it ends in `.jsonl`, CSV otherwise.
/// Nothing is copied of it: it has to last as long as the call.
struct TableText {
  std::string_view name;
  std::string_view text;
};

// The same tables, checked in the same way, as from a file with this text.
[[nodiscard]] Roster read_roster(const TableText& table, const TableFormat& format, const ReadOptions& options = {});
[[nodiscard]] Members read_members(const TableText& table, const TableFormat& format, const ReadOptions& options = {});
[[nodiscard]] Events read_events(const TableText& table, const TableFormat& format, const ReadOptions& options = {});
[[nodiscard]] Entries read_entries(const TableText& table, const TableFormat& format, const Roster& roster,
                                   const ReadOptions& options = {});
/// Each by the name of its file: `rankings.csv`, `ratings.csv`, `dividends.csv`, `benefits.csv` (or `.jsonl`); folders
/// before the name do not matter. UsageError for another name.
[[nodiscard]] Published read_published(std::span<const TableText> tables, const TableFormat& format,
                                       const Roster& roster, const ReadOptions& options = {});

}  // namespace pointsbank
