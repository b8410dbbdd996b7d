// A bank on a disk that fails or is full, and with memory that runs out, at each call and allocation in turn: a command
// is answered, or not done, or its outcome is said to be unknown; and the same key settles it.
#include <iostream>
#include <new>
#include <string>

#include "durability/bank_run.hpp"
#include "durability/cuts.hpp"
#include "store/store.hpp"
#include "support/catch.hpp"
#include "support/failing_memory.hpp"
#include "support/random.hpp"

namespace pointsbank::durability {

namespace {

const BankRun& undisturbed() {
  static const BankRun result = run_bank();
  return result;
}

/// The disk before each command.
const std::vector<Image>& images() {
  static const std::vector<Image> result = [] {
    const BankRun& run = undisturbed();
    std::vector<Image> all{run.run.before};
    Disk disk(run.run.before);
    std::size_t done = 0;
    for (const std::size_t until : run.run.acknowledged) {
      while (done < until) disk.apply(run.run.operations[done++]);
      all.push_back(disk.seen());
    }
    return all;
  }();
  return result;
}

enum class Outcome { answered, not_done, unknown };

struct Injections {
  std::size_t answered = 0, not_done = 0, unknown = 0, unknown_but_done = 0, faults = 0;
  std::string first_fault;

  std::size_t all() const { return answered + not_done + unknown; }
  void fault(const std::string& what) {
    if (faults++ == 0) first_fault = what;
  }
};

// One command, while something fails.
Outcome attempt(const CrashVfs& vfs, const bank::Command& command, const bank::Answer& expected, std::string& why) {
  try {
    bank::Bank bank = open_bank(vfs);
    const bank::Answer answer = bank.execute(command);
    if (answer.replayed || to_string(answer) != to_string(expected)) why = "answered " + to_string(answer);
    return Outcome::answered;
  } catch (const store::UnknownOutcomeError&) {
    return Outcome::unknown;
  } catch (const MachineError&) {
  } catch (const std::bad_alloc&) {
  } catch (const std::exception& error) {
    why = std::string("not an error of the machine: ") + error.what();
  }
  return Outcome::not_done;
}

// What holds once disk and memory are whole again.
std::string what_is_wrong(CrashVfs& vfs, std::size_t number, Outcome outcome, bool& was_done) {
  const BankRun& run = undisturbed();
  bank::Bank bank = open_bank(vfs);
  BankState state;
  if (const std::string wrong = verified(bank, state); !wrong.empty()) return wrong;
  was_done = state == run.states[number + 1];
  if (!was_done && state != run.states[number]) return "a state that never was";
  if (outcome == Outcome::answered && !was_done) return "answered, and not there";
  // A command that changes nothing leaves the journal as it was.
  const bool changes = run.states[number] != run.states[number + 1];
  if (outcome == Outcome::not_done && was_done && changes) return "said not to be done, and there";
  const bank::Answer answer = bank.execute(run.commands[number]);
  if (to_string(answer) != to_string(run.answers[number])) return "the same key was answered " + to_string(answer);
  if (changes && answer.replayed != was_done) return "replayed what was not done, or the other way round";
  if (const std::string wrong = verified(bank, state); !wrong.empty()) return wrong;
  return state == run.states[number + 1] ? "" : "the same key led elsewhere";
}

void note(Injections& result, CrashVfs& vfs, std::size_t number, Outcome outcome, const std::string& where,
          std::string why) {
  vfs.restart(vfs.disk().seen());
  bool was_done = false;
  if (why.empty()) {
    try {
      why = what_is_wrong(vfs, number, outcome, was_done);
    } catch (const std::exception& error) {
      why = std::string("afterwards: ") + error.what();
    }
  }
  if (!why.empty()) result.fault(undisturbed().commands[number].key + ", " + where + ": " + why);
  if (outcome == Outcome::answered) ++result.answered;
  if (outcome == Outcome::not_done) ++result.not_done;
  if (outcome == Outcome::unknown) ++result.unknown;
  if (outcome == Outcome::unknown && was_done) ++result.unknown_but_done;
}

// At every `stride`-th call of the kind, for each command of the month.
Injections fail_everywhere(Failure failure, std::size_t stride) {
  Injections result;
  CrashVfs vfs("failing_bank");
  for (std::size_t number = 0; number < undisturbed().commands.size(); ++number) {
    for (failure.at = 1 + number % stride;; failure.at += stride) {
      vfs.restart(images()[number]);
      vfs.fail(failure);
      std::string why;
      const Outcome outcome = attempt(vfs, undisturbed().commands[number], undisturbed().answers[number], why);
      if (!vfs.has_failed()) break;
      note(result, vfs, number, outcome, "call " + std::to_string(failure.at), why);
    }
  }
  return result;
}

Injections run_out_of_memory(MemoryRunsOut::Where where, bool lasting, std::size_t stride) {
  Injections result;
  CrashVfs vfs("bank_without_memory");
  for (std::size_t number = 0; number < undisturbed().commands.size(); ++number) {
    for (std::size_t at = 1 + number % stride;; at += stride) {
      vfs.restart(images()[number]);
      std::string why;
      Outcome outcome = Outcome::answered;
      bool has_failed = false;
      {
        const MemoryRunsOut out(where, at, lasting);
        outcome = attempt(vfs, undisturbed().commands[number], undisturbed().answers[number], why);
        has_failed = out.has_failed();
      }
      if (!has_failed) break;
      note(result, vfs, number, outcome, "allocation " + std::to_string(at), why);
    }
  }
  return result;
}

void check(const std::string& what, const Injections& injections) {
  const std::string text = what + ": " + std::to_string(injections.all()) +
                           " failures: " + std::to_string(injections.answered) + " answered all the same, " +
                           std::to_string(injections.not_done) + " not done, " + std::to_string(injections.unknown) +
                           " unknown (of which " + std::to_string(injections.unknown_but_done) + " done), " +
                           std::to_string(injections.faults) + " faults" +
                           (injections.faults == 0 ? "" : "\nfirst: " + injections.first_fault);
  std::cout << text << std::endl;
  INFO(text);
  CHECK(injections.faults == 0);
  CHECK(injections.not_done > 0);
}

void fail_in_every_way(std::size_t stride) {
  using Kind = Failure::Kind;
  for (const bool lasting : {false, true}) {
    const std::string how = lasting ? ", from then on" : ", once";
    check("operations fail" + how, fail_everywhere({Kind::operation, 1, lasting}, stride));
    check("reads fail" + how, fail_everywhere({Kind::read, 1, lasting}, stride));
    check("the disk is full" + how, fail_everywhere({Kind::disk_full, 1, lasting}, stride));
  }
  check("the power is cut under the program", fail_everywhere({Kind::power, 1, true}, stride));
}

void run_out_in_every_way(std::size_t stride) {
  using Where = MemoryRunsOut::Where;
  for (const bool lasting : {false, true}) {
    const std::string how = lasting ? ", from then on" : ", once";
    check("no memory for SQLite" + how, run_out_of_memory(Where::sqlite, lasting, stride));
    check("no memory for the bank" + how, run_out_of_memory(Where::program, lasting, stride * 4));
  }
}

}  // namespace

TEST_CASE("a disk that fails leaves a command answered, not done, or said to be unknown") { fail_in_every_way(17); }

TEST_CASE("memory that runs out leaves a command answered, not done, or said to be unknown") {
  watch_sqlite_memory();
  run_out_in_every_way(397);
}

TEST_CASE("a disk that fails at every single call", "[.long]") { fail_in_every_way(1); }

TEST_CASE("memory that runs out at every few allocations", "[.long]") {
  watch_sqlite_memory();
  run_out_in_every_way(23);
}

}  // namespace pointsbank::durability
