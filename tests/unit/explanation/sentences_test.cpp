// A village whose explanations stand beside it as text, to be read: tests/scenarios/explanation/village. With the
// variable POINTSBANK_UPDATE in the environment the texts are written anew; what changes is then looked at.

#include <cstdlib>
#include <fstream>

#include "given.hpp"
#include "support/catch.hpp"

using namespace pointsbank;
namespace fs = std::filesystem;

namespace {

const fs::path village = "tests/scenarios/explanation/village";

void hold(const fs::path& file, const std::string& told) {
  INFO(file.string());
  if (std::getenv("POINTSBANK_UPDATE") != nullptr) {
    std::ofstream(file, std::ios::binary) << told;
    return;
  }
  CHECK(read_source(file).text == told);
}

}  // namespace

TEST_CASE("explanation: a village reads its explanations") {
  const fs::path rules = village / "rules.json";
  const Program program = load_rule_book(std::span(&rules, 1));
  const Roster roster = read_roster(village / "roster.csv", program.table_format());
  const Events events = read_events(village / "events.csv", program.table_format());
  EvaluateOptions options;
  options.through = *Date::parse("2026-08-31");
  options.entries = read_entries(village / "entries.csv", program.table_format(), roster);
  for (const std::string household : {"H1", "H2"}) {
    const Explanation told = explain(program, roster, events, options, {household, ""});
    hold(village / (household + ".zh.txt"), told.zh);
    hold(village / (household + ".en.txt"), told.en);
    hold(village / (household + ".json"), told.json);
  }
  const Explanation event = explain(program, roster, events, options, {"", "e05"});
  hold(village / "e05.zh.txt", event.zh);
  hold(village / "e05.en.txt", event.en);
}
