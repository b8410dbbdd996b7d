// A command that stands somewhere in a JSON document.
#pragma once

#include <string>

#include "json/value.hpp"
#include "pointsbank/bank_json.hpp"

namespace pointsbank::bank {

/// `pointer` leads to `root` in its document. What is wrong is added to `issues`; the command then means nothing.
[[nodiscard]] Command read_command(const json::Source& source, const json::Value& root, const std::string& pointer,
                                   const ReadCommandOptions& options, Issues& issues);

}  // namespace pointsbank::bank
