// The questions that a bank answers on the command line.

#include <algorithm>
#include <iterator>
#include <span>

#include "bank_commands.hpp"
#include "issue_lines.hpp"
#include "pointsbank/bank_inputs.hpp"
#include "pointsbank/passbook.hpp"
#include "pointsbank/proof.hpp"
#include "pointsbank/report.hpp"
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
  /// To `--output` or standard output.
  void print(const std::string& text) const {
    const std::string file = arguments.text("--output");
    if (file.empty()) return console.result(text);
    write_files({{file, text}});
    console.tell(console.sentence("bank_written", {file}));
  }
  /// What was asked for, as JSON or as text.
  template <class Value>
  void show(const Value& value) const {
    const bank::Figures figures{bank.decimals(), bank.utc_offset()};
    print(arguments.json ? to_json(value, figures) : to_text(value, figures, console.language()));
  }
};

ExitCode balance(const Question& question) {
  const auto& [bank, arguments, console] = question;
  const std::string household = arguments.text("household");
  std::vector<bank::HouseholdBalance> balances;
  if (const std::optional<Moment> as_of = question.as_of()) {
    balances = bank.balances_as_of(*as_of);
  } else if (household.empty()) {
    balances = bank.balances(arguments.by, question.at());
  } else {
    balances = {bank.balance(household, arguments.by, question.at())};
  }
  if (!household.empty()) std::erase_if(balances, [&](const auto& each) { return each.household != household; });
  question.show(std::span<const bank::HouseholdBalance>(balances));
  return ExitCode::done;
}

ExitCode statement(const Question& question) {
  const auto& [bank, arguments, console] = question;
  const std::string household = arguments.text("household");
  const std::optional<Moment> as_of = question.as_of();
  question.show(as_of ? bank.statement_as_of(household, *as_of)
                      : bank.statement(household, arguments.by, question.at()));
  return ExitCode::done;
}

ExitCode board(const Question& question) {
  question.show(question.bank.board(question.arguments.by, question.at()));
  return ExitCode::done;
}

ExitCode why(const Question& question) {
  question.show(question.bank.why(question.arguments.text("event")));
  return ExitCode::done;
}

ExitCode claims(const Question& question) {
  const auto found = question.bank.claims(question.arguments.text("--state"), question.arguments.text("--household"));
  question.show(std::span<const bank::Claim>(found));
  return ExitCode::done;
}

ExitCode shelf(const Question& question) {
  const auto found = question.bank.shelf();
  question.show(std::span<const bank::ShelfLine>(found));
  return ExitCode::done;
}

ExitCode redemptions(const Question& question) {
  const auto found = question.bank.redemptions(question.arguments.text("--household"));
  question.show(std::span<const bank::Hold>(found));
  return ExitCode::done;
}

ExitCode verify(const Question& question) {
  const auto& [bank, arguments, console] = question;
  bank::VerifyOptions options;
  options.replay = arguments.has("--replay");
  if (arguments.has("--threads")) options.threads = std::stoi(arguments.text("--threads"));
  bank::Verification found;
  {
    Progress progress(console, console.sentence("bank_verifying"));
    options.progress = [&](std::uint64_t done, std::uint64_t total) { return progress.tell(done, total); };
    found = bank.verify(options);
  }
  question.print(arguments.json ? to_json(found) : to_text(found, console.language()));
  return found.findings.empty() ? ExitCode::done : ExitCode::no;
}

ExitCode differences(const Question& question) {
  const std::vector<bank::Difference> found = question.bank.differences();
  const std::span<const bank::Difference> shown(found);
  question.print(question.arguments.json ? to_json(shown) : to_text(shown, question.console.language()));
  return ExitCode::done;
}

/// A document is a file for programs (`--json`, `--output`) and else a page for people.
void show_document(const Question& question, const std::string& json,
                   std::string (*text)(const proof::Document&, Language)) {
  const bool is_file = question.arguments.json || question.arguments.has("--output");
  question.print(is_file ? json : text({"bank", json}, question.console.language()));
}

ExitCode sheet(const Question& question) {
  show_document(question, question.bank.sheet(question.arguments.text("month")), proof::sheet_text);
  return ExitCode::done;
}

ExitCode slip(const Question& question) {
  show_document(question, question.bank.slip(std::stoll(question.arguments.text("entry"))), proof::slip_text);
  return ExitCode::done;
}

/// What `evaluate` reads to come to the same balances without the bank: a folder of files.
ExitCode exported_tables(const Question& question) {
  const std::filesystem::path folder = question.arguments.text("--output");
  if (folder.empty()) throw InputError({wrong_use("command_missing_output")});
  const std::optional<bank::EvaluationInputs> inputs = bank::evaluation_inputs(question.bank);
  if (!inputs) throw InputError({wrong_use("bank_not_settled")});
  std::vector<FileText> files;
  for (bank::InputFile& file : bank::evaluation_files(question.bank)) {
    files.push_back({folder / file.path, std::move(file.text)});
  }
  write_files(files);
  question.console.tell(
      question.console.sentence("bank_tables_written", {folder.string(), inputs->options.through.to_string()}));
  return ExitCode::done;
}

ExitCode exported(const Question& question) {
  const std::string word = question.arguments.text("--form");
  if (word == "tables") return exported_tables(question);
  const std::optional<bank::ExportForm> form = bank::parse_export_form(word);
  if (!form) {
    throw InputError(
        {wrong_use("command_unknown_form", word, {"csv", "jsonl", "ledger", "hledger", "beancount", "tables"})});
  }
  question.print(question.bank.exported(*form));
  return ExitCode::done;
}

ExitCode backup(const Question& question) {
  const std::string file = question.arguments.text("file");
  question.bank.back_up(file);
  question.console.tell(question.console.sentence("bank_written", {file}));
  return ExitCode::done;
}

proof::Document document_of(const std::string& file) {
  SourceText source = read_source(file);
  return {std::move(source.name), std::move(source.text)};
}

}  // namespace

ExitCode bank_question(Bank& bank, const BankArguments& arguments, const Console& console) {
  using Ask = ExitCode (*)(const Question&);
  constexpr std::pair<std::string_view, Ask> questions[] = {
      {"balance", balance}, {"statement", statement},
      {"board", board},     {"why", why},
      {"claims", claims},   {"shelf", shelf},
      {"verify", verify},   {"redemptions", redemptions},
      {"sheet", sheet},     {"differences", differences},
      {"slip", slip},       {"export", exported},
      {"backup", backup},
  };
  const auto found = std::find_if(std::begin(questions), std::end(questions),
                                  [&](const auto& each) { return each.first == arguments.command; });
  return found->second({bank, arguments, console});
}

ExitCode check_proof(const BankArguments& arguments, const Console& console) {
  const bool is_slip = arguments.command == "check-slip";
  const proof::Document document = document_of(arguments.text(is_slip ? "slip" : "sheet"));
  const std::string other = arguments.text(is_slip ? "--sheet" : "--before");
  Issues found;
  if (is_slip) {
    found = proof::check_slip(document, document_of(other));
  } else if (other.empty()) {
    found = proof::check_sheet(document);
  } else {
    const proof::Document before = document_of(other);
    found = proof::check_sheet(document, &before);
  }
  const bool holds = !has_errors(found);
  if (arguments.json) {
    console.result(issue_lines(found, console.language()));
  } else {
    console.issues(found);
    console.result(console.sentence(holds ? "bank_proof_holds" : "bank_proof_fails") + "\n");
  }
  return holds ? ExitCode::done : ExitCode::no;
}

}  // namespace pointsbank::command
