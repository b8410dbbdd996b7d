// Any bytes as an expression: compiling ends with issues or with an expression, and where that is a condition its
// column form gives what its row form gives. Beside the shared scope of the unit tests only the input decides.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "unit/expression/random_expressions.hpp"

namespace {

using namespace pointsbank::expression;

Truth truth_of(const Result& result) {
  if (result.fault == Fault::none) return std::get<bool>(result.value) ? Truth::yes : Truth::no;
  return static_cast<Truth>(static_cast<int>(result.fault) + 1);
}
static_assert(static_cast<int>(Truth::missing_value) == static_cast<int>(Fault::missing_value) + 1 &&
              static_cast<int>(Truth::division_by_zero) == static_cast<int>(Fault::division_by_zero) + 1 &&
              static_cast<int>(Truth::overflow) == static_cast<int>(Fault::overflow) + 1);

void hold_columns(const Expression& condition, std::uint64_t seed) {
  constexpr std::size_t rows = 9;
  given::Dice dice(seed);
  const given::RandomColumns columns(condition, rows, dice);
  std::vector<Truth> truths(rows);
  condition.evaluate(columns.vectors(), truths);
  for (std::size_t i = 0; i < rows; ++i) {
    if (truths[i] != Truth::unresolved && truths[i] != truth_of(condition.evaluate(columns.row(i)))) std::abort();
  }
}

/// Places lie within the text, and what is wrong can be said.
void hold_issues(const pointsbank::Issues& issues, std::string_view text) {
  if (issues.empty()) std::abort();
  for (const pointsbank::Issue& issue : issues) {
    if (issue.place.column > text.size() || issue.to_string().empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const Scope scope = given::scope();
  static const Scope scope_of_closings = given::scope_of_closings();
  static const given::Row row = given::row();

  pointsbank::Issues issues;
  const auto expression = compile(text, scope, given::at, issues);
  if (!expression) {
    hold_issues(issues, text);
  } else {
    static_cast<void>(expression->evaluate(row));
    std::uint64_t seed = 14695981039346656037U;
    for (std::size_t i = 0; i < size; ++i) seed = (seed ^ data[i]) * 1099511628211U;
    if (expression->type() == Type::boolean) hold_columns(*expression, seed);
  }
  pointsbank::Issues issues_of_closings;
  if (const auto measure = compile(text, scope_of_closings, given::at, issues_of_closings)) {
    static_cast<void>(measure->evaluate(row));
  }
  return 0;
}
