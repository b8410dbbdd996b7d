// What the files of `pointsbank bank` share.
#pragma once

#include <string>
#include <string_view>

#include "arguments.hpp"
#include "console.hpp"
#include "pointsbank/bank.hpp"

namespace pointsbank::command {

/// The one place where the command line looks at the clock.
[[nodiscard]] Moment now();
/// A key that nobody had: where none is given, each run is a command of its own.
[[nodiscard]] std::string new_key();

[[nodiscard]] bool is_change(std::string_view command);
[[nodiscard]] bank::Request request_of(const BankArguments& arguments);
/// `--at`, or now.
[[nodiscard]] Moment moment_of(const BankArguments& arguments, int utc_offset);

/// Commands as JSON Lines from standard input; an answer a line.
[[nodiscard]] ExitCode bank_batch(bank::Bank& bank, const BankArguments& arguments, const Console& console);
/// Questions: balance, statement, board, …
[[nodiscard]] ExitCode bank_question(bank::Bank& bank, const BankArguments& arguments, const Console& console);
/// check-slip and check-sheet, which need no bank.
[[nodiscard]] ExitCode check_proof(const BankArguments& arguments, const Console& console);

}  // namespace pointsbank::command
