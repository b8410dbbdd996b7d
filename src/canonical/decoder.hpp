// From canonical bytes to a struct; whatever does not encode back to the same bytes is refused.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "canonical/fields.hpp"
#include "canonical/text.hpp"

namespace pointsbank::canonical::detail {

/// Bytes that are taken from the front.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : left_(bytes) {}

  [[nodiscard]] bool is_at_end() const noexcept { return left_.empty(); }
  [[nodiscard]] std::size_t left() const noexcept { return left_.size(); }
  [[nodiscard]] bool begins_with(int byte) const noexcept {
    return !left_.empty() && static_cast<unsigned char>(left_.front()) == byte;
  }
  void skip_byte() noexcept { left_.remove_prefix(1); }
  [[nodiscard]] bool take(std::size_t size, std::string_view& bytes) noexcept {
    if (size > left_.size()) return false;
    bytes = left_.substr(0, size);
    left_.remove_prefix(size);
    return true;
  }
  /// A number of four bytes, the highest first.
  [[nodiscard]] bool take_length(std::size_t& length) noexcept {
    std::string_view bytes;
    if (!take(4, bytes)) return false;
    length = number(bytes);
    return true;
  }
  [[nodiscard]] bool take_with_length(std::string_view& bytes) noexcept {
    std::size_t length = 0;
    return take_length(length) && take(length, bytes);
  }
  [[nodiscard]] static std::uint64_t number(std::string_view bytes) noexcept {
    std::uint64_t value = 0;
    for (const char byte : bytes) value = value << 8U | static_cast<unsigned char>(byte);
    return value;
  }

 private:
  std::string_view left_;
};

template <Described T>
[[nodiscard]] bool get_fields(std::string_view bytes, T& value, int depth);
template <Content T>
[[nodiscard]] bool get(std::string_view bytes, T& value, int depth);

template <List T>
[[nodiscard]] bool get_list(std::string_view bytes, T& list, int depth) {
  using Element = typename VectorOf<T>::Element;
  Cursor at(bytes);
  std::size_t count = 0;
  // A list that promises more elements than its bytes can hold is refused before anything is reserved for them.
  if (!at.take_length(count) || count > at.left() / (4 + least_size<Element>)) return false;
  list.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::string_view content;
    if (!at.take_with_length(content) || !get(content, list.emplace_back(), depth)) return false;
  }
  return at.is_at_end();
}

/// The content of a field or of a list's element, `depth` structs and lists deep.
template <Content T>
bool get(std::string_view bytes, T& value, int depth) {
  if constexpr (Whole<T>) {
    return bytes.size() == 8 && from_whole(static_cast<std::int64_t>(Cursor::number(bytes)), value);
  } else if constexpr (OneByte<T>) {
    if (bytes.size() != 1 || static_cast<unsigned char>(bytes[0]) > largest_byte<T>()) return false;
    value = static_cast<T>(static_cast<unsigned char>(bytes[0]));
    return true;
  } else if constexpr (std::same_as<T, Digest>) {
    if (bytes.size() != value.bytes.size()) return false;
    std::memcpy(value.bytes.data(), bytes.data(), bytes.size());
    return true;
  } else if constexpr (Text<T>) {
    if (!is_utf8(bytes)) return false;
    value.assign(bytes);
    return true;
  } else if constexpr (List<T>) {
    return depth < max_depth && get_list(bytes, value, depth + 1);
  } else {
    return depth < max_depth && get_fields(bytes, value, depth + 1);
  }
}

template <Described T>
bool get_fields(std::string_view bytes, T& value, int depth) {
  Cursor at(bytes);
  bool fits = true;
  T::visit(value, [&]<class Field>(int tag, std::string_view, Field& field) {
    if (!fits) return;
    const bool is_there = at.begins_with(tag);
    if constexpr (Optional<Field>) {
      if (!is_there) return;
    }
    std::string_view content;
    fits = is_there && (at.skip_byte(), at.take_with_length(content));
    if (!fits) return;
    if constexpr (Optional<Field>) {
      fits = get(content, field.emplace(), depth);
    } else {
      fits = get(content, field, depth);
    }
  });
  return fits && at.is_at_end();
}

/// The tag of the first field that is not the same in the bytes of two structs, or 0.
[[nodiscard]] int first_different_tag(std::string_view a, std::string_view b) noexcept;

}  // namespace pointsbank::canonical::detail
