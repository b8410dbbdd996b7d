// One bit of a bank's file flipped, anywhere: SQLite refuses the file, or the bank does, or `verify` finds it, or it is
// in a place where nothing stands. No flip changes a balance, an answer or a passbook unnoticed.
#include <iostream>
#include <map>
#include <string>

#include "durability/bank_run.hpp"
#include "durability/village.hpp"
#include "support/catch.hpp"
#include "support/random.hpp"

namespace pointsbank::durability {

namespace {

struct Flipped {
  BankRun run = run_bank();
  Image image;
  std::string told;

  Flipped() {
    Disk disk(run.run.before);
    for (const Operation& operation : run.run.operations) disk.apply(operation);
    image = disk.seen();
    CrashVfs vfs("whole");
    vfs.restart(image);
    bank::Bank bank = open_bank(vfs);
    told = all_it_says(bank);
  }

  // Everything that a bank says to anybody; the keys are asked again, too.
  std::string all_it_says(bank::Bank& bank) const {
    std::string result = balances_of(bank) + bank.exported(bank::ExportForm::jsonl);
    for (const char* state : {"submitted", "published", "objected", "final", "rejected", "withdrawn", "revoked"}) {
      for (const bank::Claim& claim : bank.claims(state))
        result += claim.event + " " + claim.household + " " + state + "\n";
    }
    for (const bank::ShelfLine& line : bank.shelf()) result += to_string(line) + "\n";
    for (const bank::Hold& hold : bank.redemptions()) result += hold.redemption + " " + hold.state + "\n";
    for (int i = 1; i <= households; ++i) {
      const std::string household = "h" + std::to_string(i);
      for (const bank::StatementLine& line : bank.statement_as_of(household, in_march(60, 0)).lines) {
        result += std::to_string(line.entry) + " " + line.text_en + line.text_zh + "\n";
      }
    }
    for (const bank::Command& command : run.commands) {
      const bank::Answer answer = bank.execute(command);
      result += to_string(answer) + (answer.replayed ? " again\n" : "\n");
    }
    return result;
  }
};

void flip(std::size_t count, std::uint64_t seed) {
  const Flipped whole;
  CrashVfs vfs("flipped");
  Random random(seed);
  std::map<std::string, std::size_t> outcomes;
  std::string wrong;
  for (std::size_t i = 0; i < count; ++i) {
    Image image = whole.image;
    Bytes& bytes = image.at(bank_file);
    const std::size_t place = random.below(bytes.size());
    const auto bit = static_cast<unsigned>(random.below(8));
    bytes[place] = static_cast<char>(static_cast<unsigned char>(bytes[place]) ^ (1U << bit));
    vfs.restart(image);
    std::string where = "opening";
    try {
      bank::Bank bank = open_bank(vfs);
      where = "verify";
      BankState state;
      if (!verified(bank, state).empty()) {
        ++outcomes["found by verify"];
        continue;
      }
      where = "questions";
      if (whole.all_it_says(bank) == whole.told) {
        ++outcomes["harmless"];
      } else {
        ++outcomes["WRONG"];
        if (wrong.empty()) wrong = "byte " + std::to_string(place) + ", bit " + std::to_string(bit);
      }
    } catch (const Error&) {
      ++outcomes["refused by " + where];
    }
  }
  std::cout << count << " flips:";
  for (const auto& [outcome, times] : outcomes) std::cout << " " << times << " " << outcome << ";";
  std::cout << (wrong.empty() ? "" : " first wrong: " + wrong) << std::endl;
  INFO(wrong);
  CHECK(outcomes["WRONG"] == 0);
  CHECK(outcomes["found by verify"] > 0);
}

}  // namespace

TEST_CASE("a flipped bit is refused, found or harmless") { flip(400, seed_of_run(20260305)); }
TEST_CASE("a flipped bit is refused, found or harmless: twenty thousand", "[.long]") {
  flip(20'000, seed_of_run(20260306));
}

}  // namespace pointsbank::durability
