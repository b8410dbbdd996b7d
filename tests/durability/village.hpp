// A small village whose bank is tried: what sets it up, and a month of commands that use every part of it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/bank.hpp"

namespace pointsbank::durability {

/// RFC 3339, which has to be right.
Moment moment(std::string_view text);
/// `moment` of a day and minute of March 2026, China's time.
Moment in_march(int day, int minute_of_day);

/// Rule list, roster, members, officers, goods, and events that give everybody points to begin with, settled.
std::vector<bank::Command> setting_up();
/// What follows, each with a key of its own: claims on all their ways, objections and appeals, redemptions, refusals, a
/// transfer, a month that is closed, a late event, the month reopened and closed again. Same commands, same journal.
std::vector<bank::Command> everyday();

/// Households, each with a member, and how they are called: `h1`, `m1`.
inline constexpr int households = 6;
/// What each has earned by the rule `service` after `setting_up`; February's ranking gives 5 more.
inline constexpr std::int64_t points_each = 100;

}  // namespace pointsbank::durability
