// The words of results, as the specification spells them.

#include <array>

#include "pointsbank/evaluate.hpp"

namespace pointsbank {

std::string_view to_string(Cause cause) noexcept {
  static constexpr std::array<std::string_view, 13> words{
      "rule",   "base",  "obligation", "continuing", "ranking",  "forfeit", "lapse",
      "expiry", "reset", "redemption", "refund",     "transfer", "opening"};
  return words[static_cast<std::size_t>(cause)];
}

std::string_view to_string(Outcome outcome) noexcept {
  static constexpr std::array<std::string_view, 10> words{"applied", "cut",     "no_effect",  "rejected", "veto",
                                                          "noted",   "revoked", "revocation", "later",    "duplicate"};
  return words[static_cast<std::size_t>(outcome)];
}

std::string_view to_string(Reason reason) noexcept {
  static constexpr std::array<std::string_view, 25> words{"",
                                                          "vetoed",
                                                          "condition",
                                                          "missing_value",
                                                          "division_by_zero",
                                                          "overflow",
                                                          "unknown_grade",
                                                          "out_of_range",
                                                          "warning",
                                                          "zero",
                                                          "not_highest",
                                                          "limit:rule",
                                                          "limit:category",
                                                          "limit:list",
                                                          "floor",
                                                          "recorded_later",
                                                          "after_through",
                                                          "unknown_event",
                                                          "unknown_member",
                                                          "unknown_household",
                                                          "not_a_member",
                                                          "outside_effective",
                                                          "unknown_kind",
                                                          "not_active",
                                                          "too_late"};
  return words[static_cast<std::size_t>(reason)];
}

}  // namespace pointsbank
