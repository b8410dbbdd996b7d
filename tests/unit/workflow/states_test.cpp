// The way of a claim: every state with every step.
#include <string>

#include "support/catch.hpp"
#include "workflow/states.hpp"

namespace pointsbank::workflow {

namespace {

constexpr State states[] = {State::submitted, State::published, State::objected, State::final,
                            State::rejected,  State::withdrawn, State::appealed, State::revoked};
constexpr Step steps[] = {Step::approved, Step::rejected, Step::published, Step::objected,
                          Step::kept,     Step::struck,   Step::finalised, Step::withdrawn,
                          Step::appealed, Step::upheld,   Step::dismissed, Step::revoked};

struct Allowed {
  State from;
  Step step;
  State to;
};

/// As the specification tells the way.
constexpr Allowed way[] = {
    {State::submitted, Step::approved, State::submitted},  {State::submitted, Step::rejected, State::rejected},
    {State::submitted, Step::published, State::published}, {State::submitted, Step::withdrawn, State::withdrawn},
    {State::published, Step::objected, State::objected},   {State::published, Step::finalised, State::final},
    {State::published, Step::withdrawn, State::withdrawn}, {State::objected, Step::kept, State::published},
    {State::objected, Step::struck, State::rejected},      {State::objected, Step::withdrawn, State::withdrawn},
    {State::final, Step::appealed, State::appealed},       {State::final, Step::withdrawn, State::revoked},
    {State::final, Step::revoked, State::revoked},         {State::appealed, Step::upheld, State::revoked},
    {State::appealed, Step::dismissed, State::final},      {State::appealed, Step::revoked, State::revoked},
};

}  // namespace

TEST_CASE("each step leads where the specification says, and no other is allowed", "[workflow]") {
  int allowed = 0;
  for (const State state : states) {
    for (const Step step : steps) {
      std::optional<State> expected;
      for (const Allowed& one : way) {
        if (one.from == state && one.step == step) expected = one.to;
      }
      INFO(to_string(state) << " " << journal::to_string(step));
      CHECK(next(state, step) == expected);
      allowed += expected ? 1 : 0;
    }
  }
  CHECK(allowed == 16);
}

TEST_CASE("what has fallen stays so", "[workflow]") {
  for (const State state : {State::rejected, State::withdrawn, State::revoked}) {
    for (const Step step : steps) CHECK_FALSE(next(state, step));
  }
}

TEST_CASE("what is final counts, also under appeal, and nothing else does", "[workflow]") {
  for (const State state : states) CHECK(counts(state) == (state == State::final || state == State::appealed));
}

TEST_CASE("states have words, each its own", "[workflow]") {
  for (const State state : states) CHECK(parse_state(to_string(state)) == state);
  CHECK(to_string(State::published) == "published");
  CHECK_FALSE(parse_state("public"));
  CHECK_FALSE(parse_state(""));
}

}  // namespace pointsbank::workflow
