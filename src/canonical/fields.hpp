// What a struct says of itself to be encoded, and which types its fields may have.
//
//   struct Posting {
//     Date day;
//     std::string household;
//     std::optional<std::string> note;
//
//     template <class Self, class Visitor>
//     static void visit(Self& self, Visitor&& visit) {
//       visit(1, "day", self.day);
//       visit(2, "household", self.household);
//       visit(3, "note", self.note);
//     }
//   };
//
// Tags rise from field to field, 1 to 255; names are JSON keys. A tag that was ever used for a field is that field's
// for good.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "pointsbank/calendar.hpp"
#include "pointsbank/digest.hpp"

namespace pointsbank::canonical {

/// The last enumerator of an enum that is encoded; they count from 0 without a gap. Each such enum specializes it:
///   template <> inline constexpr Kind canonical::last_value<Kind> = Kind::transfer;
template <class Enum>
inline constexpr auto last_value = nullptr;

/// How deep structs and lists may lie in each other.
inline constexpr int max_depth = 16;

namespace detail {

template <class T>
struct OptionalOf : std::false_type {};
template <class T>
struct OptionalOf<std::optional<T>> : std::true_type {
  using Value = T;
};

template <class T>
struct VectorOf : std::false_type {};
template <class T>
struct VectorOf<std::vector<T>> : std::true_type {
  using Element = T;
};

struct AnyVisitor {
  template <class T>
  void operator()(int, std::string_view, T&) const {}
};

template <class T>
concept Optional = OptionalOf<T>::value;
template <class T>
concept List = VectorOf<T>::value;
template <class T>
concept Text = std::same_as<T, std::string>;
template <class T>
concept Enumeration = std::is_enum_v<T>;
/// A struct that says its fields.
template <class T>
concept Described = std::is_class_v<T> && requires(const T& value) {
  T::visit(value, AnyVisitor());
};

/// Types of a fixed size: as a 64-bit whole number, as one byte, as 32 bytes.
template <class T>
concept Whole =
    std::same_as<T, std::int64_t> || std::same_as<T, std::int32_t> || std::same_as<T, Date> || std::same_as<T, Moment>;
template <class T>
concept OneByte = std::same_as<T, bool> || Enumeration<T>;

template <class T>
concept Content = Text<T> || Whole<T> || OneByte<T> || std::same_as<T, Digest> || List<T> || Described<T>;

/// Of what is encoded: how many bytes its content has at least.
template <class T>
inline constexpr std::size_t least_size = Whole<T>                  ? 8
                                          : OneByte<T>              ? 1
                                          : std::same_as<T, Digest> ? 32
                                          : List<T>                 ? 4
                                                                    : 0;

template <Whole T>
constexpr std::int64_t to_whole(const T& value) noexcept {
  if constexpr (std::same_as<T, Date>) {
    return value.days;
  } else if constexpr (std::same_as<T, Moment>) {
    return value.microseconds;
  } else {
    return value;
  }
}

/// False where the number is none of the type's.
template <Whole T>
constexpr bool from_whole(std::int64_t whole, T& value) noexcept {
  if constexpr (std::same_as<T, Moment>) {
    value.microseconds = whole;
  } else if constexpr (std::same_as<T, std::int64_t>) {
    value = whole;
  } else {
    if (whole < INT32_MIN || whole > INT32_MAX) return false;
    if constexpr (std::same_as<T, Date>) {
      value.days = static_cast<std::int32_t>(whole);
    } else {
      value = static_cast<std::int32_t>(whole);
    }
  }
  return true;
}

template <OneByte T>
constexpr std::uint8_t largest_byte() noexcept {
  if constexpr (std::same_as<T, bool>) {
    return 1;
  } else {
    static_assert(std::same_as<std::underlying_type_t<T>, std::uint8_t>, "the enum's values are one byte each");
    static_assert(std::same_as<std::remove_const_t<decltype(last_value<T>)>, T>,
                  "the enum needs its canonical::last_value");
    return static_cast<std::uint8_t>(last_value<T>);
  }
}

}  // namespace detail
}  // namespace pointsbank::canonical
