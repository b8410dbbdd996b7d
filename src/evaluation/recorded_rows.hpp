// What households record of their events, sorted as it comes into portions of days (EventOrder).
//
// Households run one after the other, each through all its days; the tables go day by day. A row is written once behind
// the others of its portion, into pages of 4 KB, and put into order a portion at a time.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <span>
#include <vector>

#include "records/huge_pages.hpp"

namespace pointsbank::evaluation {

/// Pages by the slab; all are freed at once.
class RecordPages {
 public:
  static constexpr std::size_t bytes = 4096;

  [[nodiscard]] void* take() {
    if (taken_ == pages_a_slab) {
      void* const slab = std::aligned_alloc(records::huge_page, records::huge_page);
      if (slab == nullptr) throw std::bad_alloc();
      // Not for a single village.
      if (!slabs_.empty()) records::advise_huge_pages(slab, records::huge_page);
      slabs_.emplace_back(slab);
      taken_ = 0;
    }
    return static_cast<std::byte*>(slabs_.back().get()) + bytes * taken_++;
  }

 private:
  struct Free {
    void operator()(void* slab) const noexcept { std::free(slab); }
  };
  static constexpr std::size_t pages_a_slab = records::huge_page / bytes;
  std::vector<std::unique_ptr<void, Free>> slabs_;
  std::size_t taken_ = pages_a_slab;  // of the last slab
};

template <class Row>
class RecordedRows {
 public:
  /// Makes room for the rows of so many portions.
  void begin(std::size_t portions) { chains_.resize(portions); }

  void add(std::uint32_t portion, const Row& row) {
    Chain& chain = chains_[portion];
    if (chain.next == chain.end) [[unlikely]]
      lengthen(chain);
    *chain.next++ = row;
  }

  /// The rows of a portion as they were added, run by run.
  template <class Work>
  void for_each_run(std::size_t portion, Work work) const {
    const Chain& chain = chains_[portion];
    for (Row* const page : chain.pages) work(std::span<const Row>(page, page + size_of(chain, page)));
  }
  [[nodiscard]] std::size_t size(std::size_t portion) const noexcept {
    const Chain& chain = chains_[portion];
    return chain.pages.empty() ? 0 : (chain.pages.size() - 1) * rows_a_page + size_of(chain, chain.pages.back());
  }

  /// Takes back what was added last of a household.
  void forget(Id household) noexcept {
    for (Chain& chain : chains_) {
      while (!chain.pages.empty() && chain.next[-1].household == household) {
        if (--chain.next != chain.pages.back()) continue;
        chain.pages.pop_back();
        chain.end = chain.pages.empty() ? nullptr : chain.pages.back() + rows_a_page;
        chain.next = chain.end;
      }
    }
  }

 private:
  static constexpr std::size_t rows_a_page = RecordPages::bytes / sizeof(Row);
  struct Chain {
    Row* next = nullptr;  // where the next one goes
    Row* end = nullptr;
    std::vector<Row*> pages;  // all but the last are full, the last is not empty
  };

  static std::size_t size_of(const Chain& chain, const Row* page) noexcept {
    return page == chain.pages.back() ? static_cast<std::size_t>(chain.next - page) : rows_a_page;
  }

  void lengthen(Chain& chain) {
    chain.pages.push_back(static_cast<Row*>(pages_.take()));
    chain.next = chain.pages.back();
    chain.end = chain.next + rows_a_page;
  }

  RecordPages pages_;
  std::vector<Chain> chains_;  // by portion
};

}  // namespace pointsbank::evaluation
