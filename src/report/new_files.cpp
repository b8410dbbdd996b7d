#include "report/new_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <string>
#include <utility>

#include "pointsbank/issues.hpp"

namespace pointsbank::report {

namespace {

using Path = std::filesystem::path;

[[noreturn]] void machine_error(const char* what, const Path& file, int error) {
  throw MachineError(std::string("cannot ") + what + " " + file.string() + ": " + std::strerror(error));
}

Path folder_of(const Path& file) {
  const Path folder = file.parent_path();
  return folder.empty() ? Path(".") : folder;
}

void refuse_strange_target(const Path& target) {
  struct stat found {};
  if (lstat(target.c_str(), &found) != 0) {
    if (errno == ENOENT) return;
    machine_error("write", target, errno);
  }
  if (S_ISREG(found.st_mode)) return;
  const char* const what = S_ISLNK(found.st_mode)   ? "a symbolic link"
                           : S_ISDIR(found.st_mode) ? "a folder"
                                                    : "no ordinary file";
  throw UsageError("cannot write " + target.string() + ": it is " + what);
}

}  // namespace

NewFiles::~NewFiles() {
  if (descriptor_ >= 0) close(descriptor_);
  for (const NewFile& file : files_) {
    if (!file.aside.empty()) unlink(file.aside.c_str());
  }
  // Innermost first; those that hold something stay.
  for (auto folder = folders_.rbegin(); folder != folders_.rend(); ++folder) rmdir(folder->c_str());
}

void NewFiles::fail(const char* what, const Path& file) const { machine_error(what, file, errno); }

void NewFiles::make_folder(const Path& folder) {
  struct stat found {};
  if (stat(folder.c_str(), &found) == 0) {
    if (!S_ISDIR(found.st_mode)) throw UsageError("cannot write into " + folder.string() + ": it is no folder");
    return;
  }
  if (errno != ENOENT) fail("make the folder", folder);
  const Path above = folder.has_filename() ? folder_of(folder) : folder.parent_path();
  if (above != folder) make_folder(above);
  if (!folder.has_filename()) return;  // the name ends with a slash
  if (mkdir(folder.c_str(), 0777) != 0) {
    if (errno == EEXIST) return;
    fail("make the folder", folder);
  }
  folders_.push_back(folder);
}

void NewFiles::begin(const Path& target) {
  refuse_strange_target(target);
  const auto is_same = [&](const NewFile& file) { return file.target.lexically_normal() == target.lexically_normal(); };
  if (std::any_of(files_.begin(), files_.end(), is_same)) {
    throw UsageError("cannot write " + target.string() + " twice");
  }
  constexpr int most_tries = 1000;
  for (int number = 0; number < most_tries; ++number) {
    std::string name(1, '.');
    name.append(target.filename().string()).append(1, '.').append(std::to_string(getpid()));
    name.append(1, '-').append(std::to_string(number));
    Path aside = folder_of(target) / name;
    descriptor_ = open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (descriptor_ >= 0) {
      files_.push_back({target, std::move(aside)});
      return;
    }
    if (errno != EEXIST) break;
  }
  fail("write", target);
}

void NewFiles::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), std::min(text.size(), std::size_t{1} << 30U));
    if (written < 0) {
      if (errno == EINTR) continue;
      fail("write", files_.back().target);
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void NewFiles::finish() {
  // Not every file system can flush; one that cannot says EINVAL.
  if (fsync(descriptor_) != 0 && errno != EINVAL) fail("flush", files_.back().target);
  if (close(std::exchange(descriptor_, -1)) != 0) fail("write", files_.back().target);
}

void NewFiles::publish() {
  for (NewFile& file : files_) {
    if (rename(file.aside.c_str(), file.target.c_str()) != 0) fail("write", file.target);
    file.aside.clear();
  }
  flush_folders();
  folders_.clear();
}

void NewFiles::flush_folders() const {
  std::set<Path> folders;
  for (const NewFile& file : files_) folders.insert(folder_of(file.target));
  for (const Path& folder : folders_) folders.insert(folder_of(folder));
  for (const Path& folder : folders) {
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
      if (errno == EACCES) continue;  // one may write into a folder that one may not read
      fail("flush", folder);
    }
    const bool flushed = fsync(descriptor) == 0 || errno == EINVAL;
    const int error = errno;
    close(descriptor);
    if (!flushed) machine_error("flush", folder, error);
  }
}

}  // namespace pointsbank::report
