#include "canonical/decoder.hpp"

#include <algorithm>

namespace pointsbank::canonical::detail {
namespace {

struct Field {
  int tag = 256;  // after the last field: above all tags
  std::string_view content;

  friend bool operator==(const Field&, const Field&) = default;
};

Field next_field(Cursor& at) noexcept {
  Field field;
  std::string_view tag;
  if (at.take(1, tag) && at.take_with_length(field.content)) field.tag = static_cast<unsigned char>(tag[0]);
  return field;
}

}  // namespace

int first_different_tag(std::string_view a, std::string_view b) noexcept {
  Cursor at_a(a);
  Cursor at_b(b);
  while (!at_a.is_at_end() || !at_b.is_at_end()) {
    const Field of_a = next_field(at_a);
    const Field of_b = next_field(at_b);
    if (!(of_a == of_b)) return std::min(of_a.tag, of_b.tag);
  }
  return 0;
}

}  // namespace pointsbank::canonical::detail
