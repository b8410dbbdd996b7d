#include "arguments.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <memory>
#include <set>

#include "console.hpp"
#include "options.hpp"
#include "words.hpp"

namespace pointsbank::command {

namespace {

/// `evaluate`, `--as-of`: `help_evaluate_as_of`.
std::string help_code(Name command, Name option) {
  std::string code = "help_" + std::string(command) + "_" + std::string(option.substr(option.find_first_not_of('-')));
  std::replace(code.begin(), code.end(), '-', '_');
  return code;
}

std::string sentence(Name code, Language language) { return wrong_use(code).sentence(language); }

/// A command of the first level or of the bank: no name stands in both.
const CommandEntry* find_command(Name name) {
  for (const std::span<const CommandEntry> table :
       {std::span<const CommandEntry>(commands), std::span<const CommandEntry>(bank_commands)}) {
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const CommandEntry& each) { return each.name == name; });
    if (found != table.end()) return &*found;
  }
  return nullptr;
}

/// Help whose first line names what a command cannot do without.
class HelpFormatter final : public CLI::Formatter {
 public:
  std::string make_usage(const CLI::App* app, std::string name) const override {
    const CommandEntry* const command = find_command(app->get_name());
    if (command == nullptr) return CLI::Formatter::make_usage(app, name);
    std::string usage = get_label("Usage") + ": " + name;
    for (const std::span<const OptionEntry> options : command->options) {
      for (const OptionEntry& option : options) {
        if (!option.is_needed) continue;
        usage.append(" ").append(option.name);
        if (is_option(option)) usage.append(" ").append(option.shown);
        if (option.is_repeated && !is_option(option)) usage.append(" ...");
      }
    }
    return usage + " [" + get_label("OPTIONS") + "]\n";
  }
};

/// CLI11 cuts the words; what they say is read by Words, so that every mistake is told in the reader's language.
class Parser {
 public:
  explicit Parser(Language language) : language_(language), words_(issues_) {
    app_.name("pointsbank");
    app_.description(sentence("help_about", language_));
    app_.footer(sentence("help_footer", language_));
    set_up(app_);
    // One at most: what comes behind a command's name is its own, also where it is called like a command.
    app_.require_subcommand(0, 1);
    app_.add_flag("--version", wants_version_, sentence("help_version", language_));
    for (const CommandEntry& command : commands) add(app_, command);
    add_bank();
  }

  Arguments parse(int count, const char* const* words);

 private:
  void set_up(CLI::App& app);
  void add(CLI::App& parent, const CommandEntry& command);
  void add_bank();
  [[nodiscard]] Command read_command();
  void add_option(CLI::App& app, Name command, const OptionEntry& option);
  void cut(int count, const char* const* words);
  void complain_of_rest();
  void complain_of_rest(const CLI::App& app);
  [[nodiscard]] std::string option_in(const std::string& text) const;
  [[nodiscard]] bool is_given(Name flag) const { return words_.has(flag); }

  Language language_;
  Issues issues_;
  Words words_;
  CLI::App app_;
  std::set<std::string> flags_ = {"--version"};  // options that take no value
  bool wants_version_ = false;
};

void Parser::set_up(CLI::App& app) {
  app.set_help_flag();
  app.allow_extras();
  const auto formatter = std::make_shared<HelpFormatter>();
  formatter->column_width(26);
  for (const Name label : {"Usage", "OPTIONS", "SUBCOMMAND", "Positionals"}) {
    std::string code = "help_label_" + std::string(label);
    std::transform(code.begin(), code.end(), code.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    formatter->label(std::string(label), sentence(code, language_));
  }
  app.formatter(formatter);
  app.option_defaults()->group(sentence("help_label_options_group", language_));
  for (const OptionEntry& option : common_options) add_option(app, "any", option);
}

/// `check-slip`: `help_check_slip`.
std::string help_code(Name command) {
  std::string code = "help_" + std::string(command);
  std::replace(code.begin(), code.end(), '-', '_');
  return code;
}

void Parser::add(CLI::App& parent, const CommandEntry& command) {
  CLI::App* const app = parent.add_subcommand(std::string(command.name), sentence(help_code(command.name), language_));
  app->group(sentence("help_label_commands_group", language_));
  for (const std::span<const OptionEntry> options : command.options) {
    // `explain` takes what `evaluate` takes, and all commands of the bank take its file.
    Name described = command.name;
    if (options.data() == data_options.data()) described = "evaluate";
    for (const std::span<const OptionEntry> shared :
         {std::span<const OptionEntry>(bank_options), std::span<const OptionEntry>(acting_options),
          std::span<const OptionEntry>(asking_options)}) {
      if (options.data() == shared.data()) described = "bank";
    }
    for (const OptionEntry& option : options) add_option(*app, described, option);
  }
  set_up(*app);
  app->footer(sentence(help_code(command.name) + "_example", language_));
}

void Parser::add_bank() {
  CLI::App* const bank = app_.add_subcommand("bank", sentence("help_bank", language_));
  bank->group(sentence("help_label_commands_group", language_));
  for (const OptionEntry& option : bank_options) add_option(*bank, "bank", option);
  add_option(*bank, "bank", batch_option);
  bank->require_subcommand(0, 1);
  for (const CommandEntry& command : bank_commands) add(*bank, command);
  set_up(*bank);
  bank->footer(sentence("help_bank_example", language_));
}

void Parser::add_option(CLI::App& app, Name command, const OptionEntry& option) {
  const std::string name(option.name);
  const std::string help = sentence(help_code(command, option.name), language_);
  if (option.takes == Takes::nothing) {
    flags_.insert(name);
    app.add_flag_function(
           name + (name == "--help" ? ",-h" : ""), [this, name](std::int64_t) { words_.values[name] = {"true"}; }, help)
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
    throw InputError({wrong_use(flags_.contains(option) ? "command_takes_no_value" : "command_needs_value", {option})});
  }
}

void Parser::complain_of_rest(const CLI::App& app) {
  std::vector<std::string> known;
  for (const CLI::Option* option : app.get_options()) known.push_back(option->get_name());
  std::vector<std::string> rest = app.remaining();
  // An expression may begin with a minus sign.
  if (app.get_name() == "expression" && !words_.has("expression") && rest.size() == 1 &&
      !rest.front().starts_with("--")) {
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

void Parser::complain_of_rest() {
  for (const CLI::App* const app : app_.get_subcommands()) {
    const std::vector<CLI::App*> inner = app->get_subcommands();
    for (const CLI::App* const each : inner) complain_of_rest(*each);
    const std::vector<std::string> rest = app->remaining();
    if (app->get_name() == "bank" && inner.empty() && !rest.empty() && !rest.front().starts_with('-')) {
      std::vector<std::string> known;
      for (const CommandEntry& command : bank_commands) known.emplace_back(command.name);
      issues_.push_back(wrong_use("command_unknown_command", rest.front(), known));
    } else {
      complain_of_rest(*app);
    }
  }
  std::vector<std::string> known;
  for (const CommandEntry& command : commands) known.emplace_back(command.name);
  known.emplace_back("bank");
  const std::vector<std::string> rest = app_.remaining();
  const auto word =
      std::find_if(rest.begin(), rest.end(), [](const std::string& each) { return !each.starts_with('-'); });
  if (app_.get_subcommands().empty() && word != rest.end()) {
    issues_.push_back(wrong_use("command_unknown_command", *word, known));
  } else if (!rest.empty()) {
    issues_.push_back(wrong_use("command_unknown_option", rest.front(), {"--help", "--version", "--lang", "--quiet"}));
  }
}

Command Parser::read_command() {
  const CLI::App* const chosen = app_.get_subcommands().front();
  if (chosen->get_name() != "bank") {
    const CommandEntry& command = *find_command(chosen->get_name());
    check_words(command, words_);
    return read_words(command, words_);
  }
  if (const char* const file = std::getenv("POINTSBANK_DB"); file != nullptr && !words_.has("--db")) {
    words_.values["--db"] = {file};
  }
  if (!chosen->get_subcommands().empty()) {
    const CommandEntry& command = *find_command(chosen->get_subcommands().front()->get_name());
    check_words(command, words_);
    return bank_arguments(std::string(command.name), words_);
  }
  if (!words_.has(batch_option.name)) return PrintArguments{chosen->help()};
  if (!words_.has("--db")) words_.wrong("command_missing_option", {"--db", "FILE"});
  return bank_arguments("batch", words_);
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
  arguments.command = read_command();
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

Arguments parse_arguments(int count, const char* const* words) {
  return Parser(language_of(count, words)).parse(count, words);
}

}  // namespace pointsbank::command
