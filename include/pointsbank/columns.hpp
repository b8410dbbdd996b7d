// Columns: how tables stand in memory. A column owns its cells or borrows them from whoever made them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "pointsbank/calendar.hpp"
#include "pointsbank/number.hpp"

namespace pointsbank {

/// The id of a text in a Dictionary; also an index of rows.
using Id = std::uint32_t;
inline constexpr Id no_id = 0xFFFFFFFFU;

/// Texts by dense ids in the order in which they were added. Equal bytes have equal ids; nothing is normalised.
/// Reading is safe from several threads; adding is not.
class Dictionary {
 public:
  Dictionary();
  ~Dictionary();
  Dictionary(Dictionary&&) noexcept;
  Dictionary& operator=(Dictionary&&) noexcept;

  Id add(std::string_view text);
  [[nodiscard]] Id find(std::string_view text) const noexcept;  ///< no_id where it is not there
  /// Stays valid as long as the dictionary lives, also while more is added.
  [[nodiscard]] std::string_view text(Id id) const noexcept { return texts_[id]; }
  [[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }

 private:
  struct Index;
  std::vector<std::string_view> texts_;
  std::unique_ptr<Index> index_;
};

/// Cells of one plain type. Copies share the cells.
template <class T>
class Column {
 public:
  Column() = default;
  Column(std::vector<T> cells) {  // NOLINT: a vector is a column
    auto owner = std::make_shared<std::vector<T>>(std::move(cells));
    cells_ = std::span<const T>(owner->data(), owner->size());
    owner_ = std::move(owner);
  }
  /// Borrows `cells`; `owner` keeps them alive.
  Column(std::span<const T> cells, std::shared_ptr<const void> owner) : cells_(cells), owner_(std::move(owner)) {}

  [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }
  [[nodiscard]] bool empty() const noexcept { return cells_.empty(); }
  [[nodiscard]] const T* data() const noexcept { return cells_.data(); }
  const T& operator[](std::size_t row) const noexcept { return cells_[row]; }
  [[nodiscard]] auto begin() const noexcept { return cells_.begin(); }
  [[nodiscard]] auto end() const noexcept { return cells_.end(); }

 private:
  std::span<const T> cells_;
  std::shared_ptr<const void> owner_;
};

/// Memory for cells that nothing has touched yet; std::bad_alloc where there is none.
[[nodiscard]] std::shared_ptr<void> allocate_cells(std::size_t bytes);

/// Cells in the making: a vector that can share one block of memory with those whose cells will stand behind its own,
/// so that several threads fill one column and nothing is copied to a second place.
template <class T>
class CellVector {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  CellVector() = default;
  CellVector(const CellVector& other) { append(other.cells_, other.size_); }
  CellVector(CellVector&& other) noexcept { swap(other); }
  CellVector& operator=(CellVector other) noexcept {
    swap(other);
    return *this;
  }
  ~CellVector() = default;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] T* data() noexcept { return cells_; }
  [[nodiscard]] const T* data() const noexcept { return cells_; }
  T& operator[](std::size_t row) noexcept { return cells_[row]; }
  const T& operator[](std::size_t row) const noexcept { return cells_[row]; }
  [[nodiscard]] const T& back() const noexcept { return cells_[size_ - 1]; }
  [[nodiscard]] T* begin() noexcept { return cells_; }
  [[nodiscard]] T* end() noexcept { return cells_ + size_; }
  [[nodiscard]] const T* begin() const noexcept { return cells_; }
  [[nodiscard]] const T* end() const noexcept { return cells_ + size_; }

  void reserve(std::size_t count) {
    if (count > capacity_) move_to(count);
  }
  void resize(std::size_t size, T value = T()) {
    if (size > size_) {
      make_room(size);
      std::fill(cells_ + size_, cells_ + size, value);
    }
    size_ = size;
  }
  void push_back(T value) {
    if (size_ == capacity_) make_room(size_ + 1);
    cells_[size_++] = value;
  }
  void append(const T* cells, std::size_t count) {
    if (count == 0) return;
    make_room(size_ + count);
    std::memcpy(cells_ + size_, cells, count * sizeof(T));
    size_ += count;
  }

  /// Gives vectors without cells room for so many each, one behind the other in one block.
  static void share(std::span<CellVector* const> all, std::span<const std::size_t> counts) {
    std::size_t left = 0;
    for (const std::size_t count : counts) left += count;
    const std::shared_ptr<void> block = allocate_cells(left * sizeof(T));
    T* cells = static_cast<T*>(block.get());
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i]->block_ = block;
      all[i]->cells_ = cells;
      all[i]->capacity_ = counts[i];
      all[i]->room_ = left;
      cells += counts[i];
      left -= counts[i];
    }
  }
  /// Moves the cells of all behind those of the first; fast where they share a block in this order.
  static void join(std::span<CellVector* const> all) {
    CellVector& first = *all.front();
    std::size_t size = 0;
    bool is_one_block = true;
    for (const CellVector* const each : all) {
      size += each->size_;
      is_one_block &= each->block_ == first.block_;
    }
    if (!is_one_block || size > first.room_) first.move_to(size);
    for (CellVector* const each : all.subspan(1)) {
      if (each->size_ > 0) std::memmove(first.cells_ + first.size_, each->cells_, each->size_ * sizeof(T));
      first.size_ += each->size_;
      *each = CellVector();
    }
    first.capacity_ = first.room_;
  }

  /// The cells, which are given away.
  [[nodiscard]] Column<T> finish() {
    const CellVector done = std::move(*this);
    return Column<T>(std::span<const T>(done.cells_, done.size_), done.block_);
  }

 private:
  void swap(CellVector& other) noexcept {
    std::swap(block_, other.block_);
    std::swap(cells_, other.cells_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    std::swap(room_, other.room_);
  }
  void make_room(std::size_t size) {
    if (size > capacity_) move_to(std::max(size, capacity_ * 2));
  }
  void move_to(std::size_t capacity) {
    std::shared_ptr<void> block = allocate_cells(capacity * sizeof(T));
    if (size_ > 0) std::memcpy(block.get(), cells_, size_ * sizeof(T));
    block_ = std::move(block);
    cells_ = static_cast<T*>(block_.get());
    capacity_ = room_ = capacity;
  }

  std::shared_ptr<void> block_;
  T* cells_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  std::size_t room_ = 0;  // from the first cell to the end of the block, also where that is another's
};

inline constexpr std::int64_t absent_cell = INT64_MIN;    ///< a cell without a value
inline constexpr std::int64_t wide_cell = INT64_MIN + 1;  ///< a decimal whose mantissa leaves 64 bits at this scale

/// Decimals at one scale: the value of a cell is mantissa x 10^-decimals. An empty column has no value in any row.
struct DecimalColumn {
  Column<std::int64_t> mantissas;
  int decimals = 0;
  std::shared_ptr<const std::unordered_map<Id, Decimal>> wide;  ///< the values of wide cells by row

  [[nodiscard]] bool has(Id row) const noexcept { return !mantissas.empty() && mantissas[row] != absent_cell; }
  /// The value; the row has one.
  [[nodiscard]] Number at(Id row) const;
};

/// Texts by id; `no_id` is a cell without a value. An empty column has no value in any row.
struct TextColumn {
  Column<Id> ids;
  std::shared_ptr<const Dictionary> texts;

  [[nodiscard]] Id id(Id row) const noexcept { return ids.empty() ? no_id : ids[row]; }
  [[nodiscard]] bool has(Id row) const noexcept { return id(row) != no_id; }
  /// The text; empty where the cell has no value.
  [[nodiscard]] std::string_view at(Id row) const noexcept {
    const Id found = id(row);
    return found == no_id ? std::string_view() : texts->text(found);
  }
};

/// 0, 1, or -1 for a cell without a value.
struct BoolColumn {
  Column<std::int8_t> values;
};

/// Days since 1970-01-01, or INT32_MIN for a cell without a value.
struct DateColumn {
  Column<std::int32_t> days;
};

using AttributeColumn = std::variant<DecimalColumn, TextColumn, BoolColumn, DateColumn>;

/// Unique texts, one a row, back to back.
class IdColumn {
 public:
  IdColumn() { ends_.push_back(0); }
  void add(std::string_view text) {
    bytes_.append(text.data(), text.size());
    ends_.push_back(bytes_.size());
  }
  void reserve(std::size_t rows, std::size_t bytes) {
    ends_.reserve(rows + 1);
    bytes_.reserve(bytes);
  }
  /// Takes over bytes and their ends; `ends` begins with 0 and has one more element than there are rows.
  IdColumn(CellVector<char> bytes, CellVector<std::uint64_t> ends) : bytes_(std::move(bytes)), ends_(std::move(ends)) {}

  [[nodiscard]] std::size_t size() const noexcept { return ends_.size() - 1; }
  std::string_view operator[](std::size_t row) const noexcept {
    return {bytes_.data() + ends_[row], ends_[row + 1] - ends_[row]};
  }

 private:
  CellVector<char> bytes_;
  CellVector<std::uint64_t> ends_;
};

}  // namespace pointsbank
