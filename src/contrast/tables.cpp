#include <algorithm>
#include <cstdlib>

#include "contrast/output.hpp"

namespace pointsbank::contrast {
namespace {

class Tables {
 public:
  Tables(const Comparison& comparison, Language language, std::size_t most)
      : comparison_(comparison), language_(language), most_(most), decimals_(comparison.decimals()) {}

  [[nodiscard]] std::vector<Table> run() {
    totals();
    posted("comparison_by_rule", comparison_.by_rule(), true);
    posted("comparison_by_category", comparison_.by_category(), false);
    posted("comparison_by_period", comparison_.by_period(), false);
    households("comparison_winners", comparison_.winners(most_));
    households("comparison_losers", comparison_.losers(most_));
    for (const std::string& name : comparison_.group_names()) group(name);
    movements();
    spread();
    return std::move(tables_);
  }

 private:
  [[nodiscard]] std::string say(std::string_view code, std::vector<std::string> arguments = {}) const {
    return messages::format(code, arguments, language_);
  }
  [[nodiscard]] std::string points(std::int64_t units) const { return units_to_string(units, decimals_); }

  void change(std::vector<std::string>& row, const BeforeAfter& amount) const {
    row.push_back(points(amount.before));
    row.push_back(points(amount.after));
    row.push_back(signed_units(amount.difference(), decimals_));
  }
  [[nodiscard]] std::vector<std::string> three() const {
    return {say("comparison_column_before"), say("comparison_column_after"), say("comparison_column_difference")};
  }
  [[nodiscard]] std::vector<std::string> head(std::initializer_list<std::string_view> first,
                                              bool with_three = true) const {
    std::vector<std::string> names;
    for (const std::string_view code : first) names.push_back(say(code));
    if (with_three) {
      for (std::string& name : three()) names.push_back(std::move(name));
    }
    return names;
  }

  void totals() {
    Table table{say("comparison_totals"), head({"comparison_column_what"}), {}};
    const auto add = [&](std::string_view code, const BeforeAfter& amount) {
      std::vector<std::string> row = {say(code)};
      change(row, amount);
      table.rows.push_back(std::move(row));
    };
    add("comparison_issued", comparison_.issued());
    add("comparison_standing", comparison_.standing());
    add("comparison_spendable", comparison_.spendable());
    for (const MoneyChange& money : comparison_.money()) {
      const Number difference = money.after - money.before;
      const std::string sign = difference.sign() > 0 ? "+" : "";
      table.rows.push_back({say("comparison_worth", {money.currency}), money_text(money.before),
                            money_text(money.after), sign + money_text(difference)});
    }
    tables_.push_back(std::move(table));
    const std::int64_t all = static_cast<std::int64_t>(comparison_.households().size());
    const std::int64_t won = comparison_.winner_count(), lost = comparison_.loser_count();
    tables_.push_back(
        {say("comparison_households"),
         head({"comparison_column_all", "comparison_column_winners", "comparison_column_losers",
               "comparison_column_unchanged"},
              false),
         {{std::to_string(all), std::to_string(won), std::to_string(lost), std::to_string(all - won - lost)}},
         0});
  }

  void posted(std::string_view title, const std::vector<PostedChange>& rows, bool with_cause) {
    Table table{
        say(title),
        with_cause ? head({"comparison_column_source", "comparison_column_cause"}) : head({"comparison_column_key"}),
        {},
        with_cause ? 2U : 1U};
    std::vector<PostedChange> sorted = rows;
    if (title != "comparison_by_period") {
      const auto weight = [&](const PostedChange& row) { return std::abs(measured(row).difference()); };
      std::stable_sort(sorted.begin(), sorted.end(),
                       [&](const PostedChange& a, const PostedChange& b) { return weight(a) > weight(b); });
    }
    for (const PostedChange& each : sorted) {
      std::vector<std::string> row = {name_of(each, language_)};
      if (with_cause) row.push_back(say("comparison_cause_" + each.cause));
      change(row, measured(each));
      table.rows.push_back(std::move(row));
    }
    tables_.push_back(std::move(table));
  }
  [[nodiscard]] const BeforeAfter& measured(const PostedChange& row) const {
    return comparison_.options().by_spendable ? row.spendable : row.standing;
  }

  void households(std::string_view title, const std::vector<HouseholdChange>& changes) {
    if (changes.empty()) return;
    Table table{say(title), head({"comparison_column_household"}), {}};
    for (const HouseholdChange& each : changes) {
      std::vector<std::string> row = {std::string(comparison_.roster().id(each.household))};
      change(row, comparison_.measured(each));
      table.rows.push_back(std::move(row));
    }
    tables_.push_back(std::move(table));
  }

  void group(const std::string& name) {
    Table table{say("comparison_by_group", {name}), head({"comparison_column_value", "comparison_column_all"}), {}};
    table.head.push_back(say("comparison_column_winners"));
    table.head.push_back(say("comparison_column_losers"));
    for (const GroupChange& each : comparison_.by_group(name)) {
      std::vector<std::string> row = {each.key.empty() ? say("comparison_no_value") : each.key,
                                      std::to_string(each.households)};
      change(row, comparison_.options().by_spendable ? each.spendable : each.standing);
      row.push_back(std::to_string(each.winners));
      row.push_back(std::to_string(each.losers));
      table.rows.push_back(std::move(row));
    }
    tables_.push_back(std::move(table));
  }

  void movements() {
    const std::vector<Movement>& all = comparison_.movements();
    if (all.empty()) return;
    Table table{say("comparison_movements", {std::to_string(all.size())}),
                head({"comparison_column_of", "comparison_column_closing", "comparison_column_period",
                      "comparison_column_household", "comparison_column_before", "comparison_column_after"},
                     false),
                {},
                4};
    for (const Movement& each : all) {
      if (table.rows.size() == most_) break;
      const auto shown = [&](const std::string& text) { return text.empty() ? say("comparison_none") : text; };
      table.rows.push_back({say("comparison_" + std::string(to_string(each.of))), each.closing, each.period.to_string(),
                            std::string(comparison_.roster().id(each.household)), shown(each.before),
                            shown(each.after)});
    }
    tables_.push_back(std::move(table));
  }

  void spread() {
    const Distribution &old = comparison_.distribution_before(), &now = comparison_.distribution_after();
    Table table{say("comparison_distribution"), head({"comparison_column_what"}), {}};
    const auto share = [](const Number& number) { return number.to_string(4, Rounding::half_up); };
    const Number difference = now.gini - old.gini;
    table.rows.push_back({say("comparison_gini"), share(old.gini), share(now.gini),
                          (difference.sign() > 0 ? "+" : "") + share(difference)});
    for (std::size_t i = 0; i < old.quantiles.size(); ++i) {
      std::vector<std::string> row = {say("comparison_quantile", {std::to_string(old.quantiles[i].first)})};
      change(row, {old.quantiles[i].second, now.quantiles[i].second});
      table.rows.push_back(std::move(row));
    }
    for (const std::size_t tenths : {2U, 5U, 9U}) {
      const Number change_of_share = now.lorenz[tenths] - old.lorenz[tenths];
      table.rows.push_back({say("comparison_lorenz", {std::to_string(tenths * 10)}), percent(old.lorenz[tenths]),
                            percent(now.lorenz[tenths]),
                            (change_of_share.sign() > 0 ? "+" : "") + percent(change_of_share)});
    }
    tables_.push_back(std::move(table));
  }

  const Comparison& comparison_;
  Language language_;
  std::size_t most_;
  int decimals_;
  std::vector<Table> tables_;
};

}  // namespace

std::string signed_units(std::int64_t units, int decimals) {
  return (units > 0 ? "+" : "") + units_to_string(units, decimals);
}

std::string money_text(const Number& money) {
  std::string text = money.to_string();
  if (text.find('/') != std::string::npos) return text;
  const std::size_t point = text.find('.');
  const std::size_t decimals = point == std::string::npos ? 0 : text.size() - point - 1;
  if (point == std::string::npos) text.push_back('.');
  if (decimals < 2) text.append(2 - decimals, '0');
  return text;
}

std::string_view to_string(Movement::Of of) {
  constexpr std::string_view words[] = {"rank", "level", "dividend", "benefit"};
  return words[static_cast<std::size_t>(of)];
}

std::string name_of(const PostedChange& row, Language language) {
  const std::string& title = language == Language::zh ? row.title_zh : row.title_en;
  if (!title.empty()) return title;
  return row.key.empty() ? messages::format("comparison_no_key", {}, language) : row.key;
}

std::string percent(const Number& share) { return (share * Number(100)).to_string(1, Rounding::half_up) + "%"; }

std::vector<Table> tables(const Comparison& comparison, Language language, std::size_t most) {
  return Tables(comparison, language, most).run();
}

}  // namespace pointsbank::contrast
