// Power cuts against the store, without the bank above it: many small transactions, and the settings that the store
// itself chooses.
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "durability/cuts.hpp"
#include "store/store.hpp"
#include "support/catch.hpp"
#include "support/crash_vfs.hpp"
#include "support/random.hpp"

namespace pointsbank::durability {

namespace {

constexpr const char* store_file = "/store";
constexpr std::uint64_t seed = 20260304;

std::unique_ptr<store::Store> open(const CrashVfs& vfs, bool create) {
  store::OpenOptions options;
  options.create = create;
  options.vfs = vfs.name();
  return store::open_sqlite(store_file, options);
}

std::string state_of(store::Store& store) {
  std::string result;
  const store::Head head = store.head();
  store.visit_journal(1, head.seq, [&](const store::JournalView& view) {
    result += std::to_string(view.seq) + " " + std::to_string(view.body.size()) + " " + view.chain.to_string() + "\n";
    return true;
  });
  store.visit_balances([&](const store::BalanceRecord& record) {
    result += record.household + " " + std::to_string(record.standing) + "\n";
    return true;
  });
  for (std::int64_t number = 0;; ++number) {
    const auto kept = store.kept_answer("key-" + std::to_string(number));
    if (!kept) return result + std::to_string(number) + " answers";
    result += kept->answer + "\n";
  }
}

// Some entries, the balances with them, and the answer under its key: what every command of a bank is made of.
void write(store::Store& store, std::int64_t number, Random& random) {
  store.begin();
  store::Head head = store.head();
  for (std::size_t i = 0; i <= random.below(4); ++i) {
    store::JournalRow row;
    row.seq = ++head.seq;
    row.recorded = Moment{number};
    row.body.assign(2 + random.below(random.one_in(8) ? 9000 : 200), static_cast<char>(random.next()));
    row.chain.bytes[0] = static_cast<std::uint8_t>(random.next());
    store.append(row);
    store::BalanceRecord balance;
    balance.household = "h" + std::to_string(random.below(20));
    balance.standing = head.seq;
    store.put(balance);
  }
  const std::string text = std::to_string(number);
  store.keep_answer({std::string("key-").append(text), "request", text});
  store.commit();
}

struct StoreRun {
  Run run;
  std::vector<std::string> states;
};

StoreRun run_store(std::uint64_t of) {
  CrashVfs vfs("undisturbed_store");
  vfs.restart(Image{});
  StoreRun result;
  const std::unique_ptr<store::Store> store = open(vfs, true);
  Random random(of);
  const std::size_t made = vfs.recorded().size();
  result.run.acknowledged.push_back(made);
  result.states = {"none", state_of(*store)};
  for (std::int64_t number = 0; number < 12; ++number) {
    write(*store, number, random);
    result.run.acknowledged.push_back(vfs.recorded().size());
    result.states.push_back(state_of(*store));
  }
  result.run.operations = vfs.recorded();
  return result;
}

// Whether there is a store, or room for one.
std::string state_after(CrashVfs& vfs) {
  try {
    return state_of(*open(vfs, false));
  } catch (const Error&) {
    const std::unique_ptr<store::Store> made = open(vfs, true);
    return "none";
  }
}

Judge judge_of(const StoreRun& run) {
  return [&run](CrashVfs& vfs, std::size_t acknowledged, std::string& why) {
    std::string state;
    try {
      state = state_after(vfs);
    } catch (const Error& error) {
      why = error.what();
      return Verdict::damaged;
    }
    const auto found =
        static_cast<std::size_t>(std::find(run.states.begin(), run.states.end(), state) - run.states.begin());
    why = std::to_string(acknowledged) + " acknowledged, the state is that after " + std::to_string(found);
    if (found == acknowledged) return Verdict::exact;
    if (found == run.states.size()) return Verdict::half;
    return found == acknowledged + 1 ? Verdict::more : found < acknowledged ? Verdict::lost : Verdict::half;
  };
}

void cut(std::size_t at_least, std::size_t ways) {
  Tally tally;
  for (std::uint64_t round = 0; tally.cuts() < at_least; ++round) {
    const std::uint64_t of = mixed(seed_of_run(seed), round);
    const StoreRun run = run_store(of);
    tally += cut_everywhere(run.run, {of, ways, 1}, judge_of(run));
  }
  std::cout << "store: " << tally.to_string() << std::endl;
  INFO(tally.to_string());
  CHECK(tally.violations() == 0);
  CHECK(tally.more > 0);
  CHECK(tally.second_cuts > 0);
}

}  // namespace

TEST_CASE("what the store has committed survives a power cut at any moment, as it is set") { cut(600, 1); }
TEST_CASE("what the store has committed survives: tens of thousands of cuts", "[.long]") { cut(40'000, 10); }

}  // namespace pointsbank::durability
