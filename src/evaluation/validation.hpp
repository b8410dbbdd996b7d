// Is an event there, and is it valid?  Sections 6.1 and 6.2 of the rule list page, in their order.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "evaluation/occurrences.hpp"

namespace pointsbank::evaluation {

class Validation {
 public:
  explicit Validation(const Binding& binding);

  struct Result {
    Id household = no_id;  ///< no_id: not evaluated, for this reason
    Outcome outcome = Outcome::rejected;
    Reason reason = Reason::none;
  };
  [[nodiscard]] Result operator()(Id row) const noexcept;
  /// Where nothing else is to be asked of most events: one version is in effect, households are always there, nothing
  /// is revoked or recorded later. Then an event is valid that is dated on one of these days, gives a household of the
  /// roster and is of a kind that the version knows.
  struct PlainDays {
    std::int32_t first;
    std::uint32_t beyond_first;  ///< the last day less the first
  };
  [[nodiscard]] const std::optional<PlainDays>& plain() const noexcept { return plain_; }
  /// The household that the row gives or that 6.2 found, as a text.
  [[nodiscard]] std::string_view household_text(Id row, Reason reason) const noexcept;

 private:
  [[nodiscard]] Result valid(Id row, Date date) const noexcept;
  [[nodiscard]] bool is_too_late(Id row, Date date, Index version) const noexcept;

  const Binding& binding_;
  const Events::Columns& columns_;
  std::int64_t known_until_;                // microseconds; what was recorded later does not exist
  std::vector<bool> revoked_;               // by row; empty: none is
  bool always_active_ = true;               // nobody joins or leaves
  const program::Version* only_ = nullptr;  // where the book has one version
  std::optional<PlainDays> plain_;
};

}  // namespace pointsbank::evaluation
