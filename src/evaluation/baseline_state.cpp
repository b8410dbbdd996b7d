#include "evaluation/baseline_state.hpp"

#include <bit>

namespace pointsbank::evaluation {

BaselineState::BaselineState(std::size_t households, std::size_t events, std::size_t kinds)
    : households_(households),
      words_((households + 63) / 64),
      block_shift_(block_shift_of(households, events)),
      blocks_((households + (Id{1} << block_shift_) - 1) >> block_shift_),
      households_of_kind_(kinds) {
  results.waits.assign(households, 0);
  static_assert(least_block_shift >= 6, "blocks write to words of their own");
  for (std::vector<std::uint64_t>& bitmap : households_of_kind_) bitmap.assign(words_, 0);
}

void BaselineState::keep_block(const Occurrences& occurrences, std::size_t block, const OrderedBlock& ordered,
                               const Binding& binding) {
  const Id first = occurrences.first_household(block);
  Block& kept = blocks_[block];
  kept.occurrences.assign(ordered.all().begin(), ordered.all().end());
  std::uint32_t end = 0;
  for (Id household = first; household < occurrences.end_household(block); ++household) {
    end += static_cast<std::uint32_t>(ordered.of(household - first).size());
    kept.ends.push_back(end);
  }
  for (const Occurrence& each : kept.occurrences) {
    const Id household = first + each.household_in_block();
    households_of_kind_[binding.kind_of(each.row, each.kind())][household / 64] |= std::uint64_t{1} << household % 64;
  }
}

std::span<const Occurrence> BaselineState::events_of(Id household) const noexcept {
  const Block& block = blocks_[household >> block_shift_];
  const Id number = household & ((Id{1} << block_shift_) - 1);
  const std::uint32_t begin = number == 0 ? 0 : block.ends[number - 1];
  return {block.occurrences.data() + begin, block.occurrences.data() + block.ends[number]};
}

std::vector<Id> BaselineState::households_with(const std::vector<bool>& kinds) const {
  std::vector<std::uint64_t> found(words_, 0);
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    if (!kinds[kind]) continue;
    for (std::size_t i = 0; i < words_; ++i) found[i] |= households_of_kind_[kind][i];
  }
  for (std::size_t household = 0; household < households_; ++household) {
    if (results.waits[household] != 0) found[household / 64] |= std::uint64_t{1} << household % 64;
  }
  std::vector<Id> households;
  for (std::size_t i = 0; i < words_; ++i) {
    for (std::uint64_t word = found[i]; word != 0; word &= word - 1)
      households.push_back(static_cast<Id>(i * 64) + static_cast<Id>(std::countr_zero(word)));
  }
  return households;
}

}  // namespace pointsbank::evaluation
