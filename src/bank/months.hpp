// What closing a month, its sheet and the differences share.
#pragma once

#include <compare>
#include <string>
#include <vector>

#include "bank/work.hpp"
#include "digest/merkle.hpp"
#include "pointsbank/evaluate.hpp"

namespace pointsbank::bank {

/// A row of a ranking, rating, dividend or benefit as it comes out of an evaluation.
struct ClosingRow {
  std::string table;
  std::string closing;
  Date period;
  std::string household;
  std::vector<journal::Cell> cells;
};

/// The rows of closings whose period ends in one of these months (first days), in the order of the evaluation.
[[nodiscard]] std::vector<ClosingRow> closing_rows(const RuleBook& book, const Evaluation& evaluation,
                                                   const std::vector<Date>& months);

/// The tree over all entries that there are, on top of the one that the last closing left.
[[nodiscard]] digest::MerkleTree grown_tree(store::Store& store, store::Seq entries);
void keep_tree(store::Store& store, const digest::MerkleTree& tree);

/// The cells of a row, comma-separated.
[[nodiscard]] std::string cells_text(const std::vector<journal::Cell>& cells);

/// The month of a request, `2026-03`; InputError otherwise.
[[nodiscard]] Date month_of(std::string_view text);
[[nodiscard]] std::string month_text(Date month);

}  // namespace pointsbank::bank
