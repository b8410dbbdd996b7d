// The Arrow C data and stream interfaces: the structures as their specification lays them out, and who lets go of what.
// https://arrow.apache.org/docs/format/CDataInterface.html
#pragma once

#include <cstdint>

extern "C" {

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};

}  // extern "C"

namespace pointsbank::python {

inline constexpr std::int64_t arrow_nullable = 2;
inline constexpr const char* arrow_stream_name = "arrow_array_stream";

/// Owns one of these structures.
template <class Structure>
class ArrowOwned {
 public:
  ArrowOwned() = default;
  ArrowOwned(const ArrowOwned&) = delete;
  ArrowOwned& operator=(const ArrowOwned&) = delete;
  ~ArrowOwned() {
    if (structure_.release != nullptr) structure_.release(&structure_);
  }
  [[nodiscard]] Structure* get() noexcept { return &structure_; }
  [[nodiscard]] const Structure* get() const noexcept { return &structure_; }
  const Structure* operator->() const noexcept { return &structure_; }

 private:
  Structure structure_{};
};

}  // namespace pointsbank::python
