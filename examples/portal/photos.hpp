// Photos that were sent with claims: files named by their SHA-256, of three types, never run.
//
// A file's type is what its first bytes say, not what the browser said; its name is its digest, so that nothing of what
// somebody typed becomes part of a path. They are served as that type alone, with `nosniff` and a policy that lets
// nothing in them act, and only to those who may see a claim that has them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "pointsbank/digest.hpp"

namespace portal {

class Photos {
 public:
  static constexpr std::size_t largest = 5 * 1024 * 1024;  ///< bytes of one
  static constexpr int most_of_a_claim = 3;
  static constexpr int most_a_day = 30;  ///< of one account

  explicit Photos(std::filesystem::path folder);

  /// `image/jpeg`, `image/png`, `image/webp`; empty for anything else.
  [[nodiscard]] static std::string_view type_of(std::string_view bytes) noexcept;

  /// Keeps it, durably, under its digest. The type has been looked at.
  void keep(std::string_view bytes) const;
  [[nodiscard]] std::optional<std::string> read(const pointsbank::Digest& digest) const;

 private:
  [[nodiscard]] std::filesystem::path file_of(const pointsbank::Digest& digest) const;
  std::filesystem::path folder_;
};

}  // namespace portal
