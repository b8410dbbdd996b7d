// Chance that is the same on every machine: integers only, seeded, one stream for each purpose.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "pointsbank/number.hpp"

namespace pointsbank::generation {

/// xoshiro256**, its state filled by splitmix64 from a seed and the number of a stream.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream) noexcept {
    std::uint64_t mix = seed ^ (stream * 0xD1342543DE82EF95U);
    for (std::uint64_t& word : state_) {
      mix += 0x9E3779B97F4A7C15U;
      std::uint64_t z = mix;
      z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
      z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
      word = z ^ (z >> 31U);
    }
  }

  std::uint64_t next() noexcept {
    const std::uint64_t result = rotate(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotate(state_[3], 45);
    return result;
  }

  /// 0 to `count` - 1; `count` is above 0.
  std::uint64_t below(std::uint64_t count) noexcept {
    return static_cast<std::uint64_t>((static_cast<uint128_t>(next()) * count) >> 64U);
  }
  /// The same, small numbers likelier.
  std::uint64_t small(std::uint64_t count) noexcept {
    const std::uint64_t one = below(count);
    return std::min(one, below(count));
  }
  /// Small ones likelier still.
  std::uint64_t very_small(std::uint64_t count) noexcept {
    const std::uint64_t one = small(count);
    return std::min(one, below(count));
  }
  int between(int least, int most) noexcept {
    return least + static_cast<int>(below(static_cast<std::uint64_t>(most - least + 1)));
  }
  bool one_in(std::uint64_t count) noexcept { return below(count) == 0; }

 private:
  static std::uint64_t rotate(std::uint64_t word, unsigned by) noexcept { return (word << by) | (word >> (64U - by)); }

  std::uint64_t state_[4];
};

/// Draws one of several by weight.
class Picker {
 public:
  void add(std::uint64_t weight) { ends_.push_back((ends_.empty() ? 0 : ends_.back()) + weight); }
  [[nodiscard]] std::size_t size() const noexcept { return ends_.size(); }
  /// Is there something to draw?
  [[nodiscard]] bool has_weight() const noexcept { return !ends_.empty() && ends_.back() > 0; }
  std::size_t draw(Random& random) const noexcept {
    const std::uint64_t at = random.below(ends_.back());
    return static_cast<std::size_t>(std::upper_bound(ends_.begin(), ends_.end(), at) - ends_.begin());
  }

 private:
  std::vector<std::uint64_t> ends_;
};

/// How common the thing of a rank (from 0) is, by the law of Zipf and Mandelbrot: 1 / (rank + 4)^2.
[[nodiscard]] inline std::uint64_t zipf_weight(std::size_t rank) noexcept {
  return 1'000'000'000 / ((rank + 4) * (rank + 4));
}

}  // namespace pointsbank::generation
