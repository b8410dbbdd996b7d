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

struct Input::Bytes {
  explicit Bytes(std::string path_for_messages) : path(std::move(path_for_messages)) {}
  Bytes(const Bytes&) = delete;
  Bytes& operator=(const Bytes&) = delete;
  ~Bytes() {
    if (descriptor >= 0) ::close(descriptor);
  }
  void take_whole();

  std::string path;
  int descriptor = -1;
  std::string own;          // what came out of a pipe
  std::string_view memory;  // where there is no descriptor
};

Input Input::file(const std::filesystem::path& path) {
  const auto bytes = std::make_shared<Bytes>(path.string());
  bytes->descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (bytes->descriptor < 0) fail(bytes->path, "cannot be opened");
  struct stat status {};
  if (::fstat(bytes->descriptor, &status) != 0) fail(bytes->path, "cannot be read");
  if (S_ISREG(status.st_mode)) return {bytes, static_cast<std::uint64_t>(status.st_size)};
  bytes->take_whole();
  return {bytes, bytes->memory.size()};
}

Input Input::memory(std::string_view bytes) {
  const auto shared = std::make_shared<Bytes>(std::string());
  shared->memory = bytes;
  return {shared, bytes.size()};
}

Input Input::until(std::uint64_t end) const { return {bytes_, std::min(size_, end)}; }

void Input::Bytes::take_whole() {
  constexpr std::size_t piece = 64U << 10U;
  while (true) {
    const std::size_t have = own.size();
    own.resize(have + piece);
    const ssize_t got = ::read(descriptor, own.data() + have, piece);
    const int error = errno;
    own.resize(have + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got > 0 || (got < 0 && error == EINTR)) continue;
    errno = error;
    if (got < 0) fail(path, "cannot be read");
    break;
  }
  ::close(std::exchange(descriptor, -1));
  memory = own;
}

std::size_t Input::read(std::uint64_t offset, char* to, std::size_t size) const {
  const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size, size_ - std::min(size_, offset)));
  if (wanted == 0) return 0;
  if (bytes_->descriptor < 0) {
    std::memcpy(to, bytes_->memory.data() + offset, wanted);
    return wanted;
  }
  std::size_t done = 0;
  while (done < wanted) {
    const ssize_t got = ::pread(bytes_->descriptor, to + done, wanted - done, static_cast<off_t>(offset + done));
    if (got > 0) {
      done += static_cast<std::size_t>(got);
    } else if (got == 0) {
      throw MachineError(bytes_->path + ": the file became shorter while it was read");
    } else if (errno != EINTR) {
      fail(bytes_->path, "cannot be read");
    }
  }
  return wanted;
}

}  // namespace pointsbank::records
