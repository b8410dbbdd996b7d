// What expressions say of names: the literals that they hold them against. Values near these make conditions both
// true and false.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "expression/expression.hpp"

namespace pointsbank::generation {

/// What stands in one clause (between `&&`, `||`, `?` and `:`) with a name.
struct Mention {
  std::vector<Number> numbers;
  std::vector<std::string> texts;
  std::vector<Date> dates;
  bool may_lack = false;         ///< asked for with `has`
  bool with_subject_id = false;  ///< held against the subject's id
};

/// By name as it is written: `event.quantity`, `subject.members`.
using Mentions = std::map<std::string, Mention, std::less<>>;

/// Adds what the expression says.
void add_mentions(const expression::Expression& expression, Mentions& mentions);
/// Adds what `from` says; each value once.
void merge(const Mentions& from, Mentions& into);

/// What is said of a name; an empty mention where nothing is.
[[nodiscard]] const Mention& mention_of(const Mentions& mentions, std::string_view name);

}  // namespace pointsbank::generation
