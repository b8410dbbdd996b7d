#include "desks/ledger_sums.hpp"

#include <map>
#include <string>
#include <vector>

namespace portal {

namespace {

/// The cells of the next row, which is taken off `csv`.
std::vector<std::string> next_row(std::string_view& csv) {
  std::vector<std::string> cells(1);
  bool is_quoted = false;
  std::size_t i = 0;
  for (; i < csv.size(); ++i) {
    const char c = csv[i];
    if (is_quoted) {
      if (c != '"') {
        cells.back().push_back(c);
      } else if (i + 1 < csv.size() && csv[i + 1] == '"') {
        cells.back().push_back(csv[++i]);
      } else {
        is_quoted = false;
      }
    } else if (c == '"') {
      is_quoted = true;
    } else if (c == ',') {
      cells.emplace_back();
    } else if (c == '\n') {
      ++i;
      break;
    } else {
      cells.back().push_back(c);
    }
  }
  csv.remove_prefix(i);
  return cells;
}

/// `-12.5` as 125 units: the ledger writes every amount with the same digits behind the point.
std::int64_t units(std::string_view text) {
  std::int64_t value = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') value = value * 10 + (c - '0');
  }
  return text.starts_with('-') ? -value : value;
}

}  // namespace

LedgerSums sums_of_month(std::string_view csv, pointsbank::Date month) {
  LedgerSums sums;
  std::map<std::string, std::size_t> column;
  const std::vector<std::string> names = next_row(csv);
  for (std::size_t i = 0; i < names.size(); ++i) column[names[i]] = i;
  const std::string wanted = month.to_string().substr(0, 7);
  std::map<std::string, std::int64_t> given;  // by household
  while (!csv.empty()) {
    const std::vector<std::string> cells = next_row(csv);
    if (cells.size() != names.size() || !cells[column["date"]].starts_with(wanted)) continue;
    const std::string& cause = cells[column["cause"]];
    const std::int64_t spendable = units(cells[column["spendable"]]);
    if (cause == "redemption" || cause == "refund") {
      sums.redeemed -= spendable;
    } else if (cause == "rule" || cause == "obligation" || cause == "continuing" || cause == "ranking") {
      // What takes a posting back has the other sign of what it takes back.
      const bool is_reversal = !cells[column["reverses"]].empty();
      const std::int64_t standing = units(cells[column["standing"]]);
      if ((standing > 0) != is_reversal) {
        sums.given += standing;
        given[cells[column["household"]]] += standing;
      } else {
        sums.taken -= standing;
      }
    }
  }
  for (const auto& [household, standing] : given) sums.households += standing > 0 ? 1 : 0;
  return sums;
}

}  // namespace portal
