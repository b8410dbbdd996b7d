#include <cstring>

#include "store/sqlite_schema.hpp"
#include "store/sqlite_store.hpp"

namespace pointsbank::store::sqlite {

void SqliteStore::need(State state, const char* what) const {
  if (connection_.is_given_up()) throw UsageError("the outcome of a command is unknown: open the store anew");
  if (state_ != state) throw UsageError(what);
}

void SqliteStore::begin() {
  need(State::idle, "a transaction inside another");
  if (is_read_only_) throw StoreError(connection_.issue("store_read_only", {}));
  {
    Query query(connection_, "BEGIN IMMEDIATE");
    while (query.next()) {
    }
  }
  state_ = State::writing;
  connection_.set_writing(true);
  changes_at_begin_ = sqlite3_total_changes(connection_.handle());
}

void SqliteStore::begin_reading() {
  need(State::idle, "a transaction inside another");
  connection_.run("BEGIN DEFERRED");
  state_ = State::reading;
  try {
    (void)head();  // The picture is taken by the first query.
  } catch (...) {
    roll_back();
    throw;
  }
}

/// Where nothing was written, and somebody else may have written since this store's last commit: a commit of our own
/// syncs what theirs did not. SQLite writes the page of the version even where it stays the same.
void SqliteStore::make_what_was_read_durable() {
  Query query(connection_, "PRAGMA data_version");
  if (!query.next()) connection_.fail_damaged("no version");
  const std::int64_t version = query.number(0);
  const bool is_written = sqlite3_total_changes(connection_.handle()) != changes_at_begin_;
  if (!is_written && durable_version_ != version) connection_.run(current_format().set_version);
  durable_version_ = version;
}

/// A full disk is known before anything counts: the pages cannot be written, and the rollback journal undoes those that
/// were. Whatever else fails may have failed after the journal was gone.
void SqliteStore::commit() {
  need(State::writing, state_ == State::at_savepoint ? "a savepoint is still open" : "there is nothing to commit");
  if (!connection_.is_in_transaction()) {
    roll_back();
    throw UsageError("the transaction was taken back after a fault");
  }
  try {
    make_what_was_read_durable();
  } catch (...) {
    roll_back();
    throw;
  }
  const int code = connection_.try_run("COMMIT");
  if (code == SQLITE_OK) {
    state_ = State::idle;
    connection_.set_writing(false);
    return;
  }
  const int error = sqlite3_system_errno(connection_.handle());
  durable_version_.reset();
  roll_back();
  const int primary = code & 0xFF;
  if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED) {
    throw BusyError(connection_.issue("store_busy", {std::to_string(connection_.busy_milliseconds())}));
  }
  if (primary == SQLITE_FULL) throw StorageError(connection_.issue("store_full", {}));
  if (primary == SQLITE_CONSTRAINT) throw ConstraintError("the store refuses what the transaction comes to");
  connection_.give_up();
  std::string text = sqlite3_errstr(code);
  if (error != 0) text.append(": ").append(std::strerror(error));
  throw UnknownOutcomeError(connection_.issue("store_unknown_outcome", {std::move(text)}));
}

void SqliteStore::roll_back() noexcept {
  state_ = State::idle;
  connection_.set_writing(false);
  if (!connection_.is_in_transaction()) return;
  connection_.try_run("ROLLBACK");
  // Closing the connection rolls back as well; until then nothing may be written on top of what is half done.
  if (connection_.is_in_transaction()) connection_.give_up();
}

void SqliteStore::savepoint() {
  need(State::writing, "a savepoint stands in a transaction, and not in another savepoint");
  (void)change(connection_, "SAVEPOINT part");
  state_ = State::at_savepoint;
}

void SqliteStore::release() {
  need(State::at_savepoint, "there is no savepoint");
  (void)change(connection_, "RELEASE part");
  state_ = State::writing;
}

void SqliteStore::roll_back_to_savepoint() {
  need(State::at_savepoint, "there is no savepoint");
  (void)change(connection_, "ROLLBACK TO part");
  (void)change(connection_, "RELEASE part");
  state_ = State::writing;
}

}  // namespace pointsbank::store::sqlite
