// What a text may hold: well-formed UTF-8, no control characters; ids still less.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pointsbank::records {

inline constexpr std::size_t max_id = 128;  ///< bytes

struct TextFault {
  enum class Kind : std::uint8_t { ill_formed, control_character };
  Kind kind;
  std::size_t offset;  ///< of the byte
};

/// The first fault of a text: ill-formed UTF-8 (also overlong forms and surrogates), a control character other than
/// tab, line feed and carriage return. About a nanosecond for 8 bytes of ASCII.
[[nodiscard]] std::optional<TextFault> find_text_fault(std::string_view text) noexcept;

/// The first character that no id may hold, in well-formed text: control characters, line separators, those that turn
/// the direction of writing, and invisible blanks.
[[nodiscard]] std::optional<std::uint32_t> forbidden_in_id(std::string_view text) noexcept;
/// Does it hold characters that combine with the one before them (so that it may look like another, composed text)?
[[nodiscard]] bool has_combining_characters(std::string_view text) noexcept;

/// How many characters a text has.
[[nodiscard]] std::size_t characters(std::string_view text) noexcept;

/// For messages: cut to 60 characters, control characters replaced by `\xNN`.
[[nodiscard]] std::string shown(std::string_view text);
/// `U+202E`.
[[nodiscard]] std::string code_point_name(std::uint32_t code_point);

}  // namespace pointsbank::records
