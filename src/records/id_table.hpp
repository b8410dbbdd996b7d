// Which ids there are already: an open-addressing table of 32-bit numbers by the hash of a text that stands elsewhere.
//
// 8 bytes a slot, at most two thirds full. A look costs one cache miss, which `prefetch` can begin early.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <string_view>

#include "core/text_hash.hpp"
#include "records/huge_pages.hpp"

namespace pointsbank::records {

class IdTable {
 public:
  using Number = std::uint32_t;
  static constexpr Number none = UINT32_MAX;

  explicit IdTable(std::size_t expected) {
    std::size_t slots = 1024;
    while (slots * 2 < expected * 3) slots *= 2;
    allocate(slots);
  }

  void prefetch(std::uint64_t hash) const noexcept { __builtin_prefetch(&slots_[first_slot(hash)], 1); }

  /// The number under which a text is there; else `none`, and from now on it is there under `number`. `text_of` gives
  /// the text of a number.
  template <class TextOf>
  Number find_or_add(std::string_view text, std::uint64_t hash, Number number, const TextOf& text_of) {
    if ((used_ + 1) * 3 > (mask_ + 1) * 2) grow(text_of);
    std::size_t at = first_slot(hash);
    for (; slots_[at] != 0; at = (at + 1) & mask_) {
      if (is_it(slots_[at], text, hash, text_of)) return number_of(slots_[at]);
    }
    slots_[at] = slot(hash, number);
    ++used_;
    return none;
  }

  template <class TextOf>
  [[nodiscard]] Number find(std::string_view text, std::uint64_t hash, const TextOf& text_of) const {
    for (std::size_t at = first_slot(hash); slots_[at] != 0; at = (at + 1) & mask_) {
      if (is_it(slots_[at], text, hash, text_of)) return number_of(slots_[at]);
    }
    return none;
  }

 private:
  using Slot = std::uint64_t;  // the number and one in the upper half, the hash's lower half in the lower; 0: free
  struct Free {
    void operator()(void* block) const noexcept { std::free(block); }
  };

  static Slot slot(std::uint64_t hash, Number number) { return ((Slot{number} + 1) << 32U) | (hash & 0xFFFFFFFFU); }
  static Number number_of(Slot slot) { return static_cast<Number>((slot >> 32U) - 1); }
  [[nodiscard]] std::size_t first_slot(std::uint64_t hash) const noexcept {
    return static_cast<std::size_t>(hash >> 32U) & mask_;
  }
  template <class TextOf>
  static bool is_it(Slot slot, std::string_view text, std::uint64_t hash, const TextOf& text_of) {
    return ((slot ^ hash) & 0xFFFFFFFFU) == 0 && text_of(number_of(slot)) == text;
  }

  void allocate(std::size_t slots) {
    // Memory of whole huge pages where there are any: the table is read at random.
    const std::size_t bytes = slots * sizeof(Slot);
    const std::size_t alignment = bytes < huge_page ? alignof(Slot) : huge_page;
    block_.reset(std::calloc(bytes + alignment, 1));
    if (!block_) throw std::bad_alloc();
    const auto begin = reinterpret_cast<std::uintptr_t>(block_.get());
    slots_ = reinterpret_cast<Slot*>((begin + alignment - 1) & ~std::uintptr_t{alignment - 1});
    advise_huge_pages(slots_, bytes);
    mask_ = slots - 1;
  }

  template <class TextOf>
  void grow(const TextOf& text_of) {
    const std::unique_ptr<void, Free> old_block = std::move(block_);
    const Slot* old = slots_;
    const std::size_t count = mask_ + 1;
    allocate(count * 2);
    for (std::size_t i = 0; i < count; ++i) {
      if (old[i] == 0) continue;
      const std::uint64_t hash = hash_text(text_of(number_of(old[i])));
      std::size_t at = first_slot(hash);
      while (slots_[at] != 0) at = (at + 1) & mask_;
      slots_[at] = old[i];
    }
  }

  std::unique_ptr<void, Free> block_;
  Slot* slots_ = nullptr;
  std::size_t mask_ = 0;
  std::size_t used_ = 0;
};

}  // namespace pointsbank::records
