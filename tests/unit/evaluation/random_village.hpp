// Rule lists and events drawn at random, small enough that limits bite and moments coincide.
#pragma once

#include <cstdint>
#include <string>

namespace pointsbank::given {

/// The same numbers for the same seed, on every machine.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed * 0x9E37'79B9'7F4A'7C15U + 1) {}
  /// 0 … count - 1.
  int below(int count) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return static_cast<int>((state_ >> 11U) % static_cast<std::uint64_t>(count));
  }
  bool one_in(int count) { return below(count) == 0; }
  int between(int least, int most) { return least + below(most - least + 1); }
  template <std::size_t count>
  std::string of(const char* const (&texts)[count]) {
    return texts[below(static_cast<int>(count))];
  }

 private:
  std::uint64_t state_;
};

/// How far a list goes beyond what does not depend on the order of events.
enum class Rules : std::uint8_t {
  nested,    ///< points limits alone, those of categories and of the list never finer than the rules'
  limited,   ///< points limits of any periods
  anything,  ///< also counts, repeats, exclusive groups, a veto, accounts of their own within a category
  closed,    ///< and rankings with awards, ratings, obligations
};

std::string random_list(Draw& draw, Rules rules);
std::string random_roster(int households);
/// Events of the list's kinds; many on the same day or at the same second.
std::string random_events(Draw& draw, int households, int events);

}  // namespace pointsbank::given
