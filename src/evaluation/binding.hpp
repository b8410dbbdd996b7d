// A program bound to the tables of one evaluation: dictionary ids become the program's numbers, thresholds and rates
// become integers at the scale of the quantity column. Made once an evaluation; read by all threads.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "pointsbank/evaluate.hpp"
#include "program/program.hpp"

namespace pointsbank::evaluation {

using program::Index;

/// What stands in Occurrence::grade beside the program's own grades.
inline constexpr std::uint16_t no_grade = 0xFFFF;       ///< the event names none
inline constexpr std::uint16_t unknown_grade = 0xFFFE;  ///< one that no rule lists
inline constexpr std::uint16_t most_grades = 0xFFF0;    ///< beyond so many, grades are looked up by text

/// One counter of a rule, as the inner loop reads it.
struct BoundCounter {
  std::int64_t most;
  Index slot;
  PeriodKind per;
  bool by_member;
  bool is_count;
  program::Level level;
};

/// A rule as the inner loop reads it: everything that most events need stands in these few words.
struct BoundRule {
  /// How the magnitude is found where 64 and 128 bits do.
  enum class Way : std::uint8_t { constant, grades, rate, whole_rate, bands, exact };

  Date from, to;  ///< in effect, both included
  Way way = Way::exact;
  bool positive = true;
  bool has_condition = false;
  bool is_simple = true;  ///< no repeat, over, exclusive, validity or veto
  program::Account account = program::Account::both;
  Index rule = 0;  ///< in the program
  std::uint32_t counters_begin = 0, counters_end = 0;
  std::int64_t units = 0;      ///< constant
  std::int64_t numerator = 0;  ///< rate: units = quantity x numerator / denominator
  std::int64_t denominator = 1;
  std::int64_t whole_rate_numerator = 0, whole_rate_denominator = 1;  ///< whole rate: units a whole `each`
  /// grades: (program grade, units); bands: (least mantissa, units), rising.
  std::vector<std::pair<std::int64_t, std::int64_t>> table;
};

struct Binding {
  Binding(const pointsbank::Program& compiled, const Roster& roster_table, const Events& events_table,
          const EvaluateOptions& evaluate_options);

  const program::Program& program;
  const Roster& roster;
  const Events& events;
  const EvaluateOptions& options;

  std::vector<Id> households;         ///< by the events' dictionary: the roster's number, or no_id
  std::vector<Index> kinds;           ///< by the events' dictionary: the program's number, or none
  std::vector<std::uint16_t> grades;  ///< by the events' dictionary
  std::vector<BoundRule> rules;       ///< in the program's order
  std::vector<BoundCounter> counters;
  std::vector<std::pair<Index, Index>> hearings;  ///< by version x kinds + kind: begin and end in `heard`
  std::vector<Index> heard;                       ///< rules

  [[nodiscard]] const std::pair<Index, Index>& hearing(Index version, Index kind) const noexcept {
    return hearings[version * program.kinds.size() + kind];
  }
};

}  // namespace pointsbank::evaluation
