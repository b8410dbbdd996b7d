// What a bank answers, as text for people and as JSON for programs.
//
// Texts are in Chinese or English, for a terminal or a printed page; amounts have exactly the list's decimals. JSON has
// amounts as exact decimals in strings, dates and moments as texts, keys in a fixed order.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "pointsbank/bank.hpp"

namespace pointsbank::bank {

/// How a bank's figures are written.
struct Figures {
  int decimals = 0;
  int utc_offset = 480;  ///< minutes east of UTC, for moments
};

[[nodiscard]] std::string to_text(std::span<const HouseholdBalance> balances, const Figures& figures,
                                  Language language);
[[nodiscard]] std::string to_json(std::span<const HouseholdBalance> balances, const Figures& figures);
/// A passbook: each line with its reason in plain words and what is there after it.
[[nodiscard]] std::string to_text(const Statement& statement, const Figures& figures, Language language);
[[nodiscard]] std::string to_json(const Statement& statement, const Figures& figures);
[[nodiscard]] std::string to_text(const Board& board, const Figures& figures, Language language);
[[nodiscard]] std::string to_json(const Board& board, const Figures& figures);
[[nodiscard]] std::string to_text(const Why& why, const Figures& figures, Language language);
[[nodiscard]] std::string to_json(const Why& why, const Figures& figures);
[[nodiscard]] std::string to_text(std::span<const Claim> claims, const Figures& figures, Language language);
[[nodiscard]] std::string to_json(std::span<const Claim> claims, const Figures& figures);
[[nodiscard]] std::string to_text(std::span<const ShelfLine> shelf, const Figures& figures, Language language);
[[nodiscard]] std::string to_json(std::span<const ShelfLine> shelf, const Figures& figures);
[[nodiscard]] std::string to_text(std::span<const Hold> holds, const Figures& figures, Language language);
[[nodiscard]] std::string to_json(std::span<const Hold> holds, const Figures& figures);
[[nodiscard]] std::string to_text(const Verification& found, Language language);
[[nodiscard]] std::string to_json(const Verification& found);
[[nodiscard]] std::string to_text(std::span<const Difference> differences, Language language);
[[nodiscard]] std::string to_json(std::span<const Difference> differences);

[[nodiscard]] std::optional<ExportForm> parse_export_form(std::string_view word) noexcept;

/// A name for a public board: of three characters or more the second is hidden (`张*三`), of two the last (`张*`); a
/// name of letters keeps the first of each word.
[[nodiscard]] std::string masked_name(std::string_view name);

}  // namespace pointsbank::bank
