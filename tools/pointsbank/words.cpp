#include "words.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <limits>
#include <thread>

#include "completion.hpp"
#include "console.hpp"

namespace pointsbank::command {

namespace {

void check_file(const OptionEntry& option, const std::string& value, const Words& words) {
  struct stat status {};
  const bool is_there = stat(value.c_str(), &status) == 0;
  if (!is_there && (errno == ENOENT || errno == ENOTDIR)) {
    words.wrong(option.takes == Takes::file ? "command_no_file" : "command_no_folder", {value});
  } else if (is_there && S_ISDIR(status.st_mode) != (option.takes == Takes::folder)) {
    words.wrong(option.takes == Takes::file ? "command_is_folder" : "command_is_no_folder", {value});
  }
}

void check_values(const OptionEntry& option, const std::vector<std::string>& values, const Words& words) {
  const std::string name(option.name);
  if (values.size() > 1 && !option.is_repeated) words.wrong("command_given_twice", {name});
  for (const std::string& value : values) {
    if (value.empty() && is_option(option)) {
      words.wrong("command_needs_value", {name});
    } else if (option.takes == Takes::file || option.takes == Takes::folder) {
      check_file(option, value, words);
    }
  }
}

DataArguments data_arguments(const Words& words) {
  DataArguments data;
  data.rules = words.paths("--rules");
  data.roster = words.path("--roster");
  data.members = words.path("--members");
  data.events = words.path("--events");
  data.entries = words.path("--entries");
  data.published = words.path("--published");
  data.through = words.date("--through");
  data.bad_rows = words.path("--bad-rows");
  constexpr unsigned most_threads = 256;
  const unsigned processors = std::clamp(std::thread::hardware_concurrency(), 1U, most_threads);
  data.threads = static_cast<int>(words.whole("--threads", processors, 1, most_threads));
  data.as_of = words.moment_or_date("--as-of");
  return data;
}

ExplainArguments explain_arguments(const Words& words) {
  if (words.has("--household") == words.has("--event")) words.wrong("command_household_or_event", {});
  return {data_arguments(words), words.text("--household"), words.text("--event"), words.has("--json")};
}

ExposureArguments exposure_arguments(const Words& words) {
  ExposureArguments exposure;
  exposure.files = words.paths("rule_lists");
  exposure.households = words.whole("--households", 1, 0, 1'000'000'000'000);
  if (words.has("--members")) exposure.members = static_cast<std::uint32_t>(words.whole("--members", 0, 0, 1'000'000));
  if (words.has("--from")) exposure.from = words.date("--from");
  if (words.has("--to")) exposure.to = words.date("--to");
  exposure.json = words.has("--json");
  if (words.has("--year")) {
    if (words.has("--from") || words.has("--to")) words.wrong("command_year_or_days", {});
    const auto year = static_cast<int>(words.whole("--year", 1, 1, 9999));
    exposure.from = Date::of(year, 1, 1);
    exposure.to = Date::of(year, 12, 31);
  }
  if (exposure.to < exposure.from)
    words.wrong("command_days_backwards", {exposure.from.to_string(), exposure.to.to_string()});
  return exposure;
}

GenerateArguments generate_arguments(const Words& words) {
  constexpr std::uint32_t most = 1'000'000'000;
  GenerateArguments generate;
  generate.rules = words.paths("--rules");
  generate.households = static_cast<std::uint32_t>(words.whole("--households", 300, 1, most));
  generate.events = static_cast<std::uint32_t>(words.whole("--events", 10'000, 0, most));
  generate.seed = words.whole("--seed", 1, 0, std::numeric_limits<std::uint64_t>::max());
  generate.through = words.date("--through");
  generate.out = words.path("--out");
  return generate;
}

ShowArguments show_arguments(const Words& words) {
  ShowArguments show;
  show.files = words.paths("rule_lists");
  show.output = words.path("--output");
  const std::string format = words.has("--format") ? words.text("--format") : "text";
  if (format == "markdown") show.format = NoticeFormat::markdown;
  if (format == "html") show.format = NoticeFormat::html;
  if (format != "text" && format != "markdown" && format != "html") words.wrong("command_unknown_format", {format});
  return show;
}

DiffArguments diff_arguments(const Words& words) {
  DiffArguments diff;
  diff.before = words.paths("rule_lists");
  diff.after = words.paths("--against");
  diff.json = words.has("--json");
  diff.tells_by_exit_code = words.has("--exit-code");
  // Two lists need no option; of longer books it says which are which.
  if (diff.after.empty() && diff.before.size() == 2) {
    diff.after.push_back(diff.before.back());
    diff.before.pop_back();
  }
  if (diff.after.empty() && !diff.before.empty()) words.wrong("command_two_books", {});
  return diff;
}

ReformArguments reform_arguments(const Words& words) {
  if (words.has("--reform") == words.has("--against")) words.wrong("command_reform_or_against", {});
  if (words.has("--against") && words.has("--out")) words.wrong("command_no_out_of_reform", {});
  return {words.paths("rule_lists"), words.path("--reform"), words.paths("--against"), words.text("--title"),
          words.path("--out")};
}

CompareArguments compare_arguments(const Words& words) {
  CompareArguments compare;
  compare.data = data_arguments(words);
  compare.reform = words.path("--reform");
  compare.against = words.paths("--against");
  compare.household = words.text("--household");
  compare.by_spendable = words.has("--spendable");
  compare.csv = words.path("--csv");
  compare.html = words.path("--html");
  compare.json = words.has("--json");
  if (words.has("--reform") == words.has("--against")) words.wrong("command_reform_or_against", {});
  if (words.has("--period")) {
    const auto period = parse_period_kind(words.text("--period"));
    if (!period) words.wrong("command_unknown_period", {words.text("--period")});
    compare.period = period.value_or(PeriodKind::month);
  }
  return compare;
}

Number decimal(const Words& words, Name name, const Number& otherwise) {
  if (!words.has(name)) return otherwise;
  if (parse_decimal(words.text(name)).fault == DecimalFault::none) return Number::of(words.text(name));
  words.wrong("command_no_number", {std::string(name), words.text(name)});
  return otherwise;
}

SweepMeasure measure(const Words& words) {
  using Of = SweepMeasure::Of;
  constexpr std::pair<Name, Of> known[] = {{"issued", Of::issued},           {"money", Of::money},
                                           {"share-above", Of::share_above}, {"gini", Of::gini},
                                           {"standing", Of::standing},       {"spendable", Of::spendable}};
  SweepMeasure measure;
  measure.currency = words.text("--currency");
  measure.level = decimal(words, "--level", 0);
  const std::string name = words.has("--measure") ? words.text("--measure") : "issued";
  const auto found =
      std::find_if(std::begin(known), std::end(known), [&](const auto& each) { return each.first == name; });
  if (found == std::end(known)) {
    words.wrong("command_unknown_measure", {name});
  } else {
    measure.of = found->second;
  }
  if (measure.of == Of::share_above && !words.has("--level")) words.wrong("command_missing_option", {"--level", "N"});
  return measure;
}

/// `1, 2.5, "gold"`: what is no number, true or false is a text.
std::vector<std::string> json_values(const std::string& text) {
  std::vector<std::string> values;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    std::string value = text.substr(at, end - at);
    const std::size_t first = value.find_first_not_of(' ');
    value = first == std::string::npos ? std::string() : value.substr(first, value.find_last_not_of(' ') + 1 - first);
    const bool is_json = parse_decimal(value).fault == DecimalFault::none || value == "true" || value == "false" ||
                         value == "null" || value.starts_with('"') || value.starts_with('{') || value.starts_with('[');
    values.push_back(is_json ? value : '"' + value + '"');
    at = end + 1;
  }
  return values;
}

SweepArguments sweep_arguments(const Words& words) {
  SweepArguments sweep;
  sweep.data = data_arguments(words);
  const std::pair<Name, ReformTarget> targets[] = {{"--rule", Reform::rule(words.text("--rule"))},
                                                   {"--category", Reform::category(words.text("--category"))},
                                                   {"--closing", Reform::closing(words.text("--closing"))}};
  int given = 0;
  for (const auto& [name, target] : targets) {
    if (!words.has(name)) continue;
    sweep.field.target = target;
    if (++given == 2) words.wrong("command_one_target", {});
  }
  sweep.field.field = words.text("--field");
  if (words.has("--from")) sweep.field.when.from = words.date("--from");
  if (words.has("--to")) sweep.field.when.to = words.date("--to");
  if (words.has("--values") == words.has("--goal")) words.wrong("command_values_or_goal", {});
  if (words.has("--values")) sweep.values = json_values(words.text("--values"));
  if (words.has("--goal")) {
    for (const Name name : {Name("--least"), Name("--most")}) {
      if (!words.has(name)) words.wrong("command_missing_option", {std::string(name), "N"});
    }
    sweep.goal = {decimal(words, "--least", 0), decimal(words, "--most", 0), decimal(words, "--step", 1),
                  decimal(words, "--goal", 0)};
    if (sweep.goal.step.sign() <= 0 || sweep.goal.most < sweep.goal.least) words.wrong("command_no_way_to_goal", {});
  }
  sweep.measure = measure(words);
  sweep.json = words.has("--json");
  return sweep;
}

std::string completion_script(const Words& words) {
  if (words.has("shell") && words.text("shell") != "bash") words.wrong("command_unknown_shell", {words.text("shell")});
  std::vector<CompletedCommand> completed;
  for (const CommandEntry& command : commands) {
    CompletedCommand each;
    each.name = command.name;
    for (const std::span<const OptionEntry> options :
         {command.options[0], command.options[1], command.options[2], std::span<const OptionEntry>(common_options)}) {
      for (const OptionEntry& option : options) {
        const bool is_path = option.takes != Takes::text && option.takes != Takes::nothing;
        if (!is_option(option)) {
          each.takes_files = each.takes_files || is_path;
          continue;
        }
        each.options.emplace_back(option.name);
        if (is_path) each.file_options.emplace_back(option.name);
      }
    }
    if (command.name == "completion") each.words = {"bash"};
    completed.push_back(std::move(each));
  }
  return bash_completion(completed);
}

}  // namespace

std::vector<Path> Words::paths(Name name) const {
  const auto found = values.find(name);
  if (found == values.end()) return {};
  return {found->second.begin(), found->second.end()};
}

Date Words::date(Name name) const {
  if (!has(name)) return {};
  const std::optional<Date> date = Date::parse(text(name));
  if (!date) wrong("command_no_date", {std::string(name), text(name)});
  return date.value_or(Date{});
}

MomentOrDate Words::moment_or_date(Name name) const {
  if (!has(name)) return {};
  if (const std::optional<Date> date = Date::parse(text(name))) return *date;
  if (const std::optional<Moment> moment = Moment::parse(text(name))) return *moment;
  wrong("command_no_moment", {std::string(name), text(name)});
  return {};
}

std::uint64_t Words::whole(Name name, std::uint64_t otherwise, std::uint64_t least, std::uint64_t most) const {
  if (!has(name)) return otherwise;
  const std::string value = text(name);
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (fault == std::errc() && end == value.data() + value.size() && least <= number && number <= most) return number;
  wrong("command_no_whole", {std::string(name), value, std::to_string(least), std::to_string(most)});
  return otherwise;
}

bool Words::is_meant(Name name) const {
  return std::any_of(issues_.begin(), issues_.end(), [&](const Issue& issue) {
    return !issue.hint_arguments.empty() && issue.hint_arguments.front() == name;
  });
}

void Words::wrong(Name code, std::vector<std::string> arguments) const {
  issues_.push_back(wrong_use(code, std::move(arguments)));
}

void check_words(const CommandEntry& command, const Words& words) {
  for (const std::span<const OptionEntry> options : command.options) {
    for (const OptionEntry& option : options) {
      const std::string name(option.name);
      if (words.has(option.name)) {
        check_values(option, words.values.find(option.name)->second, words);
      } else if (option.is_needed && !words.is_meant(option.name)) {
        words.wrong(is_option(option) ? "command_missing_option" : "command_missing_" + name,
                    {name, std::string(option.shown)});
      }
    }
  }
}

Command read_words(const CommandEntry& command, const Words& words) {
  const Name name = command.name;
  if (name == "evaluate") return EvaluateArguments{data_arguments(words), words.path("--out"), words.has("--profile")};
  if (name == "check") return CheckArguments{words.paths("rule_lists"), words.has("--strict"), words.has("--json")};
  if (name == "test") return TestArguments{words.paths("rule_lists")};
  if (name == "explain") return explain_arguments(words);
  if (name == "exposure") return exposure_arguments(words);
  if (name == "generate") return generate_arguments(words);
  if (name == "show") return show_arguments(words);
  if (name == "diff") return diff_arguments(words);
  if (name == "reform") return reform_arguments(words);
  if (name == "compare") return compare_arguments(words);
  if (name == "sweep") return sweep_arguments(words);
  if (name == "completion") return PrintArguments{completion_script(words)};
  return ExpressionArguments{words.text("expression"), words.text("--subject"), words.text("--event")};
}

}  // namespace pointsbank::command
