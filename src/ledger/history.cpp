#include "ledger/history.hpp"

#include <algorithm>

#include "ledger/accounts.hpp"

namespace pointsbank::ledger {

PostingNumber History::add(const Remembered& posting) {
  postings_.push_back(posting);
  const PostingNumber number = size() - 1;
  if (posting.lapse != Date::never()) {
    lapses_.push_back(Lapse{posting.lapse, number});
    std::push_heap(lapses_.begin(), lapses_.end());
  }
  return number;
}

/// Is its standing still in the balance?
bool History::stands(PostingNumber number) const noexcept {
  const Remembered& posting = postings_[number];
  return number >= standing_from_ && !posting.has_lapsed && !posting.is_forfeited;
}

PostingNumber History::take_lapse(Date day) {
  while (!lapses_.empty() && lapses_.front().day <= day) {
    const Lapse next = lapses_.front();
    std::pop_heap(lapses_.begin(), lapses_.end());
    lapses_.pop_back();
    Remembered& posting = postings_[next.posting];
    if (posting.lapse != next.day || !stands(next.posting)) continue;
    posting.has_lapsed = true;
    return next.posting;
  }
  return no_posting;
}

void History::move_lapses(PostingNumber last, Date lapse) {
  for (PostingNumber number = last; number != no_posting; number = postings_[number].previous) {
    Remembered& posting = postings_[number];
    if (posting.has_lapsed || posting.lapse == lapse) continue;
    posting.lapse = lapse;
    if (lapse == Date::never()) continue;
    lapses_.push_back(Lapse{lapse, number});
    std::push_heap(lapses_.begin(), lapses_.end());
  }
}

Forfeit History::forfeit(Date first) {
  Forfeit result;
  for (PostingNumber number = size(); number-- > 0 && postings_[number].date >= first;) {
    Remembered& posting = postings_[number];
    if (!posting.is_forfeitable || posting.is_forfeited) continue;
    if (stands(number)) result.overflow |= add_overflows(result.standing, posting.standing);
    if (number >= spendable_from_) {
      result.overflow |=
          add_overflows(result.spendable, std::max<std::int64_t>(0, posting.spendable - posting.expired));
    }
    posting.is_forfeited = true;
  }
  return result;
}

void History::expire(const std::vector<Expired>& expired) {
  for (const Expired& each : expired) postings_[each.posting].expired += each.amount;
}

void History::clear() noexcept {
  postings_.clear();
  lapses_.clear();
  standing_from_ = 0;
  spendable_from_ = 0;
}

}  // namespace pointsbank::ledger
