// Sorting by numbers digit by digit: for many small items, where comparing them would cost more than moving them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace pointsbank {

/// Moves what `from` holds to `to`, in the order of one digit of 2^`bits` values; equal digits stay in their order.
template <unsigned bits, class Item, class Digit>
void sort_by_digit(const std::vector<Item>& from, std::vector<Item>& to, Digit digit) {
  std::array<std::uint32_t, std::size_t{1} << bits> next{};
  for (const Item& each : from) ++next[digit(each)];
  std::uint32_t begin = 0;
  for (std::uint32_t& each : next) begin += std::exchange(each, begin);
  to.resize(from.size());
  for (const Item& each : from) to[next[digit(each)]++] = each;
}

/// Sorts fewer than 2^32 items by a number of 32 bits; equal ones stay in their order.
template <class Item, class NumberOf>
void sort_by_number(std::vector<Item>& items, NumberOf number_of) {
  constexpr unsigned bits = 11;
  std::uint32_t all = 0;
  for (const Item& each : items) all |= number_of(each);
  std::vector<Item> sorted;
  for (unsigned shift = 0; shift < 32 && all >> shift != 0; shift += bits) {
    sort_by_digit<bits>(items, sorted, [&](const Item& each) { return number_of(each) >> shift & ((1U << bits) - 1); });
    items.swap(sorted);
  }
}

}  // namespace pointsbank
