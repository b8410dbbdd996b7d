// pointsbank check: every mistake of rule lists at once; of lists without mistakes, what is worth a second look.

#include <algorithm>
#include <string>

#include "books.hpp"
#include "commands.hpp"
#include "issue_lines.hpp"
#include "pointsbank/analysis.hpp"

namespace pointsbank::command {

namespace {

bool is_same(const Issue& a, const Issue& b) {
  return a.code == b.code && a.place == b.place && a.arguments == b.arguments;
}

/// A list that serves two books is told of once.
void add_new(Issues& all, const Issues& found) {
  const std::size_t before = all.size();
  for (const Issue& issue : found) {
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(before);
    const bool is_known = std::any_of(all.begin(), end, [&](const Issue& known) { return is_same(known, issue); });
    if (!is_known) all.push_back(issue);
  }
}

}  // namespace

ExitCode check(const CheckArguments& arguments, const Console& console) {
  const std::vector<std::vector<RuleList>> books = read_books(arguments.files);
  Issues issues;
  for (const std::vector<RuleList>& book : books) add_new(issues, pointsbank::check(book));
  // Whoever has mistakes to mend first wants to see nothing else.
  if (!has_errors(issues)) {
    for (const std::vector<RuleList>& book : books) add_new(issues, analyse(book));
  }
  if (arguments.json) {
    console.result(issue_lines(issues, console.language()));
  } else {
    console.issues(issues);
  }
  const auto errors =
      std::count_if(issues.begin(), issues.end(), [](const Issue& issue) { return issue.severity == Severity::error; });
  const auto warnings = static_cast<std::ptrdiff_t>(issues.size()) - errors;
  console.tell(console.sentence(
      "command_checked", {std::to_string(arguments.files.size()), std::to_string(errors), std::to_string(warnings)}));
  const bool is_well = errors == 0 && (!arguments.strict || warnings == 0);
  return is_well ? ExitCode::done : ExitCode::wrong;
}

}  // namespace pointsbank::command
