#include "journal/entries.hpp"

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "canonical/canonical.hpp"

namespace pointsbank::canonical {

template <>
inline constexpr journal::Role last_value<journal::Role> = journal::Role::auditor;
template <>
inline constexpr journal::Step last_value<journal::Step> = journal::Step::revoked;
template <>
inline constexpr journal::HoldEnd last_value<journal::HoldEnd> = journal::HoldEnd::timed_out;

}  // namespace pointsbank::canonical

namespace pointsbank::journal {
namespace {

constexpr char format = 1;

constexpr std::array<std::string_view, std::variant_size_v<Entry>> names = {
    "created",      "adopted",        "household_row", "member_stay", "officer",  "event",      "event_step",
    "posting",      "settled",        "money",         "goods",       "redeemed", "hold_ended", "published_row",
    "month_closed", "month_reopened", "transferred",   "forgotten",   "refused",
};

template <std::size_t kind>
std::optional<Entry> decode_as(std::string_view content) {
  std::variant_alternative_t<kind, Entry> entry;
  if (!canonical::decode(content, entry)) return std::nullopt;
  return Entry(std::in_place_index<kind>, std::move(entry));
}

using Decoder = std::optional<Entry> (*)(std::string_view);

template <std::size_t... kinds>
constexpr std::array<Decoder, sizeof...(kinds)> decoders_of(std::index_sequence<kinds...>) {
  return {&decode_as<kinds>...};
}

constexpr auto decoders = decoders_of(std::make_index_sequence<std::variant_size_v<Entry>>());

template <std::size_t size, class Enum>
std::string_view word(const std::array<std::string_view, size>& words, Enum value) noexcept {
  const auto number = static_cast<std::size_t>(value);
  return number < size ? words[number] : std::string_view("unknown");
}

}  // namespace

std::string_view to_string(Role role) noexcept {
  static constexpr std::array<std::string_view, 3> words = {"clerk", "reviewer", "auditor"};
  return word(words, role);
}

std::string_view to_string(Step step) noexcept {
  static constexpr std::array<std::string_view, 12> words = {"approved", "rejected", "published", "objected",
                                                             "kept",     "struck",   "finalised", "withdrawn",
                                                             "appealed", "upheld",   "dismissed", "revoked"};
  return word(words, step);
}

std::string_view to_string(HoldEnd end) noexcept {
  static constexpr std::array<std::string_view, 3> words = {"collected", "cancelled", "timed_out"};
  return word(words, end);
}

std::string_view kind_name(std::uint8_t kind) noexcept {
  return kind >= 1 && kind <= names.size() ? names[kind - 1U] : std::string_view("unknown");
}

void encode(const Entry& entry, std::string& out) {
  out.push_back(format);
  out.push_back(static_cast<char>(entry.index() + 1));
  std::visit([&](const auto& content) { canonical::append_encoded(out, content); }, entry);
}

std::optional<Entry> decode(std::string_view bytes) {
  if (bytes.size() < 2 || bytes[0] != format) return std::nullopt;
  const auto kind = static_cast<std::size_t>(static_cast<unsigned char>(bytes[1]));
  if (kind < 1 || kind > decoders.size()) return std::nullopt;
  return decoders[kind - 1](bytes.substr(2));
}

void write_json(std::string& out, const Entry& entry) {
  out.append("{\"kind\":\"").append(kind_name(static_cast<std::uint8_t>(entry.index() + 1))).append("\"");
  std::string fields;
  std::visit([&](const auto& content) { canonical::write_json(fields, content); }, entry);
  if (fields.size() > 2) out.push_back(',');
  out.append(fields, 1);
}

}  // namespace pointsbank::journal
