#include "workflow/states.hpp"

#include <array>
#include <cstddef>

namespace pointsbank::workflow {

namespace {

struct Transition {
  State from;
  Step step;
  State to;
};

constexpr std::array transitions = {
    // One approval of several leaves the claim where it is; the last one is followed by `published`.
    Transition{State::submitted, Step::approved, State::submitted},
    Transition{State::submitted, Step::rejected, State::rejected},
    Transition{State::submitted, Step::published, State::published},
    Transition{State::submitted, Step::withdrawn, State::withdrawn},
    Transition{State::published, Step::objected, State::objected},
    Transition{State::published, Step::finalised, State::final},
    Transition{State::published, Step::withdrawn, State::withdrawn},
    Transition{State::objected, Step::kept, State::published},
    Transition{State::objected, Step::struck, State::rejected},
    Transition{State::objected, Step::withdrawn, State::withdrawn},
    Transition{State::final, Step::appealed, State::appealed},
    Transition{State::final, Step::withdrawn, State::revoked},
    Transition{State::final, Step::revoked, State::revoked},
    Transition{State::appealed, Step::upheld, State::revoked},
    Transition{State::appealed, Step::dismissed, State::final},
    Transition{State::appealed, Step::revoked, State::revoked},
};

constexpr std::array<std::string_view, 8> state_words = {"submitted", "published", "objected", "final",
                                                         "rejected",  "withdrawn", "appealed", "revoked"};

}  // namespace

std::optional<State> next(State state, Step step) noexcept {
  for (const Transition& transition : transitions) {
    if (transition.from == state && transition.step == step) return transition.to;
  }
  return std::nullopt;
}

std::string_view to_string(State state) noexcept { return state_words[static_cast<std::size_t>(state)]; }

std::optional<State> parse_state(std::string_view word) noexcept {
  for (std::size_t i = 0; i < state_words.size(); ++i) {
    if (state_words[i] == word) return static_cast<State>(i);
  }
  return std::nullopt;
}

}  // namespace pointsbank::workflow
