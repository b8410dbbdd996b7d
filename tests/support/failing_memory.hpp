// Memory that runs out at the n-th allocation: SQLite's, or that of `new` in the thread that asked for it.
#pragma once
#include <cstddef>

namespace pointsbank::durability {

/// Has SQLite take its memory from here. Call it once, before anything is opened.
void watch_sqlite_memory();

/// While it lives, the n-th allocation from now on finds nothing; with `lasting`, none after it does either. One at a
/// time.
class MemoryRunsOut {
 public:
  enum class Where { sqlite, program };
  MemoryRunsOut(Where where, std::size_t at, bool lasting);
  ~MemoryRunsOut();
  MemoryRunsOut(const MemoryRunsOut&) = delete;
  MemoryRunsOut& operator=(const MemoryRunsOut&) = delete;
  /// It came to pass.
  bool has_failed() const;

 private:
  Where where_;
};

/// What belongs to the machine, such as a simulated disk, has memory of its own: while it lives, nothing of `new`
/// fails.
class MachineMemory {
 public:
  MachineMemory();
  ~MachineMemory();
  MachineMemory(const MachineMemory&) = delete;
  MachineMemory& operator=(const MachineMemory&) = delete;
};

}  // namespace pointsbank::durability
