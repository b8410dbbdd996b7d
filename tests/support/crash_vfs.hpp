// A file system for SQLite that is all in memory, records what is done to it, and fails when told to.
//
// Two ways to cut the power. Record a whole run, then replay any first part of `recorded()` into a Disk and ask it for
// survivors: one run gives thousands of cuts. Or `cut_at(n)`: from the n-th operation on every call of the program
// fails, as it sees it, and `restart` goes on with what survived; handles opened before stay dead.
//
// Files, locks between connections and the clock are its own; it never touches the machine's disk. For one thread at a
// time.
#pragma once
#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "support/disk.hpp"

namespace pointsbank::durability {

/// What goes wrong at one call, counted from 1 since it was armed.
struct Failure {
  enum class Kind {
    none,
    power,      // the power is cut before this operation
    read,       // SQLITE_IOERR from a read
    operation,  // SQLITE_IOERR from a create, write, sync, truncate or erase
    disk_full,  // SQLITE_FULL from a write; no file can be created
  };
  Kind kind = Kind::none;
  std::size_t at = 0;
  bool lasting = false;  // from then on, instead of once
};

class CrashVfs {
 public:
  /// Registered with SQLite under `name` as long as this lives; as the default one where a program chooses none.
  explicit CrashVfs(std::string name, bool is_default = false);
  ~CrashVfs();
  CrashVfs(const CrashVfs&) = delete;
  CrashVfs& operator=(const CrashVfs&) = delete;

  const char* name() const { return name_.c_str(); }
  /// Power on, with these files: nothing is recorded yet, nothing fails, handles opened before are dead.
  void restart(const Image& image) { restart(Disk(image)); }
  /// The same with a disk that has not been synced: the power stayed on, the programs were killed.
  void restart(Disk disk);
  void fail(Failure failure);
  /// The failure came to pass.
  bool has_failed() const { return has_failed_; }
  /// Calls of the kind that the failure counts, since it was armed.
  std::size_t counted() const { return counted_; }

  const Disk& disk() const { return disk_; }
  const std::vector<Operation>& recorded() const { return recorded_; }

 private:
  struct Handle;
  struct Methods;
  friend struct Methods;
  // Who holds what on one file.
  struct Lock {
    std::size_t shared = 0;
    const Handle* reserved = nullptr;
    bool is_pending = false, is_exclusive = false;  // by the one of `reserved`
  };

  // 0, or what SQLite is to be told instead of doing it.
  int trouble(Operation::Kind kind, int error);
  int trouble_reading();
  bool counts_now();
  int perform(Operation operation, int error);

  std::string name_;
  std::unique_ptr<sqlite3_vfs> vfs_;
  Disk disk_;
  std::vector<Operation> recorded_;
  std::map<std::size_t, Lock> locks_;
  std::uint64_t generation_ = 0;  // of the power: handles of an earlier one are dead
  std::uint64_t randomness_ = 0;
  Failure failure_;
  std::size_t counted_ = 0;
  bool has_failed_ = false;
  bool is_dark_ = false;
};

}  // namespace pointsbank::durability
