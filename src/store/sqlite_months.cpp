// Closings as they were published, and months.
#include "store/sqlite_store.hpp"

namespace pointsbank::store::sqlite {
namespace {

PublishedRecord read_published(Query& row) {
  return {row.date(1), row.string(2), row.string(3), row.date(4), row.string(5), row.number(0)};
}

MonthRecord read_month(Query& row) { return {row.date(0), row.flag(1), row.optional_number(2).value_or(0)}; }

}  // namespace

void SqliteStore::insert(const PublishedRecord& record) {
  (void)change(connection_,
               "INSERT INTO published(seq, month, kind, closing, period, household) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
               record.seq, record.month, record.table, record.closing, record.period, record.household);
}

void SqliteStore::remove_published(Date month) {
  (void)change(connection_, "DELETE FROM published WHERE month = ?1", month);
}

void SqliteStore::visit_published(const Visitor<PublishedRecord>& visitor) {
  Query query(connection_, "SELECT seq, month, kind, closing, period, household FROM published ORDER BY seq");
  visit_all(query, read_published, visitor);
}

std::vector<PublishedRecord> SqliteStore::published_of(std::string_view household) {
  Query query(connection_,
              "SELECT seq, month, kind, closing, period, household FROM published WHERE household = ?1 ORDER BY seq",
              household);
  return all_of(query, read_published);
}

void SqliteStore::put(const MonthRecord& record) {
  const std::optional<Seq> sheet = record.sheet == 0 ? std::nullopt : std::optional(record.sheet);
  (void)change(connection_,
               "INSERT INTO month(month, is_closed, sheet) VALUES(?1, ?2, ?3)"
               " ON CONFLICT(month) DO UPDATE SET is_closed = excluded.is_closed, sheet = excluded.sheet",
               record.month, record.is_closed, sheet);
}

std::vector<MonthRecord> SqliteStore::months() {
  Query query(connection_, "SELECT month, is_closed, sheet FROM month ORDER BY month");
  return all_of(query, read_month);
}

}  // namespace pointsbank::store::sqlite
