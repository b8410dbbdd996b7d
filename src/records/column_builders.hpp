// Columns in the making: each reads the cells of its column of a batch in one go.
//
// All have the same steps: `append` adds a row for each row of a batch and notes the cells that it cannot take (their
// rows are then taken back by `truncate` and the batch is read again without them), `remove` takes single rows out,
// `gather` puts rows in another order, `join` adds the rows of another one, `finish` gives the column.
#pragma once

#include <memory>
#include <span>
#include <unordered_map>
#include <variant>
#include <vector>

#include "pointsbank/columns.hpp"
#include "pointsbank/tables.hpp"
#include "records/date_reader.hpp"
#include "records/huge_pages.hpp"
#include "records/text_index.hpp"

namespace pointsbank::records {

/// Keeps the rows whose numbers are not in `numbers` (sorted).
template <class T>
void remove_rows(std::vector<T>& rows, std::span<const Id> numbers) {
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
void gather_rows(std::vector<T>& rows, std::span<const Id> order) {
  if (rows.empty()) return;
  std::vector<T> gathered;
  gathered.reserve(order.size());
  for (const Id row : order) gathered.push_back(rows[row]);
  rows = std::move(gathered);
}

/// Moves the rows of `later` behind the others.
template <class T>
void join_rows(std::vector<T>& rows, std::vector<T>& later) {
  rows.insert(rows.end(), later.begin(), later.end());
  later = std::vector<T>();
}

/// Texts as ids of a dictionary; nothing is held until the first cell that is not empty.
class TextBuilder {
 public:
  enum class Kind : std::uint8_t { text, id, required_id };
  explicit TextBuilder(Kind kind) : kind_(kind) {}

  void reserve(std::size_t rows) { expected_ = rows; }
  void append(const Batch& batch, std::uint32_t column, FaultyCells& faults);
  void truncate(std::size_t rows);
  void remove(std::span<const Id> numbers);
  void gather(std::span<const Id> order) { gather_rows(ids_, order); }
  void join(TextBuilder&& later);
  TextColumn finish();

  [[nodiscard]] const Dictionary& texts() const noexcept { return *texts_; }
  [[nodiscard]] Id id(std::size_t row) const noexcept { return ids_[row]; }
  [[nodiscard]] std::string_view text(Id row) const noexcept {
    return is_held_ && ids_[row] != no_id ? texts_->text(ids_[row]) : std::string_view();
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
  std::vector<Id> ids_;
  bool is_held_ = false;
  std::size_t rows_ = 0;
  std::size_t expected_ = 0;
  std::string_view combining_;
};

class DecimalBuilder {
 public:
  void reserve(std::size_t rows) { expected_ = rows; }
  void append(const Batch& batch, std::uint32_t column, FaultyCells& faults);
  void truncate(std::size_t rows);
  void remove(std::span<const Id> numbers);
  void gather(std::span<const Id> order);
  void join(DecimalBuilder&& later);
  DecimalColumn finish();

 private:
  CellFault read_any(std::string_view text, std::size_t row);
  void put(Decimal value, std::size_t row);
  void raise_scale(int decimals, std::size_t rows);

  std::vector<std::int64_t> mantissas_;
  bool is_held_ = false;
  int decimals_ = 0;
  std::unordered_map<Id, Decimal> wide_;
  std::size_t rows_ = 0;
  std::size_t expected_ = 0;
};

class BoolBuilder {
 public:
  void reserve(std::size_t rows) { reserve_cells(values_, rows); }
  void append(const Batch& batch, std::uint32_t column, FaultyCells& faults);
  void truncate(std::size_t rows) { values_.resize(rows); }
  void remove(std::span<const Id> numbers) { remove_rows(values_, numbers); }
  void gather(std::span<const Id> order) { gather_rows(values_, order); }
  void join(BoolBuilder&& later) { join_rows(values_, later.values_); }
  BoolColumn finish() { return {std::move(values_)}; }

 private:
  std::vector<std::int8_t> values_;
};

class DateBuilder {
 public:
  /// `absent`: what stands for an empty cell.
  explicit DateBuilder(std::int32_t absent = INT32_MIN) : absent_(absent) {}

  void reserve(std::size_t rows) { reserve_cells(days_, rows); }
  void append(const Batch& batch, std::uint32_t column, FaultyCells& faults);
  void truncate(std::size_t rows) { days_.resize(rows); }
  void remove(std::span<const Id> numbers) { remove_rows(days_, numbers); }
  void gather(std::span<const Id> order) { gather_rows(days_, order); }
  void join(DateBuilder&& later) { join_rows(days_, later.days_); }
  DateColumn finish() { return {std::move(days_)}; }
  [[nodiscard]] const std::vector<std::int32_t>& days() const noexcept { return days_; }

 private:
  std::int32_t absent_;
  std::vector<std::int32_t> days_;
  DateReader reader_{0};
};

/// `at`: a date or a moment, never empty. Microseconds are held from the first one on that is not 0.
class AtBuilder {
 public:
  explicit AtBuilder(int utc_offset) : reader_(utc_offset) {}

  void reserve(std::size_t rows) {
    reserve_cells(days_, rows);
    reserve_cells(seconds_, rows);
  }
  void append(const Batch& batch, std::uint32_t column, FaultyCells& faults);
  void truncate(std::size_t rows);
  void remove(std::span<const Id> numbers);
  void join(AtBuilder&& later);
  Column<std::int32_t> finish_days() { return std::move(days_); }
  Column<std::int32_t> finish_seconds() { return std::move(seconds_); }
  Column<std::int32_t> finish_microseconds();

 private:
  DateReader reader_;
  std::vector<std::int32_t> days_;
  std::vector<std::int32_t> seconds_;
  std::vector<std::int32_t> microseconds_;
};

/// Moments in microseconds; nothing is held until the first cell that is not empty.
class MomentBuilder {
 public:
  explicit MomentBuilder(int utc_offset) : reader_(utc_offset) {}

  void reserve(std::size_t rows) { expected_ = rows; }
  void append(const Batch& batch, std::uint32_t column, FaultyCells& faults);
  void truncate(std::size_t rows);
  void remove(std::span<const Id> numbers);
  void join(MomentBuilder&& later);
  Column<std::int64_t> finish();

 private:
  DateReader reader_;
  std::vector<std::int64_t> moments_;
  bool is_held_ = false;
  std::size_t rows_ = 0;
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
  /// `later` is of the same type.
  void join(AttributeBuilder&& later) {
    std::visit([&]<class Builder>(Builder& builder) { builder.join(std::move(std::get<Builder>(later.builder_))); },
               builder_);
  }
  AttributeColumn finish() {
    return std::visit([](auto& builder) -> AttributeColumn { return builder.finish(); }, builder_);
  }

 private:
  std::variant<DecimalBuilder, TextBuilder, BoolBuilder, DateBuilder> builder_;
};

}  // namespace pointsbank::records
