// From a path to an open store: what is refused, and how the connection is set.
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "store/sqlite_schema.hpp"
#include "store/sqlite_store.hpp"

namespace pointsbank::store {
namespace sqlite {
namespace {

// Files of up to so many pages are looked through when they are opened; larger ones when they are verified.
constexpr std::int64_t quickly_checked_pages = 512;

/// No more than the bank's own statements need, should a file try something.
void set_limits(sqlite3* handle) {
  constexpr std::pair<int, int> limits[] = {
      {SQLITE_LIMIT_LENGTH, 256 * 1024 * 1024},
      {SQLITE_LIMIT_SQL_LENGTH, 100'000},
      {SQLITE_LIMIT_COLUMN, 100},
      {SQLITE_LIMIT_EXPR_DEPTH, 20},
      {SQLITE_LIMIT_COMPOUND_SELECT, 5},
      {SQLITE_LIMIT_VDBE_OP, 100'000},
      {SQLITE_LIMIT_FUNCTION_ARG, 8},
      {SQLITE_LIMIT_ATTACHED, 0},
      {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
      {SQLITE_LIMIT_VARIABLE_NUMBER, 32},
      {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
      {SQLITE_LIMIT_WORKER_THREADS, 0},
  };
  for (const auto& [limit, value] : limits) sqlite3_limit(handle, limit, value);
}

void set_switches(sqlite3* handle) {
  constexpr std::pair<int, int> switches[] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},
      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
      {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 1},
      {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
      {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
      {SQLITE_DBCONFIG_DQS_DDL, 0},
      {SQLITE_DBCONFIG_DQS_DML, 0},
  };
  for (const auto& [name, value] : switches) sqlite3_db_config(handle, name, value, nullptr);
}

/// Freed bytes are overwritten, for the sake of `forget`.
void set_pragmas(Connection& connection) {
  connection.run("PRAGMA cell_size_check = ON");
  connection.run("PRAGMA mmap_size = 0");
  connection.run("PRAGMA foreign_keys = ON");
  connection.run("PRAGMA recursive_triggers = ON");
  connection.run("PRAGMA secure_delete = ON");
  connection.run("PRAGMA temp_store = MEMORY");
  connection.run("PRAGMA cache_size = -65536");
  connection.run("PRAGMA synchronous = FULL");
}

/// The rollback journal is emptied and synced to commit. Where it is unlinked instead (DELETE), a power cut may bring
/// it back, and with it the state before, unless the folder is synced too (EXTRA), which costs more. A file that says
/// WAL is brought back from it: the SQLite of many distributions may damage one that two connections write to.
void set_journal_mode(Connection& connection, bool is_read_only) {
  const std::string mode =
      (is_read_only ? connection.run("PRAGMA journal_mode") : connection.run("PRAGMA journal_mode = TRUNCATE"))
          .value_or("");
  if (mode != (is_read_only ? "delete" : "truncate")) throw StoreError(connection.issue("store_journal_mode", {mode}));
}

void check_quickly(Connection& connection) {
  const std::int64_t pages = std::stoll(connection.run("PRAGMA page_count").value_or("0"));
  if (pages > quickly_checked_pages) return;
  const std::string found = connection.run("PRAGMA quick_check(1)").value_or("");
  if (found != "ok") connection.fail_damaged(found);
}

int flags_of(const OpenOptions& options) {
  if (options.create) return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  return options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
}

/// What SQLite would take for something else, or not tell apart.
void check_path(const std::string& file, const OpenOptions& options) {
  if (file.find('\0') != std::string::npos) throw UsageError("a path with a NUL in it");
  sqlite3_vfs* vfs = sqlite3_vfs_find(options.vfs);
  if (vfs == nullptr) throw UsageError("there is no SQLite file layer of that name");
  int is_there = 0;
  vfs->xAccess(vfs, file.c_str(), SQLITE_ACCESS_EXISTS, &is_there);
  // Other file layers know of files that the machine does not.
  if (std::string_view(vfs->zName) == "unix") {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(file, error);
    // SQLite's own test takes an empty file for none.
    is_there = std::filesystem::exists(std::filesystem::symlink_status(file, error)) ? 1 : 0;
    if (is_there != 0 && std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
      throw StoreError(issue_of(file, "store_no_file"));
    }
  }
  if (options.create && is_there != 0) throw StoreError(issue_of(file, "store_exists", {}, "store_hint_new_name"));
  if (!options.create && is_there == 0) throw StorageError(issue_of(file, "store_not_there", {}, "store_hint_init"));
}

}  // namespace

SqliteStore::SqliteStore(const std::string& file, const OpenOptions& options)
    : connection_(file, flags_of(options), options.vfs, options.busy_milliseconds), is_read_only_(options.read_only) {
  set_limits(connection_.handle());
  set_switches(connection_.handle());
  set_pragmas(connection_);
  if (options.create) {
    set_journal_mode(connection_, false);
    create_schema(connection_, current_format());
    return;
  }
  // Whose file it is comes first: a file of somebody else's is not written to.
  open_schema(connection_, current_format(), options.read_only);
  set_journal_mode(connection_, options.read_only);
  check_quickly(connection_);
}

/// The empty rollback journal is taken away, if nobody else is at work.
SqliteStore::~SqliteStore() {
  roll_back();
  if (is_read_only_ || connection_.is_given_up()) return;
  sqlite3_busy_handler(connection_.handle(), nullptr, nullptr);
  connection_.try_run("PRAGMA journal_mode = DELETE");
}

}  // namespace sqlite

std::unique_ptr<Store> open_sqlite(const std::filesystem::path& file, const OpenOptions& options) {
  if (options.create && options.read_only) throw UsageError("a new bank is written to");
  if (file.empty()) throw UsageError("a bank needs the path of its file");
  // Absolute, so that no name means something special to SQLite (`:memory:`, `file:…`).
  const std::string path = std::filesystem::absolute(file).string();
  sqlite::check_path(path, options);
  return std::make_unique<sqlite::SqliteStore>(path, options);
}

}  // namespace pointsbank::store
