// A bank's file as SQL sees it, past the library: for attacks on it.
#pragma once
#include <sqlite3.h>

#include <string>

#include "durability/bank_run.hpp"
#include "support/crash_vfs.hpp"

namespace pointsbank::durability {

class RawFile {
 public:
  explicit RawFile(const CrashVfs& vfs) {
    sqlite3_open_v2(bank_file, &connection_, SQLITE_OPEN_READWRITE, vfs.name());
    run("PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA synchronous=OFF;");
  }
  ~RawFile() { sqlite3_close(connection_); }
  RawFile(const RawFile&) = delete;
  RawFile& operator=(const RawFile&) = delete;

  /// Empty, or what SQLite has against it.
  std::string run(const std::string& sql) {
    if (sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return {};
    return sqlite3_errmsg(connection_);
  }

  /// The first column of the first row.
  std::string value(const std::string& sql) {
    std::string result;
    const auto keep = [](void* out, int, char** cells, char**) {
      *static_cast<std::string*>(out) = cells[0] == nullptr ? "" : cells[0];
      return 1;
    };
    sqlite3_exec(connection_, sql.c_str(), keep, &result, nullptr);
    return result;
  }

  int changes() { return sqlite3_total_changes(connection_); }

 private:
  sqlite3* connection_ = nullptr;
};

}  // namespace pointsbank::durability
