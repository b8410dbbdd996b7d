// A quick way from the text of a cell to its id in a dictionary.
//
// Texts of up to 16 bytes stand in the index themselves, so that one look at one slot mostly decides, without a branch
// on what the cell is like; of a column of many texts the slots are fetched ahead. A slot holds eight bytes of text, so
// that four fill a cache line and none lies across two; what a text has beyond stands apart and is only looked at of
// such a text. Longer texts, and all beyond the first million, take the dictionary's own way.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/text_hash.hpp"
#include "pointsbank/columns.hpp"
#include "records/rows.hpp"

namespace pointsbank::records {

class TextIndex {
 public:
  struct Key {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    std::uint32_t size = 0;
    std::uint32_t slot = 0;  ///< where its text stands if no other stands there
  };
  static constexpr std::uint32_t longest = 16;

  TextIndex() { make_slots(64); }

  /// Of any cell, which has the padding of rows.hpp. That of a longer text is in no slot.
  [[nodiscard]] Key key_of(Cell cell) const noexcept {
    const std::uint32_t kept = cell.size < longest ? cell.size : longest;
    Key key;
    key.low = load_word<std::uint64_t>(cell.data) & masks[kept].low;
    key.high = load_word<std::uint64_t>(cell.data + 8) & masks[kept].high;
    key.size = cell.size;
    const std::uint32_t slot = hash_of(key.low, key.high, key.size) & mask_;
    key.slot = cell.size == 0 ? mask_ + 1 : slot;
    return key;
  }
  void prefetch(const Key& key) const noexcept { __builtin_prefetch(&slots_[key.slot]); }
  [[nodiscard]] bool is_large() const noexcept { return slots_.size() > 4096; }

  /// Does the text stand in its slot?  (The empty text has one of its own, with no_id.)
  [[nodiscard]] bool is_at_home(const Key& key) const noexcept { return is_in(key, key.slot); }
  [[nodiscard]] Id at_home(const Key& key) const noexcept { return slots_[key.slot].id; }
  /// The id of a text, wherever it stands; no_id where it does not.
  [[nodiscard]] Id find(const Key& key) const noexcept;
  void add(const Key& key, Id id);

 private:
  struct Slot {
    std::uint64_t low = 0;
    std::uint32_t size = 0;  ///< 0: free
    Id id = no_id;
  };
  /// Which bits of its first and of its second eight bytes belong to a text of so many bytes.
  struct Masks {
    std::uint64_t low;
    std::uint64_t high;
  };
  static constexpr std::array<Masks, longest + 1> masks = [] {
    constexpr auto first_bytes = [](std::size_t count) {
      return count >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (count * 8)) - 1;
    };
    std::array<Masks, longest + 1> made{};
    for (std::size_t size = 0; size <= longest; ++size) {
      made[size] = {first_bytes(size), size < 8 ? 0 : first_bytes(size - 8)};
    }
    return made;
  }();

  [[nodiscard]] static std::uint32_t hash_of(std::uint64_t low, std::uint64_t high, std::uint32_t size) noexcept {
    return static_cast<std::uint32_t>(
        hash_mix(low ^ hash_keys.first, high ^ hash_keys.second ^ (std::uint64_t{size} << 56U)) >> 16U);
  }
  [[nodiscard]] bool is_in(const Key& key, std::uint32_t at) const noexcept {
    const Slot& slot = slots_[at];
    const std::uint64_t high = highs_[key.size > 8 ? (at & high_mask_) + 1 : 0];
    return ((slot.low ^ key.low) | (high ^ key.high) | (slot.size ^ key.size)) == 0;
  }
  void make_slots(std::size_t count);
  void make_highs();
  void put(const Key& key, Id id);
  void grow();

  std::vector<Slot> slots_;  // a power of two, and one for the empty text
  std::uint32_t mask_ = 0;
  // The second eight bytes of the texts: first those of all short texts, then those of each slot; until there is a text
  // that has them, those of one slot, in which none is found.
  std::vector<std::uint64_t> highs_;
  std::uint32_t high_mask_ = 0;
  std::size_t used_ = 0;
};

}  // namespace pointsbank::records
