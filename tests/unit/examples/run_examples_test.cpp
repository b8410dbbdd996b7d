// What `pointsbank test` finds out.
#include "pointsbank/examples.hpp"

#include <algorithm>
#include <string>

#include "support/catch.hpp"

namespace pointsbank {
namespace {

/// A rule that gives 3 for `a`, one that takes 2 for `b`, a closing that pays who helped; and these keys.
std::string list(const std::string& keys, const std::string& version = "1",
                 const std::string& effective = R"({"from": "2026-01-01", "to": "2026-12-31"})") {
  return R"({"format": "pointsbank/1", "id": "l", "version": ")" + version + R"(", "effective": )" + effective + R"(,
 "points": {"decimals": 2}, "categories": [{"id": "c"}],
 "positive": [{"id": "a", "category": "c", "score": {"rate": 3}}],
 "negative": [{"id": "b", "category": "c", "score": {"points": 2}}],
 "closings": [{"id": "paid", "kind": "benefit", "at": "year", "value": "standing * 0.5", "when": "count('a') > 0"}],
)" + keys +
         "}";
}

std::string example(const std::string& expect, const std::string& through = R"("through": "2026-12-31",)") {
  return R"({"title": {"zh": "例", "en": "case"}, "given": {"roster": [{"household": "H1"}, {"household": "H2"}], "events": [
 {"event": "e1", "household": "H1", "kind": "a", "at": "2026-03-05", "quantity": 2},
 {"event": "e2", "household": "H2", "kind": "b", "at": "2026-03-05T20:15:00+08:00"}]}, )" +
         through + R"("expect": )" + expect + "}";
}

std::string with_example(const std::string& expect) { return list("\"examples\": [" + example(expect) + "]"); }

ExamplesReport run(const std::string& text, Language language = Language::en) {
  const RuleList read = parse({"l.json", text});
  return run_examples(std::span(&read, 1), language);
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("an example holds where some row has all of its cells", "[examples]") {
  const ExamplesReport report = run(with_example(R"({
    "balances": [{"household": "H1", "standing": 6, "spendable": "6.0", "frozen_until": ""}, {"household": "H2", "standing": -2}],
    "postings": [{"event": "e1", "cause": "rule", "standing": "6.000"}],
    "outcomes": [{"event": "e1", "rule": "a", "outcome": "applied", "amount": 6}, {"event": "e2", "amount": "-2"}],
    "benefits": [{"closing": "paid", "household": "H1", "value": 3}]})"));
  REQUIRE(report.examples.size() == 1);
  const ExampleResult& result = report.examples.front();
  for (const Issue& issue : result.issues) UNSCOPED_INFO(issue.to_string());
  for (const ExampleMiss& miss : result.misses) UNSCOPED_INFO(miss.output << " " << miss.place.pointer);
  CHECK(result.passes);
  CHECK(result.title == "case");
  CHECK(result.list == "l");
  CHECK(result.version == "1");
  CHECK(result.place.pointer == "/examples/0");
  CHECK_FALSE(result.expects_nothing);
  CHECK(report.passes());
  CHECK(report.untouched.empty());
  CHECK(report.lists_without_examples.empty());
  CHECK(run(with_example("{}"), Language::zh).examples.front().title == "例");
}

TEST_CASE("a row that is missed stands beside the one that is meant", "[examples]") {
  const ExamplesReport report = run(with_example(R"({
    "outcomes": [{"event": "e2", "outcome": "applied", "amount": 6}, {"event": "e9"}, {"event": "e1", "reason": "limit:rule"}],
    "balances": [{"household": "H1", "standing": "6.01"}], "ratings": [{"household": "H1"}]})"));
  REQUIRE(report.examples.size() == 1);
  CHECK_FALSE(report.examples.front().passes);
  CHECK_FALSE(report.passes());
  const std::vector<ExampleMiss>& misses = report.examples.front().misses;
  REQUIRE(misses.size() == 5);
  CHECK(misses[0].output == "outcomes");
  CHECK(misses[0].place.pointer == "/examples/0/expect/outcomes/0");
  CHECK(misses[0].expected.size() == 3);
  // Another row agrees in two cells, but this is the event that was meant.
  CHECK(misses[0].nearest == Texts{"event=e2", "household=H2", "rule=b", "outcome=applied", "amount=-2.00", "reason="});
  CHECK(misses[1].nearest.empty());
  CHECK(misses[2].nearest.front() == "event=e1");
  CHECK(misses[3].nearest.at(1) == "standing=6.00");
  CHECK(misses[4].nearest.empty());
}

TEST_CASE("texts are compared as texts", "[examples]") {
  CHECK_FALSE(run(with_example(R"({"outcomes": [{"event": "e1", "outcome": "Applied"}]})")).passes());
  CHECK_FALSE(run(with_example(R"({"benefits": [{"period": "2026-01"}]})")).passes());
  CHECK(run(with_example(R"({"benefits": [{"period": "2026-01-01", "unit": null}]})")).passes());
}

TEST_CASE("what no example shows is told", "[examples]") {
  const ExamplesReport nothing = run(with_example("{}"));
  CHECK(nothing.examples.front().expects_nothing);
  CHECK(nothing.examples.front().passes);
  CHECK_FALSE(nothing.passes());
  const ExamplesReport none = run(list(R"("x-none": 0)"));
  CHECK(none.examples.empty());
  CHECK(none.lists_without_examples == Texts{"l 1"});
  CHECK(none.untouched == Texts{"l 1: a", "l 1: b", "l 1: paid"});
  CHECK(none.passes());
  // Before the year has ended the closing has nothing to say.
  const std::string early = list("\"examples\": [" + example("{}", R"("through": "2026-06-30",)") + "]");
  CHECK(run(early).untouched == Texts{"l 1: paid"});
}

TEST_CASE("without `through` the whole version is evaluated", "[examples]") {
  const std::string expect = R"({"benefits": [{"household": "H1"}]})";
  CHECK(run(list("\"examples\": [" + example(expect, "") + "]")).passes());
  // Of one without end, until the last day that a row names.
  const std::string open = list("\"examples\": [" + example(expect, "") + "]", "1", R"({"from": "2026-01-01"})");
  CHECK_FALSE(run(open).passes());
  const std::string seen = R"({"balances": [{"household": "H2", "standing": -2}]})";
  CHECK(run(list("\"examples\": [" + example(seen, "") + "]", "1", R"({"from": "2026-01-01"})")).passes());
}

TEST_CASE("what is wrong with rows is told with its place in the rule list", "[examples]") {
  const ExamplesReport report = run(list(R"("examples": [{"given": {
    "roster": [{"household": "H1"}, {"household": "H1"}],
    "events": [{"event": "e", "household": "H1", "kind": "a", "at": "2026-03-05"},
               {"event": "f", "household": "H1", "kind": "a", "at": "2026-02-30", "quantity": "x"}],
    "members": [{"member": "m"}]}, "expect": {"balances": [{"household": "H1"}]}}])"));
  const ExampleResult& result = report.examples.front();
  CHECK_FALSE(result.passes);
  CHECK(result.misses.empty());
  Texts pointers;
  for (const Issue& issue : result.issues) {
    CHECK(issue.place.file == "l.json");
    CHECK(issue.place.line > 5);
    CHECK(issue.place.column > 1);
    pointers.push_back(issue.place.pointer);
  }
  std::sort(pointers.begin(), pointers.end());
  REQUIRE(pointers.size() == 4);
  CHECK(pointers[0] == "/examples/0/given/events/1/at");
  CHECK(pointers[1] == "/examples/0/given/events/1/quantity");
  CHECK(pointers[2] == "/examples/0/given/members/0");
  CHECK(pointers[3].starts_with("/examples/0/given/roster/"));
}

TEST_CASE("an amount that does not fit is the example's fault", "[examples]") {
  const ExamplesReport report = run(list(R"("examples": [{"given": {"roster": [{"household": "H1"}],
    "entries": [{"entry": "o1", "household": "H1", "at": "2026-02-01", "cause": "opening", "standing": "90000000000000000"},
                {"entry": "o2", "household": "H1", "at": "2026-02-01", "cause": "opening", "standing": "90000000000000000"}]},
    "through": "2026-02-02", "expect": {"balances": [{"household": "H1"}]}}])"));
  const ExampleResult& result = report.examples.front();
  CHECK_FALSE(result.passes);
  REQUIRE(result.issues.size() == 1);
  CHECK(result.issues.front().code == "overflow");
  CHECK(result.issues.front().place.pointer == "/examples/0");
}

TEST_CASE("versions are touched each for itself", "[examples]") {
  const std::string first = list("\"examples\": [" + example(R"({"balances": [{"household": "H1"}]})", "") + "]", "1",
                                 R"({"from": "2026-01-01", "to": "2026-06-30"})");
  const std::string second = list(R"("x-none": 0)", "2", R"({"from": "2026-07-01", "to": "2026-12-31"})");
  const std::vector<RuleList> lists = {parse({"1.json", first}), parse({"2.json", second})};
  const ExamplesReport report = run_examples(lists);
  CHECK(report.passes());
  CHECK(report.lists_without_examples == Texts{"l 2"});
  CHECK(report.untouched == Texts{"l 1: paid", "l 2: a", "l 2: b", "l 2: paid"});
}

TEST_CASE("a list that extends another runs the other's examples too", "[examples]") {
  const std::string base =
      list("\"examples\": [" + example(R"({"balances": [{"household": "H1", "standing": 6}]})") + "]");
  const std::string own =
      R"({"format": "pointsbank/1", "id": "own", "version": "1", "extends": {"id": "l", "version": "1"},
 "effective": {"from": "2026-01-01", "to": "2026-12-31"}, "categories": [], "negative": [],
 "positive": [{"id": "d", "category": "c", "score": {"points": 1}}],
 "examples": [{"given": {"roster": [{"household": "H1"}], "events": [
   {"event": "e", "household": "H1", "kind": "d", "at": "2026-13-01"}]}, "expect": {"balances": [{"household": "H1"}]}}]})";
  const std::vector<RuleList> lists = {parse({"base.json", base}), parse({"own.json", own})};
  const ExamplesReport report = run_examples(lists);
  REQUIRE(report.examples.size() == 2);
  CHECK(report.examples[0].passes);
  CHECK(report.examples[0].list == "own");
  REQUIRE(report.examples[1].issues.size() == 1);
  CHECK(report.examples[1].issues[0].place.file == "own.json");
  CHECK(report.examples[1].issues[0].place.line == 5);
  CHECK(report.examples[1].issues[0].place.pointer == "/examples/0/given/events/0/at");
  CHECK(report.untouched == Texts{"own 1: d"});
}

TEST_CASE("lists with errors are not run", "[examples]") { CHECK_THROWS_AS(run("{}"), RuleListError); }

}  // namespace pointsbank
