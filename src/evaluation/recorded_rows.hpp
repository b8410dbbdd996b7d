// What households record of their events, sorted as it comes into portions of days (EventOrder).
//
// Households run one after the other, each through all its days; the tables go day by day. A row is written once behind
// the others of its portion, into pages that occurrences needed before, and put into order a portion at a time.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "evaluation/occurrences.hpp"

namespace pointsbank::evaluation {

template <class Row>
class RecordedRows {
 public:
  /// For so many portions; the pages live longer.
  void begin(std::size_t portions, OccurrencePages& pages) {
    chains_.resize(portions);
    pages_ = &pages;
  }

  void add(std::uint32_t portion, const Row& row) {
    Chain& chain = chains_[portion];
    if (chain.next == chain.end) [[unlikely]]
      lengthen(chain);
    *chain.next++ = row;
  }

  /// The rows of a portion as they were added: pages, of which all but the last are full.
  static constexpr std::size_t rows_a_page = sizeof(OccurrencePage) / sizeof(Row);
  [[nodiscard]] std::span<Row* const> pages(std::size_t portion) const noexcept { return chains_[portion].pages; }
  [[nodiscard]] std::size_t size(std::size_t portion) const noexcept {
    const Chain& chain = chains_[portion];
    if (chain.pages.empty()) return 0;
    return (chain.pages.size() - 1) * rows_a_page + static_cast<std::size_t>(chain.next - chain.pages.back());
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
  struct Chain {
    Row* next = nullptr;  // where the next one goes
    Row* end = nullptr;
    std::vector<Row*> pages;  // all but the last are full, the last is not empty
  };

  void lengthen(Chain& chain) {
    chain.pages.push_back(static_cast<Row*>(static_cast<void*>(pages_->take())));
    chain.next = chain.pages.back();
    chain.end = chain.next + rows_a_page;
  }

  OccurrencePages* pages_ = nullptr;
  std::vector<Chain> chains_;  // by portion
};

}  // namespace pointsbank::evaluation
