// Ids in all the world's scripts: which texts may be one, and which two differ only in how they are encoded.
#pragma once

#include <string>
#include <string_view>

namespace pointsbank::rulelist::unicode {

/// Consists of letters, digits, `_`, `-` and `.`, and of marks that follow a letter; nothing that cannot be seen.
/// `text` is well-formed UTF-8. Length is not looked at.
[[nodiscard]] bool is_id(std::string_view text) noexcept;

/// The text in canonical decomposition (NFD): equal for texts that Unicode takes to be the same. Never used as an id
/// itself, only to warn of twins.
[[nodiscard]] std::string decomposed(std::string_view text);

[[nodiscard]] bool is_ascii(std::string_view text) noexcept;

}  // namespace pointsbank::rulelist::unicode
