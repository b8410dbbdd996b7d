// The names of the tables' columns, as far as a rule list has to know them: what it may not call its own, and what the
// rows of its examples may hold.
#pragma once

#include <span>
#include <string_view>

namespace pointsbank::rulelist {

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
