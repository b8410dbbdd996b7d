// What cells mean: dates, moments, decimals, truth values, ids; and what to say of one that means nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "pointsbank/calendar.hpp"
#include "pointsbank/number.hpp"
#include "records/rows.hpp"

namespace pointsbank::records {

enum class CellFault : std::uint8_t {
  none,
  empty,
  not_a_number,
  too_many_digits,
  too_fine,
  exponent_too_large,
  not_a_date,
  not_a_date_or_moment,
  not_a_moment,
  date_for_moment,
  beyond_the_calendar,
  not_a_bool,
  id_too_long,
  forbidden_in_id,
};

/// A fault of a cell: which row of the batch, which wanted column.
struct FaultyCell {
  std::uint32_t row;
  std::uint32_t column;
  CellFault fault;
};
using FaultyCells = std::vector<FaultyCell>;

/// The issue for a cell; its code, its arguments and, where it is plain what was meant, a hint.
[[nodiscard]] Issue describe(CellFault fault, std::string_view text, Place place, int utc_offset);

/// Not empty, at most 128 bytes, nothing that no id may hold.
[[nodiscard]] CellFault check_id(std::string_view text) noexcept;

/// A decimal of a cell in the grammar of parse_decimal.
[[nodiscard]] CellFault read_decimal(std::string_view text, Decimal& value) noexcept;

}  // namespace pointsbank::records
