// How fast is an evaluation once the columns are in memory?
//
//   benchmark_evaluate RULES.json ROSTER.csv EVENTS.csv [--through DATE] [--threads N] [--runs N] [--outcomes | --all]
//                      [--keep-memory]
//
// Prints nanoseconds an event and events a second of each run: balances only, with --outcomes what became of each event
// too, with --all every output; ordering is part of it. Reading is timed apart. With one thread it is the processor's
// time, for the machine may be busy with other things; with several the clock's. With --keep-memory the process keeps
// what it has touched, so that all runs but the first measure the work, and not how dear fresh memory is on this
// machine.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "pointsbank/pointsbank.hpp"
#include "timing.hpp"

namespace {

void print(const char* what, double seconds, std::size_t events) {
  const double each = events == 0 ? 0.0 : seconds / static_cast<double>(events) * 1e9;
  std::printf("%-22s %8.3f s %8.1f ns an event %8.2f million events a second\n", what, seconds, each,
              static_cast<double>(events) / seconds / 1e6);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace pointsbank;
  std::vector<std::string> files;
  EvaluateOptions options;
  options.through = Date::of(2026, 12, 31);
  int runs = 5;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const std::string next = i + 1 < argc ? argv[i + 1] : "";
    if (word == "--through") {
      options.through = Date::parse(next).value_or(options.through);
      ++i;
    } else if (word == "--threads") {
      options.threads = std::max(1, std::atoi(next.c_str()));
      ++i;
    } else if (word == "--runs") {
      runs = std::max(1, std::atoi(next.c_str()));
      ++i;
    } else if (word == "--all") {
      options.postings = options.outcomes = options.closings = true;
    } else if (word == "--keep-memory") {
      keep_memory();
    } else if (word == "--outcomes") {
      options.outcomes = true;
    } else {
      files.push_back(word);
    }
  }
  if (files.size() != 3) {
    std::fputs(
        "benchmark_evaluate RULES.json ROSTER.csv EVENTS.csv [--through DATE] [--threads N] [--runs N] [--outcomes | "
        "--all] [--keep-memory]\n",
        stderr);
    return 2;
  }
  try {
    const std::filesystem::path rules = files[0];
    const Program program = load_rule_book(std::span(&rules, 1));
    Roster roster;
    Events events;
    const double reading = processor_seconds_of([&] {
      roster = read_roster(files[1], program.table_format());
      events = read_events(files[2], program.table_format());
    });
    print("reading", reading, events.size());
    std::vector<double> times;
    std::int64_t sum = 0;
    for (int run = 0; run < runs; ++run) {
      std::optional<Evaluation> made;
      const auto work = [&] { made.emplace(evaluate(program, roster, events, options)); };
      times.push_back(options.threads == 1 ? processor_seconds_of(work) : seconds_of(work));
      const Evaluation& evaluation = *made;
      sum = 0;
      for (const Balance& balance : evaluation.balances()) sum += balance.standing;
      const EvaluationProfile& profile = evaluation.profile();
      std::printf("  run %d: ordering %.3f s, rules %.3f s, closings %.3f s, collecting %.3f s\n", run + 1,
                  static_cast<double>(profile.ordering) / 1e9, static_cast<double>(profile.rules) / 1e9,
                  static_cast<double>(profile.closings) / 1e9, static_cast<double>(profile.collecting) / 1e9);
    }
    print("evaluate, first", times.front(), events.size());
    std::sort(times.begin(), times.end());
    print("evaluate, median", times[times.size() / 2], events.size());
    print("evaluate, best", times.front(), events.size());
    std::printf("standing of all households: %lld units\n", static_cast<long long>(sum));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
