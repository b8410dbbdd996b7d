#include "records/column_builders.hpp"

#include <algorithm>
#include <limits>

#include "records/text_check.hpp"

namespace pointsbank::records {

namespace {

/// The cells of one column of a batch.
struct ColumnCells {
  const Cell* first;
  std::size_t count;
  bool is_there;

  ColumnCells(const Batch& batch, std::uint32_t column)
      : first(batch.columns[column].data()), count(batch.rows.size()), is_there(!batch.columns[column].empty()) {}
  const Cell& operator[](std::size_t row) const { return first[row]; }
  [[nodiscard]] bool all_empty() const {
    if (!is_there) return true;
    for (std::size_t row = 0; row < count; ++row) {
      if ((*this)[row].size != 0) return false;
    }
    return true;
  }
};

constexpr std::size_t block = 64;        // cells that are looked at together
constexpr std::uint32_t date_size = 10;  // `2026-03-05`

/// Those of up to `block` cells for which `is_wanted`. No branch hangs on what the cells are like: which are empty is
/// what a processor cannot foresee.
template <class IsWanted>
std::size_t list_cells(const Cell* cells, std::size_t count, const IsWanted& is_wanted, std::uint8_t* rows) {
  std::size_t listed = 0;
  for (std::size_t row = 0; row < count; ++row) {
    rows[listed] = static_cast<std::uint8_t>(row);
    listed += is_wanted(cells[row]) ? 1U : 0U;
  }
  return listed;
}

bool is_filled(const Cell& cell) { return cell.size != 0; }

/// `act_on(row)` for each row whose cell is wanted.
template <class IsWanted, class Do>
void for_each(const ColumnCells& cells, std::size_t begin, std::size_t end, const IsWanted& is_wanted,
              const Do& act_on) {
  std::uint8_t rows[block];
  for (std::size_t first = begin; first < end; first += block) {
    const std::size_t listed = list_cells(cells.first + first, std::min(end - first, block), is_wanted, rows);
    for (std::size_t i = 0; i < listed; ++i) act_on(first + rows[i]);
  }
}
template <class Do>
void for_each_filled(const ColumnCells& cells, const Do& act_on) {
  if (cells.is_there) for_each(cells, 0, cells.count, is_filled, act_on);
}

void note(FaultyCells& faults, std::size_t row, std::uint32_t column, CellFault fault) {
  if (fault != CellFault::none) faults.push_back({static_cast<std::uint32_t>(row), column, fault});
}

/// Where the rows that are left stand once `numbers` are removed; `numbers` are sorted.
std::unordered_map<Id, Decimal> without(const std::unordered_map<Id, Decimal>& values, std::span<const Id> numbers) {
  std::unordered_map<Id, Decimal> left;
  for (const auto& [row, value] : values) {
    const auto after = std::lower_bound(numbers.begin(), numbers.end(), row);
    if (after == numbers.end() || *after != row) left.emplace(row - static_cast<Id>(after - numbers.begin()), value);
  }
  return left;
}

}  // namespace

// ------------------------------------------------------------------------------------------------------------- texts

/// Some cells whose texts are looked up together.
struct TextBuilder::Block {
  std::uint8_t rows[block];
  TextIndex::Key keys[block];
  const Cell* cells = nullptr;
  std::size_t count = 0;

  /// Empty cells are left out, or else have keys too.
  void list(const Cell* first, std::size_t of, bool with_empty) {
    cells = first;
    count = list_cells(
        first, of, [with_empty](const Cell& cell) { return with_empty || is_filled(cell); }, rows);
  }
  [[nodiscard]] const Cell& cell(std::size_t i) const { return cells[rows[i]]; }
};

void TextBuilder::append(const Batch& batch, std::uint32_t column, FaultyCells& faults) {
  const ColumnCells cells(batch, column);
  if (kind_ == Kind::required_id || !cells.all_empty()) ids_.hold();
  Id* const to = ids_.add(cells.count);
  if (to == nullptr || !cells.is_there) return;
  const bool with_empty = kind_ == Kind::required_id;
  Block blocks[2];
  const auto list = [&](std::size_t first, Block& cells_listed) {
    const std::size_t begin = std::min(first, cells.count);
    cells_listed.list(cells.first + begin, std::min(cells.count - begin, block), with_empty);
  };
  list(0, blocks[0]);
  for (std::size_t i = 0; i < blocks[0].count; ++i) blocks[0].keys[i] = index_.key_of(blocks[0].cell(i));
  for (std::size_t first = 0, turn = 0; first < cells.count; first += block, turn ^= 1U) {
    const Block& these = blocks[turn];
    list(first + block, blocks[turn ^ 1U]);
    for (std::size_t i = look_up(these, blocks[turn ^ 1U], to + first); i < these.count; ++i) {
      const std::size_t row = first + these.rows[i];
      if (to[row] != no_id) continue;
      const Cell cell = these.cell(i);
      note(faults, row, column, cell.size == 0 ? CellFault::empty : add(cell, to[row]));
    }
  }
}

/// The ids of texts that stand where they belong; says from which on there are others. Meanwhile the keys of the next
/// cells are made, and their slots fetched where the index is large. (If it grows before they are looked up, they are
/// not where they belong; or free slots, as those of empty texts are.)
std::size_t TextBuilder::look_up(const Block& these, Block& next, Id* to) const {
  const bool is_large = index_.is_large();
  const auto prepare = [&](std::size_t i) {
    next.keys[i] = index_.key_of(next.cell(i));
    if (is_large) index_.prefetch(next.keys[i]);
  };
  for (std::size_t i = is_large ? these.count : 0; i < next.count; ++i) prepare(i);
  std::size_t missing = these.count;
  for (std::size_t i = these.count; i-- > 0;) {
    if (is_large && i < next.count) prepare(i);
    const bool is_there = index_.is_at_home(these.keys[i]);
    to[these.rows[i]] = is_there ? index_.at_home(these.keys[i]) : no_id;
    if (!is_there) missing = i;
  }
  return kind_ == Kind::required_id ? 0 : missing;
}

/// The id of a cell that is not where it belongs in the index; perhaps it is elsewhere there.
CellFault TextBuilder::add(Cell cell, Id& id) {
  const std::string_view text = cell.text();
  const bool is_short = cell.size <= TextIndex::longest;
  const TextIndex::Key key = index_.key_of(cell);
  if (is_short && (id = index_.find(key)) != no_id) return CellFault::none;
  id = texts_->find(text);
  if (id == no_id) {
    if (kind_ != Kind::text) {
      if (const CellFault fault = check_id(text); fault != CellFault::none) return fault;
    }
    id = texts_->add(text);
    if (kind_ != Kind::text && combining_.empty() && has_combining_characters(text)) combining_ = texts_->text(id);
  }
  if (is_short) index_.add(key, id);
  return CellFault::none;
}

/// Texts get their ids in the order in which they come up, as if all rows had been read one after the other.
void TextBuilder::join(std::span<TextBuilder* const> all) {
  TextBuilder& first = *all.front();
  for (TextBuilder* const later : all.subspan(1)) {
    std::vector<Id> ids;
    ids.reserve(later->texts_->size());
    for (Id id = 0; id < later->texts_->size(); ++id) ids.push_back(first.texts_->add(later->texts_->text(id)));
    for (Id& id : later->ids_.cells()) id = id == no_id ? no_id : ids[id];
    if (first.combining_.empty() && !later->combining_.empty())
      first.combining_ = first.texts_->text(first.texts_->find(later->combining_));
  }
  LateCells<Id, no_id>::join(members_of(all, &TextBuilder::ids_));
}

// ---------------------------------------------------------------------------------------------------------- decimals

namespace {

constexpr std::int64_t powers_of_ten[] = {1,       10,        100,        1'000,       10'000,
                                          100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Decimals of at most 18 characters as they are mostly written; false says nothing about others.
[[gnu::always_inline]] inline bool read_short(const char* text, std::uint32_t size, std::int64_t& mantissa,
                                              int& decimals) {
  if (size > 18) return false;
  const std::uint32_t sign = text[0] == '-' ? 1 : 0;
  std::uint32_t at = sign;
  if (size - sign > 1 && text[at] == '0' && text[at + 1] != '.') return false;
  std::int64_t value = 0;
  for (; at < size && is_digit(text[at]); ++at) value = value * 10 + (text[at] - '0');
  if (at == sign) return false;
  decimals = 0;
  if (at < size) {
    const std::uint32_t after_point = size - at - 1;
    if (text[at] != '.' || after_point - 1U >= max_digits_after_point) return false;
    for (++at; at < size; ++at) {
      if (!is_digit(text[at])) return false;
      value = value * 10 + (text[at] - '0');
    }
    decimals = static_cast<int>(after_point);
  }
  mantissa = sign != 0 ? -value : value;
  return true;
}

}  // namespace

void DecimalBuilder::append(const Batch& batch, std::uint32_t column, FaultyCells& faults) {
  const ColumnCells cells(batch, column);
  if (!cells.all_empty()) mantissas_.hold();
  const std::size_t before = mantissas_.rows();
  std::int64_t* const to = mantissas_.add(cells.count);
  if (to == nullptr) return;
  for_each_filled(cells, [&](std::size_t row) {
    const Cell cell = cells[row];
    std::int64_t mantissa = 0;
    int decimals = 0;
    if (!read_short(cell.data, cell.size, mantissa, decimals)) {
      note(faults, row, column, read_any(cell.text(), before + row));
    } else if (decimals > decimals_ ||
               __builtin_mul_overflow(mantissa, powers_of_ten[decimals_ - decimals], &to[row])) {
      put({mantissa, decimals}, before + row);
    }
  });
}

CellFault DecimalBuilder::read_any(std::string_view text, std::size_t row) {
  Decimal value;
  const CellFault fault = read_decimal(text, value);
  if (fault == CellFault::none) put(value, row);
  return fault;
}

/// Zeros behind the point do not raise the scale: `1.000` is as coarse as `1`.
void DecimalBuilder::put(Decimal value, std::size_t row) {
  while (value.decimals > decimals_ && value.mantissa % 10 == 0) {
    value.mantissa /= 10;
    --value.decimals;
  }
  if (value.decimals > decimals_) raise_scale(value.decimals, row);
  constexpr int128_t least = wide_cell + 1;
  const int128_t mantissa = value.mantissa * powers_of_ten[decimals_ - value.decimals];
  if (mantissa < least || mantissa > std::numeric_limits<std::int64_t>::max()) {
    mantissas_[row] = wide_cell;
    wide_.insert_or_assign(static_cast<Id>(row), value);
  } else {
    mantissas_[row] = static_cast<std::int64_t>(mantissa);
  }
}

void DecimalBuilder::raise_scale(int decimals, std::size_t rows) {
  if (decimals == decimals_) return;
  const std::int64_t factor = powers_of_ten[decimals - decimals_];
  for (std::size_t row = 0; row < rows; ++row) {
    std::int64_t& mantissa = mantissas_[row];
    if (mantissa == absent_cell || mantissa == wide_cell) continue;
    std::int64_t finer = 0;
    if (__builtin_mul_overflow(mantissa, factor, &finer) || finer <= wide_cell) {
      wide_.insert_or_assign(static_cast<Id>(row), Decimal{mantissa, decimals_});
      finer = wide_cell;
    }
    mantissa = finer;
  }
  decimals_ = decimals;
}

void DecimalBuilder::truncate(std::size_t rows) {
  mantissas_.truncate(rows);
  std::erase_if(wide_, [rows](const auto& entry) { return entry.first >= rows; });
}

void DecimalBuilder::remove(std::span<const Id> numbers) {
  mantissas_.remove(numbers);
  wide_ = without(wide_, numbers);
}

void DecimalBuilder::gather(std::span<const Id> order) {
  mantissas_.gather(order);
  if (wide_.empty()) return;
  std::unordered_map<Id, Decimal> gathered;
  for (std::size_t row = 0; row < order.size(); ++row) {
    if (const auto found = wide_.find(order[row]); found != wide_.end()) {
      gathered.emplace(static_cast<Id>(row), found->second);
    }
  }
  wide_ = std::move(gathered);
}

void DecimalBuilder::join(std::span<DecimalBuilder* const> all) {
  DecimalBuilder& first = *all.front();
  int decimals = 0;
  for (const DecimalBuilder* const each : all) decimals = std::max(decimals, each->decimals_);
  std::size_t before = 0;
  for (DecimalBuilder* const each : all) {
    each->raise_scale(decimals, each->mantissas_.cells().size());
    if (each != &first) {
      for (const auto& [row, value] : each->wide_) first.wide_.emplace(static_cast<Id>(before + row), value);
    }
    before += each->mantissas_.rows();
  }
  LateCells<std::int64_t, absent_cell>::join(members_of(all, &DecimalBuilder::mantissas_));
}

DecimalColumn DecimalBuilder::finish() {
  DecimalColumn column{mantissas_.finish(), decimals_, nullptr};
  if (!wide_.empty()) column.wide = std::make_shared<const std::unordered_map<Id, Decimal>>(std::move(wide_));
  return column;
}

// -------------------------------------------------------------------------------------------- truth values, dates

void BoolBuilder::append(const Batch& batch, std::uint32_t column, FaultyCells& faults) {
  const ColumnCells cells(batch, column);
  const std::size_t rows = values_.size();
  values_.resize(rows + cells.count, std::int8_t{-1});
  std::int8_t* const to = values_.data() + rows;
  for_each_filled(cells, [&](std::size_t row) {
    const std::string_view text = cells[row].text();
    to[row] = text == "true" ? std::int8_t{1} : std::int8_t{0};
    if (to[row] == 0 && text != "false") note(faults, row, column, CellFault::not_a_bool);
  });
}

void DateBuilder::append(const Batch& batch, std::uint32_t column, FaultyCells& faults) {
  const ColumnCells cells(batch, column);
  const std::size_t rows = days_.size();
  days_.resize(rows + cells.count, absent_);
  for_each_filled(cells,
                  [&](std::size_t row) { note(faults, row, column, reader_.date(cells[row], days_[rows + row])); });
}

void AtBuilder::append(const Batch& batch, std::uint32_t column, FaultyCells& faults) {
  const ColumnCells cells(batch, column);
  const std::size_t rows = days_.size();
  days_.resize(rows + cells.count);
  seconds_.resize(rows + cells.count);
  if (!microseconds_.empty()) microseconds_.resize(rows + cells.count);
  std::int32_t* days = days_.data() + rows;
  std::int32_t* seconds = seconds_.data() + rows;
  const auto read = [&](std::size_t row) {
    CivilMoment value;
    const CellFault fault = cells[row].size == 0 ? CellFault::empty : reader_.date_or_moment(cells[row], value);
    if (fault != CellFault::none) note(faults, row, column, fault);
    days[row] = value.day;
    seconds[row] = value.second;
    if (value.microsecond != 0) {
      microseconds_.resize(rows + cells.count);
      microseconds_[rows + row] = value.microsecond;
    }
  };
  // Dates and moments mostly come mixed: first the ones, then the others.
  const auto is_date = [](const Cell& cell) { return cell.size == date_size; };
  const auto is_other = [](const Cell& cell) { return cell.size != date_size; };
  for (std::size_t first = 0; first < cells.count; first += block) {
    const std::size_t end = std::min(first + block, cells.count);
    for_each(cells, first, end, is_date, read);
    for_each(cells, first, end, is_other, read);
  }
}

void AtBuilder::truncate(std::size_t rows) {
  days_.resize(rows);
  seconds_.resize(rows);
  if (microseconds_.size() > rows) microseconds_.resize(rows);
}

void AtBuilder::remove(std::span<const Id> numbers) {
  remove_rows(days_, numbers);
  remove_rows(seconds_, numbers);
  remove_rows(microseconds_, numbers);
}

void AtBuilder::join(std::span<AtBuilder* const> all) {
  if (std::any_of(all.begin(), all.end(), [](const AtBuilder* each) { return !each->microseconds_.empty(); })) {
    for (AtBuilder* const each : all) each->microseconds_.resize(each->days_.size());
    join_cells(all, &AtBuilder::microseconds_);
  }
  join_cells(all, &AtBuilder::days_);
  join_cells(all, &AtBuilder::seconds_);
}

Column<std::int32_t> AtBuilder::finish_microseconds() {
  const auto is_zero = [](std::int32_t value) { return value == 0; };
  if (std::all_of(microseconds_.begin(), microseconds_.end(), is_zero)) return {};
  return microseconds_.finish();
}

void MomentBuilder::append(const Batch& batch, std::uint32_t column, FaultyCells& faults) {
  const ColumnCells cells(batch, column);
  if (!cells.all_empty()) moments_.hold();
  std::int64_t* const to = moments_.add(cells.count);
  if (to == nullptr) return;
  for_each_filled(cells, [&](std::size_t row) { note(faults, row, column, reader_.moment(cells[row], to[row])); });
}

AttributeBuilder::AttributeBuilder(AttributeType type) {
  switch (type) {
    case AttributeType::number: builder_.emplace<DecimalBuilder>(); break;
    case AttributeType::string: builder_.emplace<TextBuilder>(TextBuilder::Kind::text); break;
    case AttributeType::boolean: builder_.emplace<BoolBuilder>(); break;
    case AttributeType::date: builder_.emplace<DateBuilder>(); break;
  }
}

}  // namespace pointsbank::records
