// Texts that functions gave.
#include "arguments.hpp"
#include "objects.hpp"

namespace c = pointsbank::c;

const char* pointsbank_text_data(const pointsbank_text* text) noexcept {
  const char* data = nullptr;
  static_cast<void>(c::guarded([&] { data = c::object_of<c::TextObject>(text, "text")->text.c_str(); }));
  return data;
}

size_t pointsbank_text_size(const pointsbank_text* text) noexcept {
  size_t size = 0;
  static_cast<void>(c::guarded([&] { size = c::object_of<c::TextObject>(text, "text")->text.size(); }));
  return size;
}

pointsbank_status pointsbank_text_free(pointsbank_text* text) noexcept {
  return c::guarded([&] { c::release<c::TextObject>(text, "text"); });
}
