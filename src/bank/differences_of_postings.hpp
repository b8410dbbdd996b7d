// What the evaluation gives against what is posted: as multisets, posting by posting.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>
#include <vector>

#include "journal/entries.hpp"
#include "pointsbank/evaluate.hpp"

namespace pointsbank::bank {

/// All of a posting but when it was booked. The texts belong to whoever made it.
struct PostingView {
  Date date;
  std::string_view household, member, source, event, cause;
  std::int64_t standing = 0;
  std::int64_t spendable = 0;
  friend bool operator==(const PostingView&, const PostingView&) = default;
};
[[nodiscard]] PostingView view_of(const Evaluation& evaluation, const Posting& posting);
[[nodiscard]] PostingView view_of(const journal::PostingEntry& entry);

/// The postings of an evaluation, from which those that are posted already are taken, each once. What is left at the
/// end is to be posted; what could not be taken is to be taken back. Time and memory in proportion to the postings.
class DifferencesOfPostings {
 public:
  explicit DifferencesOfPostings(const Evaluation& evaluation);

  /// Is it among them, not taken yet?  Then it is taken.
  [[nodiscard]] bool take(const PostingView& posted);
  /// Those not taken, in the order of the evaluation.
  [[nodiscard]] std::vector<std::size_t> left() const;

 private:
  const Evaluation& evaluation_;
  std::vector<std::uint32_t> slots_;  ///< a hash table of numbers + 1; its size is a power of two
  std::vector<bool> is_taken_;
};

}  // namespace pointsbank::bank
