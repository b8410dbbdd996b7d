// What months publish: rows of closings, the tree over the journal, and the words for months.
#include <algorithm>
#include <charconv>

#include "bank/faults.hpp"
#include "bank/months.hpp"
#include "bank/settings.hpp"
#include "pointsbank/report.hpp"

namespace pointsbank::bank {

namespace {

constexpr std::string_view tables[] = {"rankings", "ratings", "dividends", "benefits"};
constexpr std::size_t common_columns = 3;  // closing, period, household

/// The month in which a closing's period ends: its kind of period is that of the version in effect then.
std::optional<Date> month_of_closing(const RuleBook& book, std::string_view id, Date period) {
  for (const rulelist::List& version : book.model.versions) {
    for (const rulelist::Closing& closing : version.closings) {
      if (closing.id != id || first_day(closing.at, period) != period) continue;
      const Date last = last_day(closing.at, period);
      if (version.effective.holds(last)) return first_day(PeriodKind::month, last);
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<ClosingRow> closing_rows(const RuleBook& book, const Evaluation& evaluation,
                                     const std::vector<Date>& months) {
  std::vector<ClosingRow> rows;
  for (const std::string_view table : tables) {
    const std::vector<std::vector<std::string>> cells = to_rows(evaluation, table);
    for (std::size_t number = 1; number < cells.size(); ++number) {
      const std::vector<std::string>& row = cells[number];
      const Date period = Date::parse(row[1]).value_or(Date::always());
      const std::optional<Date> month = month_of_closing(book, row[0], period);
      if (!month || std::find(months.begin(), months.end(), *month) == months.end()) continue;
      ClosingRow made{std::string(table), row[0], period, row[2], {}};
      for (std::size_t column = common_columns; column < row.size(); ++column) {
        made.cells.push_back({cells.front()[column], row[column]});
      }
      rows.push_back(std::move(made));
    }
  }
  return rows;
}

digest::MerkleTree grown_tree(store::Store& store, store::Seq entries) {
  digest::MerkleTree tree;
  const std::string kept = store.setting(settings::merkle_tree).value_or("");
  if (!kept.empty()) {
    std::uint64_t size = 0;
    const char* const end = kept.data() + kept.size();
    const char* at = std::from_chars(kept.data(), end, size).ptr;
    std::vector<Digest> peaks;
    constexpr std::ptrdiff_t digits = 64;
    for (; end - at > digits; at += digits + 1) {
      if (const std::optional<Digest> peak = Digest::parse({at + 1, digits})) peaks.push_back(*peak);
    }
    // What does not fit is drawn up anew from the beginning: it is no more than a shortcut.
    if (auto left = digest::MerkleTree::of(size, peaks)) tree = *std::move(left);
    if (tree.size() > static_cast<std::uint64_t>(entries)) tree = {};
  }
  store.visit_journal(static_cast<store::Seq>(tree.size()) + 1, entries, [&tree](const store::JournalView& row) {
    tree.append(digest::leaf_digest(row.body));
    return true;
  });
  return tree;
}

void keep_tree(store::Store& store, const digest::MerkleTree& tree) {
  std::string text = std::to_string(tree.size());
  for (const Digest& peak : tree.peaks()) text.append(" ").append(peak.to_string());
  store.set(settings::merkle_tree, text);
}

std::string cells_text(const std::vector<journal::Cell>& cells) {
  std::string text;
  for (const journal::Cell& cell : cells) {
    if (&cell != &cells.front()) text += ',';
    text += cell.text;
  }
  return text;
}

Date month_of(std::string_view text) {
  const std::optional<Date> first = Date::parse(std::string(text) + "-01");
  if (!first) wrong("month", "bank_month", {std::string(text)});
  return *first;
}

std::string month_text(Date month) { return month.to_string().substr(0, 7); }

}  // namespace pointsbank::bank
