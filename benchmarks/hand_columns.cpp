#include "hand_columns.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "hand_tables.hpp"

namespace hand {

namespace {

template <class T>
std::uint64_t sum(const std::vector<T>& column) noexcept {
  std::uint64_t total = 0;
  for (const T value : column) total += static_cast<std::uint64_t>(value);
  return total;
}

/// Codes of a text column by its own ids.
std::vector<std::uint8_t> codes_of(const pointsbank::TextColumn& column, std::span<const std::string_view> names) {
  std::vector<std::uint8_t> codes;
  if (!column.texts) return codes;
  for (std::size_t id = 0; id < column.texts->size(); ++id)
    codes.push_back(code_of(names, column.texts->text(static_cast<pointsbank::Id>(id))));
  return codes;
}

std::vector<std::uint8_t> coded(const pointsbank::TextColumn& column, std::span<const std::string_view> names,
                                std::size_t rows) {
  std::vector<std::uint8_t> cells(rows, 0);
  if (column.ids.empty()) return cells;
  const std::vector<std::uint8_t> codes = codes_of(column, names);
  for (std::size_t row = 0; row < rows; ++row)
    if (column.ids[row] != pointsbank::no_id) cells[row] = codes[column.ids[row]];
  return cells;
}

}  // namespace

std::uint8_t code_of(std::span<const std::string_view> names, std::string_view name) noexcept {
  return static_cast<std::uint8_t>(std::find(names.begin(), names.end(), name) - names.begin() + 1);
}

std::uint64_t packed_id(std::string_view id) {
  if (id.size() > 8) throw std::invalid_argument("the hand-written kernel takes ids of at most eight bytes");
  std::uint64_t packed = 0;
  for (std::size_t i = 0; i < 8; ++i) packed = packed << 8 | (i < id.size() ? static_cast<std::uint8_t>(id[i]) : 0U);
  return packed;
}

std::uint8_t packed_attributes(std::int64_t members, bool left_behind) {
  if (members < 1 || members > 127) throw std::invalid_argument("the hand-written kernel takes 1 to 127 members");
  return static_cast<std::uint8_t>(members * 2 + (left_behind ? 1 : 0));
}

Households households_by_grid(const std::vector<std::uint8_t>& attributes, const std::vector<std::uint32_t>& grid) {
  Households households;
  std::vector<std::uint32_t> order(grid.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return grid[a] < grid[b]; });
  households.of_roster.resize(grid.size());
  for (std::uint32_t number = 0; number < order.size(); ++number) {
    households.of_roster[order[number]] = number;
    households.attributes.push_back(attributes[order[number]]);
    if (number + 1 == order.size() || grid[order[number]] != grid[order[number + 1]])
      households.grid_ends.push_back(number + 1);
  }
  return households;
}

Households households_of(const pointsbank::Roster& roster) {
  const pointsbank::Roster::Columns& columns = roster.columns();
  const auto& members = std::get<pointsbank::DecimalColumn>(columns.attributes.at(0));
  const auto& left_behind = std::get<pointsbank::BoolColumn>(columns.attributes.at(1));
  if (members.decimals != 0 || columns.from.size() != roster.size())
    throw std::invalid_argument("the hand-written kernel takes whole members and one row a household");
  std::vector<std::uint8_t> attributes;
  std::vector<std::uint32_t> grid;
  for (std::size_t household = 0; household < roster.size(); ++household) {
    const bool behind = left_behind.values[household] == 1;
    attributes.push_back(packed_attributes(members.mantissas[household], behind));
    grid.push_back(columns.groups.at(0).id(static_cast<pointsbank::Id>(household)));
  }
  return households_by_grid(attributes, grid);
}

Events events_of(const pointsbank::Events& events, const pointsbank::Roster& roster, const Households& households) {
  const pointsbank::Events::Columns& columns = events.columns();
  const std::size_t rows = events.size();
  std::vector<std::uint32_t> numbers(columns.household.texts->size());
  for (std::size_t id = 0; id < numbers.size(); ++id) {
    const pointsbank::Id found = roster.find(columns.household.texts->text(static_cast<pointsbank::Id>(id)));
    numbers[id] = found == pointsbank::no_id ? nobody : households.of_roster[found];
  }
  Events made;
  made.kind = coded(columns.kind, kind_names, rows);
  for (std::uint8_t& kind : made.kind) kind = kind > kind_count ? other_kind : static_cast<std::uint8_t>(kind - 1);
  made.grade = coded(columns.grade, grade_names, rows);
  made.level = coded(std::get<pointsbank::TextColumn>(columns.attributes.at(0)), level_names, rows);
  const auto& night = std::get<pointsbank::BoolColumn>(columns.attributes.at(1)).values;
  made.night =
      night.empty() ? std::vector<std::int8_t>(rows, -1) : std::vector<std::int8_t>(night.begin(), night.end());
  made.day.assign(columns.date.begin(), columns.date.end());
  made.second.assign(columns.second.begin(), columns.second.end());
  std::int64_t scale = 1;
  for (int i = columns.quantity.decimals; i < 2; ++i) scale *= 10;
  if (columns.quantity.decimals > 2)
    throw std::invalid_argument("the hand-written kernel takes quantities in hundredths");
  for (std::size_t row = 0; row < rows; ++row) {
    const bool has = columns.quantity.has(static_cast<pointsbank::Id>(row));
    const std::int64_t quantity = has ? columns.quantity.mantissas[row] : INT64_MIN;
    if (has && (quantity < 0 || quantity > 1'000'000'000'000))
      throw std::invalid_argument("the hand-written kernel takes quantities from 0 to 10^10");
    made.quantity.push_back(has ? quantity * scale : INT64_MIN);
    const pointsbank::Id household = columns.household.ids[row];
    made.household.push_back(household == pointsbank::no_id ? nobody : numbers[household]);
    made.id.push_back(packed_id(columns.id[row]));
  }
  return made;
}

std::uint64_t read_once(const Events& events) noexcept {
  return sum(events.household) + sum(events.kind) + sum(events.day) + sum(events.second) + sum(events.quantity) +
         sum(events.grade) + sum(events.level) + sum(events.night);
}

}  // namespace hand
