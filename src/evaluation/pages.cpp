#include "evaluation/pages.hpp"

#include <cstdlib>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace pointsbank::evaluation {

void* Pages::take() {
  if (!free_.empty()) {
    void* const page = free_.back();
    free_.pop_back();
    return page;
  }
  if (taken_ == pages_a_slab) {
    ++slab_;
    taken_ = 0;
  }
  if (slab_ == slabs_.size()) {
    constexpr std::size_t bytes = pages_a_slab * page_bytes;
    void* const slab = std::aligned_alloc(bytes, bytes);
    if (slab == nullptr) throw std::bad_alloc();
#if defined(__linux__)
    // Touching new memory in small pages costs as much as placing an event. Only advice, and not for a single village.
    if (!slabs_.empty()) ::madvise(slab, bytes, MADV_HUGEPAGE);
#endif
    slabs_.emplace_back(slab);
  }
  return static_cast<std::byte*>(slabs_[slab_].get()) + page_bytes * taken_++;
}

void Pages::give_all_back() noexcept {
  free_.clear();
  slab_ = taken_ = 0;
}

void Pages::Free::operator()(void* slab) const noexcept { std::free(slab); }

}  // namespace pointsbank::evaluation
