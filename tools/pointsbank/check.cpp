// pointsbank check: every mistake of rule lists at once.

#include <algorithm>

#include "books.hpp"
#include "commands.hpp"

namespace pointsbank::command {

namespace {

bool is_same(const Issue& a, const Issue& b) {
  return a.code == b.code && a.place == b.place && a.arguments == b.arguments;
}

/// A list that serves two books is told of once.
void add_new(Issues& all, const Issues& found) {
  for (const Issue& issue : found) {
    const bool is_known =
        std::any_of(all.begin(), all.end(), [&](const Issue& known) { return is_same(known, issue); });
    if (!is_known) all.push_back(issue);
  }
}

}  // namespace

ExitCode check(const CheckArguments& arguments, const Console& console) {
  const std::vector<std::vector<RuleList>> books = read_books(arguments.files);
  Issues issues;
  for (const std::vector<RuleList>& book : books) {
    if (books.size() == 1) {
      issues = pointsbank::check(book);
    } else {
      add_new(issues, pointsbank::check(book));
    }
  }
  console.issues(issues);
  const auto errors =
      std::count_if(issues.begin(), issues.end(), [](const Issue& issue) { return issue.severity == Severity::error; });
  const auto warnings = static_cast<std::ptrdiff_t>(issues.size()) - errors;
  console.tell(console.sentence(
      "command_checked", {std::to_string(arguments.files.size()), std::to_string(errors), std::to_string(warnings)}));
  return errors == 0 ? ExitCode::done : ExitCode::wrong;
}

}  // namespace pointsbank::command
