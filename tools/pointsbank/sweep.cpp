// pointsbank sweep: one field over many values, or the value that meets a goal.

#include "commands.hpp"
#include "data.hpp"
#include "pointsbank/comparison.hpp"
#include "trial.hpp"

namespace pointsbank::command {

ExitCode sweep(const SweepArguments& arguments, const Console& console) {
  const std::vector<RuleList> lists = read_lists(arguments.data.rules);
  const Data data = read_data(compile(lists), arguments.data, console);
  const SweepData swept{lists, data.roster, data.events, data.options};
  const SweepMeasure::Of of = arguments.measure.of;
  const int decimals = data.program.decimals();
  if (arguments.values.empty()) {
    const GoalFound found = goal_seek(swept, arguments.field, arguments.goal, arguments.measure);
    console.result(arguments.json ? to_json(found, of, decimals)
                                  : to_text(found, arguments.goal, of, decimals, console.language()));
    return ExitCode::done;
  }
  const std::vector<SweepRow> rows = pointsbank::sweep(swept, arguments.field, arguments.values, arguments.measure);
  console.result(arguments.json ? to_json(rows, of, decimals) : to_text(rows, of, decimals, console.language()));
  return ExitCode::done;
}

}  // namespace pointsbank::command
