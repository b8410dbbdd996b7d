#include "proof/chain.hpp"

#include <array>
#include <cstddef>

#include "digest/sha256.hpp"

namespace pointsbank::proof {
namespace {

constexpr std::string_view mark("PBL1\x02", 5);

std::array<char, 8> bytes_of(std::int64_t number) noexcept {
  std::array<char, 8> bytes;
  auto left = static_cast<std::uint64_t>(number);
  for (std::size_t i = bytes.size(); i-- > 0; left >>= 8U) bytes[i] = static_cast<char>(left & 0xFFU);
  return bytes;
}

std::string_view view(const std::array<char, 8>& bytes) noexcept { return {bytes.data(), bytes.size()}; }

}  // namespace

Digest next_chain(const Digest& previous, std::int64_t seq, Moment recorded, std::string_view body) {
  const Digest of_body = sha256(body);
  return digest::of_this_thread()
      .update(mark)
      .update(view(bytes_of(seq)))
      .update(view(bytes_of(recorded.microseconds)))
      .update(previous)
      .update(of_body)
      .finish();
}

}  // namespace pointsbank::proof
