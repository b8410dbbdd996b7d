// A plain SQLite file on a disk that fails or is full, and with memory that runs out, at each call and allocation in
// turn, once or from then on: what was acknowledged is there afterwards, the rest whole or not at all.
#include <iostream>
#include <string>
#include <vector>

#include "durability/cuts.hpp"
#include "durability/plain_book.hpp"
#include "support/catch.hpp"
#include "support/failing_memory.hpp"
#include "support/random.hpp"

namespace pointsbank::durability {

namespace {

const Settings settings{"truncate", "full"};
constexpr std::size_t commits = 9;

struct Attempt {
  std::size_t acknowledged = 0;
  bool was_refused = false;
};

// Transaction after transaction until one fails.
Attempt run_until_refused(const CrashVfs& vfs, const std::vector<std::string>& all) {
  Attempt result;
  PlainFile file(vfs, settings);
  for (const std::string& sql : all) {
    if (!file.run(sql)) {
      result.was_refused = true;
      break;
    }
    ++result.acknowledged;
  }
  return result;
}

// Fails at the 1st call of that kind, the 2nd, … until a whole run has fewer.
Tally fail_everywhere(const PlainRun& undisturbed, const std::vector<std::string>& all, Failure failure) {
  Tally result;
  CrashVfs vfs("failing");
  const Judge judge = judge_of(undisturbed, settings);
  std::size_t refusals = 0;
  for (failure.at = 1;; ++failure.at) {
    vfs.restart(Image{});
    vfs.fail(failure);
    const Attempt attempt = run_until_refused(vfs, all);
    if (!vfs.has_failed()) break;
    refusals += attempt.was_refused ? 1 : 0;
    vfs.restart(vfs.disk().seen());  // the program ends, the disk is mended
    std::string why;
    const Verdict verdict = judge(vfs, attempt.acknowledged, why);
    result.add(verdict, "at " + std::to_string(failure.at) + ": " + why);
  }
  CHECK(refusals > 0);
  return result;
}

Tally run_out_of_memory_everywhere(const PlainRun& undisturbed, const std::vector<std::string>& all, bool lasting) {
  Tally result;
  CrashVfs vfs("no_memory");
  const Judge judge = judge_of(undisturbed, settings);
  for (std::size_t at = 1;; ++at) {
    vfs.restart(Image{});
    Attempt attempt;
    bool has_failed = false;
    {
      const MemoryRunsOut out(MemoryRunsOut::Where::sqlite, at, lasting);
      attempt = run_until_refused(vfs, all);
      has_failed = out.has_failed();
    }
    if (!has_failed) break;
    vfs.restart(vfs.disk().seen());
    std::string why;
    const Verdict verdict = judge(vfs, attempt.acknowledged, why);
    result.add(verdict, "at allocation " + std::to_string(at) + ": " + why);
  }
  return result;
}

void check_sound(const char* what, const Tally& tally) {
  std::cout << what << ": " << tally.to_string() << std::endl;
  INFO(what << ": " << tally.to_string());
  CHECK(tally.violations() == 0);
  CHECK(tally.exact > 0);
}

}  // namespace

TEST_CASE("a disk that fails at any call loses nothing that was acknowledged") {
  const std::uint64_t seed = seed_of_run(77);
  const PlainRun undisturbed = run_plain(settings, commits, seed);
  const std::vector<std::string> all = transactions(commits, seed);
  using Kind = Failure::Kind;
  for (const bool lasting : {false, true}) {
    INFO("lasting: " << lasting);
    check_sound("operations that fail", fail_everywhere(undisturbed, all, {Kind::operation, 1, lasting}));
    check_sound("reads that fail", fail_everywhere(undisturbed, all, {Kind::read, 1, lasting}));
    check_sound("a full disk", fail_everywhere(undisturbed, all, {Kind::disk_full, 1, lasting}));
  }
  check_sound("power cut under the program", fail_everywhere(undisturbed, all, {Kind::power, 1, true}));
}

TEST_CASE("memory that runs out at any allocation loses nothing that was acknowledged") {
  watch_sqlite_memory();
  const std::uint64_t seed = seed_of_run(78);
  const PlainRun undisturbed = run_plain(settings, 4, seed);
  const std::vector<std::string> all = transactions(4, seed);
  check_sound("an allocation that fails", run_out_of_memory_everywhere(undisturbed, all, false));
  check_sound("no memory from then on", run_out_of_memory_everywhere(undisturbed, all, true));
}

}  // namespace pointsbank::durability
