// Tables of outcomes and postings take the way without branches where they can; explaining a household takes every step
// one after the other. Both tell the same of every event, in the same order.
#include <string>
#include <vector>

#include "evaluation/engine.hpp"
#include "random_village.hpp"
#include "support/catch.hpp"
#include "unit/contrast/given.hpp"

using namespace pointsbank;
using given::Rules;

namespace {

std::string told(Id event, Outcome outcome, Reason reason, bool has_amount, std::int64_t amount) {
  return std::to_string(event) + " " + std::string(to_string(outcome)) + " " + std::string(to_string(reason)) +
         (has_amount ? " " + std::to_string(amount) : "");
}

std::string told(const Posting& posting) {
  return std::to_string(posting.date.days) + " " + std::to_string(posting.source) + " " +
         std::string(to_string(posting.cause)) + " " + std::to_string(posting.event) + " " +
         std::to_string(posting.standing) + "/" + std::to_string(posting.spendable);
}

struct Lines {
  std::vector<std::string> outcomes, postings;
};

class Heard final : public evaluation::Listener {
 public:
  Lines lines;
  void step(const evaluation::Step& step) override {
    using Kind = evaluation::Step::Kind;
    if (step.kind == Kind::outcome)
      lines.outcomes.push_back(told(step.event, step.outcome, step.reason, step.holds, step.units));
    if (step.kind == Kind::posting) lines.postings.push_back(told(step.posting));
  }
};

/// By household, as the tables have it.
std::vector<Lines> lines_of(const Evaluation& evaluation) {
  std::vector<Lines> lines(evaluation.roster().size());
  for (const EventOutcome& each : evaluation.outcomes())
    lines[each.household].outcomes.push_back(told(each.event, each.outcome, each.reason, each.has_amount, each.amount));
  for (const Posting& each : evaluation.postings()) lines[each.household].postings.push_back(told(each));
  return lines;
}

void compare_lists(Rules rules, int lists) {
  for (int seed = 1; seed <= lists; ++seed) {
    given::Draw draw(static_cast<std::uint64_t>(seed) * 5 + static_cast<std::uint64_t>(rules));
    constexpr int households = 5;
    const std::string list = given::random_list(draw, rules);
    const Program program = compile(std::vector<RuleList>{parse({"rules.json", list})});
    const given::Rows roster_rows(given::random_roster(households));
    const given::Rows event_rows(given::random_events(draw, households, 250));
    const Roster roster = make_roster(roster_rows.all(), program.table_format());
    const Events events = make_events(event_rows.all(), program.table_format());
    EvaluateOptions options;
    options.through = *Date::parse("2026-11-30");
    options.outcomes = options.postings = true;
    options.threads = 1 + seed % 2;
    INFO("seed " << seed << ": " << list);
    const std::vector<Lines> both = lines_of(evaluate(program, roster, events, options));
    options.postings = false;
    const std::vector<Lines> outcomes = lines_of(evaluate(program, roster, events, options));
    std::swap(options.postings, options.outcomes);
    const std::vector<Lines> postings = lines_of(evaluate(program, roster, events, options));
    for (Id household = 0; household < roster.size(); ++household) {
      Heard heard;
      static_cast<void>(evaluation::evaluate_listening(program, roster, events, options, household, heard));
      REQUIRE(both[household].outcomes == heard.lines.outcomes);
      REQUIRE(both[household].postings == heard.lines.postings);
      REQUIRE(outcomes[household].outcomes == heard.lines.outcomes);
      REQUIRE(postings[household].postings == heard.lines.postings);
    }
  }
}

}  // namespace

TEST_CASE("Tables tell what the steps of each household tell: limits") { compare_lists(Rules::limited, 60); }

TEST_CASE("Tables tell what the steps of each household tell: counts, repeats, exclusive groups, vetoes") {
  compare_lists(Rules::anything, 100);
}
