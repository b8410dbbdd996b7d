#include "photos.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include "pointsbank/issues.hpp"
#include "secrets.hpp"

namespace portal {

namespace {

[[noreturn]] void fail(const std::filesystem::path& file) {
  throw pointsbank::MachineError("a photo cannot be kept in " + file.string() + ": " + std::strerror(errno));
}

/// Closes when it goes.
struct Descriptor {
  explicit Descriptor(int the_number) : number(the_number) {}
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number;
};

void write_whole(int descriptor, std::string_view bytes, const std::filesystem::path& file) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0) fail(file);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(descriptor) != 0) fail(file);
}

}  // namespace

Photos::Photos(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_);
  std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
}

std::string_view Photos::type_of(std::string_view bytes) noexcept {
  if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  if (bytes.starts_with(std::string_view("\x89PNG\r\n\x1A\n", 8))) return "image/png";
  if (bytes.size() >= 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return "image/webp";
  return {};
}

std::filesystem::path Photos::file_of(const pointsbank::Digest& digest) const { return folder_ / digest.to_string(); }

void Photos::keep(std::string_view bytes) const {
  const std::filesystem::path file = file_of(pointsbank::sha256(bytes));
  if (std::filesystem::exists(file)) return;
  const std::filesystem::path beside = folder_ / ("new-" + random_hex(16));
  {
    const Descriptor made(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (made.number < 0) fail(beside);
    try {
      write_whole(made.number, bytes, beside);
    } catch (...) {
      ::unlink(beside.c_str());
      throw;
    }
  }
  if (::rename(beside.c_str(), file.c_str()) != 0) fail(file);
  const Descriptor folder(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.number < 0 || ::fsync(folder.number) != 0) fail(folder_);
}

std::optional<std::string> Photos::read(const pointsbank::Digest& digest) const {
  std::ifstream file(file_of(digest), std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace portal
