// From a struct to its canonical bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "canonical/fields.hpp"
#include "canonical/text.hpp"
#include "pointsbank/issues.hpp"

namespace pointsbank::canonical::detail {

inline constexpr std::size_t length_size = 4;
inline constexpr std::size_t whole_size = 8;

/// `size` bytes, the highest first.
inline void put_number(std::uint64_t value, char* to, std::size_t size) noexcept {
  for (std::size_t i = size; i-- > 0; value >>= 8U) to[i] = static_cast<char>(value & 0xFFU);
}

class Encoder {
 public:
  explicit Encoder(std::string& out) : out_(out) {}

  template <Described T>
  void fields(const T& value) {
    int last = 0;
    T::visit(value, [&](int tag, std::string_view name, const auto& field) {
      if (tag <= last || tag > 255) throw UsageError("the tag of `" + std::string(name) + "` does not rise, 1 to 255");
      last = tag;
      put_field(tag, name, field);
    });
  }

 private:
  template <class T>
  void put_field(int tag, std::string_view name, const T& field) {
    if constexpr (Optional<T>) {
      if (field) put_field(tag, name, *field);
    } else {
      static_assert(Content<T>, "a field of this type has no canonical form");
      out_.push_back(static_cast<char>(tag));
      put_with_length(name, field);
    }
  }

  template <Content T>
  void put_with_length(std::string_view name, const T& value) {
    if constexpr (Whole<T>) {
      std::array<char, length_size + whole_size> bytes;
      put_number(whole_size, bytes.data(), length_size);
      put_number(static_cast<std::uint64_t>(to_whole(value)), bytes.data() + length_size, whole_size);
      out_.append(bytes.data(), bytes.size());
    } else if constexpr (OneByte<T>) {
      put_length(1, name);
      const auto byte = static_cast<std::uint8_t>(value);
      if (byte > largest_byte<T>()) refuse(name, "is no value of its type");
      out_.push_back(static_cast<char>(byte));
    } else if constexpr (std::same_as<T, Digest>) {
      put_length(value.bytes.size(), name);
      out_.append(reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size());
    } else if constexpr (Text<T>) {
      if (!is_utf8(value)) refuse(name, "is not UTF-8");
      put_length(value.size(), name);
      out_.append(value);
    } else {
      put_nested(name, value);
    }
  }

  /// Lists and structs: how long they are is known afterwards.
  template <Content T>
  void put_nested(std::string_view name, const T& value) {
    if (++depth_ > max_depth) refuse(name, "lies too deep");
    const std::size_t at = out_.size();
    out_.append(length_size, '\0');
    if constexpr (List<T>) {
      static_assert(Content<typename VectorOf<T>::Element>, "a list of this type has no canonical form");
      put_length(value.size(), name);
      for (const auto& element : value) put_with_length(name, element);
    } else {
      fields(value);
    }
    const std::size_t length = out_.size() - at - length_size;
    check_length(length, name);
    put_number(length, out_.data() + at, length_size);
    --depth_;
  }

  void put_length(std::size_t length, std::string_view name) {
    check_length(length, name);
    std::array<char, length_size> bytes;
    put_number(length, bytes.data(), length_size);
    out_.append(bytes.data(), bytes.size());
  }
  static void check_length(std::size_t length, std::string_view name) {
    if (length > UINT32_MAX) refuse(name, "is longer than 4 GiB");
  }
  [[noreturn]] static void refuse(std::string_view name, std::string_view what) {
    throw UsageError("`" + std::string(name) + "` has no canonical form: it " + std::string(what));
  }

  std::string& out_;
  int depth_ = 0;
};

}  // namespace pointsbank::canonical::detail
