#include "records/gathered_events.hpp"

#include "records/readers.hpp"

namespace pointsbank::records {

void GatheredTexts::add(const TextColumn& from, std::span<const Id> rows) {
  if (from.ids.empty()) {
    ids_.resize(ids_.size() + rows.size(), no_id);
    return;
  }
  std::vector<Id> translated(from.texts->size(), no_id);
  for (const Id row : rows) {
    const Id id = from.ids[row];
    if (id != no_id && translated[id] == no_id) translated[id] = texts_->add(from.texts->text(id));
    ids_.push_back(id == no_id ? no_id : translated[id]);
  }
}

TextColumn GatheredTexts::finish() { return {Column<Id>(std::move(ids_)), std::move(texts_)}; }

namespace {

constexpr std::int64_t powers_of_ten[] = {1,       10,        100,        1'000,       10'000,
                                          100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

}  // namespace

void GatheredDecimals::put(std::size_t row, const Decimal& value) {
  const int128_t mantissa = value.mantissa * powers_of_ten[decimals_ - value.decimals];
  if (mantissa <= wide_cell || mantissa > INT64_MAX) {
    mantissas_[row] = wide_cell;
    wide_.insert_or_assign(static_cast<Id>(row), value);
  } else {
    mantissas_[row] = static_cast<std::int64_t>(mantissa);
  }
}

void GatheredDecimals::raise_scale(int decimals) {
  const int before = std::exchange(decimals_, decimals);
  for (std::size_t row = 0; row < mantissas_.size(); ++row) {
    if (mantissas_[row] != absent_cell && mantissas_[row] != wide_cell) put(row, {mantissas_[row], before});
  }
}

void GatheredDecimals::add(const DecimalColumn& from, std::span<const Id> rows) {
  const std::size_t first = mantissas_.size();
  mantissas_.resize(first + rows.size(), absent_cell);
  if (from.mantissas.empty()) return;
  is_held_ = true;
  if (from.decimals > decimals_) raise_scale(from.decimals);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::int64_t mantissa = from.mantissas[rows[i]];
    if (mantissa == absent_cell) continue;
    if (mantissa != wide_cell) {
      put(first + i, {mantissa, from.decimals});
    } else {
      mantissas_[first + i] = wide_cell;
      wide_.insert_or_assign(static_cast<Id>(first + i), from.wide->at(rows[i]));
    }
  }
}

DecimalColumn GatheredDecimals::finish() {
  if (!is_held_) return {};
  DecimalColumn column{Column<std::int64_t>(std::move(mantissas_)), decimals_, nullptr};
  if (!wide_.empty()) column.wide = std::make_shared<const std::unordered_map<Id, Decimal>>(std::move(wide_));
  return column;
}

GatheredAttribute::GatheredAttribute(AttributeType type) {
  switch (type) {
    case AttributeType::number: cells_.emplace<GatheredDecimals>(); break;
    case AttributeType::string: cells_.emplace<GatheredTexts>(); break;
    case AttributeType::boolean: cells_.emplace<GatheredCells<std::int8_t>>(std::int8_t{-1}); break;
    case AttributeType::date: cells_.emplace<GatheredCells<std::int32_t>>(INT32_MIN); break;
  }
}

void GatheredAttribute::add(const AttributeColumn& from, std::span<const Id> rows) {
  if (auto* const numbers = std::get_if<GatheredDecimals>(&cells_)) {
    numbers->add(std::get<DecimalColumn>(from), rows);
  } else if (auto* const texts = std::get_if<GatheredTexts>(&cells_)) {
    texts->add(std::get<TextColumn>(from), rows);
  } else if (auto* const truths = std::get_if<GatheredCells<std::int8_t>>(&cells_)) {
    truths->add(std::get<BoolColumn>(from).values, rows);
  } else {
    std::get<GatheredCells<std::int32_t>>(cells_).add(std::get<DateColumn>(from).days, rows);
  }
}

AttributeColumn GatheredAttribute::finish() {
  if (auto* const numbers = std::get_if<GatheredDecimals>(&cells_)) return numbers->finish();
  if (auto* const texts = std::get_if<GatheredTexts>(&cells_)) return texts->finish();
  if (auto* const truths = std::get_if<GatheredCells<std::int8_t>>(&cells_)) return BoolColumn{truths->finish()};
  return DateColumn{std::get<GatheredCells<std::int32_t>>(cells_).finish()};
}

GatheredEvents::GatheredEvents(TableFormat format) : format_(std::move(format)) {
  for (const Attribute& attribute : format_.event_attributes) attributes_.emplace_back(attribute.type);
}

void GatheredEvents::add(const Events& from, std::span<const Id> rows) {
  if (rows.empty()) return;
  const Events::Columns& columns = from.columns();
  for (const Id row : rows) ids_.add(columns.id[row]);
  household_.add(columns.household, rows);
  kind_.add(columns.kind, rows);
  date_.add(columns.date, rows);
  second_.add(columns.second, rows);
  microsecond_.add(columns.microsecond, rows);
  recorded_.add(columns.recorded, rows);
  quantity_.add(columns.quantity, rows);
  points_.add(columns.points, rows);
  grade_.add(columns.grade, rows);
  member_.add(columns.member, rows);
  act_.add(columns.act, rows);
  for (std::size_t i = 0; i < attributes_.size(); ++i) attributes_[i].add(columns.attributes[i], rows);
}

Events GatheredEvents::finish() {
  Events::Columns columns{std::move(ids_),
                          household_.finish(),
                          kind_.finish(),
                          date_.finish(),
                          second_.finish(),
                          microsecond_.finish(),
                          recorded_.finish(),
                          quantity_.finish(),
                          points_.finish(),
                          grade_.finish(),
                          member_.finish(),
                          act_.finish(),
                          {}};
  for (GatheredAttribute& attribute : attributes_) columns.attributes.push_back(attribute.finish());
  return EventsAccess::make(std::move(format_), std::move(columns), {}, {});
}

}  // namespace pointsbank::records
