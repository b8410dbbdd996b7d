// A table of events put together from rows of others.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <variant>
#include <vector>

#include "pointsbank/tables.hpp"

namespace pointsbank::records {

/// Texts under ids of their own; each table's ids are looked up once.
class GatheredTexts {
 public:
  void add(const TextColumn& from, std::span<const Id> rows);
  [[nodiscard]] TextColumn finish();

 private:
  std::vector<Id> ids_;
  std::shared_ptr<Dictionary> texts_ = std::make_shared<Dictionary>();
};

/// Decimals at the finest scale of what comes; what leaves 64 bits at it stands apart.
class GatheredDecimals {
 public:
  void add(const DecimalColumn& from, std::span<const Id> rows);
  [[nodiscard]] DecimalColumn finish();

 private:
  void raise_scale(int decimals);
  void put(std::size_t row, const Decimal& value);

  std::vector<std::int64_t> mantissas_;
  int decimals_ = 0;
  bool is_held_ = false;
  std::unordered_map<Id, Decimal> wide_;
};

/// Cells of one plain type; where no table has the column, nor has this one.
template <class T>
class GatheredCells {
 public:
  explicit GatheredCells(T absent) : absent_(absent) {}
  void add(const Column<T>& from, std::span<const Id> rows) {
    is_held_ |= !from.empty();
    if (from.empty()) {
      cells_.resize(cells_.size() + rows.size(), absent_);
    } else {
      for (const Id row : rows) cells_.push_back(from[row]);
    }
  }
  [[nodiscard]] Column<T> finish() { return is_held_ ? Column<T>(std::move(cells_)) : Column<T>(); }

 private:
  std::vector<T> cells_;
  T absent_;
  bool is_held_ = false;
};

class GatheredAttribute {
 public:
  explicit GatheredAttribute(AttributeType type);
  void add(const AttributeColumn& from, std::span<const Id> rows);
  [[nodiscard]] AttributeColumn finish();

 private:
  std::variant<GatheredDecimals, GatheredTexts, GatheredCells<std::int8_t>, GatheredCells<std::int32_t>> cells_;
};

/// Rows of tables that were read for one format, no id among them twice. Revocations and duplicates are left out.
class GatheredEvents {
 public:
  explicit GatheredEvents(TableFormat format);
  void add(const Events& from, std::span<const Id> rows);
  [[nodiscard]] Events finish();

 private:
  TableFormat format_;
  IdColumn ids_;
  GatheredTexts household_, kind_, grade_, member_, act_;
  GatheredCells<std::int32_t> date_{0}, second_{-1}, microsecond_{0};
  GatheredCells<std::int64_t> recorded_{absent_cell};
  GatheredDecimals quantity_, points_;
  std::vector<GatheredAttribute> attributes_;
};

}  // namespace pointsbank::records
