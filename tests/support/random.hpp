// Random choices of tests: the same for the same seed on every machine.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>

namespace pointsbank::durability {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t next() { return engine_(); }
  /// Evenly 0 … `end` - 1, and 0 for nothing to choose from; the standard's distributions differ between libraries.
  std::size_t below(std::size_t end) { return end == 0 ? 0 : static_cast<std::size_t>(next() % end); }
  bool one_in(std::size_t count) { return below(count) == 0; }

 private:
  std::mt19937_64 engine_;
};

/// Another stream for each of the numbers given, from one seed.
inline std::uint64_t mixed(std::uint64_t seed, std::uint64_t number) {
  std::uint64_t value = seed ^ ((number + 1) * 0x9e3779b97f4a7c15U);
  value = (value ^ (value >> 29)) * 0xd6e8feb86659fd93U;
  value = (value ^ (value >> 32)) * 0xd6e8feb86659fd93U;
  return value ^ (value >> 32);
}

/// The seed of this run: POINTSBANK_SEED where one is given, to see a failure again.
inline std::uint64_t seed_of_run(std::uint64_t otherwise) {
  const char* text = std::getenv("POINTSBANK_SEED");
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 0);
}

}  // namespace pointsbank::durability
