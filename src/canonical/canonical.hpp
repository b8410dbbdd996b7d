// The one canonical byte encoding of what is hashed, kept and proven: equal values have equal bytes, and bytes that a
// value did not come from are refused.
//
// A struct is the concatenation of its fields in the order of their tags; a field is its tag (1 byte), the length of
// its content (4 bytes) and the content. All numbers are big-endian, the highest byte first.
//
//   std::string           its bytes, exactly as received; valid UTF-8, not normalized
//   std::int64_t, int32_t 8 bytes, two's complement
//   Date, Moment          as whole numbers: days, microseconds since 1970-01-01 (UTC)
//   bool, enum class      1 byte: 0 or 1; the enumerator, which `last_value` bounds
//   Digest                32 bytes
//   std::vector           the number of elements (4 bytes), then for each its length (4 bytes) and content
//   a struct              its fields, by the same rule
//   std::optional         left out where empty; nothing else may be left out
//
// How a struct says its fields: fields.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "canonical/decoder.hpp"
#include "canonical/encoder.hpp"
#include "canonical/fields.hpp"
#include "canonical/json.hpp"

namespace pointsbank::canonical {

/// Appends the bytes of `value`: a buffer that is cleared and used again costs no allocation. Throws UsageError where a
/// value has none (a text that is not UTF-8, an enumerator beyond the last); `out` then holds the beginning.
template <detail::Described T>
void append_encoded(std::string& out, const T& value) {
  detail::Encoder(out).fields(value);
}

template <detail::Described T>
[[nodiscard]] std::string encode(const T& value) {
  std::string out;
  append_encoded(out, value);
  return out;
}

/// Sets `value` and returns true if `bytes` are those of a value; else leaves it as it was. Memory is in proportion to
/// the bytes that are there, whatever lengths they speak of.
template <detail::Described T>
[[nodiscard]] bool decode(std::string_view bytes, T& value) {
  T decoded{};
  if (!detail::get_fields(bytes, decoded, 0)) return false;
  value = std::move(decoded);
  return true;
}

/// The name of the first field whose bytes differ, one that only one of the two has included.
template <detail::Described T>
[[nodiscard]] std::optional<std::string_view> first_difference(const T& a, const T& b) {
  const int tag = detail::first_different_tag(encode(a), encode(b));
  std::optional<std::string_view> found;
  T::visit(a, [&](int field, std::string_view name, const auto&) {
    if (field == tag) found = name;
  });
  return found;
}

/// Appends `value` as a JSON object, without blanks, in the order of its fields: dates, moments (UTC) and digests as
/// texts, enumerators by their `to_string`, whole numbers as numbers. A field that is left out has no key.
template <detail::Described T>
void write_json(std::string& out, const T& value) {
  detail::write_json(out, value);
}

}  // namespace pointsbank::canonical
