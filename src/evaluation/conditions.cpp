#include "evaluation/conditions.hpp"

#include <algorithm>

namespace pointsbank::evaluation {

using expression::Input;
using expression::Source;
using expression::Truth;

bool Conditions::is_columnar(Input input) noexcept {
  return input.source != Source::event_id && input.source != Source::subject_id;
}

void Conditions::decide(std::size_t hearing, std::span<const Id> rows, std::span<const Id> households,
                        std::span<std::uint16_t> conditions) {
  const Index begin = binding_.hearings[hearing].begin;
  const Index end = binding_.hearings[hearing].end;
  const program::Version& version = binding_.program.versions[hearing / binding_.program.kinds.size()];
  for (Index position = 0; position < std::min(end - begin, packed_conditions); ++position) {
    const program::Rule& rule = binding_.program.rules[binding_.heard[begin + position].rule];
    if (rule.when == nullptr) continue;
    const std::span<const Input> inputs = rule.when->inputs();
    truths_.assign(rows.size(), Truth::unresolved);
    if (std::all_of(inputs.begin(), inputs.end(), is_columnar)) {
      if (cells_.size() < inputs.size()) cells_.resize(inputs.size());
      vectors_.assign(inputs.size(), {});
      for (std::size_t i = 0; i < inputs.size(); ++i)
        gather(version, inputs[i], rows, households, cells_[i], vectors_[i]);
      rule.when->evaluate(vectors_, truths_);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto condition = Condition::by_row;  // a fault other than a missing value: rare, found again row by row
      if (truths_[i] == Truth::yes) condition = Condition::yes;
      if (truths_[i] == Truth::no) condition = Condition::no;
      if (truths_[i] == Truth::missing_value) condition = Condition::missing;
      conditions[i] = static_cast<std::uint16_t>(conditions[i] | static_cast<unsigned>(condition) << (2 * position));
    }
  }
}

namespace {

/// Reads one column into cells; `row_of` says which row each event reads.
template <class RowOf>
void gather_column(const AttributeColumn& column, std::size_t count, RowOf row_of, std::vector<std::int64_t>& cells,
                   expression::Vector& vector) {
  if (const auto* numbers = std::get_if<DecimalColumn>(&column)) {
    vector.decimals = numbers->decimals;
    if (numbers->mantissas.empty()) return;
    for (std::size_t i = 0; i < count; ++i) cells[i] = numbers->mantissas[row_of(i)];
  } else if (const auto* texts = std::get_if<TextColumn>(&column)) {
    if (!texts->texts) return cells.clear();  // the table has no such column: no value in any row
    vector.texts = texts->texts.get();
    for (std::size_t i = 0; i < count; ++i) {
      const Id id = texts->id(row_of(i));
      cells[i] = id == no_id ? absent_cell : static_cast<std::int64_t>(id);
    }
  } else if (const auto* truths = std::get_if<BoolColumn>(&column)) {
    if (truths->values.empty()) return;
    for (std::size_t i = 0; i < count; ++i)
      cells[i] = truths->values[row_of(i)] < 0 ? absent_cell : truths->values[row_of(i)];
  } else {
    const auto& dates = std::get<DateColumn>(column);
    if (dates.days.empty()) return;
    for (std::size_t i = 0; i < count; ++i) {
      cells[i] = dates.days[row_of(i)] == INT32_MIN ? absent_cell : dates.days[row_of(i)];
    }
  }
}

}  // namespace

void Conditions::gather(const program::Version& version, Input input, std::span<const Id> rows,
                        std::span<const Id> households, std::vector<std::int64_t>& cells,
                        expression::Vector& vector) const {
  const Events::Columns& events = binding_.events.columns();
  const Roster::Columns& roster = binding_.roster.columns();
  cells.assign(rows.size(), absent_cell);
  const auto event_row = [&](std::size_t i) { return rows[i]; };
  const auto subject_row = [&](std::size_t i) {
    return binding_.roster.row(households[i], Date{events.date[rows[i]]});
  };
  const auto from_text = [&](const TextColumn& column, auto row_of) {
    gather_column(column, rows.size(), row_of, cells, vector);
  };
  switch (input.source) {
    case Source::event_kind: from_text(events.kind, event_row); break;
    case Source::event_grade: from_text(events.grade, event_row); break;
    case Source::event_member: from_text(events.member, event_row); break;
    case Source::event_act: from_text(events.act, event_row); break;
    case Source::event_date:
      for (std::size_t i = 0; i < rows.size(); ++i) cells[i] = events.date[rows[i]];
      break;
    case Source::event_minute:
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (events.second[rows[i]] >= 0) cells[i] = events.second[rows[i]] / 60;
      }
      break;
    case Source::event_quantity: gather_column(events.quantity, rows.size(), event_row, cells, vector); break;
    case Source::event_points: gather_column(events.points, rows.size(), event_row, cells, vector); break;
    case Source::event_attribute:
      gather_column(events.attributes[version.event_attributes[input.index]], rows.size(), event_row, cells, vector);
      break;
    case Source::subject_group: from_text(roster.groups[version.groups[input.index]], subject_row); break;
    case Source::subject_attribute:
      gather_column(roster.attributes[version.subject_attributes[input.index]], rows.size(), subject_row, cells,
                    vector);
      break;
    default: break;  // ids are read row by row; rules see nothing else
  }
  vector.cells = cells;
}

}  // namespace pointsbank::evaluation
