#include <cstdlib>
#include <new>

#include "pointsbank/columns.hpp"

namespace pointsbank {

std::shared_ptr<void> allocate_cells(std::size_t bytes) {
  const std::shared_ptr<void> block(std::malloc(bytes == 0 ? 1 : bytes), std::free);
  if (!block) throw std::bad_alloc();
  return block;
}

}  // namespace pointsbank
