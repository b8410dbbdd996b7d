// `plain` without regard to order: what a household earned under a rule in a month is a sum, so a block of households
// is a table of sums, a rule at a time, small enough for the cache.
#include <algorithm>
#include <atomic>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "hand_kernel.hpp"
#include "hand_memory.hpp"
#include "hand_scoring.hpp"

namespace hand {

namespace {

constexpr std::uint32_t households_a_block = 512;
constexpr std::uint32_t cells = households_a_block * 12;  // a household's months side by side
constexpr std::uint32_t most_units = 8191;                // above every cap of a category

/// An entry: 13 bits of cell, 6 of rule, 13 of units.
static_assert(cells <= 1U << 13);

std::vector<std::size_t> counts_of(const Events& events, std::size_t blocks, std::size_t begin, std::size_t end,
                                   std::size_t households) {
  std::vector<std::size_t> counts(blocks, 0);
  for (std::size_t row = begin; row < end; ++row) {
    const std::uint32_t household = events.household[row];
    if (household < households)
      counts[household / households_a_block] += events.kind[row] == Rules<Plain>::two_rules ? 2U : 1U;
  }
  return counts;
}

void score_rows(const Events& events, const Households& households, std::size_t begin, std::size_t end,
                std::size_t* next, std::uint32_t* entries) {
  for (std::size_t row = begin; row < end; ++row) {
    const std::uint32_t household = events.household[row];
    const std::uint8_t kind = events.kind[row];
    const auto day = static_cast<std::uint32_t>(events.day[row] - calendar.first_day);
    if (household >= households.size() || kind >= kind_count || day >= Calendar::days) continue;
    const std::uint32_t month = calendar.month[day];
    const std::uint32_t cell = household % households_a_block * 12 + month;
    const std::uint32_t units =
        std::min(most_units, score<Plain, false>(events, row, kind, households.attributes[household], month).units);
    std::size_t& at = next[household / households_a_block];
    entries[at] = (Rules<Plain>::kinds[kind].rule * cells + cell) << 13 | units;
    at += units != 0 ? 1 : 0;
    if (kind == Rules<Plain>::two_rules && calendar.is_weekend[day])
      entries[at++] = (Rules<Plain>::weekend_rule * cells + cell) << 13 | Rules<Plain>::weekend_units;
  }
}

/// The sums of one block, and what they come to under the caps.
class Sums {
 public:
  Sums() : by_rule_(Plain::rules * cells + 1, Filled::with_zeros), by_place_(cells), totals_(cells) {}

  void add(const std::uint32_t* entries, std::size_t count) noexcept {
    std::uint16_t* const sums = by_rule_.data();
    for (std::size_t i = 0; i < count; ++i) {
      std::uint16_t& sum = sums[entries[i] >> 13];
      sum = static_cast<std::uint16_t>(std::min<std::uint32_t>(sum + (entries[i] & most_units), 32'767));
    }
  }

  void close(std::size_t households, Balance* balances) noexcept {
    const std::size_t used = households * 12;
    for (const unsigned side : {0U, 1U}) {
      std::memset(totals_.data(), 0, used * sizeof(std::uint16_t));
      for (std::size_t place = side; place < Plain::places; place += 2) close_place(place, used);
      for (std::size_t household = 0; household < households; ++household) {
        std::int32_t total = 0;
        for (std::size_t month = 0; month < 12; ++month) total += totals_.data()[household * 12 + month];
        (side == 0 ? balances[household].earned : balances[household].deducted) = total;
        balances[household].standing += side == 0 ? total : -total;
      }
    }
  }

 private:
  void close_place(std::size_t place, std::size_t used) noexcept {
    std::uint16_t* const sums = by_place_.data();
    std::memset(sums, 0, used * sizeof(std::uint16_t));
    std::uint16_t cap = 0;
    for (std::size_t rule = 0; rule < Plain::rules; ++rule) {
      if (Plain::place[rule] != place) continue;
      cap = Plain::place_cap[rule];
      // At most 32,767 of a rule without a cap: cut at once to what the category allows, nothing can wrap round.
      const std::uint16_t most = std::min(Plain::cap[rule], cap);
      std::uint16_t* const row = by_rule_.data() + rule * cells;
      for (std::size_t cell = 0; cell < used; ++cell)
        sums[cell] = static_cast<std::uint16_t>(sums[cell] + std::min(row[cell], most));
      std::memset(row, 0, used * sizeof(std::uint16_t));
    }
    std::uint16_t* const totals = totals_.data();
    for (std::size_t cell = 0; cell < used; ++cell)
      totals[cell] = static_cast<std::uint16_t>(totals[cell] + std::min(sums[cell], cap));
  }

  Memory<std::uint16_t> by_rule_;
  Memory<std::uint16_t> by_place_;
  Memory<std::uint16_t> totals_;
};

}  // namespace

std::vector<Balance> plain_by_rule(const Events& events, const Households& households, int threads) {
  const std::size_t rows = events.size();
  const std::size_t blocks = (households.size() + households_a_block - 1) / households_a_block;
  const auto parts = static_cast<std::size_t>(std::max(1, threads));
  std::vector<std::vector<std::size_t>> begins(parts);
  in_parallel(parts, [&](std::size_t part) {
    begins[part] = counts_of(events, blocks, rows * part / parts, rows * (part + 1) / parts, households.size());
  });
  std::size_t total = 0;
  for (std::size_t block = 0; block < blocks; ++block)
    for (auto& part : begins) total += std::exchange(part[block], total);
  std::vector<std::vector<std::size_t>> ends = begins;
  const Memory<std::uint32_t> entries(total + 1);
  in_parallel(parts, [&](std::size_t part) {
    score_rows(events, households, rows * part / parts, rows * (part + 1) / parts, ends[part].data(), entries.data());
  });
  std::vector<Balance> balances(households.size());
  std::atomic<std::size_t> taken{0};
  in_parallel(parts, [&](std::size_t) {
    Sums sums;
    for (std::size_t block = taken++; block < blocks; block = taken++) {
      for (std::size_t part = 0; part < parts; ++part)
        sums.add(entries.data() + begins[part][block], ends[part][block] - begins[part][block]);
      const std::size_t first = block * households_a_block;
      sums.close(std::min<std::size_t>(households_a_block, households.size() - first), balances.data() + first);
    }
  });
  return balances;
}

}  // namespace hand
