#include "pointsbank/digest.hpp"

#include "digest/sha256.hpp"

namespace pointsbank {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

/// 0 to 15, or -1.
constexpr int value_of(char digit) noexcept {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<Digest> Digest::parse(std::string_view hex) noexcept {
  Digest digest;
  if (hex.size() != 2 * digest.bytes.size()) return std::nullopt;
  for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
    const int high = value_of(hex[2 * i]);
    const int low = value_of(hex[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    digest.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return digest;
}

void Digest::append_to(std::string& out) const {
  for (const std::uint8_t byte : bytes) {
    out += digits[byte / 16];
    out += digits[byte % 16];
  }
}

std::string Digest::to_string() const {
  std::string out;
  out.reserve(2 * bytes.size());
  append_to(out);
  return out;
}

std::string Digest::in_groups() const {
  constexpr std::size_t groups = 4;
  constexpr std::size_t length = 4;
  const std::string all = to_string();
  std::string out;
  for (std::size_t i = 0; i < groups; ++i) {
    if (i > 0) out += ' ';
    out.append(all, i * length, length);
  }
  return out;
}

Digest sha256(std::span<const std::byte> bytes) { return digest::of_this_thread().update(bytes).finish(); }

Digest sha256(std::string_view bytes) { return digest::of_this_thread().update(bytes).finish(); }

}  // namespace pointsbank
