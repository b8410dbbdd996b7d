// The questions that a bank answers on the command line.

#include <functional>
#include <map>

#include "bank_commands.hpp"
#include "pointsbank/number.hpp"
#include "pointsbank/passbook.hpp"
#include "pointsbank/proof.hpp"
#include "pointsbank/rule_list.hpp"
#include "progress.hpp"

namespace pointsbank::command {

namespace {

using bank::Bank;

struct Question {
  Bank& bank;
  const BankArguments& arguments;
  const Console& console;

  [[nodiscard]] Moment at() const { return moment_of(arguments, bank.utc_offset()); }
  [[nodiscard]] std::optional<Moment> as_of() const {
    if (const Moment* const moment = std::get_if<Moment>(&arguments.as_of)) return *moment;
    // A bare date stands for that day's last moment.
    if (const Date* const date = std::get_if<Date>(&arguments.as_of)) {
      return Moment{first_moment(*date + 1, bank.utc_offset()).microseconds - 1};
    }
    return std::nullopt;
  }
  void print(const std::string& text) const {
    const std::string file = arguments.text("--output");
    if (file.empty()) return console.result(text);
    write_new_file(file, text);
    console.tell(console.sentence("command_written", {file}));
  }
};

ExitCode balance(const Question& question) {
  const auto& [bank, arguments, console] = question;
  const std::optional<Moment> as_of = question.as_of();
  const std::string household = arguments.text("household");
  std::vector<bank::HouseholdBalance> balances;
  if (as_of) {
    balances = bank.balances_as_of(*as_of);
  } else if (household.empty()) {
    balances = bank.balances(arguments.by, question.at());
  } else {
    balances = {bank.balance(household, arguments.by, question.at())};
  }
  if (!household.empty()) std::erase_if(balances, [&](const auto& each) { return each.household != household; });
  question.print(arguments.json ? bank::balances_json(balances, bank.decimals())
                                : bank::balances_text(balances, bank.decimals(), console.language()));
  return ExitCode::done;
}

ExitCode statement(const Question& question) {
  const auto& [bank, arguments, console] = question;
  const std::optional<Moment> as_of = question.as_of();
  const std::string household = arguments.text("household");
  const bank::Statement statement = as_of ? bank.statement_as_of(household, *as_of)
                                          : bank.statement(household, arguments.by, question.at());
  question.print(arguments.json ? bank::statement_json(statement, bank.decimals())
                                : bank::statement_text(statement, bank.decimals(), console.language()));
  return ExitCode::done;
}

ExitCode board(const Question& question) {
  const std::string json = question.bank.board_json(question.arguments.by, question.at());
  question.print(question.arguments.json ? json : bank::board_text(json, question.console.language()));
  return ExitCode::done;
}

ExitCode why(const Question& question) {
  const std::string event = question.arguments.text("event");
  question.print(question.arguments.json ? question.bank.why_json(event)
                                         : question.bank.why(event, question.console.language()));
  return ExitCode::done;
}

ExitCode verify(const Question& question) {
  const auto& [bank, arguments, console] = question;
  Progress progress(console, "verifying");
  bank::VerifyOptions options;
  options.replay = arguments.has("--replay");
  if (arguments.has("--threads")) options.threads = std::stoi(arguments.text("--threads"));
  options.progress = progress.callback();
  const bank::Verification found = bank.verify(options);
  progress.end();
  question.print(arguments.json ? bank::verification_json(found)
                                : bank::verification_text(found, console.language()));
  return found.findings.empty() ? ExitCode::done : ExitCode::no;
}

ExitCode differences(const Question& question) {
  const std::vector<bank::Difference> found = question.bank.differences();
  question.print(question.arguments.json ? bank::differences_json(found)
                                         : bank::differences_text(found, question.console.language()));
  return ExitCode::done;
}

ExitCode exported(const Question& question) {
  const std::optional<bank::ExportForm> form = bank::parse_export_form(question.arguments.text("--form"));
  if (!form) {
    throw InputError({wrong_use("command_unknown_form", question.arguments.text("--form"),
                                {"csv", "jsonl", "ledger", "hledger", "beancount"})});
  }
  question.print(question.bank.exported(*form));
  return ExitCode::done;
}

ExitCode backup(const Question& question) {
  const std::string file = question.arguments.text("file");
  question.bank.back_up(file);
  question.console.tell(question.console.sentence("command_written", {file}));
  return ExitCode::done;
}

}  // namespace

ExitCode bank_question(Bank& bank, const BankArguments& arguments, const Console& console) {
  using Ask = std::function<ExitCode(const Question&)>;
  static const std::map<std::string, Ask, std::less<>> questions = {
      {"balance", balance},
      {"statement", statement},
      {"board", board},
      {"why", why},
      {"verify", verify},
      {"differences", differences},
      {"export", exported},
      {"backup", backup},
      {"shelf",
       [](const Question& question) {
         const std::string json = question.bank.goods_json();
         question.print(question.arguments.json ? json : bank::goods_text(json, question.console.language()));
         return ExitCode::done;
       }},
      {"claims",
       [](const Question& question) {
         const std::string json =
             question.bank.claims_json(question.arguments.text("--state"), question.arguments.text("--household"));
         question.print(question.arguments.json ? json : bank::claims_text(json, question.console.language()));
         return ExitCode::done;
       }},
      {"redemptions",
       [](const Question& question) {
         const std::string json = question.bank.redemptions_json(question.arguments.text("--household"));
         question.print(question.arguments.json ? json : bank::redemptions_text(json, question.console.language()));
         return ExitCode::done;
       }},
      {"sheet",
       [](const Question& question) {
         const std::string json = question.bank.sheet(question.arguments.text("month"));
         question.print(question.arguments.json || question.arguments.has("--output")
                            ? json
                            : proof::sheet_text(json, question.console.language()));
         return ExitCode::done;
       }},
      {"slip",
       [](const Question& question) {
         const std::string json = question.bank.slip(std::stoll(question.arguments.text("entry")));
         question.print(question.arguments.json || question.arguments.has("--output")
                            ? json
                            : proof::slip_text(json, question.console.language()));
         return ExitCode::done;
       }},
  };
  return questions.find(arguments.command)->second({bank, arguments, console});
}

}  // namespace pointsbank::command
