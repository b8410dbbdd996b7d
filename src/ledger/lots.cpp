#include "ledger/lots.hpp"

#include <algorithm>

namespace pointsbank::ledger {

void Lots::add(Date date, std::int64_t amount, PostingNumber posting) {
  const std::int64_t paid = std::min(amount, debt_);
  debt_ -= paid;
  // A lot that only paid a debt is kept out: nothing is left of it to expire.
  if (amount > paid) lots_.push_back(Lot{date, amount - paid, posting});
}

template <class OnUse>
void Lots::use(std::int64_t amount, OnUse on_use) {
  while (amount > 0 && first_ < lots_.size()) {
    Lot& lot = lots_[first_];
    const std::int64_t used = std::min(amount, lot.rest);
    if (used > 0) on_use(static_cast<std::uint32_t>(first_), used);
    lot.rest -= used;
    amount -= used;
    if (lot.rest == 0) ++first_;
  }
  debt_ += amount;
}

void Lots::take(std::int64_t amount) {
  use(amount, [](std::uint32_t, std::int64_t) {});
}

void Lots::redeem(std::uint32_t redemption, std::int64_t amount) {
  use(amount, [&](std::uint32_t lot, std::int64_t used) { uses_.push_back(Use{redemption, lot, used}); });
}

void Lots::refund(std::uint32_t redemption, Date date, std::int64_t amount) {
  const std::int64_t paid = std::min(amount, debt_);
  debt_ -= paid;
  amount -= paid;
  for (std::size_t i = uses_.size(); i-- > 0 && amount > 0;) {
    if (uses_[i].redemption != redemption) continue;
    const std::int64_t back = std::min(amount, uses_[i].amount);
    uses_[i].amount -= back;
    amount -= back;
    lots_[uses_[i].lot].rest += back;
    if (back > 0) first_ = std::min(first_, static_cast<std::size_t>(uses_[i].lot));
  }
  if (amount > 0) lots_.push_back(Lot{date, amount, no_posting});
}

void Lots::expire(std::int64_t amount, std::vector<Expired>& expired) {
  use(amount, [&](std::uint32_t lot, std::int64_t used) {
    if (lots_[lot].posting != no_posting) expired.push_back(Expired{lots_[lot].posting, used});
  });
}

std::int64_t Lots::expire_by_age(Date day, int months, std::vector<Expired>& expired) {
  std::int64_t sum = 0;
  for (std::size_t i = first_; i < lots_.size(); ++i) {
    Lot& lot = lots_[i];
    if (add_months(lot.date, months) > day) break;  // lots stand in the order of their dates
    if (lot.rest == 0) continue;
    if (lot.posting != no_posting) expired.push_back(Expired{lot.posting, lot.rest});
    sum += lot.rest;
    lot.rest = 0;
  }
  while (first_ < lots_.size() && lots_[first_].rest == 0) ++first_;
  return sum;
}

void Lots::reset(Date date, std::int64_t to) {
  clear();
  if (to > 0) lots_.push_back(Lot{date, to, no_posting});
  if (to < 0) debt_ = -to;
}

void Lots::clear() noexcept {
  lots_.clear();
  uses_.clear();
  first_ = 0;
  debt_ = 0;
}

std::int64_t Lots::balance() const noexcept {
  std::int64_t sum = -debt_;
  for (const Lot& lot : lots_) sum += lot.rest;
  return sum;
}

}  // namespace pointsbank::ledger
