// Answers as they are kept under a key.
#pragma once

#include <optional>
#include <string_view>

#include "pointsbank/bank.hpp"

namespace pointsbank::bank {

/// What Answer::to_json wrote; nothing where the text is anything else.
[[nodiscard]] std::optional<Answer> answer_of_json(std::string_view text);

/// The answer to a command that is wrong itself.
[[nodiscard]] Answer wrong_input(const Issues& issues);

}  // namespace pointsbank::bank
