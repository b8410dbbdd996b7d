#include "evaluation/row_inputs.hpp"

namespace pointsbank::evaluation {

using expression::Input;
using expression::Source;
using expression::Value;

namespace {

Value text_value(const TextColumn& column, Id row) { return column.has(row) ? Value(column.at(row)) : Value(); }

Value decimal_value(const DecimalColumn& column, Id row) { return column.has(row) ? Value(column.at(row)) : Value(); }

}  // namespace

Value cell_value(const AttributeColumn& column, Id row) {
  if (const auto* numbers = std::get_if<DecimalColumn>(&column)) return decimal_value(*numbers, row);
  if (const auto* texts = std::get_if<TextColumn>(&column)) return text_value(*texts, row);
  if (const auto* truths = std::get_if<BoolColumn>(&column)) {
    if (truths->values.empty() || truths->values[row] < 0) return {};
    return truths->values[row] != 0;
  }
  const auto& dates = std::get<DateColumn>(column);
  if (dates.days.empty() || dates.days[row] == INT32_MIN) return {};
  return Date{dates.days[row]};
}

Value subject_value(const Binding& binding, const program::Version& version, Id household, Date day, Input input) {
  if (input.source == Source::subject_id) return binding.roster.id(household);
  const Roster::Columns& columns = binding.roster.columns();
  const Id row = binding.roster.row(household, day);
  if (input.source == Source::subject_group) return text_value(columns.groups[version.groups[input.index]], row);
  return cell_value(columns.attributes[version.subject_attributes[input.index]], row);
}

Value EventInputs::value(Input input) const {
  const Events::Columns& columns = binding_.events.columns();
  switch (input.source) {
    case Source::event_id: return columns.id[event_];
    case Source::event_kind: return text_value(columns.kind, event_);
    case Source::event_grade: return text_value(columns.grade, event_);
    case Source::event_member: return text_value(columns.member, event_);
    case Source::event_act: return text_value(columns.act, event_);
    case Source::event_date: return Date{columns.date[event_]};
    case Source::event_quantity: return decimal_value(columns.quantity, event_);
    case Source::event_points: return decimal_value(columns.points, event_);
    case Source::event_minute:
      if (columns.second[event_] < 0) return {};
      return Number(columns.second[event_] / 60);
    case Source::event_attribute: return cell_value(columns.attributes[version_.event_attributes[input.index]], event_);
    default: return subject_value(binding_, version_, household_, day_, input);
  }
}

}  // namespace pointsbank::evaluation
