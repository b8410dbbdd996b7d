// Copies of the file, and a look through all of it.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include "store/sqlite_store.hpp"

namespace pointsbank::store::sqlite {
namespace {

// Between two portions others may write; a copy that had to begin again so often is then made in one go.
constexpr int pages_at_once = 256;
constexpr int most_beginnings = 3;

[[noreturn]] void fail_by_errno(const std::string& file) {
  throw StorageError(issue_of(file, errno == ENOSPC ? "store_full" : "store_machine", {std::strerror(errno)}));
}

void sync(const std::string& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) fail_by_errno(path);
  const bool is_done = ::fsync(descriptor) == 0;
  const int error = errno;
  ::close(descriptor);
  errno = error;
  if (!is_done) fail_by_errno(path);
}

/// A new file beside the target that goes away again unless it was moved to its place.
class FileAside {
 public:
  explicit FileAside(const std::string& target)
      : target_(target), path_(target + ".part-" + std::to_string(::getpid())) {
    const int descriptor = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor < 0) fail_by_errno(path_);
    ::close(descriptor);
  }
  ~FileAside() {
    if (!is_moved_) ::unlink(path_.c_str());
  }
  FileAside(const FileAside&) = delete;
  FileAside& operator=(const FileAside&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

  void move_to_target() {
    sync(path_, O_RDWR);
    // Never over a file that somebody made meanwhile; where the file system cannot promise that, as near as can be.
    if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) != 0) {
      const bool is_unknown = errno == EINVAL || errno == ENOSYS;
      if (errno == EEXIST || (is_unknown && ::access(target_.c_str(), F_OK) == 0)) {
        throw StoreError(issue_of(target_, "store_exists", {}, "store_hint_new_name"));
      }
      if (!is_unknown || ::rename(path_.c_str(), target_.c_str()) != 0) fail_by_errno(target_);
    }
    is_moved_ = true;
    sync(std::filesystem::path(target_).parent_path().string(), O_RDONLY | O_DIRECTORY);
  }

 private:
  std::string target_;
  std::string path_;
  bool is_moved_ = false;
};

struct Finish {
  void operator()(sqlite3_backup* backup) const noexcept { sqlite3_backup_finish(backup); }
};

void copy(Connection& from, Connection& to) {
  const std::unique_ptr<sqlite3_backup, Finish> backup(sqlite3_backup_init(to.handle(), "main", from.handle(), "main"));
  if (backup == nullptr) to.fail(sqlite3_errcode(to.handle()));
  int beginnings = 1;
  int last_remaining = -1;
  int waited = 0;
  while (true) {
    const int code = sqlite3_backup_step(backup.get(), beginnings > most_beginnings ? -1 : pages_at_once);
    if (code == SQLITE_DONE) return;
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
      if (waited >= from.busy_milliseconds()) from.fail(SQLITE_BUSY);
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      waited += 10;
      continue;
    }
    if (code != SQLITE_OK) to.fail(code);
    waited = 0;
    const int remaining = sqlite3_backup_remaining(backup.get());
    if (last_remaining >= 0 && remaining >= last_remaining) ++beginnings;
    last_remaining = remaining;
  }
}

}  // namespace

std::vector<std::string> SqliteStore::damage(bool references) {
  std::vector<std::string> found;
  {
    Query check(connection_, "PRAGMA integrity_check(20)");
    while (check.next()) found.push_back(check.string(0));
  }
  if (found.size() == 1 && found[0] == "ok") found.clear();
  if (!references) return found;
  Query keys(connection_, "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 20");
  while (keys.next()) {
    found.push_back("a row of " + keys.string(0) + " names a row of " + keys.string(2) + " that is not there");
  }
  return found;
}

void SqliteStore::back_up(const std::filesystem::path& file) {
  if (state_ == State::writing || state_ == State::at_savepoint)
    throw UsageError("a copy is made between transactions");
  const std::string target = std::filesystem::absolute(file).string();
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(target, error))) {
    throw StoreError(issue_of(target, "store_exists", {}, "store_hint_new_name"));
  }
  FileAside aside(target);
  {
    Connection copied(aside.path(), SQLITE_OPEN_READWRITE, nullptr, 0);
    // Synced once, when it is whole; a copy that is broken off is thrown away.
    copied.run("PRAGMA journal_mode = OFF");
    copied.run("PRAGMA synchronous = OFF");
    copy(connection_, copied);
    const std::string found = copied.run("PRAGMA quick_check(1)").value_or("");
    if (found != "ok") throw StoreError(issue_of(target, "store_copy_damaged", {found}));
  }
  aside.move_to_target();
}

}  // namespace pointsbank::store::sqlite
