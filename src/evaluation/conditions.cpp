#include "evaluation/conditions.hpp"

#include <algorithm>

namespace pointsbank::evaluation {

using expression::Input;
using expression::Source;
using expression::Truth;

bool Conditions::is_columnar(Input input) noexcept {
  return input.source != Source::event_id && input.source != Source::subject_id;
}

void Conditions::decide(std::size_t hearing, const RowChunk& chunk, std::uint16_t* conditions) {
  // A fault other than a missing value is rare: it is found again row by row.
  static constexpr Condition of_truth[] = {Condition::no,     Condition::yes,    Condition::missing,
                                           Condition::by_row, Condition::by_row, Condition::by_row};
  const Index begin = binding_.hearings[hearing].begin;
  const Index end = binding_.hearings[hearing].end;
  const program::Version& version = binding_.program.versions[hearing / binding_.program.kinds.size()];
  const std::span<const RowChunk::Place> rows = chunk.rows_of(hearing);
  for (Index position = 0; position < std::min(end - begin, packed_conditions); ++position) {
    const program::Rule& rule = binding_.program.rules[binding_.heard[begin + position].rule];
    if (rule.when == nullptr) continue;
    decide(version, *rule.when, hearing, chunk);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto condition = static_cast<unsigned>(of_truth[static_cast<std::size_t>(truths_[i])]);
      conditions[rows[i]] = static_cast<std::uint16_t>(conditions[rows[i]] | condition << (2 * position));
    }
  }
}

void Conditions::decide(const program::Version& version, const expression::Expression& when, std::size_t hearing,
                        const RowChunk& chunk) {
  const std::span<const Input> inputs = when.inputs();
  const std::span<const RowChunk::Place> rows = chunk.rows_of(hearing);
  truths_.assign(rows.size(), Truth::unresolved);
  if (!std::all_of(inputs.begin(), inputs.end(), is_columnar)) return;
  if (cells_.size() < inputs.size()) cells_.resize(inputs.size());
  vectors_.clear();
  for (std::size_t i = 0; i < inputs.size(); ++i)
    vectors_.push_back(gather(version, inputs[i], rows, chunk, cells_[i].cells.get()));
  when.evaluate(vectors_, truths_);
}

namespace {

/// Reads one column into cells; `row_of` says which row each event reads. A column without cells has no value anywhere.
template <class RowOf>
class Gathering {
 public:
  Gathering(std::size_t count, RowOf row_of, std::int64_t* cells) : count_(count), row_of_(row_of), cells_(cells) {}

  expression::Vector operator()(const DecimalColumn& column) const {
    return read(column.mantissas, absent_cell, column.decimals, nullptr);
  }
  expression::Vector operator()(const TextColumn& column) const {
    if (!column.texts) return {};
    return read(column.ids, no_id, 0, column.texts.get());
  }
  expression::Vector operator()(const BoolColumn& column) const {
    return read(column.values, std::int8_t{-1}, 0, nullptr);
  }
  expression::Vector operator()(const DateColumn& column) const { return read(column.days, INT32_MIN, 0, nullptr); }
  expression::Vector operator()(const AttributeColumn& column) const { return std::visit(*this, column); }

 private:
  template <class T>
  expression::Vector read(const Column<T>& column, T absent, int decimals, const Dictionary* texts) const {
    if (column.empty()) std::fill_n(cells_, count_, absent_cell);
    const T* const from = column.data();
    for (std::size_t i = 0; i < count_ && from != nullptr; ++i) {
      const T value = from[row_of_(i)];
      cells_[i] = value == absent ? absent_cell : static_cast<std::int64_t>(value);
    }
    return {{cells_, count_}, decimals, texts};
  }

  std::size_t count_;
  RowOf row_of_;
  std::int64_t* cells_;
};

}  // namespace

expression::Vector Conditions::gather(const program::Version& version, Input input,
                                      std::span<const RowChunk::Place> rows, const RowChunk& chunk,
                                      std::int64_t* cells) const {
  const Events::Columns& events = binding_.events.columns();
  const Roster::Columns& roster = binding_.roster.columns();
  const Id* const households = chunk.households();
  const std::size_t begin = chunk.begin();
  const RowChunk::Place* const places = rows.data();
  const auto event_row = [begin, places](std::size_t i) { return begin + places[i]; };
  const Gathering of_event(rows.size(), event_row, cells);
  const auto of_subject = [&](const auto& column) {
    if (roster.from.size() == binding_.roster.size())  // one row a household
      return Gathering(
          rows.size(), [=](std::size_t i) { return households[places[i]]; }, cells)(column);
    const auto row_of = [&](std::size_t i) {
      return binding_.roster.row(households[places[i]], Date{events.date[begin + places[i]]});
    };
    return Gathering(rows.size(), row_of, cells)(column);
  };
  switch (input.source) {
    case Source::event_kind: return of_event(events.kind);
    case Source::event_grade: return of_event(events.grade);
    case Source::event_member: return of_event(events.member);
    case Source::event_act: return of_event(events.act);
    case Source::event_date: return of_event(DateColumn{events.date});
    case Source::event_minute:
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::int32_t second = events.second[event_row(i)];
        cells[i] = second >= 0 ? second / 60 : absent_cell;
      }
      return {{cells, rows.size()}, 0, nullptr};
    case Source::event_quantity: return of_event(events.quantity);
    case Source::event_points: return of_event(events.points);
    case Source::event_attribute: return of_event(events.attributes[version.event_attributes[input.index]]);
    case Source::subject_group: return of_subject(roster.groups[version.groups[input.index]]);
    case Source::subject_attribute: return of_subject(roster.attributes[version.subject_attributes[input.index]]);
    default:  // ids are read row by row; rules see nothing else
      std::fill_n(cells, rows.size(), absent_cell);
      return {{cells, rows.size()}, 0, nullptr};
  }
}

}  // namespace pointsbank::evaluation
