// The library's reader and writer beside bare ones, on the same files in the same run.
//
//   compare_csv RULES.json ROSTER.csv EVENTS.csv FOLDER [--runs N] [--json]
//
// First the columns and the bytes are checked equal; then reading (one thread, and two of the library's) and writing of
// balances, postings and outcomes into FOLDER are measured in turns.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "bare_csv.hpp"
#include "timing.hpp"

namespace {

using namespace pointsbank;

void differ(std::string_view what, std::size_t row) {
  throw std::runtime_error("the readers differ in " + std::string(what) + " of row " + std::to_string(row + 1));
}

std::string_view bare_text(const bare::Texts& texts, std::uint32_t number) {
  return number == bare::absent ? std::string_view() : texts.text(number);
}

void check_columns(const Events& library, const bare::Events& bare) {
  const Events::Columns& columns = library.columns();
  if (library.size() != bare.rows) throw std::runtime_error("the readers differ in the number of rows");
  const auto& level = std::get<TextColumn>(columns.attributes.at(0));
  const auto& night = std::get<BoolColumn>(columns.attributes.at(1));
  std::int64_t scale = 1;
  for (int i = columns.quantity.decimals; i < 2; ++i) scale *= 10;
  for (Id row = 0; row < library.size(); ++row) {
    const std::uint64_t begin = bare.id_ends[row];
    if (columns.id[row] != std::string_view(bare.ids.data() + begin, bare.id_ends[row + 1] - begin)) differ("id", row);
    if (columns.household.at(row) != bare_text(bare.households, bare.household[row])) differ("household", row);
    if (columns.kind.at(row) != bare_text(bare.kinds, bare.kind[row])) differ("kind", row);
    if (columns.grade.at(row) != bare_text(bare.grades, bare.grade[row])) differ("grade", row);
    if (level.at(row) != bare_text(bare.levels, bare.level[row])) differ("level", row);
    if (columns.date[row] != bare.date[row]) differ("date", row);
    if (columns.second[row] != bare.second[row]) differ("second", row);
    const bool has = columns.quantity.has(row);
    if ((has ? columns.quantity.mantissas[row] * scale : INT64_MIN) != bare.quantity[row]) differ("quantity", row);
    if (night.values[row] != bare.night[row]) differ("night", row);
  }
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Arguments {
  std::vector<std::string> files;
  int runs = 3;
  bool json = false;
};

void compare_reading(const Arguments& arguments, const Program& program, Report& report) {
  const std::filesystem::path& file = arguments.files[2];
  ReadOptions two;
  two.threads = 2;
  check_columns(read_events(file, program.table_format(), two), bare::read_events(file));
  std::vector<double> bare_times;
  std::vector<double> one_times;
  std::vector<double> two_times;
  double rows = 0;
  for (int i = 0; i < arguments.runs; ++i) {
    bare_times.push_back(processor_seconds_of([&] { rows = static_cast<double>(bare::read_events(file).rows); }));
    one_times.push_back(processor_seconds_of([&] { static_cast<void>(read_events(file, program.table_format())); }));
    two_times.push_back(seconds_of([&] { static_cast<void>(read_events(file, program.table_format(), two)); }));
  }
  report.say("reading, bare parser", "ns a row", median(bare_times) / rows * 1e9);
  report.say("reading, library", "ns a row", median(one_times) / rows * 1e9);
  report.say("reading, library, two threads", "ns a row", median(two_times) / rows * 1e9);
  report.say("reading, library's rate", "of the bare parser's", median(bare_times) / median(one_times));
}

void compare_writing(const Arguments& arguments, const Program& program, Report& report) {
  const std::filesystem::path folder = arguments.files[3];
  std::filesystem::create_directories(folder);
  ReadOptions two;
  two.threads = 2;
  const Roster roster = read_roster(arguments.files[1], program.table_format(), two);
  const Events events = read_events(arguments.files[2], program.table_format(), two);
  EvaluateOptions options;
  options.through = Date::of(2026, 12, 31);
  options.threads = 2;
  options.postings = options.outcomes = true;
  const Evaluation evaluation = evaluate(program, roster, events, options);
  for (const std::string_view table : {"balances", "postings", "outcomes"}) {
    const std::filesystem::path bare_file = folder / ("bare-" + std::string(table) + ".csv");
    const std::filesystem::path file = folder / (std::string(table) + ".csv");
    std::vector<double> bare_times;
    std::vector<double> times;
    for (int i = 0; i < arguments.runs; ++i) {
      std::filesystem::remove(bare_file);
      bare_times.push_back(seconds_of([&] { bare::write(evaluation, table, bare_file); }));
      std::filesystem::remove(file);
      times.push_back(seconds_of([&] { write_csv(evaluation, folder, {table}); }));
    }
    if (bytes_of(bare_file) != bytes_of(file)) throw std::runtime_error(std::string(table) + ": the bytes differ");
    const std::string name = "writing " + std::string(table);
    const double bytes = static_cast<double>(std::filesystem::file_size(file));
    report.say(name + ", bare writer", "MB/s", bytes / median(bare_times) / 1e6);
    report.say(name + ", library", "MB/s", bytes / median(times) / 1e6);
    report.say(name + ", library's rate", "of the bare writer's", median(bare_times) / median(times));
    std::filesystem::remove(bare_file);
    std::filesystem::remove(file);
  }
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--json") {
      arguments.json = true;
    } else if (word == "--runs" && i + 1 < argc) {
      arguments.runs = std::max(1, std::atoi(argv[++i]));
    } else {
      arguments.files.push_back(word);
    }
  }
  if (arguments.files.size() != 4) {
    std::fputs("compare_csv RULES.json ROSTER.csv EVENTS.csv FOLDER [--runs N] [--json]\n", stderr);
    return 2;
  }
  try {
    const std::filesystem::path rules = arguments.files[0];
    const Program program = load_rule_book(std::span(&rules, 1));
    Report report(arguments.json);
    compare_reading(arguments, program, report);
    compare_writing(arguments, program, report);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
