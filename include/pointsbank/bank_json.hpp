// Commands of the bank as JSON: for batches, queues and languages that speak JSON.
//
//   {"command": "submit", "by": "H1", "at": "2026-03-02T09:00:00+08:00", "key": "phone-7-0001",
//    "household": "H1", "kind": "tidy_yard", "occurred": "2026-03-01"}
//
// Beside `command`, `by`, `at` and `key` stand the fields of the request, with the names of bank_requests.hpp. What is
// not said is empty. A text may also be written as a number ("quantity": 2): its digits are taken as they stand. A
// table or rule list is {"name": "roster.csv", "content": "household,…"}, or the path of a file where the caller reads
// files.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "pointsbank/bank.hpp"

namespace pointsbank::bank {

struct ReadCommandOptions {
  std::string name = "command";  ///< what messages call the text
  std::uint32_t line = 0;        ///< the line in which it stands, of a batch; 0: its own lines are counted
  std::string by, key;           ///< where the text does not say them
  std::optional<Moment> at;      ///< likewise
  /// Reads a file that a command names; none: files are refused.
  std::function<std::string(const std::string& path)> read_file;
};

/// InputError with every mistake, each with its place: unknown keys and commands (`did you mean …`), wrong types.
[[nodiscard]] Command read_command(std::string_view json, const ReadCommandOptions& options = {});

/// What is wrong with a command, as the answer that it has in a batch: the code `wrong_input`, and the sentences.
[[nodiscard]] Answer wrong_input(const Issues& issues);

}  // namespace pointsbank::bank
