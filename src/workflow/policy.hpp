// What a rule book asks of a claim: how many reviewers, how long it is public, how long it can be appealed against.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rulelist/model.hpp"
#include "workflow/calendar.hpp"

namespace pointsbank::workflow {

/// The strictest of all rules that hear the kind on the event's date. Where a key is not said: one reviewer, no
/// publicity, no evidence, no review of one's own household, and appeal without end.
struct Policy {
  std::int64_t reviewers = 1;
  std::vector<Publicity> publicity;  ///< the latest end of them counts; empty: final at once
  std::int64_t evidence = 0;
  bool self_review = false;
  std::optional<std::int64_t> appeal_days;  ///< none: without end
  /// Of rules with a `range` score: (least, most) points. A claim then needs points that fit one of them.
  std::vector<std::pair<Number, Number>> ranges;
  bool is_heard = false;  ///< a rule or closing of the version in effect names the kind

  [[nodiscard]] bool needs_points() const noexcept { return !ranges.empty(); }
  [[nodiscard]] bool allows_points(const Number& points) const;
  /// How many have to approve what was handed in by a clerk for somebody else, or by anybody else.
  [[nodiscard]] std::int64_t reviewers_of(bool is_clerks_record) const noexcept {
    return is_clerks_record || reviewers > 0 ? reviewers : 1;
  }
  /// When what is made public at `begin` becomes final.
  [[nodiscard]] Moment end_of_publicity(Moment begin, int utc_offset, const WorkingDays& days) const;
};

/// Of a kind of event on a date; the defaults, not heard, where no version is in effect then.
[[nodiscard]] Policy policy_of(const rulelist::Book& book, std::string_view kind, Date date);

/// The average of what the reviewers gave, rounded to the unit. `given` is not empty.
[[nodiscard]] Number average(const std::vector<Number>& given, int decimals, Rounding rounding);

}  // namespace pointsbank::workflow
