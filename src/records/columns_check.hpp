// Are columns that somebody hands over what they have to be?  UsageError where they are not.
#pragma once

#include <span>
#include <string_view>

#include "pointsbank/tables.hpp"

namespace pointsbank::records {

void check_size(std::string_view column, std::size_t size, std::size_t rows);
void check_range(std::string_view column, const Column<std::int32_t>& cells, std::int32_t least, std::int32_t most);
/// Empty, or ids of its dictionary in as many rows.
void check_text(std::string_view column, const TextColumn& cells, std::size_t rows);
/// Empty, or as many rows, with a value for each wide cell.
void check_decimals(std::string_view column, const DecimalColumn& cells, std::size_t rows);
/// As many as declared, each of the declared type.
void check_attributes(std::span<const Attribute> declared, std::span<const AttributeColumn> columns, std::size_t rows);

}  // namespace pointsbank::records
