// JSON as a tree of values with their places: numbers keep their text, objects keep their order and every key's place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pointsbank/issues.hpp"

namespace pointsbank::json {

/// Byte offset in the text; lines and columns are found from it when a message needs them.
using Offset = std::uint32_t;

struct Value {
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
  struct Member;
  Kind kind = Kind::null;
  bool boolean = false;
  std::string text;             ///< a string's content, or a number as it is written
  std::vector<Value> items;     ///< an array's
  std::vector<Member> members;  ///< an object's, in the order of the text; keys are unique
  Offset offset = 0;            ///< of its first byte (of a string: the opening quote)

  [[nodiscard]] const Value* find(std::string_view key) const noexcept;
};
struct Value::Member {
  std::string key;
  Offset key_offset = 0;
  Value value;
};

/// A text and the name under which messages speak of it; finds lines and columns.
class Source {
 public:
  Source(std::string name, std::string text);
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] std::string_view text() const noexcept { return text_; }
  [[nodiscard]] Place place(Offset offset, std::string pointer) const;
  /// The offset in the text of byte `byte` of the content of the string literal that begins at `string_offset`
  /// (escapes are longer than what they stand for).
  [[nodiscard]] Offset inside_string(Offset string_offset, std::size_t byte) const noexcept;

 private:
  [[nodiscard]] Offset characters_before(Offset offset) const noexcept;

  std::string name_;
  std::string text_;
  std::vector<Offset> line_starts_;
  std::vector<Offset> characters_;  ///< how many stand before each block of the text: lines may be very long
};

inline constexpr std::size_t max_bytes = 64U << 20U;  ///< of one document
inline constexpr int max_depth = 64;
inline constexpr std::size_t max_values = 4'000'000;       ///< of one document, keys not counted
inline constexpr std::size_t max_text_length = 1U << 20U;  ///< bytes of one string
inline constexpr std::size_t max_key_length = 4'096;       ///< bytes of one key
inline constexpr std::size_t max_number_length = 1'000;    ///< characters; what a number may be is its reader's matter

/// Parses strictly (RFC 8259; a byte order mark is skipped; duplicate keys, also equal after escapes, are issues;
/// depth, size and digits are bounded before a tree is built). Whatever is wrong is appended to `issues`; the value
/// is what could be read (null after a syntax error).
[[nodiscard]] Value parse(const Source& source, Issues& issues);

/// Appends a JSON string literal of `text`, with only what must be escaped escaped.
void append_string(std::string& out, std::string_view text);
/// `/` and `~` escaped, for JSON pointers.
[[nodiscard]] std::string pointer_token(std::string_view key);

}  // namespace pointsbank::json
