// A quick way from the text of a cell to its id in a dictionary.
//
// Texts of up to 16 bytes stand in the slots themselves, so that one look at one slot mostly decides, without a branch
// on what the cell is like; of a column of many texts the slots are fetched ahead. Longer texts, and all beyond the
// first million, take the dictionary's own way.
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
  struct Slot {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    std::uint32_t size = 0;  ///< 0: free
    Id id = no_id;
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
  [[nodiscard]] bool is_at_home(const Key& key) const noexcept {
    const Slot& slot = slots_[key.slot];
    return ((slot.low ^ key.low) | (slot.high ^ key.high) | (slot.size ^ key.size)) == 0;
  }
  [[nodiscard]] Id at_home(const Key& key) const noexcept { return slots_[key.slot].id; }
  /// The id of a text, wherever it stands; no_id where it does not.
  [[nodiscard]] Id find(const Key& key) const noexcept;
  void add(const Key& key, Id id);

 private:
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
  void make_slots(std::size_t count);
  void put(const Slot& slot);
  void grow();

  std::vector<Slot> slots_;  // a power of two, and one for the empty text
  std::uint32_t mask_ = 0;
  std::size_t used_ = 0;
};

}  // namespace pointsbank::records
