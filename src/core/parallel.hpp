// Running the same work on several threads; the first exception is thrown on in the calling thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace pointsbank {

/// Calls work(0) … work(threads - 1), each on a thread of its own (work(0) on the caller's, and there too, one after
/// the other, whatever the machine has no thread for).
template <class Work>
void run_threads(std::size_t threads, Work work) {
  if (threads <= 1) {
    work(std::size_t{0});
    return;
  }
  std::exception_ptr first;
  std::mutex guard;
  const auto guarded = [&](std::size_t thread) {
    try {
      work(thread);
    } catch (...) {
      const std::lock_guard lock(guard);
      if (!first) first = std::current_exception();
    }
  };
  std::vector<std::thread> others;
  others.reserve(threads - 1);
  std::size_t begun = 1;
  try {
    for (; begun < threads; ++begun) others.emplace_back(guarded, begun);
  } catch (const std::system_error&) {
    // No more threads to be had.
  }
  guarded(0);
  for (; begun < threads; ++begun) guarded(begun);
  for (std::thread& other : others) other.join();
  if (first) std::rethrow_exception(first);
}

/// Hands the numbers 0 … count - 1 out to threads, in order.
class Distributor {
 public:
  explicit Distributor(std::size_t count) : count_(count) {}
  /// The next number, or count when there is none.
  std::size_t next() noexcept {
    const std::size_t taken = next_.fetch_add(1, std::memory_order_relaxed);
    return taken < count_ ? taken : count_;
  }
  void stop() noexcept { next_.store(count_, std::memory_order_relaxed); }
  [[nodiscard]] std::size_t count() const noexcept { return count_; }

 private:
  std::atomic<std::size_t> next_{0};
  std::size_t count_;
};

}  // namespace pointsbank
