// The inputs of an evaluation, read.
#pragma once

#include <cstdint>
#include <vector>

#include "arguments.hpp"
#include "console.hpp"
#include "pointsbank/evaluate.hpp"

namespace pointsbank::command {

struct Data {
  Program program;
  Roster roster;
  Events events;
  EvaluateOptions options;  ///< without what is asked for
  std::vector<BadRow> bad_rows;
  std::int64_t nanoseconds = 0;  ///< that reading took
};

/// Reads all of it and tells warnings. InputError with what is wrong in all tables.
[[nodiscard]] Data read_data(const DataArguments& arguments, const Console& console);

/// The same for a book that is read already.
[[nodiscard]] Data read_data(Program program, const DataArguments& arguments, const Console& console);

/// Throws InputError where results are to go into what is no folder.
void check_output_folder(const Path& folder);

}  // namespace pointsbank::command
