// Power cuts against a plain SQLite file: which settings keep what was acknowledged, and that those which do not are
// found out, so that finding nothing means something.
#include <iostream>
#include <string>

#include "durability/cuts.hpp"
#include "durability/plain_book.hpp"
#include "support/catch.hpp"
#include "support/random.hpp"

namespace pointsbank::durability {

namespace {

constexpr std::uint64_t seed = 20260302;

// Workloads, each with a seed of its own, until there were so many cuts.
Tally cut(const Settings& settings, std::size_t at_least, std::size_t ways) {
  Tally result;
  for (std::uint64_t round = 0; result.cuts() < at_least; ++round) {
    const std::uint64_t workload = mixed(seed_of_run(seed), round);
    const PlainRun run = run_plain(settings, 14, workload);
    result += cut_everywhere(run.run, {workload, ways, 1}, judge_of(run, settings));
  }
  std::cout << settings.journal << ", " << settings.synchronous << ": " << result.to_string() << std::endl;
  return result;
}

void check_that_nothing_is_lost(const Settings& settings, std::size_t at_least, std::size_t ways) {
  const Tally tally = cut(settings, at_least, ways);
  INFO(tally.to_string());
  CHECK(tally.violations() == 0);
  CHECK(tally.more > 0);  // commits that came through unacknowledged: the case is real
  CHECK(tally.second_cuts > 0);
}

}  // namespace

TEST_CASE("what was acknowledged survives a power cut at any moment") {
  check_that_nothing_is_lost({"truncate", "full"}, 600, 1);
  check_that_nothing_is_lost({"persist", "full"}, 600, 1);
  check_that_nothing_is_lost({"delete", "extra"}, 600, 1);
}

TEST_CASE("without syncs nearly every file is damaged") {
  const Tally tally = cut({"truncate", "off"}, 300, 1);
  CHECK(tally.violations() * 2 > tally.cuts());
  CHECK(tally.damaged > 0);
  CHECK(tally.lost > 0);
}

TEST_CASE("with synchronous=NORMAL acknowledged commits get lost") {
  const Tally tally = cut({"truncate", "normal"}, 600, 1);
  CHECK(tally.lost > 0);
}

TEST_CASE("where the journal is erased and the directory not synced, the last commit may be taken back, whole") {
  const Tally tally = cut({"delete", "full"}, 600, 1);
  INFO(tally.to_string());
  CHECK(tally.lost > 0);
  CHECK(tally.half == 0);
  CHECK(tally.damaged == 0);
}

// A program is killed between its commit and the sync that makes it durable; another one sees the commit, and tells
// somebody; then the power goes. Whoever looks has to make sure first, with a commit of its own.
TEST_CASE("what another process saw after a kill survives a power cut if that process committed something first") {
  const Settings settings{"truncate", "full"};
  const PlainRun run = run_plain(settings, 14, seed_of_run(seed));
  const Judge judge = judge_of(run, settings);
  const Tally looking = kill_look_and_cut(run.run, {seed_of_run(seed), 2, 1}, look_of(run, settings, false), judge);
  const Tally writing = kill_look_and_cut(run.run, {seed_of_run(seed), 2, 1}, look_of(run, settings, true), judge);
  std::cout << "looks: " << looking.to_string() << "\nwrites, then looks: " << writing.to_string() << std::endl;
  INFO(writing.to_string());
  CHECK(looking.lost > 0);
  CHECK(looking.half + looking.damaged == 0);
  CHECK(writing.violations() == 0);
}

TEST_CASE("what was acknowledged survives: tens of thousands of cuts", "[.long]") {
  check_that_nothing_is_lost({"truncate", "full"}, 40'000, 20);
  check_that_nothing_is_lost({"delete", "extra"}, 10'000, 20);
}

}  // namespace pointsbank::durability
