/* Evaluates the conformance cases through the C binding and compares all tables byte for byte: conformance_c FOLDER
 * [CASE…]. Each case three times: from texts, from files, and with the events as columns. */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "event_file.h"
#include "support.h"

enum way { from_texts, from_files, from_columns };

enum { most_rules = 16, tables = 7 };
static const char* const table_names[tables] = {"balances", "postings",  "outcomes", "rankings",
                                                "ratings",  "dividends", "benefits"};

/* Handles of one case. */
struct handles {
  pointsbank_rules* rules;
  pointsbank_roster* roster;
  pointsbank_members* members;
  pointsbank_events* events;
  pointsbank_entries* entries;
  pointsbank_published* published;
};

static void free_all(struct handles* all) {
  DO(pointsbank_rules_free(all->rules));
  DO(pointsbank_roster_free(all->roster));
  DO(pointsbank_members_free(all->members));
  DO(pointsbank_events_free(all->events));
  DO(pointsbank_entries_free(all->entries));
  DO(pointsbank_published_free(all->published));
}

/* The files of the list "rules" of a case. */
static size_t rule_files(const char* folder, const char* description, char* files[most_rules]) {
  const char* at = strstr(description, "\"rules\"");
  const char* const end = strchr(at, ']');
  size_t count = 0;
  at = strchr(at, '[');
  while ((at = strchr(at, '"')) != NULL && at < end && count < most_rules) {
    const char* const close = strchr(at + 1, '"');
    char name[256] = "";
    memcpy(name, at + 1, (size_t)(close - at - 1));
    files[count++] = joined(folder, name);
    at = close + 1;
  }
  return count;
}

static pointsbank_source source_of(char* name) {
  pointsbank_source source;
  source.name = name;
  source.data = content_of(name, &source.size);
  return source;
}

static void read_rules(const char* folder, const char* description, enum way way, struct handles* all) {
  char* files[most_rules];
  const size_t count = rule_files(folder, description, files);
  CHECK(count > 0);
  if (way == from_files) {
    DO(pointsbank_rules_from_files((const char* const*)files, count, &all->rules));
  } else {
    pointsbank_source sources[most_rules];
    for (size_t i = 0; i < count; ++i) sources[i] = source_of(files[i]);
    DO(pointsbank_rules_from_texts(sources, count, &all->rules));
    for (size_t i = 0; i < count; ++i) free((char*)sources[i].data);
  }
  for (size_t i = 0; i < count; ++i) free(files[i]);
}

/* Events are cut behind the last whole line within `most` bytes, where that is not 0. */
static void read_events(char* file, size_t most, enum way way, struct handles* all) {
  pointsbank_source source = source_of(file);
  char* const text = (char*)source.data;
  if (most != 0 && source.size > most) {
    while (text[most - 1] != '\n') --most;
    text[most] = '\0';
    source.size = most;
  }
  if (way == from_columns) {
    pointsbank_text* described = NULL;
    char* description = NULL;
    event_file* columns = NULL;
    DO(pointsbank_rules_describe(all->rules, &described));
    description = taken(described);
    columns = event_file_of(text, description);
    DO(pointsbank_events_from_columns(all->rules, event_file_columns(columns), &all->events));
    event_file_free(columns);
    free(description);
  } else if (way == from_texts || most != 0) {
    DO(pointsbank_events_from_text(all->rules, &source, NULL, &all->events));
  } else {
    DO(pointsbank_events_from_file(all->rules, file, NULL, &all->events));
  }
  free(text);
}

/* Calls what reads one table from a text or a file, if the case has it. */
#define READ_TABLE(kind, FROM, key)                                       \
  do {                                                                    \
    char* const name = json_text(description, key);                       \
    char* const file = name == NULL ? NULL : joined(folder, name);        \
    if (file != NULL && way == from_files) {                              \
      DO(pointsbank_##kind##_from_file(FROM, file, NULL, &all->kind));    \
    } else if (file != NULL) {                                            \
      const pointsbank_source source = source_of(file);                   \
      DO(pointsbank_##kind##_from_text(FROM, &source, NULL, &all->kind)); \
      free((char*)source.data);                                           \
    }                                                                     \
    free(name);                                                           \
    free(file);                                                           \
  } while (0)
#define WITH_ROSTER all->rules, all->roster

static void read_published(const char* folder, const char* name, enum way way, struct handles* all) {
  char* const inside = joined(folder, name);
  if (way == from_files) {
    DO(pointsbank_published_from_folder(all->rules, all->roster, inside, NULL, &all->published));
  } else {
    pointsbank_source sources[tables];
    size_t count = 0;
    for (int i = 3; i < tables; ++i) {
      char* const stem = joined(inside, table_names[i]);
      char* const file = malloc(strlen(stem) + 5);
      CHECK(file != NULL);
      sprintf(file, "%s.csv", stem);
      if (is_there(file))
        sources[count++] = source_of(file);
      else
        free(file);
      free(stem);
    }
    DO(pointsbank_published_from_texts(all->rules, all->roster, sources, count, NULL, &all->published));
    for (size_t i = 0; i < count; ++i) {
      free((char*)sources[i].data);
      free((char*)sources[i].name);
    }
  }
  free(inside);
}

static pointsbank_evaluation* evaluated(const char* folder, size_t most, enum way way) {
  struct handles handles = {0};
  struct handles* const all = &handles;
  pointsbank_evaluate_options options = {0};
  pointsbank_evaluation* evaluation = NULL;
  size_t size = 0;
  char* const case_file = joined(folder, "case.json");
  char* const description = content_of(case_file, &size);
  char* const events_name = json_text(description, "events");
  char* const events_file = joined(folder, events_name);
  char* const through = json_text(description, "through");
  char* const as_of = json_text(description, "as_of");
  char* const published = json_text(description, "published");

  read_rules(folder, description, way, all);
  READ_TABLE(roster, all->rules, "roster");
  READ_TABLE(members, all->rules, "members");
  READ_TABLE(entries, WITH_ROSTER, "entries");
  read_events(events_file, most, way, all);
  if (published != NULL) read_published(folder, published, way, all);

  options.struct_size = sizeof options;
  options.through = through;
  options.as_of = as_of;
  options.members = all->members;
  options.entries = all->entries;
  options.published = all->published;
  options.postings = options.outcomes = options.closings = 1;
  options.threads = way == from_files ? 2 : 0;
  DO(pointsbank_evaluate(all->rules, all->roster, all->events, &options, &evaluation));
  free_all(all); /* what an evaluation is made of stays with it */
  free(case_file);
  free(description);
  free(events_name);
  free(events_file);
  free(through);
  free(as_of);
  free(published);
  return evaluation;
}

/* One cell of a CSV file that knows no quotes: of a line the n-th. */
static int cell_is(const char* line, int number, const char* text, size_t size) {
  size_t length = 0;
  for (; number > 0; --number) line = strchr(line, ',') + 1;
  length = strcspn(line, ",\n");
  return length == size && memcmp(line, text, size) == 0;
}

static int cell_is_amount(const char* line, int number, int64_t units, int decimals) {
  char text[32];
  char* at = text + sizeof text;
  uint64_t rest = units < 0 ? (uint64_t)0 - (uint64_t)units : (uint64_t)units;
  for (int digits = 0; digits <= decimals || rest > 0; ++digits) {
    if (digits == decimals && decimals > 0) *--at = '.';
    *--at = (char)('0' + rest % 10);
    rest /= 10;
  }
  if (units < 0) *--at = '-';
  return cell_is(line, number, at, (size_t)(text + sizeof text - at));
}

static int cell_is_text(const char* line, int number, const pointsbank_texts* texts, size_t row) {
  const size_t at = texts->codes == NULL ? row : texts->codes[row];
  if (at == POINTSBANK_ABSENT_CODE) return cell_is(line, number, "", 0);
  CHECK(at < texts->count);
  return cell_is(line, number, texts->bytes + texts->offsets[at], texts->offsets[at + 1] - texts->offsets[at]);
}

/* Do the columns say what the CSV says? Cases with quotes are left to the comparison of the CSV itself. */
static int columns_agree(const pointsbank_evaluation* evaluation, const char* balances, const char* postings) {
  pointsbank_balance_columns of_balances = {0};
  pointsbank_posting_columns of_postings = {0};
  if (strchr(balances, '"') != NULL || strchr(postings, '"') != NULL) return 1;
  of_balances.struct_size = sizeof of_balances;
  of_postings.struct_size = sizeof of_postings;
  DO(pointsbank_evaluation_balances(evaluation, &of_balances));
  DO(pointsbank_evaluation_postings(evaluation, &of_postings));
  for (size_t i = 0; i < of_balances.rows; ++i) {
    balances = strchr(balances, '\n') + 1;
    if (!cell_is_text(balances, 0, &of_balances.household, i) ||
        !cell_is_amount(balances, 1, of_balances.standing[i], of_balances.decimals) ||
        !cell_is_amount(balances, 2, of_balances.spendable[i], of_balances.decimals) ||
        !cell_is_amount(balances, 3, of_balances.earned[i], of_balances.decimals) ||
        !cell_is_amount(balances, 4, of_balances.deducted[i], of_balances.decimals))
      return 0;
    if (cell_is(balances, 5, "", 0) != (of_balances.frozen_until[i] == POINTSBANK_ABSENT_DAY)) return 0;
  }
  for (size_t i = 0; i < of_postings.rows; ++i) {
    postings = strchr(postings, '\n') + 1;
    if (!cell_is_text(postings, 2, &of_postings.household, i) || !cell_is_text(postings, 3, &of_postings.member, i) ||
        !cell_is_text(postings, 4, &of_postings.source, i) || !cell_is_text(postings, 5, &of_postings.event, i) ||
        !cell_is_text(postings, 6, &of_postings.cause, i) ||
        !cell_is_amount(postings, 7, of_postings.standing[i], of_postings.decimals) ||
        !cell_is_amount(postings, 8, of_postings.spendable[i], of_postings.decimals))
      return 0;
  }
  return 1;
}

static int agrees(pointsbank_evaluation* evaluation, const char* expected_folder, const char* way) {
  int agrees = 1;
  char* found[tables];
  for (int i = 0; i < tables; ++i) {
    pointsbank_text* csv = NULL;
    size_t size = 0;
    char* const stem = joined(expected_folder, table_names[i]);
    char* const file = malloc(strlen(stem) + 5);
    char* expected = NULL;
    CHECK(file != NULL);
    sprintf(file, "%s.csv", stem);
    expected = content_of(file, &size);
    DO(pointsbank_evaluation_csv(evaluation, table_names[i], &csv));
    if (pointsbank_text_size(csv) != size || memcmp(pointsbank_text_data(csv), expected, size) != 0) {
      printf("%s: another table comes out (%s)\n", file, way);
      agrees = 0;
    }
    found[i] = taken(csv);
    free(expected);
    free(file);
    free(stem);
  }
  if (!columns_agree(evaluation, found[0], found[1])) {
    printf("%s: columns differ from CSV (%s)\n", expected_folder, way);
    agrees = 0;
  }
  for (int i = 0; i < tables; ++i) free(found[i]);
  DO(pointsbank_evaluation_free(evaluation));
  return agrees;
}

/* The expected files of four cases know only the whole rows of the first 8 KiB of their events. */
static int case_agrees(const char* folder) {
  static const char* const ways[] = {"from texts", "from files", "events as columns"};
  char* const expected = joined(folder, "expected");
  char* const whole = joined(folder, "expected-whole");
  char* const of_whole = joined(whole, "balances.csv");
  int all = 1;
  for (int way = from_texts; way <= from_columns; ++way) {
    if (is_there(of_whole)) {
      all &= agrees(evaluated(folder, 8192, (enum way)way), expected, ways[way]);
      all &= agrees(evaluated(folder, 0, (enum way)way), whole, ways[way]);
    } else {
      all &= agrees(evaluated(folder, 0, (enum way)way), expected, ways[way]);
    }
  }
  free(of_whole);
  free(whole);
  free(expected);
  return all;
}

/* Is the case wanted? All are where none is named. */
static int is_wanted(const char* name, int count, char** words) {
  for (int i = 2; i < count; ++i) {
    if (strcmp(words[i], name) == 0) return 1;
  }
  return count == 2;
}

int main(int count, char** words) {
  const size_t open = pointsbank_open_handles();
  int agreeing = 0, all = 0;
  struct dirent* entry = NULL;
  DIR* folder = NULL;
  CHECK(count >= 2);
  folder = opendir(words[1]);
  CHECK(folder != NULL);
  while ((entry = readdir(folder)) != NULL) {
    char* const one = joined(words[1], entry->d_name);
    char* const description = joined(one, "case.json");
    if (is_there(description) && is_wanted(entry->d_name, count, words)) {
      ++all;
      agreeing += case_agrees(one);
    }
    free(description);
    free(one);
  }
  closedir(folder);
  CHECK(pointsbank_open_handles() == open);
  printf("%d of %d cases agree\n", agreeing, all);
  return all > 0 && agreeing == all ? 0 : 1;
}
