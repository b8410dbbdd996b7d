#include "sqlite.hpp"

#include <sqlite3.h>

#include "pointsbank/issues.hpp"

namespace portal {

namespace {

[[noreturn]] void fail(sqlite3* handle) {
  throw pointsbank::MachineError(std::string("the portal's file of accounts: ") + sqlite3_errmsg(handle));
}

}  // namespace

Database::Database(const std::filesystem::path& file) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(file.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
    const std::string reason = sqlite3_errmsg(handle_);
    sqlite3_close(handle_);
    throw pointsbank::MachineError("the portal's file of accounts " + file.string() + ": " + reason);
  }
  sqlite3_busy_timeout(handle_, 10'000);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  run("PRAGMA journal_mode=TRUNCATE");
  run("PRAGMA synchronous=FULL");
  run("PRAGMA foreign_keys=ON");
}

Database::~Database() { sqlite3_close(handle_); }

void Database::run(Literal sql) {
  if (sqlite3_exec(handle_, sql.text().data(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(handle_);
}

std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }

Transaction::~Transaction() {
  if (!is_over_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Statement::prepare(Literal sql) {
  const std::string_view text = sql.text();
  const int code =
      sqlite3_prepare_v2(database_.handle(), text.data(), static_cast<int>(text.size()), &statement_, nullptr);
  if (code != SQLITE_OK) fail(database_.handle());
}

Statement::~Statement() { sqlite3_finalize(statement_); }

bool Statement::next() {
  switch (sqlite3_step(statement_)) {
    case SQLITE_ROW: return true;
    case SQLITE_DONE: return false;
    default: fail(database_.handle());
  }
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Statement::text(int column) const {
  const auto* const bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

void Statement::bind(int number, std::int64_t value) {
  if (sqlite3_bind_int64(statement_, number, value) != SQLITE_OK) fail(database_.handle());
}

void Statement::bind(int number, std::string_view value) {
  const int code =
      sqlite3_bind_text(statement_, number, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
  if (code != SQLITE_OK) fail(database_.handle());
}

}  // namespace portal
