#include "examples/comparison.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "pointsbank/number.hpp"

namespace pointsbank::examples {
namespace {

constexpr std::array<std::string_view, 10> amounts = {"standing", "spendable", "earned", "deducted", "amount",
                                                      "measure",  "rank",      "points", "value",    "posting"};
/// The subject's column, which every list may call otherwise, is told apart by being none of the others.
constexpr std::array<std::string_view, 18> not_identities = {
    "standing", "spendable", "earned", "deducted", "amount", "measure", "rank",   "points",       "value",
    "outcome",  "reason",    "cause",  "level",    "unit",   "group",   "member", "frozen_until", "posting"};

template <std::size_t size>
bool holds(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool are_equal_numbers(std::string_view a, std::string_view b) {
  const DecimalResult left = parse_decimal(a);
  const DecimalResult right = parse_decimal(b);
  if (left.fault != DecimalFault::none || right.fault != DecimalFault::none) return false;
  return Number(left.value) == Number(right.value);
}

}  // namespace

Table::Table(std::string name, std::vector<std::vector<std::string>> rows) : name_(std::move(name)) {
  if (rows.empty()) return;
  header_ = std::move(rows.front());
  rows_.assign(std::make_move_iterator(rows.begin() + 1), std::make_move_iterator(rows.end()));
}

std::vector<Table::Wanted> Table::resolve(const rulelist::Example::Row& expected) const {
  std::vector<Wanted> wanted;
  for (const auto& [column, text] : expected) {
    const auto found = std::find(header_.begin(), header_.end(), column);
    const std::size_t index = found == header_.end() ? no_column : static_cast<std::size_t>(found - header_.begin());
    wanted.push_back({index, holds(amounts, column), !holds(not_identities, column), text});
  }
  return wanted;
}

bool Table::agrees(const Wanted& wanted, const std::vector<std::string>& row) {
  if (wanted.column == no_column) return false;
  const std::string& actual = row[wanted.column];
  return actual == wanted.text || (wanted.is_amount && are_equal_numbers(actual, wanted.text));
}

bool Table::has(const rulelist::Example::Row& expected) const {
  const std::vector<Wanted> wanted = resolve(expected);
  return std::any_of(rows_.begin(), rows_.end(), [&](const std::vector<std::string>& row) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const Wanted& cell) { return agrees(cell, row); });
  });
}

std::vector<std::string> Table::nearest(const rulelist::Example::Row& expected) const {
  const std::vector<Wanted> wanted = resolve(expected);
  const std::vector<std::string>* best = nullptr;
  std::pair<std::size_t, std::size_t> most{0, 0};
  for (const std::vector<std::string>& row : rows_) {
    std::pair<std::size_t, std::size_t> agreeing{0, 0};
    for (const Wanted& cell : wanted) {
      if (!agrees(cell, row)) continue;
      ++agreeing.second;
      if (cell.is_identity) ++agreeing.first;
    }
    if (agreeing <= most) continue;
    most = agreeing;
    best = &row;
  }
  std::vector<std::string> cells;
  if (best == nullptr) return cells;
  for (std::size_t column = 0; column < header_.size(); ++column)
    cells.push_back(header_[column] + "=" + (*best)[column]);
  return cells;
}

}  // namespace pointsbank::examples
