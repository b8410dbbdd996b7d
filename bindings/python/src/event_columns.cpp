#include "event_columns.hpp"

#include <algorithm>
#include <memory>

namespace pointsbank::python {

namespace {

const std::int32_t first_day = Date::of(1, 1, 1).days;
const std::int32_t last_day = Date::of(9999, 12, 31).days;

/// The last two texts that were read and what they mean: dates and quantities repeat.
template <class Value>
class Remembered {
 public:
  template <class Read>
  const Value& get(std::string_view text, const Read& read) {
    if (!known_ || text != text_) {
      text_ = text;
      value_ = read(text);
      known_ = true;
    }
    return value_;
  }

 private:
  std::string text_;
  Value value_{};
  bool known_ = false;
};

/// `act_on(row, text)` for each cell that has a value.
template <class Do>
void for_each_text(const SourceColumn& column, const Do& act_on) {
  std::string scratch;
  for (std::size_t row = 0; row < column.rows; ++row) {
    const std::string_view text = column.text(row, scratch);
    if (!text.empty()) act_on(row, text);
  }
}

bool is_nothing(const SourceColumn& column) { return std::holds_alternative<Nothing>(column.cells); }

bool is_in_calendar(std::int64_t days) { return days >= first_day && days <= last_day; }

/// Puts rows with bad texts in doubt.
void check_texts(const std::string& name, const TextColumn& texts, const FindBadTexts& find_bad, Doubts& doubts) {
  std::vector<std::string_view> doubtful;
  std::vector<Id> ids;
  for (std::size_t id = 0; id < texts.texts->size(); ++id) {
    const std::string_view text = texts.texts->text(static_cast<Id>(id));
    if (is_plain_id(text)) continue;
    doubtful.push_back(text);
    ids.push_back(static_cast<Id>(id));
  }
  if (doubtful.empty()) return;
  const std::vector<bool> is_bad = find_bad(name, doubtful);
  std::vector<bool> is_bad_id(texts.texts->size(), false);
  bool is_any_bad = false;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    is_bad_id[ids[i]] = is_bad[i];
    is_any_bad = is_any_bad || is_bad[i];
  }
  if (!is_any_bad) return;
  for (std::size_t row = 0; row < texts.ids.size(); ++row) {
    if (texts.ids[row] != no_id && is_bad_id[texts.ids[row]]) doubts.push_back(static_cast<Id>(row));
  }
}

TextColumn indexed(const SourceColumn& column) {
  auto texts = std::make_shared<Dictionary>();
  std::vector<Id> ids(column.rows, no_id);
  // Rows of one household, kind or member often follow each other.
  Remembered<Id> last;
  for_each_text(column, [&](std::size_t row, std::string_view text) {
    ids[row] = last.get(text, [&](std::string_view one) { return texts->add(one); });
  });
  return {std::move(ids), std::move(texts)};
}

}  // namespace

bool is_plain_id(std::string_view text) noexcept {
  constexpr std::size_t most = 128;
  bool is_plain = !text.empty() && text.size() <= most;
  for (const char c : text) is_plain = is_plain & (c > ' ') & (c < 0x7F);
  return is_plain;
}

TextColumn texts_of(const SourceColumn& column, const FindBadTexts& find_bad, Doubts& doubts) {
  if (is_nothing(column)) return {};
  const auto* const given = std::get_if<TextColumn>(&column.cells);
  TextColumn texts = given != nullptr ? *given : indexed(column);
  check_texts(column.name, texts, find_bad, doubts);
  return texts;
}

DecimalColumn decimals_of(const SourceColumn& column, Doubts& doubts) {
  if (is_nothing(column)) return {};
  if (const auto* const given = std::get_if<DecimalColumn>(&column.cells)) {
    int128_t limit = 1'000'000'000'000'000'000;
    for (int i = 0; i < given->decimals; ++i) limit *= 10;
    const bool can_leave = limit < INT64_MAX || given->wide;
    for (std::size_t row = 0; can_leave && row < column.rows; ++row) {
      const std::int64_t mantissa = given->mantissas[row];
      if (mantissa == absent_cell) continue;
      const int128_t value = mantissa == wide_cell ? given->wide->at(static_cast<Id>(row)).mantissa : mantissa;
      if (value >= limit || value <= -limit) doubts.push_back(static_cast<Id>(row));
    }
    return *given;
  }
  std::vector<DecimalResult> read(column.rows, {{}, DecimalFault::not_a_number});
  int decimals = 0;
  Remembered<DecimalResult> last;
  for_each_text(column, [&](std::size_t row, std::string_view text) {
    read[row] = last.get(text, parse_decimal);
    if (read[row].fault != DecimalFault::none) doubts.push_back(static_cast<Id>(row));
    if (read[row].fault == DecimalFault::none) decimals = std::max(decimals, read[row].value.decimals);
  });
  std::vector<std::int64_t> mantissas(column.rows, absent_cell);
  auto wide = std::make_shared<std::unordered_map<Id, Decimal>>();
  for (std::size_t row = 0; row < column.rows; ++row) {
    if (read[row].fault != DecimalFault::none) continue;
    Decimal value = read[row].value;
    for (; value.decimals < decimals; ++value.decimals) value.mantissa *= 10;
    const bool fits = value.mantissa > wide_cell && value.mantissa <= INT64_MAX;
    mantissas[row] = fits ? static_cast<std::int64_t>(value.mantissa) : wide_cell;
    if (!fits) wide->emplace(static_cast<Id>(row), read[row].value);
  }
  return {std::move(mantissas), decimals, std::move(wide)};
}

BoolColumn truths_of(const SourceColumn& column, Doubts& doubts) {
  if (const auto* const given = std::get_if<BoolColumn>(&column.cells)) return *given;
  std::vector<std::int8_t> cells(column.rows, -1);
  for_each_text(column, [&](std::size_t row, std::string_view text) {
    if (text == "true" || text == "false") {
      cells[row] = text == "true" ? 1 : 0;
    } else {
      doubts.push_back(static_cast<Id>(row));
    }
  });
  return {std::move(cells)};
}

DateColumn dates_of(const SourceColumn& column, Doubts& doubts) {
  if (const auto* const given = std::get_if<DateColumn>(&column.cells)) {
    for (std::size_t row = 0; row < column.rows; ++row) {
      const std::int32_t day = given->days[row];
      if (day != INT32_MIN && !is_in_calendar(day)) doubts.push_back(static_cast<Id>(row));
    }
    return *given;
  }
  std::vector<std::int32_t> cells(column.rows, INT32_MIN);
  Remembered<std::optional<Date>> last;
  for_each_text(column, [&](std::size_t row, std::string_view text) {
    const std::optional<Date>& date = last.get(text, Date::parse);
    if (date) {
      cells[row] = date->days;
    } else {
      doubts.push_back(static_cast<Id>(row));
    }
  });
  return {std::move(cells)};
}

Column<std::int64_t> moments_of(const SourceColumn& column, Doubts& doubts) {
  if (is_nothing(column)) return {};
  const auto* const given = std::get_if<Moments>(&column.cells);
  if (given != nullptr && given->has_zone) {
    for (std::size_t row = 0; row < column.rows; ++row) {
      const std::int64_t cell = given->microseconds[row];
      if (cell != absent_cell && !is_in_calendar(Moment{cell}.date(0).days)) doubts.push_back(static_cast<Id>(row));
    }
    return given->microseconds;
  }
  std::vector<std::int64_t> cells(column.rows, absent_cell);
  for_each_text(column, [&](std::size_t row, std::string_view text) {
    if (const std::optional<Moment> moment = Moment::parse(text)) {
      cells[row] = moment->microseconds;
    } else {
      doubts.push_back(static_cast<Id>(row));
    }
  });
  return cells;
}

namespace {

constexpr std::int64_t second_in_microseconds = 1'000'000;
constexpr std::int64_t day_in_microseconds = 86'400 * second_in_microseconds;

/// Dates and moments in the making.
class AtBuilder {
 public:
  AtBuilder(std::size_t rows, int utc_offset) : dates_(rows, 0), seconds_(rows, -1), utc_offset_(utc_offset) {}

  void put(std::size_t row, Date date) { dates_[row] = date.days; }
  void put(std::size_t row, Moment moment) {
    const std::int64_t local = moment.microseconds + std::int64_t{utc_offset_} * 60 * second_in_microseconds;
    std::int64_t day = local / day_in_microseconds;
    std::int64_t of_day = local % day_in_microseconds;
    if (of_day < 0) {
      of_day += day_in_microseconds;
      --day;
    }
    dates_[row] = static_cast<std::int32_t>(day);
    seconds_[row] = static_cast<std::int32_t>(of_day / second_in_microseconds);
    const auto fraction = static_cast<std::int32_t>(of_day % second_in_microseconds);
    if (fraction == 0) return;
    if (microseconds_.empty()) microseconds_.resize(dates_.size(), 0);
    microseconds_[row] = fraction;
  }
  AtColumns finish() { return {std::move(dates_), std::move(seconds_), std::move(microseconds_)}; }

 private:
  std::vector<std::int32_t> dates_;
  std::vector<std::int32_t> seconds_;
  std::vector<std::int32_t> microseconds_;
  int utc_offset_;
};

}  // namespace

AtColumns at_of(const SourceColumn& column, int utc_offset, Doubts& doubts) {
  if (const auto* const given = std::get_if<DateColumn>(&column.cells)) {
    for (std::size_t row = 0; row < column.rows; ++row) {
      if (!is_in_calendar(given->days[row])) doubts.push_back(static_cast<Id>(row));
    }
    return {given->days, std::vector<std::int32_t>(column.rows, -1), {}};
  }
  AtBuilder builder(column.rows, utc_offset);
  const auto* const moments = std::get_if<Moments>(&column.cells);
  if (moments != nullptr && moments->has_zone) {
    // A day is kept off both ends, so that no offset leads out of the calendar.
    const std::int64_t least = (std::int64_t{first_day} + 1) * day_in_microseconds;
    const std::int64_t most = std::int64_t{last_day} * day_in_microseconds;
    for (std::size_t row = 0; row < column.rows; ++row) {
      const std::int64_t cell = moments->microseconds[row];
      if (cell < least || cell > most) {
        doubts.push_back(static_cast<Id>(row));
      } else {
        builder.put(row, Moment{cell});
      }
    }
    return builder.finish();
  }
  std::string scratch;
  Remembered<std::optional<Date>> last;
  for (std::size_t row = 0; row < column.rows; ++row) {
    const std::string_view text = column.text(row, scratch);
    constexpr std::size_t size_of_date = 10;
    if (const auto& date = last.get(text.substr(0, size_of_date), Date::parse); date && text.size() == size_of_date) {
      builder.put(row, *date);
    } else if (const std::optional<Moment> moment = Moment::parse(text)) {
      const Date day = moment->date(utc_offset);
      if (!is_in_calendar(day.days)) doubts.push_back(static_cast<Id>(row));
      builder.put(row, *moment);
    } else {
      doubts.push_back(static_cast<Id>(row));
    }
  }
  return builder.finish();
}

AttributeColumn attribute_of(const SourceColumn& column, AttributeType type, const FindBadTexts& find_bad,
                             Doubts& doubts) {
  switch (type) {
    case AttributeType::number: return decimals_of(column, doubts);
    case AttributeType::string: return texts_of(column, find_bad, doubts);
    case AttributeType::boolean: return truths_of(column, doubts);
    default: return dates_of(column, doubts);
  }
}

IdColumn ids_of(const SourceColumn& column, Doubts& doubts) {
  IdColumn ids;
  ids.reserve(column.rows, column.rows * 10);
  std::string scratch;
  for (std::size_t row = 0; row < column.rows; ++row) {
    const std::string_view text = column.text(row, scratch);
    if (!is_plain_id(text)) doubts.push_back(static_cast<Id>(row));
    ids.add(text);
  }
  return ids;
}

namespace {

TextColumn gathered(const TextColumn& column, const std::vector<Id>& keep) {
  return {python::gathered(column.ids, keep), column.texts};
}
BoolColumn gathered(const BoolColumn& column, const std::vector<Id>& keep) {
  return {python::gathered(column.values, keep)};
}
DateColumn gathered(const DateColumn& column, const std::vector<Id>& keep) {
  return {python::gathered(column.days, keep)};
}
DecimalColumn gathered(const DecimalColumn& column, const std::vector<Id>& keep) {
  auto wide = std::make_shared<std::unordered_map<Id, Decimal>>();
  for (std::size_t row = 0; column.wide && row < keep.size(); ++row) {
    if (const auto found = column.wide->find(keep[row]); found != column.wide->end()) {
      wide->emplace(static_cast<Id>(row), found->second);
    }
  }
  return {python::gathered(column.mantissas, keep), column.decimals, std::move(wide)};
}

}  // namespace

Events::Columns gathered(const Events::Columns& columns, const std::vector<Id>& keep) {
  Events::Columns kept;
  for (const Id row : keep) kept.id.add(columns.id[row]);
  kept.household = gathered(columns.household, keep);
  kept.kind = gathered(columns.kind, keep);
  kept.date = gathered(columns.date, keep);
  kept.second = gathered(columns.second, keep);
  kept.microsecond = gathered(columns.microsecond, keep);
  kept.recorded = gathered(columns.recorded, keep);
  kept.quantity = gathered(columns.quantity, keep);
  kept.points = gathered(columns.points, keep);
  kept.grade = gathered(columns.grade, keep);
  kept.member = gathered(columns.member, keep);
  kept.act = gathered(columns.act, keep);
  for (const AttributeColumn& attribute : columns.attributes) {
    kept.attributes.push_back(
        std::visit([&](const auto& one) -> AttributeColumn { return gathered(one, keep); }, attribute));
  }
  return kept;
}

}  // namespace pointsbank::python
