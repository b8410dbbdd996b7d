// What a rule book asks of a claim: the strictest of all rules that hear it.
#include <string>

#include "rulelist/model.hpp"
#include "support/catch.hpp"
#include "workflow/policy.hpp"

namespace pointsbank::workflow {

namespace {

rulelist::Book book_of(const std::string& text) {
  Issues issues;
  std::vector<rulelist::List> lists;
  lists.push_back(rulelist::read(std::make_shared<const json::Source>("rules.json", text), issues));
  rulelist::Book book = rulelist::bind(std::move(lists), issues);
  for (const Issue& issue : issues) FAIL_CHECK(issue.to_string());
  return book;
}

rulelist::Book book_with(const std::string& keys, const std::string& rules) {
  return book_of(R"({"format": "pointsbank/1", "id": "v", "version": "1", "effective": {"from": "2026-01-01"},)" +
                 keys + R"("points": {"decimals": 1, "unit": "分"}, "categories": [{"id": "c"}], "positive": [)" +
                 rules + R"(], "negative": []})");
}

std::string rule(const std::string& id, const std::string& workflow, const std::string& more = {}) {
  return R"({"id": ")" + id + R"(", "category": "c", "on": ["help"], "score": {"points": 5})" +
         (workflow.empty() ? "" : ", \"workflow\": " + workflow) + more + "}";
}

const Date march = Date::of(2026, 3, 2);

}  // namespace

TEST_CASE("without a workflow: one reviewer, final at once, appeal without end", "[workflow]") {
  const Policy policy = policy_of(book_with("", rule("a", "")), "help", march);
  CHECK(policy.is_heard);
  CHECK(policy.reviewers == 1);
  CHECK(policy.publicity.empty());
  CHECK(policy.evidence == 0);
  CHECK_FALSE(policy.self_review);
  CHECK_FALSE(policy.appeal_days);
  CHECK_FALSE(policy.needs_points());
}

TEST_CASE("a rule's key wins over the list's, key by key", "[workflow]") {
  const rulelist::Book book = book_with(
      R"("workflow": {"reviewers": 2, "publicity": {"days": 5, "working": true}, "appeal": {"days": 15}, "evidence": 1, "self_review": true},)",
      rule("a", R"({"reviewers": 1, "publicity": {"days": 3}})"));
  const Policy policy = policy_of(book, "help", march);
  CHECK(policy.reviewers == 1);
  REQUIRE(policy.publicity.size() == 1);
  CHECK(policy.publicity[0].days == 3);
  CHECK_FALSE(policy.publicity[0].in_working_days);
  CHECK(policy.appeal_days == 15);
  CHECK(policy.evidence == 1);
  CHECK(policy.self_review);
}

TEST_CASE("the strictest of all rules that hear the kind holds", "[workflow]") {
  const rulelist::Book book = book_with(
      R"("workflow": {"self_review": true},)",
      rule("a", R"({"reviewers": 3, "publicity": {"days": 7}, "appeal": {"days": 10}, "evidence": 0})") + "," +
          rule(
              "b",
              R"({"reviewers": 1, "publicity": {"days": 5, "working": true}, "appeal": {"days": 30}, "evidence": 2, "self_review": false})"));
  const Policy policy = policy_of(book, "help", march);
  CHECK(policy.reviewers == 3);
  CHECK(policy.evidence == 2);
  CHECK_FALSE(policy.self_review);
  CHECK(policy.appeal_days == 30);
  // From Monday 2 March 5 working days end as 7 days do; from Friday 6 March they end later.
  const WorkingDays days({}, {});
  const auto end = [&](std::string_view begin) {
    return policy.end_of_publicity(Moment::parse(begin).value(), 480, days).to_string(480);
  };
  CHECK(end("2026-03-02T10:00:00+08:00") == "2026-03-10T00:00:00+08:00");
  CHECK(end("2026-03-06T10:00:00+08:00") == "2026-03-14T00:00:00+08:00");
}

TEST_CASE("an appeal without end is the longest", "[workflow]") {
  for (const bool first : {true, false}) {
    const std::string with = rule("a", R"({"appeal": {"days": 10}})");
    const std::string without = rule("b", "");
    const rulelist::Book book = book_with("", first ? with + "," + without : without + "," + with);
    CHECK_FALSE(policy_of(book, "help", march).appeal_days);
  }
}

TEST_CASE("rules that are not in effect on the event's date do not count", "[workflow]") {
  const rulelist::Book book = book_with(
      "", rule("a", "") + "," +
              rule("b", R"({"reviewers": 3})", R"(, "effective": {"from": "2026-06-01", "to": "2026-06-30"})"));
  CHECK(policy_of(book, "help", march).reviewers == 1);
  CHECK(policy_of(book, "help", Date::of(2026, 6, 15)).reviewers == 3);
  CHECK(policy_of(book, "help", Date::of(2026, 7, 1)).reviewers == 1);
}

TEST_CASE("kinds that nobody names, and dates of no version, are not heard", "[workflow]") {
  const rulelist::Book book = book_with(R"("workflow": {"reviewers": 2},)", rule("a", ""));
  CHECK_FALSE(policy_of(book, "dance", march).is_heard);
  CHECK_FALSE(policy_of(book, "help", Date::of(2025, 12, 31)).is_heard);
  CHECK(policy_of(book, "dance", march).reviewers == 2);
}

TEST_CASE("no reviewers are for clerks' records alone", "[workflow]") {
  const Policy policy = policy_of(book_with(R"("workflow": {"reviewers": 0},)", rule("a", "")), "help", march);
  CHECK(policy.reviewers_of(true) == 0);
  CHECK(policy.reviewers_of(false) == 1);
}

TEST_CASE("points of a range score fit the range of one of its rules", "[workflow]") {
  const std::string range =
      R"({"id": "r", "category": "c", "on": ["gift"], "score": {"range": [1, 5]}}, {"id": "s", "category": "c", "on": ["gift"], "score": {"range": [10, 12.5]}})";
  const Policy policy = policy_of(book_with("", range), "gift", march);
  REQUIRE(policy.needs_points());
  for (const char* fits : {"1", "5", "3.5", "10", "12.5"}) CHECK(policy.allows_points(Number::of(fits)));
  for (const char* not_so : {"0.9", "5.1", "9.9", "12.6", "-1"}) CHECK_FALSE(policy.allows_points(Number::of(not_so)));
}

TEST_CASE("reviewers' points are averaged exactly and rounded once", "[workflow]") {
  const auto mean = [](std::initializer_list<const char*> given, int decimals, Rounding rounding) {
    std::vector<Number> numbers;
    for (const char* one : given) numbers.push_back(Number::of(one));
    return average(numbers, decimals, rounding).to_string();
  };
  CHECK(mean({"3"}, 0, Rounding::half_up) == "3");
  CHECK(mean({"3", "4"}, 0, Rounding::half_up) == "4");
  CHECK(mean({"2", "3"}, 0, Rounding::half_even) == "2");
  CHECK(mean({"3", "4"}, 0, Rounding::down) == "3");
  CHECK(mean({"3", "3", "4"}, 0, Rounding::up) == "4");
  CHECK(mean({"1", "1", "2"}, 2, Rounding::half_up) == "1.33");
  CHECK(mean({"0.1", "0.2"}, 1, Rounding::half_up) == "0.2");
  CHECK(mean({"-3", "-4"}, 0, Rounding::half_up) == "-4");
}

}  // namespace pointsbank::workflow
