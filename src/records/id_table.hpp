// Which ids there are already: an open-addressing table of numbers by the hash of a text that stands elsewhere.
//
// 4 bytes a slot, at most two thirds full: memory that is touched first costs more than looking. A slot holds a number
// in as many bits as the table needs, and bits of the hash in the others, so that other texts are rarely looked at. A
// look costs one cache miss, which `prefetch` can begin early.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <string_view>

#include "core/text_hash.hpp"

namespace pointsbank::records {

class IdTable {
 public:
  using Number = std::uint32_t;
  static constexpr Number none = UINT32_MAX;

  explicit IdTable(std::size_t expected) { allocate(std::max<std::size_t>(1024, expected / 2 * 3 + 8)); }

  void prefetch(std::uint64_t hash) const noexcept { __builtin_prefetch(&slots_[first_slot(hash)], 1); }

  /// The number under which a text is there; else `none`, and from now on it is there under `number`. `text_of` gives
  /// the text of a number. Numbers count up from 0 or down from `none` - 1; few are left out.
  template <class TextOf>
  Number find_or_add(std::string_view text, std::uint64_t hash, Number number, const TextOf& text_of) {
    std::size_t at = first_slot(hash);
    for (; slots_[at] != 0; at = after(at)) {
      if (is_it(slots_[at], text, hash, text_of)) return number_of(slots_[at]);
    }
    if (number - up_ < down_ - number) {
      up_ = number + 1;
    } else {
      down_ = number;
    }
    while (std::size_t{up_} + (none - down_) > most_) {
      grow(text_of);
      for (at = first_slot(hash); slots_[at] != 0;) at = after(at);
    }
    slots_[at] = slot(hash, number);
    return none;
  }

  template <class TextOf>
  [[nodiscard]] Number find(std::string_view text, std::uint64_t hash, const TextOf& text_of) const {
    for (std::size_t at = first_slot(hash); slots_[at] != 0; at = after(at)) {
      if (is_it(slots_[at], text, hash, text_of)) return number_of(slots_[at]);
    }
    return none;
  }

 private:
  // The lower bits hold the number and one, without the bits that all numbers that count down have in common with
  // `none`; the upper ones those of the hash's lower half. 0: free.
  using Slot = std::uint32_t;
  struct Free {
    void operator()(void* block) const noexcept { std::free(block); }
  };

  [[nodiscard]] Slot slot(std::uint64_t hash, Number number) const noexcept {
    return (static_cast<Slot>(hash) & ~number_bits_) | ((number & number_bits_) + 1);
  }
  [[nodiscard]] Number number_of(Slot slot) const noexcept {
    const Number number = (slot & number_bits_) - 1;
    return number < up_ ? number : number | ~number_bits_;
  }
  [[nodiscard]] std::size_t first_slot(std::uint64_t hash) const noexcept {
    return static_cast<std::size_t>((hash >> 32U) * count_ >> 32U);
  }
  [[nodiscard]] std::size_t after(std::size_t at) const noexcept { return at + 1 == count_ ? 0 : at + 1; }
  template <class TextOf>
  bool is_it(Slot slot, std::string_view text, std::uint64_t hash, const TextOf& text_of) const {
    return ((slot ^ static_cast<Slot>(hash)) & ~number_bits_) == 0 && text_of(number_of(slot)) == text;
  }

  void allocate(std::size_t slots) {
    block_.reset(std::calloc(slots, sizeof(Slot)));
    if (!block_) throw std::bad_alloc();
    slots_ = static_cast<Slot*>(block_.get());
    count_ = slots;
    most_ = slots / 3 * 2;
    number_bits_ = slots > UINT32_MAX ? UINT32_MAX : UINT32_MAX >> std::countl_zero(static_cast<std::uint32_t>(slots));
  }

  template <class TextOf>
  void grow(const TextOf& text_of) {
    const std::unique_ptr<void, Free> old_block = std::move(block_);
    const Slot* const old = slots_;
    const std::size_t count = count_;
    const Number old_bits = number_bits_;
    allocate(count * 2);
    for (std::size_t i = 0; i < count; ++i) {
      if (old[i] == 0) continue;
      Number number = (old[i] & old_bits) - 1;
      if (number >= up_) number |= ~old_bits;
      const std::uint64_t hash = hash_text(text_of(number));
      std::size_t at = first_slot(hash);
      while (slots_[at] != 0) at = after(at);
      slots_[at] = slot(hash, number);
    }
  }

  std::unique_ptr<void, Free> block_;
  Slot* slots_ = nullptr;
  std::size_t count_ = 0;
  std::size_t most_ = 0;    // numbers, before the table grows: fewer than number_bits_
  Number number_bits_ = 0;  // of a slot
  Number up_ = 0;           // the numbers that count up are below this one
  Number down_ = none;      // the numbers that count down are not below this one
};

}  // namespace pointsbank::records
