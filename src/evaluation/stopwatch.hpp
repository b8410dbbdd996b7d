// How long a stage takes, and how far the work has come.
#pragma once

#include <chrono>
#include <cstdint>

#include "pointsbank/evaluate.hpp"

namespace pointsbank::evaluation {

/// Adds the wall time of its life to a sum of nanoseconds.
class Stopwatch {
 public:
  explicit Stopwatch(std::int64_t& sum) : sum_(sum), begin_(std::chrono::steady_clock::now()) {}
  ~Stopwatch() {
    sum_ += std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begin_).count();
  }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  std::int64_t& sum_;
  std::chrono::steady_clock::time_point begin_;
};

/// Throws Cancelled where the caller wants no more.
inline void tell_progress(const EvaluateOptions& options, std::size_t done, std::size_t all) {
  if (options.progress && !options.progress(static_cast<int>(done * 1000 / all))) throw Cancelled();
}

}  // namespace pointsbank::evaluation
