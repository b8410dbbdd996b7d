#include "pointsbank/analysis.hpp"

#include "analysis/checks.hpp"
#include "rulelist/issue_order.hpp"

namespace pointsbank {

Issues analyse(std::span<const RuleList> lists) {
  if (has_errors(check(lists))) return {};
  std::vector<const rulelist::List*> given;
  std::vector<rulelist::List> models;
  for (const RuleList& list : lists) {
    given.push_back(&list.model());
    models.push_back(list.model());
  }
  Issues none;
  const rulelist::Book book = rulelist::bind(std::move(models), none);
  const analysis::BookView view(book);
  analysis::Findings findings(given);
  for (std::size_t version = 0; version < book.versions.size(); ++version) {
    analysis::check_never_scores(view, version, findings);
    analysis::check_never_reached(view, version, findings);
    analysis::check_exclusive_groups(view, version, findings);
    analysis::check_limits(view, version, findings);
    analysis::check_counted_twice(view, version, findings);
    analysis::check_quantity_gaps(view, version, findings);
    analysis::check_safeguards(view, version, findings);
    analysis::check_closings(view, version, findings);
    analysis::check_sensitive(view, version, findings);
  }
  Issues warnings = findings.take();
  rulelist::sort_issues(warnings);
  // A base that several versions extend says the same in each.
  rulelist::drop_repeated(warnings);
  return warnings;
}

}  // namespace pointsbank
