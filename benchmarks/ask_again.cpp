// How fast is another rule book on tables that a baseline keeps?
//
//   benchmark_ask_again RULES.json ROSTER.csv EVENTS.csv RULE FIELD VALUE… [--through DATE] [--runs N]
//
// Sets the field to the first value and times, in turns: evaluating both books anew, asking a baseline again, comparing
// with it; then a sweep over all values. Everything is checked against what was evaluated anew before anything is told.

#include <cstdlib>
#include <optional>

#include "pointsbank/pointsbank.hpp"
#include "timing.hpp"

namespace {

using namespace pointsbank;

struct Asked {
  std::vector<std::string> files;  ///< rules, roster, events, rule, field, values
  EvaluateOptions options;
  int runs = 5;
};

Asked arguments(int argc, char** argv) {
  Asked asked;
  asked.options.through = Date::of(2026, 12, 31);
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const std::string next = i + 1 < argc ? argv[i + 1] : "";
    if (word == "--through") {
      asked.options.through = Date::parse(next).value_or(asked.options.through);
      ++i;
    } else if (word == "--runs") {
      asked.runs = std::max(1, std::atoi(next.c_str()));
      ++i;
    } else {
      asked.files.push_back(word);
    }
  }
  return asked;
}

void check_equal(const Evaluation& found, const Evaluation& expected) {
  for (std::size_t i = 0; i < expected.balances().size(); ++i) {
    const Balance &a = found.balances()[i], &b = expected.balances()[i];
    if (a.standing != b.standing || a.spendable != b.spendable || a.earned != b.earned || a.deducted != b.deducted)
      throw UsageError("what was asked again is not what is evaluated anew");
  }
}

void check_equal(const Comparison& found, const Evaluation& before, const Evaluation& after) {
  BeforeAfter of_rules, of_balances;
  for (const PostedChange& each : found.by_rule()) {
    of_rules.before += each.standing.before;
    of_rules.after += each.standing.after;
  }
  for (const Balance& each : before.balances()) of_balances.before += each.standing;
  for (const Balance& each : after.balances()) of_balances.after += each.standing;
  if (of_rules != of_balances || found.standing() != of_balances)
    throw UsageError("the comparison does not add up to the balances");
}

void run(const Asked& asked) {
  const std::vector<RuleList> lists = {parse(read_source(asked.files[0]))};
  const Program program = compile(lists);
  const Roster roster = read_roster(asked.files[1], program.table_format());
  const Events events = read_events(asked.files[2], program.table_format());
  const SweepField field{Reform::rule(asked.files[3]), asked.files[4], {}};
  const std::vector<std::string> values(asked.files.begin() + 5, asked.files.end());
  const Program changed = compile(Reform("benchmark").set(field.target, field.field, values.front()).apply(lists));

  std::printf("%zu households, %zu events\n", roster.size(), events.size());
  std::vector<double> one, anew, again, compared;
  std::optional<Baseline> baseline;
  const double first = processor_seconds_of([&] { baseline.emplace(program, roster, events, asked.options); });
  std::size_t households = 0;
  for (int i = 0; i < asked.runs; ++i) {
    std::optional<Evaluation> before, after;
    one.push_back(processor_seconds_of([&] { before.emplace(evaluate(program, roster, events, asked.options)); }));
    anew.push_back(one.back() +
                   processor_seconds_of([&] { after.emplace(evaluate(changed, roster, events, asked.options)); }));
    Baseline::Again found;
    again.push_back(processor_seconds_of([&] { found = baseline->evaluate(changed); }));
    households = found.households.size();
    check_equal(found.evaluation, *after);
    // A baseline of its own: the second comparison of one would know what the first has summed up.
    std::optional<Comparison> comparison;
    const Baseline fresh(program, roster, events, asked.options);
    compared.push_back(processor_seconds_of([&] { comparison.emplace(compare(fresh, changed)); }));
    check_equal(*comparison, *before, *after);
  }
  const auto say = [](const char* what, double seconds) { std::printf("%-44s %8.3f s\n", what, seconds); };
  say("one evaluation anew, balances", median(one));
  say("a baseline", first);
  say("asking again, balances", median(again));
  std::printf("%zu households run again; %.1f times as fast as two evaluations\n", households,
              median(anew) / median(again));
  say("comparing", median(compared));
  std::printf("%.1f times as fast as two evaluations\n", median(anew) / median(compared));
  if (values.size() < 2) return;
  const SweepData data{lists, roster, events, asked.options};
  const double swept = processor_seconds_of([&] { static_cast<void>(sweep(data, field, values, {})); });
  say("a sweep, its baseline included", swept);
  std::printf("%zu values: %.1f evaluations\n", values.size(), swept / median(one));
}

}  // namespace

int main(int argc, char** argv) {
  const Asked asked = arguments(argc, argv);
  if (asked.files.size() < 6) {
    std::fputs("benchmark_ask_again RULES.json ROSTER.csv EVENTS.csv RULE FIELD VALUE… [--through DATE] [--runs N]\n",
               stderr);
    return 2;
  }
  try {
    run(asked);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
