// What a command is asked to do, as values: the one place that knows how the words of the command line are cut.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pointsbank/calendar.hpp"
#include "pointsbank/comparison.hpp"
#include "pointsbank/issues.hpp"
#include "pointsbank/notice.hpp"

namespace pointsbank::command {

using Path = std::filesystem::path;

/// As a word says it; monostate: not said.
using MomentOrDate = std::variant<std::monostate, Moment, Date>;

/// What `evaluate` and `explain` are to evaluate.
struct DataArguments {
  std::vector<Path> rules;
  Path roster;
  Path members;
  Path events;
  Path entries;
  Path published;
  Date through;
  /// A moment, or a bare date, which stands for that day's last moment in the rule book's offset.
  MomentOrDate as_of;
  Path bad_rows;
  int threads = 1;
};

struct EvaluateArguments {
  DataArguments data;
  Path out;
  bool profile = false;
};

struct ExplainArguments {
  DataArguments data;
  std::string household;
  std::string event;
  bool json = false;
};

struct CheckArguments {
  std::vector<Path> files;
  bool strict = false;  ///< warnings too are wrong
  bool json = false;
};

struct TestArguments {
  std::vector<Path> files;
};

struct ExposureArguments {
  std::vector<Path> files;
  std::uint64_t households = 1;
  std::optional<std::uint32_t> members;
  Date from = Date::always();
  Date to = Date::never();
  bool json = false;
};

struct ExpressionArguments {
  std::string text;
  std::string subject;
  std::string event;
};

struct GenerateArguments {
  std::vector<Path> rules;
  std::uint32_t households = 0;
  std::uint32_t events = 0;
  std::uint64_t seed = 1;
  Date through;
  Path out;
};

struct ShowArguments {
  std::vector<Path> files;
  NoticeFormat format = NoticeFormat::text;
  Path output;  ///< empty: standard output
};

struct DiffArguments {
  std::vector<Path> before;
  std::vector<Path> after;
  bool json = false;
  bool tells_by_exit_code = false;
};

struct ReformArguments {
  std::vector<Path> files;
  Path reform;  ///< empty: read it back from what `against` changes
  std::vector<Path> against;
  std::string title;
  Path out;  ///< empty: only say what would change
};

struct CompareArguments {
  DataArguments data;
  Path reform;  ///< or:
  std::vector<Path> against;
  std::string household;  ///< not empty: both traces of it
  bool by_spendable = false;
  PeriodKind period = PeriodKind::month;
  Path csv, html;
  bool json = false;
};

struct SweepArguments {
  DataArguments data;
  SweepField field;
  std::vector<std::string> values;  ///< JSON; empty: seek a goal
  GoalSeek goal;
  SweepMeasure measure;
  bool json = false;
};

/// A command of the bank; `values` are what only some commands take, by option.
struct BankArguments {
  std::string command;
  Path db;
  bool json = false;
  std::string by;
  std::string key;  ///< empty: make one
  /// A moment, or a bare date, which stands for that day's first moment (of `--as-of`: the last) in the rule book's
  /// offset.
  MomentOrDate at, as_of;
  std::map<std::string, std::vector<std::string>, std::less<>> values;

  [[nodiscard]] bool has(std::string_view name) const { return values.find(name) != values.end(); }
  [[nodiscard]] std::string text(std::string_view name) const {
    const auto found = values.find(name);
    return found == values.end() || found->second.empty() ? std::string() : found->second.front();
  }
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const {
    const auto found = values.find(name);
    return found == values.end() ? std::vector<std::string>() : found->second;
  }
};

/// Something to print and be done: help, the version, a script for the shell.
struct PrintArguments {
  std::string text;
};

using Command = std::variant<PrintArguments, EvaluateArguments, ExplainArguments, CheckArguments, TestArguments,
                             ExposureArguments, ExpressionArguments, GenerateArguments, ShowArguments, DiffArguments,
                             ReformArguments, CompareArguments, SweepArguments, BankArguments>;

struct Arguments {
  Language language = Language::en;
  bool quiet = false;
  Command command;
};

/// The language to speak: that of `--lang`, else of the environment's LANG.
[[nodiscard]] Language language_of(int count, const char* const* words);

/// Throws InputError with everything that is wrong with the words.
[[nodiscard]] Arguments parse_arguments(int count, const char* const* words);

}  // namespace pointsbank::command
