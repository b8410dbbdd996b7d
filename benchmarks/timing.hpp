// Times, medians, and saying them for people or for a program.
#pragma once

#include <algorithm>
#include <chrono>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

/// From now on the process keeps the memory that it gives back to itself: some machines need longer to hand out fresh
/// pages than the work on them takes.
inline void keep_memory() {
#if defined(__GLIBC__)
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
  mallopt(M_ARENA_MAX, 1);
#endif
}

using Clock = std::chrono::steady_clock;

template <class Work>
double seconds_of(const Work& work) {
  const auto begin = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// The processor's time: of work in one thread that waits for nothing, whatever else the machine is doing.
template <class Work>
double processor_seconds_of(const Work& work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  };
  const double begin = now();
  work();
  return now() - begin;
}

inline double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

/// A line for each figure; with `json` one JSON object at the end.
class Report {
 public:
  explicit Report(bool json) : json_(json) {}
  ~Report() {
    if (json_) std::printf("%s}\n", first_ ? "{" : "");
  }
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;

  void say(const std::string& what, const char* unit, double value) {
    if (json_) {
      std::printf("%s\"%s\": %.4f", first_ ? "{" : ", ", what.c_str(), value);
    } else {
      std::printf("%-34s %10.2f %s\n", what.c_str(), value, unit);
    }
    first_ = false;
    std::fflush(stdout);
  }

 private:
  bool json_;
  bool first_ = true;
};
