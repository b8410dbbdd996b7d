// What expressions are worth: tables of an expression and its value or fault.
#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::expression {

namespace {

struct Case {
  std::string_view text;
  std::string_view value;
};

void hold(std::span<const Case> cases, const Scope& scope = given::scope()) {
  const given::Row row = given::row();
  for (const Case& one : cases) {
    INFO(one.text);
    CHECK(given::evaluated(one.text, row, scope) == one.value);
  }
}

}  // namespace

TEST_CASE("the examples of the page", "[expression]") {
  const Case cases[] = {
      {"7 / 2 == 3.5", "true"},
      {"0.1 + 0.2 == 0.3", "true"},
      {"event.quantity >= 0.5 && subject.members > 0", "true"},
      {"event.grade in [\"city\", \"province\"]", "!missing_value"},
      {"event.level in [\"city\", \"province\"]", "true"},
      {"has(event.grade)", "false"},
      {"has(event.level)", "true"},
      {"date(\"2026-03-05\") == event.date", "true"},
      {"\"city\".startsWith(\"ci\")", "true"},
  };
  hold(cases);
}

TEST_CASE("numbers are exact", "[expression]") {
  const Case cases[] = {
      {"1 / 3", "1/3"},
      {"1 / 3 * 3", "1"},
      {"-1 / 3 - 1 / 6", "-0.5"},
      {"007", "7"},
      {"123456789012345678.123456789", "123456789012345678.123456789"},
      {"999999999999999999 * 999999999999999999", "999999999999999998000000000000000001"},
      {"1 - -1", "2"},
      {"--3", "3"},
      {"2 + 3 * 4", "14"},
      {"(2 + 3) * 4", "20"},
      {"10 - 4 - 3", "3"},
      {"100 / 10 / 5", "2"},
      {"-event.quantity", "-2.5"},
      {"min(3, event.quantity, 4)", "2.5"},
      {"max(1 / 3, 1 / 2)", "0.5"},
      {"abs(event.points)", "3"},
      {"floor(2.7)", "2"},
      {"floor(-2.1)", "-3"},
      {"floor(-2)", "-2"},
      {"ceil(2.1)", "3"},
      {"ceil(-2.7)", "-2"},
      {"round(2.5)", "3"},
      {"round(-2.5)", "-3"},
      {"round(2.4999)", "2"},
      {"round(2.345, 2)", "2.35"},
      {"round(-2.345, 2)", "-2.35"},
      {"round(1 / 3, 9)", "0.333333333"},
      {"round(5, 0)", "5"},
      {"mod(7, 3)", "1"},
      {"mod(-7, 3)", "2"},
      {"mod(7, -3)", "-2"},
      {"mod(-7, -3)", "-1"},
      {"mod(5.5, 2)", "1.5"},
      {"mod(-0.5, 1 / 3)", "1/6"},
  };
  hold(cases);
}

TEST_CASE("comparisons, texts and lists", "[expression]") {
  const Case cases[] = {
      {"1 < 2 == true", "true"},
      {"'a' < 'b'", "true"},
      {"'Z' < 'a'", "true"},
      {"'a' < 'aa'", "true"},
      {"'\xF0\x9F\x98\x80' > '\xEF\xBC\x81'", "true"},
      {"event.night == true", "true"},
      {"event.night != subject.left_behind", "true"},
      {"!event.night || subject.left_behind", "false"},
      {"event.date > date('2026-03-04')", "true"},
      {"event.date in [date('2026-01-01'), date('2026-03-05')]", "true"},
      {"event.points in [-3, 4]", "true"},
      {"event.quantity in [2.50]", "true"},
      {"event.quantity in []", "false"},
      {"event.night in [false]", "false"},
      {"event.kind in ['a', 'b',]", "false"},
      {"size('')", "0"},
      {"size(event.member)", "2"},
      {"size('a\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80')", "4"},
      {"event.kind.startsWith('vol')", "true"},
      {"event.kind.endsWith('vol')", "false"},
      {"event.kind.endsWith('')", "true"},
      {"event.kind.contains('teer')", "true"},
      {"event.kind . contains ( 'teer' )", "true"},
      {"(event.night ? event.kind : 'x').contains('t')", "true"},
      {"'it\\'s \\u4e2d\\t\\\"\\\\'", "\"it's \xE4\xB8\xAD\t\"\\\""},
      {"'\\ud83d\\ude00'", "\"\xF0\x9F\x98\x80\""},
      {"size('\\u0000\\n\\r')", "3"},
      {"'\xEF\xBC\x88\xEF\xBC\x89'", "\"\xEF\xBC\x88\xEF\xBC\x89\""},
  };
  hold(cases);
}

TEST_CASE("dates", "[expression]") {
  const Case cases[] = {
      {"event.date", "2026-03-05"},
      {"year(event.date)", "2026"},
      {"month(event.date)", "3"},
      {"day(event.date)", "5"},
      {"weekday(event.date)", "4"},
      {"weekday(date('2026-03-01'))", "7"},
      {"weekday(date('2026-03-02'))", "1"},
      {"days(date('2024-02-28'), date('2024-03-01'))", "2"},
      {"days(date('2024-03-01'), date('2024-02-28'))", "-2"},
      {"days(date('0001-01-01'), date('9999-12-31'))", "3652058"},
      {"year(date('0001-01-01')) + month(date('9999-12-31'))", "13"},
  };
  hold(cases);
}

TEST_CASE("faults go the way of CEL", "[expression]") {
  const Case cases[] = {
      {"event.hours", "!missing_value"},
      {"1 / 0", "!division_by_zero"},
      {"mod(1, 0)", "!division_by_zero"},
      {"event.hours + 1 / 0", "!missing_value"},
      {"1 / 0 + event.hours", "!division_by_zero"},
      {"min(1, 1 / 0, event.hours)", "!division_by_zero"},
      {"false && event.hours > 1", "false"},
      {"event.hours > 1 && false", "false"},
      {"true || 1 / 0 == 1", "true"},
      {"1 / 0 == 1 || true", "true"},
      {"true && event.hours > 1", "!missing_value"},
      {"event.hours > 1 && 1 / 0 == 1", "!missing_value"},
      {"1 / 0 == 1 && event.hours > 1", "!division_by_zero"},
      {"1 / 0 == 1 || event.hours > 1", "!division_by_zero"},
      {"event.hours > 1 && 1 / 0 == 1 && false", "false"},
      {"false || event.hours > 1 || true", "true"},
      {"!(event.hours > 1)", "!missing_value"},
      {"event.night ? 1 : 1 / 0", "1"},
      {"!event.night ? 1 : 1 / 0", "!division_by_zero"},
      {"event.hours > 1 ? 1 : 2", "!missing_value"},
      {"(event.hours > 1 ? 1 : 1 / 0) + 1", "!missing_value"},
      {"(event.night ? 1 : 1 / 0) + (event.night ? 2 : 3)", "3"},
      {"event.hours > 1 ? 1 : event.night ? 2 : 3", "!missing_value"},
      {"event.night ? event.hours > 1 ? 1 : 2 : 3", "expression_nested_choice at 30"},
      {"event.night ? (event.hours > 1 ? 1 : 2) : 3", "!missing_value"},
      {"false ? 1 : false ? 2 : false ? 3 : 4", "4"},
      {"false ? 1 : true ? 2 : 1 / 0", "2"},
      {"event.hours in []", "!missing_value"},
      {"has(event.hours) && event.hours > 1", "false"},
      {"!has(event.hours) || event.hours > 1", "true"},
      {"event.grade.contains('a')", "!missing_value"},
      {"size(event.grade) > 0", "!missing_value"},
      {"year(event.since)", "!missing_value"},
  };
  hold(cases);
}

TEST_CASE("closings know sums and kinds", "[expression]") {
  const Case cases[] = {
      {"period / subject.members", "3.125"},
      {"count(\"volunteering\") + quantity(\"volunteering\")", "10.5"},
      {"count('volunteering') * standing", "300"},
      {"event.quantity", "expression_unknown_name at 0"},
      {"count('other')", "expression_unknown_kind at 6"},
  };
  hold(cases, given::scope_of_closings());
}

TEST_CASE("kinds and inputs are listed once, in order of appearance", "[expression]") {
  Issues issues;
  const auto expression = given::compiled(
      "count('volunteering') + count('meeting') + quantity('volunteering') + period + "
      "count('volunteering') + (has(period) ? 1 : 0)",
      issues, given::scope_of_closings());
  REQUIRE(expression);
  CHECK(expression->type() == Type::number);
  REQUIRE(expression->kinds().size() == 2);
  CHECK(expression->kinds()[0] == "volunteering");
  CHECK(expression->kinds()[1] == "meeting");
  const std::vector<Input> expected = {
      {Source::count, 0}, {Source::count, 1}, {Source::quantity, 0}, {Source::period, 0}};
  CHECK(std::equal(expected.begin(), expected.end(), expression->inputs().begin(), expression->inputs().end()));
}

TEST_CASE("an input of another type than was declared is a mistake of the caller", "[expression]") {
  Issues issues;
  const auto expression = given::compiled("event.quantity > 1", issues);
  REQUIRE(expression);
  given::Row row;
  row.set({Source::event_quantity}, std::string_view("2"));
  CHECK_THROWS_AS(expression->evaluate(row), UsageError);
}

}  // namespace pointsbank::expression
