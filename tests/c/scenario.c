#include "scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

enum { files_beside = 5 };

static void read_files(const char* folder, pointsbank_source files[files_beside]) {
  static const char* const names[files_beside] = {"rules.json", "roster.csv", "members.csv", "officers.csv",
                                                  "goods.csv"};
  for (int i = 0; i < files_beside; ++i) {
    char* const file = joined(folder, names[i]);
    files[i].name = names[i];
    files[i].data = content_of(file, &files[i].size);
    free(file);
  }
}

/* What a step came to; of a wrong one its issues. */
static char* outcome_of(pointsbank_bank* bank, const char* line, const pointsbank_source files[files_beside]) {
  pointsbank_text* answer = NULL;
  if (line[0] == '>') {
    DO(pointsbank_bank_execute_with_files(bank, line + 2, POINTSBANK_TO_NUL, files, files_beside, &answer));
    return taken(answer);
  }
  if (line[0] == '*') {
    DO(pointsbank_bank_execute_many(bank, line + 2, strlen(line + 2), &answer));
    return taken(answer);
  }
  if (line[0] == '?') {
    DO(pointsbank_bank_ask(bank, line + 2, strlen(line + 2), &answer));
    return taken(answer);
  }
  if (line[1] == '?') {
    EXPECT(POINTSBANK_WRONG_INPUT, pointsbank_bank_ask(bank, line + 3, POINTSBANK_TO_NUL, &answer));
  } else {
    EXPECT(POINTSBANK_WRONG_INPUT, pointsbank_bank_execute(bank, line + 2, POINTSBANK_TO_NUL, &answer));
  }
  CHECK(answer == NULL);
  {
    const char* const issues = pointsbank_last_issues_json();
    char* const copy = malloc(strlen(issues) + 1);
    CHECK(copy != NULL);
    return strcpy(copy, issues);
  }
}

int play_scenario(pointsbank_bank* bank, const char* folder) {
  pointsbank_source files[files_beside];
  char* const file = joined(folder, "scenario.txt");
  size_t size = 0;
  char* const text = content_of(file, &size);
  char* outcome = NULL;
  int steps = 0, expectations = 0;
  read_files(folder, files);
  for (char* line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
    if (line[0] == '#') continue;
    if (line[0] == '<') {
      if (!holds(outcome, line + 2)) fprintf(stderr, "step %d: %s\n", steps, outcome);
      CHECK(holds(outcome, line + 2));
      ++expectations;
      continue;
    }
    free(outcome);
    outcome = outcome_of(bank, line, files);
    ++steps;
  }
  CHECK(expectations >= steps);
  free(outcome);
  free(text);
  free(file);
  for (int i = 0; i < files_beside; ++i) free((char*)files[i].data);
  return steps;
}
