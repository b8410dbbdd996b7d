// Is an event there, and is it valid?  Sections 6.1 and 6.2 of the rule list page, in their order.
#pragma once

#include <cstdint>
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
  /// The household of an event that is valid as most are (a household that is always there, one version in effect);
  /// no_id: ask at length.
  [[nodiscard]] Id plainly_valid(Id row) const noexcept {
    if (!is_plain_) return no_id;
    const Id given = columns_.household.ids[row];
    const std::int32_t date = columns_.date[row];
    if (given == no_id || date < first_day_ || date > last_day_ || !known_kinds_[columns_.kind.ids[row]]) return no_id;
    return binding_.households[given];
  }
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
  bool is_plain_ = false;                   // nothing else to ask of most events:
  std::int32_t first_day_ = 0, last_day_ = 0;
  std::vector<std::uint8_t> known_kinds_;  // by the events' dictionary
};

}  // namespace pointsbank::evaluation
