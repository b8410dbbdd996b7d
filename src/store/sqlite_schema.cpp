#include "store/sqlite_schema.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace pointsbank::store::sqlite {
namespace {

std::int64_t pragma(Connection& connection, Sql sql) {
  const std::optional<std::string> text = connection.run(sql);
  return text ? std::stoll(*text) : 0;
}

bool is_empty(Connection& connection) {
  return pragma(connection, "PRAGMA application_id") == 0 && pragma(connection, "PRAGMA user_version") == 0 &&
         pragma(connection, "SELECT count(*) FROM sqlite_schema") == 0;
}

/// `TABLE journal` of `CREATE TABLE journal(…`.
std::string name_of(std::string_view statement) {
  std::string name;
  for (std::size_t at = 7;; ++at) {
    const std::size_t end = statement.find_first_of(" (", at);
    name += statement.substr(at, end - at);
    if (!name.ends_with("UNIQUE") && name.find(' ') != std::string::npos && !name.ends_with(" INDEX")) return name;
    name += ' ';
    at = end;
  }
}

/// Every object that is there must be one of the schema's, word for word, and all of those must be there: a trigger or
/// a view that somebody added would run on our behalf, and one that was taken away no longer guards.
void check_objects(Connection& connection, std::span<const Sql> schema) {
  std::set<std::string_view> missing;
  for (const Sql& statement : schema) missing.insert(statement.view());
  Query objects(connection, "SELECT type, name, sql FROM sqlite_schema ORDER BY name");
  while (objects.next()) {
    const std::string_view name = objects.text(1);
    if (objects.is_null(2)) {
      if (objects.text(0) == "index" && name.starts_with("sqlite_autoindex_")) continue;
    } else if (missing.erase(objects.text(2)) == 1) {
      continue;
    }
    const Issue issue =
        connection.issue("store_foreign", {objects.string(0) + " " + std::string(name)}, "store_hint_backup");
    throw StoreError(issue);
  }
  if (missing.empty()) return;
  throw StoreError(connection.issue("store_lacks", {name_of(*missing.begin())}, "store_hint_backup"));
}

/// Runs in a transaction of the caller's.
void migrate(Connection& connection, std::int64_t found, const Format& format) {
  for (const Migration& migration : format.migrations) {
    if (migration.from != found) continue;
    for (const Sql& statement : migration.statements) connection.run(statement);
    ++found;
    if (pragma(connection, "PRAGMA user_version") != found)
      throw UsageError("a migration that does not say its format");
  }
  if (found != format.version) throw UsageError("there is no way from format " + std::to_string(found));
  check_objects(connection, format.schema);
}

/// Does what `work` does wholly or not at all.
template <class Work>
void wholly(Connection& connection, Work&& work) {
  connection.run("BEGIN IMMEDIATE");
  try {
    work();
    connection.run("COMMIT");
  } catch (...) {
    connection.try_run("ROLLBACK");
    throw;
  }
}

}  // namespace

void create_schema(Connection& connection, const Format& format) {
  wholly(connection, [&] {
    if (!is_empty(connection)) throw StoreError(connection.issue("store_exists", {}, "store_hint_new_name"));
    for (const Sql& statement : format.schema) connection.run(statement);
    connection.run("PRAGMA application_id = 1346522699");
    connection.run(format.set_version);
  });
}

void open_schema(Connection& connection, const Format& format, bool is_read_only) {
  if (pragma(connection, "PRAGMA application_id") != application_id) {
    throw StoreError(connection.issue("store_no_bank", {}, "store_hint_init"));
  }
  const std::string known = std::to_string(format.version);
  const std::int64_t found = pragma(connection, "PRAGMA user_version");
  if (found == format.version) {
    check_objects(connection, format.schema);
    return;
  }
  const std::string version = std::to_string(found);
  if (found > format.version)
    throw StoreError(connection.issue("store_newer", {version, known}, "store_hint_later_program"));
  if (found < 1) connection.fail_damaged("format " + version);
  if (is_read_only) throw StoreError(connection.issue("store_older", {version, known}, "store_hint_open_to_write"));
  wholly(connection, [&] {
    // Somebody else may have done it while we waited.
    const std::int64_t now = pragma(connection, "PRAGMA user_version");
    if (now < format.version) migrate(connection, now, format);
  });
}

}  // namespace pointsbank::store::sqlite
