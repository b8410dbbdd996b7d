// The command line of the portal.
#pragma once

#include <string>
#include <vector>

namespace portal {

/// Gives the exit code: 0, or 2 where the words are wrong.
int run_command(const std::vector<std::string>& words);

}  // namespace portal
