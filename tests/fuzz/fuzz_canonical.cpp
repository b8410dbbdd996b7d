// Any bytes as a struct with every kind of field: refused, or the bytes of the value that they are read as.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "canonical/canonical.hpp"
#include "unit/canonical/given.hpp"

namespace {

using namespace pointsbank;

void require(bool holds) {
  if (!holds) std::abort();
}

template <class T>
void read_as(std::string_view bytes) {
  T value{};
  if (!canonical::decode(bytes, value)) return;
  require(canonical::encode(value) == bytes);
  require(!canonical::first_difference(value, value));
  std::string json;
  canonical::write_json(json, value);
  require(canonical::is_utf8(json));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_as<given::Everything>(bytes);
  read_as<given::Line>(bytes);
  read_as<given::Box>(bytes);
  return 0;
}
