// Files that appear whole, and all of them or none.
//
// A file is written aside, in the folder in which it will stand, under a name that nobody had; it is flushed to the
// disk and closed. When all are there each takes its name, and their folders are flushed. Whoever looks at a name sees
// the old file or the new one. What was not published is removed, also folders that were made for it.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace pointsbank::report {

class NewFiles {
 public:
  NewFiles() = default;
  NewFiles(const NewFiles&) = delete;
  NewFiles& operator=(const NewFiles&) = delete;
  ~NewFiles();

  // All throw UsageError or MachineError as report.hpp says.
  /// Makes a folder and those above it, where they are missing.
  void make_folder(const std::filesystem::path& folder);
  /// Begins a file; the one before it must be finished.
  void begin(const std::filesystem::path& target);
  void write(std::string_view text);
  void finish();
  /// Gives all their names.
  void publish();

 private:
  struct NewFile {
    std::filesystem::path target;
    std::filesystem::path aside;
  };
  [[noreturn]] void fail(const char* what, const std::filesystem::path& file) const;
  void flush_folders() const;

  std::vector<NewFile> files_;
  std::vector<std::filesystem::path> folders_;  // that were made
  int descriptor_ = -1;
};

}  // namespace pointsbank::report
