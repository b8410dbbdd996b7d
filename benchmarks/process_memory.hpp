// How much memory the process takes, where /proc says so.
#pragma once

#include <unistd.h>

#include <fstream>
#include <string>

/// What the process has in memory now.
inline double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double pages = 0;
  double resident = 0;
  statm >> pages >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

/// The peak since the process began, or since the last `forget_peak`.
inline double peak_bytes() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    double kilobytes = 0;
    if (word == "VmHWM:" && status >> kilobytes) return kilobytes * 1024;
  }
  return 0;
}

inline void forget_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }
