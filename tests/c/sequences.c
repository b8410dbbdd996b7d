/* Calls that nobody should make: sequences_c FOLDER SCRATCH [ROUNDS [SEED…]].
 *
 * Random calls with handles that are open, freed, of another kind, null, or no handles at all; with sizes that cannot
 * be, with texts that are no UTF-8; then the same from several threads that free each other's handles. Every call must
 * return with a status of the list; where it is not OK nothing may have been given, and there is something to read. */
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

enum { kinds = 9, slots = 8, texts_in = 24, threads = 4 };
enum kind { text, rules, roster, members, events, entries, published, evaluation, bank };

/* What a thread may use: handles of all kinds, many of them freed. Several threads share one. */
struct pool {
  pthread_mutex_t mutex;
  void* handles[kinds][slots];
};

struct player {
  uint64_t state; /* of the random numbers */
  struct pool* pool;
  const char* const* texts;
  const char* bank_file;
  long calls, refused;
};

static uint64_t next(struct player* player) {
  uint64_t z = (player->state += 0x9E3779B97F4A7C15U);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31);
}
static size_t below(struct player* player, size_t count) { return (size_t)(next(player) % count); }
static int one_in(struct player* player, size_t count) { return below(player, count) == 0; }

/* A handle in any state, mostly of the kind that is wanted, now and then none at all. */
static void* any_handle(struct player* player, enum kind wanted) {
  const size_t kind = one_in(player, 5) ? below(player, kinds) : (size_t)wanted;
  void* handle = NULL;
  uintptr_t number = 0;
  pthread_mutex_lock(&player->pool->mutex);
  handle = player->pool->handles[kind][below(player, slots)];
  pthread_mutex_unlock(&player->pool->mutex);
  number = (uintptr_t)handle;
  switch (below(player, 24)) {
    case 0: return NULL;
    case 1: return (void*)(uintptr_t)next(player);
    case 2: return player; /* an address, and what stands there is no handle */
    case 3: return (void*)(number ^ ((uintptr_t)1 << below(player, 64)));
    case 4: return (void*)(number | (uintptr_t)0xFFFFFFE0); /* a place far behind the table */
    default: return handle;
  }
}

static pointsbank_status free_as(int kind, void* handle) {
  switch (kind) {
    case text: return pointsbank_text_free(handle);
    case rules: return pointsbank_rules_free(handle);
    case roster: return pointsbank_roster_free(handle);
    case members: return pointsbank_members_free(handle);
    case events: return pointsbank_events_free(handle);
    case entries: return pointsbank_entries_free(handle);
    case published: return pointsbank_published_free(handle);
    case evaluation: return pointsbank_evaluation_free(handle);
    default: return pointsbank_bank_close(handle);
  }
}

/* Whatever it is a handle of; nothing where it is none any more. */
static void free_handle(void* handle) {
  for (int kind = 0; kind < kinds; ++kind) {
    if (free_as(kind, handle) == POINTSBANK_OK) return;
  }
}

/* Puts it into the pool, and frees what stood there. */
static void keep(struct player* player, enum kind kind, void* handle) {
  const size_t slot = below(player, slots);
  void* before = NULL;
  pthread_mutex_lock(&player->pool->mutex);
  before = player->pool->handles[kind][slot];
  player->pool->handles[kind][slot] = handle;
  pthread_mutex_unlock(&player->pool->mutex);
  free_handle(before);
}

static const char* any_text(struct player* player) {
  const size_t number = below(player, texts_in + 1);
  return number == texts_in ? NULL : player->texts[number];
}

/* A size that belongs to the text, or one that is refused before it is believed. */
static size_t any_size(struct player* player, const char* data) {
  switch (below(player, 8)) {
    case 0: return (size_t)-2;
    case 1: return POINTSBANK_MOST_BYTES + 1;
    case 2: return 0;
    case 3: return data == NULL ? 17 : POINTSBANK_TO_NUL;
    case 4: return data == NULL ? 0 : below(player, strlen(data) + 1);
    default: return data == NULL ? 0 : strlen(data);
  }
}

static pointsbank_source any_source(struct player* player) {
  pointsbank_source source;
  source.name = any_text(player);
  source.data = any_text(player);
  source.size = any_size(player, source.data);
  return source;
}

/* What a call came to; `given` is where it puts a handle. */
static void judge(struct player* player, pointsbank_status status, enum kind kind, void* given) {
  ++player->calls;
  CHECK(status >= POINTSBANK_OK && status < POINTSBANK_INTERNAL);
  if (status == POINTSBANK_OK) {
    if (given != NULL) keep(player, kind, given);
    return;
  }
  ++player->refused;
  CHECK(given == NULL);
  CHECK(pointsbank_last_error(POINTSBANK_ENGLISH)[0] != '\0');
  CHECK(pointsbank_last_error(POINTSBANK_CHINESE)[0] != '\0');
  CHECK(pointsbank_last_issues_json()[0] == '[');
}

/* Makes a call of one type, with a place for what it gives, or without one. */
#define GIVES(kind, call)                                               \
  do {                                                                  \
    pointsbank_##kind* out = (pointsbank_##kind*)player;                \
    pointsbank_##kind** const place = one_in(player, 50) ? NULL : &out; \
    const pointsbank_status status = (call);                            \
    judge(player, status, kind, place == NULL ? NULL : (void*)out);     \
  } while (0)

static int32_t tell(void* context, uint64_t done, uint64_t total) {
  struct player* const player = context;
  (void)done;
  (void)total;
  return !one_in(player, 8);
}

static pointsbank_read_options any_read_options(struct player* player, pointsbank_text** bad_rows) {
  pointsbank_read_options options = {0};
  options.struct_size = one_in(player, 10) ? below(player, 8192) : sizeof options;
  if (options.struct_size > sizeof options && options.struct_size <= 4096) options.struct_size = 4097;
  options.threads = one_in(player, 10) ? (int32_t)next(player) : (int32_t)below(player, 3);
  options.progress = one_in(player, 3) ? tell : NULL;
  options.context = player;
  options.bad_rows = one_in(player, 2) ? bad_rows : NULL;
  return options;
}

static void read_something(struct player* player) {
  pointsbank_text* bad_rows = NULL;
  const pointsbank_read_options given = any_read_options(player, &bad_rows);
  const pointsbank_read_options* const options = one_in(player, 3) ? NULL : &given;
  const pointsbank_source source = any_source(player);
  const pointsbank_source* const table = one_in(player, 30) ? NULL : &source;
  const size_t count = one_in(player, 4) ? (size_t)next(player) | 16384 : 1;
  switch (below(player, 7)) {
    case 0: GIVES(roster, pointsbank_roster_from_text(any_handle(player, rules), table, options, place)); break;
    case 1: GIVES(members, pointsbank_members_from_text(any_handle(player, rules), table, options, place)); break;
    case 2: GIVES(events, pointsbank_events_from_text(any_handle(player, rules), table, options, place)); break;
    case 3:
      GIVES(entries,
            pointsbank_entries_from_text(any_handle(player, rules), any_handle(player, roster), table, options, place));
      break;
    case 4:
      GIVES(published, pointsbank_published_from_texts(any_handle(player, rules), any_handle(player, roster), &source,
                                                       count, options, place));
      break;
    case 5: GIVES(rules, pointsbank_rules_from_texts(table, count, place)); break;
    default: GIVES(text, pointsbank_check(table, count, place));
  }
  if (bad_rows != NULL) keep(player, text, bad_rows);
}

/* Columns of one row, of which much is wrong. What they point to is there; what they say of it need not be so. */
static void read_columns(struct player* player) {
  static const uint64_t offsets[][3] = {{0, 2, 4}, {0, 4, 2}, {1, 2, 4}, {0, 0, 0}, {0, 2, UINT64_MAX}};
  static const uint32_t codes[] = {0, 1, 2, POINTSBANK_ABSENT_CODE};
  static const char* const bytes[] = {"abcd", "H1H2", "\xFF\xFE\x80z", "a,\n\""};
  const int32_t days[2] = {(int32_t)next(player), 20500};
  const int64_t numbers[2] = {(int64_t)next(player), INT64_MIN + 1};
  const int8_t booleans[2] = {(int8_t)next(player), 1};
  pointsbank_attribute attribute = {0};
  pointsbank_event_columns columns = {0};
  pointsbank_texts* const all[] = {&columns.event,  &columns.household, &columns.kind,    &columns.grade,
                                   &columns.member, &columns.act,       &columns.revokes, &attribute.texts};
  columns.struct_size = one_in(player, 10) ? below(player, sizeof columns) : sizeof columns;
  columns.rows = one_in(player, 10) ? (size_t)-1 - below(player, 3) : 1 + below(player, 2);
  for (size_t i = 0; i < sizeof all / sizeof *all; ++i) {
    if (one_in(player, 5)) continue;
    all[i]->bytes = one_in(player, 20) ? NULL : bytes[below(player, 4)];
    all[i]->bytes_size = one_in(player, 10) ? (size_t)next(player) : 4;
    all[i]->offsets = offsets[one_in(player, 2) ? 0 : below(player, 5)];
    all[i]->count = one_in(player, 10) ? 1 : 2;
    if (one_in(player, 3)) all[i]->codes = codes + below(player, 3);
  }
  columns.days = one_in(player, 10) ? NULL : days + below(player, 2);
  columns.seconds = one_in(player, 3) ? NULL : days;
  columns.microseconds = one_in(player, 2) ? NULL : days;
  columns.recorded = one_in(player, 2) ? NULL : numbers;
  columns.quantity.mantissas = numbers;
  columns.quantity.decimals = one_in(player, 4) ? (int32_t)next(player) : 2;
  attribute.name = any_text(player);
  attribute.type = (int32_t)below(player, 6);
  attribute.booleans = booleans;
  attribute.dates = days;
  columns.attributes = one_in(player, 10) ? NULL : &attribute;
  columns.attribute_count = one_in(player, 3) ? 1 : 0;
  /* All arrays have two elements: more rows than that are only said where they are refused unread. */
  if (columns.rows == 1 || columns.rows == 2) {
    if (columns.days == days + 1) columns.rows = 1;
  }
  GIVES(events, pointsbank_events_from_columns(any_handle(player, rules), one_in(player, 30) ? NULL : &columns, place));
}

static void evaluate_something(struct player* player) {
  pointsbank_evaluate_options options = {0};
  options.struct_size = one_in(player, 10) ? below(player, sizeof options) : sizeof options;
  options.through = one_in(player, 8) ? any_text(player) : "2026-03-31";
  options.as_of = one_in(player, 4) ? any_text(player) : NULL;
  options.members = one_in(player, 3) ? any_handle(player, members) : NULL;
  options.entries = one_in(player, 3) ? any_handle(player, entries) : NULL;
  options.published = one_in(player, 6) ? any_handle(player, published) : NULL;
  options.postings = (int32_t)below(player, 2);
  options.outcomes = one_in(player, 20) ? 7 : 1;
  options.closings = (int32_t)below(player, 2);
  options.threads = one_in(player, 10) ? (int32_t)next(player) : 0;
  options.progress = one_in(player, 4) ? tell : NULL;
  options.context = player;
  GIVES(evaluation, pointsbank_evaluate(any_handle(player, rules), any_handle(player, roster),
                                        any_handle(player, events), &options, place));
}

static void ask_evaluation(struct player* player) {
  static const char* const tables[] = {"balances", "postings", "outcomes", "rankings", "benefits", "x", "", NULL};
  const pointsbank_form form = (pointsbank_form)below(player, 4);
  switch (below(player, 6)) {
    case 0:
      GIVES(text, pointsbank_evaluation_csv(any_handle(player, evaluation), tables[below(player, 8)], place));
      break;
    case 1:
      GIVES(text, pointsbank_evaluation_json(any_handle(player, evaluation), tables[below(player, 8)], place));
      break;
    case 2:
      GIVES(text, pointsbank_explain(any_handle(player, evaluation), one_in(player, 2) ? "H1" : any_text(player),
                                     one_in(player, 3) ? "e1" : NULL, form, place));
      break;
    case 3:
      GIVES(text, pointsbank_compare(any_handle(player, evaluation), any_handle(player, evaluation), form, place));
      break;
    case 4: {
      pointsbank_balance_columns columns = {0};
      columns.struct_size = one_in(player, 10) ? below(player, sizeof columns) : sizeof columns;
      judge(player,
            pointsbank_evaluation_balances(any_handle(player, evaluation), one_in(player, 30) ? NULL : &columns), text,
            NULL);
      break;
    }
    default: {
      pointsbank_posting_columns columns = {0};
      columns.struct_size = one_in(player, 10) ? below(player, sizeof columns) : sizeof columns;
      judge(player,
            pointsbank_evaluation_postings(any_handle(player, evaluation), one_in(player, 30) ? NULL : &columns), text,
            NULL);
    }
  }
}

static void ask_rules(struct player* player) {
  const pointsbank_source source = any_source(player);
  switch (below(player, 4)) {
    case 0: GIVES(text, pointsbank_rules_describe(any_handle(player, rules), place)); break;
    case 1: GIVES(rules, pointsbank_rules_reform(any_handle(player, rules), &source, place)); break;
    case 2:
      GIVES(text, pointsbank_rules_differences(any_handle(player, rules), any_handle(player, rules),
                                               (pointsbank_form)below(player, 4), place));
      break;
    default:
      GIVES(text, pointsbank_rules_notice(any_handle(player, rules), one_in(player, 2) ? "text" : any_text(player),
                                          (pointsbank_language)below(player, 3), place));
  }
}

static void use_bank(struct player* player) {
  const char* const json = any_text(player);
  const size_t size = any_size(player, json);
  const pointsbank_source file = any_source(player);
  switch (below(player, 8)) {
    case 0:
      GIVES(bank, pointsbank_bank_open(one_in(player, 4) ? any_text(player) : player->bank_file, NULL, place));
      break;
    case 1: GIVES(text, pointsbank_bank_describe(any_handle(player, bank), place)); break;
    case 2: GIVES(text, pointsbank_bank_execute_many(any_handle(player, bank), json, size, place)); break;
    case 3:
      GIVES(text, pointsbank_bank_execute_with_files(any_handle(player, bank), json, size, &file, 1, place));
      break;
    case 4: GIVES(text, pointsbank_check_slip(&file, one_in(player, 9) ? NULL : &file, place)); break;
    case 5: GIVES(text, pointsbank_check_sheet(&file, one_in(player, 2) ? NULL : &file, place)); break;
    case 6:
      GIVES(bank, pointsbank_bank_create(player->bank_file, any_text(player), any_text(player), any_text(player), NULL,
                                         place));
      break;
    default: GIVES(text, pointsbank_bank_ask(any_handle(player, bank), json, size, place));
  }
}

static void step(struct player* player) {
  const enum kind kind = (enum kind)below(player, kinds);
  void* const handle = any_handle(player, kind);
  switch (below(player, 12)) {
    case 0:
      judge(player, free_as((int)(one_in(player, 3) ? below(player, kinds) : (size_t)kind), handle), text, NULL);
      break;
    case 2:
      /* Data of a text that another thread may free is not followed; here only whether it answers. */
      if (pointsbank_text_size(handle) > 0) ++player->calls;
      (void)pointsbank_text_data(handle);
      break;
    case 3: evaluate_something(player); break;
    case 4: ask_evaluation(player); break;
    case 5: ask_rules(player); break;
    case 6:
    case 7: use_bank(player); break;
    case 8: read_columns(player); break;
    default: read_something(player);
  }
}

struct game {
  struct player player;
  long rounds;
};

static void* play(void* given) {
  struct game* const game = given;
  for (long i = 0; i < game->rounds; ++i) step(&game->player);
  return NULL;
}

/* A pool begins with one open handle of every kind, so that the calls do something. */
static void fill(struct pool* pool, const char* const* texts_given, const char* bank_file) {
  const pointsbank_source list = {"rules.json", texts_given[0], POINTSBANK_TO_NUL};
  const pointsbank_source households = {"roster.csv", texts_given[1], POINTSBANK_TO_NUL};
  const pointsbank_source people = {"members.csv", texts_given[2], POINTSBANK_TO_NUL};
  const pointsbank_source done = {"events.csv", texts_given[3], POINTSBANK_TO_NUL};
  pointsbank_evaluate_options options = {0};
  options.struct_size = sizeof options;
  options.through = "2026-03-31";
  options.postings = options.outcomes = options.closings = 1;
  for (int i = 0; i < slots; ++i) {
    void** const at = pool->handles[0] + i; /* of kind k: at[k * slots] */
    DO(pointsbank_rules_from_texts(&list, 1, (pointsbank_rules**)&at[rules * slots]));
    DO(pointsbank_roster_from_text(at[rules * slots], &households, NULL, (pointsbank_roster**)&at[roster * slots]));
    DO(pointsbank_members_from_text(at[rules * slots], &people, NULL, (pointsbank_members**)&at[members * slots]));
    DO(pointsbank_events_from_text(at[rules * slots], &done, NULL, (pointsbank_events**)&at[events * slots]));
    DO(pointsbank_evaluate(at[rules * slots], at[roster * slots], at[events * slots], &options,
                           (pointsbank_evaluation**)&at[evaluation * slots]));
    DO(pointsbank_evaluation_csv(at[evaluation * slots], "balances", (pointsbank_text**)&at[text * slots]));
    DO(pointsbank_bank_open(bank_file, NULL, (pointsbank_bank**)&at[bank * slots]));
  }
}

static void empty(struct pool* pool) {
  for (int i = 0; i < kinds * slots; ++i) free_handle(pool->handles[i / slots][i % slots]);
}

/* One seed: `count` players with one pool. In the end nothing is open. */
static void play_seed(uint64_t seed, int count, long rounds, const char* const* texts_given, const char* bank_file) {
  struct pool pool = {PTHREAD_MUTEX_INITIALIZER, {{NULL}}};
  struct game games[threads];
  pthread_t running[threads];
  long calls = 0, refused = 0;
  fill(&pool, texts_given, bank_file);
  for (int i = 0; i < count; ++i) {
    const struct game game = {{seed * threads + (uint64_t)i, &pool, texts_given, bank_file, 0, 0}, rounds};
    games[i] = game;
    if (count > 1)
      CHECK(pthread_create(&running[i], NULL, play, &games[i]) == 0);
    else
      play(&games[i]);
  }
  for (int i = 0; i < count; ++i) {
    if (count > 1) CHECK(pthread_join(running[i], NULL) == 0);
    calls += games[i].player.calls;
    refused += games[i].player.refused;
  }
  empty(&pool);
  CHECK(pointsbank_open_handles() == 0);
  printf("seed %lu, %d thread(s): %ld calls, %ld refused\n", (unsigned long)seed, count, calls, refused);
  CHECK(refused > calls / 4 && refused < calls); /* both sides are tried */
}

/* A handle's number is not given out again, however often its place is used: what was freed stays freed, also where
 * another handle has its place now. */
static void test_numbers(void) {
  enum { often = 100 };
  const pointsbank_text* seen[often];
  for (int i = 0; i < often; ++i) {
    pointsbank_text* report = NULL;
    DO(pointsbank_check(NULL, 0, &report));
    for (int k = 0; k < i; ++k) {
      CHECK(seen[k] != report);
      CHECK(pointsbank_text_data(seen[k]) == NULL && pointsbank_text_size(seen[k]) == 0);
      EXPECT(POINTSBANK_USAGE, pointsbank_text_free((pointsbank_text*)seen[k]));
      CHECK(holds(pointsbank_last_error(POINTSBANK_ENGLISH), "was freed before"));
    }
    CHECK(holds(pointsbank_text_data(report), "\"errors\": "));
    EXPECT(POINTSBANK_USAGE, pointsbank_rules_free((pointsbank_rules*)report));
    CHECK(
        holds(pointsbank_last_error(POINTSBANK_ENGLISH), "is a handle of pointsbank_text; pointsbank_rules is needed"));
    DO(pointsbank_text_free(report));
    seen[i] = report;
  }
}

int main(int count, char** words) {
  static const char* const files[] = {"rules.json", "roster.csv", "members.csv", "events.csv", "goods.csv"};
  const char* all[texts_in] = {
      NULL,
      NULL,
      NULL,
      NULL,
      NULL,
      "",
      "rules.json",
      "events.jsonl",
      "\xC3\x28\xFF",
      "H1",
      "2026-03-31",
      "[]",
      "{",
      "{\"event\": \"x\", \"household\": \"H1\", \"kind\": \"litter\", \"at\": \"2026-03-01\"}\n",
      "{\"question\": \"shelf\"}",
      "{\"question\": \"verify\"}",
      "{\"question\": \"claims\", \"lang\": \"zh\"}",
      "{\"question\": \"statement\", \"household\": \"H1\", \"by\": \"chen\", \"at\": \"2026-03-05T00:00:00Z\"}",
      "{\"command\": \"settle\", \"by\": \"chen\", \"at\": \"2026-03-05T00:00:00Z\", \"key\": \"k\"}",
      "[{\"command\": \"submit\", \"by\": \"zhang\", \"at\": \"2026-03-05T00:00:00Z\", \"key\": \"p\", \"household\": "
      "\"H1\", \"kind\": \"litter\", \"occurred\": \"2026-03-01\"}, 7, {\"command\": \"x\"}]",
      "{\"command\": \"adopt\", \"by\": \"chen\", \"at\": \"2026-03-01T00:00:00Z\", \"key\": \"a\", \"lists\": "
      "[\"rules.json\"]}",
      "{\"operations\": [{\"op\": \"disable\", \"rule\": \"litter\"}]}",
      "event,household,kind,at\n\"",
      "\xEF\xBB\xBF"};
  const long rounds = count > 3 ? atol(words[3]) : 400;
  char *bank_file = NULL, *too_long = NULL;
  pointsbank_bank* made = NULL;
  CHECK(count >= 3);
  bank_file = joined(words[2], "village.pointsbank");
  for (int i = 0; i < 5; ++i) {
    char* const file = joined(words[1], files[i]);
    size_t size = 0;
    all[i] = content_of(file, &size);
    free(file);
  }
  DO(pointsbank_bank_create(bank_file, "lixin", "chen", "2026-03-01T00:00:00Z", NULL, &made));
  DO(pointsbank_bank_close(made));
  test_numbers();
  too_long = malloc(70000);
  CHECK(too_long != NULL);
  memset(too_long, 'a', 69999);
  too_long[69999] = '\0';
  EXPECT(POINTSBANK_USAGE, pointsbank_bank_open(too_long, NULL, &made));
  free(too_long);
  CHECK(pointsbank_open_handles() == 0);
  if (count > 4) {
    for (int i = 4; i < count; ++i) play_seed(strtoul(words[i], NULL, 10), 1, rounds, all, bank_file);
  } else {
    for (uint64_t seed = 1; seed <= 3; ++seed) play_seed(seed, 1, rounds, all, bank_file);
    play_seed(4, threads, rounds / 2, all, bank_file);
  }
  for (int i = 0; i < 5; ++i) free((char*)all[i]);
  free(bank_file);
  printf("done\n");
  return 0;
}
