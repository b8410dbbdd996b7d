// Does the kernel written by hand give what the library gives, household by household and event by event?
//
//   hand_check FOLDER ROSTER.csv EVENTS.csv     FOLDER holds plain.json, full.json, village-year.json
//
// Exit code 0 where all forms are equal, with one thread and with two; 1 with the first difference.

#include <cstdio>
#include <stdexcept>

#include "hand_compare.hpp"

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("hand_check FOLDER ROSTER.csv EVENTS.csv\n", stderr);
    return 2;
  }
  try {
    for (const int threads : {1, 2}) hand::check_all(argv[1], argv[2], argv[3], threads);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  std::puts("the kernel and the library agree");
  return 0;
}
