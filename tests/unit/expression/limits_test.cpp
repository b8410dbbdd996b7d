// Limits exactly reached and one beyond, and what the worst expression that is allowed costs.
#include <chrono>

#include "given.hpp"
#include "support/catch.hpp"

namespace pointsbank::expression {

namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

/// The first mistake, or nothing.
std::string mistake(const std::string& text, const Scope& scope = given::scope()) {
  Issues issues;
  const auto expression = given::compiled(text, issues, scope);
  CHECK(expression.has_value() == issues.empty());
  return issues.empty() ? "" : issues[0].code + " at " + std::to_string(issues[0].place.column);
}

std::string value(const std::string& text) {
  const given::Row row = given::row();
  return given::evaluated(text, row);
}

}  // namespace

TEST_CASE("4,096 characters", "[expression][limits]") {
  CHECK(mistake("1 == 1" + std::string(4090, ' ')).empty());
  CHECK(mistake("1 == 1" + std::string(4091, ' ')) == "expression_too_long at 4096");
  // Characters, not bytes.
  const std::string many = repeated("中", 4091);
  CHECK(mistake("''<'" + many.substr(0, many.size() - 3) + "'").empty() == true);
  CHECK(mistake("''<'" + many + "' ") == "expression_too_long at " + std::to_string(5 + many.size()));
}

TEST_CASE("1,000 nodes", "[expression][limits]") {
  // 500 values and 499 operators, and then one node more at a time. Operators count where their sides are complete.
  const std::string chain = "1" + repeated("+1", 499);
  CHECK(value(chain) == "500");
  CHECK(value("-" + chain) == "498");
  CHECK(mistake("--" + chain) == "expression_too_many_nodes at 999");
  CHECK(mistake(repeated("true && ", 500) + "true") == "expression_too_many_nodes at 3997");
}

TEST_CASE("a depth of 64", "[expression][limits]") {
  const auto nested = [](std::string_view open, std::string_view inner, std::string_view close, std::size_t times) {
    return repeated(open, times) + std::string(inner) + repeated(close, times);
  };
  CHECK(value(nested("(", "1", ")", 64)) == "1");
  CHECK(mistake(nested("(", "1", ")", 65)) == "expression_too_deep at 64");
  CHECK(value(nested("!", "true", "", 64)) == "true");
  CHECK(mistake(nested("!", "true", "", 65)) == "expression_too_deep at 64");
  CHECK(value(nested("-", "1", "", 64)) == "1");
  CHECK(value(nested("abs(", "1", ")", 64)) == "1");
  CHECK(mistake(nested("abs(", "1", ")", 65)) == "expression_too_deep at 256");
  CHECK(value(nested("1+(", "1", ")", 64)) == "65");
  CHECK(mistake(nested("1+(", "1", ")", 65)) == "expression_too_deep at 194");
  // Chains are no nesting, and neither are the else branches of choices.
  CHECK(value(repeated("false ? 0 : ", 200) + "7") == "7");
  // As deep as characters allow, in every way.
  for (const std::string_view open :
       {"(", "!", "-", "[", "abs(", "1+(", "true?", "1 in [", "event.", "'a'.contains("}) {
    CHECK_FALSE(mistake(repeated(open, 4000 / open.size())).empty());
  }
}

TEST_CASE("lists of 1,000 literals", "[expression][limits]") {
  const std::string most = "[" + repeated("1,", 999) + "2]";
  CHECK(value("2 in " + most) == "true");
  CHECK(value("3 in " + most) == "false");
  CHECK(mistake("2 in [" + repeated("1,", 1000) + "2]") == "expression_list_too_long at 2006");
}

TEST_CASE("numbers of 18 digits before the point and 9 behind it", "[expression][limits]") {
  CHECK(value("999999999999999999.999999999") == "999999999999999999.999999999");
  CHECK(value("000999999999999999999") == "999999999999999999");
  CHECK(mistake("1000000000000000000 > 0") == "expression_number_digits at 0");
  CHECK(mistake("0.0000000001 > 0") == "expression_number_digits at 0");
}

TEST_CASE("results of 512 bits", "[expression][limits]") {
  // 2^59 eight times has 473 bits; 2^38 more makes 511.
  const std::string power_of_59 = "576460752303423488";
  const std::string power_of_472 = power_of_59 + repeated("*" + power_of_59, 7);
  const std::string power_of_511 = power_of_472 + "*549755813888";
  CHECK(value(power_of_511 + " > 0") == "true");
  CHECK(value(power_of_511 + " * 2") == "!overflow");
  CHECK(value(power_of_511 + " + (" + power_of_511 + " - 1) > 0") == "true");
  CHECK(value(power_of_511 + " + " + power_of_511) == "!overflow");
  CHECK(value("-(" + power_of_511 + ") - " + power_of_511) == "!overflow");
  CHECK(value("1 / (" + power_of_511 + ") > 0") == "true");
  CHECK(value("1 / (" + power_of_511 + ") / 2") == "!overflow");
  // Only the result counts: the quotient inside of mod has more.
  CHECK(value("mod(" + power_of_511 + ", 1 / (" + power_of_511 + "))") == "0");
  CHECK(value("round(" + power_of_511 + " / 3) > 0") == "true");
  CHECK(value("round(" + power_of_511 + " / 3, 9) > 0") == "!overflow");
}

TEST_CASE("the worst expressions that are allowed end soon", "[expression][limits]") {
  const auto began = std::chrono::steady_clock::now();
  const given::Row row = given::row();
  const std::string factor = "*999999999.999999937";
  const std::string texts[] = {
      "1" + repeated(factor, 200) + " > 0",
      "1" + repeated("/999999999999989.000000007", 150) + " > 0",
      repeated("min(", 64) + "1" + repeated(",1/3)", 64) + " > 0",
      "event.quantity" + repeated("*event.quantity", 250) + " > 0",
      repeated("mod(", 60) + "1/7" + repeated(",1/9999999967)", 60) + " >= 0",
  };
  for (const std::string& text : texts) {
    INFO(text);
    Issues issues;
    const auto expression = given::compiled(text, issues);
    REQUIRE(expression);
    for (int i = 0; i < 20; ++i) static_cast<void>(expression->evaluate(row));
  }
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(20));
}

}  // namespace pointsbank::expression
