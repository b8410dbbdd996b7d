// The tables that go in: roster, members, events, entries, published closings; how they are read and what they hold.
//
// Reading needs to know what a rule list declares (TableFormat). Every table is immutable once built and may be shared
// by threads. Row numbers are `Id`s: a table holds fewer than 2^32 - 1 rows.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pointsbank/columns.hpp"
#include "pointsbank/issues.hpp"

namespace pointsbank {

namespace records {
struct EventsAccess;
}

enum class AttributeType : std::uint8_t { number, string, boolean, date };

struct Attribute {
  std::string name;
  AttributeType type = AttributeType::number;
  friend bool operator==(const Attribute&, const Attribute&) = default;
};

/// What a rule book declares about the tables that it is evaluated over.
struct TableFormat {
  std::string subject = "household";          ///< the name of the column that says who is scored
  std::vector<std::string> groups;            ///< columns of the roster
  std::vector<Attribute> subject_attributes;  ///< columns of the roster
  std::vector<Attribute> event_attributes;    ///< columns of the events
  int utc_offset = 480;                       ///< minutes east of UTC, in which civil dates are read
  int decimals = 0;                           ///< of points, which entries have to fit
  Date first_day = Date::always();            ///< the rule book's first day; no entry stands before it
  friend bool operator==(const TableFormat&, const TableFormat&) = default;
};

/// A row that could not be taken, as it stood in the file.
struct BadRow {
  std::string file;
  std::uint64_t line = 0;
  std::string text;
  Issue issue;
};

struct ReadOptions {
  /// Where given, rows that cannot be taken are put here and reading goes on; otherwise they end it with InputError.
  std::vector<BadRow>* bad_rows = nullptr;
  /// Warnings (columns that are ignored) are put here where given.
  Issues* warnings = nullptr;
  /// Called now and then with what is done and what there is (bytes); returning false cancels.
  std::function<bool(std::uint64_t done, std::uint64_t total)> progress;
  /// How many read a large CSV file of events at once. What is read, and what is said of it, does not depend on it.
  int threads = 1;
};

/// Who is scored, with what holds of each from when on. Households are numbered in the order of their ids' bytes.
class Roster {
 public:
  struct Columns {  ///< household `h` has the rows first_row[h] to first_row[h + 1] - 1, in the order of `from`
    IdColumn household;
    Column<std::int32_t> joined;              ///< a household; INT32_MIN: from the beginning
    Column<std::int32_t> left;                ///< a household; INT32_MAX: never
    Column<Id> first_row;                     ///< a household, and one more
    Column<std::int32_t> from;                ///< a row; INT32_MIN: from the beginning
    std::vector<TextColumn> groups;           ///< a row; in the order of TableFormat::groups
    std::vector<AttributeColumn> attributes;  ///< a row; in the order of TableFormat::subject_attributes
    TextColumn name;                          ///< a row; may be empty
  };
  Roster() = default;
  /// The columns must be as said above (sorted, complete); UsageError otherwise.
  Roster(TableFormat format, Columns columns);

  [[nodiscard]] std::size_t size() const noexcept { return columns_ ? columns_->household.size() : 0; }
  [[nodiscard]] std::string_view id(Id household) const noexcept { return columns_->household[household]; }
  [[nodiscard]] Id find(std::string_view id) const noexcept;
  [[nodiscard]] Date joined(Id household) const noexcept { return Date{columns_->joined[household]}; }
  [[nodiscard]] Date left(Id household) const noexcept { return Date{columns_->left[household]}; }
  [[nodiscard]] bool is_active(Id household, Date date) const noexcept {
    return joined(household) <= date && date < left(household);
  }
  /// The row that says what holds of a household on a date.
  [[nodiscard]] Id row(Id household, Date date) const noexcept {
    Id found = columns_->first_row[household];
    const Id end = columns_->first_row[household + 1];
    while (found + 1 < end && columns_->from[found + 1] <= date.days) ++found;
    return found;
  }
  [[nodiscard]] const Columns& columns() const noexcept { return *columns_; }
  [[nodiscard]] const TableFormat& format() const noexcept { return format_; }

 private:
  TableFormat format_;
  std::shared_ptr<const Columns> columns_;
};

/// Which household a member belongs to, from when to when.
class Members {
 public:
  struct Stay {
    std::string household;
    Date joined = Date::always();  ///< included
    Date left = Date::never();     ///< excluded
    std::string name;
  };
  Members();
  /// Stays of one member that overlap are an InputError.
  explicit Members(std::vector<std::pair<std::string, Stay>> stays);

  /// The stay of a member on a date, or null.
  [[nodiscard]] const Stay* on(std::string_view member, Date date) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept;

 private:
  struct Table;
  std::shared_ptr<const Table> table_;
};

/// What households did. The order of rows means nothing.
class Events {
 public:
  /// Rows are the events proper: unique ids, no revocations.
  struct Columns {
    IdColumn id;
    TextColumn household;  ///< no_id where the event names none
    TextColumn kind;
    Column<std::int32_t> date;         ///< the civil date at the format's utc_offset, as days
    Column<std::int32_t> second;       ///< of that day, or -1 where `at` is a bare date
    Column<std::int32_t> microsecond;  ///< of that second; an empty column: all 0
    Column<std::int64_t> recorded;     ///< microseconds since 1970 UTC, or absent_cell; an empty column: all absent
    DecimalColumn quantity;
    DecimalColumn points;
    TextColumn grade;
    TextColumn member;
    TextColumn act;
    std::vector<AttributeColumn> attributes;  ///< in the order of TableFormat::event_attributes
  };
  struct Revocation {
    std::string id;
    std::string household;  ///< as given, mostly empty
    std::int64_t recorded = absent_cell;
    std::string revokes;  ///< an event's id
    Id target = no_id;    ///< its row, where it is an event that is there
  };
  /// A row that says again what an earlier one said.
  struct Duplicate {
    std::string id;
    std::string household;  ///< as given
  };

  Events() = default;
  /// Makes a table of columns that are complete and consistent (UsageError otherwise). Rows with the same id are
  /// an InputError here; revocations are matched.
  Events(TableFormat format, Columns columns, std::vector<Revocation> revocations = {},
         std::vector<Duplicate> duplicates = {});

  [[nodiscard]] std::size_t size() const noexcept { return columns_ ? columns_->id.size() : 0; }
  [[nodiscard]] const Columns& columns() const noexcept { return *columns_; }
  [[nodiscard]] const std::vector<Revocation>& revocations() const noexcept { return *revocations_; }
  [[nodiscard]] const std::vector<Duplicate>& duplicates() const noexcept { return *duplicates_; }
  [[nodiscard]] const TableFormat& format() const noexcept { return format_; }

 private:
  friend struct records::EventsAccess;  // reading has checked the columns already

  TableFormat format_;
  std::shared_ptr<const Columns> columns_ = std::make_shared<Columns>();
  std::shared_ptr<const std::vector<Revocation>> revocations_ = std::make_shared<std::vector<Revocation>>();
  std::shared_ptr<const std::vector<Duplicate>> duplicates_ = std::make_shared<std::vector<Duplicate>>();
};

/// What did not come of rules: redemptions, refunds, transfers, opening balances; in order of (moment, id).
class Entries {
 public:
  enum class Cause : std::uint8_t { redemption, refund, transfer, opening };
  struct Entry {
    std::string id;
    Id household = no_id;  ///< in the roster
    Date date;
    std::int64_t microseconds_of_day = 0;
    Cause cause = Cause::opening;
    std::int64_t standing = 0;   ///< units
    std::int64_t spendable = 0;  ///< units
    Id of = no_id;               ///< a refund's redemption: its index here
  };
  Entries() = default;
  explicit Entries(std::vector<Entry> entries) : entries_(std::make_shared<std::vector<Entry>>(std::move(entries))) {}
  [[nodiscard]] const std::vector<Entry>& rows() const noexcept { return *entries_; }

 private:
  std::shared_ptr<const std::vector<Entry>> entries_ = std::make_shared<std::vector<Entry>>();
};
[[nodiscard]] std::string_view to_string(Entries::Cause cause) noexcept;

/// Closings that a village has published and that therefore stay: rows in the order in which they stand.
struct Published {
  struct Ranking {
    std::string closing;
    Date period;
    Id household = no_id;
    std::string group;
    std::string measure;
    std::string rank;
    std::int64_t points = 0;  ///< units
    std::string points_text;
  };
  struct Rating {
    std::string closing;
    Date period;
    Id household = no_id;
    std::string group;
    std::string measure;
    std::string rank;
    std::string level;
  };
  struct Dividend {
    std::string closing;
    Date period;
    Id household = no_id;
    std::string group;
    std::string measure;
    std::string amount;
  };
  struct Benefit {
    std::string closing;
    Date period;
    Id household = no_id;
    std::string value;
    std::string unit;
  };
  std::vector<Ranking> rankings;
  std::vector<Rating> ratings;
  std::vector<Dividend> dividends;
  std::vector<Benefit> benefits;
};

// Reading. A file that ends in `.jsonl` is JSON Lines, any other CSV. InputError lists every bad row (up to a
// hundred); MachineError where a file cannot be opened or read.
[[nodiscard]] Roster read_roster(const std::filesystem::path& file, const TableFormat& format,
                                 const ReadOptions& options = {});
[[nodiscard]] Members read_members(const std::filesystem::path& file, const TableFormat& format,
                                   const ReadOptions& options = {});
[[nodiscard]] Events read_events(const std::filesystem::path& file, const TableFormat& format,
                                 const ReadOptions& options = {});
[[nodiscard]] Entries read_entries(const std::filesystem::path& file, const TableFormat& format, const Roster& roster,
                                   const ReadOptions& options = {});
[[nodiscard]] Published read_published(const std::filesystem::path& folder, const TableFormat& format,
                                       const Roster& roster, const ReadOptions& options = {});

/// One row as text, cell by cell, as a file would hold it: {"event", "e1"}, {"household", "H1"}, …; an empty text is
/// an absent value.
using Cells = std::vector<std::pair<std::string_view, std::string_view>>;

// The same from rows in memory, checked in the same way; `name` stands for the file in messages and rows count as
// lines from 1.
[[nodiscard]] Roster make_roster(std::span<const Cells> rows, const TableFormat& format,
                                 std::string_view name = "roster", const ReadOptions& options = {});
[[nodiscard]] Members make_members(std::span<const Cells> rows, const TableFormat& format,
                                   std::string_view name = "members", const ReadOptions& options = {});
[[nodiscard]] Events make_events(std::span<const Cells> rows, const TableFormat& format,
                                 std::string_view name = "events", const ReadOptions& options = {});
[[nodiscard]] Entries make_entries(std::span<const Cells> rows, const TableFormat& format, const Roster& roster,
                                   std::string_view name = "entries", const ReadOptions& options = {});

}  // namespace pointsbank
