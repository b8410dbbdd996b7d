// One expression over values given as JSON.
#include "pointsbank/expression.hpp"

#include <string>

#include "support/catch.hpp"

namespace pointsbank {

namespace {

std::string value(std::string_view text, std::string_view subject = {}, std::string_view event = {}) {
  const ExpressionResult result = evaluate_expression(text, subject, event);
  INFO(text);
  for (const Issue& issue : result.issues) UNSCOPED_INFO(issue.to_string());
  CHECK(result.ok);
  CHECK(result.issues.empty());
  return result.json;
}

std::string fault(std::string_view text, std::string_view subject = {}, std::string_view event = {}) {
  const ExpressionResult result = evaluate_expression(text, subject, event);
  CHECK_FALSE(result.ok);
  CHECK(result.json.empty());
  REQUIRE_FALSE(result.issues.empty());
  return result.issues.front().code;
}

}  // namespace

TEST_CASE("values are printed exactly") {
  CHECK(value("7 / 2") == "3.5");
  CHECK(value("0.1 + 0.2") == "0.3");
  CHECK(value("1 / 3") == "\"1/3\"");
  CHECK(value("-1 / 3") == "\"-1/3\"");
  CHECK(value("1 / 1099511627776") == "0.0000000000009094947017729282379150390625");
  CHECK(value("-3 / (1073741824 * 1073741824)") == "-0.000000000000000002602085213965210641617886722087860107421875");
  std::string small = "1";
  for (int i = 0; i < 17; ++i) small += " / 1073741824";
  CHECK(value(small).size() == 512);  // 2^-510
  CHECK(value("1 / 3 / 1073741824 / 1073741824") == "\"1/3458764513820540928\"");
  CHECK(value("2 - 2") == "0");
  CHECK(value("999999999999999999 * 999999999999999999") == "999999999999999998000000000000000001");
  CHECK(value("1 < 2 && true") == "true");
  CHECK(value("\"say \\\"hi\\\"\\n\"") == "\"say \\\"hi\\\"\\n\"");
  CHECK(value("date(\"2026-03-05\")") == "\"2026-03-05\"");
}

TEST_CASE("JSON declares attributes by its types") {
  CHECK(value("subject.members * 2", R"({"members": 4.50})") == "9");
  CHECK(value("subject.grid == 'A' && subject.poor", R"({"grid": "A", "poor": true})") == "true");
  CHECK(value("days(event.seen, date('2026-03-10'))", {}, R"({"seen": {"date": "2026-03-05"}})") == "5");
  CHECK(value("event.n", {}, R"({"n": 1e3})") == "1000");
  CHECK(value("size(event.date_text)", {}, R"({"date_text": "2026-03-05"})") == "10");
  CHECK(value("has(event.grade) ? 1 : 2", {}, R"({"grade": "red"})") == "1");
  CHECK(value("has(event.grade) ? 1 : 2") == "2");
}

TEST_CASE("built-in names have their own types") {
  CHECK(value("event.quantity / 4", {}, R"({"quantity": 3})") == "0.75");
  CHECK(value("subject.id == 'H1' && event.kind == 'x'", R"({"id": "H1"})", R"({"kind": "x"})") == "true");
}

TEST_CASE("a date of the event may be written as a text") {
  CHECK(value("month(event.date)", {}, R"({"date": "2026-03-05"})") == "3");
  CHECK(value("month(event.date)", {}, R"({"date": {"date": "2026-03-05"}})") == "3");
}

TEST_CASE("faults are issues") {
  CHECK(fault("event.quantity + 1") == "fault_missing_value");
  CHECK(fault("event.quantity + 1", {}, R"({"quantity": null})") == "fault_missing_value");
  CHECK(fault("1 / (2 - 2)") == "fault_division_by_zero");
  std::string large = "999999999999999999";
  for (int i = 0; i < 9; ++i) large += " * 999999999999999999";
  CHECK(fault(large) == "fault_overflow");
}

TEST_CASE("mistakes have places") {
  const ExpressionResult unknown = evaluate_expression("1 + subject.membres", R"({"members": 4})");
  REQUIRE(unknown.issues.size() == 1);
  CHECK(unknown.issues[0].place == Place{"expression", 1, 5, ""});
  CHECK(unknown.issues[0].hint_arguments == std::vector<std::string>{"subject.members"});

  const ExpressionResult given = evaluate_expression("1", "{\"a\": 1,\n \"b\": [2]}");
  REQUIRE(given.issues.size() == 1);
  CHECK(given.issues[0].code == "given_list");
  CHECK(given.issues[0].place == Place{"subject", 2, 7, "/b"});
}

TEST_CASE("values that say nothing are refused") {
  CHECK(fault("1", "[1]") == "given_no_object");
  CHECK(fault("1", R"({"a": null})") == "given_null");
  CHECK(fault("1", R"({"a": {"date": "2026-02-30"}})") == "given_no_date");
  CHECK(fault("1", R"({"a": {"day": "2026-02-03"}})") == "given_no_date");
  CHECK(fault("1", {}, R"({"date": "today"})") == "given_no_date");
  CHECK(fault("1", {}, R"({"quantity": "3"})") == "given_type");
  CHECK(fault("1", R"({"a b": 3})") == "bad_name");
  CHECK(fault("1", R"({"a": 1, "a": 2})") == "duplicate_key");
  CHECK(fault("1", R"({"a": 1e400})") == "json_number_too_large");
  CHECK(fault("1", "{") != "");
  CHECK(fault("") == "expression_empty");
}

}  // namespace pointsbank
