#include "support/failing_memory.hpp"

#include <sqlite3.h>

#include <cstdlib>
#include <new>
#include <stdexcept>

namespace pointsbank::durability {

namespace {

struct Countdown {
  std::size_t at = 0;  // 0: never
  std::size_t counted = 0;
  bool lasting = false, has_failed = false;

  bool fails_now() {
    if (at == 0) return false;
    ++counted;
    if (counted != at && !(lasting && counted > at)) return false;
    has_failed = true;
    return true;
  }
};

// Of the thread that asks: the test runner's other threads have memory.
thread_local Countdown sqlite_countdown, program_countdown;
thread_local int machine_depth = 0;

sqlite3_mem_methods plain;

void* allocate(int size) { return sqlite_countdown.fails_now() ? nullptr : plain.xMalloc(size); }
void* reallocate(void* memory, int size) {
  return sqlite_countdown.fails_now() ? nullptr : plain.xRealloc(memory, size);
}

Countdown& countdown(MemoryRunsOut::Where where) {
  return where == MemoryRunsOut::Where::sqlite ? sqlite_countdown : program_countdown;
}

void* allocate_or_throw(std::size_t size) {
  if (machine_depth > 0 || !program_countdown.fails_now()) {
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  }
  throw std::bad_alloc();
}

}  // namespace

void watch_sqlite_memory() {
  static const bool is_done = [] {
    sqlite3_shutdown();
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain);
    sqlite3_mem_methods watched = plain;
    watched.xMalloc = allocate;
    watched.xRealloc = reallocate;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &watched) == SQLITE_OK && sqlite3_initialize() == SQLITE_OK;
  }();
  if (!is_done) throw std::logic_error("SQLite was in use before its memory could be watched");
}

MemoryRunsOut::MemoryRunsOut(Where where, std::size_t at, bool lasting) : where_(where) {
  countdown(where) = {at, 0, lasting, false};
}

MemoryRunsOut::~MemoryRunsOut() { countdown(where_).at = 0; }

MachineMemory::MachineMemory() { ++machine_depth; }
MachineMemory::~MachineMemory() { --machine_depth; }

bool MemoryRunsOut::has_failed() const { return countdown(where_).has_failed; }

}  // namespace pointsbank::durability

// For the whole program that is linked with this file.
void* operator new(std::size_t size) { return pointsbank::durability::allocate_or_throw(size); }
void* operator new[](std::size_t size) { return pointsbank::durability::allocate_or_throw(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  try {
    return pointsbank::durability::allocate_or_throw(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void* operator new[](std::size_t size, const std::nothrow_t& no_throw) noexcept { return operator new(size, no_throw); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
