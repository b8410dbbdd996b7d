// One connection to an SQLite file, its prepared statements, and what its result codes mean.
//
// Every value is bound with its type, every column read with its type: a file that somebody else wrote to cannot pass a
// text off as a number. A connection belongs to one thread at a time.
#pragma once

#include <sqlite3.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "pointsbank/calendar.hpp"
#include "pointsbank/digest.hpp"
#include "store/store.hpp"

namespace pointsbank::store::sqlite {

/// SQL as it stands in the source: made by the compiler alone, so that nothing of the data can become part of it.
class Sql {
 public:
  template <std::size_t size>
  consteval Sql(const char (&text)[size]) : text_(text), size_(size - 1) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] const char* data() const noexcept { return text_; }
  [[nodiscard]] std::string_view view() const noexcept { return {text_, size_}; }

 private:
  const char* text_;
  std::size_t size_;
};

/// Bytes that are no text.
struct Blob {
  std::string_view bytes;
};

/// What is wrong with a file.
[[nodiscard]] Issue issue_of(const std::string& file, std::string code, std::vector<std::string> arguments = {},
                             std::string hint = {});

class Connection {
 public:
  /// `flags` as of sqlite3_open_v2. `name` stands in messages.
  Connection(const std::string& file, int flags, const char* vfs, int busy_milliseconds);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] sqlite3* handle() noexcept { return handle_; }
  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  [[nodiscard]] int busy_milliseconds() const noexcept { return busy_milliseconds_; }

  /// Runs one statement that is not worth keeping and gives its first column, if it has a row.
  std::optional<std::string> run(Sql sql);
  /// The result code instead of an exception.
  int try_run(Sql sql) noexcept;

  /// Is a transaction open? No longer where SQLite took it back after a fault.
  [[nodiscard]] bool is_in_transaction() noexcept { return sqlite3_get_autocommit(handle_) == 0; }
  void set_writing(bool is_writing) noexcept { is_writing_ = is_writing; }
  [[nodiscard]] bool may_write() noexcept { return is_writing_ && is_in_transaction(); }
  /// After an unknown outcome nothing more may be asked of this connection.
  void give_up() noexcept { is_given_up_ = true; }
  [[nodiscard]] bool is_given_up() const noexcept { return is_given_up_; }

  /// Throws what a result code means.
  [[noreturn]] void fail(int code);
  [[noreturn]] void fail_damaged(std::string what) const;
  [[nodiscard]] Issue issue(std::string code, std::vector<std::string> arguments, std::string hint = {}) const;

 private:
  friend class Query;
  struct Prepared {
    sqlite3_stmt* statement = nullptr;
    bool is_in_use = false;
  };
  [[nodiscard]] sqlite3_stmt* prepare(Sql sql, unsigned flags);
  static int wait(void* connection, int tries) noexcept;

  sqlite3* handle_ = nullptr;
  std::string file_;
  int busy_milliseconds_;
  int waited_milliseconds_ = 0;
  bool is_given_up_ = false;
  bool is_writing_ = false;
  std::unordered_map<const char*, Prepared> prepared_;  // by the address of the SQL in the program
};

/// A statement at work, with its values bound: they must live as long as it does. The same one may be at work several
/// times (a visitor that asks what it is being told of).
class Query {
 public:
  template <class... Values>
  Query(Connection& connection, Sql sql, const Values&... values) : Query(connection, sql) {
    int number = 0;
    (check(bind(++number, values)), ...);
  }
  Query(Connection& connection, Sql sql);
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  /// The next row, if there is one more.
  [[nodiscard]] bool next();

  // Columns from 0. What is of another type than asked for is damage.
  [[nodiscard]] std::int64_t number(int column);
  [[nodiscard]] std::string_view text(int column);  ///< until the next row
  [[nodiscard]] std::string_view blob(int column);  ///< until the next row
  [[nodiscard]] Digest digest(int column);
  [[nodiscard]] Date date(int column);
  [[nodiscard]] Moment moment(int column) { return Moment{number(column)}; }
  [[nodiscard]] bool flag(int column) { return number_up_to(column, 1) != 0; }
  template <class Enum>
  [[nodiscard]] Enum enumerator(int column, Enum last) {
    return static_cast<Enum>(number_up_to(column, static_cast<std::int64_t>(last)));
  }
  [[nodiscard]] std::string string(int column) { return std::string(text(column)); }
  [[nodiscard]] bool is_null(int column) { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  [[nodiscard]] std::optional<std::int64_t> optional_number(int column);
  [[nodiscard]] std::optional<Date> optional_date(int column);
  [[nodiscard]] std::optional<Moment> optional_moment(int column);

 private:
  template <std::integral Number>
  int bind(int number, Number value) {
    return sqlite3_bind_int64(statement_, number, static_cast<sqlite3_int64>(value));
  }
  int bind(int number, std::string_view value);
  int bind(int number, const std::string& value) { return bind(number, std::string_view(value)); }
  int bind(int number, Blob value);
  int bind(int number, const Digest& value);
  int bind(int number, Date value) { return bind(number, value.days); }
  int bind(int number, Moment value) { return bind(number, value.microseconds); }
  template <class Value>
  int bind(int number, const std::optional<Value>& value) {
    return value ? bind(number, *value) : sqlite3_bind_null(statement_, number);
  }
  void check(int code) {
    if (code != SQLITE_OK) connection_.fail(code);
  }
  [[nodiscard]] std::int64_t number_up_to(int column, std::int64_t last);
  void need_type(int column, int type);

  Connection& connection_;
  sqlite3_stmt* statement_ = nullptr;
  Connection::Prepared* prepared_ = nullptr;  // none: a statement of its own
};

/// Changes rows and says how many. UsageError outside a transaction.
template <class... Values>
std::int64_t change(Connection& connection, Sql sql, const Values&... values) {
  if (!connection.may_write()) throw UsageError("a store is written to inside a transaction");
  Query query(connection, sql, values...);
  while (query.next()) {
  }
  return sqlite3_changes(connection.handle());
}

/// Changes one row that must be there.
template <class... Values>
void change_one(Connection& connection, const char* what, Sql sql, const Values&... values) {
  if (change(connection, sql, values...) != 1) throw ConstraintError(what);
}

}  // namespace pointsbank::store::sqlite
