// Writes postings into the journal and the ledger, and keeps what has to add up: each household's sum of postings and
// the sums by cause.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "bank/differences_of_postings.hpp"
#include "bank/work.hpp"

namespace pointsbank::bank {

class LedgerWriter {
 public:
  explicit LedgerWriter(Work& work);

  /// Posts in the month of the posting's date or, where that is closed, in the first open one.
  store::Seq post(const PostingView& posting);
  /// Posts the opposite of a posting.
  store::Seq take_back(store::Seq seq, const journal::PostingEntry& posting);

  struct Change {
    std::int64_t standing = 0;
    std::int64_t spendable = 0;
  };
  /// What a household's balances have changed by.
  [[nodiscard]] Change change_of(std::string_view household) const;
  [[nodiscard]] std::int64_t posted() const noexcept { return posted_; }
  [[nodiscard]] std::int64_t taken_back() const noexcept { return taken_back_; }

  /// Writes the sums by cause. They are held against the changes of households first: both are made of the same
  /// postings on different ways.
  void finish();

 private:
  store::Seq write(journal::PostingEntry entry);
  void note_month(Date month);

  Work& work_;
  Date first_open_;
  std::vector<Date> known_months_;
  std::unordered_map<std::string, Change> changes_;
  std::map<std::string, Change, std::less<>> by_cause_;
  std::int64_t posted_ = 0;
  std::int64_t taken_back_ = 0;
};

/// a + b; OverflowError naming the household where that leaves 64 bits.
[[nodiscard]] std::int64_t sum_of(std::int64_t a, std::int64_t b, std::string_view household);

/// The first day of the month after the last closed one; Date::always() where none is closed.
[[nodiscard]] Date first_open_month(store::Store& store);

}  // namespace pointsbank::bank
