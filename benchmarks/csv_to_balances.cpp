// From CSV to a CSV of balances, and what it took.
//
//   csv_to_balances RULES.json ROSTER.csv EVENTS.csv OUT_FOLDER [--threads N] [--all] [--json]
//
// With --all every table is made and written. Prints seconds by stage, with one thread the processor's (waiting for the
// disk is not in it, nor what else the machine is doing), with several the clock's; and memory: what the columns take
// (what is resident once they are read) and how much more the peak is.

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <optional>

#include "pointsbank/pointsbank.hpp"
#include "process_memory.hpp"
#include "timing.hpp"

namespace {

using namespace pointsbank;

struct Arguments {
  std::vector<std::string> files;
  int threads = 1;
  bool all = false;
  bool json = false;
};

void run(const Arguments& arguments) {
  Report report(arguments.json);
  const std::filesystem::path rules = arguments.files[0];
  const Program program = load_rule_book(std::span(&rules, 1));
  ReadOptions reading;
  reading.threads = arguments.threads;
  Roster roster;
  Events events;
  const double starting = static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
  const auto timed = [&](const auto& work) {
    return arguments.threads == 1 ? processor_seconds_of(work) : seconds_of(work);
  };
  const double read = timed([&] {
    roster = read_roster(arguments.files[1], program.table_format(), reading);
    events = read_events(arguments.files[2], program.table_format(), reading);
  });
  const double peak_of_reading = peak_bytes();
  const double columns = resident_bytes();
  forget_peak();
  EvaluateOptions options;
  options.through = Date::of(2026, 12, 31);
  options.threads = arguments.threads;
  options.postings = options.outcomes = options.closings = arguments.all;
  const std::vector<std::string_view> tables =
      arguments.all ? output_tables() : std::vector<std::string_view>{"balances"};
  double evaluated = 0;
  double written = 0;
  {
    std::optional<Evaluation> evaluation;
    evaluated = timed([&] { evaluation.emplace(evaluate(program, roster, events, options)); });
    written = timed([&] { write_csv(*evaluation, arguments.files[3], tables); });
  }
  const double peak = peak_bytes();
  report.say("events", "", static_cast<double>(events.size()));
  report.say("households", "", static_cast<double>(roster.size()));
  report.say("starting", "s", starting);
  report.say("reading", "s", read);
  report.say("evaluating", "s", evaluated);
  report.say("writing", "s", written);
  report.say("peak of reading", "MB", peak_of_reading / 1e6);
  report.say("columns", "MB", columns / 1e6);
  report.say("peak above the columns", "MB", (peak - columns) / 1e6);
  report.say("peak of all", "MB", std::max(peak, peak_of_reading) / 1e6);
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--all") {
      arguments.all = true;
    } else if (word == "--json") {
      arguments.json = true;
    } else if (word == "--threads" && i + 1 < argc) {
      arguments.threads = std::max(1, std::atoi(argv[++i]));
    } else {
      arguments.files.push_back(word);
    }
  }
  if (arguments.files.size() != 4) {
    std::fputs("csv_to_balances RULES.json ROSTER.csv EVENTS.csv OUT_FOLDER [--threads N] [--all] [--json]\n", stderr);
    return 2;
  }
  try {
    run(arguments);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
