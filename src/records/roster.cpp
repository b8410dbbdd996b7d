// The roster as a table: who is scored, with what holds of each from when on.
#include <algorithm>

#include "core/text_hash.hpp"
#include "records/columns_check.hpp"
#include "records/id_table.hpp"
#include "records/readers.hpp"

namespace pointsbank {

namespace {

/// The columns with an index of the ids beside them.
struct IndexedColumns : Roster::Columns {
  explicit IndexedColumns(Roster::Columns columns)
      : Roster::Columns(std::move(columns)), index(this->household.size()) {
    for (std::size_t i = 0; i < household.size(); ++i) {
      const std::string_view id = household[i];
      index.find_or_add(id, hash_text(id), static_cast<Id>(i), [this](Id one) { return household[one]; });
    }
  }
  records::IdTable index;
};

[[noreturn]] void fail(const char* what) { throw UsageError(std::string("roster: ") + what); }

void check(const TableFormat& format, const Roster::Columns& columns) {
  using namespace records;
  const std::size_t households = columns.household.size();
  const std::size_t rows = columns.from.size();
  if (rows >= no_id - 1) fail("too many rows");
  check_size("joined", columns.joined.size(), households);
  check_size("left", columns.left.size(), households);
  if (households == 0 && columns.first_row.empty() && rows == 0) return;
  check_size("first_row", columns.first_row.size(), households + 1);
  if (columns.first_row[0] != 0 || columns.first_row[households] != rows) fail("first_row does not cover the rows");
  for (std::size_t i = 0; i < households; ++i) {
    if (i > 0 && columns.household[i - 1] >= columns.household[i]) fail("households are not sorted, or come twice");
    if (columns.left[i] < columns.joined[i]) fail("a household left before it joined");
    const Id begin = columns.first_row[i];
    const Id end = columns.first_row[i + 1];
    if (begin >= end || end > rows) fail("a household without rows");
    for (Id row = begin + 1; row < end; ++row) {
      if (columns.from[row - 1] >= columns.from[row]) fail("rows of a household are not sorted, or hold from one day");
    }
  }
  if (columns.groups.size() != format.groups.size()) fail("another number of groups than declared");
  for (std::size_t i = 0; i < columns.groups.size(); ++i) check_text(format.groups[i], columns.groups[i], rows);
  check_attributes(format.subject_attributes, columns.attributes, rows);
  check_text("name", columns.name, rows);
}

}  // namespace

Roster::Roster(TableFormat format, Columns columns) : format_(std::move(format)) {
  check(format_, columns);
  columns_ = std::make_shared<IndexedColumns>(std::move(columns));
}

Id Roster::find(std::string_view id) const noexcept {
  if (!columns_) return no_id;
  // Every roster's columns were made by the constructor above.
  const auto& indexed = static_cast<const IndexedColumns&>(*columns_);
  return indexed.index.find(id, hash_text(id), [&](Id one) { return indexed.household[one]; });
}

Roster read_roster(const std::filesystem::path& file, const TableFormat& format, const ReadOptions& options) {
  const auto source = records::file_rows(file, records::roster_columns(format));
  return records::roster_from(*source, format, options);
}

Roster make_roster(std::span<const Cells> rows, const TableFormat& format, std::string_view name,
                   const ReadOptions& options) {
  const auto source = records::memory_rows(rows, std::string(name), records::roster_columns(format));
  return records::roster_from(*source, format, options);
}

}  // namespace pointsbank
