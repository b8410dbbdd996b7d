// pointsbank sweep: one field over many values, or the value that meets a goal.

#include <algorithm>

#include "commands.hpp"
#include "data.hpp"
#include "pointsbank/comparison.hpp"
#include "trial.hpp"

namespace pointsbank::command {

namespace {

std::string_view word(SweepMeasure::Of of) {
  constexpr std::string_view words[] = {"issued", "money", "share-above", "gini", "standing", "spendable"};
  return words[static_cast<std::size_t>(of)];
}

/// A share is no short decimal always; what is an amount is exact.
std::string shown(const Number& measure, SweepMeasure::Of of) {
  const bool is_share = of == SweepMeasure::Of::share_above || of == SweepMeasure::Of::gini;
  return is_share ? measure.to_string(share_decimals, Rounding::half_up) : measure.to_string();
}

std::string quoted(const std::string& text) { return '"' + text + '"'; }

class Output {
 public:
  Output(const SweepArguments& arguments, int decimals, const Console& console)
      : arguments_(arguments), decimals_(decimals), console_(console) {}

  [[nodiscard]] std::string text(const std::vector<SweepRow>& rows) const {
    std::vector<std::vector<std::string>> cells = {
        {console_.sentence("sweep_column_value"), console_.sentence("sweep_column_" + measure_word()),
         console_.sentence("comparison_issued"), console_.sentence("comparison_column_difference"),
         console_.sentence("comparison_column_winners"), console_.sentence("comparison_column_losers")}};
    for (const SweepRow& row : rows) {
      const std::int64_t difference = row.issued.difference();
      cells.push_back({row.value, shown(row.measure, arguments_.measure.of),
                       units_to_string(row.issued.after, decimals_),
                       (difference > 0 ? "+" : "") + units_to_string(difference, decimals_),
                       std::to_string(row.winners), std::to_string(row.losers)});
    }
    return in_columns(cells);
  }

  [[nodiscard]] std::string text(const GoalFound& found) const {
    const std::string_view code = found.is_met ? "sweep_met" : "sweep_not_met";
    const auto measure = [&](const Number& number) { return shown(number, arguments_.measure.of); };
    std::string text = this->text(found.tried);
    text += console_.sentence(code, {found.value, measure(found.measure), measure(arguments_.goal.target),
                                     arguments_.goal.least.to_string(), arguments_.goal.most.to_string()}) +
            "\n";
    if (!found.is_monotone) text += console_.sentence("sweep_turns") + "\n";
    return text;
  }

  [[nodiscard]] std::string json(const std::vector<SweepRow>& rows) const {
    std::string text = "[";
    for (const SweepRow& row : rows) {
      text.append(&row == &rows.front() ? "\n  {" : ",\n  {").append("\"value\": ").append(row.value);
      const auto add = [&](std::string_view key, const std::string& value) {
        text.append(", \"").append(key).append("\": ").append(quoted(value));
      };
      add("measure", shown(row.measure, arguments_.measure.of));
      const auto sides = [&](const std::string& key, const BeforeAfter& amount) {
        add(key + "_before", units_to_string(amount.before, decimals_));
        add(key + "_after", units_to_string(amount.after, decimals_));
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

  [[nodiscard]] std::string document(const std::vector<SweepRow>& rows) const {
    return "{\n \"measure\": " + quoted(measure_word()) + ",\n \"rows\": " + json(rows) + "\n}\n";
  }
  [[nodiscard]] std::string document(const GoalFound& found) const {
    return "{\n \"measure\": " + quoted(measure_word()) + ",\n \"met\": " + (found.is_met ? "true" : "false") +
           ",\n \"monotone\": " + (found.is_monotone ? "true" : "false") + ",\n \"value\": " + found.value +
           ",\n \"measured\": " + quoted(shown(found.measure, arguments_.measure.of)) +
           ",\n \"rows\": " + json(found.tried) + "\n}\n";
  }

 private:
  [[nodiscard]] std::string measure_word() const { return std::string(word(arguments_.measure.of)); }

  const SweepArguments& arguments_;
  int decimals_;
  const Console& console_;
};

}  // namespace

ExitCode sweep(const SweepArguments& arguments, const Console& console) {
  const std::vector<RuleList> lists = read_lists(arguments.data.rules);
  const Data data = read_data(compile(lists), arguments.data, console);
  const SweepData swept{lists, data.roster, data.events, data.options};
  const Output output(arguments, data.program.decimals(), console);
  if (arguments.values.empty()) {
    const GoalFound found = goal_seek(swept, arguments.field, arguments.goal, arguments.measure);
    console.result(arguments.json ? output.document(found) : output.text(found));
    return ExitCode::done;
  }
  const std::vector<SweepRow> rows = pointsbank::sweep(swept, arguments.field, arguments.values, arguments.measure);
  console.result(arguments.json ? output.document(rows) : output.text(rows));
  return ExitCode::done;
}

}  // namespace pointsbank::command
