// What a rule scores over many rows at once, without a step of `repeat`, in units that fit 32 bits.
#pragma once

#include <span>
#include <vector>

#include "evaluation/row_chunk.hpp"
#include "evaluation/scoring.hpp"

namespace pointsbank::evaluation {

class RuleScores {
 public:
  explicit RuleScores(const Binding& binding) : binding_(binding), by_grade_(binding.heard.size()) {}

  /// In place of units: a fault of the event.
  static constexpr std::int32_t faulty = -1;

  /// The units of each row by the rule Binding::heard[rule]; Occurrence::not_scored where they have to be found exactly
  /// or do not fit.
  void score(Index rule, std::size_t begin, std::span<const RowChunk::Place> rows, std::int32_t* units);

 private:
  using Rows = std::span<const RowChunk::Place>;
  template <class Near>
  void of_quantities(const BoundRule& rule, std::size_t begin, Rows rows, std::int32_t* units, Near near) const;
  void of_rate(const BoundRule& rule, std::size_t begin, Rows rows, std::int32_t* units) const;
  void of_bands(const BoundRule& rule, std::size_t begin, Rows rows, std::int32_t* units) const;
  void of_grades(Index rule, std::size_t begin, Rows rows, std::int32_t* units);
  [[nodiscard]] std::int32_t of_row(const BoundRule& rule, Id row) const;

  const Binding& binding_;
  std::vector<std::vector<std::int32_t>> by_grade_;  // by heard rule: units by the events' dictionary, made on demand
};

}  // namespace pointsbank::evaluation
