// The cells of one claim at a glance.
#pragma once

#include "journal/entries.hpp"
#include "pointsbank/tables.hpp"

namespace pointsbank::bank {

/// Is every cell one that no table would complain of?  Most claims are like that, and reading a table of one row costs
/// more than all else that a claim does. Where it says no, the table says whether there is anything wrong, and what.
[[nodiscard]] bool is_surely_sound(const TableFormat& format, const journal::EventEntry& event);

}  // namespace pointsbank::bank
