// Steps of a settlement that other commands take too.
#pragma once

#include <vector>

#include "bank/work.hpp"

namespace pointsbank::bank {

/// Books an entry of page "the data" and what it posts. The ledger is settled through the day of the work's moment (or
/// later) when it is called, and is again when it returns and `settle` has been called, which costs nothing where the
/// entry could be posted at once: where nothing that comes after it is evaluated yet.
void book_entry(Work& work, const journal::MoneyEntry& entry);

/// Gives back what was set aside and not collected by the day of the work's moment; says how many redemptions.
std::int64_t release_holds(Work& work);  // shop.cpp

}  // namespace pointsbank::bank
