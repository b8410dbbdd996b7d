// A comparison as text for people, as JSON and as CSV.
#include <algorithm>

#include "contrast/output.hpp"
#include "json/value.hpp"
#include "report/text_buffer.hpp"
#include "report/text_table.hpp"

namespace pointsbank {
namespace contrast {
namespace {

constexpr std::size_t most_rows = 10;

std::string text_of(const Table& table) {
  constexpr std::size_t indent = 2;
  std::vector<bool> is_figure(table.head.size(), true);
  std::fill_n(is_figure.begin(), std::min(table.texts, is_figure.size()), false);
  return table.title + "\n" + report::to_text({table.head, table.rows, std::move(is_figure), indent});
}

std::string quoted(std::string_view text) {
  std::string json;
  json::append_string(json, text);
  return json;
}

std::string csv(const std::vector<std::string>& row) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) line.push_back(',');
    report::append_cell(line, row[i]);
  }
  return line + "\n";
}

/// The rows of the machine's tables: exact figures, no words.
class Rows {
 public:
  explicit Rows(const Comparison& comparison) : comparison_(comparison) {}
  using Cells = std::vector<std::string>;
  using Named = std::pair<std::string, std::vector<Cells>>;

  [[nodiscard]] std::vector<Named> run() const {
    std::vector<Named> all = {{"households", households()},
                              {"rules", posted(comparison_.by_rule(), {"source", "cause"})},
                              {"categories", posted(comparison_.by_category(), {"category"})},
                              {"periods", posted(comparison_.by_period(), {"period"})},
                              {"movements", movements()},
                              {"distribution", distribution()},
                              {"totals", totals()}};
    for (const std::string& name : comparison_.group_names()) all.emplace_back("by_" + name, group(name));
    return all;
  }

 private:
  void change(Cells& row, const BeforeAfter& amount) const {
    for (const std::int64_t units : {amount.before, amount.after, amount.difference()}) {
      row.push_back(units_to_string(units, comparison_.decimals()));
    }
  }
  static Cells head(Cells first, std::initializer_list<std::string_view> amounts) {
    for (const std::string_view amount : amounts) {
      for (const std::string_view side : {"before", "after", "difference"}) {
        first.push_back(std::string(amount) + "_" + std::string(side));
      }
    }
    return first;
  }

  [[nodiscard]] std::vector<Cells> households() const {
    std::vector<Cells> rows = {head({"household"}, {"standing", "spendable", "earned", "deducted"})};
    for (const HouseholdChange& each : comparison_.households()) {
      Cells& row = rows.emplace_back(Cells{std::string(comparison_.roster().id(each.household))});
      for (const BeforeAfter* amount : {&each.standing, &each.spendable, &each.earned, &each.deducted})
        change(row, *amount);
    }
    return rows;
  }
  [[nodiscard]] std::vector<Cells> posted(const std::vector<PostedChange>& changes, Cells first) const {
    const bool with_cause = first.size() == 2;
    first.push_back("postings_before");
    first.push_back("postings_after");
    std::vector<Cells> rows = {head(std::move(first), {"standing", "spendable"})};
    for (const PostedChange& each : changes) {
      Cells& row = rows.emplace_back(Cells{each.key});
      if (with_cause) row.push_back(each.cause);
      row.push_back(std::to_string(each.postings.before));
      row.push_back(std::to_string(each.postings.after));
      change(row, each.standing);
      change(row, each.spendable);
    }
    return rows;
  }
  [[nodiscard]] std::vector<Cells> movements() const {
    std::vector<Cells> rows = {{"what", "closing", "period", "household", "before", "after"}};
    for (const Movement& each : comparison_.movements()) {
      rows.push_back({std::string(to_string(each.of)), each.closing, each.period.to_string(),
                      std::string(comparison_.roster().id(each.household)), each.before, each.after});
    }
    return rows;
  }
  [[nodiscard]] std::vector<Cells> distribution() const {
    const Distribution &old = comparison_.distribution_before(), &now = comparison_.distribution_after();
    const auto share = [](const Number& number) { return number.to_string(share_decimals, Rounding::half_up); };
    std::vector<Cells> rows = {{"what", "before", "after"}, {"gini", share(old.gini), share(now.gini)}};
    for (std::size_t i = 0; i < old.lorenz.size(); ++i) {
      rows.push_back({"lorenz_" + std::to_string(i * 10), share(old.lorenz[i]), share(now.lorenz[i])});
    }
    for (std::size_t i = 0; i < old.quantiles.size(); ++i) {
      rows.push_back({"quantile_" + std::to_string(old.quantiles[i].first),
                      units_to_string(old.quantiles[i].second, comparison_.decimals()),
                      units_to_string(now.quantiles[i].second, comparison_.decimals())});
    }
    rows.push_back({"households_below_zero", std::to_string(old.below_zero), std::to_string(now.below_zero)});
    return rows;
  }
  [[nodiscard]] std::vector<Cells> totals() const {
    std::vector<Cells> rows = {{"what", "before", "after", "difference"}};
    const auto add = [&](const char* name, const BeforeAfter& amount) {
      Cells& row = rows.emplace_back(Cells{name});
      change(row, amount);
    };
    add("issued", comparison_.issued());
    add("standing", comparison_.standing());
    add("spendable", comparison_.spendable());
    for (const MoneyChange& money : comparison_.money()) {
      rows.push_back({"money_" + money.currency, money_text(money.before), money_text(money.after),
                      money_text(money.after - money.before)});
    }
    return rows;
  }
  [[nodiscard]] std::vector<Cells> group(const std::string& name) const {
    std::vector<Cells> rows = {head({"value", "households", "winners", "losers"}, {"standing", "spendable"})};
    for (const GroupChange& each : comparison_.by_group(name)) {
      Cells& row = rows.emplace_back(
          Cells{each.key, std::to_string(each.households), std::to_string(each.winners), std::to_string(each.losers)});
      change(row, each.standing);
      change(row, each.spendable);
    }
    return rows;
  }

  const Comparison& comparison_;
};

}  // namespace
}  // namespace contrast

std::string to_text(const Comparison& comparison, Language language) {
  std::string text;
  for (const contrast::Table& table : contrast::tables(comparison, language, contrast::most_rows)) {
    text.append(text.empty() ? "" : "\n").append(contrast::text_of(table));
  }
  return text;
}

std::vector<std::pair<std::string, std::string>> to_csv(const Comparison& comparison) {
  std::vector<std::pair<std::string, std::string>> tables;
  for (const auto& [name, rows] : contrast::Rows(comparison).run()) {
    std::string text;
    for (const std::vector<std::string>& row : rows) text.append(contrast::csv(row));
    tables.emplace_back(name, std::move(text));
  }
  return tables;
}

std::string to_json(const Comparison& comparison) {
  std::string text = "{\n \"decimals\": " + std::to_string(comparison.decimals()) +
                     ",\n \"winners\": " + std::to_string(comparison.winner_count()) +
                     ",\n \"losers\": " + std::to_string(comparison.loser_count());
  for (const auto& [name, rows] : contrast::Rows(comparison).run()) {
    text.append(",\n ").append(contrast::quoted(name)).append(": [");
    for (std::size_t i = 1; i < rows.size(); ++i) {
      text.append(i == 1 ? "\n  {" : ",\n  {");
      for (std::size_t k = 0; k < rows[i].size(); ++k) {
        text.append(k == 0 ? "" : ", ").append(contrast::quoted(rows[0][k])).append(": ");
        text.append(contrast::quoted(rows[i][k]));
      }
      text.append("}");
    }
    text.append(rows.size() > 1 ? "\n ]" : "]");
  }
  return text.append("\n}\n");
}

}  // namespace pointsbank
