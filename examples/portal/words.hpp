// Two languages beside each other, where they are said.
#pragma once

#include <string>
#include <string_view>

#include "pointsbank/pointsbank.hpp"

namespace portal {

using pointsbank::Language;

/// A text in both languages. Where only one is there it stands for both.
struct Words {
  std::string zh, en;

  [[nodiscard]] const std::string& in(Language language) const noexcept {
    const std::string& wanted = language == Language::zh ? zh : en;
    return wanted.empty() ? (language == Language::zh ? en : zh) : wanted;
  }
};

}  // namespace portal
