// kills [--kills N]: a process works on a bank and says what it has done; it is killed at a moment it does not expect,
// again and again. What it said is there every time, what it did not say is there wholly or not at all.
//
// This shows that a process may die. It shows nothing of power cuts, for the machine goes on: those are
// bank_cuts_test.cpp's.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "durability/bank_run.hpp"
#include "durability/village.hpp"
#include "pointsbank/bank.hpp"
#include "support/child_process.hpp"
#include "support/random.hpp"

namespace pointsbank::durability {

namespace {

// The n-th command: an event comes in; points are spent (and so the ledger settled); the goods come back.
bank::Command numbered(std::size_t number) {
  const std::string household = "h" + std::to_string(1 + number / 3 % households);
  const std::string id = std::to_string(number - number % 3);
  bank::Command result;
  result.by = "clerk";
  result.at = Moment{in_march(3, 0).microseconds + static_cast<std::int64_t>(number) * 1'000'000};
  result.key = "n-" + std::to_string(number);
  switch (number % 3) {
    case 0:
      result.request = bank::Import{
          {"one.csv", "event,household,kind,at,quantity\ne" + id + "," + household + ",service,2026-03-02,1\n"}};
      break;
    case 1: result.request = bank::Redeem{"x" + id, household, {{"salt", 1}}}; break;
    default: result.request = bank::Cancel{"x" + id, "killed"}; break;
  }
  return result;
}

// The child: command after command, each said once it has returned.
int work(const char* file, std::size_t from) {
  bank::Bank bank = bank::Bank::open(file);
  for (std::size_t number = from;; ++number) {
    if (!bank.execute(numbered(number)).is_done()) return 3;
    std::cout << number << std::endl;
  }
}

struct Outcome {
  std::size_t acknowledged = 0, unsaid_but_done = 0, violations = 0;
};

class Killing {
 public:
  explicit Killing(std::uint64_t seed) : random_(seed), file_((folder_ / "bank").string()) {
    bank::Bank bank = bank::Bank::create(file_, "reed", "clerk", in_march(1, 0));
    for (const bank::Command& command : setting_up()) bank.execute(command);
  }

  // The child works for some milliseconds; then what it said is asked for again.
  void once(bool verifies) {
    const std::size_t said = killed_after(std::chrono::microseconds(1000 + random_.below(20'000)));
    bank::Bank bank = bank::Bank::open(file_);
    for (std::size_t number = said - std::min<std::size_t>(said, 3); number < said; ++number) ask(bank, number);
    if (said > 0) ask(bank, random_.below(said));
    const bank::Answer answer = bank.execute(numbered(said));
    if (!answer.is_done()) complain(said, "answered " + to_string(answer));
    outcome_.unsaid_but_done += answer.replayed ? 1 : 0;
    next_ = said + 1;
    if (verifies) verify(bank);
  }

  const Outcome& outcome() const { return outcome_; }

 private:
  // How many commands have been said so far, those of earlier children included.
  std::size_t killed_after(std::chrono::microseconds time) {
    ChildProcess child({"--child", file_, std::to_string(next_)});
    std::string said;
    // Half of the time is counted from the first word on, so that not only the opening is killed.
    if (random_.one_in(2)) child.read_some(said, 5000);
    std::this_thread::sleep_for(time);
    child.kill_now();
    said += child.read_all();
    if (child.wait() != 128 + SIGKILL) complain(next_, "the child ended by itself");
    const auto lines = static_cast<std::size_t>(std::count(said.begin(), said.end(), '\n'));
    outcome_.acknowledged += lines;
    return next_ + lines;
  }

  void ask(bank::Bank& bank, std::size_t number) {
    const bank::Answer answer = bank.execute(numbered(number));
    if (!answer.is_done() || !answer.replayed) complain(number, "was said and is not there: " + to_string(answer));
  }

  void verify(bank::Bank& bank) {
    BankState state;
    const std::string wrong = verified(bank, state) + sums_that_fail(bank);
    if (!wrong.empty()) complain(next_, wrong);
  }

  void complain(std::size_t number, const std::string& what) {
    ++outcome_.violations;
    std::cout << "command " << number << ": " << what << std::endl;
  }

  Random random_;
  TemporaryFolder folder_;
  std::string file_;
  std::size_t next_ = 0;
  Outcome outcome_;
};

int run(std::size_t kills) {
  const std::uint64_t seed = seed_of_run(20260307);
  Killing killing(seed);
  for (std::size_t kill = 1; kill <= kills; ++kill) killing.once(kill % 20 == 0 || kill == kills);
  const Outcome& outcome = killing.outcome();
  std::cout << kills << " kills, " << outcome.acknowledged << " commands acknowledged, " << outcome.unsaid_but_done
            << " done without being said, " << outcome.violations << " violations (seed " << seed << ")" << std::endl;
  return outcome.violations == 0 && outcome.acknowledged > 0 ? 0 : 1;
}

}  // namespace

}  // namespace pointsbank::durability

int main(int count, char** words) {
  try {
    if (count == 4 && std::strcmp(words[1], "--child") == 0) {
      return pointsbank::durability::work(words[2], std::strtoull(words[3], nullptr, 10));
    }
    const bool is_told = count == 3 && std::strcmp(words[1], "--kills") == 0;
    return pointsbank::durability::run(is_told ? std::strtoull(words[2], nullptr, 10) : 400);
  } catch (const std::exception& error) {
    std::cerr << error.what() << std::endl;
    return 2;
  }
}
