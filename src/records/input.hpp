// The bytes of a file or of a memory block, readable anywhere and again.
//
// A regular file is read in pieces, so that a file of any size costs no more memory than the piece; what cannot be
// read again (a pipe) is taken into memory whole. Not shared between threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace pointsbank::records {

class Input {
 public:
  /// MachineError where the file cannot be opened.
  static Input file(const std::filesystem::path& path);
  /// `bytes` must outlive the input.
  static Input memory(std::string_view bytes);

  Input(Input&& other) noexcept;
  Input& operator=(Input&&) = delete;
  ~Input();

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// Copies up to `size` bytes from `offset` on; says how many (fewer only at the end). MachineError where the file
  /// cannot be read or has become shorter.
  std::size_t read(std::uint64_t offset, char* to, std::size_t size) const;

 private:
  Input() = default;
  void take_whole(int descriptor);

  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::string path_;         // for messages
  std::string own_;          // what came out of a pipe
  std::string_view memory_;  // where there is no descriptor
};

}  // namespace pointsbank::records
