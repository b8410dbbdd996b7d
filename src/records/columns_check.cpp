#include "records/columns_check.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "records/readers.hpp"

namespace pointsbank {

Number DecimalColumn::at(Id row) const {
  const std::int64_t mantissa = mantissas[row];
  if (mantissa == wide_cell) return Number(wide->at(row));
  return decimals == 0 ? Number(mantissa) : Number(Decimal{mantissa, decimals});
}

namespace records {

namespace {

[[noreturn]] void fail(std::string_view column, std::string_view what) {
  throw UsageError("the column " + std::string(column) + " " + std::string(what));
}

}  // namespace

void check_size(std::string_view column, std::size_t size, std::size_t rows) {
  if (size != rows) fail(column, "has " + std::to_string(size) + " rows instead of " + std::to_string(rows));
}

void check_range(std::string_view column, const Column<std::int32_t>& cells, std::int32_t least, std::int32_t most) {
  // Without an early end the compiler makes vectors of it.
  bool is_outside = false;
  for (const std::int32_t cell : cells) is_outside |= (cell < least) | (cell > most);
  if (is_outside) fail(column, "has a value out of its range");
}

void check_text(std::string_view column, const TextColumn& cells, std::size_t rows) {
  if (cells.ids.empty()) return;
  check_size(column, cells.ids.size(), rows);
  if (!cells.texts) fail(column, "has no dictionary");
  const std::size_t texts = cells.texts->size();
  bool is_outside = false;
  for (const Id id : cells.ids) is_outside |= (id >= texts) & (id != no_id);
  if (is_outside) fail(column, "has an id that its dictionary lacks");
}

void check_decimals(std::string_view column, const DecimalColumn& cells, std::size_t rows) {
  if (cells.decimals < 0 || cells.decimals > max_digits_after_point) fail(column, "has a scale below 0 or above 9");
  if (cells.mantissas.empty()) return;
  check_size(column, cells.mantissas.size(), rows);
  for (std::size_t row = 0; row < rows; ++row) {
    if (cells.mantissas[row] != wide_cell) continue;
    if (!cells.wide || cells.wide->count(static_cast<Id>(row)) == 0) fail(column, "lacks the value of a wide cell");
  }
}

void check_attributes(std::span<const Attribute> declared, std::span<const AttributeColumn> columns, std::size_t rows) {
  if (declared.size() != columns.size()) {
    throw UsageError("there are " + std::to_string(columns.size()) + " columns of attributes instead of " +
                     std::to_string(declared.size()));
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string& name = declared[i].name;
    static_assert(static_cast<int>(AttributeType::date) == 3);
    if (columns[i].index() != static_cast<std::size_t>(declared[i].type))
      fail(name, "is of another type than declared");
    if (const auto* decimals = std::get_if<DecimalColumn>(&columns[i])) check_decimals(name, *decimals, rows);
    if (const auto* texts = std::get_if<TextColumn>(&columns[i])) check_text(name, *texts, rows);
    if (const auto* dates = std::get_if<DateColumn>(&columns[i])) check_size(name, dates->days.size(), rows);
    if (const auto* truths = std::get_if<BoolColumn>(&columns[i])) {
      check_size(name, truths->values.size(), rows);
      const auto is_truth = [](std::int8_t value) { return value >= -1 && value <= 1; };
      if (!std::all_of(truths->values.begin(), truths->values.end(), is_truth)) fail(name, "holds no truth value");
    }
  }
}

Wanted checked(Wanted columns) {
  std::unordered_set<std::string_view> names;
  for (const WantedColumn& column : columns) {
    if (!names.insert(column.name).second) throw UsageError("two columns have the name " + column.name);
  }
  return columns;
}

}  // namespace records
}  // namespace pointsbank
