// How far long work is: one line on a terminal that renews itself and goes away at the end.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "console.hpp"

namespace pointsbank::command {

/// Of one piece of work. Its function is what the library calls now and then.
class Progress {
 public:
  Progress(const Console& console, std::string what);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// False when the work is to stop.
  bool tell(std::uint64_t done, std::uint64_t total);

 private:
  using Clock = std::chrono::steady_clock;
  const Console& console_;
  std::string what_;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point shown_at_{};
  bool shown_ = false;
};

}  // namespace pointsbank::command
