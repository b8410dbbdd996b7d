#include "evaluation/event_order.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>

#include "core/digit_sort.hpp"
#include "core/parallel.hpp"
#include "evaluation/occurrences.hpp"

namespace pointsbank::evaluation {

namespace {

/// So many bytes of a text as a number that orders as they do.
template <class Number>
Number number_at(const char* bytes) noexcept {
  Number number;
  std::memcpy(&number, bytes, sizeof number);
  if constexpr (std::endian::native == std::endian::big) return number;
  if constexpr (sizeof number == 8) return __builtin_bswap64(number);
  return __builtin_bswap32(static_cast<std::uint32_t>(number));
}

/// The first eight bytes of a text, as a number that orders as they do.
std::uint64_t prefix_of(std::string_view text) noexcept {
  if (text.size() >= 8) return number_at<std::uint64_t>(text.data());
  if (text.size() >= 4) {  // the last four, without those that the first four had already
    const std::uint64_t last = number_at<std::uint32_t>(text.data() + text.size() - 4);
    const std::uint64_t rest = last << (64 - 8 * text.size()) & 0xFFFF'FFFFU;
    return std::uint64_t{number_at<std::uint32_t>(text.data())} << 32 | rest;
  }
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    prefix |= std::uint64_t{static_cast<unsigned char>(text[i])} << (56 - 8 * i);
  return prefix;
}

/// What an event is put into order by, while it is.
struct Keyed {
  std::uint64_t key;
  std::uint32_t second;
  Id row;
};
using DayChains = std::vector<Chain<Keyed>>;  // by day

/// Puts the events of one day into order: by id first, then by whatever comes before the id, from the last to the
/// first, each time leaving equal ones in their order.
class DaySorter {
 public:
  explicit DaySorter(const Events::Columns& events) : events_(events) {}

  /// In order, until the next call. `longest`: no id has more bytes.
  [[nodiscard]] std::span<const Keyed> sort(const std::vector<DayChains>& chains, std::size_t day,
                                            std::size_t longest) {
    keyed_.clear();
    for (const DayChains& each : chains) each[day].for_each([&](const Keyed& keyed) { keyed_.push_back(keyed); });
    if (keyed_.size() < 2) return keyed_;
    if (longest > sizeof(Keyed::key)) skip_common_beginning();
    if (keyed_.size() < worth_counting) {
      std::sort(keyed_.begin(), keyed_.end(), [&](const Keyed& a, const Keyed& b) { return is_before(a, b); });
      return keyed_;
    }
    sort_by_id();
    if (!events_.recorded.empty())  // absent, the least of all numbers, comes first
      sort_by([&](Id row) { return static_cast<std::uint64_t>(events_.recorded[row]) ^ std::uint64_t{1} << 63; });
    if (!events_.microsecond.empty())
      sort_by([&](Id row) { return static_cast<std::uint64_t>(events_.microsecond[row]); });
    sort_by_second();
    return keyed_;
  }

 private:
  static constexpr std::size_t worth_counting = 64;

  /// Keys of what comes after the bytes with which all ids begin alike.
  void skip_common_beginning() noexcept {
    const std::size_t common = common_beginning();
    for (Keyed& each : keyed_) each.key = prefix_of(events_.id[each.row].substr(common));
  }

  /// With how many bytes all ids begin alike.
  [[nodiscard]] std::size_t common_beginning() const noexcept {
    std::string_view common = events_.id[keyed_.front().row];
    for (const Keyed& each : keyed_) {
      const std::string_view id = events_.id[each.row];
      if (id.starts_with(common)) continue;
      const auto differs = std::mismatch(common.begin(), common.end(), id.begin(), id.end()).first;
      common = common.substr(0, static_cast<std::size_t>(differs - common.begin()));
    }
    return common.size();
  }

  [[nodiscard]] bool is_before_by_id(const Keyed& a, const Keyed& b) const noexcept {
    return a.key != b.key ? a.key < b.key : events_.id[a.row] < events_.id[b.row];
  }

  [[nodiscard]] bool is_before(const Keyed& a, const Keyed& b) const noexcept {
    if (a.second != b.second) return a.second < b.second;
    if (!events_.microsecond.empty() && events_.microsecond[a.row] != events_.microsecond[b.row])
      return events_.microsecond[a.row] < events_.microsecond[b.row];
    if (!events_.recorded.empty() && events_.recorded[a.row] != events_.recorded[b.row])
      return events_.recorded[a.row] < events_.recorded[b.row];
    return is_before_by_id(a, b);
  }

  /// Ids are drawn from few letters: numbered by the letters that there are, their first few places say nearly where
  /// each belongs. Neighbours are put right then.
  void sort_by_id() {
    find_letters();
    const std::uint64_t scale = (std::uint64_t{keyed_.size()} << 32) / bucket_count_;
    buckets_.clear();
    for (const Keyed& each : keyed_) {
      std::uint64_t bucket = 0;
      for (const Letters& letters : letters_) bucket = bucket * letters.count + letters.of(each.key);
      buckets_.push_back(static_cast<std::uint32_t>(bucket * scale >> 32));
    }
    begins_.assign(keyed_.size() + 1, 0);
    for (const std::uint32_t bucket : buckets_) ++begins_[bucket + 1];
    for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
    sorted_.resize(keyed_.size());
    for (std::size_t i = 0; i < keyed_.size(); ++i) sorted_[begins_[buckets_[i]]++] = keyed_[i];
    keyed_.swap(sorted_);
    move_neighbours();
  }

  /// The letters at one byte of the keys, numbered as they rise.
  struct Letters {
    unsigned shift;
    std::uint32_t count;
    std::array<std::uint8_t, 256> number;
    [[nodiscard]] std::uint32_t of(std::uint64_t key) const noexcept { return number[key >> shift & 0xFFU]; }
  };

  /// As many places as tell most ids of the day apart. A few hundred ids have nearly all the letters that there are;
  /// one that is missed has its id moved a little further afterwards.
  void find_letters() {
    letters_.clear();
    bucket_count_ = 1;
    const std::uint64_t varying = varying_bits();
    const std::size_t stride = keyed_.size() / 512 + 1;
    for (unsigned shift = 64; shift != 0 && bucket_count_ < 2 * keyed_.size();) {
      shift -= 8;
      if ((varying >> shift & 0xFFU) == 0) continue;
      std::array<std::uint8_t, 256> occurs{};
      for (std::size_t i = 0; i < keyed_.size(); i += stride) occurs[keyed_[i].key >> shift & 0xFFU] = 1;
      Letters letters{shift, 0, {}};
      for (std::size_t letter = 0; letter < occurs.size(); ++letter) {
        letters.count += occurs[letter];
        letters.number[letter] = static_cast<std::uint8_t>(std::max(letters.count, 1U) - 1);
      }
      letters_.push_back(letters);
      bucket_count_ *= letters.count;
    }
  }

  void move_neighbours() {
    const auto before = [&](const Keyed& a, const Keyed& b) { return is_before_by_id(a, b); };
    std::size_t moves = 8 * keyed_.size();
    for (std::size_t i = 1; i < keyed_.size(); ++i) {
      if (!before(keyed_[i], keyed_[i - 1])) continue;
      const Keyed moved = keyed_[i];
      std::size_t to = i;
      for (; to > 0 && before(moved, keyed_[to - 1]); --to) keyed_[to] = keyed_[to - 1];
      keyed_[to] = moved;
      if (i - to > moves) return std::sort(keyed_.begin(), keyed_.end(), before);
      moves -= i - to;
    }
  }

  /// Byte by byte from the last, over the bytes that are not the same in all.
  template <class KeyOf>
  void sort_by(KeyOf key_of) {
    for (Keyed& each : keyed_) each.key = key_of(each.row);
    const std::uint64_t varying = varying_bits();
    for (unsigned shift = 0; shift < 64; shift += 8) {
      if ((varying >> shift & 0xFFU) == 0) continue;
      sort_by_digit<8>(keyed_, sorted_, [&](const Keyed& each) { return each.key >> shift & 0xFFU; });
      keyed_.swap(sorted_);
    }
  }

  /// The bits of the keys that are not the same in all.
  [[nodiscard]] std::uint64_t varying_bits() const noexcept {
    std::uint64_t varying = 0;
    for (const Keyed& each : keyed_) varying |= each.key ^ keyed_.front().key;
    return varying;
  }

  void sort_by_second() {
    constexpr std::uint32_t minute = 60;
    if (std::all_of(keyed_.begin(), keyed_.end(), [](const Keyed& each) { return each.second % minute == 0; })) {
      // A day has fewer than 2^11 minutes …
      sort_by_digit<11>(keyed_, sorted_, [](const Keyed& each) { return each.second / minute; });
      return keyed_.swap(sorted_);
    }
    constexpr unsigned low = 9;  // … and fewer than 2^17 seconds
    sort_by_digit<low>(keyed_, sorted_, [](const Keyed& each) { return each.second & ((1U << low) - 1); });
    sort_by_digit<17 - low>(sorted_, keyed_, [](const Keyed& each) { return each.second >> low; });
  }

  const Events::Columns& events_;
  std::vector<Keyed> keyed_, sorted_;
  std::vector<Letters> letters_;
  std::uint64_t bucket_count_ = 1;
  std::vector<std::uint32_t> buckets_, begins_;
};

}  // namespace

EventOrder::EventOrder(const Events& table, Date through, std::vector<Pages>& pages) {
  const Events::Columns& events = table.columns();
  const std::size_t threads = pages.size();
  const std::size_t days = find_days(events, through.days);
  std::vector<DayChains> chains(threads, DayChains(days));
  std::vector<std::size_t> longest(threads, 0);
  ranks_ = std::make_unique_for_overwrite<Id[]>(table.size());
  run_threads(threads, [&](std::size_t thread) {
    const std::size_t end = table.size() * (thread + 1) / threads;
    for (std::size_t row = table.size() * thread / threads; row < end; ++row) {
      const std::int32_t day = events.date[row];
      if (day > through.days) {
        ranks_[row] = no_id;
        continue;
      }
      const std::string_view id = events.id[row];
      longest[thread] = std::max(longest[thread], id.size());
      Chain<Keyed>& chain = chains[thread][static_cast<std::size_t>(std::int64_t{day} - first_day_)];
      *chain.place(pages[thread]) = {prefix_of(id), static_cast<std::uint32_t>(std::max(events.second[row], 0)),
                                     static_cast<Id>(row)};
      ++chain.next;
    }
    for (Chain<Keyed>& chain : chains[thread]) chain.close();
  });
  cut_portions(days, [&](std::size_t day) {
    return std::accumulate(chains.begin(), chains.end(), std::size_t{0},
                           [&](std::size_t sum, const DayChains& each) { return sum + each[day].size(); });
  });
  const std::size_t most = *std::max_element(longest.begin(), longest.end());
  Distributor distributor(portions());
  run_threads(threads, [&](std::size_t) {
    DaySorter sorter(events);
    for (std::size_t portion = distributor.next(); portion < distributor.count(); portion = distributor.next()) {
      Id rank = portion_begins_[portion];
      for (std::size_t day = portion_days_[portion]; day < portion_days_[portion + 1]; ++day) {
        for (const Keyed& each : sorter.sort(chains, day, most)) ranks_[each.row] = rank++;
      }
    }
  });
  for (Pages& each : pages) each.give_all_back();
}

/// How many days from the first event to the last that has a place.
std::size_t EventOrder::find_days(const Events::Columns& events, std::int32_t last) {
  std::int32_t least = last;
  std::int32_t most = INT32_MIN;
  for (const std::int32_t day : events.date) {
    least = std::min(least, day);
    most = std::max(most, std::min(day, last));
  }
  first_day_ = least;
  return most < least ? 0 : static_cast<std::size_t>(std::int64_t{most} - least) + 1;
}

template <class SizeOf>
void EventOrder::cut_portions(std::size_t days, SizeOf size_of) {
  constexpr Id enough = 8'192;
  portion_of_day_.resize(days);
  portion_begins_.clear();
  Id begin = 0;
  Id end = 0;
  for (std::uint32_t day = 0; day < days; ++day) {
    if (day == 0 || end - begin >= enough) {
      begin = end;
      portion_begins_.push_back(begin);
      portion_days_.push_back(day);
    }
    portion_of_day_[day] = static_cast<std::uint32_t>(portion_begins_.size() - 1);
    end += static_cast<Id>(size_of(day));
  }
  portion_begins_.push_back(end);
  portion_days_.push_back(static_cast<std::uint32_t>(days));
}

}  // namespace pointsbank::evaluation
