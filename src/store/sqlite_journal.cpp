// The journal, the answers kept under keys, documents and settings.
#include "store/sqlite_store.hpp"

namespace pointsbank::store::sqlite {

Head SqliteStore::head() {
  Query query(connection_, "SELECT seq, recorded, chain FROM journal ORDER BY seq DESC LIMIT 1");
  if (!query.next()) return {};
  return {query.number(0), query.moment(1), query.digest(2)};
}

void SqliteStore::append(const JournalRow& row) {
  (void)change(connection_, "INSERT INTO journal(seq, recorded, body, chain) VALUES(?1, ?2, ?3, ?4)", row.seq,
               row.recorded, Blob{row.body}, row.chain);
}

JournalRow SqliteStore::entry(Seq seq) {
  Query query(connection_, "SELECT recorded, body, chain FROM journal WHERE seq = ?1", seq);
  if (!query.next()) throw StoreError(connection_.issue("store_no_entry", {std::to_string(seq)}));
  return {seq, query.moment(0), std::string(query.blob(1)), query.digest(2)};
}

void SqliteStore::visit_journal(Seq first, Seq last, const Visitor<JournalView>& visitor) {
  Query query(connection_, "SELECT seq, recorded, body, chain FROM journal WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq",
              first, last);
  while (query.next()) {
    if (!visitor(JournalView{query.number(0), query.moment(1), query.blob(2), query.digest(3)})) return;
  }
}

std::optional<KeptAnswer> SqliteStore::kept_answer(std::string_view key) {
  Query query(connection_, "SELECT request, answer FROM answer WHERE key = ?1", key);
  if (!query.next()) return std::nullopt;
  return KeptAnswer{std::string(key), std::string(query.blob(0)), query.string(1)};
}

void SqliteStore::keep_answer(const KeptAnswer& answer) {
  (void)change(connection_, "INSERT INTO answer(key, request, answer) VALUES(?1, ?2, ?3)", answer.key,
               Blob{answer.request}, answer.answer);
}

void SqliteStore::keep_document(const Digest& digest, std::string_view text) {
  (void)change(connection_, "INSERT INTO document(digest, text) VALUES(?1, ?2) ON CONFLICT(digest) DO NOTHING", digest,
               Blob{text});
}

std::optional<std::string> SqliteStore::document(const Digest& digest) {
  Query query(connection_, "SELECT text FROM document WHERE digest = ?1", digest);
  if (!query.next()) return std::nullopt;
  return std::string(query.blob(0));
}

std::optional<std::string> SqliteStore::setting(std::string_view name) {
  Query query(connection_, "SELECT value FROM setting WHERE name = ?1", name);
  if (!query.next()) return std::nullopt;
  return query.string(0);
}

void SqliteStore::set(std::string_view name, std::string_view value) {
  (void)change(connection_,
               "INSERT INTO setting(name, value) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
               name, value);
}

}  // namespace pointsbank::store::sqlite
