#include "records/cells.hpp"

#include "records/text_check.hpp"

namespace pointsbank::records {

CellFault check_id(std::string_view text) noexcept {
  if (text.empty()) return CellFault::empty;
  if (text.size() > max_id) return CellFault::id_too_long;
  return forbidden_in_id(text) ? CellFault::forbidden_in_id : CellFault::none;
}

CellFault read_decimal(std::string_view text, Decimal& value) noexcept {
  const DecimalResult result = parse_decimal(text);
  value = result.value;
  switch (result.fault) {
    case DecimalFault::none: return CellFault::none;
    case DecimalFault::too_many_digits: return CellFault::too_many_digits;
    case DecimalFault::too_fine: return CellFault::too_fine;
    case DecimalFault::exponent_too_large: return CellFault::exponent_too_large;
    default: return CellFault::not_a_number;
  }
}

}  // namespace pointsbank::records
