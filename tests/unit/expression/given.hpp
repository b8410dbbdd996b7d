// What the tests of expressions are given: a scope like that of a village, and rows for it.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expression/expression.hpp"

namespace pointsbank::expression::given {

/// Events with attributes of every type, a subject with groups, and what closings know.
inline Scope scope() {
  Scope scope;
  scope.declare("event.id", Type::string, {Source::event_id});
  scope.declare("event.kind", Type::string, {Source::event_kind});
  scope.declare("event.grade", Type::string, {Source::event_grade});
  scope.declare("event.member", Type::string, {Source::event_member});
  scope.declare("event.date", Type::date, {Source::event_date});
  scope.declare("event.quantity", Type::number, {Source::event_quantity});
  scope.declare("event.points", Type::number, {Source::event_points});
  scope.declare("event.minute", Type::number, {Source::event_minute});
  scope.declare("event.level", Type::string, {Source::event_attribute, 0});
  scope.declare("event.night", Type::boolean, {Source::event_attribute, 1});
  scope.declare("event.hours", Type::number, {Source::event_attribute, 2});
  scope.declare("event.since", Type::date, {Source::event_attribute, 3});
  scope.declare("subject.id", Type::string, {Source::subject_id});
  scope.declare("subject.village", Type::string, {Source::subject_group, 0});
  scope.declare("subject.members", Type::number, {Source::subject_attribute, 0});
  scope.declare("subject.left_behind", Type::boolean, {Source::subject_attribute, 1});
  return scope;
}

inline Scope scope_of_closings() {
  Scope scope;
  scope.declare("subject.members", Type::number, {Source::subject_attribute, 0});
  scope.declare("period", Type::number, {Source::period});
  scope.declare("standing", Type::number, {Source::standing});
  const std::vector<std::string> kinds = {"meeting", "volunteering"};
  scope.declare_kinds(kinds);
  return scope;
}

/// A row: what is not set has no value.
class Row final : public Inputs {
 public:
  [[nodiscard]] Value value(Input input) const override {
    const auto found = values_.find({input.source, input.index});
    return found == values_.end() ? Value() : found->second;
  }
  void set(Input input, Value value) { values_[{input.source, input.index}] = std::move(value); }

 private:
  std::map<std::pair<Source, std::uint16_t>, Value> values_;
};

/// A row in which some names have no value: event.grade, event.hours, event.since, event.minute.
inline Row row() {
  Row row;
  row.set({Source::event_id}, std::string_view("E1"));
  row.set({Source::event_kind}, std::string_view("volunteering"));
  row.set({Source::event_member}, std::string_view("张三"));
  row.set({Source::event_date}, *Date::parse("2026-03-05"));
  row.set({Source::event_quantity}, Number::of("2.5"));
  row.set({Source::event_points}, Number::of("-3"));
  row.set({Source::event_attribute, 0}, std::string_view("city"));
  row.set({Source::event_attribute, 1}, true);
  row.set({Source::subject_id}, std::string_view("H1"));
  row.set({Source::subject_group, 0}, std::string_view("东村"));
  row.set({Source::subject_attribute, 0}, Number(4));
  row.set({Source::subject_attribute, 1}, false);
  row.set({Source::period}, Number::of("12.5"));
  row.set({Source::standing}, Number(100));
  row.set({Source::count, 0}, Number(3));
  row.set({Source::quantity, 0}, Number::of("7.5"));
  return row;
}

/// The place of a mistake: its byte offset, as a column.
inline Place at(std::size_t offset) {
  Place place;
  place.column = static_cast<std::uint32_t>(offset);
  return place;
}

inline std::optional<Expression> compiled(std::string_view text, Issues& issues, const Scope& scope = given::scope()) {
  return compile(text, scope, at, issues);
}

inline std::string to_string(Fault fault) {
  switch (fault) {
    case Fault::none: return "none";
    case Fault::missing_value: return "missing_value";
    case Fault::division_by_zero: return "division_by_zero";
    case Fault::overflow: return "overflow";
  }
  return "?";
}

/// A result as a test's table has it: `true`, `2.5`, `7/3`, `"text"`, `2026-03-05`, `!overflow`.
inline std::string to_string(const Result& result) {
  if (result.fault != Fault::none) return "!" + to_string(result.fault);
  if (const bool* truth = std::get_if<bool>(&result.value)) return *truth ? "true" : "false";
  if (const Number* number = std::get_if<Number>(&result.value)) return number->to_string();
  if (const auto* text = std::get_if<std::string_view>(&result.value)) return '"' + std::string(*text) + '"';
  if (const Date* date = std::get_if<Date>(&result.value)) return date->to_string();
  return "nothing";
}

/// The value of an expression on `row`, or the code and offset of the first mistake.
inline std::string evaluated(std::string_view text, const Inputs& inputs, const Scope& scope = given::scope()) {
  Issues issues;
  const std::optional<Expression> expression = compiled(text, issues, scope);
  if (!expression)
    return issues.empty() ? "no issue" : issues[0].code + " at " + std::to_string(issues[0].place.column);
  return to_string(expression->evaluate(inputs));
}

}  // namespace pointsbank::expression::given
