// pointsbank compare: what a change of rules does to whom.

#include <algorithm>

#include "commands.hpp"
#include "data.hpp"
#include "pointsbank/comparison.hpp"
#include "pointsbank/report.hpp"
#include "progress.hpp"
#include "trial.hpp"

namespace pointsbank::command {

namespace {

/// The book as it is and as it would be, each with tables that were read for it.
struct Sides {
  Data before, after;
  std::string title;
};

Sides read_sides(const CompareArguments& arguments, const Console& console) {
  Sides sides;
  const std::vector<RuleList> lists = read_lists(arguments.data.rules);
  Program before = compile(lists);
  Program after;
  Issues never_heard;
  Reform reform;
  if (arguments.reform.empty()) {
    after = load_rule_book(arguments.against);
    sides.title = console.sentence("compare_title", {before.id(), after.id()});
  } else {
    reform = parse_reform(read_source(arguments.reform));
    after = compile(reformed(lists, reform, console));
    sides.title = reform.title(console.language());
    if (sides.title.empty()) sides.title = arguments.reform.stem().string();
  }
  sides.before = read_data(std::move(before), arguments.data, console);
  if (!arguments.reform.empty()) console.issues(unheard(reform, lists, sides.before.events));
  if (after.table_format() == sides.before.program.table_format()) {
    sides.after = sides.before;
    sides.after.program = std::move(after);
  } else {
    // A book that declares other columns reads the tables for itself.
    sides.after = read_data(std::move(after), arguments.data, console);
  }
  return sides;
}

/// Calls work with the options of a side that show how far it has come.
template <class Work>
auto shown(Data& data, const Console& console, const Work& work) {
  Progress progress(console, console.sentence("command_evaluating"));
  data.options.closings = true;
  data.options.progress = [&](int thousandths) { return progress.tell(static_cast<std::uint64_t>(thousandths), 1000); };
  auto result = work(data);
  data.options.progress = {};
  return result;
}

/// Over the same tables only what changes is evaluated again; tables that were read twice are evaluated twice.
Comparison compare_sides(Sides& sides, const CompareOptions& options, const Console& console) {
  if (sides.before.program.table_format() == sides.after.program.table_format()) {
    return shown(sides.before, console, [&](Data& data) {
      const Baseline baseline(data.program, data.roster, data.events, data.options);
      return pointsbank::compare(baseline, sides.after.program, options);
    });
  }
  const auto evaluated = [](Data& data) {
    data.options.postings = true;
    return evaluate(data.program, data.roster, data.events, data.options);
  };
  const Evaluation before = shown(sides.before, console, evaluated);
  return pointsbank::compare(before, shown(sides.after, console, evaluated), options);
}

ExitCode explain_household(const CompareArguments& arguments, Sides& sides, const Console& console) {
  if (sides.before.roster.find(arguments.household) == no_id) {
    throw InputError({wrong_use("command_unknown_household", {arguments.household, arguments.data.roster.string()})});
  }
  if (sides.before.program.table_format() != sides.after.program.table_format()) {
    throw UsageError(console.sentence("compare_other_columns"));
  }
  const Explanation found = explain_difference(sides.before.program, sides.after.program, sides.before.roster,
                                               sides.before.events, sides.before.options, arguments.household);
  console.result(arguments.json ? found.json : found.text(console.language()));
  return ExitCode::done;
}

}  // namespace

ExitCode compare(const CompareArguments& arguments, const Console& console) {
  if (!arguments.csv.empty()) check_output_folder(arguments.csv);
  Sides sides = read_sides(arguments, console);
  if (!arguments.household.empty()) return explain_household(arguments, sides, console);
  CompareOptions options;
  options.period = arguments.period;
  options.by_spendable = arguments.by_spendable;
  const Comparison found = compare_sides(sides, options, console);
  std::vector<FileText> files;
  if (!arguments.csv.empty()) {
    for (auto& [name, text] : to_csv(found)) files.push_back({arguments.csv / (name + ".csv"), std::move(text)});
  }
  if (!arguments.html.empty()) files.push_back({arguments.html, to_html(found, sides.title, console.language())});
  if (!arguments.data.bad_rows.empty()) {
    files.push_back({arguments.data.bad_rows, to_csv(sides.before.bad_rows, console.language())});
  }
  write_files(files);
  console.result(arguments.json ? to_json(found) : to_text(found, console.language()));
  return ExitCode::done;
}

}  // namespace pointsbank::command
