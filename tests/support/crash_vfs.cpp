#include "support/crash_vfs.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include "support/failing_memory.hpp"

namespace pointsbank::durability {

// SQLite's file, as this file system makes it.
struct CrashVfs::Handle {
  sqlite3_file base;
  CrashVfs* owner;
  std::uint64_t generation;
  std::size_t file;
  int level;                 // of the lock
  bool must_sync_directory;  // with the first sync after a journal was created

  bool is_dead() const { return owner->is_dark_ || generation != owner->generation_; }
};

struct CrashVfs::Methods {
  static Handle& of(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
  static CrashVfs& of(sqlite3_vfs* vfs) { return *static_cast<CrashVfs*>(vfs->pAppData); }

  static int close(sqlite3_file* file) {
    Handle& handle = of(file);
    if (handle.generation == handle.owner->generation_) unlock(file, SQLITE_LOCK_NONE);
    file->pMethods = nullptr;
    return SQLITE_OK;
  }

  static int read(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
    Handle& handle = of(file);
    if (handle.is_dead()) return SQLITE_IOERR_READ;
    if (const int error = handle.owner->trouble_reading()) return error;
    const Bytes& content = handle.owner->disk_.content(handle.file);
    const std::size_t from = std::min(content.size(), static_cast<std::size_t>(offset));
    const std::size_t count = std::min(content.size() - from, static_cast<std::size_t>(size));
    std::memcpy(out, content.data() + from, count);
    if (count == static_cast<std::size_t>(size)) return SQLITE_OK;
    std::memset(static_cast<char*>(out) + count, 0, static_cast<std::size_t>(size) - count);
    return SQLITE_IOERR_SHORT_READ;
  }

  static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    const MachineMemory memory;
    Handle& handle = of(file);
    if (handle.is_dead()) return SQLITE_IOERR_WRITE;
    Bytes bytes(static_cast<const char*>(data), static_cast<std::size_t>(size));
    return handle.owner->perform(
        {Operation::Kind::write, handle.file, {}, static_cast<std::size_t>(offset), std::move(bytes)},
        SQLITE_IOERR_WRITE);
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    const MachineMemory memory;
    Handle& handle = of(file);
    if (handle.is_dead()) return SQLITE_IOERR_TRUNCATE;
    return handle.owner->perform({Operation::Kind::truncate, handle.file, {}, static_cast<std::size_t>(size), {}},
                                 SQLITE_IOERR_TRUNCATE);
  }

  static int sync(sqlite3_file* file, int /*flags*/) {
    const MachineMemory memory;
    Handle& handle = of(file);
    if (handle.is_dead()) return SQLITE_IOERR_FSYNC;
    if (const int error = handle.owner->perform({Operation::Kind::sync, handle.file, {}, 0, {}}, SQLITE_IOERR_FSYNC)) {
      return error;
    }
    if (!handle.must_sync_directory) return SQLITE_OK;
    const int error = handle.owner->perform({Operation::Kind::sync_directory, 0, {}, 0, {}}, SQLITE_IOERR_DIR_FSYNC);
    if (error == SQLITE_OK) handle.must_sync_directory = false;
    return error;
  }

  static int size(sqlite3_file* file, sqlite3_int64* result) {
    Handle& handle = of(file);
    if (handle.is_dead()) return SQLITE_IOERR_FSTAT;
    *result = static_cast<sqlite3_int64>(handle.owner->disk_.content(handle.file).size());
    return SQLITE_OK;
  }

  static int lock(sqlite3_file* file, int level) {
    const MachineMemory memory;
    Handle& handle = of(file);
    if (handle.is_dead()) return SQLITE_IOERR_LOCK;
    if (level <= handle.level) return SQLITE_OK;
    Lock& lock = handle.owner->locks_[handle.file];
    const bool is_of_another = lock.reserved != nullptr && lock.reserved != &handle;
    if (level == SQLITE_LOCK_SHARED) {
      if (is_of_another && (lock.is_pending || lock.is_exclusive)) return SQLITE_BUSY;
      ++lock.shared;
    } else {
      if (is_of_another) return SQLITE_BUSY;
      lock.reserved = &handle;
      if (level == SQLITE_LOCK_EXCLUSIVE) {
        lock.is_pending = true;
        handle.level = SQLITE_LOCK_PENDING;
        if (lock.shared > 1) return SQLITE_BUSY;
        lock.is_exclusive = true;
      }
    }
    handle.level = level;
    return SQLITE_OK;
  }

  static int unlock(sqlite3_file* file, int level) {
    const MachineMemory memory;
    Handle& handle = of(file);
    if (handle.is_dead()) return SQLITE_OK;
    if (level >= handle.level) return SQLITE_OK;
    Lock& lock = handle.owner->locks_[handle.file];
    if (lock.reserved == &handle) {
      lock.reserved = nullptr;
      lock.is_pending = lock.is_exclusive = false;
    }
    if (level == SQLITE_LOCK_NONE) --lock.shared;
    handle.level = level;
    return SQLITE_OK;
  }

  static int is_reserved(sqlite3_file* file, int* result) {
    const MachineMemory memory;
    Handle& handle = of(file);
    if (handle.is_dead()) return SQLITE_IOERR_CHECKRESERVEDLOCK;
    *result = handle.owner->locks_[handle.file].reserved != nullptr ? 1 : 0;
    return SQLITE_OK;
  }

  static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector_size(sqlite3_file*) { return 4096; }  // as on Linux
  static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_given) {
    const MachineMemory memory;
    static const sqlite3_io_methods methods = {
        1,       close,       read,    write,       truncate,        sync,    size,    lock,
        unlock,  is_reserved, control, sector_size, characteristics, nullptr, nullptr, nullptr,
        nullptr, nullptr,     nullptr};
    file->pMethods = nullptr;
    CrashVfs& owner = of(vfs);
    if (owner.is_dark_) return SQLITE_CANTOPEN;
    const std::string path = name == nullptr ? "" : name;
    std::optional<std::size_t> found = path.empty() ? std::nullopt : owner.disk_.find(path);
    const bool is_new = !found;
    if (is_new) {
      if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
      found = owner.disk_.next_file();
      if (const int error = owner.perform({Operation::Kind::create, *found, path, 0, {}}, SQLITE_CANTOPEN))
        return error;
    }
    const bool is_journal = (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL)) != 0;
    new (file) Handle{{&methods}, &owner, owner.generation_, *found, SQLITE_LOCK_NONE, is_new && is_journal};
    if (flags_given != nullptr) *flags_given = flags;
    return SQLITE_OK;
  }

  static int erase(sqlite3_vfs* vfs, const char* name, int sync_directory) {
    const MachineMemory memory;
    CrashVfs& owner = of(vfs);
    if (owner.is_dark_) return SQLITE_IOERR_DELETE;
    if (!owner.disk_.find(name)) return SQLITE_IOERR_DELETE_NOENT;
    if (const int error = owner.perform({Operation::Kind::erase, 0, name, 0, {}}, SQLITE_IOERR_DELETE)) return error;
    if (sync_directory == 0) return SQLITE_OK;
    return owner.perform({Operation::Kind::sync_directory, 0, {}, 0, {}}, SQLITE_IOERR_DIR_FSYNC);
  }

  static int access(sqlite3_vfs* vfs, const char* name, int, int* result) {
    const MachineMemory memory;
    CrashVfs& owner = of(vfs);
    if (owner.is_dark_) return SQLITE_IOERR_ACCESS;
    const std::optional<std::size_t> found = owner.disk_.find(name);
    *result = found && !owner.disk_.content(*found).empty() ? 1 : 0;  // as on Linux: an empty file is taken for none
    return SQLITE_OK;
  }

  static int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    const std::size_t length = std::strlen(name);
    if (length >= static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
    std::memcpy(out, name, length + 1);
    return SQLITE_OK;
  }

  static int randomness(sqlite3_vfs* vfs, int size, char* out) {
    CrashVfs& owner = of(vfs);
    for (int i = 0; i < size; ++i) out[i] = static_cast<char>(mixed(7, ++owner.randomness_));
    return size;
  }

  static int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
  static int last_error(sqlite3_vfs*, int, char*) { return 0; }

  static int time(sqlite3_vfs*, double* days) {
    *days = 2461102.5;  // 2026-03-02, as a Julian day number
    return SQLITE_OK;
  }
};

CrashVfs::CrashVfs(std::string name, bool is_default) : name_(std::move(name)), vfs_(std::make_unique<sqlite3_vfs>()) {
  *vfs_ = {};
  vfs_->iVersion = 1;
  vfs_->szOsFile = sizeof(Handle);
  vfs_->mxPathname = 512;
  vfs_->zName = name_.c_str();
  vfs_->pAppData = this;
  vfs_->xOpen = Methods::open;
  vfs_->xDelete = Methods::erase;
  vfs_->xAccess = Methods::access;
  vfs_->xFullPathname = Methods::full_path;
  vfs_->xRandomness = Methods::randomness;
  vfs_->xSleep = Methods::sleep;
  vfs_->xCurrentTime = Methods::time;
  vfs_->xGetLastError = Methods::last_error;
  sqlite3_vfs_register(vfs_.get(), is_default ? 1 : 0);
}

CrashVfs::~CrashVfs() { sqlite3_vfs_unregister(vfs_.get()); }

void CrashVfs::restart(Disk disk) {
  disk_ = std::move(disk);
  recorded_.clear();
  locks_.clear();
  ++generation_;
  is_dark_ = false;
  fail({});
}

void CrashVfs::fail(Failure failure) {
  failure_ = failure;
  counted_ = 0;
  has_failed_ = false;
}

bool CrashVfs::counts_now() {
  ++counted_;
  if (counted_ != failure_.at && !(failure_.lasting && counted_ > failure_.at)) return false;
  has_failed_ = true;
  return true;
}

int CrashVfs::trouble(Operation::Kind kind, int error) {
  switch (failure_.kind) {
    case Failure::Kind::none:
    case Failure::Kind::read: return SQLITE_OK;
    case Failure::Kind::power:
      if (!counts_now()) return SQLITE_OK;
      is_dark_ = true;
      return error;
    case Failure::Kind::operation: return counts_now() ? error : SQLITE_OK;
    case Failure::Kind::disk_full:
      if (kind == Operation::Kind::create) return counts_now() ? SQLITE_CANTOPEN : SQLITE_OK;
      return kind == Operation::Kind::write && counts_now() ? SQLITE_FULL : SQLITE_OK;
  }
  return SQLITE_OK;
}

int CrashVfs::trouble_reading() {
  return failure_.kind == Failure::Kind::read && counts_now() ? SQLITE_IOERR_READ : SQLITE_OK;
}

int CrashVfs::perform(Operation operation, int error) {
  const int found = trouble(operation.kind, error);
  if (found != SQLITE_OK) {
    // A write that fails has often written something.
    if (operation.kind != Operation::Kind::write || is_dark_) return found;
    operation.bytes.resize(operation.bytes.size() / 2);
  }
  disk_.apply(operation);
  recorded_.push_back(std::move(operation));
  return found;
}

}  // namespace pointsbank::durability
