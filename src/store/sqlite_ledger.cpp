// Postings, balances, totals by cause, and whom the next settlement compares.
#include "store/sqlite_store.hpp"

namespace pointsbank::store::sqlite {
namespace {

PostingRecord read_posting(Query& row) {
  return {row.number(0), row.string(1), row.date(2), row.date(3), row.flag(4), row.optional_number(5)};
}

BalanceRecord read_balance(Query& row) {
  return {row.string(0), row.number(1), row.number(2), row.number(3), row.number(4), row.optional_date(5)};
}

TotalRecord read_total(Query& row) { return {row.string(0), row.number(1), row.number(2)}; }

}  // namespace

/// The triggers close what is reversed, and refuse a closed month.
void SqliteStore::insert(const PostingRecord& record) {
  (void)change(
      connection_, "INSERT INTO posting(seq, household, date, month, is_open, reverses) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
      record.seq, record.household, record.date, record.month, record.is_open && !record.reverses, record.reverses);
}

void SqliteStore::visit_open_postings(const Visitor<PostingRecord>& visitor) {
  Query query(connection_,
              "SELECT seq, household, date, month, is_open, reverses FROM posting INDEXED BY posting_by_household"
              " WHERE is_open = 1 ORDER BY household, seq");
  visit_all(query, read_posting, visitor);
}

void SqliteStore::visit_postings(const Visitor<PostingRecord>& visitor) {
  Query query(connection_, "SELECT seq, household, date, month, is_open, reverses FROM posting ORDER BY seq");
  visit_all(query, read_posting, visitor);
}

std::vector<PostingRecord> SqliteStore::open_postings_of(std::string_view household) {
  Query query(connection_,
              "SELECT seq, household, date, month, is_open, reverses FROM posting"
              " WHERE household = ?1 AND is_open = 1 ORDER BY seq",
              household);
  return all_of(query, read_posting);
}

std::vector<PostingRecord> SqliteStore::postings_of(std::string_view household) {
  Query query(connection_,
              "SELECT seq, household, date, month, is_open, reverses FROM posting WHERE household = ?1 ORDER BY seq",
              household);
  return all_of(query, read_posting);
}

std::optional<BalanceRecord> SqliteStore::balance(std::string_view household) {
  Query query(connection_,
              "SELECT household, standing, spendable, earned, deducted, frozen_until FROM balance WHERE household = ?1",
              household);
  return first_of(query, read_balance);
}

void SqliteStore::put(const BalanceRecord& record) {
  (void)change(connection_,
               "INSERT INTO balance(household, standing, spendable, earned, deducted, frozen_until)"
               " VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(household) DO UPDATE SET standing = excluded.standing,"
               " spendable = excluded.spendable, earned = excluded.earned, deducted = excluded.deducted,"
               " frozen_until = excluded.frozen_until",
               record.household, record.standing, record.spendable, record.earned, record.deducted,
               record.frozen_until);
}

void SqliteStore::visit_balances(const Visitor<BalanceRecord>& visitor) {
  Query query(connection_,
              "SELECT household, standing, spendable, earned, deducted, frozen_until FROM balance ORDER BY household");
  visit_all(query, read_balance, visitor);
}

void SqliteStore::put(const TotalRecord& record) {
  (void)change(connection_,
               "INSERT INTO total(cause, standing, spendable) VALUES(?1, ?2, ?3)"
               " ON CONFLICT(cause) DO UPDATE SET standing = excluded.standing, spendable = excluded.spendable",
               record.cause, record.standing, record.spendable);
}

std::vector<TotalRecord> SqliteStore::totals() {
  Query query(connection_, "SELECT cause, standing, spendable FROM total ORDER BY cause");
  return all_of(query, read_total);
}

void SqliteStore::mark(std::string_view household) {
  (void)change(connection_, "INSERT INTO mark(household) VALUES(?1) ON CONFLICT(household) DO NOTHING", household);
}

std::vector<std::string> SqliteStore::marked() {
  Query query(connection_, "SELECT household FROM mark ORDER BY household");
  std::vector<std::string> households;
  while (query.next()) households.push_back(query.string(0));
  return households;
}

void SqliteStore::clear_marks() { (void)change(connection_, "DELETE FROM mark"); }

}  // namespace pointsbank::store::sqlite
