#include "evaluation/event_order.hpp"

#include <algorithm>
#include <array>

#include "core/digit_sort.hpp"
#include "evaluation/occurrences.hpp"
#include "evaluation/parallel.hpp"
#include "records/huge_pages.hpp"

namespace pointsbank::evaluation {

namespace {

/// The first eight bytes of a text, as a number that orders as they do.
std::uint64_t prefix_of(std::string_view text) noexcept {
  const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
  const auto four_at = [&](std::size_t at) {
    return std::uint32_t{bytes[at]} << 24 | std::uint32_t{bytes[at + 1]} << 16 | std::uint32_t{bytes[at + 2]} << 8 |
           bytes[at + 3];
  };
  if (text.size() >= 8) return std::uint64_t{four_at(0)} << 32 | four_at(4);
  if (text.size() > 4) {  // the last four, without those that the first four had already
    const std::size_t rest = 8 * (text.size() - 4);
    return std::uint64_t{four_at(0)} << 32 | (std::uint64_t{four_at(text.size() - 4)} << (32 - rest) & 0xFFFF'FFFFU);
  }
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < text.size(); ++i) prefix |= std::uint64_t{bytes[i]} << (56 - 8 * i);
  return prefix;
}

/// Puts the events of one day into order: by second, and what is equal by what distinguishes most of it next.
class DaySorter {
 public:
  explicit DaySorter(const Events::Columns& events) : events_(events) {}

  void sort(std::span<Id> rows) {
    timed_.clear();
    for (const Id row : rows) timed_.push_back({static_cast<std::uint32_t>(std::max(events_.second[row], 0)), row});
    sort_timed();
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = timed_[i].row;
    for (std::size_t begin = 0; begin < rows.size();) {
      std::size_t end = begin + 1;
      while (end < rows.size() && timed_[end].second == timed_[begin].second) ++end;
      if (end - begin > 1)
        sort_ties(events_.microsecond.empty() ? Key::recorded : Key::microsecond, rows.subspan(begin, end - begin));
      begin = end;
    }
  }

 private:
  struct Timed {
    std::uint32_t second;
    Id row;
  };
  enum class Key : std::uint8_t { microsecond, recorded, id };
  struct Keyed {
    std::uint64_t key;
    Id row;
  };
  static constexpr std::size_t worth_counting = 200;

  void sort_timed() {
    if (timed_.size() < worth_counting) {
      std::stable_sort(timed_.begin(), timed_.end(),
                       [](const Timed& a, const Timed& b) { return a.second < b.second; });
      return;
    }
    constexpr unsigned low = 9;  // a day has fewer than 2^17 seconds
    sort_by_digit<low>(timed_, timed_sorted_, [](const Timed& each) { return each.second & ((1U << low) - 1); });
    sort_by_digit<17 - low>(timed_sorted_, timed_, [](const Timed& each) { return each.second >> low; });
  }

  /// Of the same second, and the same in every key before this one.
  void sort_ties(Key key, std::span<Id> rows) {
    constexpr std::size_t few = 16;
    if (rows.size() <= few) {
      sort_few(rows);
      return;
    }
    if (key == Key::recorded && events_.recorded.empty()) key = Key::id;
    // A buffer of its own: ties of this key are sorted by the next one within.
    std::vector<Keyed>& keyed = keyed_[static_cast<std::size_t>(key)];
    keyed.clear();
    for (const Id row : rows) keyed.push_back({key_of(key, row), row});
    sort_keyed(keyed);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = keyed[i].row;
    for (std::size_t begin = 0; begin < rows.size();) {
      std::size_t end = begin + 1;
      while (end < rows.size() && keyed[end].key == keyed[begin].key) ++end;
      const std::span<Id> ties = rows.subspan(begin, end - begin);
      if (key == Key::id) {
        if (ties.size() > 1)
          std::sort(ties.begin(), ties.end(), [&](Id a, Id b) { return events_.id[a] < events_.id[b]; });
      } else if (ties.size() > 1) {
        sort_ties(key == Key::microsecond ? Key::recorded : Key::id, ties);
      }
      begin = end;
    }
  }

  void sort_few(std::span<Id> rows) {
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const Id moved = rows[i];
      std::size_t to = i;
      for (; to > 0 && comes_before(events_, moved, rows[to - 1]); --to) rows[to] = rows[to - 1];
      rows[to] = moved;
    }
  }

  [[nodiscard]] std::uint64_t key_of(Key key, Id row) const noexcept {
    switch (key) {
      case Key::microsecond: return static_cast<std::uint64_t>(events_.microsecond[row]);
      case Key::recorded:  // absent, the least of all numbers, comes first
        return static_cast<std::uint64_t>(events_.recorded[row]) ^ std::uint64_t{1} << 63;
      default: return prefix_of(events_.id[row]);
    }
  }

  /// Byte by byte from the last, over the bytes that are not the same in all.
  void sort_keyed(std::vector<Keyed>& keyed) {
    if (keyed.size() < worth_counting) {
      std::sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) { return a.key < b.key; });
      return;
    }
    std::uint64_t varying = 0;
    for (const Keyed& each : keyed) varying |= each.key ^ keyed.front().key;
    for (unsigned shift = 0; shift < 64; shift += 8) {
      if ((varying >> shift & 0xFFU) == 0) continue;
      sort_by_digit<8>(keyed, keyed_sorted_, [&](const Keyed& each) { return each.key >> shift & 0xFFU; });
      keyed.swap(keyed_sorted_);
    }
  }

  const Events::Columns& events_;
  std::vector<Timed> timed_, timed_sorted_;
  std::array<std::vector<Keyed>, 3> keyed_;  // by Key
  std::vector<Keyed> keyed_sorted_;
};

}  // namespace

EventOrder::EventOrder(const Events& table, Date through, int threads) {
  const Events::Columns& events = table.columns();
  count_days(events, through.days);
  cut_portions();
  std::vector<Id> rows = rows_by_day(events, through.days);
  records::reserve_cells(ranks_, table.size());
  ranks_.resize(table.size(), no_id);
  Distributor distributor(portions());
  run_threads(static_cast<std::size_t>(std::max(threads, 1)), [&](std::size_t) {
    DaySorter sorter(events);
    for (std::size_t portion = distributor.next(); portion < distributor.count(); portion = distributor.next()) {
      for (std::uint32_t day = portion_days_[portion]; day < portion_days_[portion + 1]; ++day)
        sorter.sort(std::span(rows.data() + day_begins_[day], rows.data() + day_begins_[day + 1]));
      for (Id rank = portion_begins_[portion]; rank < portion_begins_[portion + 1]; ++rank) ranks_[rows[rank]] = rank;
    }
  });
}

void EventOrder::count_days(const Events::Columns& events, std::int32_t last) {
  std::int32_t least = last;
  std::int32_t most = INT32_MIN;
  for (const std::int32_t day : events.date) {
    least = std::min(least, day);
    most = std::max(most, std::min(day, last));
  }
  first_day_ = least;
  const std::size_t days = most < least ? 0 : static_cast<std::size_t>(std::int64_t{most} - least) + 1;
  day_begins_.assign(days + 1, 0);
  for (const std::int32_t day : events.date) {
    if (day <= last) ++day_begins_[static_cast<std::size_t>(std::int64_t{day} - least) + 1];
  }
  for (std::size_t i = 1; i < day_begins_.size(); ++i) day_begins_[i] += day_begins_[i - 1];
}

void EventOrder::cut_portions() {
  constexpr Id enough = 8'192;
  const std::size_t days = day_begins_.size() - 1;
  portion_of_day_.resize(days);
  portion_begins_.clear();
  Id begin = 0;
  for (std::uint32_t day = 0; day < days; ++day) {
    if (day == 0 || day_begins_[day] - begin >= enough) {
      begin = day_begins_[day];
      portion_begins_.push_back(begin);
      portion_days_.push_back(day);
    }
    portion_of_day_[day] = static_cast<std::uint32_t>(portion_begins_.size() - 1);
  }
  portion_begins_.push_back(day_begins_.back());
  portion_days_.push_back(static_cast<std::uint32_t>(days));
}

std::vector<Id> EventOrder::rows_by_day(const Events::Columns& events, std::int32_t last) const {
  std::vector<Id> rows;
  records::reserve_cells(rows, day_begins_.back());
  rows.resize(day_begins_.back());
  std::vector<Id> next(day_begins_.begin(), day_begins_.end() - 1);
  for (std::size_t row = 0; row < events.date.size(); ++row) {
    const std::int32_t day = events.date[row];
    if (day <= last) rows[next[static_cast<std::size_t>(std::int64_t{day} - first_day_)]++] = static_cast<Id>(row);
  }
  return rows;
}

}  // namespace pointsbank::evaluation
