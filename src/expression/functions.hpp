// The functions of expressions: their names, how they are written, what they take and give.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "expression/program.hpp"

namespace pointsbank::expression {

struct Function {
  enum class Form : std::uint8_t {
    plain,
    fold,   ///< as `plain`, two operands at a time
    has,    ///< of a name
    date,   ///< of a literal
    kind,   ///< `count` and `quantity`, of a literal
    round,  ///< the second argument is a literal
  };
  std::string_view name;
  Form form = Form::plain;
  bool is_method = false;  ///< `s.startsWith(t)`
  std::uint8_t least = 1;  ///< arguments, the receiver among them
  std::uint8_t most = 1;   ///< 0: any number
  Type takes = Type::number;
  Type gives = Type::number;
  Operation operation = Operation::literal;
  std::string_view usage;
};

/// By its name; null where there is none.
[[nodiscard]] const Function* find_function(std::string_view name) noexcept;
[[nodiscard]] std::span<const Function> functions() noexcept;
/// What other languages call a function (`len`, `now`); empty where nothing is known.
[[nodiscard]] std::string_view meant_function(std::string_view name) noexcept;

}  // namespace pointsbank::expression
