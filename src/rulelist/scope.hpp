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

/// Names that a built-in of expressions or a column of the tables already has.
[[nodiscard]] bool is_subject_column(std::string_view name) noexcept;  ///< of the roster, or `subject.id`
[[nodiscard]] bool is_event_column(std::string_view name) noexcept;    ///< of the events, or a built-in `event.…`
/// Is it a column of any table, so that the subject may not be called so?
[[nodiscard]] bool is_any_column(std::string_view name) noexcept;

/// The columns of an output, with `household` for the subject; empty where there is no such output.
[[nodiscard]] std::span<const std::string_view> output_columns(std::string_view output) noexcept;
/// The names of the outputs.
[[nodiscard]] std::span<const std::string_view> output_names() noexcept;
/// The columns of an input (`roster`, `members`, `events`, `entries`) without what a list declares.
[[nodiscard]] std::span<const std::string_view> input_columns(std::string_view input) noexcept;

}  // namespace pointsbank::rulelist
