// A bank's month run undisturbed, and what a bank that was disturbed is held against.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "durability/cuts.hpp"
#include "pointsbank/bank.hpp"
#include "support/crash_vfs.hpp"

namespace pointsbank::durability {

inline constexpr const char* bank_file = "/bank";

bank::Bank open_bank(const CrashVfs& vfs);

/// The journal's length and the digest over all of it: what a bank holds, in two numbers.
struct BankState {
  std::int64_t entries = 0;
  Digest chain;
  friend bool operator==(const BankState&, const BankState&) = default;
};

/// `verify`'s findings as text; empty: everything fits. `state` gets what it found.
std::string verified(bank::Bank& bank, BankState& state);
/// Sums that hold whatever happened: each balance is the sum of its passbook, no piece of goods came or went, what is
/// held is nobody's to spend. Empty where they hold.
std::string sums_that_fail(bank::Bank& bank);
/// One text a household, in order.
std::string balances_of(bank::Bank& bank);
std::string to_string(const bank::Answer& answer);
std::string to_string(const bank::ShelfLine& line);

struct BankRun {
  Run run;  // of `commands`, after the village was set up
  std::vector<bank::Command> commands;
  std::vector<bank::Answer> answers;
  std::vector<BankState> states;  // before the first command and after each
  std::string balances;           // in the end
};

/// The village's month, on a disk in memory.
BankRun run_bank();
/// The same, beginning with an empty disk: the making of the file is part of it.
BankRun run_new_bank();

/// How closely a judge looks: every acknowledged command once more under its key takes its time.
enum class Care {
  state,   // `verify`, and the journal is that after as many commands as were acknowledged, or one more
  latest,  // also the last ones acknowledged and the one under way once more, each answered as before
  all,     // also all others, then the rest of the month, the end being that of the undisturbed run
};
Judge judge_of(const BankRun& run, Care care);

}  // namespace pointsbank::durability
