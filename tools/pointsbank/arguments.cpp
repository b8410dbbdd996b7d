#include "arguments.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <memory>

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

/// Help whose first line names what a command cannot do without.
class HelpFormatter final : public CLI::Formatter {
 public:
  std::string make_usage(const CLI::App* app, std::string name) const override {
    const auto command = std::find_if(commands.begin(), commands.end(),
                                      [&](const CommandEntry& each) { return each.name == app->get_name(); });
    if (command == commands.end()) return CLI::Formatter::make_usage(app, name);
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

void Parser::add(const CommandEntry& command) {
  const std::string name(command.name);
  CLI::App* const app = app_.add_subcommand(name, sentence("help_" + name, language_));
  app->group(sentence("help_label_commands_group", language_));
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
    const bool is_flag = option == "--profile" || option == "--json" || option == "--strict" || option == "--quiet" ||
                         option == "--help" || option == "--exit-code" || option == "--version";
    throw InputError({wrong_use(is_flag ? "command_takes_no_value" : "command_needs_value", {option})});
  }
}

void Parser::complain_of_rest() {
  for (const CLI::App* app : app_.get_subcommands()) {
    std::vector<std::string> known;
    for (const CLI::Option* option : app->get_options()) known.push_back(option->get_name());
    std::vector<std::string> rest = app->remaining();
    // An expression may begin with a minus sign.
    if (app->get_name() == "expression" && !words_.has("expression") && rest.size() == 1 &&
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
  std::vector<std::string> known;
  for (const CommandEntry& command : commands) known.emplace_back(command.name);
  const std::vector<std::string> rest = app_.remaining();
  const auto word =
      std::find_if(rest.begin(), rest.end(), [](const std::string& each) { return !each.starts_with('-'); });
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
  const auto command = std::find_if(commands.begin(), commands.end(),
                                    [&](const CommandEntry& each) { return each.name == chosen->get_name(); });
  check_words(*command, words_);
  arguments.command = read_words(*command, words_);
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
