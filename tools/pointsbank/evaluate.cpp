// pointsbank evaluate: from a rule book and what households did to the seven tables.

#include "pointsbank/evaluate.hpp"

#include <chrono>

#include "commands.hpp"
#include "data.hpp"
#include "pointsbank/report.hpp"
#include "profile.hpp"
#include "progress.hpp"

namespace pointsbank::command {

namespace {

using Clock = std::chrono::steady_clock;

std::int64_t since(Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - begin).count();
}

Evaluation evaluate_data(Data& data, const Console& console) {
  Progress progress(console, console.sentence("command_evaluating"));
  data.options.postings = data.options.outcomes = data.options.closings = true;
  data.options.progress = [&](int thousandths) { return progress.tell(static_cast<std::uint64_t>(thousandths), 1000); };
  return evaluate(data.program, data.roster, data.events, data.options);
}

void write(const Evaluation& evaluation, const EvaluateArguments& arguments, const Data& data, const Console& console) {
  Progress progress(console, console.sentence("command_writing"));
  WriteOptions options;
  options.progress = [&](int thousandths) { return progress.tell(static_cast<std::uint64_t>(thousandths), 1000); };
  if (!arguments.data.bad_rows.empty()) {
    options.beside.push_back({arguments.data.bad_rows, to_csv(data.bad_rows, console.language())});
  }
  write_csv(evaluation, arguments.out, output_tables(), options);
}

void summarise(const Evaluation& evaluation, const EvaluateArguments& arguments, const Data& data,
               const Console& console) {
  console.tell(console.sentence("command_evaluated",
                                {std::to_string(evaluation.roster().size()), std::to_string(evaluation.events().size()),
                                 std::to_string(evaluation.postings().size()), arguments.out.string()}));
  if (!data.bad_rows.empty()) {
    console.tell(
        console.sentence("command_bad_rows", {std::to_string(data.bad_rows.size()), arguments.data.bad_rows.string()}));
  }
}

}  // namespace

ExitCode evaluate(const EvaluateArguments& arguments, const Console& console) {
  check_output_folder(arguments.out);
  Data data = read_data(arguments.data, console);
  Times times;
  times.reading = data.nanoseconds;
  Clock::time_point begin = Clock::now();
  const Evaluation evaluation = evaluate_data(data, console);
  times.evaluating = since(begin);
  begin = Clock::now();
  write(evaluation, arguments, data, console);
  times.writing = since(begin);
  if (arguments.profile) tell_profile(evaluation, times, console);
  summarise(evaluation, arguments, data, console);
  return ExitCode::done;
}

}  // namespace pointsbank::command
