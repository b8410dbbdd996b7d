// Three passes: (1) score every row without regard to order and put it into its block of households; (2) put a block's
// rows, which lie in the cache, into its households in order; (3) walk each household's rows against small counters.
#include "hand_kernel.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <utility>

#include "hand_memory.hpp"
#include "hand_scoring.hpp"
#include "hand_tables.hpp"
#include "hand_walk.hpp"

namespace hand {

namespace {

/// Blocks of neighbouring households. A household's block, its place there and its attributes stand in one word, for
/// each row looks them up.
class Blocks {
 public:
  Blocks(const Households& households, std::uint32_t most, bool whole_grids) : first_(1, 0) {
    const auto count = static_cast<std::uint32_t>(households.size());
    if (whole_grids) {
      for (const std::uint32_t end : households.grid_ends) {
        if (end - first_.back() > most && last_end_ != first_.back()) first_.push_back(last_end_);
        if (end - first_.back() > most_households)
          throw std::invalid_argument("the hand-written kernel takes grids of at most 1,024 households");
        last_end_ = end;
      }
    } else {
      for (std::uint32_t end = most; end < count; end += most) first_.push_back(end);
    }
    first_.push_back(count);
    if (size() >= 1U << 14) throw std::invalid_argument("too many households for the hand-written kernel");
    words_.resize(count);
    for (std::uint32_t block = 0; block < size(); ++block)
      for (std::uint32_t i = first_[block]; i < first_[block + 1]; ++i)
        words_[i] = block << 18 | (i - first_[block]) << 8 | households.attributes[i];
  }

  [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(first_.size() - 1); }
  [[nodiscard]] std::uint32_t households() const noexcept { return static_cast<std::uint32_t>(words_.size()); }
  [[nodiscard]] std::uint32_t first(std::size_t block) const noexcept { return first_[block]; }
  [[nodiscard]] std::uint32_t households_of(std::size_t block) const noexcept {
    return first_[block + 1] - first_[block];
  }
  [[nodiscard]] std::uint32_t word(std::uint32_t household) const noexcept { return words_[household]; }

 private:
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> words_;
  std::uint32_t last_end_ = 0;
};
constexpr std::uint32_t block_of(std::uint32_t word) noexcept { return word >> 18; }
constexpr std::uint32_t place_of(std::uint32_t word) noexcept { return word >> 8 & 1023U; }
constexpr std::uint8_t attributes_of(std::uint32_t word) noexcept { return static_cast<std::uint8_t>(word); }

/// How many entries each block may get of some rows: one for each, one more where two rules hear the kind.
template <class List>
std::vector<std::size_t> counts_of(const Events& events, const Blocks& blocks, std::size_t begin, std::size_t end) {
  std::vector<std::size_t> counts(blocks.size(), 0);
  for (std::size_t row = begin; row < end; ++row) {
    const std::uint32_t household = events.household[row];
    if (household >= blocks.households()) continue;
    counts[block_of(blocks.word(household))] += events.kind[row] == Rules<List>::two_rules ? 2U : 1U;
  }
  return counts;
}

Outcome rejected(bool no_household, bool outside) {
  using pointsbank::Reason;
  const Reason reason = no_household ? Reason::unknown_household
                        : outside    ? Reason::outside_effective
                                     : Reason::unknown_kind;
  return Outcome{static_cast<std::uint8_t>(pointsbank::Outcome::rejected), static_cast<std::uint8_t>(reason), 0};
}

/// Pass 1 over some rows; `next` says where each block's next entry goes.
template <class List, class Entry>
void score_rows(const Events& events, const Blocks& blocks, std::size_t begin, std::size_t end, std::size_t* next,
                Entry* entries, Outcomes* outcomes) {
  constexpr bool all = Entry::has_row;
  for (std::size_t row = begin; row < end; ++row) {
    const std::uint32_t household = events.household[row];
    const std::uint8_t kind = events.kind[row];
    const auto day = static_cast<std::uint32_t>(events.day[row] - calendar.first_day);
    if (household >= blocks.households() || kind >= kind_count || day >= Calendar::days) {
      if constexpr (all) outcomes->first[row] = rejected(household >= blocks.households(), day >= Calendar::days);
      continue;
    }
    const std::uint32_t word = blocks.word(household);
    const std::uint64_t key = key_of(place_of(word), day, events.second[row]);
    std::size_t& at = next[block_of(word)];
    const auto put = [&](std::uint32_t rule, const Scored& scored) {
      Entry& entry = entries[at];
      entry.word = key | rule << 16 | scored.units;
      entry.id = events.id[row];
      if constexpr (all) {
        entry.row = static_cast<std::uint32_t>(row);
        entry.fault = scored.fault;
      }
      at += all || scored.units != 0 ? 1 : 0;
    };
    put(Rules<List>::kinds[kind].rule, score<List, all>(events, row, kind, attributes_of(word), calendar.month[day]));
    if (kind == Rules<List>::two_rules) {
      const bool weekend = calendar.is_weekend[day];
      put(Rules<List>::weekend_rule,
          Scored{weekend ? Rules<List>::weekend_units : 0U, weekend ? Fault::none : Fault::condition});
    }
  }
}

template <class Entry>
bool is_before(const Entry& a, const Entry& b) noexcept {
  const std::uint64_t left = a.word >> moment_shift;
  const std::uint64_t right = b.word >> moment_shift;
  return left != right ? left < right : a.id < b.id;
}

/// Rows arrive nearly in order of time, which insertion makes use of; for what does not, there is the general way.
template <class Entry>
void sort_household(Entry* begin, Entry* end) {
  std::ptrdiff_t moves = 8 * (end - begin) + 64;
  for (Entry* at = begin + 1; at < end; ++at) {
    if (!is_before(*at, at[-1])) continue;
    const Entry moved = *at;
    Entry* to = at;
    do {
      *to = to[-1];
      --to;
    } while (to != begin && is_before(moved, to[-1]));
    *to = moved;
    moves -= at - to;
    if (moves < 0) return std::stable_sort(begin, end, is_before<Entry>);
  }
}

template <class Entry>
struct Piece {
  const Entry* data;
  std::size_t count;
};

/// Pass 2: the entries of a block into its households, each household's in order; household h's end at ends[h].
template <class Entry>
void order_block(const std::vector<Piece<Entry>>& pieces, Entry* to, std::uint32_t* ends, std::size_t households) {
  std::fill(ends, ends + households, 0U);
  for (const Piece<Entry>& piece : pieces)
    for (std::size_t i = 0; i < piece.count; ++i) ++ends[piece.data[i].word >> household_shift];
  std::uint32_t total = 0;
  for (std::size_t i = 0; i < households; ++i) total += std::exchange(ends[i], total);
  for (const Piece<Entry>& piece : pieces)
    for (std::size_t i = 0; i < piece.count; ++i) to[ends[piece.data[i].word >> household_shift]++] = piece.data[i];
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < households; ++i) {
    sort_household(to + begin, to + ends[i]);
    begin = ends[i];
  }
}

/// `walk(first household, households, entries, ends)` for each block.
template <class List, class Entry, class Walk>
void run(const Events& events, const Blocks& blocks, int threads, Outcomes* outcomes, const Walk& walk) {
  const std::size_t rows = events.size();
  const auto parts = static_cast<std::size_t>(std::max(1, threads));
  std::vector<std::vector<std::size_t>> begins(parts);
  in_parallel(parts, [&](std::size_t part) {
    begins[part] = counts_of<List>(events, blocks, rows * part / parts, rows * (part + 1) / parts);
  });
  std::size_t total = 0;
  std::size_t most = 0;
  for (std::size_t block = 0; block < blocks.size(); ++block) {
    const std::size_t before = total;
    for (auto& part : begins) total += std::exchange(part[block], total);
    most = std::max(most, total - before);
  }
  std::vector<std::vector<std::size_t>> ends = begins;
  const Memory<Entry> entries(total + 1);
  in_parallel(parts, [&](std::size_t part) {
    score_rows<List>(events, blocks, rows * part / parts, rows * (part + 1) / parts, ends[part].data(), entries.data(),
                     outcomes);
  });
  std::atomic<std::size_t> taken{0};
  in_parallel(parts, [&](std::size_t) {
    const Memory<Entry> ordered(most + 1);
    std::vector<std::uint32_t> households(most_households);
    for (std::size_t block = taken++; block < blocks.size(); block = taken++) {
      std::vector<Piece<Entry>> pieces;
      for (std::size_t part = 0; part < parts; ++part)
        pieces.push_back({entries.data() + begins[part][block], ends[part][block] - begins[part][block]});
      order_block(pieces, ordered.data(), households.data(), blocks.households_of(block));
      walk(blocks.first(block), blocks.households_of(block), ordered.data(), households.data());
    }
  });
}

constexpr std::uint32_t households_a_block = 512;

/// Pass 3 for lists without closings: each household by itself.
template <class List>
std::vector<Balance> in_order(const Events& events, const Households& households, int threads) {
  const Blocks blocks(households, households_a_block, false);
  std::vector<Balance> balances(households.size());
  run<List, Entry>(events, blocks, threads, nullptr,
                   [&](std::size_t first, std::size_t count, const Entry* entries, const std::uint32_t* ends) {
                     const Entry* at = entries;
                     for (std::size_t i = 0; i < count; ++i) {
                       Counters<List, 12> counters;
                       Year<List> year;
                       for (const Entry* const end = entries + ends[i]; at != end; ++at)
                         step<List, false>(at->word, counters, calendar.month[day_of(at->word)], year);
                       balances[first + i] = year.balance();
                     }
                   });
  return balances;
}

Outcome outcome_of(const Walked& walked) {
  return Outcome{static_cast<std::uint8_t>(walked.outcome), static_cast<std::uint8_t>(walked.reason),
                 static_cast<std::int16_t>(walked.amount)};
}

template <class List>
Walked explained(const EntryOfRow& entry, Counters<List, 12>& counters, Year<List>& year) {
  using pointsbank::Reason;
  Walked walked;
  const bool is_positive = (rule_tables<List>[rule_of(entry.word)].place & 1U) == 0;
  if (entry.fault == Fault::none || (year.vetoed && is_positive))
    return step<List, true>(entry.word, counters, calendar.month[day_of(entry.word)], year);
  if (entry.fault != Fault::condition) walked.outcome = pointsbank::Outcome::rejected;
  walked.reason = entry.fault == Fault::condition       ? Reason::condition
                  : entry.fault == Fault::missing_value ? Reason::missing_value
                                                        : Reason::unknown_grade;
  return walked;
}

/// A grid's ranking at the end of a month: `minimum` 1, ranks 1 to 3 get 5 points, 4 to 10 get 2.
void rank(std::vector<std::pair<std::int32_t, std::uint32_t>>& measures, Year<Full>* years) {
  constexpr std::size_t last_rank = 10;
  const auto higher = [](const auto& a, const auto& b) { return a.first > b.first; };
  const std::size_t listed = std::min(last_rank, measures.size());
  if (listed == 0) return;
  std::nth_element(measures.begin(), measures.begin() + static_cast<std::ptrdiff_t>(listed - 1), measures.end(),
                   higher);
  const std::int32_t least = measures[listed - 1].first;
  const auto end = std::partition(measures.begin() + static_cast<std::ptrdiff_t>(listed), measures.end(),
                                  [&](const auto& each) { return each.first == least; });
  std::sort(measures.begin(), measures.begin() + static_cast<std::ptrdiff_t>(listed), higher);
  std::size_t place = 0;
  for (auto each = measures.begin(); each != end; ++each) {
    const auto position = static_cast<std::size_t>(each - measures.begin());
    if (position == 0 || each->first != each[-1].first) place = position + 1;
    years[each->second].posted[0] += place <= 3 ? 500 : 200;
  }
}

/// The months of one grid, which nothing outside it touches.
void walk_grid(const Entry* entries, const std::uint32_t* ends, std::uint32_t first, std::uint32_t last,
               Balance* balances) {
  std::vector<Year<Full>> years(last - first);
  std::vector<const Entry*> next;
  for (std::uint32_t i = first; i < last; ++i) next.push_back(entries + (i == 0 ? 0 : ends[i - 1]));
  std::vector<std::pair<std::int32_t, std::uint32_t>> measures;
  for (std::uint32_t month = 0; month < 12; ++month) {
    measures.clear();
    for (std::uint32_t i = 0; i < last - first; ++i) {
      const Entry* const end = entries + ends[first + i];
      const Entry* at = next[i];
      Year<Full>& year = years[i];
      const std::int32_t before = year.balance().standing;
      Counters<Full, 1> counters;
      for (; at != end && calendar.month[day_of(at->word)] == month; ++at)
        step<Full, false>(at->word, counters, 0, year);
      next[i] = at;
      const std::int32_t measure = year.balance().standing - before;
      if (measure >= 100 && !year.vetoed) measures.emplace_back(measure, i);
    }
    rank(measures, years.data());
  }
  for (std::uint32_t i = 0; i < last - first; ++i) balances[i] = years[i].balance();
}

}  // namespace

std::vector<Balance> plain_in_order(const Events& events, const Households& households, int threads) {
  return in_order<Plain>(events, households, threads);
}

std::vector<Balance> full(const Events& events, const Households& households, int threads) {
  return in_order<Full>(events, households, threads);
}

std::vector<Balance> full_with_outcomes(const Events& events, const Households& households, int threads,
                                        Outcomes& outcomes) {
  const Blocks blocks(households, households_a_block, false);
  std::vector<Balance> balances(households.size());
  run<Full, EntryOfRow>(
      events, blocks, threads, &outcomes,
      [&](std::size_t first, std::size_t count, const EntryOfRow* entries, const std::uint32_t* ends) {
        const EntryOfRow* at = entries;
        for (std::size_t i = 0; i < count; ++i) {
          Counters<Full, 12> counters;
          Year<Full> year;
          for (const EntryOfRow* const end = entries + ends[i]; at != end; ++at) {
            const bool second = rule_of(at->word) == Rules<Full>::weekend_rule;
            (second ? outcomes.second : outcomes.first)[at->row] = outcome_of(explained<Full>(*at, counters, year));
          }
          balances[first + i] = year.balance();
        }
      });
  return balances;
}

std::vector<Balance> village_year(const Events& events, const Households& households, int threads) {
  const Blocks blocks(households, households_a_block, true);
  std::vector<Balance> balances(households.size());
  run<Full, Entry>(events, blocks, threads, nullptr,
                   [&](std::size_t first, std::size_t count, const Entry* entries, const std::uint32_t* ends) {
                     auto grid = std::upper_bound(households.grid_ends.begin(), households.grid_ends.end(), first);
                     for (std::size_t done = 0; done < count; ++grid) {
                       const std::size_t end = *grid - first;
                       walk_grid(entries, ends, static_cast<std::uint32_t>(done), static_cast<std::uint32_t>(end),
                                 balances.data() + first + done);
                       done = end;
                     }
                   });
  return balances;
}

}  // namespace hand
