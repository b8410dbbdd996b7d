// What is open, by number. A handle is a number made to look like a pointer: nobody ever follows it, so that a stale or
// forged one is found by looking it up, and is never a crash.
//
//   bit 63      1: no address that a user's program has on any 64-bit machine
//   bits 62–32  the generation: how often the place was used before
//   bits 31–5   the place in the table
//   bits 4–1    the kind
//   bit 0       1: no address that an allocator gives
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace pointsbank::c {

static_assert(sizeof(void*) == 8, "handles need pointers of 64 bits");

enum class Kind : std::uint8_t {
  none,
  text,
  rules,
  roster,
  members,
  events,
  entries,
  published,
  evaluation,
  bank,
};

/// Safe from every thread. What is found stays alive as long as it is held, whoever frees its handle meanwhile.
class Handles {
 public:
  [[nodiscard]] static std::uint64_t add(Kind kind, std::shared_ptr<void> object);
  /// UsageFault where there is no such handle; `argument` is what the caller calls it.
  [[nodiscard]] static std::shared_ptr<void> find(std::uint64_t handle, Kind kind, const char* argument);
  /// Finds it and takes it out; the object goes where the last who holds it lets go.
  static std::shared_ptr<void> take(std::uint64_t handle, Kind kind, const char* argument);
  [[nodiscard]] static std::size_t open() noexcept;
};

template <class Handle>
[[nodiscard]] std::uint64_t number_of(const Handle* handle) noexcept {
  return static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(handle));
}

// An object says which handles it has: `using Handle = pointsbank_rules; static constexpr Kind kind = Kind::rules;`.

/// Puts a new handle of `object` where the caller wants it.
template <class Object>
void give(typename Object::Handle** out, std::shared_ptr<Object> object) {
  const std::uint64_t number = Handles::add(Object::kind, std::move(object));
  *out = reinterpret_cast<typename Object::Handle*>(static_cast<std::uintptr_t>(number));
}

template <class Object>
[[nodiscard]] std::shared_ptr<Object> object_of(const typename Object::Handle* handle, const char* argument) {
  return std::static_pointer_cast<Object>(Handles::find(number_of(handle), Object::kind, argument));
}

/// Frees a handle; null is nothing to free.
template <class Object>
void release(const typename Object::Handle* handle, const char* argument) {
  if (handle != nullptr) Handles::take(number_of(handle), Object::kind, argument);
}

}  // namespace pointsbank::c
