// Results as columns: what NumPy, pandas and Arrow take.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/evaluate.hpp"

namespace pointsbank::python {

struct ResultColumn {
  enum class Kind : std::uint8_t { texts, choices, integers, amounts, dates };

  std::string name;
  Kind kind = Kind::texts;
  int decimals = 0;                   ///< of amounts: numbers are units of 10^-decimals
  std::vector<std::int64_t> numbers;  ///< integers and amounts
  std::vector<std::int32_t> days;     ///< dates, since 1970-01-01
  std::vector<std::int32_t> codes;    ///< choices: a number of `choices`, or -1
  std::vector<std::string> choices;   ///< each once
  std::string bytes;                  ///< texts, back to back
  std::vector<std::int64_t> ends{0};  ///< where they end; one more than there are rows
  std::vector<std::uint8_t> absent;   ///< of all but choices: 1 where there is no value; empty: nowhere

  [[nodiscard]] std::size_t rows() const noexcept;
  [[nodiscard]] bool is_absent(std::size_t row) const noexcept {
    return kind == Kind::choices ? codes[row] < 0 : !absent.empty() && absent[row] != 0;
  }
  [[nodiscard]] std::string_view text(std::size_t row) const noexcept {
    return std::string_view(bytes).substr(static_cast<std::size_t>(ends[row]),
                                          static_cast<std::size_t>(ends[row + 1] - ends[row]));
  }

  void add_text(std::string_view text);  ///< an empty one is no value
  void add_number(std::int64_t number);
  void add_date(Date date);  ///< later than 9999-12-31 is that
  void add_nothing();        ///< of numbers and dates
};

struct ResultTable {
  std::string name;
  std::size_t rows = 0;
  std::vector<ResultColumn> columns;
};

/// One of the seven tables; UsageError for an unknown name.
[[nodiscard]] ResultTable result_table(const Evaluation& evaluation, const std::string& name);
/// The same out of the text of its file: for tables that are small, and hold what was published as it stood.
[[nodiscard]] ResultTable table_of_csv(const std::string& name, std::string_view csv, int decimals);

}  // namespace pointsbank::python
