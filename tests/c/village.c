/* A village through the C binding: village_c FOLDER SCRATCH. What documents say, what errors say, and its bank. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario.h"
#include "support.h"

static char* in_folder;

static pointsbank_source source_of(const char* name) {
  pointsbank_source source;
  char* const file = joined(in_folder, name);
  source.name = name;
  source.data = content_of(file, &source.size);
  free(file);
  return source;
}

static pointsbank_rules* rules_of(const char* text) {
  pointsbank_rules* rules = NULL;
  pointsbank_source source = {"rules.json", NULL, POINTSBANK_TO_NUL};
  source.data = text;
  DO(pointsbank_rules_from_texts(&source, 1, &rules));
  return rules;
}

static pointsbank_evaluation* evaluated(const pointsbank_rules* rules, const pointsbank_roster* roster,
                                        const pointsbank_events* events) {
  pointsbank_evaluation* evaluation = NULL;
  pointsbank_evaluate_options options = {0};
  options.struct_size = sizeof options;
  options.through = "2026-03-31";
  options.postings = options.closings = 1;
  DO(pointsbank_evaluate(rules, roster, events, &options, &evaluation));
  return evaluation;
}

/* Everything that is wrong, each with its place, in both languages. */
static void test_mistakes(void) {
  pointsbank_text* issues = NULL;
  pointsbank_rules* rules = NULL;
  const pointsbank_source good = source_of("rules.json");
  const pointsbank_source wrong = {"wrong.json", "{\"format\": \"pointsbank/1\", \"idd\": \"x\"}", POINTSBANK_TO_NUL};
  const char* const nowhere[] = {"/nowhere/rules.json"};
  DO(pointsbank_check(&good, 1, &issues));
  CHECK(text_holds(issues, "{\"errors\": 0, "));
  DO(pointsbank_check(&wrong, 1, &issues));
  CHECK(!holds(pointsbank_text_data(issues), "\"errors\": 0"));
  CHECK(text_holds(issues,
                   "\"code\": \"unknown_key\", \"severity\": \"error\", \"file\": \"wrong.json\", \"line\": 1, "
                   "\"column\": 28, \"pointer\": \"/idd\""));
  EXPECT(POINTSBANK_WRONG_INPUT, pointsbank_rules_from_texts(&wrong, 1, &rules));
  CHECK(rules == NULL);
  CHECK(holds(pointsbank_last_error(POINTSBANK_ENGLISH), "wrong.json:1:28: /idd: the key `idd` is not known here"));
  CHECK(holds(pointsbank_last_error(POINTSBANK_CHINESE), "这里没有键 `idd`"));
  CHECK(holds(pointsbank_last_issues_json(), "\"sentence\": {\"zh\": \"这里没有键 `idd`\""));
  EXPECT(POINTSBANK_MACHINE, pointsbank_rules_from_files(nowhere, 1, &rules));
  CHECK(holds(pointsbank_last_error(POINTSBANK_ENGLISH), "/nowhere/rules.json"));
  CHECK(strcmp(pointsbank_last_issues_json(), "[]") == 0);
  EXPECT(POINTSBANK_USAGE, pointsbank_rules_from_files(NULL, 0, &rules));
  CHECK(holds(pointsbank_last_error(POINTSBANK_CHINESE), "至少要有一份"));
  free((char*)good.data);
}

/* Rows that cannot be taken end reading, or are put aside. */
static void test_bad_rows(const pointsbank_rules* rules) {
  pointsbank_events* events = NULL;
  pointsbank_text *bad_rows = NULL, *warnings = NULL;
  pointsbank_read_options options = {0};
  const char* const csv =
      "event,household,kind,at,quantity,colour\n"
      "e1,H1,volunteering,2026-03-01,4,red\ne2,H1,volunteering,tomorrow,4,red\n";
  const pointsbank_source table = {"events.csv", csv, strlen(csv)};
  EXPECT(POINTSBANK_WRONG_INPUT, pointsbank_events_from_text(rules, &table, NULL, &events));
  CHECK(events == NULL && holds(pointsbank_last_error(POINTSBANK_ENGLISH), "events.csv:3:"));
  options.struct_size = sizeof options;
  options.bad_rows = &bad_rows;
  options.warnings = &warnings;
  DO(pointsbank_events_from_text(rules, &table, &options, &events));
  CHECK(text_holds(bad_rows, "events.csv,3,"));
  CHECK(text_holds(warnings, "\"code\": \"table_unknown_columns\""));
  DO(pointsbank_events_free(events));
}

static int32_t stop_at_once(void* context, uint64_t done, uint64_t total) {
  (void)done;
  (void)total;
  ++*(int*)context;
  return 0;
}

static void test_cancelling(const pointsbank_rules* rules, const pointsbank_roster* roster,
                            const pointsbank_events* events) {
  pointsbank_evaluation* evaluation = NULL;
  pointsbank_evaluate_options options = {0};
  int calls = 0;
  options.struct_size = sizeof options;
  options.through = "2026-03-31";
  options.progress = stop_at_once;
  options.context = &calls;
  EXPECT(POINTSBANK_CANCELLED, pointsbank_evaluate(rules, roster, events, &options, &evaluation));
  CHECK(calls == 1 && evaluation == NULL);
}

/* Columns are checked as files are: what is wrong is told with its row and column. */
static void test_columns(const pointsbank_rules* rules) {
  static const uint64_t two[] = {0, 2, 4}, one[] = {0, 12}, homes[] = {0, 2, 5};
  static const uint32_t same[] = {0, 0}, beyond[] = {0, 2};
  static const int32_t days[] = {20500, 20501}, no_day[] = {20500, 9000000};
  static const int64_t quantities[] = {15, POINTSBANK_ABSENT};
  const pointsbank_texts kind = {"volunteering", 12, one, 1, same};
  pointsbank_event_columns columns = {0};
  pointsbank_events* events = NULL;
  columns.struct_size = sizeof columns;
  columns.rows = 2;
  columns.event.bytes = "e1e2";
  columns.event.bytes_size = 4;
  columns.event.offsets = two;
  columns.event.count = 2;
  columns.household = columns.event;
  columns.household.bytes = "H1\xE6\x88\xB7"; /* not plain, and good */
  columns.household.bytes_size = 5;
  columns.household.offsets = homes;
  columns.kind = kind;
  columns.days = days;
  columns.quantity.mantissas = quantities;
  columns.quantity.decimals = 1;
  DO(pointsbank_events_from_columns(rules, &columns, &events));
  DO(pointsbank_events_free(events));
  columns.household.bytes = "H1\xE6\x88\xFF";
  EXPECT(POINTSBANK_WRONG_INPUT, pointsbank_events_from_columns(rules, &columns, &events));
  CHECK(events == NULL && holds(pointsbank_last_issues_json(), "\"code\": \"cell_ill_formed_utf8\""));
  CHECK(holds(pointsbank_last_issues_json(), "\"line\": 2, \"column\": 0, \"pointer\": \"household\""));
  columns.household.bytes = "H1\xE6\x88\xB7";
  columns.event.bytes = "e1e1";
  EXPECT(POINTSBANK_WRONG_INPUT, pointsbank_events_from_columns(rules, &columns, &events));
  CHECK(holds(pointsbank_last_issues_json(), "\"code\": \"event_id_again\""));
  columns.event.bytes = "e1e2";
  columns.days = no_day;
  EXPECT(POINTSBANK_WRONG_INPUT, pointsbank_events_from_columns(rules, &columns, &events));
  CHECK(holds(pointsbank_last_error(POINTSBANK_ENGLISH), "day 9000000"));
  columns.days = days;
  columns.kind.codes = beyond;
  EXPECT(POINTSBANK_USAGE, pointsbank_events_from_columns(rules, &columns, &events));
  CHECK(holds(pointsbank_last_error(POINTSBANK_ENGLISH), "the column `kind` has a code that is beyond its texts"));
  columns.kind.codes = NULL;
  EXPECT(POINTSBANK_USAGE, pointsbank_events_from_columns(rules, &columns, &events));
  CHECK(holds(pointsbank_last_error(POINTSBANK_ENGLISH), "the column `kind` has another length"));
  memset(&columns, 0, sizeof columns); /* no rows need no columns */
  columns.struct_size = sizeof columns;
  DO(pointsbank_events_from_columns(rules, &columns, &events));
  DO(pointsbank_events_free(events));
}

static void test_documents(void) {
  const pointsbank_source list = source_of("rules.json"), households = source_of("roster.csv");
  const pointsbank_source done = source_of("events.csv");
  const pointsbank_source reform = {
      "reform.json",
      "{\"title\": {\"zh\": \"加倍\", \"en\": \"double\"}, \"operations\": [{\"op\": \"set\","
      " \"rule\": \"volunteering\", \"field\": \"score.rate\", \"value\": 4}]}",
      POINTSBANK_TO_NUL};
  pointsbank_rules* const rules = rules_of(list.data);
  pointsbank_rules* changed = NULL;
  pointsbank_roster* roster = NULL;
  pointsbank_events* events = NULL;
  pointsbank_evaluation *before = NULL, *after = NULL;
  pointsbank_text* text = NULL;
  DO(pointsbank_rules_describe(rules, &text));
  CHECK(text_holds(text,
                   "\"id\": \"lixin\", \"decimals\": 1, \"utc_offset\": \"+08:00\", \"subject\": \"household\", "
                   "\"groups\": [\"grid\"]"));
  DO(pointsbank_rules_notice(rules, "markdown", POINTSBANK_CHINESE, &text));
  CHECK(text_holds(text, "参加志愿服务"));
  test_bad_rows(rules);
  test_columns(rules);
  DO(pointsbank_roster_from_text(rules, &households, NULL, &roster));
  DO(pointsbank_events_from_text(rules, &done, NULL, &events));
  test_cancelling(rules, roster, events);
  before = evaluated(rules, roster, events);
  DO(pointsbank_evaluation_json(before, "balances", &text));
  CHECK(text_holds(text,
                   "{\"household\": \"H1\", \"standing\": \"7.0\", \"spendable\": \"7.0\", \"earned\": \"10.0\", "
                   "\"deducted\": \"3.0\", \"frozen_until\": null}"));
  EXPECT(POINTSBANK_USAGE, pointsbank_evaluation_csv(before, "outcomes", &text));
  EXPECT(POINTSBANK_USAGE, pointsbank_evaluation_csv(before, "balance", &text));
  DO(pointsbank_explain(before, "H1", NULL, POINTSBANK_TEXT_CHINESE, &text));
  CHECK(text_holds(text, "参加志愿服务"));
  DO(pointsbank_explain(before, NULL, "e3", POINTSBANK_JSON, &text));
  CHECK(text_holds(text, "\"litter\""));
  EXPECT(POINTSBANK_USAGE, pointsbank_explain(before, "H9", NULL, POINTSBANK_JSON, &text));
  DO(pointsbank_rules_reform(rules, &reform, &changed));
  DO(pointsbank_rules_differences(rules, changed, POINTSBANK_JSON, &text));
  CHECK(text_holds(text, "\"score.rate\""));
  after = evaluated(changed, roster, events);
  DO(pointsbank_compare(before, after, POINTSBANK_TEXT_ENGLISH, &text));
  CHECK(text_holds(text, "H1"));
  DO(pointsbank_compare(before, after, POINTSBANK_JSON, &text));
  CHECK(text_holds(text, "\"households\""));
  DO(pointsbank_evaluation_free(before));
  DO(pointsbank_evaluation_free(after));
  DO(pointsbank_events_free(events));
  DO(pointsbank_roster_free(roster));
  DO(pointsbank_rules_free(changed));
  DO(pointsbank_rules_free(rules));
  free((char*)list.data);
  free((char*)households.data);
  free((char*)done.data);
}

/* A table of one roster means nothing beside another. */
static void test_other_roster(void) {
  const pointsbank_source list = source_of("rules.json"), households = source_of("roster.csv");
  const pointsbank_source nothing = {"events.csv", "event,household,kind,at\n", POINTSBANK_TO_NUL};
  const pointsbank_source opening = {
      "entries.csv", "entry,household,at,cause,standing,spendable\no1,H3,2026-01-01,opening,5,5\n", POINTSBANK_TO_NUL};
  const pointsbank_source small = {"roster.csv", "household,grid\nH1,east\n", POINTSBANK_TO_NUL};
  pointsbank_rules* const rules = rules_of(list.data);
  pointsbank_roster *roster = NULL, *other = NULL;
  pointsbank_events* events = NULL;
  pointsbank_entries* entries = NULL;
  pointsbank_evaluation* evaluation = NULL;
  pointsbank_evaluate_options options = {0};
  DO(pointsbank_roster_from_text(rules, &households, NULL, &roster));
  DO(pointsbank_roster_from_text(rules, &small, NULL, &other));
  DO(pointsbank_events_from_text(rules, &nothing, NULL, &events));
  DO(pointsbank_entries_from_text(rules, roster, &opening, NULL, &entries));
  options.struct_size = sizeof options;
  options.through = "2026-03-31";
  options.entries = entries;
  EXPECT(POINTSBANK_USAGE, pointsbank_evaluate(rules, other, events, &options, &evaluation));
  CHECK(holds(pointsbank_last_error(POINTSBANK_ENGLISH), "another roster"));
  DO(pointsbank_evaluate(rules, roster, events, &options, &evaluation));
  DO(pointsbank_evaluation_free(evaluation));
  DO(pointsbank_entries_free(entries));
  DO(pointsbank_events_free(events));
  DO(pointsbank_roster_free(other));
  DO(pointsbank_roster_free(roster));
  DO(pointsbank_rules_free(rules));
  free((char*)list.data);
  free((char*)households.data);
}

struct curious {
  pointsbank_bank* bank;
  int calls;
};

/* The bank is at work: from here it must not be asked. */
static int32_t ask_meanwhile(void* context, uint64_t done, uint64_t total) {
  struct curious* const curious = context;
  pointsbank_text* answer = NULL;
  (void)done;
  (void)total;
  ++curious->calls;
  EXPECT(POINTSBANK_USAGE, pointsbank_bank_ask(curious->bank, "{\"question\": \"shelf\"}", POINTSBANK_TO_NUL, &answer));
  return 1;
}

static void test_proofs(pointsbank_bank* bank) {
  pointsbank_text *sheet = NULL, *slip = NULL, *issues = NULL;
  pointsbank_source sheet_source = {"sheet.json", NULL, 0}, slip_source = {"slip.json", NULL, 0};
  char* forged = NULL;
  const char* const of_sheet = "{\"question\": \"sheet\", \"month\": \"2026-03\"}";
  const char* const of_slip = "{\"question\": \"slip\", \"entry\": 7}";
  DO(pointsbank_bank_ask(bank, of_sheet, strlen(of_sheet), &sheet));
  DO(pointsbank_bank_ask(bank, of_slip, strlen(of_slip), &slip));
  sheet_source.data = pointsbank_text_data(sheet);
  sheet_source.size = pointsbank_text_size(sheet);
  slip_source.data = pointsbank_text_data(slip);
  slip_source.size = pointsbank_text_size(slip);
  DO(pointsbank_check_slip(&slip_source, &sheet_source, &issues));
  CHECK(text_holds(issues, "{\"errors\": 0"));
  DO(pointsbank_check_sheet(&sheet_source, NULL, &issues));
  CHECK(text_holds(issues, "{\"errors\": 0"));
  EXPECT(POINTSBANK_WRONG_INPUT, pointsbank_check_slip(&sheet_source, &slip_source, &issues));
  forged = taken(slip);
  *strstr(forged, "\"entry\": 7") = ' ';
  slip_source.data = forged;
  EXPECT(POINTSBANK_WRONG_INPUT, pointsbank_check_slip(&slip_source, &sheet_source, &issues));
  free(forged);
  DO(pointsbank_text_free(sheet));
}

/* Many events in one file, handed over beside the command. */
static void import_many(pointsbank_bank* bank, int count) {
  pointsbank_source file = {"many.csv", NULL, 0};
  pointsbank_text* answer = NULL;
  char* const csv = malloc((size_t)count * 64 + 64);
  char* at = csv;
  CHECK(csv != NULL);
  at += sprintf(at, "event,household,kind,at,quantity\n");
  for (int i = 0; i < count; ++i) at += sprintf(at, "many%d,H3,volunteering,2026-04-02,0.1\n", i);
  file.data = csv;
  file.size = (size_t)(at - csv);
  DO(pointsbank_bank_execute_with_files(bank,
                                        "{\"command\": \"import\", \"by\": \"chen\", \"key\": \"many\", "
                                        "\"at\": \"2026-04-03T09:00:00+08:00\", \"table\": \"many.csv\"}",
                                        POINTSBANK_TO_NUL, &file, 1, &answer));
  CHECK(text_holds(answer, "\"code\":\"done\""));
  free(csv);
}

static void test_bank(const char* scratch) {
  char* const file = joined(scratch, "village.pointsbank");
  pointsbank_bank *bank = NULL, *again = NULL;
  pointsbank_text* text = NULL;
  pointsbank_bank_options options = {0};
  struct curious curious = {NULL, 0};
  DO(pointsbank_bank_create(file, "lixin", "chen", "2026-03-01T00:00:00+08:00", NULL, &bank));
  EXPECT(POINTSBANK_WRONG_INPUT,
         pointsbank_bank_create(file, "lixin", "chen", "2026-03-01T00:00:00+08:00", NULL, &again));
  CHECK(again == NULL);
  CHECK(play_scenario(bank, in_folder) > 30);
  DO(pointsbank_bank_describe(bank, &text));
  CHECK(text_holds(text, "{\"id\": \"lixin\", \"decimals\": 1, \"utc_offset\": \"+08:00\"}"));
  test_proofs(bank);
  import_many(bank, 10001); /* so many that `verify` tells how far it is */
  DO(pointsbank_bank_close(bank));
  EXPECT(POINTSBANK_USAGE, pointsbank_bank_describe(bank, &text));
  CHECK(holds(pointsbank_last_error(POINTSBANK_ENGLISH), "`bank` was freed before"));

  options.struct_size = sizeof options;
  options.read_only = 1;
  options.progress = ask_meanwhile;
  options.context = &curious;
  DO(pointsbank_bank_open(file, &options, &bank));
  curious.bank = bank;
  DO(pointsbank_bank_ask(bank, "{\"question\": \"verify\"}", POINTSBANK_TO_NUL, &text));
  CHECK(text_holds(text, "\"findings\": []"));
  CHECK(curious.calls > 0);
  DO(pointsbank_bank_close(bank));
  EXPECT(POINTSBANK_MACHINE, pointsbank_bank_open("/nowhere/village.pointsbank", NULL, &bank));
  free(file);
}

int main(int count, char** words) {
  CHECK(count == 3);
  CHECK(strcmp(pointsbank_version(), POINTSBANK_VERSION) == 0);
  CHECK(strcmp(pointsbank_last_error(POINTSBANK_ENGLISH), "") == 0);
  CHECK(strcmp(pointsbank_last_issues_json(), "[]") == 0);
  in_folder = words[1];
  test_mistakes();
  test_documents();
  test_other_roster();
  test_bank(words[2]);
  CHECK(pointsbank_open_handles() == 0);
  printf("done\n");
  return 0;
}
