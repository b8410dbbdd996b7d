#include "calculator/given_values.hpp"
#include "pointsbank/expression.hpp"

namespace pointsbank {

namespace {

using expression::Value;

/// The exact decimal, however long it is, or "n/d".
std::string exact(const Number& value) {
  // A denominator of at most 512 bits that has an exact decimal has one of at most 512 digits.
  constexpr std::size_t most_decimals = 512;
  Number units = value.abs();
  std::size_t decimals = 0;
  for (; !units.is_whole(); ++decimals) {
    if (decimals == most_decimals) return "\"" + value.to_string(0) + "\"";
    units = units * Number(10);
  }
  std::string digits = units.to_string(0);
  if (decimals > 0) {
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    digits.insert(digits.size() - decimals, 1, '.');
  }
  return value.sign() < 0 ? "-" + digits : digits;
}

struct Printer {
  std::string json;

  void operator()(std::monostate) { json = "null"; }
  void operator()(bool value) { json = value ? "true" : "false"; }
  void operator()(const Number& value) { json = exact(value); }
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
  const std::optional<expression::Expression> compiled =
      expression::compile(expression, scope, place_of, result.issues);
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
