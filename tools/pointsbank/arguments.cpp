#include "arguments.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <map>
#include <span>
#include <thread>

#include <CLI/CLI.hpp>
#include <sys/stat.h>

#include "completion.hpp"
#include "console.hpp"

namespace pointsbank::command {

namespace {

using Name = std::string_view;

enum class Takes : std::uint8_t { nothing, text, file, folder, new_file };

/// An option, or (without `--`) what stands without one.
struct OptionEntry {
  Name name;
  Takes takes;
  Name shown;  ///< what stands for its value in the help
  bool is_needed = false;
  bool is_repeated = false;
};

constexpr std::array<OptionEntry, 10> data_options{{{"--rules", Takes::file, "FILE", true, true},
                                                    {"--roster", Takes::file, "FILE", true},
                                                    {"--events", Takes::file, "FILE", true},
                                                    {"--members", Takes::file, "FILE"},
                                                    {"--entries", Takes::file, "FILE"},
                                                    {"--published", Takes::folder, "DIR"},
                                                    {"--through", Takes::text, "DATE", true},
                                                    {"--as-of", Takes::text, "MOMENT"},
                                                    {"--bad-rows", Takes::new_file, "FILE"},
                                                    {"--threads", Takes::text, "N"}}};
constexpr std::array<OptionEntry, 2> evaluate_options{{{"--out", Takes::new_file, "DIR", true}, {"--profile", Takes::nothing, ""}}};
constexpr std::array<OptionEntry, 3> explain_options{
    {{"--household", Takes::text, "ID"}, {"--event", Takes::text, "ID"}, {"--json", Takes::nothing, ""}}};
constexpr std::array<OptionEntry, 1> list_options{{{"rule_lists", Takes::file, "", true, true}}};
constexpr std::array<OptionEntry, 3> expression_options{
    {{"expression", Takes::text, "", true}, {"--subject", Takes::text, "JSON"}, {"--event", Takes::text, "JSON"}}};
constexpr std::array<OptionEntry, 6> generate_options{{{"--rules", Takes::file, "FILE", true, true},
                                                       {"--households", Takes::text, "N"},
                                                       {"--events", Takes::text, "N"},
                                                       {"--seed", Takes::text, "S"},
                                                       {"--through", Takes::text, "DATE", true},
                                                       {"--out", Takes::new_file, "DIR", true}}};
constexpr std::array<OptionEntry, 1> completion_options{{{"shell", Takes::text, "", true}}};
constexpr std::array<OptionEntry, 3> common_options{
    {{"--lang", Takes::text, "zh|en"}, {"--quiet", Takes::nothing, ""}, {"--help", Takes::nothing, ""}}};

struct CommandEntry {
  Name name;
  std::array<std::span<const OptionEntry>, 2> options;
};
constexpr std::array<CommandEntry, 7> commands{{{"evaluate", {data_options, evaluate_options}},
                                                {"check", {list_options, {}}},
                                                {"test", {list_options, {}}},
                                                {"explain", {explain_options, data_options}},
                                                {"expression", {expression_options, {}}},
                                                {"generate", {generate_options, {}}},
                                                {"completion", {completion_options, {}}}}};

constexpr bool is_option(const OptionEntry& entry) { return entry.name.starts_with("--"); }

/// `evaluate`, `--as-of`: `help_evaluate_as_of`.
std::string help_code(Name command, Name option) {
  std::string code = "help_" + std::string(command) + "_" + std::string(option.substr(option.find_first_not_of('-')));
  std::replace(code.begin(), code.end(), '-', '_');
  return code;
}

std::string sentence(Name code, Language language) { return wrong_use(code).sentence(language); }

/// The words of one command, cut by its options.
class Words {
 public:
  explicit Words(Issues& issues) : issues_(issues) {}

  std::map<std::string, std::vector<std::string>, std::less<>> values;

  [[nodiscard]] bool has(Name name) const { return values.find(name) != values.end() && !values.find(name)->second.empty(); }
  [[nodiscard]] std::string text(Name name) const { return has(name) ? values.find(name)->second.front() : std::string(); }
  [[nodiscard]] Path path(Name name) const { return text(name); }
  [[nodiscard]] std::vector<Path> paths(Name name) const {
    return has(name) ? std::vector<Path>(values.find(name)->second.begin(), values.find(name)->second.end()) : std::vector<Path>();
  }
  [[nodiscard]] Date date(Name name) const {
    if (!has(name)) return {};
    const std::optional<Date> date = Date::parse(text(name));
    if (!date) wrong("command_no_date", {std::string(name), text(name)});
    return date.value_or(Date{});
  }
  template <class Whole>
  [[nodiscard]] Whole whole(Name name, Whole otherwise, std::uint64_t least, std::uint64_t most) const {
    if (!has(name)) return otherwise;
    const std::string value = text(name);
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (fault != std::errc() || end != value.data() + value.size() || number < least || number > most) {
      wrong("command_no_whole", {std::string(name), value, std::to_string(least), std::to_string(most)});
      return otherwise;
    }
    return static_cast<Whole>(number);
  }
  /// Has an unknown option been taken for this one?
  [[nodiscard]] bool is_meant(Name name) const {
    return std::any_of(issues_.begin(), issues_.end(), [&](const Issue& issue) {
      return !issue.hint_arguments.empty() && issue.hint_arguments.front() == name;
    });
  }
  void wrong(Name code, std::vector<std::string> arguments) const { issues_.push_back(wrong_use(code, std::move(arguments))); }

 private:
  Issues& issues_;
};

/// What has to be there is there, is there once, and files that are to be read can be found.
void check_words(const CommandEntry& command, const Words& words) {
  for (const std::span<const OptionEntry> options : command.options) {
    for (const OptionEntry& option : options) {
      const std::string name(option.name);
      const auto found = words.values.find(option.name);
      if (found == words.values.end() || found->second.empty()) {
        if (option.is_needed && !words.is_meant(option.name)) words.wrong(is_option(option) ? "command_missing_option" : "command_missing_" + name, {name, std::string(option.shown)});
        continue;
      }
      if (found->second.size() > 1 && !option.is_repeated) words.wrong("command_given_twice", {name});
      if (option.takes != Takes::file && option.takes != Takes::folder) continue;
      for (const std::string& value : found->second) {
        struct stat status {};
        const bool is_there = stat(value.c_str(), &status) == 0;
        if (!is_there && (errno == ENOENT || errno == ENOTDIR)) {
          words.wrong(option.takes == Takes::file ? "command_no_file" : "command_no_folder", {value});
        } else if (is_there && S_ISDIR(status.st_mode) != (option.takes == Takes::folder)) {
          words.wrong(option.takes == Takes::file ? "command_is_folder" : "command_is_no_folder", {value});
        }
      }
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
  const auto processors = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  constexpr int most_threads = 256;
  data.threads = words.whole("--threads", std::min(processors, most_threads), 1, most_threads);
  if (words.has("--as-of")) {
    const std::string text = words.text("--as-of");
    if (const std::optional<Date> date = Date::parse(text)) {
      data.as_of = *date;
    } else if (const std::optional<Moment> moment = Moment::parse(text)) {
      data.as_of = *moment;
    } else {
      words.wrong("command_no_moment", {"--as-of", text});
    }
  }
  return data;
}

ExplainArguments explain_arguments(const Words& words) {
  if (words.has("--household") == words.has("--event")) words.wrong("command_household_or_event", {});
  return {data_arguments(words), words.text("--household"), words.text("--event"), words.has("--json")};
}

GenerateArguments generate_arguments(const Words& words) {
  constexpr std::uint32_t most = 1'000'000'000;
  GenerateArguments generate;
  generate.rules = words.paths("--rules");
  generate.households = words.whole<std::uint32_t>("--households", 300, 1, most);
  generate.events = words.whole<std::uint32_t>("--events", 10'000, 0, most);
  generate.seed = words.whole<std::uint64_t>("--seed", 1, 0, std::numeric_limits<std::uint64_t>::max());
  generate.through = words.date("--through");
  generate.out = words.path("--out");
  return generate;
}

std::string completion_script(const Words& words) {
  if (words.has("shell") && words.text("shell") != "bash") words.wrong("command_unknown_shell", {words.text("shell")});
  std::vector<CompletedCommand> completed;
  for (const CommandEntry& command : commands) {
    CompletedCommand each;
    each.name = command.name;
    for (const std::span<const OptionEntry> options : {command.options[0], command.options[1], std::span<const OptionEntry>(common_options)}) {
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

/// CLI11 cuts the words; what they say is read by Words, so that every mistake is told in the reader's language.
class Parser {
 public:
  explicit Parser(Language language) : language_(language), words_(issues_) {
    app_.name("pointsbank");
    app_.description(sentence("help_about", language_));
    app_.footer(sentence("help_footer", language_));
    set_up(app_);
    app_.add_flag("--version", wants_version_, sentence("help_version", language_));
    for (const CommandEntry& command : commands) add(command);
  }

  Arguments parse(int count, const char* const* words);

 private:
  void set_up(CLI::App& app);
  void add(const CommandEntry& command);
  void add_option(CLI::App& app, Name command, const OptionEntry& option);
  void cut(int count, const char* const* words);
  void complain_of_rest();
  [[nodiscard]] std::string option_in(const std::string& text) const;
  [[nodiscard]] bool is_given(Name flag) const { return words_.has(flag); }

  Language language_;
  Issues issues_;
  Words words_;
  CLI::App app_;
  bool wants_version_ = false;
  std::map<const CommandEntry*, CLI::App*> subcommands_;
};

void Parser::set_up(CLI::App& app) {
  app.set_help_flag();
  app.allow_extras();
  const auto formatter = std::make_shared<CLI::Formatter>();
  formatter->column_width(26);
  for (const Name label : {"Usage", "OPTIONS", "SUBCOMMAND", "Positionals"}) {
    std::string code = "help_label_" + std::string(label);
    std::transform(code.begin(), code.end(), code.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    formatter->label(std::string(label), sentence(code, language_));
  }
  app.formatter(formatter);
  app.option_defaults()->group(sentence("help_label_options_group", language_));
  for (const OptionEntry& option : common_options) add_option(app, "any", option);
}

void Parser::add(const CommandEntry& command) {
  const std::string name(command.name);
  CLI::App* const app = app_.add_subcommand(name, sentence("help_" + name, language_));
  app->group(sentence("help_label_commands_group", language_));
  subcommands_[&command] = app;
  for (const std::span<const OptionEntry> options : command.options) {
    // `explain` takes what `evaluate` takes.
    const Name described = options.data() == data_options.data() ? "evaluate" : command.name;
    for (const OptionEntry& option : options) add_option(*app, described, option);
  }
  set_up(*app);
  app->footer(sentence("help_" + name + "_example", language_));
}

void Parser::add_option(CLI::App& app, Name command, const OptionEntry& option) {
  const std::string name(option.name);
  const std::string help = sentence(help_code(command, option.name), language_);
  if (option.takes == Takes::nothing) {
    app.add_flag_function(name + (name == "--help" ? ",-h" : ""), [this, name](std::int64_t) { words_.values[name] = {"true"}; }, help)
        ->disable_flag_override();
    return;
  }
  CLI::Option* const added = app.add_option_function<std::vector<std::string>>(
      name, [this, name](const std::vector<std::string>& values) { words_.values[name] = values; }, help);
  if (is_option(option)) {
    added->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
    added->option_text(std::string(option.shown) + (option.is_repeated ? " ..." : ""));
  } else {
    // Where extra words are allowed CLI11 takes `[a,b]` apart, which an expression may well look like.
    added->expected(option.is_repeated ? -1 : 1)->allow_extra_args(option.is_repeated);
    added->option_text(" ");
  }
}

/// The option that a message of CLI11 names: some name it with its dashes, some begin with it.
std::string Parser::option_in(const std::string& text) const {
  const std::size_t begin = text.find("--");
  if (begin == std::string::npos) return "--" + text.substr(0, text.find(' '));
  const std::size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", begin);
  return text.substr(begin, end == std::string::npos ? end : end - begin);
}

void Parser::cut(int count, const char* const* words) {
  // CLI11 wants them backwards, and without the program's name.
  std::vector<std::string> backwards;
  for (int i = count - 1; i > 0; --i) backwards.emplace_back(words[i]);
  try {
    app_.parse(std::move(backwards));
  } catch (const CLI::ParseError& error) {
    const std::string option = option_in(error.what());
    const bool is_flag = option == "--profile" || option == "--json" || option == "--quiet" || option == "--help" || option == "--version";
    throw InputError({wrong_use(is_flag ? "command_takes_no_value" : "command_needs_value", {option})});
  }
}

void Parser::complain_of_rest() {
  for (const CLI::App* app : app_.get_subcommands()) {
    std::vector<std::string> known;
    for (const CLI::Option* option : app->get_options()) known.push_back(option->get_name());
    std::vector<std::string> rest = app->remaining();
    // An expression may begin with a minus sign.
    if (app->get_name() == "expression" && !words_.has("expression") && rest.size() == 1 && !rest.front().starts_with("--")) {
      words_.values["expression"] = {rest.front()};
      rest.clear();
    }
    bool is_value = false;  // of an option that is not known, perhaps
    for (const std::string& word : rest) {
      const bool looks_like_option = word.size() > 1 && word.front() == '-';
      if (word == "--" || (is_value && !looks_like_option)) {
        is_value = false;
        continue;
      }
      is_value = looks_like_option && word.find('=') == std::string::npos;
      issues_.push_back(looks_like_option ? wrong_use("command_unknown_option", word.substr(0, word.find('=')), known)
                                          : wrong_use("command_unexpected_word", {word}));
    }
  }
  std::vector<std::string> known;
  for (const CommandEntry& command : commands) known.emplace_back(command.name);
  const std::vector<std::string> rest = app_.remaining();
  const auto word = std::find_if(rest.begin(), rest.end(), [](const std::string& each) { return !each.starts_with('-'); });
  if (app_.get_subcommands().empty() && word != rest.end()) {
    issues_.push_back(wrong_use("command_unknown_command", *word, known));
  } else if (!rest.empty()) {
    issues_.push_back(wrong_use("command_unknown_option", rest.front(), {"--help", "--version", "--lang", "--quiet"}));
  }
}

Arguments Parser::parse(int count, const char* const* words) {
  cut(count, words);
  Arguments arguments;
  arguments.language = language_;
  arguments.quiet = is_given("--quiet");
  if (is_given("--help")) {
    arguments.command = PrintArguments{app_.help()};
    return arguments;
  }
  if (wants_version_) {
    arguments.command = PrintArguments{"pointsbank " POINTSBANK_VERSION "\n"};
    return arguments;
  }
  complain_of_rest();
  if (is_given("--lang") && words_.text("--lang") != "zh" && words_.text("--lang") != "en") {
    words_.wrong("command_unknown_language", {words_.text("--lang")});
  }
  if (app_.get_subcommands().empty()) {
    if (!issues_.empty()) throw InputError(issues_);
    arguments.command = PrintArguments{app_.help()};
    return arguments;
  }
  const CLI::App* const chosen = app_.get_subcommands().front();
  const auto command = std::find_if(commands.begin(), commands.end(), [&](const CommandEntry& each) { return each.name == chosen->get_name(); });
  check_words(*command, words_);
  const Name name = command->name;
  if (name == "evaluate") arguments.command = EvaluateArguments{data_arguments(words_), words_.path("--out"), words_.has("--profile")};
  if (name == "check") arguments.command = CheckArguments{words_.paths("rule_lists")};
  if (name == "test") arguments.command = TestArguments{words_.paths("rule_lists")};
  if (name == "explain") arguments.command = explain_arguments(words_);
  if (name == "expression") {
    arguments.command = ExpressionArguments{words_.text("expression"), words_.text("--subject"), words_.text("--event")};
  }
  if (name == "generate") arguments.command = generate_arguments(words_);
  if (name == "completion") arguments.command = PrintArguments{completion_script(words_)};
  if (!issues_.empty()) throw InputError(issues_);
  return arguments;
}

}  // namespace

Language language_of(int count, const char* const* words) {
  Name wanted;
  for (int i = 1; i < count; ++i) {
    const Name word = words[i];
    if (word == "--") break;
    if (word == "--lang" && i + 1 < count) wanted = words[i + 1];
    if (word.starts_with("--lang=")) wanted = word.substr(7);
  }
  if (wanted == "zh") return Language::zh;
  if (wanted == "en") return Language::en;
  const char* const environment = std::getenv("LANG");
  return environment != nullptr && Name(environment).starts_with("zh") ? Language::zh : Language::en;
}

Arguments parse_arguments(int count, const char* const* words) { return Parser(language_of(count, words)).parse(count, words); }

}  // namespace pointsbank::command
