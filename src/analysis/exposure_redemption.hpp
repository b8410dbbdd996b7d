// What points are worth, and how many a household may redeem: the bank's keys, as far as money goes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/exposure_bounds.hpp"

namespace pointsbank::analysis {

class Redemption {
 public:
  explicit Redemption(const program::Program& program);

  [[nodiscard]] const std::vector<std::string>& currencies() const noexcept { return currencies_; }
  [[nodiscard]] bool uses_weeks() const;
  /// The largest value of a point by a version in effect within the span.
  [[nodiscard]] Number value(const std::string& currency, Span span) const;
  /// What of the points got within the span can be redeemed: `gained` gives those of any span.
  template <class Gained>
  [[nodiscard]] Total redeemable(Span span, const Gained& gained) const;

 private:
  struct Terms {
    Span days;
    std::map<PeriodKind, Number> limits;  ///< units
    std::map<std::string, Number> values;
  };
  [[nodiscard]] std::optional<Number> limit(Span span) const;
  [[nodiscard]] std::vector<PeriodKind> limit_kinds() const;

  std::vector<Terms> terms_;
  std::vector<std::string> currencies_;
};

template <class Gained>
Total Redemption::redeemable(Span span, const Gained& gained) const {
  Total least = gained(span);
  if (const std::optional<Number> limited = limit(span)) least.keep_least({true, *limited, {}});
  if (span.to == Date::never()) return least;
  for (const PeriodKind kind : limit_kinds()) {
    if (kind == PeriodKind::ever || span.lies_in_one(kind)) continue;
    Total sum;
    for (Date day = span.from; sum.is_bounded && day <= span.to;) {
      const Date end = std::min(last_day(kind, day), span.to);
      sum.add(redeemable({day, end}, gained));
      day = end + 1;
    }
    least.keep_least(sum);
  }
  return least;
}

}  // namespace pointsbank::analysis
