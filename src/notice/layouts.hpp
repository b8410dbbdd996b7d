// A content laid out. Each takes it as it is: no words are added but those of the catalogue's frame.
#pragma once

#include <string>
#include <vector>

#include "notice/content.hpp"

namespace pointsbank::notice {

[[nodiscard]] std::string to_text(const std::vector<Content>& contents, Language language);
[[nodiscard]] std::string to_markdown(const std::vector<Content>& contents, Language language);
[[nodiscard]] std::string to_html(const std::vector<Content>& contents, Language language);

/// The number of a section: `一`, `II`.
[[nodiscard]] std::string heading_number(int number, Language language);
[[nodiscard]] std::string frame(std::string_view code, Language language,
                                std::initializer_list<std::string> arguments = {});

}  // namespace pointsbank::notice
