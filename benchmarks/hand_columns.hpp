// The columns that the kernel written by hand works on: as narrow as someone would make them who knows these rules.
//
// 24 bytes an event, and 8 more for its id, which is looked at where two events of one household have the same moment.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "pointsbank/pointsbank.hpp"

namespace hand {

inline constexpr std::uint32_t nobody = 0xFFFFFFFFU;
inline constexpr std::uint8_t other_kind = 255;

/// Households are numbered by grid and id, so that a grid's stand together.
struct Households {
  std::vector<std::uint8_t> attributes;  ///< members x 2 + left behind
  std::vector<std::uint32_t> grid_ends;  ///< grid g holds those from grid_ends[g - 1] (0 at first) up to grid_ends[g]
  std::vector<std::uint32_t> of_roster;  ///< a household's number by its number in the roster (order of ids)

  [[nodiscard]] std::size_t size() const noexcept { return attributes.size(); }
};

struct Events {
  std::vector<std::uint32_t> household;
  std::vector<std::uint8_t> kind;      ///< hand::kind_names, or other_kind
  std::vector<std::int32_t> day;       ///< since 1970-01-01
  std::vector<std::int32_t> second;    ///< of the day; -1: a bare date
  std::vector<std::int64_t> quantity;  ///< hundredths, or INT64_MIN
  std::vector<std::uint8_t> grade;     ///< 0: absent; then hand::grade_names; then any other
  std::vector<std::uint8_t> level;     ///< likewise by hand::level_names
  std::vector<std::int8_t> night;      ///< 0, 1, or -1: absent
  std::vector<std::uint64_t> id;       ///< its bytes as one big-endian number

  [[nodiscard]] std::size_t size() const noexcept { return household.size(); }
};

/// The bytes of an id of at most eight, so that numbers compare as the ids do; std::invalid_argument beyond.
[[nodiscard]] std::uint64_t packed_id(std::string_view id);
/// What the kernel relies on, else std::invalid_argument: at most 127 members, at least one.
[[nodiscard]] std::uint8_t packed_attributes(std::int64_t members, bool left_behind);
/// Grids numbered together: `grid` by roster number, any numbers.
[[nodiscard]] Households households_by_grid(const std::vector<std::uint8_t>& attributes,
                                            const std::vector<std::uint32_t>& grid);
[[nodiscard]] std::uint8_t code_of(std::span<const std::string_view> names, std::string_view name) noexcept;

/// The same from what the library has read. std::invalid_argument for data that the kernel was not written for.
[[nodiscard]] Households households_of(const pointsbank::Roster& roster);
[[nodiscard]] Events events_of(const pointsbank::Events& events, const pointsbank::Roster& roster,
                               const Households& households);

/// Sums every column once: what reading alone costs.
[[nodiscard]] std::uint64_t read_once(const Events& events) noexcept;

}  // namespace hand
