// Walking one household's rows in order against small counters.
#pragma once

#include <cstring>

#include "hand_kernel.hpp"
#include "hand_scoring.hpp"

namespace hand {

/// What a rule needs while walking, by rule.
struct RuleTable {
  std::uint16_t cap = 0;
  std::uint16_t place_cap = 0;
  std::uint8_t place = 0;
  std::uint8_t weekly = 0;  ///< 255: once a week
  std::uint8_t special = 0;
  std::uint8_t which = 0;
};

template <class List>
inline constexpr std::array<RuleTable, 64> rule_tables = [] {
  std::array<RuleTable, 64> made{};
  for (std::size_t i = 0; i < List::rules; ++i) {
    made[i] =
        RuleTable{List::cap[i], List::place_cap[i], List::place[i], List::weekly[i], List::special[i], List::which[i]};
  }
  return made;
}();

/// The counters of a household. Months stand side by side, so that a new month is an address and no branch.
template <class List, std::size_t months>
struct Counters {
  std::uint16_t rule[months][List::rules] = {};
  std::uint16_t place[months][List::places] = {};
  std::uint8_t repeat_month[months][List::repeats] = {};
  std::uint16_t top_month[months][List::groups] = {};
};
template <class List>
struct Year {
  std::uint8_t last_week[List::rules];
  std::uint16_t repeat[List::repeats] = {};
  std::uint16_t top[List::groups] = {};
  std::int32_t posted[2] = {};  ///< earned by rules and awards; deducted by rules
  std::int32_t forfeited = 0;
  bool vetoed = false;

  Year() { std::memset(last_week, 255, sizeof last_week); }
  [[nodiscard]] Balance balance() const noexcept {
    return Balance{posted[0] - posted[1] - forfeited, posted[0], posted[1] + forfeited, vetoed ? 1 : 0};
  }
};

struct Walked {
  pointsbank::Outcome outcome = pointsbank::Outcome::no_effect;
  pointsbank::Reason reason = pointsbank::Reason::none;
  std::int32_t amount = 0;
};

/// The few rules with more than caps: what `units` are after it.
template <class List, bool explain, std::size_t months>
std::uint32_t special(const RuleTable& rule, std::uint32_t units, Counters<List, months>& counters, std::uint32_t month,
                      Year<List>& year, Walked& walked) {
  const auto repeated = [&](auto& count) {
    const std::uint32_t step = List::steps[rule.which][std::min<std::uint32_t>(count, 3)];
    ++count;
    if (explain && step == 0) walked.reason = pointsbank::Reason::warning;
    return units * step;
  };
  const auto excess = [&](std::uint16_t& top) {
    const std::uint32_t before = top;
    top = static_cast<std::uint16_t>(std::max<std::uint32_t>(before, units));
    if (explain && units <= before) walked.reason = pointsbank::Reason::not_highest;
    return units > before ? units - before : 0U;
  };
  switch (rule.special) {
    case repeat_month: return repeated(counters.repeat_month[month][rule.which]);
    case repeat_year: return repeated(year.repeat[rule.which]);
    case exclusive_month: return excess(counters.top_month[month][rule.which]);
    case exclusive_year: return excess(year.top[rule.which]);
    default: return units;
  }
}

/// One row. `month` is an index of `counters`; `explain`: also the reason.
template <class List, bool explain, std::size_t months>
[[gnu::always_inline]] inline Walked step(std::uint64_t word, Counters<List, months>& counters, std::uint32_t month,
                                          Year<List>& year) {
  Walked walked;
  const std::uint32_t number = rule_of(word);
  const RuleTable& rule = rule_tables<List>[number];
  std::uint32_t units = units_of(word);
  const std::uint32_t negative = rule.place & 1U;
  if constexpr (List::has_specials) {
    if (year.vetoed && negative == 0) {
      walked.reason = pointsbank::Reason::vetoed;
      return walked;
    }
    if (rule.special != none) units = special<List, explain>(rule, units, counters, month, year, walked);
  }
  std::uint16_t& used = counters.rule[month][number];
  std::uint16_t& place = counters.place[month][rule.place];
  const std::uint32_t room = rule.cap - used;
  const std::uint32_t place_room = rule.place_cap - place;
  std::uint32_t left = std::min(std::min(units, room), place_room);
  bool again = false;
  if constexpr (List::has_weekly) {
    const std::uint8_t week = calendar.week[day_of(word)];
    again = year.last_week[number] == week;
    left = again ? 0U : left;
    // 255 for a rule without a weekly count: never the number of a week.
    const auto mark = static_cast<std::uint8_t>(week | static_cast<std::uint8_t>(~rule.weekly));
    year.last_week[number] = left != 0 ? mark : year.last_week[number];
  }
  if constexpr (List::list_deduct != 65'535) {
    const auto list_room = static_cast<std::uint32_t>(List::list_deduct - year.posted[1]);
    if (explain && units != 0) {
      const std::uint32_t under_rule = again ? 0U : std::min(units, room);
      if (under_rule < units) walked.reason = pointsbank::Reason::limit_rule;
      if (left < under_rule) walked.reason = pointsbank::Reason::limit_category;
      if (negative != 0 && list_room < left) walked.reason = pointsbank::Reason::limit_list;
    }
    left = negative != 0 && list_room < left ? list_room : left;
  }
  used = static_cast<std::uint16_t>(used + left);
  place = static_cast<std::uint16_t>(place + left);
  year.posted[negative] += static_cast<std::int32_t>(left);
  if constexpr (explain) {
    using pointsbank::Outcome;
    if (units == 0 && walked.reason == pointsbank::Reason::none) walked.reason = pointsbank::Reason::zero;
    if (left != 0)
      walked.outcome = walked.reason == pointsbank::Reason::none || left == units ? Outcome::applied : Outcome::cut;
    walked.amount = negative != 0 ? -static_cast<std::int32_t>(left) : static_cast<std::int32_t>(left);
  }
  if constexpr (List::has_specials) {
    if (rule.special == veto) {
      if (explain && left == 0) walked.outcome = pointsbank::Outcome::veto;
      year.forfeited = year.posted[0];
      year.vetoed = true;
    }
  }
  return walked;
}

}  // namespace hand
