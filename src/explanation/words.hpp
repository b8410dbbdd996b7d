// The words and small texts that JSON and sentences share.
#pragma once

#include <string>
#include <string_view>

#include "explanation/story.hpp"

namespace pointsbank::explanation {

/// As the rule list spells them.
[[nodiscard]] std::string_view form_word(rulelist::Score::Form form) noexcept;
[[nodiscard]] std::string_view closing_word(rulelist::Closing::Kind kind) noexcept;
[[nodiscard]] std::string_view rounding_word(Rounding rounding) noexcept;
[[nodiscard]] std::string_view account_word(rulelist::Account account) noexcept;
[[nodiscard]] std::string_view no_award_word(NoAward why) noexcept;

/// When an event happened: a date, or a moment in the rule list's offset.
[[nodiscard]] std::string at_text(const Story& story, Id row);

/// The exact share of the fund, before it is cut to units.
[[nodiscard]] Number dividend_due(const ClosingPart& part);

}  // namespace pointsbank::explanation
