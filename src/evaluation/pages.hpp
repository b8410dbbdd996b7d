// Memory for what is found row by row and needed household by household: each block of households has a chain of pages,
// filled from the front. Pages are used again; on this road no memory is touched for the first time twice.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace pointsbank::evaluation {

/// A block has 2^6 to 2^9 households, so many that their events, 0.4 to 0.6 MB, lie in the cache.
inline constexpr std::uint32_t least_block_shift = 6, most_block_shift = 9;
[[nodiscard]] inline std::uint32_t block_shift_of(std::size_t households, std::size_t events) noexcept {
  constexpr std::size_t enough = 40'000;
  std::uint32_t shift = most_block_shift;
  while (shift > least_block_shift && (events << shift) > enough * households) --shift;
  return shift;
}

/// Pages by the slab; what is given back is taken again, all is freed at once.
class Pages {
 public:
  static constexpr std::size_t page_bytes = 4096;
  [[nodiscard]] void* take();
  void give_back(void* page) { free_.push_back(page); }
  /// Nobody holds a page any more.
  void give_all_back() noexcept;

 private:
  struct Free {
    void operator()(void* slab) const noexcept;
  };
  static constexpr std::size_t pages_a_slab = 512;  // 2 MB: a large page of the machine
  std::vector<std::unique_ptr<void, Free>> slabs_;
  std::size_t slab_ = 0;   // the next page is of this one …
  std::size_t taken_ = 0;  // … and has this number
  std::vector<void*> free_;
};

template <class Entry>
struct Page {
  static constexpr std::uint32_t capacity = (Pages::page_bytes - 16) / sizeof(Entry);
  Entry entries[capacity];
  Page* next;
  std::uint32_t size;
};

/// The entries of one block that one thread found.
template <class Entry>
struct Chain {
  Entry* next = nullptr;  ///< where the next one goes
  Entry* end = nullptr;
  Page<Entry>* first = nullptr;
  Page<Entry>* last = nullptr;
  std::size_t full_pages = 0;

  /// Where the next entry goes; it is kept if `next` is moved on.
  [[nodiscard]] Entry* place(Pages& pages) {
    if (next == end) [[unlikely]]
      lengthen(pages);
    return next;
  }
  /// Nothing more is added.
  void close() noexcept {
    if (last != nullptr) last->size = static_cast<std::uint32_t>(next - last->entries);
  }
  [[nodiscard]] std::size_t size() const noexcept {
    return last == nullptr ? 0 : full_pages * Page<Entry>::capacity + last->size;
  }
  template <class Work>
  void for_each(Work work) const {
    for (const Page<Entry>* page = first; page != nullptr; page = page->next) {
      // The machine looks ahead within a page only.
      const Page<Entry>* const ahead = page->next != nullptr ? page->next : page;
      __builtin_prefetch(&ahead->next);
      for (std::uint32_t i = 0; i < page->size; ++i) {
        __builtin_prefetch(&ahead->entries[i]);
        work(page->entries[i]);
      }
    }
  }
  void give_back(Pages& pages) {
    for (Page<Entry>* page = first; page != nullptr;) pages.give_back(std::exchange(page, page->next));
    *this = Chain();
  }

 private:
  void lengthen(Pages& pages) {
    static_assert(sizeof(Page<Entry>) <= Pages::page_bytes);
    auto* const page = static_cast<Page<Entry>*>(pages.take());
    page->next = nullptr;
    page->size = 0;
    if (last == nullptr) {
      first = page;
    } else {
      last->size = Page<Entry>::capacity;
      ++full_pages;
      last->next = page;
    }
    last = page;
    next = page->entries;
    end = page->entries + Page<Entry>::capacity;
  }
};

}  // namespace pointsbank::evaluation
