/* A claim, its review and a passbook: bank FILE */
#include <stdio.h>

#include <pointsbank.h>

static const char *const rules =
    "{\"format\": \"pointsbank/1\", \"id\": \"village\", \"version\": \"1\", \"effective\": {\"from\": \"2026-01-01\"},"
    " \"points\": {\"decimals\": 1}, \"categories\": [{\"id\": \"civility\"}], \"negative\": [],"
    " \"workflow\": {\"reviewers\": 1, \"publicity\": {\"days\": 0}},"
    " \"positive\": [{\"id\": \"volunteering\", \"category\": \"civility\", \"title\": {\"zh\": \"志愿服务\", \"en\": "
    "\"Volunteering\"}, \"score\": {\"rate\": \"1.5\"}}]}";

/* Carries out a command and shows what it came to. A refusal is an answer too. */
static int execute(pointsbank_bank *bank, const char *command) {
  pointsbank_text *answer = NULL;
  const pointsbank_source files[] = {{"rules.json", rules, POINTSBANK_TO_NUL},
                                     {"roster.csv", "household,name\nH1,张小三\n", POINTSBANK_TO_NUL},
                                     {"officers.csv", "person,role\nchen,clerk\nwang,reviewer\n", POINTSBANK_TO_NUL}};
  const pointsbank_status status =
      pointsbank_bank_execute_with_files(bank, command, POINTSBANK_TO_NUL, files, 3, &answer);
  if (status == POINTSBANK_OK) {
    puts(pointsbank_text_data(answer));
  } else { /* for the caller's log; status 6 is to be tried again with the same key */
    printf("status %d: %s\n", (int)status, pointsbank_last_error(POINTSBANK_ENGLISH));
  }
  pointsbank_text_free(answer);
  return status;
}

int main(int count, char **words) {
  pointsbank_bank *bank = NULL;
  pointsbank_text *passbook = NULL;
  if (count != 2) return 2;
  if (pointsbank_bank_create(words[1], "village", "chen", "2026-03-01T08:00:00+08:00", NULL, &bank) != POINTSBANK_OK) {
    fprintf(stderr, "%s\n", pointsbank_last_error(POINTSBANK_ENGLISH));
    return 1;
  }
  execute(bank, "{\"command\": \"adopt\", \"by\": \"chen\", \"at\": \"2026-03-01T08:00:00+08:00\", \"key\": \"1\","
                " \"lists\": [\"rules.json\"]}");
  execute(bank, "{\"command\": \"roster\", \"by\": \"chen\", \"at\": \"2026-03-01T08:00:00+08:00\", \"key\": \"2\","
                " \"table\": \"roster.csv\"}");
  execute(bank, "{\"command\": \"officers\", \"by\": \"chen\", \"at\": \"2026-03-01T08:00:00+08:00\", \"key\": \"3\","
                " \"table\": \"officers.csv\"}");
  execute(bank, "{\"command\": \"submit\", \"by\": \"H1\", \"at\": \"2026-03-02T09:00:00+08:00\", \"key\": \"phone-1\","
                " \"event\": \"e1\", \"household\": \"H1\", \"kind\": \"volunteering\", \"occurred\": \"2026-03-01\","
                " \"quantity\": \"2.5\"}");
  execute(bank, "{\"command\": \"approve\", \"by\": \"H1\", \"at\": \"2026-03-02T10:00:00+08:00\", \"key\": \"4\","
                " \"event\": \"e1\"}");
  execute(bank, "{\"command\": \"approve\", \"by\": \"wang\", \"at\": \"2026-03-02T10:00:00+08:00\", \"key\": \"5\","
                " \"event\": \"e1\"}");
  execute(bank, "{\"command\": \"aprove\", \"by\": \"wang\", \"at\": \"2026-03-02T10:00:00+08:00\", \"key\": \"6\"}");
  if (pointsbank_bank_ask(bank,
                          "{\"question\": \"statement\", \"household\": \"H1\", \"by\": \"H1\","
                          " \"at\": \"2026-03-03T00:00:00+08:00\", \"lang\": \"zh\"}",
                          POINTSBANK_TO_NUL, &passbook) == POINTSBANK_OK) {
    fputs(pointsbank_text_data(passbook), stdout);
  }
  pointsbank_text_free(passbook);
  pointsbank_bank_close(bank);
  return 0;
}
