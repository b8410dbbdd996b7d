// pointsbank expression: one expression over the values given.

#include "pointsbank/expression.hpp"

#include "commands.hpp"

namespace pointsbank::command {

ExitCode expression(const ExpressionArguments& arguments, const Console& console) {
  const ExpressionResult result = evaluate_expression(arguments.text, arguments.subject, arguments.event);
  if (!result.ok) throw InputError(result.issues);
  console.result(result.json + "\n");
  return ExitCode::done;
}

}  // namespace pointsbank::command
