// Balances alone take other ways than balances with all that led to them: events that change nothing are left out, most
// are run without branches, and lists that do not depend on the order of events are summed up without one. Whichever
// way, the balances are the same.
#include <string>
#include <vector>

#include "evaluation/limit_tree.hpp"
#include "random_village.hpp"
#include "support/catch.hpp"
#include "unit/contrast/given.hpp"

using namespace pointsbank;
using given::Rules;

namespace {

struct Made {
  Program program;
  Roster roster;
  Events events;
};

Made made(const std::string& list, const std::string& roster, const std::string& events) {
  const std::vector<RuleList> lists{parse({"rules.json", list})};
  Made result{compile(lists), {}, {}};
  const given::Rows roster_rows(roster), event_rows(events);
  result.roster = make_roster(roster_rows.all(), result.program.table_format());
  result.events = make_events(event_rows.all(), result.program.table_format());
  return result;
}

EvaluateOptions options_with(bool everything, int threads) {
  EvaluateOptions options;
  options.through = *Date::parse("2026-11-30");
  options.postings = options.outcomes = options.closings = everything;
  options.threads = threads;
  return options;
}

std::vector<std::string> balances(const Made& village, const EvaluateOptions& options) {
  std::vector<std::string> lines;
  const Evaluation evaluation = evaluate(village.program, village.roster, village.events, options);
  for (const Balance& each : evaluation.balances())
    lines.push_back(std::to_string(each.standing) + "/" + std::to_string(each.spendable) + "/" +
                    std::to_string(each.earned) + "/" + std::to_string(each.deducted));
  return lines;
}

bool is_free_of_order(const Made& village) {
  const EvaluateOptions options = options_with(false, 1);
  const evaluation::Binding binding(village.program, village.roster, village.events, options);
  return evaluation::LimitTree::of(evaluation::Shared(binding, {})).has_value();
}

/// How many of these lists do not depend on the order of events.
int compare_lists(Rules rules, int lists) {
  int free_of_order = 0;
  for (int seed = 1; seed <= lists; ++seed) {
    given::Draw draw(static_cast<std::uint64_t>(seed) * 4 + static_cast<std::uint64_t>(rules));
    constexpr int households = 7;
    const std::string list = given::random_list(draw, rules);
    const Made village = made(list, given::random_roster(households), given::random_events(draw, households, 250));
    INFO("seed " << seed << ": " << list);
    const std::vector<std::string> expected = balances(village, options_with(true, 1));
    REQUIRE(balances(village, options_with(false, 1)) == expected);
    REQUIRE(balances(village, options_with(false, 3)) == expected);
    free_of_order += is_free_of_order(village) ? 1 : 0;
  }
  return free_of_order;
}

/// One positive rule of 3 points an event, with these limits.
std::string list_with(const std::string& of_rule, const std::string& of_category) {
  return R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"},
    "categories": [{"id": "c", "limits": [)" +
         of_category + R"(]}], "negative": [], "positive": [
      {"id": "a", "category": "c", "score": {"points": 3}, "limits": [)" +
         of_rule + R"(]},
      {"id": "b", "category": "c", "score": {"points": 2}}]})";
}

bool list_is_free(const std::string& of_rule, const std::string& of_category) {
  return is_free_of_order(made(list_with(of_rule, of_category), "household\nH1\n", "event,household,kind,at\n"));
}

}  // namespace

TEST_CASE("Balances alone are those with all that led to them: lists of nested limits") {
  CHECK(compare_lists(Rules::nested, 120) > 60);
}

TEST_CASE("Balances alone are those with all that led to them: limits of any periods") {
  const int free_of_order = compare_lists(Rules::limited, 80);
  CHECK(free_of_order > 3);
  CHECK(free_of_order < 77);
}

TEST_CASE("Balances alone are those with all that led to them: counts, repeats, exclusive groups, vetoes") {
  CHECK(compare_lists(Rules::anything, 120) < 60);
}

TEST_CASE("Balances alone are those with all that led to them: closings") {
  CHECK(compare_lists(Rules::closed, 120) == 0);
}

TEST_CASE("Awards by counting are those by sorting: groups of any size, measures of any width") {
  constexpr int sizes[] = {1, 2, 3, 40, 127, 128, 129, 300};
  std::string roster = "household,grid\n";
  int households = 0;
  for (const int size : sizes) {
    for (int i = 0; i < size; ++i) roster += "h" + std::to_string(households++) + ",g" + std::to_string(size) + "\n";
  }
  for (int i = 0; i < 5; ++i) roster += "h" + std::to_string(households++) + ",\n";  // of no group
  const auto list_with_ranking = [](const std::string& ranking_words) {
    return R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"},
      "groups": ["grid"], "categories": [{"id": "c"}],
      "closings": [{"id": "r", "kind": "ranking", "at": "month", )" +
           ranking_words + R"("awards": [{"ranks": [1, 3], "points": 5}, {"ranks": [4, 10], "points": 2}]}],
      "positive": [{"id": "a", "category": "c", "score": {"rate": 1}}],
      "negative": [{"id": "n", "category": "c", "score": {"rate": 1}}]})";
  };
  for (const int widest : {5, 60'000, 2'000'000'000}) {
    given::Draw draw(static_cast<std::uint64_t>(widest));
    std::string events = "event,household,kind,at,quantity\n";
    for (int i = 0; i < 3 * households; ++i) {
      events += "e" + std::to_string(i) + ",h" + std::to_string(draw.below(households)) +
                (draw.one_in(3) ? ",n" : ",a") + ",2026-0" + std::to_string(draw.between(1, 2)) + "-03," +
                std::to_string(draw.below(widest)) + "\n";
    }
    for (const char* const words : {R"("within": "grid", "minimum": 1, )", R"("within": "grid", )",
                                    R"("within": "grid", "minimum": -40000, "field": 3, )", R"("minimum": 2, )"}) {
      INFO(words << " " << widest);
      const Made village = made(list_with_ranking(words), roster, events);
      const std::vector<std::string> expected = balances(village, options_with(true, 1));
      CHECK(balances(village, options_with(false, 1)) == expected);
      CHECK(balances(village, options_with(false, 2)) == expected);
    }
  }
}

TEST_CASE("Which limits are nested") {
  const std::string month = R"({"per": "month", "points": 4})";
  const std::string of_month = R"({"per": "month", "earn": 5})";
  CHECK(list_is_free("", ""));
  CHECK(list_is_free(month, ""));
  CHECK(list_is_free(month, of_month));
  CHECK(list_is_free(month, R"({"per": "year", "earn": 5})"));
  CHECK(list_is_free(month + R"(, {"per": "ever", "points": 9})", R"({"per": "ever", "earn": 5})"));
  CHECK(list_is_free(R"({"per": "day", "points": 4})", R"({"per": "week", "earn": 5})"));
  CHECK_FALSE(list_is_free(R"({"per": "year", "points": 4})", of_month));
  CHECK_FALSE(list_is_free(R"({"per": "week", "points": 4})", of_month));
  CHECK_FALSE(list_is_free(month + R"(, {"per": "week", "points": 3})", ""));
  CHECK_FALSE(list_is_free(R"({"per": "week", "count": 1})", of_month));
  CHECK_FALSE(list_is_free(R"({"per": "month", "points": 4, "by": "member"})", of_month));
}

TEST_CASE("Magnitudes beyond 32 bits are summed up exactly") {
  const std::string list = R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"},
    "points": {"decimals": 6}, "categories": [{"id": "c"}], "negative": [],
    "positive": [{"id": "a", "category": "c", "score": {"rate": 1}}]})";
  const Made village = made(list, "household\nH1\n",
                            "event,household,kind,at,quantity\ne1,H1,a,2026-03-01,2147.483647\n"
                            "e2,H1,a,2026-03-02,2147.483648\ne3,H1,a,2026-03-03,999999999999\n");
  CHECK(is_free_of_order(village));
  CHECK(balances(village, options_with(false, 1)) ==
        std::vector<std::string>{"1000000004293967295/1000000004293967295/1000000004293967295/0"});
  CHECK(balances(village, options_with(false, 1)) == balances(village, options_with(true, 1)));
}
