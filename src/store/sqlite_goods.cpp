// Entries that did not come of rules, goods, and what was set aside of them.
#include "store/sqlite_store.hpp"

namespace pointsbank::store::sqlite {
namespace {

MoneyRecord read_money(Query& row) {
  return {row.string(0), row.string(1), row.string(2), row.string(3), row.number(4)};
}

GoodsRecord read_goods(Query& row) {
  GoodsRecord record;
  record.goods = row.text(0);
  record.title = row.text(1);
  record.points = row.number(2);
  record.limit = row.optional_number(3);
  record.per = row.text(4);
  record.bought = row.number(5);
  record.in_stock = row.number(6);
  record.held = row.number(7);
  record.handed_out = row.number(8);
  return record;
}

RedemptionRecord read_redemption(Query& row) {
  return {row.string(0), row.string(1),        row.date(2),
          row.number(3), row.optional_date(4), row.enumerator(5, HoldState::timed_out),
          row.number(6)};
}

}  // namespace

void SqliteStore::insert(const MoneyRecord& record) {
  (void)change(connection_, "INSERT INTO money(entry, household, cause, of_what, seq) VALUES(?1, ?2, ?3, ?4, ?5)",
               record.entry, record.household, record.cause, record.of, record.seq);
}

std::optional<MoneyRecord> SqliteStore::money(std::string_view entry) {
  Query query(connection_, "SELECT entry, household, cause, of_what, seq FROM money WHERE entry = ?1", entry);
  return first_of(query, read_money);
}

std::vector<MoneyRecord> SqliteStore::money_of(std::string_view household) {
  Query query(connection_, "SELECT entry, household, cause, of_what, seq FROM money WHERE household = ?1 ORDER BY seq",
              household);
  return all_of(query, read_money);
}

void SqliteStore::visit_money(const Visitor<MoneyRecord>& visitor) {
  Query query(connection_, "SELECT entry, household, cause, of_what, seq FROM money ORDER BY entry");
  visit_all(query, read_money, visitor);
}

void SqliteStore::put(const GoodsRecord& record) {
  (void)change(connection_,
               "INSERT INTO goods(goods, title, points, most, per, bought, in_stock, held, handed_out)"
               " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT(goods) DO UPDATE SET title = excluded.title,"
               " points = excluded.points, most = excluded.most, per = excluded.per, bought = excluded.bought,"
               " in_stock = excluded.in_stock, held = excluded.held, handed_out = excluded.handed_out",
               record.goods, record.title, record.points, record.limit, record.per, record.bought, record.in_stock,
               record.held, record.handed_out);
}

std::optional<GoodsRecord> SqliteStore::goods(std::string_view id) {
  Query query(connection_,
              "SELECT goods, title, points, most, per, bought, in_stock, held, handed_out FROM goods WHERE goods = ?1",
              id);
  return first_of(query, read_goods);
}

std::vector<GoodsRecord> SqliteStore::all_goods() {
  Query query(connection_,
              "SELECT goods, title, points, most, per, bought, in_stock, held, handed_out FROM goods ORDER BY goods");
  return all_of(query, read_goods);
}

void SqliteStore::insert(const RedemptionRecord& record) {
  (void)change(connection_,
               "INSERT INTO redemption(redemption, household, date, points, last_day, state, seq)"
               " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
               record.redemption, record.household, record.date, record.points, record.last_day,
               static_cast<std::int64_t>(record.state), record.seq);
}

void SqliteStore::set_state(std::string_view redemption, HoldState state) {
  change_one(connection_, "there is no such redemption that is held",
             "UPDATE redemption SET state = ?2 WHERE redemption = ?1 AND state = 0", redemption,
             static_cast<std::int64_t>(state));
}

std::optional<RedemptionRecord> SqliteStore::redemption(std::string_view id) {
  Query query(connection_,
              "SELECT redemption, household, date, points, last_day, state, seq FROM redemption WHERE redemption = ?1",
              id);
  return first_of(query, read_redemption);
}

std::vector<RedemptionRecord> SqliteStore::redemptions_of(std::string_view household) {
  Query query(connection_,
              "SELECT redemption, household, date, points, last_day, state, seq FROM redemption"
              " WHERE household = ?1 ORDER BY seq",
              household);
  return all_of(query, read_redemption);
}

std::vector<RedemptionRecord> SqliteStore::held() {
  Query query(connection_,
              "SELECT redemption, household, date, points, last_day, state, seq FROM redemption"
              " WHERE state = 0 ORDER BY seq");
  return all_of(query, read_redemption);
}

void SqliteStore::visit_redemptions(const Visitor<RedemptionRecord>& visitor) {
  Query query(connection_,
              "SELECT redemption, household, date, points, last_day, state, seq FROM redemption ORDER BY redemption");
  visit_all(query, read_redemption, visitor);
}

std::vector<RedemptionRecord> SqliteStore::held_until_before(Date date) {
  Query query(connection_,
              "SELECT redemption, household, date, points, last_day, state, seq FROM redemption"
              " WHERE state = 0 AND last_day < ?1 ORDER BY last_day, seq",
              date);
  return all_of(query, read_redemption);
}

}  // namespace pointsbank::store::sqlite
