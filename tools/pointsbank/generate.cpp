// pointsbank generate: a synthetic village for a rule book.

#include "pointsbank/generate.hpp"

#include "commands.hpp"
#include "data.hpp"
#include "pointsbank/report.hpp"

namespace pointsbank::command {

ExitCode generate(const GenerateArguments& arguments, const Console& console) {
  check_output_folder(arguments.out);
  const Program program = load_rule_book(arguments.rules);
  GenerateOptions options;
  options.households = arguments.households;
  options.events = arguments.events;
  options.seed = arguments.seed;
  options.through = arguments.through;
  GeneratedVillage village = pointsbank::generate(program, options);
  write_files({{arguments.out / "roster.csv", std::move(village.roster)},
               {arguments.out / "members.csv", std::move(village.members)},
               {arguments.out / "events.csv", std::move(village.events)}});
  console.tell(console.sentence("command_generated", {std::to_string(arguments.households),
                                                      std::to_string(arguments.events), arguments.out.string()}));
  return ExitCode::done;
}

}  // namespace pointsbank::command
