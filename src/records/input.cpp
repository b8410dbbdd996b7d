#include "records/input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "pointsbank/issues.hpp"

namespace pointsbank::records {

namespace {

[[noreturn]] void fail(const std::string& path, const char* what) {
  throw MachineError(path + ": " + what + ": " + std::strerror(errno));
}

}  // namespace

Input Input::file(const std::filesystem::path& path) {
  Input input;
  input.path_ = path.string();
  input.descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (input.descriptor_ < 0) fail(input.path_, "cannot be opened");
  struct stat status {};
  if (::fstat(input.descriptor_, &status) != 0) fail(input.path_, "cannot be read");
  if (S_ISREG(status.st_mode)) {
    input.size_ = static_cast<std::uint64_t>(status.st_size);
  } else {
    input.take_whole(std::exchange(input.descriptor_, -1));
  }
  return input;
}

Input Input::memory(std::string_view bytes) {
  Input input;
  input.memory_ = bytes;
  input.size_ = bytes.size();
  return input;
}

Input::Input(Input&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      path_(std::move(other.path_)),
      own_(std::move(other.own_)),
      memory_(own_.empty() ? other.memory_ : std::string_view(own_)) {}

Input::~Input() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void Input::take_whole(int descriptor) {
  constexpr std::size_t piece = 64U << 10U;
  while (true) {
    const std::size_t have = own_.size();
    own_.resize(have + piece);
    const ssize_t got = ::read(descriptor, own_.data() + have, piece);
    const int error = errno;
    own_.resize(have + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got > 0 || (got < 0 && error == EINTR)) continue;
    ::close(descriptor);
    errno = error;
    if (got < 0) fail(path_, "cannot be read");
    break;
  }
  memory_ = own_;
  size_ = own_.size();
}

std::size_t Input::read(std::uint64_t offset, char* to, std::size_t size) const {
  const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, size_ - std::min(size_, offset)));
  if (wanted == 0) return 0;
  if (descriptor_ < 0) {
    std::memcpy(to, memory_.data() + offset, wanted);
    return wanted;
  }
  std::size_t done = 0;
  while (done < wanted) {
    const ssize_t got = ::pread(descriptor_, to + done, wanted - done, static_cast<off_t>(offset + done));
    if (got > 0) {
      done += static_cast<std::size_t>(got);
    } else if (got == 0) {
      throw MachineError(path_ + ": the file became shorter while it was read");
    } else if (errno != EINTR) {
      fail(path_, "cannot be read");
    }
  }
  return wanted;
}

}  // namespace pointsbank::records
