// Scoring a row of the workload without regard to order: tables by kind and hardly a branch, because kinds follow each
// other at random and a branch on them is guessed wrong.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "hand_columns.hpp"
#include "hand_tables.hpp"
#include "pointsbank/pointsbank.hpp"

namespace hand {

/// The days of the year that the lists are in effect.
struct Calendar {
  static constexpr std::uint32_t days = 365;
  static_assert(list_year % 4 != 0);
  std::int32_t first_day = 0;
  std::array<std::uint8_t, days> month{};  ///< from 0
  std::array<std::uint8_t, days> week{};   ///< from 0, Monday to Sunday
  std::array<bool, days> is_weekend{};

  Calendar() {
    first_day = pointsbank::Date::of(list_year, 1, 1).days;
    const int before = pointsbank::weekday(pointsbank::Date{first_day}) - 1;
    for (std::uint32_t day = 0; day < days; ++day) {
      const pointsbank::Date date{first_day + static_cast<std::int32_t>(day)};
      month[day] = static_cast<std::uint8_t>(pointsbank::civil(date).month - 1);
      week[day] = static_cast<std::uint8_t>((static_cast<int>(day) + before) / 7);
      is_weekend[day] = pointsbank::weekday(date) >= 6;
    }
  }
};
inline const Calendar calendar;

/// What a row has to be scored with, by its kind.
struct KindTable {
  std::int64_t least = 0;
  std::int64_t most = 0;
  std::int64_t least_each_member = 0;
  std::uint64_t holds[2] = {};
  std::uint64_t factor = 0;
  std::uint64_t addend = 0;
  std::uint64_t magic = 0;
  std::uint32_t times = 0;
  std::uint16_t months = 0;
  std::uint8_t rule = 0;
  std::uint8_t bands = 0;
};

template <class List>
struct Rules {
  static constexpr std::size_t two_rules = [] {
    std::size_t found = other_kind - 1;
    for (std::size_t kind = 0; kind < List::kinds; ++kind)
      if (List::weekend_rule[kind] != 0) found = kind;
    return found;
  }();
  static constexpr std::uint32_t weekend_rule = List::weekend_rule[two_rules];
  static constexpr std::uint32_t weekend_units = List::weekend_units[two_rules];
  static constexpr std::array<KindTable, List::kinds> kinds = [] {
    std::array<KindTable, List::kinds> made{};
    for (std::size_t i = 0; i < made.size(); ++i) {
      made[i] = KindTable{List::least[i],
                          List::most[i],
                          List::least_each_member[i],
                          {List::holds[i][0], List::holds[i][1]},
                          List::factor[i],
                          List::addend[i],
                          List::magic[i],
                          List::times[i],
                          static_cast<std::uint16_t>(List::months[i] >> 1),
                          List::rule[i],
                          List::band_count[i]};
    }
    return made;
  }();
};

enum class Fault : std::uint8_t { none, condition, missing_value, unknown_grade };

__extension__ using Wide = unsigned __int128;

struct Scored {
  std::uint32_t units = 0;  ///< at most 65,535: more than any cap
  Fault fault = Fault::none;
};

/// Why a row that did not pass `score` did not, in the order in which the engine must find out.
template <class List>
Fault fault_of(const Events& events, std::size_t row, std::uint8_t kind, unsigned bit, std::uint32_t month) {
  const KindTable& table = Rules<List>::kinds[kind];
  const bool no_quantity = events.quantity[row] == INT64_MIN;
  if ((table.months >> month & 1U) == 0) return Fault::condition;
  if ((List::missing[kind][bit >> 6] >> (bit & 63U) & 1U) != 0) return Fault::missing_value;
  if ((table.holds[bit >> 6] >> (bit & 63U) & 1U) == 0) return Fault::condition;
  if (no_quantity && (List::when_quantity[kind] | List::needs_quantity[kind]) != 0) return Fault::missing_value;
  if (List::when_quantity[kind] != 0) return Fault::condition;
  return Fault::none;
}

/// `explain`: also why nothing is scored.
template <class List, bool explain>
inline Scored score(const Events& events, std::size_t row, std::uint8_t kind, std::uint8_t attributes,
                    std::uint32_t month) {
  const KindTable& table = Rules<List>::kinds[kind];
  const std::int64_t quantity = events.quantity[row];
  const std::uint8_t grade = std::min<std::uint8_t>(events.grade[row], grade_count + 1);
  const unsigned several = attributes >= 4 ? 1 : 0;
  const unsigned bit =
      (static_cast<unsigned>(events.level[row] * 3 + events.night[row] + 1) * 2 + (attributes & 1U)) * 2 + several;
  const bool passes = (table.holds[bit >> 6] >> (bit & 63U) & 1U) & (table.months >> month & 1U) &
                      static_cast<unsigned>(quantity >= table.least + table.least_each_member * (attributes >> 1)) &
                      static_cast<unsigned>(quantity <= table.most);
  // A quantity so large that every cap is far exceeded stands for all larger ones.
  const auto small = static_cast<std::uint64_t>(std::clamp<std::int64_t>(quantity, 0, std::int64_t{1} << 30));
  const auto product = static_cast<Wide>(small * table.factor + table.addend) * table.magic;
  std::uint64_t units = static_cast<std::uint64_t>(product >> 64) * table.times + List::by_grade[kind][grade];
  if constexpr (List::has_bands) {
    if (table.bands != 0) {
      std::int32_t sum = 0;
      for (int band = 0; band < List::bands; ++band)
        sum += quantity >= List::band_from[kind][band] ? List::band_step[kind][band] : 0;
      units = static_cast<std::uint64_t>(sum);
    }
  }
  Scored scored;
  scored.units = passes ? static_cast<std::uint32_t>(std::min<std::uint64_t>(units, 65'535)) : 0U;
  if constexpr (explain) {
    if (!passes) {
      scored.fault = fault_of<List>(events, row, kind, bit, month);
    } else if (List::needs_grade[kind] != 0 && scored.units == 0) {
      scored.fault = grade == 0 ? Fault::missing_value : Fault::unknown_grade;
    }
  }
  return scored;
}

// A row on its way: the household within its block, day, second, rule and units in one word, that compares as the
// moments do.
inline constexpr unsigned household_shift = 48;
inline constexpr unsigned moment_shift = 22;
inline constexpr std::uint32_t most_households = 1024;  ///< of a block

/// 10 bits of household above 9 of day, 17 of second, 6 of rule and 16 of units.
inline std::uint64_t key_of(std::uint64_t household, std::uint64_t day, std::int32_t second) noexcept {
  return household << household_shift | day << 39 | static_cast<std::uint64_t>(std::max(second, 0)) << moment_shift;
}

struct Entry {
  static constexpr bool has_row = false;
  std::uint64_t word;
  std::uint64_t id;
};
struct EntryOfRow {
  static constexpr bool has_row = true;
  std::uint64_t word;
  std::uint64_t id;
  std::uint32_t row;
  Fault fault;
};

inline std::uint32_t day_of(std::uint64_t word) noexcept { return static_cast<std::uint32_t>(word >> 39 & 511U); }
inline std::uint32_t rule_of(std::uint64_t word) noexcept { return static_cast<std::uint32_t>(word >> 16 & 63U); }
inline std::uint32_t units_of(std::uint64_t word) noexcept { return static_cast<std::uint32_t>(word & 65'535U); }

}  // namespace hand
