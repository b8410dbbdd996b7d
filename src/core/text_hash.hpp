// A hash of texts for tables in memory.
//
// It is keyed by two numbers drawn once a process, so that nobody can write ids that all fall into one slot; nothing
// that is calculated or written may therefore depend on its value or on the order of a table. A few nanoseconds for a
// text of up to 16 bytes, then about 8 bytes a nanosecond. Safe from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string_view>

#include "pointsbank/number.hpp"

namespace pointsbank {

struct HashKeys {
  std::uint64_t first;
  std::uint64_t second;

  static HashKeys draw() {
    std::random_device device;
    const auto word = [&device] { return (std::uint64_t{device()} << 32U) | device(); };
    return {word() | 1U, word() | 1U};
  }
};
inline const HashKeys hash_keys = HashKeys::draw();

/// Both halves of the 128-bit product.
inline std::uint64_t hash_mix(std::uint64_t a, std::uint64_t b) noexcept {
  const uint128_t product = static_cast<uint128_t>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

template <class Word>
inline std::uint64_t load_word(const char* from) noexcept {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

[[nodiscard]] inline std::uint64_t hash_text(std::string_view text) noexcept {
  const char* at = text.data();
  std::size_t left = text.size();
  std::uint64_t seed = hash_keys.first;
  for (; left > 16; left -= 16, at += 16) {
    seed = hash_mix(load_word<std::uint64_t>(at) ^ hash_keys.second, load_word<std::uint64_t>(at + 8) ^ seed);
  }
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  if (left >= 8) {
    low = load_word<std::uint64_t>(at);
    high = load_word<std::uint64_t>(at + left - 8);
  } else if (left >= 4) {
    low = load_word<std::uint32_t>(at);
    high = load_word<std::uint32_t>(at + left - 4);
  } else if (left > 0) {
    const auto byte = [at](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(at[i])}; };
    low = (byte(0) << 16U) | (byte(left / 2) << 8U) | byte(left - 1);
  }
  return hash_mix(text.size() ^ hash_keys.second, hash_mix(low ^ hash_keys.second, high ^ seed));
}

}  // namespace pointsbank
