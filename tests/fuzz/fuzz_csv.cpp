// Any bytes as events and as a roster in CSV: never more than an InputError; the outcome does not depend on whether bad
// rows are kept, but for them.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "records/readers.hpp"
#include "records/structure.hpp"

namespace {

using namespace pointsbank;

TableFormat format() {
  TableFormat format;
  format.groups = {"grid"};
  format.subject_attributes = {{"size", AttributeType::number}};
  format.event_attributes = {{"level", AttributeType::string}, {"night", AttributeType::boolean}};
  return format;
}

void require(bool holds) {
  if (!holds) std::abort();
}

/// Rows read strictly are the rows read with bad rows put aside, where there are none.
void read_events(std::string_view text) {
  const auto source = [&] {
    return records::csv_rows(records::Input::memory(text), "fuzz", records::event_columns(format()));
  };
  std::vector<BadRow> bad;
  ReadOptions options;
  options.bad_rows = &bad;
  std::size_t events = 0;
  try {
    const auto rows = source();
    events = records::events_from(*rows, format(), options).size();
  } catch (const InputError&) {
    return;
  }
  try {
    const auto rows = source();
    require(records::events_from(*rows, format(), {}).size() == events && bad.empty());
  } catch (const InputError&) {
    require(!bad.empty());
  }
}

void read_roster(std::string_view text) {
  try {
    const auto rows = records::csv_rows(records::Input::memory(text), "fuzz", records::roster_columns(format()));
    (void)records::roster_from(*rows, format(), {});
  } catch (const InputError&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_events(text);
  read_roster(text);
  return 0;
}
