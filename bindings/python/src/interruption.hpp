// Long work: without the GIL, with Ctrl-C and progress looked at now and then.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <utility>

#include "core.hpp"
#include "pointsbank/issues.hpp"

namespace pointsbank::python {

/// What the library's progress callbacks call. It holds the GIL only while it asks Python, at most ten times a second.
class Watch {
 public:
  /// `progress`: None, or called with thousandths; it stops the work by returning False or by raising.
  explicit Watch(py::object progress) : progress_(std::move(progress)) {}

  /// Called without the GIL; false: stop.
  [[nodiscard]] bool tell(std::uint64_t done, std::uint64_t total);
  [[nodiscard]] bool tell(int thousandths) { return tell(static_cast<std::uint64_t>(thousandths), 1000); }
  /// The same for our own loops: throws Cancelled.
  void check(std::uint64_t done, std::uint64_t total) {
    if (!tell(done, total)) throw Cancelled();
  }
  /// Called with the GIL: raises what Python raised, if it did.
  void raise() const;

 private:
  using Clock = std::chrono::steady_clock;

  py::object progress_;
  std::unique_ptr<py::error_already_set> error_;
  Clock::time_point asked_{};  // long ago: the first time is told at once, so that also short work can be stopped
};

/// `work(watch)` without the GIL.
template <class Work>
auto run_without_gil(const py::object& progress, Work work) {
  Watch watch(progress);
  try {
    py::gil_scoped_release released;
    return work(watch);
  } catch (const Cancelled&) {
    watch.raise();
    throw;
  }
}

}  // namespace pointsbank::python
