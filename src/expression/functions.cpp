#include "expression/functions.hpp"

namespace pointsbank::expression {

namespace {

using Form = Function::Form;

// clang-format off
constexpr Function table[] = {
    {"has",        Form::has,   false, 1, 1, Type::boolean, Type::boolean, Operation::has,          "has(event.x)"},
    {"min",        Form::fold,  false, 2, 0, Type::number,  Type::number,  Operation::minimum,      "min(a, b, …)"},
    {"max",        Form::fold,  false, 2, 0, Type::number,  Type::number,  Operation::maximum,      "max(a, b, …)"},
    {"abs",        Form::plain, false, 1, 1, Type::number,  Type::number,  Operation::absolute,     "abs(x)"},
    {"floor",      Form::plain, false, 1, 1, Type::number,  Type::number,  Operation::floor,        "floor(x)"},
    {"ceil",       Form::plain, false, 1, 1, Type::number,  Type::number,  Operation::ceil,         "ceil(x)"},
    {"round",      Form::round, false, 1, 2, Type::number,  Type::number,  Operation::round,        "round(x, n)"},
    {"mod",        Form::plain, false, 2, 2, Type::number,  Type::number,  Operation::modulo,       "mod(a, b)"},
    {"date",       Form::date,  false, 1, 1, Type::string,  Type::date,    Operation::literal,      "date(\"2026-03-05\")"},
    {"year",       Form::plain, false, 1, 1, Type::date,    Type::number,  Operation::year,         "year(d)"},
    {"month",      Form::plain, false, 1, 1, Type::date,    Type::number,  Operation::month,        "month(d)"},
    {"day",        Form::plain, false, 1, 1, Type::date,    Type::number,  Operation::day,          "day(d)"},
    {"weekday",    Form::plain, false, 1, 1, Type::date,    Type::number,  Operation::weekday,      "weekday(d)"},
    {"days",       Form::plain, false, 2, 2, Type::date,    Type::number,  Operation::days_between, "days(a, b)"},
    {"size",       Form::plain, false, 1, 1, Type::string,  Type::number,  Operation::size,         "size(s)"},
    {"startsWith", Form::plain, true,  2, 2, Type::string,  Type::boolean, Operation::starts_with,  "s.startsWith(t)"},
    {"endsWith",   Form::plain, true,  2, 2, Type::string,  Type::boolean, Operation::ends_with,    "s.endsWith(t)"},
    {"contains",   Form::plain, true,  2, 2, Type::string,  Type::boolean, Operation::contains,     "s.contains(t)"},
    {"count",      Form::kind,  false, 1, 1, Type::string,  Type::number,  Operation::load,         "count(\"kind\")"},
    {"quantity",   Form::kind,  false, 1, 1, Type::string,  Type::number,  Operation::load,         "quantity(\"kind\")"},
};
// clang-format on

struct Elsewhere {
  std::string_view name;
  std::string_view here;
};

constexpr Elsewhere elsewhere[] = {
    {"len", "size"},         {"length", "size"},       {"strlen", "size"},          {"minimum", "min"},
    {"maximum", "max"},      {"least", "min"},         {"greatest", "max"},         {"ceiling", "ceil"},
    {"int", "floor"},        {"trunc", "floor"},       {"roundup", "ceil"},         {"rounddown", "floor"},
    {"exists", "has"},       {"isset", "has"},         {"modulo", "mod"},           {"timestamp", "date"},
    {"todate", "date"},      {"dayofweek", "weekday"}, {"getDayOfWeek", "weekday"}, {"getFullYear", "year"},
    {"getMonth", "month"},   {"getDate", "day"},       {"getDayOfMonth", "day"},    {"datediff", "days"},
    {"matches", "contains"}, {"includes", "contains"}, {"hasPrefix", "startsWith"}, {"hasSuffix", "endsWith"},
};

}  // namespace

std::span<const Function> functions() noexcept { return table; }

const Function* find_function(std::string_view name) noexcept {
  for (const Function& function : table) {
    if (function.name == name) return &function;
  }
  return nullptr;
}

std::string_view meant_function(std::string_view name) noexcept {
  for (const Elsewhere& candidate : elsewhere) {
    if (candidate.name == name) return candidate.here;
  }
  return {};
}

}  // namespace pointsbank::expression
