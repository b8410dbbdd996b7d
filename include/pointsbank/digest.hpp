// Digests: SHA-256 of bytes, and their text.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pointsbank {

/// A SHA-256 digest (FIPS 180-4).
struct Digest {
  std::array<std::uint8_t, 32> bytes{};

  /// 64 hexadecimal digits, of either case; nothing where the text is anything else.
  [[nodiscard]] static std::optional<Digest> parse(std::string_view hex) noexcept;
  [[nodiscard]] std::string to_string() const;  ///< 64 lower-case hexadecimal digits
  void append_to(std::string& out) const;
  /// The first 16 digits in groups of four, for people who compare paper with paper: `5dc9 da79 a706 59a9`.
  [[nodiscard]] std::string in_groups() const;

  friend auto operator<=>(const Digest&, const Digest&) = default;
};

/// Throws MachineError where the cryptographic library of the machine refuses to work. Safe from any thread.
[[nodiscard]] Digest sha256(std::span<const std::byte> bytes);
[[nodiscard]] Digest sha256(std::string_view bytes);

}  // namespace pointsbank
