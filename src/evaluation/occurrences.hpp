// Which events there are, which of them are valid (6.1 and 6.2 of the rule list page), and their order within each
// household (6.3).
//
// Events come in the order in which a village recorded them; rules need them household by household in the order of
// time. Each valid event becomes one Occurrence of 16 bytes, written once into the pieces of its block of households; a
// block holds so few that it is put into order within the processor's cache, just before its households run. Memory:
// 16 bytes an event, as much again where occurrences are kept after their household has run.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "evaluation/binding.hpp"
#include "evaluation/event_order.hpp"
#include "evaluation/pages.hpp"

namespace pointsbank::evaluation {

/// What a rule's condition says of an event, two bits a rule of the kind for the first eight rules.
enum class Condition : std::uint8_t { yes, no, missing, by_row };

/// A valid event as the rules see it. The key has, from the highest bit: 9 of the household's number within its block,
/// 22 of the day, 17 of the second, 12 of the kind and 2 of each of two conditions, so that most of the order is one
/// comparison of keys.
struct Occurrence {
  std::uint64_t key;
  Id row;
  std::int32_t units;  ///< the magnitude where one rule hears the kind (BoundKind::is_scored); or not_scored

  static constexpr std::int32_t not_scored = INT32_MIN;
  static constexpr std::int32_t first_day = -719'162;  ///< 0001-01-01
  static constexpr unsigned household_shift = 55, day_shift = 33, second_shift = 16, kind_shift = 4;
  static constexpr std::uint32_t near_conditions = 2;

  [[nodiscard]] Date day() const noexcept {
    return Date{static_cast<std::int32_t>((key >> day_shift) & 0x3F'FFFFU) + first_day};
  }
  /// Day and second: equal moments have equal values.
  [[nodiscard]] std::uint64_t moment() const noexcept { return key << (64 - household_shift) >> (64 - 39); }
  /// The household's number within its block.
  [[nodiscard]] std::uint32_t household_in_block() const noexcept {
    return static_cast<std::uint32_t>(key >> household_shift);
  }
  /// The program's kind, a split kind behind those, or far_kind: it stands in its column.
  [[nodiscard]] Index kind() const noexcept { return static_cast<Index>(key >> kind_shift) & far_kind; }
  /// Nothing is known of its conditions and its magnitude.
  void leave_open() noexcept {
    key |= 0xFU;
    units = not_scored;
  }
  [[nodiscard]] Condition near_condition(std::uint32_t position) const noexcept {
    return static_cast<Condition>((key >> (2 * position)) & 3U);
  }
};
static_assert(sizeof(Occurrence) == 16);

/// Where a moment stands in the order of time: Occurrence::moment of a row.
[[nodiscard]] inline std::uint64_t moment_of(Date day, std::int32_t second) noexcept {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(day.days - Occurrence::first_day)) << 17 |
         static_cast<std::uint32_t>(second < 0 ? 0 : second);
}

/// The order of 6.3 between two events: by moment, `recorded` with absent first, then id by bytes.
[[nodiscard]] bool comes_before(const Events::Columns& events, Id a, Id b) noexcept;

/// An event that is not evaluated (6.1, 6.2), and the household that it gives or that was found.
struct NotEvaluated {
  Id row;
  Outcome outcome;
  Reason reason;
  std::string_view household;
};

/// Occurrences that stay where they are as long as this lives.
class KeptOccurrences {
 public:
  [[nodiscard]] std::span<const Occurrence> keep(std::span<const Occurrence> occurrences);
  /// Where they are put; pages given back are used for them.
  [[nodiscard]] Pages& pages() noexcept { return pages_; }

 private:
  Pages pages_;
  Chain<Occurrence> kept_;
  std::vector<std::unique_ptr<Occurrence[]>> long_kept_;  // what no page holds
};

/// The occurrences of one block in order, and what ordering needs beside them; reused from block to block.
class OrderedBlock {
 public:
  [[nodiscard]] std::span<const Occurrence> all() const noexcept { return {occurrences_.data(), count_}; }
  /// Of a household, by its number within the block.
  [[nodiscard]] std::span<const Occurrence> of(std::uint32_t household) const noexcept {
    return {occurrences_.data() + begin_of(household), occurrences_.data() + ends_[household]};
  }
  [[nodiscard]] std::uint32_t begin_of(std::uint32_t household) const noexcept {
    return household == 0 ? 0 : ends_[household - 1];
  }
  /// What its kinds mean together: BoundKind::traits.
  [[nodiscard]] std::uint8_t traits_of(std::uint32_t household) const noexcept { return traits_[household]; }

 private:
  friend class Occurrences;
  std::size_t count_ = 0;
  std::vector<Occurrence> occurrences_;
  std::vector<std::uint32_t> ends_;  // by household
  std::vector<std::uint8_t> traits_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ties_;
  std::vector<std::string_view> ids_;
};

/// The valid events in blocks of households.
class Occurrences {
 public:
  /// Who asks: for each step, or to keep the events for another book: then all are there as they are. For outcomes:
  /// then events that several lean rules hear are split, and events of one moment that do not touch each other stay as
  /// they came. For what events change: then also those are left out that can change nothing.
  enum class Asked : std::uint8_t { steps, outcomes, changes };
  /// Validates, scores and partitions. What is not evaluated is told to `rejected` where that is not null. `pages`, by
  /// thread, hold what nobody needs any more.
  Occurrences(const Binding& binding, Asked asked, std::vector<NotEvaluated>* rejected, std::vector<Pages> pages = {});

  [[nodiscard]] std::size_t blocks() const noexcept { return counts_.size(); }
  [[nodiscard]] Id first_household(std::size_t block) const noexcept { return static_cast<Id>(block) << block_shift_; }
  [[nodiscard]] Id end_household(std::size_t block) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return count_; }
  /// By row, of kinds whose conditions the occurrence has no room for; empty where there are none.
  [[nodiscard]] std::span<const std::uint16_t> far_conditions() const noexcept { return far_conditions_; }

  /// Puts the events of a block in order of (household, moment, …). Blocks are independent: threads may order
  /// different ones. Where households have forfeits or the like to watch for, their traits are found on the way.
  void order(std::size_t block, OrderedBlock& ordered) const;
  /// Where the order of all events is known, ties need no ids. It outlives this.
  void order_by(const EventOrder& order) noexcept { known_order_ = &order; }
  /// The block's pages are needed no more.
  void give_back(std::size_t block, Pages& pages);

 private:
  class Placer;

  void gather_households(std::size_t block, OrderedBlock& ordered) const;
  void order_ties(OrderedBlock& ordered) const;
  void order_ties_by_rank(OrderedBlock& ordered) const;
  [[nodiscard]] bool may_stay(std::span<const Occurrence> tie) const noexcept;

  const Binding& binding_;
  bool splits_;
  std::uint32_t block_shift_;  // a block has 2^block_shift households
  const EventOrder* known_order_ = nullptr;
  std::size_t count_ = 0;
  std::vector<std::size_t> counts_;  // by block
  std::vector<std::uint16_t> far_conditions_;
  std::vector<Pages> pages_;                            // by thread
  std::vector<std::vector<Chain<Occurrence>>> chains_;  // by thread and block
};

}  // namespace pointsbank::evaluation
