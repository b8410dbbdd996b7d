/* Points of a village by its rule list: evaluate */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <pointsbank.h>

static int failed(const char *what) {
  fprintf(stderr, "%s: %s\n", what, pointsbank_last_error(POINTSBANK_ENGLISH));
  return 1;
}

static pointsbank_source document(const char *name, const char *text) {
  pointsbank_source source;
  source.name = name;
  source.data = text;
  source.size = strlen(text);
  return source;
}

int main(void) {
  const pointsbank_source list = document(
      "rules.json",
      "{\"format\": \"pointsbank/1\", \"id\": \"village\", \"version\": \"1\", \"effective\": {\"from\": \"2026-01-01\"},"
      " \"points\": {\"decimals\": 1}, \"categories\": [{\"id\": \"civility\"}], \"negative\": [],"
      " \"positive\": [{\"id\": \"volunteering\", \"category\": \"civility\", \"title\": {\"zh\": \"志愿服务\", \"en\": "
      "\"Volunteering\"}, \"score\": {\"rate\": \"1.5\"}, \"limits\": [{\"per\": \"month\", \"points\": 10}]}]}");
  const pointsbank_source households = document("roster.csv", "household\nH1\nH2\n");
  const pointsbank_source done = document("events.csv",
                                          "event,household,kind,at,quantity\n"
                                          "e1,H1,volunteering,2026-03-01,4\n"
                                          "e2,H1,volunteering,2026-03-08,5\n"
                                          "e3,H2,volunteering,2026-03-08,2\n");
  pointsbank_rules *rules = NULL;
  pointsbank_roster *roster = NULL;
  pointsbank_events *events = NULL;
  pointsbank_evaluation *evaluation = NULL;
  pointsbank_text *explanation = NULL;
  pointsbank_evaluate_options options = {0};
  pointsbank_balance_columns balances = {0};

  if (pointsbank_rules_from_texts(&list, 1, &rules) != POINTSBANK_OK) return failed("rules");
  if (pointsbank_roster_from_text(rules, &households, NULL, &roster) != POINTSBANK_OK) return failed("roster");
  if (pointsbank_events_from_text(rules, &done, NULL, &events) != POINTSBANK_OK) return failed("events");
  options.struct_size = sizeof options;
  options.through = "2026-12-31";
  if (pointsbank_evaluate(rules, roster, events, &options, &evaluation) != POINTSBANK_OK) return failed("evaluate");

  /* Columns: amounts are integers in units of 10^-decimals. */
  balances.struct_size = sizeof balances;
  if (pointsbank_evaluation_balances(evaluation, &balances) != POINTSBANK_OK) return failed("balances");
  for (size_t row = 0; row < balances.rows; ++row) {
    const uint64_t begin = balances.household.offsets[row], end = balances.household.offsets[row + 1];
    printf("%.*s has %" PRId64 " tenths of a point\n", (int)(end - begin), balances.household.bytes + begin,
           balances.spendable[row]);
  }

  /* And why. */
  if (pointsbank_explain(evaluation, NULL, "e2", POINTSBANK_TEXT_CHINESE, &explanation) != POINTSBANK_OK) {
    return failed("explain");
  }
  fputs(pointsbank_text_data(explanation), stdout);

  pointsbank_text_free(explanation);
  pointsbank_evaluation_free(evaluation);
  pointsbank_events_free(events);
  pointsbank_roster_free(roster);
  pointsbank_rules_free(rules);
  return 0;
}
