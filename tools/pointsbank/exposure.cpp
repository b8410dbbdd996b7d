// pointsbank exposure: the most and the least that rule books can come to.

#include "pointsbank/exposure.hpp"

#include "books.hpp"
#include "commands.hpp"

namespace pointsbank::command {

ExitCode exposure(const ExposureArguments& arguments, const Console& console) {
  ExposureOptions options;
  options.households = arguments.households;
  options.members = arguments.members;
  options.from = arguments.from;
  options.to = arguments.to;
  std::string text;
  for (const std::vector<RuleList>& book : read_books(arguments.files)) {
    const Exposure found = pointsbank::exposure(compile(book), options);
    if (!text.empty() && !arguments.json) text.push_back('\n');
    text.append(arguments.json ? to_json(found) : to_text(found, console.language()));
  }
  console.result(text);
  return ExitCode::done;
}

}  // namespace pointsbank::command
