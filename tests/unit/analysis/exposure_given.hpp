// Small rule books and their exposure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/exposure.hpp"

namespace pointsbank::given {

/// A rule list of 2026 with two decimals and a category `c`; `keys` are further keys, rules among them.
[[nodiscard]] std::string book(const std::string& keys);
/// The same with one positive rule `r`; `keys` begins with a comma.
[[nodiscard]] std::string adding(const std::string& keys);
/// … with one negative rule `n`.
[[nodiscard]] std::string taking(const std::string& keys);

[[nodiscard]] Program compiled(const std::vector<std::string>& lists);
[[nodiscard]] Exposure exposed(const std::string& list, ExposureOptions options = {});

/// A bound as words: `12.5`, with `?` where nobody was found to reach it, or `no_limit: r, s`.
[[nodiscard]] std::string words(const ExposureBound& bound);
/// The most standing in a period of a row; rows by `r` (a rule's, category's or closing's id) or `base`, `forfeits`,
/// `positive`, `negative`, `whole`.
[[nodiscard]] std::string most(const Exposure& exposure, std::string_view row, PeriodKind kind);
[[nodiscard]] std::string least(const Exposure& exposure, std::string_view row, PeriodKind kind);
[[nodiscard]] std::string most_spendable(const Exposure& exposure, std::string_view row, PeriodKind kind);

}  // namespace pointsbank::given
