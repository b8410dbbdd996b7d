// The commands, one a file. Each throws what the library throws; main turns that into messages and exit codes.
#pragma once

#include "arguments.hpp"
#include "console.hpp"

namespace pointsbank::command {

[[nodiscard]] ExitCode evaluate(const EvaluateArguments& arguments, const Console& console);
[[nodiscard]] ExitCode check(const CheckArguments& arguments, const Console& console);
[[nodiscard]] ExitCode test(const TestArguments& arguments, const Console& console);
[[nodiscard]] ExitCode explain(const ExplainArguments& arguments, const Console& console);
[[nodiscard]] ExitCode exposure(const ExposureArguments& arguments, const Console& console);
[[nodiscard]] ExitCode expression(const ExpressionArguments& arguments, const Console& console);
[[nodiscard]] ExitCode generate(const GenerateArguments& arguments, const Console& console);
[[nodiscard]] ExitCode show(const ShowArguments& arguments, const Console& console);
[[nodiscard]] ExitCode reform(const ReformArguments& arguments, const Console& console);
[[nodiscard]] ExitCode compare(const CompareArguments& arguments, const Console& console);
[[nodiscard]] ExitCode sweep(const SweepArguments& arguments, const Console& console);
[[nodiscard]] ExitCode bank(const BankArguments& arguments, const Console& console);
[[nodiscard]] ExitCode diff(const DiffArguments& arguments, const Console& console);

}  // namespace pointsbank::command
