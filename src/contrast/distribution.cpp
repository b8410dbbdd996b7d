#include "contrast/distribution.hpp"

#include <algorithm>

namespace pointsbank::contrast {
namespace {

constexpr int percents[] = {0, 10, 25, 50, 75, 90, 100};

/// The least balance that at least so many per cent do not exceed.
std::int64_t quantile(const std::vector<std::int64_t>& sorted, int percent) {
  const std::size_t rank = (sorted.size() * static_cast<std::size_t>(percent) + 99) / 100;
  return sorted[rank == 0 ? 0 : rank - 1];
}

/// Many households share few balances: those are counted.
void sort(std::vector<std::int64_t>& balances) {
  const auto [least, most] = std::minmax_element(balances.begin(), balances.end());
  const std::int64_t first = *least;
  const std::uint64_t span = static_cast<std::uint64_t>(*most) - static_cast<std::uint64_t>(first);
  if (span > balances.size()) return std::sort(balances.begin(), balances.end());
  std::vector<std::uint32_t> counts(span + 1, 0);
  for (const std::int64_t balance : balances) ++counts[static_cast<std::size_t>(balance - first)];
  auto at = balances.begin();
  for (std::size_t i = 0; i <= span; ++i) at = std::fill_n(at, counts[i], first + static_cast<std::int64_t>(i));
}

}  // namespace

Distribution distribution(std::vector<std::int64_t> balances) {
  Distribution found;
  found.lorenz.assign(11, Number(0));
  if (balances.empty()) return found;
  sort(balances);
  for (const int percent : percents) found.quantiles.emplace_back(percent, quantile(balances, percent));
  // With i from 1: the Gini coefficient is the sum of (2i - n - 1) x_i over n times the sum of x_i.
  const auto count = static_cast<std::int64_t>(balances.size());
  Number sum;
  Number weighted;
  std::vector<int128_t> up_to = {0};
  int128_t running = 0;
  int128_t running_weighted = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    std::int64_t& balance = balances[static_cast<std::size_t>(i)];
    if (balance < 0) ++found.below_zero, balance = 0;
    running += balance;
    running_weighted += static_cast<int128_t>(2 * i + 1 - count) * balance;
    up_to.push_back(running);
  }
  if (running == 0) return found;
  sum = Number::fraction(running, 1);
  weighted = Number::fraction(running_weighted, 1);
  found.gini = weighted / (sum * Number(count));
  for (std::int64_t tenth = 0; tenth <= 10; ++tenth) {
    // Between two households the curve is a straight line.
    const std::int64_t place = count * tenth;
    const auto whole = static_cast<std::size_t>(place / 10);
    Number share = Number::fraction(up_to[whole], 1);
    if (place % 10 != 0) share = share + Number(balances[whole]) * Number::fraction(place % 10, 10);
    found.lorenz[static_cast<std::size_t>(tenth)] = share / sum;
  }
  return found;
}

}  // namespace pointsbank::contrast
