// What events cost that are appended to an evaluation, beside evaluating everything anew.
//
//   benchmark_append RULES.json ROSTER.csv EVENTS.csv MORE.csv [--runs N] [--json]
//
// EVENTS.csv has MORE.csv's rows too: the baseline is made of what is left without them. Prints the processor's time of
// one thread: making the baseline, noting its ids, appending, and an evaluation of all events; and the memory that the
// baseline keeps beside the columns, and its peak. Balances are checked equal first.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "pointsbank/pointsbank.hpp"
#include "process_memory.hpp"
#include "timing.hpp"

namespace {

using namespace pointsbank;

void check_equal(const std::vector<Balance>& found, const std::vector<Balance>& expected) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (found[i].standing != expected[i].standing || found[i].spendable != expected[i].spendable ||
        found[i].earned != expected[i].earned || found[i].deducted != expected[i].deducted)
      throw std::runtime_error("appended is not evaluated whole");
  }
}

/// The lines of a file that are not among some others, in a file beside it.
std::string without(const std::string& file, const std::string& others) {
  std::set<std::string> left_out;
  std::string line;
  std::ifstream more(others);
  std::getline(more, line);  // the header
  while (std::getline(more, line)) left_out.insert(line);
  const std::string name = others + ".rest.csv";
  std::ofstream rest(name);
  std::ifstream all(file);
  while (std::getline(all, line)) {
    if (!left_out.contains(line)) rest << line << '\n';
  }
  return name;
}

void run(const std::vector<std::string>& files, int runs, Report& report) {
  const std::filesystem::path rules = files[0];
  const Program program = load_rule_book(std::span(&rules, 1));
  const Roster roster = read_roster(files[1], program.table_format());
  const Events all = read_events(files[2], program.table_format());
  const Events more = read_events(files[3], program.table_format());
  const std::string rest = without(files[2], files[3]);
  const Events events = read_events(rest, program.table_format());
  std::filesystem::remove(rest);
  EvaluateOptions options;
  options.through = Date::of(2026, 12, 31);
  options.closings = true;
  std::vector<double> making, noting, appending, whole;
  std::size_t touched = 0;
  double kept = 0;
  double peak = 0;
  for (int i = 0; i < runs; ++i) {
    std::optional<Baseline> baseline;
    const double before = resident_bytes();
    forget_peak();
    making.push_back(processor_seconds_of([&] { baseline.emplace(program, roster, events, options); }));
    noting.push_back(processor_seconds_of([&] { baseline->prepare_append(); }));
    if (i == 0) kept = resident_bytes() - before;
    Baseline::Again again;
    appending.push_back(processor_seconds_of([&] { again = baseline->append(more); }));
    if (i == 0) peak = peak_bytes() - before;
    touched = again.households.size();
    std::optional<Evaluation> evaluation;
    whole.push_back(processor_seconds_of([&] { evaluation.emplace(evaluate(program, roster, all, options)); }));
    check_equal(again.evaluation.balances(), evaluation->balances());
  }
  report.say("events", "", static_cast<double>(all.size()));
  report.say("appended", "", static_cast<double>(more.size()));
  report.say("households", "", static_cast<double>(roster.size()));
  report.say("households touched", "", static_cast<double>(touched));
  report.say("making the baseline", "s", median(making));
  report.say("noting the ids", "s", median(noting));
  report.say("appending", "s", median(appending));
  report.say("kept beside the columns", "bytes a household", kept / static_cast<double>(roster.size()));
  report.say("peak above the columns", "bytes a household", peak / static_cast<double>(roster.size()));
  report.say("evaluating all", "s", median(whole));
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> files;
  int runs = 3;
  bool json = false;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--json") {
      json = true;
    } else if (word == "--runs" && i + 1 < argc) {
      runs = std::max(1, std::atoi(argv[++i]));
    } else {
      files.push_back(word);
    }
  }
  if (files.size() != 4) {
    std::fputs("benchmark_append RULES.json ROSTER.csv EVENTS.csv MORE.csv [--runs N] [--json]\n", stderr);
    return 2;
  }
  try {
    Report report(json);
    run(files, runs, report);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
