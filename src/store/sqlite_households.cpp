// Households, members, officers, and the one place of personal data.
#include "store/sqlite_store.hpp"

namespace pointsbank::store::sqlite {
namespace {

HouseholdRecord read_household(Query& row) { return {row.string(0), from_key(row.date(1)), row.number(2)}; }

MemberRecord read_member(Query& row) {
  return {row.string(0), row.string(1), from_key(row.date(2)), row.optional_date(3), row.number(4)};
}

OfficerRecord read_officer(Query& row) {
  return {row.string(0), row.enumerator<std::uint8_t>(1, 255), row.optional_date(2), row.optional_date(3)};
}

}  // namespace

void SqliteStore::put(const HouseholdRecord& record) {
  (void)change(connection_,
               "INSERT INTO household(household, from_day, seq) VALUES(?1, ?2, ?3)"
               " ON CONFLICT(household, from_day) DO UPDATE SET seq = excluded.seq",
               record.household, key_of(record.from), record.seq);
}

std::vector<HouseholdRecord> SqliteStore::rows_of_household(std::string_view household) {
  Query query(connection_, "SELECT household, from_day, seq FROM household WHERE household = ?1 ORDER BY from_day",
              household);
  return all_of(query, read_household);
}

void SqliteStore::visit_households(const Visitor<HouseholdRecord>& visitor) {
  Query query(connection_, "SELECT household, from_day, seq FROM household ORDER BY household, from_day");
  visit_all(query, read_household, visitor);
}

void SqliteStore::put(const MemberRecord& record) {
  (void)change(connection_,
               "INSERT INTO member(member, joined, left, household, seq) VALUES(?1, ?2, ?3, ?4, ?5)"
               " ON CONFLICT(member, joined) DO UPDATE SET left = excluded.left, household = excluded.household,"
               " seq = excluded.seq",
               record.member, key_of(record.joined), record.left, record.household, record.seq);
}

std::vector<MemberRecord> SqliteStore::stays_of_member(std::string_view member) {
  Query query(connection_, "SELECT member, household, joined, left, seq FROM member WHERE member = ?1 ORDER BY joined",
              member);
  return all_of(query, read_member);
}

std::vector<MemberRecord> SqliteStore::stays_in_household(std::string_view household) {
  Query query(connection_,
              "SELECT member, household, joined, left, seq FROM member WHERE household = ?1 ORDER BY member, joined",
              household);
  return all_of(query, read_member);
}

void SqliteStore::visit_members(const Visitor<MemberRecord>& visitor) {
  Query query(connection_, "SELECT member, household, joined, left, seq FROM member ORDER BY member, joined");
  visit_all(query, read_member, visitor);
}

void SqliteStore::replace_officers(const std::vector<OfficerRecord>& records) {
  (void)change(connection_, "DELETE FROM officer");
  for (const OfficerRecord& record : records) {
    (void)change(connection_, "INSERT INTO officer(person, role, joined, left) VALUES(?1, ?2, ?3, ?4)", record.person,
                 record.role, record.joined, record.left);
  }
}

std::vector<OfficerRecord> SqliteStore::officers() {
  Query query(connection_, "SELECT person, role, joined, left FROM officer ORDER BY number");
  return all_of(query, read_officer);
}

std::vector<OfficerRecord> SqliteStore::offices_of(std::string_view person) {
  Query query(connection_, "SELECT person, role, joined, left FROM officer WHERE person = ?1 ORDER BY number", person);
  return all_of(query, read_officer);
}

void SqliteStore::put(const PersonRecord& record) {
  (void)change(connection_,
               "INSERT INTO person(person, name, salt) VALUES(?1, ?2, ?3)"
               " ON CONFLICT(person) DO UPDATE SET name = excluded.name, salt = excluded.salt",
               record.person, record.name, Blob{record.salt});
}

std::optional<PersonRecord> SqliteStore::person(std::string_view id) {
  Query query(connection_, "SELECT name, salt FROM person WHERE person = ?1", id);
  if (!query.next()) return std::nullopt;
  return PersonRecord{std::string(id), query.string(0), std::string(query.blob(1))};
}

/// `secure_delete` writes zeros over the bytes of the row.
void SqliteStore::erase_person(std::string_view id) {
  (void)change(connection_, "DELETE FROM person WHERE person = ?1", id);
}

}  // namespace pointsbank::store::sqlite
