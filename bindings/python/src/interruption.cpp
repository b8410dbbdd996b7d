#include "interruption.hpp"

#include <algorithm>

namespace pointsbank::python {

bool Watch::tell(std::uint64_t done, std::uint64_t total) {
  constexpr auto between = std::chrono::milliseconds(100);
  const Clock::time_point now = Clock::now();
  if (now - asked_ < between) return true;
  asked_ = now;
  const py::gil_scoped_acquire held;
  try {
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (progress_.is_none()) return true;
    const std::uint64_t share = total == 0 ? 1000 : std::min<std::uint64_t>(1000, done * 1000 / total);
    const py::object answer = progress_(share);
    return answer.ptr() != Py_False;
  } catch (py::error_already_set& error) {
    error_ = std::make_unique<py::error_already_set>(std::move(error));
    return false;
  }
}

void Watch::raise() const {
  if (error_) throw py::error_already_set(*error_);
}

}  // namespace pointsbank::python
