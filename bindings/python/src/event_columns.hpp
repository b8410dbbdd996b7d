// The library's columns out of those that were handed over. A cell that is not understood leaves its row in doubt: the
// library itself is asked about such rows afterwards, as if they stood in a file, and says what is wrong with them.
#pragma once

#include <functional>
#include <vector>

#include "pointsbank/tables.hpp"
#include "source_column.hpp"

namespace pointsbank::python {

/// The numbers of rows in doubt; a row may come several times.
using Doubts = std::vector<Id>;

/// Of texts, each once, those that a column of this name does not take.
using FindBadTexts = std::function<std::vector<bool>(const std::string& column, const std::vector<std::string_view>&)>;

/// Is it printable ASCII of at most 128 bytes, and not empty? Such a text can be every id.
[[nodiscard]] bool is_plain_id(std::string_view text) noexcept;

[[nodiscard]] TextColumn texts_of(const SourceColumn& column, const FindBadTexts& find_bad, Doubts& doubts);
[[nodiscard]] DecimalColumn decimals_of(const SourceColumn& column, Doubts& doubts);
[[nodiscard]] BoolColumn truths_of(const SourceColumn& column, Doubts& doubts);
[[nodiscard]] DateColumn dates_of(const SourceColumn& column, Doubts& doubts);
/// Moments in microseconds; no cells where no row has a value.
[[nodiscard]] Column<std::int64_t> moments_of(const SourceColumn& column, Doubts& doubts);

/// Dates or moments, as events have them.
struct AtColumns {
  Column<std::int32_t> date;
  Column<std::int32_t> second;
  Column<std::int32_t> microsecond;
};
[[nodiscard]] AtColumns at_of(const SourceColumn& column, int utc_offset, Doubts& doubts);
[[nodiscard]] AttributeColumn attribute_of(const SourceColumn& column, AttributeType type, const FindBadTexts& find_bad,
                                           Doubts& doubts);
/// Ids that are not plain are in doubt.
[[nodiscard]] IdColumn ids_of(const SourceColumn& column, Doubts& doubts);

/// The rows of `keep`, in their order.
template <class T>
[[nodiscard]] Column<T> gathered(const Column<T>& column, const std::vector<Id>& keep) {
  if (column.empty()) return {};
  std::vector<T> cells;
  cells.reserve(keep.size());
  for (const Id row : keep) cells.push_back(column[row]);
  return cells;
}
[[nodiscard]] Events::Columns gathered(const Events::Columns& columns, const std::vector<Id>& keep);

}  // namespace pointsbank::python
