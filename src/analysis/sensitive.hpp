// Words by which a provision is named for a person to look at. The lists come from sensitive_words.json at build time.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace pointsbank::analysis {

struct SensitiveGroup {
  std::string_view id;
  std::span<const std::string_view> zh;           ///< found anywhere …
  std::span<const std::string_view> zh_harmless;  ///< … but inside these
  std::span<const std::string_view> en;           ///< found as whole words, in small letters …
  std::span<const std::string_view> en_harmless;  ///< … but inside these
};

[[nodiscard]] std::span<const SensitiveGroup> sensitive_groups() noexcept;

/// The first word of the group that a text holds, as the text has it; empty where it holds none.
[[nodiscard]] std::string sensitive_word(const SensitiveGroup& group, std::string_view text);

}  // namespace pointsbank::analysis
