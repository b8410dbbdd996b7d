#include "records/table_reading.hpp"

#include <algorithm>

#include "records/text_check.hpp"

namespace pointsbank::records {

std::string TableRow::id(std::uint32_t column) {
  fail(column, check_id(text(column)));
  return std::string(text(column));
}

Date TableRow::date(std::uint32_t column, Date absent) {
  if (text(column).empty()) return absent;
  Date date = absent;
  fail(column, reading_.dates().date(cell(column), date.days));
  return date;
}

Date TableRow::required_date(std::uint32_t column) {
  if (text(column).empty()) fail(column, CellFault::empty);
  return date(column, Date{});
}

std::int64_t TableRow::units(std::uint32_t column, int decimals) {
  if (text(column).empty()) return 0;
  Decimal value;
  const CellFault fault = read_decimal(text(column), value);
  if (fault != CellFault::none) {
    fail(column, fault);
    return 0;
  }
  const Number number(value);
  if (!number.is_multiple_of_unit(decimals)) {
    fail(column, "cell_finer_than_unit", {shown(text(column)), std::to_string(decimals)});
    return 0;
  }
  const std::optional<std::int64_t> units = number.to_units(decimals, Rounding::down);
  if (!units) fail(column, "cell_amount_too_large", {shown(text(column))});
  return units.value_or(0);
}

void TableRow::fail(std::uint32_t column, CellFault fault) {
  if (fault == CellFault::none) return;
  is_good_ = false;
  const Row& row = batch_.rows[number_];
  reading_.report().refuse(
      row, describe(fault, text(column), reading_.source().place(row, column), reading_.format().utc_offset));
}

void TableRow::fail(std::uint32_t column, std::string code, std::vector<std::string> arguments, std::string hint,
                    std::vector<std::string> hint_arguments) {
  is_good_ = false;
  const Row& row = batch_.rows[number_];
  reading_.report().refuse(row, {std::move(code), Severity::error, reading_.source().place(row, column),
                                 std::move(arguments), std::move(hint), std::move(hint_arguments)});
}

void TableReading::finish() {
  std::stable_sort(late_.begin(), late_.end(), [](const Late& a, const Late& b) { return a.line < b.line; });
  source_.seek(begin_);
  Batch batch;
  for (auto late = late_.begin(); late != late_.end() && source_.next(batch);) {
    for (const Row& row : batch.rows) {
      while (late != late_.end() && late->line < row.line) ++late;
      for (; late != late_.end() && late->line == row.line; ++late) {
        late->issue.place = source_.place(row, late->column);
        report_.refuse(row, std::move(late->issue));
      }
    }
  }
  progress_.finish();
  report_.finish();
}

std::string shown(Date date) { return date == Date::always() || date == Date::never() ? "…" : date.to_string(); }

}  // namespace pointsbank::records
