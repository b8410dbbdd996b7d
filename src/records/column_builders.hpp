// Columns in the making: each reads the cells of its column of a batch in one go.
//
// All have the same steps: `append` adds a row for each row of a batch and notes the cells that it cannot take (their
// rows are then taken back by `truncate` and the batch is read again without them), `remove` takes single rows out,
// `gather` puts rows in another order, `finish` gives the column. Builders whose rows will stand one behind the other
// `share` memory before they begin, and `join` at the end: the rows of all become those of the first.
#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "pointsbank/columns.hpp"
#include "pointsbank/tables.hpp"
#include "records/date_reader.hpp"
#include "records/text_index.hpp"

namespace pointsbank::records {

/// Keeps the rows whose numbers are not in `numbers` (sorted).
template <class Rows>
void remove_rows(Rows& rows, std::span<const Id> numbers) {
  if (numbers.empty() || rows.empty()) return;
  std::size_t to = numbers.front();
  std::size_t next = 0;
  for (std::size_t from = to; from < rows.size(); ++from) {
    if (next < numbers.size() && numbers[next] == from) {
      ++next;
    } else {
      rows[to++] = rows[from];
    }
  }
  rows.resize(to);
}

template <class T>
void gather_rows(CellVector<T>& rows, std::span<const Id> order) {
  if (rows.empty()) return;
  CellVector<T> gathered;
  gathered.reserve(order.size());
  for (const Id row : order) gathered.push_back(rows[row]);
  rows = std::move(gathered);
}

/// The same member of several builders.
template <class Builder, class Member>
std::vector<Member*> members_of(std::span<Builder* const> builders, Member Builder::*member) {
  std::vector<Member*> members;
  for (Builder* const each : builders) members.push_back(&(each->*member));
  return members;
}
template <class Builder, class T>
void share_cells(std::span<Builder* const> all, CellVector<T> Builder::*cells, std::span<const std::size_t> rows) {
  CellVector<T>::share(members_of(all, cells), rows);
}
template <class Builder, class T>
void join_cells(std::span<Builder* const> all, CellVector<T> Builder::*cells) {
  CellVector<T>::join(members_of(all, cells));
}

/// Cells of a column that is not held before its first cell that is not empty.
template <class T, T absent>
class LateCells {
 public:
  void reserve(std::size_t rows) { expected_ = rows; }
  [[nodiscard]] bool is_held() const noexcept { return is_held_; }
  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  T& operator[](std::size_t row) noexcept { return cells_[row]; }
  const T& operator[](std::size_t row) const noexcept { return cells_[row]; }
  [[nodiscard]] std::span<T> cells() noexcept { return {cells_.data(), cells_.size()}; }

  void hold() {
    if (std::exchange(is_held_, true)) return;
    cells_.reserve(std::max(expected_, rows_));
    cells_.resize(rows_, absent);
  }
  /// More rows, whose cells are absent; gives the first of them where they are held.
  T* add(std::size_t rows) {
    rows_ += rows;
    if (!is_held_) return nullptr;
    cells_.resize(rows_, absent);
    return cells_.data() + (rows_ - rows);
  }
  void truncate(std::size_t rows) {
    rows_ = rows;
    if (is_held_) cells_.resize(rows);
  }
  void remove(std::span<const Id> numbers) {
    rows_ -= numbers.size();
    remove_rows(cells_, numbers);
  }
  void gather(std::span<const Id> order) { gather_rows(cells_, order); }
  static void share(std::span<LateCells* const> all, std::span<const std::size_t> rows) {
    share_cells(all, &LateCells::cells_, rows);
  }
  static void join(std::span<LateCells* const> all) {
    if (std::none_of(all.begin(), all.end(), [](const LateCells* each) { return each->is_held_; })) {
      for (const LateCells* const each : all.subspan(1)) all.front()->rows_ += each->rows_;
      return;
    }
    for (LateCells* const each : all) each->hold();
    join_cells(all, &LateCells::cells_);
    all.front()->rows_ = all.front()->cells_.size();
  }
  [[nodiscard]] Column<T> finish() { return cells_.finish(); }

 private:
  CellVector<T> cells_;
  bool is_held_ = false;
  std::size_t rows_ = 0;
  std::size_t expected_ = 0;
};

/// Texts as ids of a dictionary; nothing is held until the first cell that is not empty.
class TextBuilder {
 public:
  enum class Kind : std::uint8_t { text, id, required_id };
  explicit TextBuilder(Kind kind) : kind_(kind) {}

  void reserve(std::size_t rows) { ids_.reserve(rows); }
  void append(const Batch& batch, std::uint32_t column, FaultyCells& faults);
  void truncate(std::size_t rows) { ids_.truncate(rows); }
  void remove(std::span<const Id> numbers) { ids_.remove(numbers); }
  void gather(std::span<const Id> order) { ids_.gather(order); }
  static void share(std::span<TextBuilder* const> all, std::span<const std::size_t> rows) {
    LateCells<Id, no_id>::share(members_of(all, &TextBuilder::ids_), rows);
  }
  static void join(std::span<TextBuilder* const> all);
  TextColumn finish() { return {ids_.finish(), std::move(texts_)}; }

  [[nodiscard]] const Dictionary& texts() const noexcept { return *texts_; }
  [[nodiscard]] Id id(std::size_t row) const noexcept { return ids_[row]; }
  [[nodiscard]] std::string_view text(Id row) const noexcept {
    return ids_.is_held() && ids_[row] != no_id ? texts_->text(ids_[row]) : std::string_view();
  }
  /// The first text that holds combining characters, if any.
  [[nodiscard]] std::string_view combining() const noexcept { return combining_; }

 private:
  struct Block;

  bool begin(const Batch& batch, std::uint32_t column);
  std::size_t look_up(const Block& these, Block& next, Id* to) const;
  CellFault add(Cell cell, Id& id);

  Kind kind_;
  std::shared_ptr<Dictionary> texts_ = std::make_shared<Dictionary>();
  TextIndex index_;
  LateCells<Id, no_id> ids_;
  std::string_view combining_;
};

class DecimalBuilder {
 public:
  void reserve(std::size_t rows) { mantissas_.reserve(rows); }
  void append(const Batch& batch, std::uint32_t column, FaultyCells& faults);
  void truncate(std::size_t rows);
  void remove(std::span<const Id> numbers);
  void gather(std::span<const Id> order);
  static void share(std::span<DecimalBuilder* const> all, std::span<const std::size_t> rows) {
    LateCells<std::int64_t, absent_cell>::share(members_of(all, &DecimalBuilder::mantissas_), rows);
  }
  static void join(std::span<DecimalBuilder* const> all);
  DecimalColumn finish();

 private:
  CellFault read_any(std::string_view text, std::size_t row);
  void put(Decimal value, std::size_t row);
  void raise_scale(int decimals, std::size_t rows);

  int decimals_ = 0;
  LateCells<std::int64_t, absent_cell> mantissas_;
  std::unordered_map<Id, Decimal> wide_;
  std::size_t expected_ = 0;
};

class BoolBuilder {
 public:
  void reserve(std::size_t rows) { values_.reserve(rows); }
  void append(const Batch& batch, std::uint32_t column, FaultyCells& faults);
  void truncate(std::size_t rows) { values_.resize(rows); }
  void remove(std::span<const Id> numbers) { remove_rows(values_, numbers); }
  void gather(std::span<const Id> order) { gather_rows(values_, order); }
  static void share(std::span<BoolBuilder* const> all, std::span<const std::size_t> rows) {
    share_cells(all, &BoolBuilder::values_, rows);
  }
  static void join(std::span<BoolBuilder* const> all) { join_cells(all, &BoolBuilder::values_); }
  BoolColumn finish() { return {values_.finish()}; }

 private:
  CellVector<std::int8_t> values_;
};

class DateBuilder {
 public:
  /// `absent`: what stands for an empty cell.
  explicit DateBuilder(std::int32_t absent = INT32_MIN) : absent_(absent) {}

  void reserve(std::size_t rows) { days_.reserve(rows); }
  void append(const Batch& batch, std::uint32_t column, FaultyCells& faults);
  void truncate(std::size_t rows) { days_.resize(rows); }
  void remove(std::span<const Id> numbers) { remove_rows(days_, numbers); }
  void gather(std::span<const Id> order) { gather_rows(days_, order); }
  static void share(std::span<DateBuilder* const> all, std::span<const std::size_t> rows) {
    share_cells(all, &DateBuilder::days_, rows);
  }
  static void join(std::span<DateBuilder* const> all) { join_cells(all, &DateBuilder::days_); }
  DateColumn finish() { return {days_.finish()}; }
  [[nodiscard]] std::span<const std::int32_t> days() const noexcept { return {days_.data(), days_.size()}; }

 private:
  std::int32_t absent_;
  CellVector<std::int32_t> days_;
  DateReader reader_{0};
};

/// `at`: a date or a moment, never empty. Microseconds are held from the first one on that is not 0.
class AtBuilder {
 public:
  explicit AtBuilder(int utc_offset) : reader_(utc_offset) {}

  void reserve(std::size_t rows) {
    days_.reserve(rows);
    seconds_.reserve(rows);
  }
  void append(const Batch& batch, std::uint32_t column, FaultyCells& faults);
  void truncate(std::size_t rows);
  void remove(std::span<const Id> numbers);
  static void share(std::span<AtBuilder* const> all, std::span<const std::size_t> rows) {
    share_cells(all, &AtBuilder::days_, rows);
    share_cells(all, &AtBuilder::seconds_, rows);
    share_cells(all, &AtBuilder::microseconds_, rows);
  }
  static void join(std::span<AtBuilder* const> all);
  Column<std::int32_t> finish_days() { return days_.finish(); }
  Column<std::int32_t> finish_seconds() { return seconds_.finish(); }
  Column<std::int32_t> finish_microseconds();

 private:
  DateReader reader_;
  CellVector<std::int32_t> days_;
  CellVector<std::int32_t> seconds_;
  CellVector<std::int32_t> microseconds_;
};

/// Moments in microseconds; nothing is held until the first cell that is not empty.
class MomentBuilder {
 public:
  explicit MomentBuilder(int utc_offset) : reader_(utc_offset) {}

  void reserve(std::size_t rows) { moments_.reserve(rows); }
  void append(const Batch& batch, std::uint32_t column, FaultyCells& faults);
  void truncate(std::size_t rows) { moments_.truncate(rows); }
  void remove(std::span<const Id> numbers) { moments_.remove(numbers); }
  static void share(std::span<MomentBuilder* const> all, std::span<const std::size_t> rows) {
    LateCells<std::int64_t, absent_cell>::share(members_of(all, &MomentBuilder::moments_), rows);
  }
  static void join(std::span<MomentBuilder* const> all) {
    LateCells<std::int64_t, absent_cell>::join(members_of(all, &MomentBuilder::moments_));
  }
  Column<std::int64_t> finish() { return moments_.finish(); }

 private:
  DateReader reader_;
  LateCells<std::int64_t, absent_cell> moments_;
  std::size_t expected_ = 0;
};

/// A column of the type that a rule list declares.
class AttributeBuilder {
 public:
  explicit AttributeBuilder(AttributeType type);

  void reserve(std::size_t rows) {
    std::visit([&](auto& builder) { builder.reserve(rows); }, builder_);
  }
  void append(const Batch& batch, std::uint32_t column, FaultyCells& faults) {
    std::visit([&](auto& builder) { builder.append(batch, column, faults); }, builder_);
  }
  void truncate(std::size_t rows) {
    std::visit([&](auto& builder) { builder.truncate(rows); }, builder_);
  }
  void remove(std::span<const Id> numbers) {
    std::visit([&](auto& builder) { builder.remove(numbers); }, builder_);
  }
  void gather(std::span<const Id> order) {
    std::visit([&](auto& builder) { builder.gather(order); }, builder_);
  }
  /// All are of one type.
  static void share(std::span<AttributeBuilder* const> all, std::span<const std::size_t> rows) {
    all.front()->with_same(all,
                           [rows]<class Builder>(const std::vector<Builder*>& same) { Builder::share(same, rows); });
  }
  static void join(std::span<AttributeBuilder* const> all) {
    all.front()->with_same(all, []<class Builder>(const std::vector<Builder*>& same) { Builder::join(same); });
  }
  AttributeColumn finish() {
    return std::visit([](auto& builder) -> AttributeColumn { return builder.finish(); }, builder_);
  }

 private:
  template <class Do>
  void with_same(std::span<AttributeBuilder* const> all, const Do& act_on) {
    const auto act = [&]<class Builder>(Builder&) {
      std::vector<Builder*> same;
      for (AttributeBuilder* const each : all) same.push_back(&std::get<Builder>(each->builder_));
      act_on(same);
    };
    std::visit(act, builder_);
  }

  std::variant<DecimalBuilder, TextBuilder, BoolBuilder, DateBuilder> builder_;
};

}  // namespace pointsbank::records
