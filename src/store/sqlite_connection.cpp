#include "store/sqlite_connection.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <new>
#include <thread>
#include <utility>

namespace pointsbank::store::sqlite {

Connection::Connection(const std::string& file, int flags, const char* vfs, int busy_milliseconds)
    : file_(file), busy_milliseconds_(busy_milliseconds) {
  const int code = sqlite3_open_v2(file.c_str(), &handle_,
                                   flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE, vfs);
  if (code != SQLITE_OK) {
    const int error = handle_ == nullptr ? 0 : sqlite3_system_errno(handle_);
    sqlite3_close(std::exchange(handle_, nullptr));
    if (code == SQLITE_NOMEM) throw std::bad_alloc();
    throw StorageError(issue("store_cannot_open", {error != 0 ? std::strerror(error) : sqlite3_errstr(code)}));
  }
  sqlite3_busy_handler(handle_, &Connection::wait, this);
}

Connection::~Connection() {
  for (const auto& [sql, prepared] : prepared_) sqlite3_finalize(prepared.statement);
  sqlite3_close(handle_);
}

/// Waits for another connection a little longer from time to time; SQLite's own handler sleeps whole seconds where it
/// was built without usleep.
int Connection::wait(void* connection, int tries) noexcept {
  auto& self = *static_cast<Connection*>(connection);
  if (tries == 0) self.waited_milliseconds_ = 0;
  if (self.waited_milliseconds_ >= self.busy_milliseconds_) return 0;
  const int pause = std::min({1 + tries / 4, 10, self.busy_milliseconds_ - self.waited_milliseconds_});
  std::this_thread::sleep_for(std::chrono::milliseconds(pause));
  self.waited_milliseconds_ += pause;
  return 1;
}

Issue issue_of(const std::string& file, std::string code, std::vector<std::string> arguments, std::string hint) {
  Issue issue;
  issue.code = std::move(code);
  issue.place.file = file;
  issue.arguments = std::move(arguments);
  issue.hint = std::move(hint);
  return issue;
}

Issue Connection::issue(std::string code, std::vector<std::string> arguments, std::string hint) const {
  return issue_of(file_, std::move(code), std::move(arguments), std::move(hint));
}

void Connection::fail_damaged(std::string what) const {
  throw StoreError(issue("store_damaged", {std::move(what)}, "store_hint_backup"));
}

void Connection::fail(int code) {
  const char* message = sqlite3_errmsg(handle_);
  switch (code & 0xFF) {
    case SQLITE_NOMEM: throw std::bad_alloc();
    case SQLITE_BUSY:
    case SQLITE_LOCKED: throw BusyError(issue("store_busy", {std::to_string(busy_milliseconds_)}));
    case SQLITE_CONSTRAINT: throw ConstraintError("the store refuses: " + std::string(message));
    case SQLITE_CORRUPT: fail_damaged(message);
    case SQLITE_NOTADB: throw StoreError(issue("store_no_bank", {}, "store_hint_init"));
    case SQLITE_READONLY: throw StoreError(issue("store_read_only", {}));
    case SQLITE_TOOBIG:
      throw StoreError(issue("store_too_big", {std::to_string(sqlite3_limit(handle_, SQLITE_LIMIT_LENGTH, -1))}));
    case SQLITE_FULL: throw StorageError(issue("store_full", {}));
    case SQLITE_MISUSE:
    case SQLITE_RANGE: throw UsageError("the store was used wrongly: " + std::string(message));
    default: break;
  }
  const int error = sqlite3_system_errno(handle_);
  std::string text = sqlite3_errstr(code);
  if (error != 0) text.append(": ").append(std::strerror(error));
  throw StorageError(
      issue((code & 0xFF) == SQLITE_CANTOPEN ? "store_cannot_open" : "store_machine", {std::move(text)}));
}

sqlite3_stmt* Connection::prepare(Sql sql, unsigned flags) {
  if (is_given_up_) throw UsageError("the outcome of a command is unknown: open the store anew");
  sqlite3_stmt* statement = nullptr;
  const auto size = static_cast<int>(sql.view().size() + 1);
  const int code = sqlite3_prepare_v3(handle_, sql.data(), size, flags, &statement, nullptr);
  // Tables or columns that are not there.
  if (code == SQLITE_ERROR) throw StoreError(issue("store_no_bank", {}, "store_hint_init"));
  if (code != SQLITE_OK) fail(code);
  return statement;
}

std::optional<std::string> Connection::run(Sql sql) {
  sqlite3_stmt* statement = prepare(sql, 0);
  std::optional<std::string> result;
  int code = sqlite3_step(statement);
  if (code == SQLITE_ROW) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    if (text != nullptr) result = text;
  }
  while (code == SQLITE_ROW) code = sqlite3_step(statement);
  sqlite3_finalize(statement);
  if (code != SQLITE_DONE) fail(code);
  return result;
}

int Connection::try_run(Sql sql) noexcept { return sqlite3_exec(handle_, sql.data(), nullptr, nullptr, nullptr); }

Query::Query(Connection& connection, Sql sql) : connection_(connection) {
  if (connection.is_given_up()) throw UsageError("the outcome of a command is unknown: open the store anew");
  Connection::Prepared& kept = connection.prepared_[sql.data()];
  if (kept.is_in_use) {
    statement_ = connection.prepare(sql, 0);
    return;
  }
  if (kept.statement == nullptr) kept.statement = connection.prepare(sql, SQLITE_PREPARE_PERSISTENT);
  kept.is_in_use = true;
  prepared_ = &kept;
  statement_ = kept.statement;
}

Query::~Query() {
  if (prepared_ == nullptr) {
    sqlite3_finalize(statement_);
  } else {
    sqlite3_reset(statement_);
    prepared_->is_in_use = false;
  }
}

bool Query::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) connection_.fail(code);
  return false;
}

// A null pointer would be bound as NULL, also where it is an empty text.
int Query::bind(int number, std::string_view value) {
  return sqlite3_bind_text64(statement_, number, value.data() == nullptr ? "" : value.data(), value.size(),
                             SQLITE_STATIC, SQLITE_UTF8);
}

int Query::bind(int number, Blob value) {
  const char* bytes = value.bytes.data() == nullptr ? "" : value.bytes.data();
  return sqlite3_bind_blob64(statement_, number, bytes, value.bytes.size(), SQLITE_STATIC);
}

int Query::bind(int number, const Digest& value) {
  return sqlite3_bind_blob64(statement_, number, value.bytes.data(), value.bytes.size(), SQLITE_STATIC);
}

void Query::need_type(int column, int type) {
  if (sqlite3_column_type(statement_, column) == type) return;
  connection_.fail_damaged("a column `" + std::string(sqlite3_column_name(statement_, column)) + "` of another type");
}

std::int64_t Query::number(int column) {
  need_type(column, SQLITE_INTEGER);
  return sqlite3_column_int64(statement_, column);
}

std::int64_t Query::number_up_to(int column, std::int64_t last) {
  const std::int64_t value = number(column);
  if (value < 0 || value > last) connection_.fail_damaged("the number " + std::to_string(value) + " names no state");
  return value;
}

std::string_view Query::text(int column) {
  need_type(column, SQLITE_TEXT);
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (bytes == nullptr) throw std::bad_alloc();
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view Query::blob(int column) {
  need_type(column, SQLITE_BLOB);
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  if (bytes == nullptr && size != 0) throw std::bad_alloc();
  return {bytes == nullptr ? "" : bytes, size};
}

Digest Query::digest(int column) {
  const std::string_view bytes = blob(column);
  Digest digest;
  if (bytes.size() != digest.bytes.size()) connection_.fail_damaged("a digest of another length");
  std::memcpy(digest.bytes.data(), bytes.data(), bytes.size());
  return digest;
}

Date Query::date(int column) {
  const std::int64_t days = number(column);
  if (days < INT32_MIN || days > INT32_MAX) connection_.fail_damaged("a date out of reach");
  return Date{static_cast<std::int32_t>(days)};
}

std::optional<std::int64_t> Query::optional_number(int column) {
  return is_null(column) ? std::nullopt : std::optional(number(column));
}

std::optional<Date> Query::optional_date(int column) {
  return is_null(column) ? std::nullopt : std::optional(date(column));
}

std::optional<Moment> Query::optional_moment(int column) {
  return is_null(column) ? std::nullopt : std::optional(moment(column));
}

}  // namespace pointsbank::store::sqlite
