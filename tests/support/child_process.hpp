// Another process of the program that runs: talked to through pipes, killed at will.
#pragma once
#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace pointsbank::durability {

class ChildProcess {
 public:
  /// Starts this program anew with these words; its standard input and output are pipes of this object.
  explicit ChildProcess(const std::vector<std::string>& words);
  /// Killed where it still runs.
  ~ChildProcess();
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;

  /// The child, reading its input, sees its end.
  void close_input();
  /// Waits for something to read for at most so long; false at the end of the child's output, or where time is up.
  bool read_some(std::string& out, int milliseconds);
  std::string read_all();
  void kill_now();
  /// The exit code; 128 and the signal's number where one ended it.
  int wait();

 private:
  pid_t process_ = -1;
  int input_ = -1, output_ = -1;
};

/// Made for the test, gone with it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace pointsbank::durability
