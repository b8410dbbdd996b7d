// The small values that the bank keeps in its store, by name.
#pragma once

#include <optional>
#include <string_view>

#include "pointsbank/calendar.hpp"
#include "store/store.hpp"

namespace pointsbank::bank::settings {

/// The day that the ledger is settled through.
inline constexpr std::string_view through = "through";
/// The entry of the journal that adopted the rule book of the last settlement; empty: everybody is to be settled anew.
inline constexpr std::string_view settled_book = "settled_book";
/// The earliest day from which on rankings may come to something else; empty: none can.
inline constexpr std::string_view ranked_since = "ranked_since";
/// Who has something dated ahead (Ahead).
inline constexpr std::string_view ahead = "ahead";
/// Closings that stand as published: a line each, `table`, `closing` and `period` with blanks between.
inline constexpr std::string_view published_closings = "published_closings";
/// The Merkle tree over the journal as the last closing left it: size and peaks, with blanks between.
inline constexpr std::string_view merkle_tree = "merkle_tree";
/// The entry of the journal that holds the last sheet, of a month that may be open again.
inline constexpr std::string_view last_sheet = "last_sheet";

[[nodiscard]] std::optional<Date> date(store::Store& store, std::string_view name);
void set_date(store::Store& store, std::string_view name, Date date);
/// Sets it where there is none yet, or a later one.
void lower_date(store::Store& store, std::string_view name, Date date);

}  // namespace pointsbank::bank::settings
