// Asks the machine for large pages where a block is large: columns are written once from end to end, and touching
// their memory first in small pages costs as much as reading a cell. Only advice; does nothing elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace pointsbank {

inline constexpr std::size_t huge_page = 2U << 20U;

inline void advise_huge_pages([[maybe_unused]] void* block, [[maybe_unused]] std::size_t size) noexcept {
#if defined(__linux__)
  const auto begin = reinterpret_cast<std::uintptr_t>(block);
  const std::uintptr_t first = (begin + huge_page - 1) & ~std::uintptr_t{huge_page - 1};
  const std::uintptr_t end = (begin + size) & ~std::uintptr_t{huge_page - 1};
  if (end > first) ::madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE);
#endif
}

/// Makes room for so many cells.
template <class T>
void reserve_cells(std::vector<T>& cells, std::size_t count) {
  cells.reserve(count);
  advise_huge_pages(cells.data(), cells.capacity() * sizeof(T));
}

}  // namespace pointsbank
