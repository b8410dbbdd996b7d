// Columns: how tables stand in memory. A column owns its cells or borrows them from whoever made them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
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
  IdColumn() : ends_(1, 0) {}
  void add(std::string_view text) {
    bytes_.append(text);
    ends_.push_back(bytes_.size());
  }
  void reserve(std::size_t rows, std::size_t bytes) {
    ends_.reserve(rows + 1);
    bytes_.reserve(bytes);
  }
  /// Takes over bytes and their ends; `ends` begins with 0 and has one more element than there are rows.
  IdColumn(std::string bytes, std::vector<std::uint64_t> ends) : bytes_(std::move(bytes)), ends_(std::move(ends)) {}

  [[nodiscard]] std::size_t size() const noexcept { return ends_.size() - 1; }
  std::string_view operator[](std::size_t row) const noexcept {
    return std::string_view(bytes_).substr(ends_[row], ends_[row + 1] - ends_[row]);
  }

 private:
  std::string bytes_;
  std::vector<std::uint64_t> ends_;
};

}  // namespace pointsbank
