// pointsbank diff: what changed between two rule lists, by meaning.

#include "commands.hpp"
#include "pointsbank/difference.hpp"
#include "pointsbank/rule_list.hpp"

namespace pointsbank::command {

ExitCode diff(const DiffArguments& arguments, const Console& console) {
  const Program before = load_rule_book(arguments.before);
  const Program after = load_rule_book(arguments.after);
  const std::vector<Difference> found = differences(before, after);
  console.result(arguments.json ? to_json(found) : to_text(found, console.language()));
  // As git does where it is asked to: 1 says that there are differences.
  return arguments.tells_by_exit_code && !found.empty() ? ExitCode::fault : ExitCode::done;
}

}  // namespace pointsbank::command
