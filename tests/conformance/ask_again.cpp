// A baseline that is asked again gives what a new evaluation gives: ask_again FOLDER [CASE…]. Each number of each rule
// and closing of a case's lists is changed in turn; README.md says what a case is.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "pointsbank/pointsbank.hpp"

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using namespace pointsbank;

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot open " + file.string());
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// The tables of a case and what it asks.
struct Tables {
  Roster roster;
  Events events;
  EvaluateOptions options;

  Tables(const fs::path& folder, const ordered_json& description, const TableFormat& format) {
    const auto file = [&](const char* key) { return folder / description[key].get<std::string>(); };
    const auto has = [&](const char* key) { return description.contains(key) && !description[key].is_null(); };
    std::vector<BadRow> bad_rows;
    ReadOptions reading;
    reading.bad_rows = &bad_rows;
    roster = read_roster(file("roster"), format, reading);
    events = read_events(file("events"), format, reading);
    options.through = Date::parse(description["through"].get<std::string>()).value();
    if (has("members")) {
      options.members = read_members(file("members"), format, reading);
      options.has_members = true;
    }
    if (has("entries")) options.entries = read_entries(file("entries"), format, roster, reading);
    options.postings = options.closings = true;
  }
};

std::string text_of(const Balance& each) {
  return std::to_string(each.standing) + '/' + std::to_string(each.spendable) + '/' + std::to_string(each.earned) +
         '/' + std::to_string(each.deducted) + '/' + std::to_string(each.frozen_until.days);
}

/// All results as lines; postings of the given households alone.
std::vector<std::string> lines_of(const Evaluation& evaluation, const std::vector<Id>& households) {
  std::vector<std::string> lines;
  const auto add = [&](const auto&... parts) {
    std::string line;
    ((line += parts, line += '|'), ...);
    lines.push_back(std::move(line));
  };
  for (const Balance& each : evaluation.balances()) lines.push_back(text_of(each));
  for (const Posting& each : evaluation.postings()) {
    if (!std::binary_search(households.begin(), households.end(), each.household)) continue;
    const std::string_view source = each.cause <= Cause::reset ? evaluation.source(each.source) : std::string_view();
    add(std::to_string(each.date.days), std::to_string(each.household), source, to_string(each.cause),
        std::to_string(each.event), std::to_string(each.standing), std::to_string(each.spendable));
  }
  for (const RankingRow& each : evaluation.rankings())
    add("ranking", evaluation.source(each.closing), std::to_string(each.period.days), std::to_string(each.household),
        each.group, each.measure.to_string(), std::to_string(each.rank), std::to_string(each.points));
  for (const RatingRow& each : evaluation.ratings())
    add("rating", evaluation.source(each.closing), std::to_string(each.period.days), std::to_string(each.household),
        each.group, each.is_rated ? each.measure.to_string() : "", std::to_string(each.rank), each.level);
  for (const DividendRow& each : evaluation.dividends())
    add("dividend", evaluation.source(each.closing), std::to_string(each.period.days), std::to_string(each.household),
        each.measure.to_string(), std::to_string(each.amount));
  for (const BenefitRow& each : evaluation.benefits())
    add("benefit", evaluation.source(each.closing), std::to_string(each.period.days), std::to_string(each.household),
        each.value.to_string());
  return lines;
}

/// Every number within `value`, as paths.
void collect_numbers(const ordered_json& value, const ordered_json::json_pointer& path,
                     std::vector<ordered_json::json_pointer>& numbers) {
  if (value.is_number()) numbers.push_back(path);
  if (value.is_object()) {
    for (const auto& [key, each] : value.items()) collect_numbers(each, path / key, numbers);
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) collect_numbers(value[i], path / i, numbers);
  }
}

struct Tally {
  int changes = 0;
  int partial = 0;  // asked again without evaluating everybody
  int wrong = 0;
};

class CaseRun {
 public:
  CaseRun(const fs::path& folder, const ordered_json& description) : folder_(folder), description_(description) {
    for (const auto& name : description["rules"]) texts_.push_back(content(folder / name.get<std::string>()));
    const Program program = compiled(texts_).value();
    tables_.emplace(folder, description, program.table_format());
    baseline_.emplace(program, tables_->roster, tables_->events, tables_->options);
  }

  void run(Tally& tally) {
    check(compiled(texts_).value(), "unchanged", tally);
    for (std::size_t list = 0; list < texts_.size(); ++list) {
      const ordered_json original = ordered_json::parse(texts_[list]);
      std::vector<ordered_json::json_pointer> numbers;
      for (const char* part : {"positive", "negative", "closings", "categories", "limits", "base"}) {
        if (original.contains(part)) collect_numbers(original[part], ordered_json::json_pointer() / part, numbers);
      }
      for (const auto& number : numbers) change(list, original, number, tally);
    }
  }

 private:
  static std::optional<Program> compiled(const std::vector<std::string>& texts) {
    std::vector<RuleList> lists;
    for (std::size_t i = 0; i < texts.size(); ++i) lists.push_back(parse({std::to_string(i), texts[i]}));
    if (has_errors(pointsbank::check(lists))) return std::nullopt;
    return compile(lists);
  }

  void change(std::size_t list, const ordered_json& original, const ordered_json::json_pointer& number, Tally& tally) {
    ordered_json changed = original;
    ordered_json& value = changed[number];
    value = value.is_number_float() ? std::int64_t{7} : value.get<std::int64_t>() + 1;
    std::vector<std::string> texts = texts_;
    texts[list] = changed.dump();
    if (const std::optional<Program> program = compiled(texts)) check(*program, number.to_string(), tally);
  }

  void check(const Program& program, const std::string& what, Tally& tally) {
    ++tally.changes;
    std::vector<std::string> found, expected;
    try {
      const Baseline::Again again = baseline_->evaluate(program);
      tally.partial += again.is_whole ? 0 : 1;
      found = lines_of(again.evaluation, again.households);
      // With outcomes, so that nothing is left out that changes nothing.
      EvaluateOptions everything = tables_->options;
      everything.outcomes = true;
      expected = lines_of(evaluate(program, tables_->roster, tables_->events, everything), again.households);
      EvaluateOptions least = tables_->options;
      least.postings = false;
      const Evaluation alone = evaluate(program, tables_->roster, tables_->events, least);
      for (std::size_t i = 0; i < alone.balances().size(); ++i) {
        if (text_of(alone.balances()[i]) != expected[i]) expected[i] += " but alone " + text_of(alone.balances()[i]);
      }
    } catch (const OverflowError&) {
      return;
    }
    if (found == expected) return;
    ++tally.wrong;
    std::cout << folder_.filename().string() << " " << what << ": asked again is not evaluated anew\n";
    for (std::size_t i = 0; i < std::max(found.size(), expected.size()); ++i) {
      const std::string is = i < found.size() ? found[i] : "(nothing)";
      const std::string should = i < expected.size() ? expected[i] : "(nothing)";
      if (is == should) continue;
      std::cout << "  again: " << is << "\n  anew:  " << should << "\n";
      break;
    }
  }

  fs::path folder_;
  ordered_json description_;
  std::vector<std::string> texts_;
  std::optional<Tables> tables_;
  std::optional<Baseline> baseline_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "ask_again FOLDER [CASE…]\n";
    return 2;
  }
  Tally tally;
  std::vector<fs::path> folders;
  for (const auto& each : fs::directory_iterator(argv[1])) {
    const bool is_wanted =
        argc == 2 || std::find(argv + 2, argv + argc, each.path().filename().string()) != argv + argc;
    if (is_wanted && fs::exists(each.path() / "case.json")) folders.push_back(each.path());
  }
  std::sort(folders.begin(), folders.end());
  for (const fs::path& folder : folders) {
    const ordered_json description = ordered_json::parse(content(folder / "case.json"));
    const auto is_set = [&](const char* key) { return description.contains(key) && !description[key].is_null(); };
    if (is_set("error") || is_set("published") || is_set("as_of")) continue;
    try {
      CaseRun(folder, description).run(tally);
    } catch (const InputError& error) {
      continue;  // a case of wrong input
    }
  }
  std::cout << tally.changes << " changes, " << tally.partial << " of them asked of some households alone, "
            << tally.wrong << " wrong\n";
  return tally.wrong == 0 && tally.partial > 0 ? 0 : 1;
}
