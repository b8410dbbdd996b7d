#include "calculator/given_values.hpp"
#include "pointsbank/expression.hpp"

namespace pointsbank {

namespace {

using expression::Value;

// A denominator of at most 512 bits that has an exact decimal has one of at most 512 digits.
constexpr int most_decimals = 512;

struct Printer {
  std::string json;

  void operator()(std::monostate) { json = "null"; }
  void operator()(bool value) { json = value ? "true" : "false"; }
  void operator()(const Number& value) {
    json = value.to_string(most_decimals);
    if (json.find('/') != std::string::npos) json = "\"" + json + "\"";
  }
  void operator()(std::string_view value) { json::append_string(json, value); }
  void operator()(Date value) { json = "\"" + value.to_string() + "\""; }
};

Issue issue_of(expression::Fault fault) {
  Issue issue;
  switch (fault) {
    case expression::Fault::none: break;
    case expression::Fault::missing_value: issue.code = "fault_missing_value"; break;
    case expression::Fault::division_by_zero: issue.code = "fault_division_by_zero"; break;
    case expression::Fault::overflow: issue.code = "fault_overflow"; break;
  }
  return issue;
}

}  // namespace

ExpressionResult evaluate_expression(std::string_view expression, std::string_view subject, std::string_view event) {
  ExpressionResult result;
  expression::Scope scope;
  calculator::GivenValues values;
  values.read(calculator::Side::subject, subject, scope, result.issues);
  values.read(calculator::Side::event, event, scope, result.issues);
  if (!result.issues.empty()) return result;  // what is not declared could only be called unknown
  const json::Source source("expression", std::string(expression));
  const auto place_of = [&](std::size_t byte) { return source.place(static_cast<json::Offset>(byte), {}); };
  const std::optional<expression::Expression> compiled = expression::compile(expression, scope, place_of, result.issues);
  if (!compiled) return result;
  const expression::Result evaluated = compiled->evaluate(values);
  if (evaluated.fault != expression::Fault::none) {
    result.issues.push_back(issue_of(evaluated.fault));
    return result;
  }
  Printer printer;
  std::visit(printer, evaluated.value);
  result.json = std::move(printer.json);
  result.ok = true;
  return result;
}

}  // namespace pointsbank
