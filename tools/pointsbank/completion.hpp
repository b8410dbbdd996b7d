// Completion of the command line in a shell.
#pragma once

#include <string>
#include <vector>

namespace pointsbank::command {

struct CompletedCommand {
  std::string name;
  std::vector<std::string> options;       ///< `--rules`, …
  std::vector<std::string> file_options;  ///< of these, those that take a file or a folder
  std::vector<std::string> words;         ///< what may stand without an option, where that is a fixed word
  bool takes_files = false;               ///< files may stand without an option
};

/// A script for bash that completes commands, options and files.
[[nodiscard]] std::string bash_completion(const std::vector<CompletedCommand>& commands);

}  // namespace pointsbank::command
