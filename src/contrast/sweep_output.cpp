// What a sweep and a goal seek found, for people and for programs.
#include <algorithm>

#include "contrast/output.hpp"
#include "report/text_table.hpp"

namespace pointsbank {
namespace contrast {
namespace {

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

/// The first row names the columns; the first column stands to the left, figures to the right.
std::string in_columns(const std::vector<std::vector<std::string>>& rows) {
  std::vector<bool> is_figure(rows.front().size(), true);
  is_figure.front() = false;
  return report::to_text({rows.front(), {rows.begin() + 1, rows.end()}, std::move(is_figure)});
}

std::string json_rows(const std::vector<SweepRow>& rows, SweepMeasure::Of of, int decimals) {
  std::string text = "[";
  for (const SweepRow& row : rows) {
    text.append(&row == &rows.front() ? "\n  {" : ",\n  {").append("\"value\": ").append(row.value);
    const auto add = [&](const std::string& key, const std::string& value) {
      text.append(", ").append(in_quotes(key)).append(": ").append(in_quotes(value));
    };
    add("measure", to_string(row.measure, of, decimals));
    const auto sides = [&](const std::string& key, const BeforeAfter& amount) {
      add(key + "_before", units_to_string(amount.before, decimals));
      add(key + "_after", units_to_string(amount.after, decimals));
    };
    sides("issued", row.issued);
    sides("standing", row.standing);
    sides("spendable", row.spendable);
    add("gini", row.gini.to_string(share_decimals, Rounding::half_up));
    text.append(", \"winners\": ").append(std::to_string(row.winners));
    text.append(", \"losers\": ").append(std::to_string(row.losers)).append("}");
  }
  return text + (rows.empty() ? "]" : "\n ]");
}

}  // namespace
}  // namespace contrast

std::string_view to_string(SweepMeasure::Of of) noexcept {
  constexpr std::string_view words[] = {"issued", "money", "share-above", "gini", "standing", "spendable"};
  return words[static_cast<std::size_t>(of)];
}

std::string to_string(const Number& measure, SweepMeasure::Of of, int decimals) {
  switch (of) {
    case SweepMeasure::Of::share_above:
    case SweepMeasure::Of::gini: return measure.to_string(share_decimals, Rounding::half_up);
    case SweepMeasure::Of::money: return contrast::money_text(measure);
    default: break;
  }
  // Sums of whole units; a goal may be finer.
  const std::string exact = measure.to_string(), in_units = measure.to_string(decimals, Rounding::half_up);
  return exact.size() > in_units.size() ? exact : in_units;
}

std::string to_json(const std::vector<SweepRow>& rows, SweepMeasure::Of of, int decimals) {
  return "{\n \"measure\": " + contrast::in_quotes(to_string(of)) +
         ",\n \"rows\": " + contrast::json_rows(rows, of, decimals) + "\n}\n";
}

std::string to_json(const GoalFound& found, SweepMeasure::Of of, int decimals) {
  return "{\n \"measure\": " + contrast::in_quotes(to_string(of)) +
         ",\n \"met\": " + (found.is_met ? "true" : "false") +
         ",\n \"monotone\": " + (found.is_monotone ? "true" : "false") + ",\n \"value\": " + found.value +
         ",\n \"measured\": " + contrast::in_quotes(to_string(found.measure, of, decimals)) +
         ",\n \"rows\": " + contrast::json_rows(found.tried, of, decimals) + "\n}\n";
}

std::string to_text(const std::vector<SweepRow>& rows, SweepMeasure::Of of, int decimals, Language language) {
  const auto say = [&](std::string_view code) { return messages::format(code, {}, language); };
  std::vector<std::vector<std::string>> cells = {
      {say("sweep_column_value"), say("sweep_column_" + std::string(to_string(of))), say("comparison_issued"),
       say("comparison_column_difference"), say("comparison_column_winners"), say("comparison_column_losers")}};
  for (const SweepRow& row : rows) {
    cells.push_back({row.value, to_string(row.measure, of, decimals), units_to_string(row.issued.after, decimals),
                     contrast::signed_units(row.issued.difference(), decimals), std::to_string(row.winners),
                     std::to_string(row.losers)});
  }
  return contrast::in_columns(cells);
}

std::string to_text(const GoalFound& found, const GoalSeek& goal, SweepMeasure::Of of, int decimals,
                    Language language) {
  const auto shown = [&](const Number& number) { return to_string(number, of, decimals); };
  std::string text = to_text(found.tried, of, decimals, language);
  const std::vector<std::string> figures = {found.value, shown(found.measure), goal.target.to_string(),
                                            goal.least.to_string(), goal.most.to_string()};
  text += messages::format(found.is_met ? "sweep_met" : "sweep_not_met", figures, language) + "\n";
  if (!found.is_monotone) text += messages::format("sweep_turns", {}, language) + "\n";
  return text;
}

}  // namespace pointsbank
