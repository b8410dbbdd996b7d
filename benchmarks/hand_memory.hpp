// Memory and threads of the kernel written by hand.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <thread>
#include <utility>
#include <vector>

namespace hand {

enum class Filled : bool { no, with_zeros };

/// Pages, huge where the system gives them; not touched before they are written.
template <class T>
class Memory {
 public:
  explicit Memory(std::size_t count, Filled filled = Filled::no)
      : bytes_((count * sizeof(T) + huge - 1) / huge * huge + huge),
        pages_(filled == Filled::no ? std::malloc(bytes_) : std::calloc(bytes_, 1)) {
    if (pages_ == nullptr) throw std::bad_alloc();
    const auto begin = (reinterpret_cast<std::uintptr_t>(pages_) + huge - 1) / huge * huge;
    madvise(reinterpret_cast<void*>(begin), bytes_ - huge, MADV_HUGEPAGE);
  }
  ~Memory() { std::free(pages_); }
  Memory(Memory&& other) noexcept : bytes_(other.bytes_), pages_(std::exchange(other.pages_, nullptr)) {}
  Memory& operator=(Memory&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    std::swap(pages_, other.pages_);
    return *this;
  }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  T& operator[](std::size_t i) const noexcept { return data()[i]; }
  [[nodiscard]] T* data() const noexcept { return static_cast<T*>(pages_); }

 private:
  static constexpr std::size_t huge = std::size_t{2} << 20;
  std::size_t bytes_;
  void* pages_;
};

/// Calls `work(part)` for each part, each in a thread of its own, the last in this one.
template <class Work>
void in_parallel(std::size_t parts, const Work& work) {
  std::vector<std::thread> threads;
  for (std::size_t part = 0; part + 1 < parts; ++part) threads.emplace_back([&work, part] { work(part); });
  work(parts - 1);
  for (std::thread& thread : threads) thread.join();
}

}  // namespace hand
