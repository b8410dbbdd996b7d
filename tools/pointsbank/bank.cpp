// pointsbank bank: the bank day by day.

#include <filesystem>

#include "bank_commands.hpp"
#include "commands.hpp"

namespace pointsbank::command {

namespace {

ExitCode answered(const bank::Answer& answer, const BankArguments& arguments, const Console& console) {
  console.result((arguments.json ? answer.to_json() : answer.sentence(console.language())) + "\n");
  return answer.is_done() ? ExitCode::done : ExitCode::no;
}

ExitCode create(const BankArguments& arguments, const Console& console) {
  const std::string id = arguments.has("--id") ? arguments.text("--id") : arguments.db.stem().string();
  constexpr int village_offset = 480;  // no rule book says another one yet
  const auto bank = bank::Bank::create(arguments.db, id, arguments.by, moment_of(arguments, village_offset));
  bank::Answer answer;
  answer.values = {{"bank", bank.id()}, {"file", arguments.db.string()}};
  console.result(
      (arguments.json ? answer.to_json() : console.sentence("bank_created", {bank.id(), arguments.db.string()})) +
      "\n");
  return ExitCode::done;
}

}  // namespace

ExitCode bank(const BankArguments& arguments, const Console& console) {
  if (arguments.command == "init") return create(arguments, console);
  if (arguments.command == "check-slip" || arguments.command == "check-sheet") return check_proof(arguments, console);
  if (!std::filesystem::exists(arguments.db)) {
    throw InputError({wrong_use("command_no_file", {arguments.db.string()})});
  }
  auto bank = bank::Bank::open(arguments.db);
  if (arguments.command == "batch") return bank_batch(bank, arguments, console);
  if (!is_change(arguments.command)) return bank_question(bank, arguments, console);
  const bank::Command command{arguments.by, moment_of(arguments, bank.utc_offset()),
                              arguments.key.empty() ? new_key() : arguments.key, request_of(arguments)};
  return answered(bank.execute(command), arguments, console);
}

}  // namespace pointsbank::command
