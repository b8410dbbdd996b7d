#include "accounts.hpp"

#include <algorithm>

#include "secrets.hpp"

namespace portal {

namespace {

constexpr int free_tries_for_name = 5;
constexpr int free_tries_from_address = 30;
constexpr std::int64_t first_wait = 5;  // seconds
constexpr std::int64_t longest_wait = 15 * 60;
constexpr std::int64_t day = 24 * 3600;
constexpr int sessions_of_an_account = 10;

std::int64_t machine_seconds() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(since).count();
}

Account account_of_row(const Statement& row) {
  Account account;
  account.name = row.text(0);
  account.person = row.text(1);
  account.household = row.text(2);
  account.display = row.text(3);
  account.roles = Roles(static_cast<std::uint8_t>(row.number(4)));
  account.must_change_password = row.number(5) != 0;
  return account;
}

constexpr Literal schema =
    "CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS accounts (name TEXT PRIMARY KEY, person TEXT NOT NULL, household TEXT NOT NULL,"
    " display TEXT NOT NULL, roles INTEGER NOT NULL, must_change INTEGER NOT NULL, password TEXT NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts (name)"
    " ON DELETE CASCADE, begun INTEGER NOT NULL, seen INTEGER NOT NULL) STRICT;"
    "CREATE INDEX IF NOT EXISTS sessions_by_account ON sessions (account, begun);"
    "CREATE TABLE IF NOT EXISTS attempts (subject TEXT PRIMARY KEY, failures INTEGER NOT NULL, last INTEGER NOT NULL,"
    " until INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS photos (digest TEXT NOT NULL, account TEXT NOT NULL, sent INTEGER NOT NULL,"
    " PRIMARY KEY (digest, account)) STRICT;"
    "CREATE INDEX IF NOT EXISTS photos_by_account ON photos (account, sent);";

}  // namespace

Accounts::Accounts(const std::filesystem::path& file, const SessionLimits& limits) : database_(file), limits_(limits) {
  database_.run(schema);
  // Of two that begin at once, the first one's key holds.
  Statement(database_, "INSERT OR IGNORE INTO settings VALUES ('key', ?)", random_hex(32)).run();
  Statement found(database_, "SELECT value FROM settings WHERE name = 'key'");
  found.next();
  key_ = found.text(0);
}

void Accounts::put(const Account& account, std::string_view password) {
  const std::string hash = hashed_password(password);
  const auto guard = database_.guard();
  Transaction transaction(database_);
  Statement(database_,
            "INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET person = ?2,"
            " household = ?3, display = ?4, roles = ?5, must_change = ?6, password = ?7",
            account.name, account.person, account.household, account.display, std::int64_t{account.roles.bits},
            account.must_change_password, hash)
      .run();
  Statement(database_, "DELETE FROM sessions WHERE account = ?", account.name).run();
  transaction.end();
}

std::optional<Account> Accounts::find(std::string_view name, std::string& hash) {
  Statement row(database_,
                "SELECT name, person, household, display, roles, must_change, password FROM accounts WHERE name = ?",
                name);
  if (!row.next()) return std::nullopt;
  hash = row.text(6);
  return account_of_row(row);
}

std::int64_t Accounts::wait_for(std::string_view subject, std::int64_t now) {
  Statement row(database_, "SELECT until FROM attempts WHERE subject = ?", subject);
  return row.next() ? std::max<std::int64_t>(0, row.number(0) - now) : 0;
}

void Accounts::note_failure(std::string_view subject, int free_tries, std::int64_t now) {
  Statement(database_, "DELETE FROM attempts WHERE last < ?", now - day).run();
  std::int64_t failures = 1;
  {
    Statement row(database_, "SELECT failures FROM attempts WHERE subject = ?", subject);
    if (row.next()) failures = row.number(0) + 1;
  }
  const std::int64_t beyond = std::clamp<std::int64_t>(failures - free_tries, 0, 20);
  const std::int64_t wait = beyond == 0 ? 0 : std::min(longest_wait, first_wait << (beyond - 1));
  Statement(database_, "INSERT OR REPLACE INTO attempts VALUES (?, ?, ?, ?)", subject, failures, now, now + wait).run();
}

Accounts::Attempt Accounts::sign_in(std::string_view name, std::string_view password, std::string_view address) {
  const std::string of_name = "account " + std::string(name);
  const std::string of_address = "address " + std::string(address);
  const std::int64_t now = machine_seconds();
  std::optional<Account> account;
  std::string hash;
  {
    const auto guard = database_.guard();
    const std::int64_t wait = std::max(wait_for(of_name, now), wait_for(of_address, now));
    if (wait > 0) return {std::nullopt, wait};
    account = find(name, hash);
    Transaction transaction(database_);
    // Counted before it is known, so that many at once count as many; taken back where it was right.
    note_failure(of_name, free_tries_for_name, now);
    note_failure(of_address, free_tries_from_address, now);
    transaction.end();
  }
  if (!account) {
    pretend_to_check(password);
    return {};
  }
  if (!is_password(password, hash)) return {};
  const auto guard = database_.guard();
  Transaction transaction(database_);
  Statement(database_, "DELETE FROM attempts WHERE subject = ?", of_name).run();
  Statement(database_, "UPDATE attempts SET failures = max(failures - 1, 0), until = 0 WHERE subject = ?", of_address)
      .run();
  transaction.end();
  return {account, 0};
}

bool Accounts::has_password(std::string_view name, std::string_view password) {
  std::string hash;
  {
    const auto guard = database_.guard();
    if (!find(name, hash)) return false;
  }
  return is_password(password, hash);
}

void Accounts::change_password(std::string_view name, std::string_view password) {
  const std::string hash = hashed_password(password);
  const auto guard = database_.guard();
  Transaction transaction(database_);
  Statement(database_, "UPDATE accounts SET password = ?, must_change = 0 WHERE name = ?", hash, name).run();
  Statement(database_, "DELETE FROM sessions WHERE account = ?", name).run();
  transaction.end();
}

std::string Accounts::begin_session(std::string_view account) {
  std::string id = random_hex(32);
  const std::int64_t now = machine_seconds();
  const auto guard = database_.guard();
  Transaction transaction(database_);
  Statement(database_, "DELETE FROM sessions WHERE seen < ? OR begun < ?", now - limits_.idle_seconds,
            now - limits_.whole_seconds)
      .run();
  Statement(database_,
            "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE account = ? ORDER BY begun DESC LIMIT -1"
            " OFFSET ?)",
            account, sessions_of_an_account - 1)
      .run();
  Statement(database_, "INSERT INTO sessions VALUES (?, ?, ?, ?)", fingerprint(id), account, now, now).run();
  transaction.end();
  return id;
}

std::optional<Account> Accounts::account_of_session(std::string_view id) {
  if (id.size() != 64) return std::nullopt;
  const std::string print = fingerprint(id);
  const std::int64_t now = machine_seconds();
  const auto guard = database_.guard();
  std::optional<Account> account;
  std::int64_t seen = 0;
  {
    Statement row(database_,
                  "SELECT name, person, household, display, roles, must_change, begun, seen FROM sessions"
                  " JOIN accounts ON name = account WHERE id = ?",
                  print);
    if (!row.next()) return std::nullopt;
    seen = row.number(7);
    if (row.number(6) < now - limits_.whole_seconds || seen < now - limits_.idle_seconds) return std::nullopt;
    account = account_of_row(row);
  }
  // Written now and then only: looking at a page should not wait for the disk.
  if (seen < now - std::max<std::int64_t>(1, limits_.idle_seconds / 6)) {
    Statement(database_, "UPDATE sessions SET seen = ? WHERE id = ?", now, print).run();
  }
  return account;
}

void Accounts::end_session(std::string_view id) {
  const auto guard = database_.guard();
  Statement(database_, "DELETE FROM sessions WHERE id = ?", fingerprint(id)).run();
}

bool Accounts::note_photo(std::string_view digest, std::string_view account, int most_a_day) {
  const std::int64_t now = machine_seconds();
  const auto guard = database_.guard();
  {
    Statement row(database_, "SELECT count(*) FROM photos WHERE account = ? AND sent > ?", account, now - day);
    row.next();
    if (row.number(0) >= most_a_day) return false;
  }
  Statement(database_, "INSERT OR IGNORE INTO photos VALUES (?, ?, ?)", digest, account, now).run();
  return true;
}

bool Accounts::has_sent_photo(std::string_view digest, std::string_view account) {
  const auto guard = database_.guard();
  Statement row(database_, "SELECT 1 FROM photos WHERE digest = ? AND account = ?", digest, account);
  return row.next();
}

}  // namespace portal
