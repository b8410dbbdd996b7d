// What the commands of the shop share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bank/work.hpp"
#include "rulelist/bank_values.hpp"

namespace pointsbank::bank {

/// The list whose words hold for redemptions on a day: the one in effect or, before the first and after the last, the
/// nearest: what was earned can still be redeemed.
[[nodiscard]] const rulelist::List& list_for_redemption(const RuleBook& book, Date day);

/// Does a redemption in this state take points and goods?
[[nodiscard]] bool is_taken(store::HoldState state) noexcept;

/// Units as points, and as text for answers.
[[nodiscard]] Number in_points(std::int64_t units, int decimals);
[[nodiscard]] Answer::Value units_value(std::string name, std::int64_t units, int decimals);

/// An id that the bank gives: `prefix` and the number of the next entry, which nobody has had before; where somebody
/// has given just that one, with a dash more.
template <class IsThere>
std::string new_id(std::string_view prefix, store::Seq next, const IsThere& is_there) {
  std::string id = std::string(prefix) + std::to_string(next);
  while (is_there(id)) id += "-";
  return id;
}

}  // namespace pointsbank::bank
