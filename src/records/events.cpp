#include <algorithm>

#include "records/columns_check.hpp"
#include "records/event_columns.hpp"
#include "records/id_table.hpp"
#include "records/readers.hpp"
#include "records/text_check.hpp"

namespace pointsbank {

namespace {

using records::IdTable;

/// One id space for events and revocations: events by row, revocations counted from the end.
class EventIds {
 public:
  EventIds(const IdColumn& ids, const std::vector<Events::Revocation>& revocations)
      : ids_(ids), revocations_(revocations), table_(ids.size() + revocations.size()) {}

  [[nodiscard]] std::string_view text(Id number) const {
    return number < ids_.size() ? ids_[number] : std::string_view(revocations_[IdTable::none - 1 - number].id);
  }
  void fill(Issues& issues) {
    // The table is larger than the caches: where the ids of a block will go is fetched before they are looked up.
    constexpr std::size_t block = 64;
    std::uint64_t hashes[block];
    for (std::size_t begin = 0; begin < ids_.size(); begin += block) {
      const std::size_t count = std::min(ids_.size() - begin, block);
      for (std::size_t i = 0; i < count; ++i) {
        hashes[i] = hash_text(ids_[begin + i]);
        table_.prefetch(hashes[i]);
      }
      for (std::size_t i = 0; i < count; ++i) {
        add(ids_[begin + i], hashes[i], static_cast<Id>(begin + i), issues);
      }
    }
    for (std::size_t i = 0; i < revocations_.size(); ++i) {
      const std::string_view id = revocations_[i].id;
      add(id, hash_text(id), static_cast<Id>(IdTable::none - 1 - i), issues);
    }
  }
  [[nodiscard]] Id event(std::string_view id) const {
    const Id found = table_.find(id, hash_text(id), [this](Id one) { return text(one); });
    return found < ids_.size() ? found : no_id;
  }

 private:
  void add(std::string_view id, std::uint64_t hash, Id number, Issues& issues) {
    constexpr std::size_t most = 100;
    if (table_.find_or_add(id, hash, number, [this](Id one) { return text(one); }) == IdTable::none ||
        issues.size() == most)
      return;
    issues.push_back({"event_id_twice", Severity::error, {}, {records::shown(id)}, {}, {}});
  }

  const IdColumn& ids_;
  const std::vector<Events::Revocation>& revocations_;
  IdTable table_;
};

void check(const TableFormat& format, const Events::Columns& columns) {
  using namespace records;
  const std::size_t rows = columns.id.size();
  if (rows >= no_id - 1) throw UsageError("events: too many rows");
  check_text("household", columns.household, rows);
  check_text("kind", columns.kind, rows);
  if (rows > 0 && columns.kind.ids.empty()) throw UsageError("events: the column kind is missing");
  check_size("date", columns.date.size(), rows);
  check_size("second", columns.second.size(), rows);
  if (!columns.microsecond.empty()) check_size("microsecond", columns.microsecond.size(), rows);
  if (!columns.recorded.empty()) check_size("recorded", columns.recorded.size(), rows);
  check_range("second", columns.second, -1, 86'399);
  check_range("microsecond", columns.microsecond, 0, 999'999);
  check_range("date", columns.date, Date::of(1, 1, 1).days, Date::of(9999, 12, 31).days);
  check_decimals("quantity", columns.quantity, rows);
  check_decimals("points", columns.points, rows);
  check_text("grade", columns.grade, rows);
  check_text("member", columns.member, rows);
  check_text("act", columns.act, rows);
  check_attributes(format.event_attributes, columns.attributes, rows);
}

}  // namespace

Events::Events(TableFormat format, Columns columns, std::vector<Revocation> revocations,
               std::vector<Duplicate> duplicates)
    : format_(std::move(format)) {
  check(format_, columns);
  EventIds ids(columns.id, revocations);
  Issues issues;
  ids.fill(issues);
  if (!issues.empty()) throw InputError(std::move(issues));
  for (Revocation& revocation : revocations) revocation.target = ids.event(revocation.revokes);
  columns_ = std::make_shared<Columns>(std::move(columns));
  revocations_ = std::make_shared<std::vector<Revocation>>(std::move(revocations));
  duplicates_ = std::make_shared<std::vector<Duplicate>>(std::move(duplicates));
}

namespace records {

Events EventsAccess::make(TableFormat format, Events::Columns columns, std::vector<Events::Revocation> revocations,
                          std::vector<Events::Duplicate> duplicates) {
  Events events;
  events.format_ = std::move(format);
  events.columns_ = std::make_shared<Events::Columns>(std::move(columns));
  events.revocations_ = std::make_shared<std::vector<Events::Revocation>>(std::move(revocations));
  events.duplicates_ = std::make_shared<std::vector<Events::Duplicate>>(std::move(duplicates));
  return events;
}

Wanted event_columns(const TableFormat& format) {
  Wanted wanted{{"event", true}, {format.subject, true, "member"},
                {"kind", true},  {"at", true},
                {"quantity"},    {"points"},
                {"grade"},       {"member"},
                {"act"},         {"recorded"},
                {"revokes"}};
  for (const Attribute& attribute : format.event_attributes) wanted.push_back({attribute.name, true});
  return checked(std::move(wanted));
}

}  // namespace records

Events read_events(const std::filesystem::path& file, const TableFormat& format, const ReadOptions& options) {
  const auto source = records::file_rows(file, records::event_columns(format));
  return records::events_from(*source, format, options);
}

Events make_events(std::span<const Cells> rows, const TableFormat& format, std::string_view name,
                   const ReadOptions& options) {
  const auto source = records::memory_rows(rows, std::string(name), records::event_columns(format));
  return records::events_from(*source, format, options);
}

}  // namespace pointsbank
