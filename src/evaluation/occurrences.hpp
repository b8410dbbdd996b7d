// Which events there are, which of them are valid (6.1 and 6.2 of the rule list page), and their order within each
// household (6.3).
//
// Events come in the order in which a village recorded them; rules need them household by household in the order of
// time. Each valid event becomes one Occurrence of 24 bytes, written into the block of its household; a block holds so
// few households that it is put into order within the processor's cache. Memory: 28 bytes an event.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "evaluation/binding.hpp"

namespace pointsbank::evaluation {

/// What a rule's condition says of an event, two bits a rule of the kind for the first eight rules.
enum class Condition : std::uint8_t { yes, no, missing, by_row };
inline constexpr std::uint32_t packed_conditions = 8;

inline constexpr unsigned second_bits = 17;  // a day has 86,400 seconds

/// The first part of the order of events: day, then second of the day. Between the two a place for the household.
[[nodiscard]] inline std::uint64_t order_key(Date day, std::int32_t second) noexcept {
  return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(day.days) ^ 0x80000000U) << 32) |
         static_cast<std::uint32_t>(second < 0 ? 0 : second);
}

/// A valid event as the rules see it.
struct Occurrence {
  std::uint64_t key;      ///< order_key, with the household's number within its block above the second
  Id row;
  std::int32_t quantity;  ///< mantissa at the column's scale, absent_quantity or far_quantity
  Index kind;
  std::uint16_t grade;
  std::uint16_t conditions;

  static constexpr std::int32_t absent_quantity = INT32_MIN;
  static constexpr std::int32_t far_quantity = INT32_MIN + 1;  ///< does not fit: it stands in its column

  [[nodiscard]] Date day() const noexcept { return Date{static_cast<std::int32_t>((key >> 32) ^ 0x80000000U)}; }
  /// The order_key without the household.
  [[nodiscard]] std::uint64_t moment() const noexcept {
    return (key >> 32 << 32) | (key & ((std::uint64_t{1} << second_bits) - 1));
  }
  /// The household's number within its block.
  [[nodiscard]] std::uint32_t household_in_block() const noexcept {
    return static_cast<std::uint32_t>(key) >> second_bits;
  }
  [[nodiscard]] Condition condition(std::uint32_t position) const noexcept {
    return position < packed_conditions ? static_cast<Condition>((conditions >> (2 * position)) & 3U)
                                        : Condition::by_row;
  }
};
static_assert(sizeof(Occurrence) == 24);

/// The order of 6.3 between two events: by moment, `recorded` with absent first, then id by bytes.
[[nodiscard]] bool comes_before(const Events::Columns& events, Id a, Id b) noexcept;

/// An event that is not evaluated (6.1, 6.2), and the household that it gives or that was found.
struct NotEvaluated {
  Id row;
  Outcome outcome;
  Reason reason;
  std::string_view household;
};

/// The valid events in blocks of households.
class Occurrences {
 public:
  /// Validates and partitions. What is not evaluated is told to `rejected` where that is not null.
  Occurrences(const Binding& binding, std::vector<NotEvaluated>* rejected);

  static constexpr Id block_shift = 9;  // 512 households of some 50 events: 0.6 MB
  [[nodiscard]] std::size_t blocks() const noexcept { return block_begins_.size() - 1; }
  [[nodiscard]] Id first_household(std::size_t block) const noexcept { return static_cast<Id>(block) << block_shift; }
  [[nodiscard]] Id end_household(std::size_t block) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return count_; }
  [[nodiscard]] std::span<const Occurrence> all() const noexcept { return {occurrences_.get(), count_}; }

  /// What ordering needs beside the block; reused from call to call.
  struct Scratch {
    std::vector<Occurrence> occurrences;
    std::vector<std::uint32_t> next;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ties;
    std::vector<std::string_view> ids;
  };
  /// Puts a block in order of (household, moment, …); done once, before its events are read. Blocks are independent:
  /// threads may order different ones.
  void order(std::size_t block, Scratch& scratch);
  /// The events of a household of an ordered block.
  [[nodiscard]] std::span<const Occurrence> of(Id household) const noexcept {
    return {occurrences_.get() + begins_[household], occurrences_.get() + begins_[household + 1]};
  }

 private:
  void gather_households(std::size_t block, Scratch& scratch);
  void order_ties(Occurrence* begin, std::size_t count, Scratch& scratch) const;

  const Binding& binding_;
  std::size_t count_ = 0;
  std::unique_ptr<Occurrence[]> occurrences_;
  std::vector<std::size_t> block_begins_;
  std::vector<std::uint32_t> begins_;  // by household, and one more
};

}  // namespace pointsbank::evaluation
