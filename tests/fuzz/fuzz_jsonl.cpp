// Any bytes as events in JSON Lines: never more than an InputError.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "records/readers.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pointsbank;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  TableFormat format;
  format.event_attributes = {{"level", AttributeType::string}, {"night", AttributeType::boolean}};
  std::vector<BadRow> bad;
  ReadOptions options;
  options.bad_rows = &bad;
  try {
    const auto rows = records::json_lines_rows(records::Input::memory(text), "fuzz", records::event_columns(format));
    (void)records::events_from(*rows, format, options);
  } catch (const InputError&) {
  }
  return 0;
}
