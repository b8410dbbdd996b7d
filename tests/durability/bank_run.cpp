#include "durability/bank_run.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "durability/village.hpp"

namespace pointsbank::durability {

namespace {

constexpr std::size_t latest = 3;

const Moment afterwards = in_march(40, 0);

BankRun run_commands(const CrashVfs& vfs, bank::Bank bank, std::vector<bank::Command> commands) {
  BankRun result;
  const auto look = [&] {
    BankState state;
    if (const std::string wrong = verified(bank, state); !wrong.empty()) throw std::runtime_error(wrong);
    result.states.push_back(state);
  };
  result.commands = std::move(commands);
  look();
  for (const bank::Command& command : result.commands) {
    result.answers.push_back(bank.execute(command));
    result.run.acknowledged.push_back(vfs.recorded().size());
    look();
  }
  result.run.operations = vfs.recorded();
  if (const std::string wrong = sums_that_fail(bank); !wrong.empty()) throw std::runtime_error(wrong);
  result.balances = balances_of(bank);
  return result;
}

// The same command again: the same answer, and replayed if it had been acknowledged.
std::string what_differs(bank::Bank& bank, const BankRun& run, std::size_t number, bool was_done) {
  const bank::Answer answer = bank.execute(run.commands[number]);
  const std::string which = "command " + run.commands[number].key + ": ";
  if (answer.replayed != was_done)
    return which + (was_done ? "was not known any more" : "was done without being there");
  if (to_string(answer) == to_string(run.answers[number])) return {};
  return which + "answered " + to_string(answer) + " instead of " + to_string(run.answers[number]);
}

Verdict judged(bank::Bank& bank, const BankRun& run, std::size_t acknowledged, Care care, std::string& why) {
  BankState state;
  why = verified(bank, state);
  if (!why.empty()) return Verdict::damaged;
  const auto found = std::find(run.states.begin(), run.states.end(), state);
  const auto there = static_cast<std::size_t>(found - run.states.begin());
  why = std::to_string(acknowledged) + " commands acknowledged, " + std::to_string(state.entries) +
        " entries, those of " + std::to_string(there);
  if (found == run.states.end()) return Verdict::half;
  if (there != acknowledged && there != acknowledged + 1) return there < acknowledged ? Verdict::lost : Verdict::half;
  const Verdict verdict = there == acknowledged ? Verdict::exact : Verdict::more;
  if (care == Care::state) return verdict;

  const std::size_t end = care == Care::all ? run.commands.size() : std::min(acknowledged + 1, run.commands.size());
  const std::size_t begin = care == Care::all ? 0 : acknowledged - std::min(acknowledged, latest);
  for (std::size_t number = begin; number < end; ++number) {
    why = what_differs(bank, run, number, number < there);
    if (!why.empty()) return Verdict::half;
  }
  if (care == Care::latest) return verdict;
  why = verified(bank, state) + sums_that_fail(bank);
  if (why.empty() && state != run.states.back()) why = "the month ended otherwise";
  if (why.empty() && balances_of(bank) != run.balances) why = "the balances are others: " + balances_of(bank);
  return why.empty() ? verdict : Verdict::half;
}

}  // namespace

bank::Bank open_bank(const CrashVfs& vfs) {
  bank::BankOptions options;
  options.vfs = vfs.name();
  return bank::Bank::open(bank_file, options);
}

std::string verified(bank::Bank& bank, BankState& state) {
  const bank::Verification verification = bank.verify();
  state = {verification.entries, verification.chain};
  std::string result;
  for (const bank::Finding& finding : verification.findings) {
    result += finding.code + " at " + std::to_string(finding.entry) + ": " + finding.sentence(Language::en) + "\n";
  }
  return result;
}

std::string to_string(const bank::Answer& answer) {
  std::string result = answer.code;
  for (const bank::Answer::Value& value : answer.values) result += " " + value.name + "=" + value.text;
  return result;
}

std::string to_string(const bank::ShelfLine& line) {
  std::string result = line.goods + " for " + std::to_string(line.points);
  for (const std::int64_t pieces : {line.in_stock, line.held, line.handed_out, line.bought}) {
    result += " " + std::to_string(pieces);
  }
  return result;
}

std::string balances_of(bank::Bank& bank) {
  std::string result;
  for (const bank::HouseholdBalance& balance : bank.balances_as_of(afterwards)) {
    result +=
        balance.household + " " + std::to_string(balance.standing) + " " + std::to_string(balance.spendable) + "\n";
  }
  return result;
}

std::string sums_that_fail(bank::Bank& bank) {
  std::string result;
  for (const bank::HouseholdBalance& balance : bank.balances_as_of(afterwards)) {
    std::int64_t standing = 0, spendable = 0;
    const bank::Statement statement = bank.statement_as_of(balance.household, afterwards);
    for (const bank::StatementLine& line : statement.lines) {
      standing += line.standing;
      spendable += line.spendable;
      if (line.standing_after != standing || line.spendable_after != spendable) {
        result +=
            balance.household + ": line " + std::to_string(line.entry) + " does not follow from those before it\n";
      }
    }
    if (standing != balance.standing || spendable != balance.spendable) {
      result += balance.household + ": the balance is not the sum of the passbook\n";
    }
  }
  for (const bank::ShelfLine& line : bank.shelf()) {
    if (line.in_stock + line.held + line.handed_out != line.bought)
      result += "pieces do not add up: " + to_string(line) + "\n";
  }
  return result;
}

BankRun run_bank() {
  CrashVfs vfs("undisturbed_bank");
  vfs.restart(Image{});
  bank::BankOptions options;
  options.vfs = vfs.name();
  {
    bank::Bank bank = bank::Bank::create(bank_file, "reed", "clerk", in_march(1, 0), options);
    for (const bank::Command& command : setting_up()) {
      const bank::Answer answer = bank.execute(command);
      if (!answer.is_done()) throw std::runtime_error(command.key + ": " + to_string(answer));
    }
  }
  const Image before = vfs.disk().seen();
  vfs.restart(before);
  BankRun result = run_commands(vfs, open_bank(vfs), everyday());
  result.run.before = before;
  return result;
}

BankRun run_new_bank() {
  CrashVfs vfs("new_bank");
  vfs.restart(Image{});
  bank::BankOptions options;
  options.vfs = vfs.name();
  bank::Bank bank = bank::Bank::create(bank_file, "reed", "clerk", in_march(1, 0), options);
  const std::size_t created = vfs.recorded().size();
  BankRun result = run_commands(vfs, std::move(bank), setting_up());
  result.run.acknowledged.insert(result.run.acknowledged.begin(), created);
  return result;
}

Judge judge_of(const BankRun& run, Care care) {
  return [&run, care](CrashVfs& vfs, std::size_t acknowledged, std::string& why) {
    try {
      bank::Bank bank = open_bank(vfs);
      return judged(bank, run, acknowledged, care, why);
    } catch (const Error& error) {
      why = std::string("thrown: ") + error.what();
      return Verdict::damaged;
    }
  };
}

}  // namespace pointsbank::durability
