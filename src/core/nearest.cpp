#include "core/nearest.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace pointsbank {
namespace {

constexpr std::size_t longest_word = 64;
constexpr std::size_t most_candidates = 2'000;

/// Code points of a text of at most `longest_word` bytes, ASCII in lower case. Ill-formed bytes stand for themselves.
struct Letters {
  std::array<std::uint32_t, longest_word> at{};
  std::size_t size = 0;

  explicit Letters(std::string_view text) {
    for (const char c : text) {
      const auto byte = static_cast<std::uint8_t>(c);
      if ((byte & 0xC0U) == 0x80U && size > 0) {
        at[size - 1] = (at[size - 1] << 8U) | byte;
      } else {
        at[size++] = byte >= 'A' && byte <= 'Z' ? byte + 32U : byte;
      }
    }
  }
};

/// Changes that turn `a` into `b`, or anything above `most` where there are more than that.
std::size_t changes(const Letters& a, const Letters& b, std::size_t most) {
  using Row = std::array<std::uint8_t, longest_word + 1>;
  std::array<Row, 3> rows{};
  for (std::size_t column = 0; column <= b.size; ++column) rows[0][column] = static_cast<std::uint8_t>(column);
  for (std::size_t row = 1; row <= a.size; ++row) {
    Row& here = rows[row % 3];
    const Row& above = rows[(row + 2) % 3];
    const Row& above_twice = rows[(row + 1) % 3];
    here[0] = static_cast<std::uint8_t>(row);
    unsigned least = here[0];
    for (std::size_t column = 1; column <= b.size; ++column) {
      const unsigned replaced = above[column - 1] + (a.at[row - 1] == b.at[column - 1] ? 0U : 1U);
      unsigned fewest = std::min({above[column] + 1U, here[column - 1] + 1U, replaced});
      if (row > 1 && column > 1 && a.at[row - 1] == b.at[column - 2] && a.at[row - 2] == b.at[column - 1]) {
        fewest = std::min(fewest, above_twice[column - 2] + 1U);
      }
      here[column] = static_cast<std::uint8_t>(fewest);
      least = std::min(least, fewest);
    }
    // A swap reaches back two rows, and costs one more than what it starts from.
    if (least > most + 1) return least;
  }
  return rows[a.size % 3][b.size];
}

}  // namespace

std::string nearest(std::string_view word, std::span<const std::string_view> candidates) {
  if (word.empty() || word.size() > longest_word) return {};
  const Letters wanted(word);
  std::string_view best;
  std::size_t fewest = SIZE_MAX;
  for (const std::string_view candidate : candidates.first(std::min(candidates.size(), most_candidates))) {
    if (candidate.empty() || candidate.size() > longest_word) continue;
    const Letters letters(candidate);
    const std::size_t longer = std::max(wanted.size, letters.size);
    const std::size_t shorter = std::min(wanted.size, letters.size);
    // Of two letters one may differ, though that is half of them.
    const std::size_t near = longer == 2 ? 1 : longer / 3;
    const std::size_t allowed = std::min(near, fewest - 1);
    const bool begins_alike =
        shorter >= 3 &&
        std::equal(letters.at.begin(), letters.at.begin() + static_cast<std::ptrdiff_t>(shorter), wanted.at.begin());
    if (longer - shorter > allowed && !begins_alike) continue;
    const std::size_t differing = changes(wanted, letters, allowed);
    const std::size_t found = begins_alike ? std::min(differing, near) : differing;
    if (found > allowed) continue;
    best = candidate;
    fewest = found;
    if (fewest == 0) break;
  }
  return std::string(best);
}

}  // namespace pointsbank
