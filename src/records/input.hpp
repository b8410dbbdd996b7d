// The bytes of a file or of a memory block, readable anywhere and again.
//
// A regular file is read in pieces, so that a file of any size costs no more memory than the piece; what cannot be
// read again (a pipe) is taken into memory whole. Copies share the bytes; reading is safe from several threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace pointsbank::records {

class Input {
 public:
  /// MachineError where the file cannot be opened.
  static Input file(const std::filesystem::path& path);
  /// `bytes` must outlive the input.
  static Input memory(std::string_view bytes);

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Copies up to `size` bytes from `offset` on; says how many (fewer only at the end). MachineError where the file
  /// cannot be read or has become shorter.
  std::size_t read(std::uint64_t offset, char* to, std::size_t size) const;

  /// The same bytes as if they ended there.
  [[nodiscard]] Input until(std::uint64_t end) const;

 private:
  struct Bytes;
  Input(std::shared_ptr<const Bytes> bytes, std::uint64_t size) : bytes_(std::move(bytes)), size_(size) {}

  std::shared_ptr<const Bytes> bytes_;
  std::uint64_t size_;
};

}  // namespace pointsbank::records
