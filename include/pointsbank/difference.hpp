// What changed between two rule books, by meaning: rules, categories and closings are matched by id, never by place;
// the order of keys, how numbers are spelled, blanks in expressions and keys of the user's own (`x-…`) do not matter.
// What examples a list carries is no part of what it means.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pointsbank/rule_list.hpp"

namespace pointsbank {

struct Difference {
  enum class Target : std::uint8_t { list, category, rule, closing };
  enum class Change : std::uint8_t { added, removed, changed };

  Target target = Target::list;
  std::string id;    ///< of the list, category, rule or closing
  std::string list;  ///< of a rule: `positive` or `negative`, where it stands (after the change, if it still stands)
  Change change = Change::changed;
  /// What changed, in the syntax that reforms use: `score.rate`, `limits[year,household].points`,
  /// `awards[1-3].points`, `levels[five_star].at_least`. Empty where all of the target was added or removed.
  std::string field;
  /// JSON texts; empty where there is nothing. Numbers are exact decimals, whatever their spelling was. A rule,
  /// category or closing that was added or removed stands here as it was written.
  std::string before, after;
  /// The days for which it holds, where it does not hold throughout.
  std::optional<Date> from, to;
  /// What people call the target, in the two languages; empty where it has no title.
  std::string title_zh, title_en;

  friend bool operator==(const Difference&, const Difference&) = default;
};

/// Two books of one version each are compared as they are, whatever their dates. Of longer books the versions in effect
/// on the same days are compared, and each difference has the days for which it holds; a book that begins earlier or
/// ends later than the other differs in `effective`. The list's own differences come first, then categories, rules and
/// closings, each in the order of the lists. Empty: both mean the same.
[[nodiscard]] std::vector<Difference> differences(const Program& before, const Program& after);

/// One document: `{"equal": …, "differences": [{"target": …, "id": …, "change": …, "field": …, "before": …, …}]}`.
[[nodiscard]] std::string to_json(const std::vector<Difference>& differences);
/// For people: a line a change under the name of what it belongs to; that both are equal, where they are.
[[nodiscard]] std::string to_text(const std::vector<Difference>& differences, Language language = Language::en);

}  // namespace pointsbank
