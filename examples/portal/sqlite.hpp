// The little of SQLite that the portal's own file needs: statements with typed binds. Values are never part of the SQL:
// statements are Literals.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "html.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace portal {

/// A file that one thread at a time uses: hold `guard()` meanwhile.
class Database {
 public:
  explicit Database(const std::filesystem::path& file);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  [[nodiscard]] std::unique_lock<std::mutex> guard() { return std::unique_lock(mutex_); }
  void run(Literal sql);
  /// Rows that the last statement changed.
  [[nodiscard]] std::int64_t changes() const;
  [[nodiscard]] sqlite3* handle() const noexcept { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
  std::mutex mutex_;
};

/// One sync for what belongs together. Taken back unless it ends.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) { database_.run("BEGIN IMMEDIATE"); }
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void end() {
    database_.run("COMMIT");
    is_over_ = true;
  }

 private:
  Database& database_;
  bool is_over_ = false;
};

class Statement {
 public:
  template <class... Values>
  Statement(Database& database, Literal sql, const Values&... values) : database_(database) {
    prepare(sql);
    int number = 0;
    (bind(++number, values), ...);
  }
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Is there another row?
  bool next();
  void run() {
    while (next()) {
    }
  }
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::string text(int column) const;

 private:
  void prepare(Literal sql);
  void bind(int number, std::int64_t value);
  void bind(int number, int value) { bind(number, std::int64_t{value}); }
  void bind(int number, bool value) { bind(number, std::int64_t{value}); }
  void bind(int number, std::string_view value);
  void bind(int number, const std::string& value) { bind(number, std::string_view(value)); }
  void bind(int number, const char* value) { bind(number, std::string_view(value)); }

  Database& database_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace portal
