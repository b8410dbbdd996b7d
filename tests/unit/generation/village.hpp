// A generated village, read and evaluated as its files would be.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/evaluate.hpp"
#include "pointsbank/generate.hpp"

namespace pointsbank::given {

struct Village {
  GeneratedVillage texts;
  Evaluation evaluation;
};

/// Fails where a row cannot be taken or a column is not known.
[[nodiscard]] Village village(const Program& program, const GenerateOptions& options);

/// Rows of a CSV text by column, the header apart; no cell of what is generated here needs quotes.
using Row = std::map<std::string, std::string>;
[[nodiscard]] std::vector<Row> rows_of(const std::string& csv);

[[nodiscard]] Program program_of(const std::string& text);

/// How many outcomes `applied` or `cut` each rule has, 0 too, by id.
[[nodiscard]] std::map<std::string, int> scored(const Evaluation& evaluation);
/// How many events have this outcome and reason, of any rule or of none.
[[nodiscard]] int count_of(const Evaluation& evaluation, Outcome outcome, Reason reason = Reason::none);

}  // namespace pointsbank::given
