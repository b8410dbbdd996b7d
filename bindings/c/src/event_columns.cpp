// Events from columns. What is good becomes the library's columns at once. Where anything is odd (a text that no column
// takes, a day that is none, an id that comes twice, a revocation), the rows are told to the library as if they stood
// in a file: so columns and files are checked by the same code and come to the same table.
#include "event_columns.hpp"

#include <algorithm>
#include <deque>
#include <memory>
#include <optional>

#include "arguments.hpp"
#include "objects.hpp"

namespace pointsbank::c {

namespace {

constexpr std::size_t most_rows = no_id - 2;
constexpr int most_decimals = 9;

/// Something that the fast way leaves to the slow one.
struct Doubt {};

[[noreturn]] void wrong_column(const std::string& column, const char* code) { throw UsageFault(code, {column}); }

/// A column of texts that has been looked at: nothing of it lies outside of what was handed in.
class Texts {
 public:
  Texts(const pointsbank_texts& given, std::size_t rows, std::string name) : given_(given), name_(std::move(name)) {
    if (!is_there()) return;
    if (given.codes == nullptr && given.count != rows) wrong_column(name_, "binding_column_length");
    if (given.count > most_rows) wrong_column(name_, "binding_column_length");
    if (given.offsets[0] != 0 || given.offsets[given.count] != given.bytes_size) {
      wrong_column(name_, "binding_column_offsets");
    }
    if (given.bytes_size > POINTSBANK_MOST_BYTES || (given.bytes == nullptr && given.bytes_size > 0)) {
      wrong_column(name_, "binding_column_offsets");
    }
    for (std::size_t i = 0; i < given.count; ++i) {
      if (given.offsets[i] > given.offsets[i + 1]) wrong_column(name_, "binding_column_offsets");
    }
    if (given.codes == nullptr) return;
    for (std::size_t row = 0; row < rows; ++row) {
      const std::uint32_t code = given.codes[row];
      if (code >= given.count && code != POINTSBANK_ABSENT_CODE) wrong_column(name_, "binding_column_code");
    }
  }

  [[nodiscard]] bool is_there() const noexcept { return given_.offsets != nullptr; }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] std::size_t count() const noexcept { return is_there() ? given_.count : 0; }
  [[nodiscard]] std::string_view text(std::size_t number) const noexcept {
    if (given_.bytes_size == 0) return {};
    return std::string_view(given_.bytes, given_.bytes_size)
        .substr(given_.offsets[number], given_.offsets[number + 1] - given_.offsets[number]);
  }
  /// Of a row; empty: absent.
  [[nodiscard]] std::string_view at(std::size_t row) const noexcept {
    if (!is_there()) return {};
    if (given_.codes == nullptr) return text(row);
    return given_.codes[row] == POINTSBANK_ABSENT_CODE ? std::string_view() : text(given_.codes[row]);
  }
  [[nodiscard]] const std::uint32_t* codes() const noexcept { return given_.codes; }

 private:
  pointsbank_texts given_;
  std::string name_;
};

/// Printable ASCII without a blank, of at most 128 bytes: good as an id and as any other text.
bool is_plain(std::string_view text) noexcept {
  constexpr std::size_t most = 128;
  return text.size() <= most && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

/// Texts that are not plain are shown to the library, once each, as the cells of rows that are otherwise good.
void need_good(const Texts& texts, const TableFormat& format) {
  constexpr std::size_t most = 100'000;  // more, and the table may as well be read row by row
  std::vector<std::string> ids;
  std::vector<std::string_view> odd;
  for (std::size_t i = 0; i < texts.count(); ++i) {
    if (is_plain(texts.text(i))) continue;
    if (odd.size() == most || texts.name() == "event") throw Doubt{};
    odd.push_back(texts.text(i));
    ids.push_back(std::to_string(i));
  }
  std::vector<Cells> rows;
  for (std::size_t i = 0; i < odd.size(); ++i) {
    Cells& cells = rows.emplace_back(Cells{{"event", ids[i]}, {"at", "2026-01-01"}, {texts.name(), odd[i]}});
    for (const std::string_view needed : {std::string_view("kind"), std::string_view(format.subject)}) {
      if (needed != texts.name()) cells.emplace_back(needed, "x");
    }
  }
  std::vector<BadRow> bad_rows;
  ReadOptions options;
  options.bad_rows = &bad_rows;
  static_cast<void>(make_events(rows, format, "events", options));
  if (!bad_rows.empty()) throw Doubt{};
}

TextColumn column_of(const Texts& texts, std::size_t rows) {
  if (!texts.is_there()) return {};
  auto dictionary = std::make_shared<Dictionary>();
  const auto id_of = [&](std::string_view text) { return text.empty() ? no_id : dictionary->add(text); };
  std::vector<Id> ids(rows, no_id);
  if (texts.codes() == nullptr) {
    for (std::size_t row = 0; row < rows; ++row) ids[row] = id_of(texts.text(row));
  } else {
    std::vector<Id> of_code;
    for (std::size_t i = 0; i < texts.count(); ++i) of_code.push_back(id_of(texts.text(i)));
    for (std::size_t row = 0; row < rows; ++row) {
      const std::uint32_t code = texts.codes()[row];
      if (code != POINTSBANK_ABSENT_CODE) ids[row] = of_code[code];
    }
  }
  return {std::move(ids), std::move(dictionary)};
}

template <class T>
Column<T> copied(const T* cells, std::size_t rows) {
  return cells == nullptr ? Column<T>() : Column<T>(std::vector<T>(cells, cells + rows));
}

DecimalColumn decimals_of(const pointsbank_decimals& given, std::size_t rows, const std::string& name) {
  if (given.mantissas == nullptr) return {};
  if (given.decimals < 0 || given.decimals > most_decimals) wrong_column(name, "binding_column_decimals");
  return {copied(given.mantissas, rows), given.decimals, nullptr};
}

/// The columns as the caller gave them, looked at but not yet judged.
class EventTable {
 public:
  EventTable(const pointsbank_event_columns& given, const TableFormat& format)
      : given_(given),
        format_(format),
        rows_(checked_rows(given)),
        event_(given.event, rows_, "event"),
        household_(given.household, rows_, format.subject),
        kind_(given.kind, rows_, "kind"),
        grade_(given.grade, rows_, "grade"),
        member_(given.member, rows_, "member"),
        act_(given.act, rows_, "act"),
        revokes_(given.revokes, rows_, "revokes") {
    if (rows_ > 0) need_columns();
    read_attributes();
  }

  /// Doubt where something is odd.
  [[nodiscard]] Events fast() const;
  /// Row by row; InputError with all that is wrong.
  [[nodiscard]] Events slow() const;

 private:
  struct GivenAttribute {
    const pointsbank_attribute* given = nullptr;
    std::optional<Texts> texts;
  };

  static std::size_t checked_rows(const pointsbank_event_columns& given) {
    if (given.rows > most_rows) throw UsageFault("binding_too_many", {"rows", std::to_string(most_rows)});
    return given.rows;
  }
  void need_columns() const {
    if (!event_.is_there()) wrong_column("event", "binding_column_missing");
    if (!kind_.is_there()) wrong_column("kind", "binding_column_missing");
    if (given_.days == nullptr) wrong_column("days", "binding_column_missing");
    if (!household_.is_there() && !member_.is_there()) wrong_column(household_.name(), "binding_column_missing");
  }
  void read_attributes();
  [[nodiscard]] AttributeColumn attribute_column(const GivenAttribute& attribute) const;
  [[nodiscard]] std::string moment_text(std::size_t row) const;
  void add_cells(Cells& cells, std::deque<std::string>& made, std::size_t row) const;

  pointsbank_event_columns given_;
  const TableFormat& format_;
  std::size_t rows_;
  Texts event_, household_, kind_, grade_, member_, act_, revokes_;
  std::vector<GivenAttribute> attributes_;  // in the order of the format
};

pointsbank_attribute_type number_of(AttributeType type) {
  switch (type) {
    case AttributeType::number: return POINTSBANK_NUMBER;
    case AttributeType::string: return POINTSBANK_STRING;
    case AttributeType::boolean: return POINTSBANK_BOOLEAN;
    case AttributeType::date: return POINTSBANK_DATE;
  }
  return -1;
}

void EventTable::read_attributes() {
  if (given_.attribute_count > most_names) {
    throw UsageFault("binding_too_many", {"attributes", std::to_string(most_names)});
  }
  if (given_.attribute_count > 0 && given_.attributes == nullptr) throw UsageFault("binding_null", {"attributes"});
  attributes_.resize(format_.event_attributes.size());
  for (std::size_t i = 0; i < given_.attribute_count; ++i) {
    const pointsbank_attribute& given = given_.attributes[i];
    const std::string name(need_name(given.name, "attributes"));
    const auto declared = std::find_if(format_.event_attributes.begin(), format_.event_attributes.end(),
                                       [&](const Attribute& one) { return one.name == name; });
    if (declared == format_.event_attributes.end()) wrong_column(name, "binding_column_unknown");
    if (number_of(declared->type) != given.type) wrong_column(name, "binding_column_type");
    GivenAttribute& attribute = attributes_[static_cast<std::size_t>(declared - format_.event_attributes.begin())];
    if (attribute.given != nullptr) wrong_column(name, "binding_column_twice");
    attribute.given = &given;
    attribute.texts.emplace(given.type == POINTSBANK_STRING ? given.texts : pointsbank_texts{}, rows_, name);
    if (given.type == POINTSBANK_NUMBER) static_cast<void>(decimals_of(given.numbers, 0, name));
  }
  for (std::size_t i = 0; i < attributes_.size(); ++i) {
    if (attributes_[i].given == nullptr) wrong_column(format_.event_attributes[i].name, "binding_column_missing");
  }
}

void need_days(const std::int32_t* days, std::size_t rows, std::int32_t absent) {
  const std::int32_t first = Date::of(1, 1, 1).days;
  const std::int32_t last = Date::of(9999, 12, 31).days;
  for (std::size_t row = 0; row < rows; ++row) {
    if (days[row] != absent && (days[row] < first || days[row] > last)) throw Doubt{};
  }
}

void need_range(const std::int32_t* cells, std::size_t rows, std::int32_t least, std::int32_t most) {
  for (std::size_t row = 0; cells != nullptr && row < rows; ++row) {
    if (cells[row] < least || cells[row] > most) throw Doubt{};
  }
}

/// Values have at most 18 digits before the point.
void need_size(const DecimalColumn& column) {
  int128_t limit = 1'000'000'000'000'000'000;
  for (int i = 0; i < column.decimals; ++i) limit *= 10;
  for (const std::int64_t mantissa : column.mantissas) {
    const bool is_value = mantissa != absent_cell;
    if (is_value && (mantissa >= limit || mantissa <= -limit || mantissa == wide_cell)) throw Doubt{};
  }
}

AttributeColumn EventTable::attribute_column(const GivenAttribute& attribute) const {
  const pointsbank_attribute& given = *attribute.given;
  if (given.type == POINTSBANK_NUMBER) {
    DecimalColumn column = decimals_of(given.numbers, rows_, attribute.texts->name());
    need_size(column);
    return column;
  }
  if (given.type == POINTSBANK_STRING) {
    need_good(*attribute.texts, format_);
    return column_of(*attribute.texts, rows_);
  }
  if (given.type == POINTSBANK_BOOLEAN) {
    for (std::size_t row = 0; given.booleans != nullptr && row < rows_; ++row) {
      if (given.booleans[row] < -1 || given.booleans[row] > 1) wrong_column(given.name, "binding_column_boolean");
    }
    return BoolColumn{copied(given.booleans, rows_)};
  }
  if (given.dates != nullptr) need_days(given.dates, rows_, POINTSBANK_ABSENT_DAY);
  return DateColumn{copied(given.dates, rows_)};
}

Events EventTable::fast() const {
  for (const Texts* const texts : {&event_, &household_, &kind_, &grade_, &member_, &act_}) need_good(*texts, format_);
  for (std::size_t row = 0; row < rows_; ++row) {
    if (event_.at(row).empty() || kind_.at(row).empty() || !revokes_.at(row).empty()) throw Doubt{};
    if (household_.at(row).empty() && member_.at(row).empty()) throw Doubt{};
  }
  if (rows_ > 0) need_days(given_.days, rows_, 0);
  need_range(given_.seconds, rows_, -1, 86'399);
  need_range(given_.microseconds, rows_, 0, 999'999);
  for (std::size_t row = 0; given_.microseconds != nullptr && row < rows_; ++row) {
    const bool is_date = given_.seconds == nullptr || given_.seconds[row] < 0;
    if (is_date && given_.microseconds[row] != 0) throw Doubt{};
  }
  Events::Columns columns;
  for (std::size_t row = 0; row < rows_; ++row) columns.id.add(event_.at(row));
  columns.household = column_of(household_, rows_);
  columns.kind = column_of(kind_, rows_);
  columns.date = copied(given_.days, rows_);
  columns.second = given_.seconds == nullptr ? Column<std::int32_t>(std::vector<std::int32_t>(rows_, -1))
                                             : copied(given_.seconds, rows_);
  columns.microsecond = copied(given_.microseconds, rows_);
  columns.recorded = copied(given_.recorded, rows_);
  for (const std::int64_t moment : columns.recorded) {
    const Date day = Moment{moment}.date(0);
    if (moment != absent_cell && (day < Date::of(1, 1, 2) || day > Date::of(9999, 12, 30))) throw Doubt{};
  }
  columns.quantity = decimals_of(given_.quantity, rows_, "quantity");
  columns.points = decimals_of(given_.points, rows_, "points");
  need_size(columns.quantity);
  need_size(columns.points);
  columns.grade = column_of(grade_, rows_);
  columns.member = column_of(member_, rows_);
  columns.act = column_of(act_, rows_);
  for (const GivenAttribute& attribute : attributes_) columns.attributes.push_back(attribute_column(attribute));
  try {
    return Events(format_, std::move(columns));
  } catch (const InputError&) {  // an id that comes twice may be the same event said again
    throw Doubt{};
  }
}

/// A day as a file would say it, or words that are no date.
std::string day_text(std::int32_t days) {
  const bool is_date = days >= Date::of(1, 1, 1).days && days <= Date::of(9999, 12, 31).days;
  return is_date ? Date{days}.to_string() : "day " + std::to_string(days);
}

/// `at` as a file would say it.
std::string EventTable::moment_text(std::size_t row) const {
  if (given_.days[row] == POINTSBANK_ABSENT_DAY) return {};
  const std::string date = day_text(given_.days[row]);
  const std::int32_t second = given_.seconds == nullptr ? -1 : given_.seconds[row];
  const std::int32_t microsecond = given_.microseconds == nullptr ? 0 : given_.microseconds[row];
  if (second == -1 && microsecond == 0) return date;
  if (second < 0) return date + " second " + std::to_string(second);
  const auto digits = [](std::int32_t number, std::size_t width) {
    std::string text = std::to_string(number);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
  };
  return date + "T" + digits(second / 3600, 2) + ":" + digits(second / 60 % 60, 2) + ":" + digits(second % 60, 2) +
         "." + digits(microsecond, 6) + utc_offset_to_string(format_.utc_offset);
}

void EventTable::add_cells(Cells& cells, std::deque<std::string>& made, std::size_t row) const {
  const auto add_made = [&](std::string_view column, std::string text) {
    cells.emplace_back(column, made.emplace_back(std::move(text)));
  };
  for (const Texts* const texts : {&event_, &household_, &kind_, &grade_, &member_, &act_, &revokes_}) {
    cells.emplace_back(texts->name(), texts->at(row));
  }
  add_made("at", moment_text(row));
  if (given_.recorded != nullptr && given_.recorded[row] != absent_cell) {
    const Moment moment{given_.recorded[row]};
    const Date day = moment.date(0);
    const bool is_moment = day >= Date::of(1, 1, 2) && day <= Date::of(9999, 12, 30);
    add_made("recorded", is_moment ? moment.to_string(0) : "microsecond " + std::to_string(moment.microseconds));
  }
  const auto add_decimal = [&](std::string_view name, const pointsbank_decimals& given) {
    if (given.mantissas == nullptr || given.mantissas[row] == absent_cell) return;
    add_made(name, units_to_string(given.mantissas[row], given.decimals));
  };
  add_decimal("quantity", given_.quantity);
  add_decimal("points", given_.points);
  for (const GivenAttribute& attribute : attributes_) {
    const pointsbank_attribute& given = *attribute.given;
    const std::string_view name = attribute.texts->name();
    if (given.type == POINTSBANK_NUMBER) add_decimal(name, given.numbers);
    if (given.type == POINTSBANK_STRING) cells.emplace_back(name, attribute.texts->at(row));
    if (given.type == POINTSBANK_BOOLEAN && given.booleans != nullptr && given.booleans[row] >= 0) {
      cells.emplace_back(name, given.booleans[row] == 1 ? "true" : "false");
    }
    if (given.type == POINTSBANK_DATE && given.dates != nullptr && given.dates[row] != POINTSBANK_ABSENT_DAY) {
      add_made(name, day_text(given.dates[row]));
    }
  }
}

Events EventTable::slow() const {
  static_cast<void>(decimals_of(given_.quantity, 0, "quantity"));
  static_cast<void>(decimals_of(given_.points, 0, "points"));
  std::deque<std::string> made;
  std::vector<Cells> rows(rows_);
  for (std::size_t row = 0; row < rows_; ++row) add_cells(rows[row], made, row);
  return make_events(rows, format_);
}

}  // namespace

Events events_of(const pointsbank_event_columns& columns, const TableFormat& format) {
  const EventTable table(columns, format);
  try {
    return table.fast();
  } catch (const Doubt&) {
    return table.slow();
  }
}

}  // namespace pointsbank::c

namespace c = pointsbank::c;

pointsbank_status pointsbank_events_from_columns(const pointsbank_rules* rules, const pointsbank_event_columns* columns,
                                                 pointsbank_events** events) noexcept {
  return c::guarded([&] {
    c::need_place(events, "events");
    const auto book = c::object_of<c::RulesObject>(rules, "rules");
    const pointsbank_event_columns given = c::need_struct(columns, "columns");
    c::give_new<c::EventsObject>(events, {c::events_of(given, book->program.table_format())});
  });
}
