#include "bank/claim_cells.hpp"

#include <algorithm>

#include "records/cells.hpp"

namespace pointsbank::bank {

namespace {

bool is_id(std::string_view text) { return records::check_id(text) == records::CellFault::none; }

bool is_decimal(std::string_view text) {
  Decimal value;
  return records::read_decimal(text, value) == records::CellFault::none;
}

/// A date, or a moment far from the ends of the calendar.
bool is_date_or_moment(std::string_view text) {
  if (Date::parse(text)) return true;
  const std::optional<Moment> moment = Moment::parse(text);
  if (!moment) return false;
  const Date day = moment->date(0);
  return Date::of(1900, 1, 1) <= day && day <= Date::of(2999, 12, 31);
}

bool is_sound(const TableFormat& format, const journal::Cell& cell) {
  if (cell.column == "quantity" || cell.column == "points") return is_decimal(cell.text);
  if (cell.column == "grade" || cell.column == "act") return is_id(cell.text);
  for (const Attribute& attribute : format.event_attributes) {
    if (attribute.name != cell.column) continue;
    switch (attribute.type) {
      case AttributeType::number: return is_decimal(cell.text);
      case AttributeType::string: return is_id(cell.text);
      case AttributeType::boolean: return cell.text == "true" || cell.text == "false";
      case AttributeType::date: return Date::parse(cell.text).has_value();
    }
  }
  return false;
}

}  // namespace

bool is_surely_sound(const TableFormat& format, const journal::EventEntry& event) {
  const bool has_texts =
      is_id(event.event) && is_id(event.kind) && (event.household.empty() || is_id(event.household)) &&
      (event.member.empty() || is_id(event.member)) && !(event.household.empty() && event.member.empty());
  return has_texts && is_date_or_moment(event.occurred) &&
         std::all_of(event.cells.begin(), event.cells.end(),
                     [&format](const journal::Cell& cell) { return is_sound(format, cell); });
}

}  // namespace pointsbank::bank
