#include <algorithm>

#include "analysis/checks.hpp"

namespace pointsbank::analysis {

using rulelist::Award;
using rulelist::Closing;
using rulelist::Level;

namespace {

bool is_ever_true(const expression::Expression& when, const expression::Scope& scope) {
  const Term term = read_term(when, scope);
  const std::vector<Case> cases = cases_of(term);
  return std::any_of(cases.begin(), cases.end(), [](const Case& demands) { return Situation().assume(demands); });
}

/// Does whoever meets the conditions of one level meet those of the other?
bool implies(const Level& level, const Level& other) {
  const bool is_at_least = !other.at_least || (level.at_least && *other.at_least <= *level.at_least) ||
                           (level.above && *other.at_least <= *level.above);
  const bool is_above = !other.above || (level.at_least && *other.above < *level.at_least) ||
                        (level.above && *other.above <= *level.above);
  const bool is_top = !other.top || (level.top && *level.top <= *other.top);
  return is_at_least && is_above && is_top;
}

void check_levels(const Closing& closing, Findings& findings) {
  for (std::size_t at = 1; at < closing.levels.size(); ++at) {
    const auto end = closing.levels.begin() + static_cast<std::ptrdiff_t>(at);
    const auto before = std::find_if(closing.levels.begin(), end,
                                     [&](const Level& earlier) { return implies(closing.levels[at], earlier); });
    if (before == end) continue;
    findings.add("level_never_reached", findings.below(closing.place, "/levels/" + std::to_string(at)),
                 {closing.id, closing.levels[at].id, before->id}, "hint_level_never_reached");
  }
}

void check_awards(const Closing& closing, Findings& findings) {
  std::vector<Award> awards = closing.awards;
  std::sort(awards.begin(), awards.end(), [](const Award& a, const Award& b) { return a.first_rank < b.first_rank; });
  std::int64_t next = 1;
  for (const Award& award : awards) {
    if (next < award.first_rank) {
      const std::string last = std::to_string(award.first_rank - 1);
      const bool is_one = next == award.first_rank - 1;
      findings.add("ranks_gap", findings.below(closing.place, "/awards"),
                   {closing.id, is_one ? last : std::to_string(next) + "–" + last});
    }
    next = std::max(next, award.last_rank + 1);
  }
}

/// Does a period end while the list is in effect?
bool comes(const rulelist::List& list, const Closing& closing) {
  return last_day(closing.at, list.effective.from) <= list.effective.to;
}

/// In some version of the book: one that ends within a year may leave the year's closing to the next.
bool comes_in_some_version(const BookView& book, const std::string& id) {
  return std::any_of(book.versions().begin(), book.versions().end(), [&](const rulelist::List& list) {
    return std::any_of(list.closings.begin(), list.closings.end(),
                       [&](const Closing& closing) { return closing.id == id && comes(list, closing); });
  });
}

}  // namespace

void check_closings(const BookView& book, std::size_t version, Findings& findings) {
  const rulelist::List& list = book.versions()[version];
  for (const Closing& closing : list.closings) {
    if (!comes(list, closing)) {
      if (comes_in_some_version(book, closing.id)) continue;
      findings.add("closing_never_comes", findings.below(closing.place, "/at"),
                   {closing.id, std::string(to_string(closing.at)), list.effective.from.to_string(),
                    list.effective.to.to_string()},
                   "hint_closing_never_comes");
      continue;
    }
    if (closing.when && !is_ever_true(*closing.when, book.scopes(version).picking)) {
      findings.add("closing_picks_nobody", findings.below(closing.place, "/when"), {closing.id},
                   "hint_condition_never_true");
    }
    check_levels(closing, findings);
    check_awards(closing, findings);
  }
}

}  // namespace pointsbank::analysis
