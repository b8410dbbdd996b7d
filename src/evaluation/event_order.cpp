#include "evaluation/event_order.hpp"

#include <algorithm>
#include <array>

#include "evaluation/occurrences.hpp"
#include "evaluation/parallel.hpp"
#include "records/huge_pages.hpp"

namespace pointsbank::evaluation {

namespace {

/// The first eight bytes of a text, as a number that orders as they do.
std::uint64_t prefix_of(std::string_view text) noexcept {
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < 8; ++i)
    prefix = prefix << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  return prefix;
}

/// Puts the events of one day into order: by what distinguishes most of them, and what is equal by what comes next.
class DaySorter {
 public:
  explicit DaySorter(const Events::Columns& events) : events_(events) {}

  void sort(std::span<Id> rows) { sort_by(Key::moment, rows); }

 private:
  enum class Key : std::uint8_t { moment, recorded, id };
  struct Keyed {
    std::uint64_t key;
    Id row;
  };

  void sort_by(Key key, std::span<Id> rows) {
    constexpr std::size_t few = 16;
    if (rows.size() <= few) {
      sort_few(rows);
      return;
    }
    if (key == Key::recorded && events_.recorded.empty()) key = Key::id;
    // Of this run alone: what is equal is looked at when it has been written back.
    std::vector<Keyed>& keyed = keyed_[static_cast<std::size_t>(key)];
    keyed.clear();
    for (const Id row : rows) keyed.push_back({key_of(key, row), row});
    order(keyed);
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = keyed[i].row;
    for (std::size_t begin = 0; begin < rows.size();) {
      std::size_t end = begin + 1;
      while (end < rows.size() && keyed[end].key == keyed[begin].key) ++end;
      if (end - begin > 1) sort_equal(key, rows.subspan(begin, end - begin));
      begin = end;
    }
  }

  void sort_equal(Key key, std::span<Id> rows) {
    if (key == Key::id) {
      std::sort(rows.begin(), rows.end(), [&](Id a, Id b) { return events_.id[a] < events_.id[b]; });
    } else {
      sort_by(key == Key::moment ? Key::recorded : Key::id, rows);
    }
  }

  void sort_few(std::span<Id> rows) {
    const auto before = [&](Id a, Id b) { return comes_before(events_, a, b); };
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const Id moved = rows[i];
      std::size_t to = i;
      for (; to > 0 && before(moved, rows[to - 1]); --to) rows[to] = rows[to - 1];
      rows[to] = moved;
    }
  }

  [[nodiscard]] std::uint64_t key_of(Key key, Id row) const noexcept {
    switch (key) {
      case Key::moment: {
        const auto second = static_cast<std::uint64_t>(std::max(events_.second[row], 0));
        return events_.microsecond.empty() ? second
                                           : second << 20 | static_cast<std::uint64_t>(events_.microsecond[row]);
      }
      case Key::recorded:  // absent, the least of all numbers, comes first
        return static_cast<std::uint64_t>(events_.recorded[row]) ^ std::uint64_t{1} << 63;
      default: return prefix_of(events_.id[row]);
    }
  }

  /// Byte by byte from the last, over the bytes that are not the same in all; each step keeps the order of the one
  /// before.
  void order(std::vector<Keyed>& keyed) {
    constexpr std::size_t worth_counting = 200;
    if (keyed.size() < worth_counting) {
      std::sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) { return a.key < b.key; });
      return;
    }
    std::uint64_t varying = 0;
    for (const Keyed& each : keyed) varying |= each.key ^ keyed.front().key;
    for (unsigned shift = 0; shift < 64; shift += 8) {
      if ((varying >> shift & 0xFFU) == 0) continue;
      std::array<std::uint32_t, 256> next{};
      for (const Keyed& each : keyed) ++next[each.key >> shift & 0xFFU];
      std::uint32_t begin = 0;
      for (std::uint32_t& each : next) begin += std::exchange(each, begin);
      sorted_.resize(keyed.size());
      for (const Keyed& each : keyed) sorted_[next[each.key >> shift & 0xFFU]++] = each;
      keyed.swap(sorted_);
    }
  }

  const Events::Columns& events_;
  std::array<std::vector<Keyed>, 3> keyed_;  // by Key: a run of equal keys is sorted within the one before
  std::vector<Keyed> sorted_;
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
