#include "records/column_builders.hpp"

#include <algorithm>
#include <limits>

#include "records/huge_pages.hpp"
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

/// A column whose rows were all empty so far begins to hold cells.
template <class T>
void hold(std::vector<T>& cells, std::size_t rows, std::size_t expected, T absent) {
  reserve_cells(cells, std::max(expected, rows));
  cells.assign(rows, absent);
}

/// The same for rows of another column that holds none.
template <class T>
void join_held(std::vector<T>& cells, bool& is_held, std::size_t rows, std::size_t expected, std::vector<T>& later,
               bool is_later_held, std::size_t later_rows, T absent) {
  if (!is_held && !is_later_held) return;
  if (!is_held) hold(cells, rows, expected, absent);
  is_held = true;
  if (is_later_held) {
    join_rows(cells, later);
  } else {
    cells.resize(rows + later_rows, absent);
  }
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

bool TextBuilder::begin(const Batch& batch, std::uint32_t column) {
  if (is_held_) return true;
  if (kind_ != Kind::required_id && ColumnCells(batch, column).all_empty()) {
    rows_ += batch.rows.size();
    return false;
  }
  is_held_ = true;
  hold(ids_, rows_, expected_, no_id);
  return true;
}

void TextBuilder::append(const Batch& batch, std::uint32_t column, FaultyCells& faults) {
  if (!begin(batch, column)) return;
  const ColumnCells cells(batch, column);
  ids_.resize(rows_ + cells.count, no_id);
  Id* const to = ids_.data() + rows_;
  rows_ += cells.count;
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

void TextBuilder::truncate(std::size_t rows) {
  rows_ = rows;
  if (is_held_) ids_.resize(rows);
}

void TextBuilder::remove(std::span<const Id> numbers) {
  rows_ -= numbers.size();
  remove_rows(ids_, numbers);
}

/// Texts get their ids in the order in which they come up, as if all rows had been read one after the other.
void TextBuilder::join(TextBuilder&& later) {
  if (later.is_held_) {
    std::vector<Id> ids;
    ids.reserve(later.texts_->size());
    for (Id id = 0; id < later.texts_->size(); ++id) ids.push_back(texts_->add(later.texts_->text(id)));
    for (Id& id : later.ids_) id = id == no_id ? no_id : ids[id];
    if (combining_.empty() && !later.combining_.empty()) combining_ = texts_->text(texts_->find(later.combining_));
  }
  join_held(ids_, is_held_, rows_, expected_, later.ids_, later.is_held_, later.rows_, no_id);
  rows_ += later.rows_;
}

TextColumn TextBuilder::finish() { return {std::move(ids_), std::move(texts_)}; }

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
  if (!is_held_ && cells.all_empty()) {
    rows_ += cells.count;
    return;
  }
  if (!is_held_) hold(mantissas_, rows_, expected_, absent_cell);
  is_held_ = true;
  mantissas_.resize(rows_ + cells.count, absent_cell);
  std::int64_t* const to = mantissas_.data() + rows_;
  for_each_filled(cells, [&](std::size_t row) {
    const Cell cell = cells[row];
    std::int64_t mantissa = 0;
    int decimals = 0;
    if (!read_short(cell.data, cell.size, mantissa, decimals)) {
      note(faults, row, column, read_any(cell.text(), rows_ + row));
    } else if (decimals > decimals_ ||
               __builtin_mul_overflow(mantissa, powers_of_ten[decimals_ - decimals], &to[row])) {
      put({mantissa, decimals}, rows_ + row);
    }
  });
  rows_ += cells.count;
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
  rows_ = rows;
  if (is_held_) mantissas_.resize(rows);
  std::erase_if(wide_, [rows](const auto& entry) { return entry.first >= rows; });
}

void DecimalBuilder::remove(std::span<const Id> numbers) {
  rows_ -= numbers.size();
  remove_rows(mantissas_, numbers);
  wide_ = without(wide_, numbers);
}

void DecimalBuilder::gather(std::span<const Id> order) {
  gather_rows(mantissas_, order);
  if (wide_.empty()) return;
  std::unordered_map<Id, Decimal> gathered;
  for (std::size_t row = 0; row < order.size(); ++row) {
    if (const auto found = wide_.find(order[row]); found != wide_.end()) {
      gathered.emplace(static_cast<Id>(row), found->second);
    }
  }
  wide_ = std::move(gathered);
}

void DecimalBuilder::join(DecimalBuilder&& later) {
  if (later.decimals_ < decimals_) later.raise_scale(decimals_, later.mantissas_.size());
  if (decimals_ < later.decimals_) raise_scale(later.decimals_, mantissas_.size());
  for (const auto& [row, value] : later.wide_) wide_.emplace(static_cast<Id>(rows_ + row), value);
  join_held(mantissas_, is_held_, rows_, expected_, later.mantissas_, later.is_held_, later.rows_, absent_cell);
  rows_ += later.rows_;
}

DecimalColumn DecimalBuilder::finish() {
  DecimalColumn column{std::move(mantissas_), decimals_, nullptr};
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

void AtBuilder::join(AtBuilder&& later) {
  if (!microseconds_.empty() || !later.microseconds_.empty()) {
    microseconds_.resize(days_.size());
    later.microseconds_.resize(later.days_.size());
    join_rows(microseconds_, later.microseconds_);
  }
  join_rows(days_, later.days_);
  join_rows(seconds_, later.seconds_);
}

Column<std::int32_t> AtBuilder::finish_microseconds() {
  const auto is_zero = [](std::int32_t value) { return value == 0; };
  if (std::all_of(microseconds_.begin(), microseconds_.end(), is_zero)) return {};
  return std::move(microseconds_);
}

void MomentBuilder::append(const Batch& batch, std::uint32_t column, FaultyCells& faults) {
  const ColumnCells cells(batch, column);
  if (!is_held_ && cells.all_empty()) {
    rows_ += cells.count;
    return;
  }
  if (!is_held_) hold(moments_, rows_, expected_, absent_cell);
  is_held_ = true;
  moments_.resize(rows_ + cells.count, absent_cell);
  for_each_filled(
      cells, [&](std::size_t row) { note(faults, row, column, reader_.moment(cells[row], moments_[rows_ + row])); });
  rows_ += cells.count;
}

void MomentBuilder::truncate(std::size_t rows) {
  rows_ = rows;
  if (is_held_) moments_.resize(rows);
}

void MomentBuilder::remove(std::span<const Id> numbers) {
  rows_ -= numbers.size();
  remove_rows(moments_, numbers);
}

void MomentBuilder::join(MomentBuilder&& later) {
  join_held(moments_, is_held_, rows_, expected_, later.moments_, later.is_held_, later.rows_, absent_cell);
  rows_ += later.rows_;
}

Column<std::int64_t> MomentBuilder::finish() { return std::move(moments_); }

AttributeBuilder::AttributeBuilder(AttributeType type) {
  switch (type) {
    case AttributeType::number: builder_.emplace<DecimalBuilder>(); break;
    case AttributeType::string: builder_.emplace<TextBuilder>(TextBuilder::Kind::text); break;
    case AttributeType::boolean: builder_.emplace<BoolBuilder>(); break;
    case AttributeType::date: builder_.emplace<DateBuilder>(); break;
  }
}

}  // namespace pointsbank::records
