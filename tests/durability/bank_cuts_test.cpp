// Power cuts against a bank: whatever was answered is there afterwards, what was not is there wholly or not at all, the
// same keys give the same answers, and `verify` finds nothing.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <string>

#include "durability/bank_run.hpp"
#include "durability/cuts.hpp"
#include "durability/village.hpp"
#include "support/catch.hpp"
#include "support/random.hpp"

namespace pointsbank::durability {

namespace {

constexpr std::uint64_t seed = 20260303;

const BankRun& undisturbed() {
  static const BankRun result = run_bank();
  return result;
}

// Every cut is looked at, one in so many to the end of the month.
Judge mostly(const BankRun& run, std::size_t one_in) {
  return [often = judge_of(run, Care::latest), seldom = judge_of(run, Care::all), one_in, count = std::size_t{0}](
             CrashVfs& vfs, std::size_t acknowledged, std::string& why) mutable {
    return ++count % one_in == 0 ? seldom(vfs, acknowledged, why) : often(vfs, acknowledged, why);
  };
}

void check(const char* what, const Tally& tally) {
  std::cout << what << ": " << tally.to_string() << std::endl;
  INFO(tally.to_string());
  CHECK(tally.violations() == 0);
  CHECK(tally.exact > 0);
}

// Of a run that begins with the making of the file: until that came back there is a whole bank, or room for one.
Judge judge_of_making(const BankRun& run) {
  return [&run, judge = judge_of(run, Care::latest)](CrashVfs& vfs, std::size_t acknowledged, std::string& why) {
    if (acknowledged > 0) return judge(vfs, acknowledged - 1, why);
    if (judge(vfs, 0, why) == Verdict::exact) return Verdict::more;
    try {
      bank::BankOptions options;
      options.vfs = vfs.name();
      static_cast<void>(bank::Bank::create(bank_file, "reed", "clerk", run.commands.front().at, options));
      return Verdict::exact;
    } catch (const Error& error) {
      why += std::string("; and none can be made: ") + error.what();
      return Verdict::damaged;
    }
  };
}

}  // namespace

TEST_CASE("the month that is tried uses every part of the bank, and ends as it should") {
  const BankRun& run = undisturbed();
  std::size_t done = 0;
  for (std::size_t i = 0; i < run.answers.size(); ++i) {
    if (run.answers[i].is_done()) ++done;
    INFO(run.commands[i].key << " " << to_string(run.answers[i]));
    CHECK_FALSE(run.answers[i].replayed);
  }
  CHECK(run.answers.size() - done == 3);
  std::cout << run.commands.size() << " commands, " << run.run.operations.size() << " operations, "
            << run.states.back().entries << " entries\n"
            << run.balances;
}

TEST_CASE("what a bank has answered survives a power cut at any moment") {
  const BankRun& run = undisturbed();
  check("bank", cut_everywhere(run.run, {seed_of_run(seed), 1, 5}, mostly(run, 20)));
}

TEST_CASE("a bank is made wholly or not at all") {
  const BankRun run = run_new_bank();
  check("making a bank", cut_everywhere(run.run, {seed_of_run(seed), 1, 3}, judge_of_making(run)));
}

// A process is killed after its commit and before the sync of it; another one is asked with the same keys, and says
// what was done; then the power goes.
TEST_CASE("what was answered again after a kill survives a power cut") {
  const BankRun& run = undisturbed();
  const Look look = [&run](CrashVfs& vfs) {
    bank::Bank bank = open_bank(vfs);
    BankState state;
    if (!verified(bank, state).empty()) return SIZE_MAX;
    const auto found = std::find(run.states.begin(), run.states.end(), state);
    if (found == run.states.end()) return SIZE_MAX;
    const auto seen = static_cast<std::size_t>(found - run.states.begin());
    if (seen > 0 && !bank.execute(run.commands[seen - 1]).replayed) return SIZE_MAX;
    return seen;
  };
  check("asked again, then cut",
        kill_look_and_cut(run.run, {seed_of_run(seed), 2, 3}, look, judge_of(run, Care::latest)));
}

TEST_CASE("what a bank has answered survives: tens of thousands of cuts", "[.long]") {
  const BankRun& run = undisturbed();
  Tally tally;
  for (std::uint64_t round = 0; tally.cuts() < 40'000; ++round) {
    tally += cut_everywhere(run.run, {mixed(seed_of_run(seed), round), 4, 1}, mostly(run, 50));
  }
  check("bank", tally);
  CHECK(tally.more > 0);
  CHECK(tally.second_cuts > 0);
}

}  // namespace pointsbank::durability
