// Events that are appended to a baseline part by part give what an evaluation of all gives: append FOLDER [CASE…]. The
// rows of each case's events are dealt out at random, so that late events and revocations of earlier ones are among
// them; README.md says what a case is.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "pointsbank/pointsbank.hpp"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using namespace pointsbank;

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot open " + file.string());
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// The rows of a CSV file, line ends included; line ends within quotes are part of a row.
std::vector<std::string> rows_of(const std::string& text) {
  std::vector<std::string> rows(1);
  bool is_quoted = false;
  for (const char each : text) {
    rows.back() += each;
    if (each == '"') is_quoted = !is_quoted;
    if (each == '\n' && !is_quoted) rows.emplace_back();
  }
  if (rows.back().empty()) {
    rows.pop_back();
  } else {
    rows.back() += '\n';
  }
  return rows;
}

struct Case {
  fs::path folder;
  json description;
  Program program;
  Roster roster;
  EvaluateOptions options;

  explicit Case(const fs::path& path)
      : folder(path), description(json::parse(content(path / "case.json"))), program(load()) {
    const TableFormat& format = program.table_format();
    std::vector<BadRow> bad_rows;
    ReadOptions reading;
    reading.bad_rows = &bad_rows;
    roster = read_roster(file("roster"), format, reading);
    options.through = Date::parse(description["through"].get<std::string>()).value();
    if (has("as_of")) options.as_of = moment(description["as_of"].get<std::string>());
    if (has("members")) {
      options.members = read_members(file("members"), format, reading);
      options.has_members = true;
    }
    if (has("entries")) options.entries = read_entries(file("entries"), format, roster, reading);
    if (has("published"))
      options.published = std::make_shared<const Published>(read_published(file("published"), format, roster, reading));
    options.postings = options.closings = true;
  }

  [[nodiscard]] bool has(const char* key) const { return description.contains(key) && !description[key].is_null(); }
  [[nodiscard]] fs::path file(const char* key) const { return folder / description[key].get<std::string>(); }

 private:
  [[nodiscard]] Program load() const {
    std::vector<fs::path> files;
    for (const auto& name : description["rules"]) files.push_back(folder / name.get<std::string>());
    return load_rule_book(files);
  }
  [[nodiscard]] Moment moment(const std::string& text) const {
    if (const auto moment = Moment::parse(text)) return *moment;
    // A bare date stands for that day's last moment.
    return {first_moment(Date::parse(text).value() + 1, program.table_format().utc_offset).microseconds - 1};
  }
};

/// All results as lines; postings of the given households alone, with the ids of their events.
std::vector<std::string> lines_of(const Evaluation& evaluation, const std::vector<Id>& households) {
  std::vector<std::string> lines;
  for (const char* table : {"balances", "rankings", "ratings", "dividends", "benefits"})
    lines.push_back(to_csv(evaluation, table));
  for (const Posting& each : evaluation.postings()) {
    if (!std::binary_search(households.begin(), households.end(), each.household)) continue;
    const bool is_of_rules = each.cause <= Cause::reset;
    const bool has_event = is_of_rules && each.event != no_id;
    lines.push_back(each.date.to_string() + '|' + std::to_string(each.household) + '|' +
                    std::string(is_of_rules ? evaluation.source(each.source) : "") + '|' +
                    std::string(to_string(each.cause)) + '|' +
                    std::string(has_event ? evaluation.events().columns().id[each.event] : "") + '|' +
                    std::to_string(each.standing) + '|' + std::to_string(each.spendable));
  }
  return lines;
}

struct Tally {
  int appended = 0;
  int partial = 0;  // without running every household
  int wrong = 0;
};

class Appending {
 public:
  Appending(const Case& one, fs::path scratch) : case_(one), scratch_(std::move(scratch)) {
    rows_ = rows_of(content(one.file("events")));
  }

  /// Deals the rows out into so many parts; the first is the baseline's.
  void run(std::size_t parts, unsigned seed, Tally& tally) {
    std::mt19937 random(seed);
    std::vector<std::string> texts(parts, rows_.front());
    for (std::size_t row = 1; row < rows_.size(); ++row) {
      // Most stand in the first part, so that the others touch some households alone.
      const std::size_t part = random() % 4 != 0 ? 0 : random() % parts;
      texts[part] += rows_[row];
    }
    std::string all = texts.front();
    Baseline baseline(case_.program, case_.roster, events_of(texts.front()), case_.options);
    for (std::size_t part = 1; part < parts; ++part) {
      all += texts[part].substr(rows_.front().size());
      const Baseline::Again again = baseline.append(events_of(texts[part]));
      ++tally.appended;
      tally.partial += again.households.size() < case_.roster.size() ? 1 : 0;
      const Evaluation whole = evaluate(case_.program, case_.roster, events_of(all), case_.options);
      check(again, whole, "part " + std::to_string(part) + " of " + std::to_string(parts), tally);
    }
    // Another book, here the same one, over everything that there is by now.
    const Baseline::Again again = baseline.evaluate(case_.program);
    check(again, evaluate(case_.program, case_.roster, events_of(all), case_.options), "asked again", tally);
  }

 private:
  [[nodiscard]] Events events_of(const std::string& text) const {
    const fs::path file = scratch_ / "events.csv";
    std::ofstream(file, std::ios::binary) << text;
    return read_events(file, case_.program.table_format());
  }

  void check(const Baseline::Again& again, const Evaluation& whole, const std::string& what, Tally& tally) const {
    const std::vector<std::string> found = lines_of(again.evaluation, again.households);
    const std::vector<std::string> expected = lines_of(whole, again.households);
    if (found == expected) return;
    ++tally.wrong;
    std::cout << case_.folder.filename().string() << ", " << what << ": appended is not evaluated whole\n";
    for (std::size_t i = 0; i < std::max(found.size(), expected.size()); ++i) {
      const std::string is = i < found.size() ? found[i] : "(nothing)";
      const std::string should = i < expected.size() ? expected[i] : "(nothing)";
      if (is == should) continue;
      std::cout << "  appended: " << is << "\n  whole:    " << should << "\n";
      break;
    }
  }

  const Case& case_;
  fs::path scratch_;
  std::vector<std::string> rows_;
};

/// The cases whose rows can be dealt out: CSV, and none that is refused in itself or beside another.
bool can_be_dealt_out(const fs::path& folder) {
  const json description = json::parse(content(folder / "case.json"));
  const auto is_set = [&](const char* key) { return description.contains(key) && !description[key].is_null(); };
  if (is_set("error") || fs::path(description["events"].get<std::string>()).extension() != ".csv") return false;
  try {
    const Case one(folder);
    static_cast<void>(read_events(one.file("events"), one.program.table_format()));
    return true;
  } catch (const InputError&) {
    return false;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "append FOLDER [CASE…]\n";
    return 2;
  }
  std::vector<fs::path> folders;
  for (const auto& each : fs::directory_iterator(argv[1])) {
    const bool is_wanted =
        argc == 2 || std::find(argv + 2, argv + argc, each.path().filename().string()) != argv + argc;
    if (is_wanted && fs::exists(each.path() / "case.json")) folders.push_back(each.path());
  }
  std::sort(folders.begin(), folders.end());
  std::string name = (fs::temp_directory_path() / "pointsbank-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    std::cerr << "cannot make " << name << "\n";
    return 1;
  }
  Tally tally;
  for (const fs::path& folder : folders) {
    if (!can_be_dealt_out(folder)) continue;
    const Case one(folder);
    for (unsigned seed = 1; seed <= 3; ++seed) {
      try {
        Appending(one, name).run(1 + seed, seed, tally);
      } catch (const OverflowError&) {
        continue;  // a part alone may leave 64 bits where the whole does not
      }
    }
  }
  fs::remove_all(name);
  std::cout << tally.appended << " parts appended, " << tally.partial << " of them to some households alone, "
            << tally.wrong << " wrong\n";
  return tally.wrong == 0 && tally.partial > 0 ? 0 : 1;
}
