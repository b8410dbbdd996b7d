// Figures of a comparison as people and programs read them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "messages/messages.hpp"
#include "pointsbank/comparison.hpp"

namespace pointsbank::contrast {

/// `+5`, `-3`, `0`.
[[nodiscard]] std::string signed_units(std::int64_t units, int decimals);
[[nodiscard]] std::string_view to_string(Movement::Of of);
/// The words of a rule or category: its title, else its id; of what has neither a word of the catalogue.
[[nodiscard]] std::string name_of(const PostedChange& row, Language language);
/// Money, exact, with at least two decimals.
[[nodiscard]] std::string money_text(const Number& money);
/// A share as a percentage with one digit.
[[nodiscard]] std::string percent(const Number& share);

/// A table of texts; the first row names the columns. Numbers go to the right.
struct Table {
  std::string title;
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
  std::size_t texts = 1;  ///< how many columns from the left are no figures
};

/// The tables of a comparison for people, with at most `most` rows of winners, losers and movements.
[[nodiscard]] std::vector<Table> tables(const Comparison& comparison, Language language, std::size_t most);

}  // namespace pointsbank::contrast
