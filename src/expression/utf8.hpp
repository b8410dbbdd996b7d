// UTF-8 by hand: expressions come from files and from command lines, and texts are compared by their bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pointsbank::expression {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;
};

/// The code point that begins at `offset`; nothing where the bytes are no UTF-8 (RFC 3629: shortest form, no halves of
/// pairs).
[[nodiscard]] std::optional<CodePoint> code_point_at(std::string_view text, std::size_t offset) noexcept;
void append_utf8(std::string& out, char32_t code_point);

}  // namespace pointsbank::expression
