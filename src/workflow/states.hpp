// The way of a claim: which step leads where from each state. Nothing else decides it, and no step is allowed that is
// not in this table.
#pragma once

#include <optional>
#include <string_view>

#include "journal/entries.hpp"
#include "store/store.hpp"

namespace pointsbank::workflow {

using State = store::EventState;
using Step = journal::Step;

/// Where a step leads; nothing where the state does not allow it.
[[nodiscard]] std::optional<State> next(State state, Step step) noexcept;

/// Does the claim count in the evaluation?
[[nodiscard]] constexpr bool counts(State state) noexcept { return state == State::final || state == State::appealed; }

/// `submitted`, `published`, …: the words of answers and of the board.
[[nodiscard]] std::string_view to_string(State state) noexcept;
[[nodiscard]] std::optional<State> parse_state(std::string_view word) noexcept;

}  // namespace pointsbank::workflow
