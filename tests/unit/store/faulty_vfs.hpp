// A file layer for SQLite that hands everything on to the machine's and fails at a chosen call: what the store makes of
// a full or faulty disk. (How it survives power cuts is tested with a disk of its own.)
#pragma once

#include <sqlite3.h>

#include <cstdint>

namespace pointsbank::store {

/// Registered as the file layer `faulty` for as long as it lives; one at a time.
class FaultyVfs {
 public:
  FaultyVfs() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
    vfs_.zName = "faulty";
    vfs_.pNext = nullptr;
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.pAppData = this;
    vfs_.xOpen = &FaultyVfs::open;
    sqlite3_vfs_register(&vfs_, 0);
  }
  ~FaultyVfs() { sqlite3_vfs_unregister(&vfs_); }
  FaultyVfs(const FaultyVfs&) = delete;
  FaultyVfs& operator=(const FaultyVfs&) = delete;

  /// The `call`th write, sync or truncation from now on fails with this code; 0: none does. Once, or from then on.
  void fail_at(int call, int code, bool for_good = false) {
    call_ = call;
    code_ = code;
    for_good_ = for_good;
    calls_ = 0;
  }
  [[nodiscard]] int calls() const { return calls_; }

 private:
  struct File {
    sqlite3_file base;
    FaultyVfs* vfs;
    [[nodiscard]] sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };
  static File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
  static sqlite3_file* real(sqlite3_file* file) { return of(file).real(); }

  /// SQLITE_FULL comes of writing alone.
  int next_fault(int otherwise, bool is_write) {
    ++calls_;
    const bool is_hit = call_ != 0 && (for_good_ ? calls_ >= call_ : calls_ == call_);
    if (!is_hit || (code_ == SQLITE_FULL && !is_write)) return SQLITE_OK;
    return code_ == SQLITE_FULL ? SQLITE_FULL : otherwise;
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
    auto& self = *static_cast<FaultyVfs*>(vfs->pAppData);
    File& opened = of(file);
    opened.vfs = &self;
    const int code = self.real_->xOpen(self.real_, name, opened.real(), flags, out);
    opened.base.pMethods = opened.real()->pMethods == nullptr ? nullptr : &methods();
    return code;
  }

  static const sqlite3_io_methods& methods() {
    static const sqlite3_io_methods made = [] {
      sqlite3_io_methods m{};
      m.iVersion = 1;
      m.xClose = [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); };
      m.xRead = [](sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
        return real(f)->pMethods->xRead(real(f), to, n, at);
      };
      m.xWrite = [](sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
        const int fault = of(f).vfs->next_fault(SQLITE_IOERR_WRITE, true);
        return fault != SQLITE_OK ? fault : real(f)->pMethods->xWrite(real(f), from, n, at);
      };
      m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
        const int fault = of(f).vfs->next_fault(SQLITE_IOERR_TRUNCATE, false);
        return fault != SQLITE_OK ? fault : real(f)->pMethods->xTruncate(real(f), size);
      };
      m.xSync = [](sqlite3_file* f, int flags) {
        const int fault = of(f).vfs->next_fault(SQLITE_IOERR_FSYNC, false);
        return fault != SQLITE_OK ? fault : real(f)->pMethods->xSync(real(f), flags);
      };
      m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); };
      m.xLock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); };
      m.xUnlock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); };
      m.xCheckReservedLock = [](sqlite3_file* f, int* out) {
        return real(f)->pMethods->xCheckReservedLock(real(f), out);
      };
      m.xFileControl = [](sqlite3_file* f, int what, void* with) {
        return real(f)->pMethods->xFileControl(real(f), what, with);
      };
      m.xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); };
      m.xDeviceCharacteristics = [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); };
      return m;
    }();
    return made;
  }

  sqlite3_vfs* real_;
  sqlite3_vfs vfs_;
  int call_ = 0;
  int code_ = SQLITE_OK;
  bool for_good_ = false;
  int calls_ = 0;
};

}  // namespace pointsbank::store
