#include "evaluation/rule_scores.hpp"

#include <algorithm>

namespace pointsbank::evaluation {

namespace {

constexpr std::size_t most_tabled_grades = 4096;  // of the events' dictionary

std::int32_t in_32_bits(std::int64_t units) noexcept {
  return units <= INT32_MAX ? static_cast<std::int32_t>(units) : Occurrence::not_scored;
}

}  // namespace

void RuleScores::score(Index rule, std::size_t begin, Rows rows, std::int32_t* units) {
  using Way = BoundRule::Way;
  const BoundRule& bound = binding_.heard[rule];
  switch (bound.way) {
    case Way::constant: std::fill_n(units, rows.size(), in_32_bits(bound.units)); break;
    case Way::grades: of_grades(rule, begin, rows, units); break;
    case Way::rate: of_rate(bound, begin, rows, units); break;
    case Way::whole_rate: {
      const auto each = static_cast<std::uint64_t>(binding_.table_of(bound).front().first);
      of_quantities(bound, begin, rows, units, [&](std::int64_t quantity) {
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(near_rate<Rounding::down>(bound, quantity)) * each);
      });
      break;
    }
    case Way::bands: of_bands(bound, begin, rows, units); break;
    case Way::exact: std::fill_n(units, rows.size(), Occurrence::not_scored); break;
  }
}

std::int32_t RuleScores::of_row(const BoundRule& rule, Id row) const {
  bool resolved = false;
  const Magnitude magnitude = fast_magnitude(binding_, rule, row, resolved);
  if (!resolved) return Occurrence::not_scored;
  return magnitude.fault != Reason::none ? faulty : in_32_bits(magnitude.units);
}

/// `near` calculates from quantities up to rule.near_quantity.
template <class Near>
void RuleScores::of_quantities(const BoundRule& rule, std::size_t begin, Rows rows, std::int32_t* units,
                               Near near) const {
  const Column<std::int64_t>& mantissas = binding_.events.columns().quantity.mantissas;
  if (mantissas.empty()) return std::fill_n(units, rows.size(), faulty), void();
  const std::int64_t* const quantities = mantissas.data() + begin;
  // A negative one, an absent one and one too wide are far as well.
  const auto nearest = static_cast<std::uint64_t>(rule.near_quantity);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::int64_t quantity = quantities[rows[i]];
    if (rule.near_quantity >= 0 && static_cast<std::uint64_t>(quantity) <= nearest) [[likely]]
      units[i] = in_32_bits(near(quantity));
    else
      units[i] = of_row(rule, static_cast<Id>(begin + rows[i]));
  }
}

void RuleScores::of_rate(const BoundRule& rule, std::size_t begin, Rows rows, std::int32_t* units) const {
  const auto rounded = [&](auto near) { of_quantities(rule, begin, rows, units, near); };
  switch (binding_.program.rounding) {
    case Rounding::half_up: return rounded([&](std::int64_t q) { return near_rate<Rounding::half_up>(rule, q); });
    case Rounding::half_even: return rounded([&](std::int64_t q) { return near_rate<Rounding::half_even>(rule, q); });
    case Rounding::down: return rounded([&](std::int64_t q) { return near_rate<Rounding::down>(rule, q); });
    case Rounding::up: return rounded([&](std::int64_t q) { return near_rate<Rounding::up>(rule, q); });
  }
}

void RuleScores::of_bands(const BoundRule& rule, std::size_t begin, Rows rows, std::int32_t* units) const {
  const auto table = binding_.table_of(rule);
  // No quantity is too far for a few comparisons.
  BoundRule any = rule;
  any.near_quantity = INT64_MAX;
  if (table.size() > 16) any.near_quantity = -1;
  of_quantities(any, begin, rows, units, [&](std::int64_t quantity) {
    std::int64_t points = 0;
    for (const auto& [least, of_band] : table) points = quantity >= least ? of_band : points;
    return points;
  });
}

void RuleScores::of_grades(Index rule, std::size_t begin, Rows rows, std::int32_t* units) {
  const Column<Id>& grades = binding_.events.columns().grade.ids;
  if (grades.empty()) return std::fill_n(units, rows.size(), faulty), void();
  const BoundRule& bound = binding_.heard[rule];
  if (binding_.grades.size() > most_tabled_grades) {
    for (std::size_t i = 0; i < rows.size(); ++i) units[i] = of_row(bound, static_cast<Id>(begin + rows[i]));
    return;
  }
  std::vector<std::int32_t>& table = by_grade_[rule];
  if (table.empty()) {  // what stands first is no grade: no_id + 1 is 0
    table.assign(binding_.grades.size() + 1, faulty);
    for (std::size_t id = 0; id < binding_.grades.size(); ++id) {
      const Magnitude magnitude = magnitude_of_grade(binding_, bound, binding_.grades[id]);
      if (magnitude.fault == Reason::none) table[id + 1] = in_32_bits(magnitude.units);
    }
  }
  const Id* const grade = grades.data() + begin;
  for (std::size_t i = 0; i < rows.size(); ++i) units[i] = table[static_cast<Id>(grade[rows[i]] + 1)];
}

}  // namespace pointsbank::evaluation
