#include "source_column.hpp"

#include <array>
#include <charconv>

namespace pointsbank::python {

namespace {

/// What a cell of each kind of column reads in a file.
struct TextOf {
  std::size_t row;
  std::string& scratch;

  std::string_view operator()(const Nothing&) const { return {}; }
  std::string_view operator()(const RawTexts& texts) const { return texts.cells[row]; }
  std::string_view operator()(const TextColumn& texts) const { return texts.at(static_cast<Id>(row)); }
  std::string_view operator()(const DecimalColumn& decimals) const {
    const Id id = static_cast<Id>(row);
    if (!decimals.has(id)) return {};
    const std::int64_t mantissa = decimals.mantissas[row];
    scratch = mantissa == wide_cell ? decimals.at(id).to_string() : units_to_string(mantissa, decimals.decimals);
    return scratch;
  }
  std::string_view operator()(const BoolColumn& truths) const {
    if (truths.values[row] < 0) return {};
    return truths.values[row] != 0 ? "true" : "false";
  }
  std::string_view operator()(const DateColumn& dates) const {
    if (dates.days[row] == INT32_MIN) return {};
    scratch = Date{dates.days[row]}.to_string();
    return scratch;
  }
  std::string_view operator()(const Moments& moments) const {
    if (moments.microseconds[row] == absent_cell) return {};
    scratch = Moment{moments.microseconds[row]}.to_string(0);
    if (!moments.has_zone) scratch.resize(scratch.size() - std::string_view("+00:00").size());
    return scratch;
  }
};

}  // namespace

std::string_view SourceColumn::text(std::size_t row, std::string& scratch) const {
  return std::visit(TextOf{row, scratch}, cells);
}

void scale_moments(SourceColumn& column, std::int64_t units_a_second) {
  constexpr std::int64_t microseconds = 1'000'000;
  if (units_a_second == microseconds) return;
  Moments& moments = std::get<Moments>(column.cells);
  std::vector<std::int64_t> scaled(moments.microseconds.begin(), moments.microseconds.end());
  for (std::size_t row = 0; row < scaled.size(); ++row) {
    std::int64_t& cell = scaled[row];
    if (cell == absent_cell) continue;
    const std::int64_t given = cell;
    if (units_a_second > microseconds) {
      const std::int64_t divisor = units_a_second / microseconds;
      if (cell % divisor != 0)
        column.refuse(row, {"cell_finer_than_microsecond", Severity::error, {}, {std::to_string(given)}, {}, {}});
      cell /= divisor;
    } else if (__builtin_mul_overflow(cell, microseconds / units_a_second, &cell)) {
      column.refuse(row, {"cell_beyond_the_calendar", Severity::error, {}, {std::to_string(given)}, {}, {}});
      cell = absent_cell;
    }
  }
  moments.microseconds = std::move(scaled);
}

Issue refused_float(double value) {
  std::array<char, 40> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  std::string text(digits.data(), end);
  return {"cell_float", Severity::error, {}, {text}, "cell_hint_exact", {text}};
}

}  // namespace pointsbank::python
