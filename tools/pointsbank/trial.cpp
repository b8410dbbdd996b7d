#include "trial.hpp"

#include "pointsbank/reform.hpp"

namespace pointsbank::command {

std::vector<RuleList> read_lists(const std::vector<Path>& files) {
  std::vector<RuleList> lists;
  for (const Path& file : files) lists.push_back(parse(read_source(file)));
  return lists;
}

std::vector<RuleList> reformed(const std::vector<RuleList>& lists, const Reform& reform, const Console& console) {
  const Issues issues = check(reform, lists);
  if (has_errors(issues)) throw InputError(issues);
  console.issues(issues);
  return reform.apply(lists);
}

}  // namespace pointsbank::command
