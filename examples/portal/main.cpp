// The village portal: `village_portal serve …`, and `village_portal accounts …` to say who may sign in.
#include <csignal>
#include <cstdio>
#include <exception>
#include <string_view>
#include <thread>

#include "commands.hpp"
#include "secrets.hpp"

int main(int count, char** words) {
  try {
    portal::prepare_secrets();
    return portal::run_command({words + 1, words + count});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "village_portal: %s\n", error.what());
    return 1;
  }
}
