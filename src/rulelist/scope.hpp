// What expressions of a list may name: built in, declared by the list and its base, and the kinds that it knows.
#pragma once

#include <string>
#include <vector>

#include "expression/expression.hpp"
#include "json/value.hpp"
#include "rulelist/model.hpp"

namespace pointsbank::rulelist {

/// The kinds of event that the rules and closings of a document name, each once, in order of appearance; whatever is
/// misshapen is passed over.
void collect_kinds(const json::Value& document, std::vector<std::string>& kinds);

struct Scopes {
  expression::Scope rule;     ///< `when` and `formula` of a rule
  expression::Scope picking;  ///< `when` of a closing
  expression::Scope measure;  ///< `by` and `value` of a closing
};

/// Of a list whose groups and attributes are complete, its base's included and first.
[[nodiscard]] Scopes make_scopes(const List& list, const std::vector<std::string>& kinds);

}  // namespace pointsbank::rulelist
