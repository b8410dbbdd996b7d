// Expressions as tokens. Typical slips (`=`, `and`, `1e3`, full-width punctuation) are reported and read as what they
// mean, so that one run finds all mistakes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "expression/mistakes.hpp"

namespace pointsbank::expression {

// Characters of names and numbers.
constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool begins_word(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
constexpr bool is_word(char c) noexcept { return begins_word(c) || is_digit(c); }

struct Token {
  enum class Kind : std::uint8_t {
    end,
    number,
    text,
    name,
    yes,
    no,
    in,
    either,
    both,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    plus,
    minus,
    times,
    over,
    bang,
    question,
    colon,
    comma,
    dot,
    open,
    close,
    open_list,
    close_list,
  };
  Kind kind = Kind::end;
  std::size_t offset = 0;  ///< in the expression as it was written
  std::string spelling;    ///< as it is to be understood; of a text its content
  Number number;           ///< of a number
};

struct Tokens {
  std::vector<Token> tokens;  ///< the last one is `end`
  bool readable = true;       ///< false: what follows is not worth parsing
};

/// `text` is valid UTF-8.
[[nodiscard]] Tokens tokens_of(std::string_view text, Mistakes& mistakes);

}  // namespace pointsbank::expression
