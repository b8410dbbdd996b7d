// Spendable points by age: which lot a taking uses up, what expires, what a refund restores.
//
// Always holds: the rest of all lots less the debt is the spendable balance, and a debt stands only where every lot is
// used up. The ledger knows no rules: postings are known by their number in a History, or none.
#pragma once

#include <cstdint>
#include <vector>

#include "pointsbank/calendar.hpp"

namespace pointsbank::ledger {

using PostingNumber = std::uint32_t;
inline constexpr PostingNumber no_posting = 0xFFFFFFFFU;

/// So much of what a posting had added has expired.
struct Expired {
  PostingNumber posting;
  std::int64_t amount;
};

class Lots {
 public:
  /// Adds a lot of `date`; what is owed is paid first.
  void add(Date date, std::int64_t amount, PostingNumber posting);
  /// Uses up the oldest lots; what exceeds them all becomes debt.
  void take(std::int64_t amount);
  /// The same for a redemption, remembering which lots it used.
  void redeem(std::uint32_t redemption, std::int64_t amount);
  /// Puts back what a redemption took: after the debt into its lots, the newest first; the excess is a lot of `date`.
  void refund(std::uint32_t redemption, Date date, std::int64_t amount);
  /// Takes `amount` as expired and tells of which postings.
  void expire(std::int64_t amount, std::vector<Expired>& expired);
  /// Takes what is left of each lot whose date plus `months` is not after `day`; returns how much.
  [[nodiscard]] std::int64_t expire_by_age(Date day, int months, std::vector<Expired>& expired);
  /// Ends every lot, debt and memory of redemptions; a `to` above 0 is one lot of `date`, below 0 a debt.
  void reset(Date date, std::int64_t to);
  void clear() noexcept;

  [[nodiscard]] std::int64_t debt() const noexcept { return debt_; }
  /// What the lots hold together, less the debt. For checks.
  [[nodiscard]] std::int64_t balance() const noexcept;

 private:
  struct Lot {
    Date date;
    std::int64_t rest;
    PostingNumber posting;
  };
  struct Use {
    std::uint32_t redemption;
    std::uint32_t lot;
    std::int64_t amount;
  };
  template <class OnUse>
  void use(std::int64_t amount, OnUse on_use);

  std::vector<Lot> lots_;  // in the order in which they arose, which is the order of their dates
  std::size_t first_ = 0;  // every lot before it is used up
  std::int64_t debt_ = 0;
  std::vector<Use> uses_;  // in the order in which they were made
};

}  // namespace pointsbank::ledger
