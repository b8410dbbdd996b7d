// Memory and threads of the kernel written by hand.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <thread>
#include <utility>
#include <vector>

namespace hand {

/// Pages straight from the system, huge where it gives them: not touched before they are written.
template <class T>
class Memory {
 public:
  explicit Memory(std::size_t count) : bytes_((count * sizeof(T) + huge - 1) / huge * huge + huge) {
    pages_ = mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages_ == MAP_FAILED) throw std::bad_alloc();
    madvise(pages_, bytes_, MADV_HUGEPAGE);
  }
  ~Memory() {
    if (pages_ != nullptr) munmap(pages_, bytes_);
  }
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
