// The one order in which all events stand (6.3), for tables that follow it.
//
// It is found from the events' columns, not from what households made of them: events are recorded nearly in the order
// of time, so that whatever is moved here stays near where it was. Events that are not evaluated have their place in it
// too; nobody asks for it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "evaluation/pages.hpp"
#include "pointsbank/tables.hpp"

namespace pointsbank::evaluation {

class EventOrder {
 public:
  EventOrder() = default;
  /// Of the events up to `through`; later ones have no place. On as many threads as there are `pages`, which are all
  /// given back.
  EventOrder(const Events& events, Date through, std::vector<Pages>& pages);

  /// Where an event stands among all.
  [[nodiscard]] Id rank(Id row) const noexcept { return ranks_[row]; }
  void prefetch(Id row) const noexcept { __builtin_prefetch(ranks_.get() + row); }

  /// Whole days one after the other, with some thousands of events each, so that what is recorded of the events of a
  /// portion is put into order within the processor's cache.
  [[nodiscard]] std::size_t portions() const noexcept { return portion_begins_.size() - 1; }
  /// Of a day that has events.
  [[nodiscard]] std::uint32_t portion_of(Date day) const noexcept {
    return portion_of_day_[static_cast<std::size_t>(std::int64_t{day.days} - first_day_)];
  }
  /// The ranks of a portion: from its begin to the begin of the next.
  [[nodiscard]] Id portion_begin(std::size_t portion) const noexcept { return portion_begins_[portion]; }

 private:
  std::size_t find_days(const Events::Columns& events, std::int32_t last);
  template <class SizeOf>
  void cut_portions(std::size_t days, SizeOf size_of);

  std::int32_t first_day_ = 0;
  std::vector<std::uint32_t> portion_of_day_;  // by day
  std::vector<Id> portion_begins_ = {0};       // by portion, and one more
  std::vector<std::uint32_t> portion_days_;    // by portion, and one more: its first day
  std::unique_ptr<Id[]> ranks_;                // by row
};

}  // namespace pointsbank::evaluation
