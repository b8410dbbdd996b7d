// The library beside the kernel written by hand, on the same data in the same run.
//
//   compare_hand RULES_FOLDER ROSTER.csv EVENTS.csv [--threads N] [--runs N] [--wall] [--fresh] [--only FORM]… [--json]
//
// RULES_FOLDER holds plain.json, full.json, village-year.json (workload.py rules). Every form is checked equal first,
// then measured in turns: the kernel, the library, the kernel, … Medians, in nanoseconds an event: of the processor's
// time with one thread, for the machine may be busy with other things; of the clock's with several or --wall. The rate
// is the median of those of the turns. Both sides work in memory that the process had before, unless --fresh says that
// each run gets new pages from the machine.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "hand_compare.hpp"
#include "timing.hpp"

namespace {

struct Arguments {
  std::vector<std::string> files;
  int threads = 1;
  int runs = 5;
  bool wall = false;
  bool fresh = false;
  bool json = false;
  std::vector<std::string> only;  // forms; empty: all
};

Arguments read_arguments(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--json") {
      arguments.json = true;
    } else if (word == "--wall") {
      arguments.wall = true;
    } else if (word == "--fresh") {
      arguments.fresh = true;
    } else if (word == "--threads" && i + 1 < argc) {
      arguments.threads = std::max(1, std::atoi(argv[++i]));
    } else if (word == "--only" && i + 1 < argc) {
      arguments.only.emplace_back(argv[++i]);
    } else if (word == "--runs" && i + 1 < argc) {
      arguments.runs = std::max(1, std::atoi(argv[++i]));
    } else {
      arguments.files.push_back(word);
    }
  }
  if (arguments.files.size() != 3)
    throw std::invalid_argument(
        "compare_hand RULES_FOLDER ROSTER.csv EVENTS.csv [--threads N] [--runs N] [--wall] [--fresh] [--only FORM]… "
        "[--json]");
  return arguments;
}

/// One form of the rules: both sides, checked equal, then timed in turns.
struct Measured {
  double kernel = 0;
  double library = 0;
  double rate = 0;  // of the library, the kernel's being 1
};

Measured measure(hand::Form form, const Arguments& arguments) {
  const std::filesystem::path file = std::filesystem::path(arguments.files[0]) / hand::rules_of(form);
  const pointsbank::Program program = pointsbank::load_rule_book(std::span(&file, 1));
  pointsbank::ReadOptions reading;
  reading.threads = 2;
  const pointsbank::Roster roster = pointsbank::read_roster(arguments.files[1], program.table_format(), reading);
  const pointsbank::Events events = pointsbank::read_events(arguments.files[2], program.table_format(), reading);
  const hand::Households households = hand::households_of(roster);
  const hand::Events columns = hand::events_of(events, roster, households);
  const pointsbank::EvaluateOptions options = hand::options_of(form, arguments.threads);
  {
    hand::Outcomes outcomes(events.size());
    const std::vector<hand::Balance> balances = hand::run(form, columns, households, arguments.threads, outcomes);
    hand::check_equal(form, pointsbank::evaluate(program, roster, events, options), households, balances, outcomes);
  }
  std::vector<double> kernel;
  std::vector<double> library;
  const auto timed = [&](const auto& work) {
    return arguments.threads == 1 && !arguments.wall ? processor_seconds_of(work) : seconds_of(work);
  };
  for (int i = 0; i < arguments.runs; ++i) {
    kernel.push_back(timed([&] {
      hand::Outcomes outcomes(events.size());
      static_cast<void>(hand::run(form, columns, households, arguments.threads, outcomes));
    }));
    library.push_back(timed([&] { static_cast<void>(pointsbank::evaluate(program, roster, events, options)); }));
  }
  std::vector<double> rates;
  for (std::size_t i = 0; i < kernel.size(); ++i) rates.push_back(kernel[i] / library[i]);
  const double each = 1e9 / static_cast<double>(events.size());
  return {median(kernel) * each, median(library) * each, median(rates)};
}

double read_columns(const Arguments& arguments) {
  const std::filesystem::path file = std::filesystem::path(arguments.files[0]) / "plain.json";
  const pointsbank::Program program = pointsbank::load_rule_book(std::span(&file, 1));
  const pointsbank::Roster roster = pointsbank::read_roster(arguments.files[1], program.table_format());
  const pointsbank::Events events = pointsbank::read_events(arguments.files[2], program.table_format());
  const hand::Events columns = hand::events_of(events, roster, hand::households_of(roster));
  std::vector<double> times;
  volatile std::uint64_t sum = 0;
  for (int i = 0; i < 2 * arguments.runs + 1; ++i)
    times.push_back(processor_seconds_of([&] { sum = hand::read_once(columns); }));
  return median(times) / static_cast<double>(events.size()) * 1e9;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Arguments arguments = read_arguments(argc, argv);
    if (!arguments.fresh) keep_memory();
    const double once = read_columns(arguments);
    if (arguments.json) {
      std::printf("{\"read once\": %.3f", once);
    } else {
      std::printf("%-20s %10s %10s %16s %18s\n", "ns an event", "kernel", "library", "library's rate",
                  "kernel / reading");
      std::printf("%-20s %10.2f\n", "read columns once", once);
    }
    for (const hand::Form form : hand::forms) {
      const std::string name(hand::name_of(form));
      const std::vector<std::string>& only = arguments.only;
      if (!only.empty() && std::find(only.begin(), only.end(), name) == only.end()) continue;
      const Measured measured = measure(form, arguments);
      if (arguments.json) {
        std::printf(", \"%s\": {\"kernel\": %.3f, \"library\": %.3f, \"rate\": %.3f}", name.c_str(), measured.kernel,
                    measured.library, measured.rate);
      } else {
        std::printf("%-20s %10.1f %10.1f %16.2f %18.1f\n", name.c_str(), measured.kernel, measured.library,
                    measured.rate, measured.kernel / once);
      }
      std::fflush(stdout);
    }
    if (arguments.json) std::puts("}");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
