// Evaluates folders of cases through the public API and compares all tables byte for byte: evaluate_cases [--threads N]
// FOLDER [CASE…]. README.md says what a case is. Cases that expect an error must throw it.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "pointsbank/pointsbank.hpp"

namespace {

namespace fs = std::filesystem;
using pointsbank::Evaluation;

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot open " + file.string());
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

struct Case {
  fs::path folder;
  nlohmann::json description;

  explicit Case(const fs::path& path) : folder(path), description(nlohmann::json::parse(content(path / "case.json"))) {}

  [[nodiscard]] bool has(const char* key) const { return description.contains(key) && !description[key].is_null(); }
  [[nodiscard]] fs::path file(const char* key) const { return folder / description[key].get<std::string>(); }
};

pointsbank::Moment moment_of(const std::string& text, int utc_offset) {
  if (const auto moment = pointsbank::Moment::parse(text)) return *moment;
  // A bare date stands for that day's last moment.
  return {pointsbank::first_moment(pointsbank::Date::parse(text).value() + 1, utc_offset).microseconds - 1};
}

Evaluation evaluated(const Case& one, const fs::path& events_file, int threads) {
  std::vector<fs::path> files;
  for (const auto& name : one.description["rules"]) files.push_back(one.folder / name.get<std::string>());
  const pointsbank::Program program = pointsbank::load_rule_book(files);
  const pointsbank::TableFormat& format = program.table_format();
  pointsbank::ReadOptions reading;
  reading.threads = threads;
  std::vector<pointsbank::BadRow> bad_rows;
  if (one.has("bad_rows")) reading.bad_rows = &bad_rows;

  const pointsbank::Roster roster = read_roster(one.file("roster"), format, reading);
  const pointsbank::Events events = read_events(events_file, format, reading);
  pointsbank::EvaluateOptions options;
  options.through = pointsbank::Date::parse(one.description["through"].get<std::string>()).value();
  if (one.has("as_of")) options.as_of = moment_of(one.description["as_of"].get<std::string>(), format.utc_offset);
  if (one.has("members")) {
    options.members = read_members(one.file("members"), format, reading);
    options.has_members = true;
  }
  if (one.has("entries")) options.entries = read_entries(one.file("entries"), format, roster, reading);
  if (one.has("published")) {
    options.published =
        std::make_shared<const pointsbank::Published>(read_published(one.file("published"), format, roster, reading));
  }
  options.postings = options.outcomes = options.closings = true;
  options.threads = threads;
  return evaluate(program, roster, events, options);
}

std::string first_difference(const std::string& expected, const std::string& found) {
  std::size_t line = 1;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < std::min(expected.size(), found.size()) && expected[i] == found[i]; ++i) {
    if (expected[i] == '\n') ++line, begin = i + 1;
  }
  const auto line_of = [&](const std::string& text) { return text.substr(begin, text.find('\n', begin) - begin); };
  return ":" + std::to_string(line) + "\n  expected " + line_of(expected) + "\n  found    " + line_of(found);
}

bool agrees(const Evaluation& evaluation, const fs::path& expected_folder) {
  bool agrees = true;
  for (const std::string_view table : pointsbank::output_tables()) {
    const fs::path file = expected_folder / (std::string(table) + ".csv");
    const std::string expected = content(file);
    const std::string found = to_csv(evaluation, table);
    if (found == expected) continue;
    std::cout << file.string() << first_difference(expected, found) << "\n";
    agrees = false;
  }
  return agrees;
}

bool is_refused(const Case& one, int threads) {
  try {
    static_cast<void>(evaluated(one, one.file("events"), threads));
  } catch (const pointsbank::InputError& error) {
    return !error.issues().empty();
  }
  std::cout << one.folder.string() << ": no error\n";
  return false;
}

/// The cases whose expected files know only the whole rows of the first 8 KiB of their events: README.md.
bool agrees_both_ways(const Case& one, int threads) {
  const std::string start = content(one.file("events")).substr(0, 8192);
  std::string name = (fs::temp_directory_path() / "pointsbank-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
  const fs::path scratch = name;
  write(scratch / "events.csv", start.substr(0, start.rfind('\n') + 1));
  const bool cut = agrees(evaluated(one, scratch / "events.csv", threads), one.folder / "expected");
  fs::remove_all(scratch);
  return agrees(evaluated(one, one.file("events"), threads), one.folder / "expected-whole") && cut;
}

bool holds(const fs::path& folder, int threads) {
  try {
    const Case one(folder);
    if (!fs::exists(folder / "expected" / "balances.csv")) return is_refused(one, threads);
    if (fs::exists(folder / "expected-whole")) return agrees_both_ways(one, threads);
    return agrees(evaluated(one, one.file("events"), threads), folder / "expected");
  } catch (const std::exception& error) {
    std::cout << folder.string() << ": " << error.what() << "\n";
    return false;
  }
}

}  // namespace

int main(int count, char** words) {
  std::vector<std::string> arguments(words + 1, words + count);
  int threads = 1;
  if (arguments.size() > 2 && arguments[0] == "--threads") {
    threads = std::stoi(arguments[1]);
    arguments.erase(arguments.begin(), arguments.begin() + 2);
  }
  if (arguments.empty()) {
    std::cerr << "evaluate_cases [--threads N] FOLDER [CASE…]\n";
    return 2;
  }
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(arguments[0])) {
    const bool is_wanted = arguments.size() == 1 || std::find(arguments.begin() + 1, arguments.end(),
                                                              entry.path().filename().string()) != arguments.end();
    if (is_wanted && fs::exists(entry.path() / "case.json")) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  std::size_t agreeing = 0;
  for (const fs::path& folder : folders) agreeing += holds(folder, threads) ? 1U : 0U;
  std::cout << agreeing << " of " << folders.size() << " cases agree\n";
  return !folders.empty() && agreeing == folders.size() ? 0 : 1;
}
