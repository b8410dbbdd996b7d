// races [--processes N] [--threads N] [--rounds N]: several processes with several threads each, all wanting the same
// at once: a household's last points, the last piece of goods, the same key, a month that is closed while events come
// in. Exactly as many come through as may; the books are right afterwards.
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "durability/bank_run.hpp"
#include "durability/village.hpp"
#include "pointsbank/bank.hpp"
#include "support/child_process.hpp"

namespace pointsbank::durability {

namespace {

// What one thread asks for at its n-th turn; `who` is another for each thread of each process.
using Turn = bank::Command (*)(const std::string& who, std::size_t number);

bank::Command command(std::string by, int minute, std::string key, bank::Request request) {
  return {std::move(by), in_march(3, minute), std::move(key), std::move(request)};
}

// 105 points; soap costs 10: ten of all of them.
bank::Command last_points(const std::string& who, std::size_t number) {
  const std::string id = who + "-" + std::to_string(number);
  return command("h1", 600, "points-" + id, bank::Redeem{"p" + id, "h1", {{"soap", 1}}});
}

// One lamp; five households that could pay it.
bank::Command last_piece(const std::string& who, std::size_t number) {
  const std::string id = who + "-" + std::to_string(number);
  const std::string household = "h" + std::to_string(2 + number % 5);
  return command(household, 610, "piece-" + id, bank::Redeem{"l" + id, household, {{"lamp", 1}}});
}

// All threads, the same keys in the same order.
bank::Command same_key(const std::string&, std::size_t number) {
  const std::string id = std::to_string(number);
  return command("clerk", 620, "same-" + id, bank::Redeem{"s" + id, "h2", {{"salt", 1}}});
}

// Events of March, while whoever comes first closes March.
bank::Command closing(const std::string& who, std::size_t number) {
  if (number == 2) {
    bank::Command close = command("clerk", 0, "close", bank::CloseMonth{"2026-03"});
    close.at = in_march(33, 0);
    return close;
  }
  const std::string id = who + "-" + std::to_string(number);
  bank::Command result =
      command("clerk", 0, "late-" + id,
              bank::Import{{"one.csv", "event,household,kind,at,quantity\nz" + id + ",h3,service,2026-03-05,1\n"}});
  result.at = in_march(33, 0);
  return result;
}

struct Race {
  const char* name;
  Turn turn;
  std::size_t turns;
};
const Race races[] = {
    {"points", last_points, 4}, {"piece", last_piece, 3}, {"key", same_key, 5}, {"close", closing, 4}};

// Each turn's answer as a line: its code, and whether it was replayed.
std::string take_turns(const std::string& file, const Race& race, const std::string& who) {
  std::string result;
  bank::Bank bank = bank::Bank::open(file);
  for (std::size_t number = 0; number < race.turns; ++number) {
    try {
      const bank::Answer answer = bank.execute(race.turn(who, number));
      result += answer.code + (answer.replayed ? " replayed\n" : "\n");
    } catch (const std::exception& error) {
      result += std::string("thrown: ") + error.what() + "\n";
    }
  }
  return result;
}

const Race& race_named(const std::string& name) {
  for (const Race& race : races) {
    if (name == race.name) return race;
  }
  throw std::runtime_error("no race " + name);
}

// A process of the race: waits for the start, which is the end of its input.
int take_part(const std::string& file, const std::string& name, const std::string& process, std::size_t threads) {
  const Race& race = race_named(name);
  std::vector<std::string> answers(threads);
  std::cin.get();
  std::vector<std::thread> all;
  for (std::size_t thread = 0; thread < threads; ++thread) {
    all.emplace_back([&, thread] {
      try {
        answers[thread] = take_turns(file, race, process + "." + std::to_string(thread));
      } catch (const std::exception& error) {
        answers[thread] = std::string("thrown: ") + error.what() + "\n";
      }
    });
  }
  for (std::thread& thread : all) thread.join();
  for (const std::string& answer : answers) std::cout << answer;
  return 0;
}

using Count = std::map<std::string, std::size_t>;

Count run_race(const std::string& file, const Race& race, std::size_t processes, std::size_t threads) {
  std::vector<ChildProcess> all;
  for (std::size_t process = 0; process < processes; ++process) {
    all.emplace_back(
        std::vector<std::string>{"--child", file, race.name, std::to_string(process), std::to_string(threads)});
  }
  for (ChildProcess& child : all) child.close_input();
  Count result;
  for (ChildProcess& child : all) {
    std::istringstream lines(child.read_all());
    for (std::string line; std::getline(lines, line);) ++result[line];
    if (const int code = child.wait(); code != 0) ++result["exit code " + std::to_string(code)];
  }
  return result;
}

class Referee {
 public:
  void expect(bool holds, const std::string& what) {
    if (holds) return;
    ++faults_;
    std::cout << "FAULT: " << what << std::endl;
  }
  void expect(const Count& found, const Count& expected, const std::string& race) {
    std::string text = race + ": ";
    for (const auto& [line, count] : found) text += std::to_string(count) + " " + line + ", ";
    expect(found == expected, text + "which is not what has to be");
  }
  int faults() const { return faults_; }

 private:
  int faults_ = 0;
};

// What a household has got by one rule, or by redemptions, whatever month it was booked in.
std::int64_t given_by(bank::Bank& bank, const char* household, const char* rule) {
  std::int64_t result = 0;
  for (const bank::StatementLine& line : bank.statement_as_of(household, in_march(60, 0)).lines) {
    if (line.source == rule) result += line.spendable;
  }
  return result;
}

void one_round(std::size_t processes, std::size_t threads, Referee& referee) {
  const TemporaryFolder folder;
  const std::string file = (folder / "bank").string();
  {
    bank::Bank bank = bank::Bank::create(file, "reed", "clerk", in_march(1, 0));
    for (const bank::Command& each : setting_up()) bank.execute(each);
  }
  const std::size_t parts = processes * threads;
  referee.expect(run_race(file, race_named("points"), processes, threads),
                 {{"done", 10}, {"too_few_points", parts * 4 - 10}}, "the last points");
  referee.expect(run_race(file, race_named("piece"), processes, threads),
                 {{"done", 1}, {"out_of_stock", parts * 3 - 1}}, "the last piece");
  referee.expect(run_race(file, race_named("key"), processes, threads),
                 {{"done", 5}, {"done replayed", (parts - 1) * 5}}, "the same key");
  referee.expect(run_race(file, race_named("close"), processes, threads),
                 {{"done", parts * 3 + 1}, {"done replayed", parts - 1}}, "closing");

  bank::Bank bank = bank::Bank::open(file);
  bank.execute(command("clerk", 1440 * 33, "the end", bank::Settle{"2026-04-03"}));
  const std::int64_t spent = given_by(bank, "h1", "redemption");
  referee.expect(spent == -100, "h1 has spent " + std::to_string(-spent) + " points");
  const auto events = static_cast<std::int64_t>(parts * 3);
  const std::int64_t earned = given_by(bank, "h3", "service");
  referee.expect(earned == points_each + 2 * events, "h3 has earned " + std::to_string(earned) + " points");
  BankState state;
  const std::string wrong = verified(bank, state) + sums_that_fail(bank);
  referee.expect(wrong.empty(), wrong);
}

std::size_t option(int count, char** words, const char* name, std::size_t otherwise) {
  for (int i = 1; i + 1 < count; ++i) {
    if (std::strcmp(words[i], name) == 0) return std::strtoull(words[i + 1], nullptr, 10);
  }
  return otherwise;
}

int run(std::size_t processes, std::size_t threads, std::size_t rounds) {
  Referee referee;
  for (std::size_t round = 0; round < rounds; ++round) one_round(processes, threads, referee);
  std::cout << rounds << " rounds of 4 races, " << processes << " processes of " << threads << " threads, "
            << referee.faults() << " faults" << std::endl;
  return referee.faults() == 0 ? 0 : 1;
}

}  // namespace

}  // namespace pointsbank::durability

int main(int count, char** words) {
  using namespace pointsbank::durability;
  try {
    if (count == 6 && std::strcmp(words[1], "--child") == 0) {
      return take_part(words[2], words[3], words[4], std::strtoull(words[5], nullptr, 10));
    }
    return run(option(count, words, "--processes", 2), option(count, words, "--threads", 4),
               option(count, words, "--rounds", 1));
  } catch (const std::exception& error) {
    std::cerr << error.what() << std::endl;
    return 2;
  }
}
