/* pointsbank for C: points of a village by its rule list, exact and explained, and the bank that keeps them.
 *
 *   pointsbank_rules *rules = NULL;
 *   const char *const lists[] = {"rules/village.json"};
 *   if (pointsbank_rules_from_files(lists, 1, &rules) != POINTSBANK_OK)
 *     fprintf(stderr, "%s\n", pointsbank_last_error(POINTSBANK_ENGLISH));
 *
 * C99 and later, C++, and every language that can call C. docs/c.md is the tutorial; what rule lists, tables, commands
 * and questions look like is said in docs/rule-list.md, docs/files-and-commands.md and docs/bank.md, for all languages.
 *
 * Rules that hold for every function here
 *
 *  Status.    A function that can fail returns a pointsbank_status. Where it is not POINTSBANK_OK, nothing was done
 *             (but see POINTSBANK_UNKNOWN_OUTCOME), every handle that it would have given is set to NULL, and
 *             pointsbank_last_error says what is wrong. No exception and no C++ type comes out.
 *  Handles.   What is given out is a handle: a pointer for the compiler, but not an address. Its value is a number in
 *             a table of what is open (kind, place, generation), which is looked up at each call. A null handle, one
 *             that was freed, one of another kind, any other pointer: POINTSBANK_USAGE, never a crash. A number is not
 *             given out again. Do not look into a handle, do not do sums with it.
 *  Ownership. Who got a handle frees it with the function of its kind, once; freeing NULL is fine, freeing twice is
 *             POINTSBANK_USAGE. Handles do not depend on each other: an evaluation keeps alive what it was made of.
 *             What is handed in is copied or read before the function returns, and can be freed or changed then.
 *  Texts.     UTF-8. Names, ids, dates and file names end with NUL and have at most 65,535 bytes. Contents have a
 *             pointer and a size in bytes; POINTSBANK_TO_NUL as size: up to the NUL. A pointer may be NULL where the
 *             size is 0. Contents larger than POINTSBANK_MOST_BYTES are refused before they are looked at. What comes
 *             out is a pointsbank_text with its size, and ends with NUL beside.
 *  Amounts.   64-bit integers in units of 10^-decimals (1250 with 2 decimals: 12.50), or exact decimals in texts.
 *             Never floating point.
 *  Threads.   Every function may be called from every thread. All handles but the bank's are immutable and shared by
 *             any number of threads; calls on one bank take turns. A handle may be freed while another thread uses it:
 *             that call ends as if nothing had happened. Errors are kept a thread. A bank must not be taken along
 *             through fork(): open it anew in the child.
 *  Structs.   Those with `struct_size` begin with it: set it to sizeof of the struct and all that is not needed to 0,
 *             so that later versions can add fields at the end. A size that is too small is POINTSBANK_USAGE; of one
 *             that is larger than what this library knows, what it does not know must be 0.
 *  Environment. The library reads no clock, no locale and no environment, and writes to no standard stream.
 */
#ifndef POINTSBANK_H
#define POINTSBANK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define POINTSBANK_NOEXCEPT noexcept
extern "C" {
#else
#define POINTSBANK_NOEXCEPT
#endif

#ifndef POINTSBANK_API
#define POINTSBANK_API
#endif

/* What this header belongs to. pointsbank_version says what is linked; within 0.1 both fit together. */
#define POINTSBANK_VERSION "0.1.0"

#define POINTSBANK_TO_NUL ((size_t)-1)
#define POINTSBANK_MOST_BYTES ((size_t)1 << 40)

/* Cells without a value in columns. */
#define POINTSBANK_ABSENT INT64_MIN          /* in columns of int64_t */
#define POINTSBANK_ABSENT_DAY INT32_MIN      /* in columns of days */
#define POINTSBANK_ABSENT_CODE UINT32_MAX    /* in columns of codes */

/* ------------------------------------------------------------------------------------------------ status and errors */

/* Closed lists of words are int32_t, so that every language agrees on their size and a wrong number is an error. */
typedef int32_t pointsbank_status;
enum {
  POINTSBANK_OK = 0,
  POINTSBANK_MACHINE = 1,         /* a file cannot be opened, read or written; no memory; what was begun is undone */
  POINTSBANK_WRONG_INPUT = 2,     /* a rule list, table, command or question is wrong: pointsbank_last_issues_json */
  POINTSBANK_USAGE = 3,           /* called wrongly: a null or freed handle, an unknown word, tables of other rules */
  POINTSBANK_CANCELLED = 4,       /* the progress function said so */
  POINTSBANK_BUSY = 5,            /* somebody else holds the bank's file; nothing was done: try again */
  POINTSBANK_UNKNOWN_OUTCOME = 6, /* the machine failed while a command was made durable: it is there wholly or not at
                                     all. Open the bank anew and give the same command with the same key again. */
  POINTSBANK_INTERNAL = 7         /* a fault of the library: please report it with pointsbank_last_error */
};

typedef int32_t pointsbank_language;
enum { POINTSBANK_ENGLISH = 0, POINTSBANK_CHINESE = 1 };

/* What documents are given as: one JSON document for programs, or text for people. */
typedef int32_t pointsbank_form;
enum { POINTSBANK_JSON = 0, POINTSBANK_TEXT_ENGLISH = 1, POINTSBANK_TEXT_CHINESE = 2 };

/* The linked library's version, "0.1.0". Never freed. */
POINTSBANK_API const char *pointsbank_version(void) POINTSBANK_NOEXCEPT;

/* What the last function that failed in this thread had to say, for people: a line an issue, each with its place and a
 * hint. "" where none has failed yet. Belongs to the thread: valid until the next function fails in it (functions that
 * end well leave it as it is) or the thread ends. Where threads are not the caller's own (goroutines, virtual threads),
 * pin them for the call and this one, or copy both in one go. */
POINTSBANK_API const char *pointsbank_last_error(pointsbank_language language) POINTSBANK_NOEXCEPT;

/* The same for programs: a JSON array with an object for each issue, `[]` where the error was of another kind.
 *
 *   [{"code": "unknown_key", "severity": "error", "file": "village.json", "line": 12, "column": 7,
 *     "pointer": "/rules/0/scroe", "sentence": {"zh": "…", "en": "…"}, "hint": {"zh": "…", "en": "…"}}]
 *
 * Lines and columns are 0 where they are not known, `hint` is null where there is none. Lifetime as above. */
POINTSBANK_API const char *pointsbank_last_issues_json(void) POINTSBANK_NOEXCEPT;

/* How many handles are open in this process, of all kinds: what a test of yours compares before and after. */
POINTSBANK_API size_t pointsbank_open_handles(void) POINTSBANK_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------------------ texts */

/* A text that a function gave. */
typedef struct pointsbank_text pointsbank_text;

/* Its bytes, with a NUL behind; NULL where the handle is no open text. Valid until the text is freed. */
POINTSBANK_API const char *pointsbank_text_data(const pointsbank_text *text) POINTSBANK_NOEXCEPT;
/* How many bytes, without the NUL; 0 where the handle is no open text. */
POINTSBANK_API size_t pointsbank_text_size(const pointsbank_text *text) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_text_free(pointsbank_text *text) POINTSBANK_NOEXCEPT;

/* A document that goes in, and the name by which messages speak of it. Of a table the name decides what it is: JSON
 * Lines where it ends in `.jsonl`, CSV otherwise. */
typedef struct pointsbank_source {
  const char *name; /* NULL: "text" */
  const char *data;
  size_t size;
} pointsbank_source;

/* Called now and then from the calling thread during long work: `done` of `total` (bytes, rows, thousandths; 0: not
 * known). Return 0 to stop: the function ends with POINTSBANK_CANCELLED. It must return (no longjmp, no exception), and
 * must not use the bank that is at work: that is POINTSBANK_USAGE. */
typedef int32_t (*pointsbank_progress)(void *context, uint64_t done, uint64_t total);

/* ------------------------------------------------------------------------------------------------------- rule lists */

/* A rule book, checked and compiled. */
typedef struct pointsbank_rules pointsbank_rules;

/* Everything that is wrong with the lists and with the book that they form together; of lists without mistakes, what is
 * worth a second look. POINTSBANK_OK also where there are mistakes: they are what was asked for.
 *   {"errors": 1, "warnings": 0, "issues": […]}      the issues as in pointsbank_last_issues_json */
POINTSBANK_API pointsbank_status pointsbank_check(const pointsbank_source *lists, size_t count,
                                                  pointsbank_text **issues) POINTSBANK_NOEXCEPT;

/* POINTSBANK_WRONG_INPUT with all issues where the lists have mistakes. `count` is at most 10,000. */
POINTSBANK_API pointsbank_status pointsbank_rules_from_texts(const pointsbank_source *lists, size_t count,
                                                             pointsbank_rules **rules) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_rules_from_files(const char *const *files, size_t count,
                                                             pointsbank_rules **rules) POINTSBANK_NOEXCEPT;
/* What a program needs to know of the book:
 *   {"id": "village", "decimals": 2, "utc_offset": "+08:00", "subject": "household", "groups": ["grid"],
 *    "subject_attributes": [{"name": "persons", "type": "number"}], "event_attributes": [],
 *    "lists": [{"id": "village", "version": "2026.1", "title": {"zh": "…", "en": "…"}}]} */
POINTSBANK_API pointsbank_status pointsbank_rules_describe(const pointsbank_rules *rules,
                                                           pointsbank_text **description) POINTSBANK_NOEXCEPT;
/* Another book: this one with a reform (JSON, docs/reforms.md) applied. This one stays as it is. */
POINTSBANK_API pointsbank_status pointsbank_rules_reform(const pointsbank_rules *rules, const pointsbank_source *reform,
                                                         pointsbank_rules **changed) POINTSBANK_NOEXCEPT;
/* What changed between two books, by meaning. */
POINTSBANK_API pointsbank_status pointsbank_rules_differences(const pointsbank_rules *before,
                                                              const pointsbank_rules *after, pointsbank_form form,
                                                              pointsbank_text **differences) POINTSBANK_NOEXCEPT;
/* The book as a village posts it on the wall; `format` is "text", "markdown" or "html". */
POINTSBANK_API pointsbank_status pointsbank_rules_notice(const pointsbank_rules *rules, const char *format,
                                                         pointsbank_language language,
                                                         pointsbank_text **notice) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_rules_free(pointsbank_rules *rules) POINTSBANK_NOEXCEPT;

/* ----------------------------------------------------------------------------------------------------------- tables */

typedef struct pointsbank_roster pointsbank_roster;       /* who is scored */
typedef struct pointsbank_members pointsbank_members;     /* which household a member belongs to, from when to when */
typedef struct pointsbank_events pointsbank_events;       /* what households did */
typedef struct pointsbank_entries pointsbank_entries;     /* redemptions, refunds, transfers, opening balances */
typedef struct pointsbank_published pointsbank_published; /* closings that a village has published: they stay */

/* How tables are read. NULL instead: all as it is where everything is 0. */
typedef struct pointsbank_read_options {
  size_t struct_size;
  int32_t threads; /* 0: 1 */
  int32_t reserved; /* 0 */
  pointsbank_progress progress;
  void *context;
  /* Where given, rows that cannot be taken are left out and put here, as CSV with the reason of each (in English);
   * NULL is put where there are none. Otherwise they are POINTSBANK_WRONG_INPUT, up to a hundred of them at once. */
  pointsbank_text **bad_rows;
  /* Where given, what was found odd (columns that nobody asked for) is put here, as JSON like the issues; NULL where
   * nothing was. */
  pointsbank_text **warnings;
} pointsbank_read_options;

/* A table belongs to the rules that it was read for: these say which columns there are. Another book takes it where it
 * declares the same (a reform of the same book does, mostly); otherwise that is POINTSBANK_USAGE. */
POINTSBANK_API pointsbank_status pointsbank_roster_from_text(const pointsbank_rules *rules,
                                                             const pointsbank_source *table,
                                                             const pointsbank_read_options *options,
                                                             pointsbank_roster **roster) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_roster_from_file(const pointsbank_rules *rules, const char *file,
                                                             const pointsbank_read_options *options,
                                                             pointsbank_roster **roster) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_roster_free(pointsbank_roster *roster) POINTSBANK_NOEXCEPT;

POINTSBANK_API pointsbank_status pointsbank_members_from_text(const pointsbank_rules *rules,
                                                              const pointsbank_source *table,
                                                              const pointsbank_read_options *options,
                                                              pointsbank_members **members) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_members_from_file(const pointsbank_rules *rules, const char *file,
                                                              const pointsbank_read_options *options,
                                                              pointsbank_members **members) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_members_free(pointsbank_members *members) POINTSBANK_NOEXCEPT;

POINTSBANK_API pointsbank_status pointsbank_events_from_text(const pointsbank_rules *rules,
                                                             const pointsbank_source *table,
                                                             const pointsbank_read_options *options,
                                                             pointsbank_events **events) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_events_from_file(const pointsbank_rules *rules, const char *file,
                                                             const pointsbank_read_options *options,
                                                             pointsbank_events **events) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_events_free(pointsbank_events *events) POINTSBANK_NOEXCEPT;

/* Entries name households of this roster. */
POINTSBANK_API pointsbank_status pointsbank_entries_from_text(const pointsbank_rules *rules,
                                                              const pointsbank_roster *roster,
                                                              const pointsbank_source *table,
                                                              const pointsbank_read_options *options,
                                                              pointsbank_entries **entries) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_entries_from_file(const pointsbank_rules *rules,
                                                              const pointsbank_roster *roster, const char *file,
                                                              const pointsbank_read_options *options,
                                                              pointsbank_entries **entries) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_entries_free(pointsbank_entries *entries) POINTSBANK_NOEXCEPT;

/* Texts by the names of their files: rankings.csv, ratings.csv, dividends.csv, benefits.csv (or .jsonl), folders before
 * the name do not matter; at most 10,000. Or a folder with such files. */
POINTSBANK_API pointsbank_status pointsbank_published_from_texts(const pointsbank_rules *rules,
                                                                 const pointsbank_roster *roster,
                                                                 const pointsbank_source *tables, size_t count,
                                                                 const pointsbank_read_options *options,
                                                                 pointsbank_published **published) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_published_from_folder(const pointsbank_rules *rules,
                                                                  const pointsbank_roster *roster, const char *folder,
                                                                  const pointsbank_read_options *options,
                                                                  pointsbank_published **published) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_published_free(pointsbank_published *published) POINTSBANK_NOEXCEPT;

/* ---------------------------------------------------------------------------------------------------------- columns */

/* Texts, back to back: text t is bytes[offsets[t]] to bytes[offsets[t + 1]]; offsets begin with 0, do not fall, and end
 * with bytes_size. Without codes, text r is row r's. With codes (one a row) row r has the text codes[r], or none where
 * the code is POINTSBANK_ABSENT_CODE: for words that repeat. An empty text is an absent value. */
typedef struct pointsbank_texts {
  const char *bytes;
  size_t bytes_size;
  const uint64_t *offsets; /* count + 1 of them; NULL: the column is not there */
  size_t count;
  const uint32_t *codes;
} pointsbank_texts;

/* The value of a row is mantissas[r] x 10^-decimals (decimals from 0 to 9), or absent: POINTSBANK_ABSENT. */
typedef struct pointsbank_decimals {
  const int64_t *mantissas; /* NULL: the column is not there */
  int32_t decimals;
  int32_t reserved; /* 0 */
} pointsbank_decimals;

typedef int32_t pointsbank_attribute_type;
enum { POINTSBANK_NUMBER = 0, POINTSBANK_STRING = 1, POINTSBANK_BOOLEAN = 2, POINTSBANK_DATE = 3 };

/* A column of an event attribute that the rules declare, by its name. The field of its type is read, no other. */
typedef struct pointsbank_attribute {
  const char *name;
  pointsbank_attribute_type type;
  int32_t reserved; /* 0 */
  pointsbank_decimals numbers;
  pointsbank_texts texts;
  const int8_t *booleans; /* 0, 1, or -1: absent */
  const int32_t *dates;   /* days since 1970-01-01, or POINTSBANK_ABSENT_DAY */
} pointsbank_attribute;

/* Events as columns, each of `rows` cells. `event`, `kind`, `days`, and `household` or `member` are required. */
typedef struct pointsbank_event_columns {
  size_t struct_size;
  size_t rows; /* fewer than 2^32 - 1 */
  pointsbank_texts event;
  pointsbank_texts household;
  pointsbank_texts kind;
  const int32_t *days;         /* of `at`: the civil date at the book's UTC offset, as days since 1970-01-01;
                                  revocations may have POINTSBANK_ABSENT_DAY */
  const int32_t *seconds;      /* of that day, or -1 where `at` is a bare date; NULL: all are */
  const int32_t *microseconds; /* of that second; NULL: all 0 */
  const int64_t *recorded;     /* microseconds since 1970 UTC, or POINTSBANK_ABSENT; NULL: all absent */
  pointsbank_decimals quantity;
  pointsbank_decimals points;
  pointsbank_texts grade;
  pointsbank_texts member;
  pointsbank_texts act;
  pointsbank_texts revokes; /* a row with an id here is no event: it revokes that one */
  const pointsbank_attribute *attributes;
  size_t attribute_count;
} pointsbank_event_columns;

/* The same table that a file with these cells gives, checked alike; messages count rows as lines from 1. The columns
 * are copied. */
POINTSBANK_API pointsbank_status pointsbank_events_from_columns(const pointsbank_rules *rules,
                                                                const pointsbank_event_columns *columns,
                                                                pointsbank_events **events) POINTSBANK_NOEXCEPT;

/* ------------------------------------------------------------------------------------------------------- evaluation */

/* What an evaluation came to. */
typedef struct pointsbank_evaluation pointsbank_evaluation;

typedef struct pointsbank_evaluate_options {
  size_t struct_size;
  const char *through;                   /* the last day to evaluate, "2026-12-31"; required */
  const char *as_of;                     /* what was recorded later is not known: a moment, a date (its end), or NULL */
  const pointsbank_members *members;     /* NULL: nobody's household is found by member, and none is checked */
  const pointsbank_entries *entries;     /* or NULL */
  const pointsbank_published *published; /* or NULL */
  int32_t postings;                      /* 1: make them too; balances are always made */
  int32_t outcomes;
  int32_t closings; /* rankings, ratings, dividends, benefits */
  int32_t threads;  /* 0: 1; the result does not depend on it */
  pointsbank_progress progress;
  void *context;
} pointsbank_evaluate_options;

/* A pure function of what is handed in. */
POINTSBANK_API pointsbank_status pointsbank_evaluate(const pointsbank_rules *rules, const pointsbank_roster *roster,
                                                     const pointsbank_events *events,
                                                     const pointsbank_evaluate_options *options,
                                                     pointsbank_evaluation **evaluation) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_evaluation_free(pointsbank_evaluation *evaluation) POINTSBANK_NOEXCEPT;

/* A table by name: balances, postings, outcomes, rankings, ratings, dividends, benefits. CSV is byte for byte what
 * `pointsbank evaluate` writes. POINTSBANK_USAGE where the table was not asked for in the options. */
POINTSBANK_API pointsbank_status pointsbank_evaluation_csv(const pointsbank_evaluation *evaluation, const char *table,
                                                           pointsbank_text **csv) POINTSBANK_NOEXCEPT;
/* The same as JSON: {"balances": [{"household": "H1", "standing": "12.50", …}, …]}; every cell is the text of the CSV,
 * null where it is empty. */
POINTSBANK_API pointsbank_status pointsbank_evaluation_json(const pointsbank_evaluation *evaluation, const char *table,
                                                            pointsbank_text **json) POINTSBANK_NOEXCEPT;

/* Results as columns. Set struct_size, the function fills the rest. The cells belong to the evaluation: valid until it
 * is freed. They are made at the first call. */
typedef struct pointsbank_balance_columns {
  size_t struct_size;
  size_t rows;
  int32_t decimals;
  int32_t reserved;
  pointsbank_texts household; /* in the order of the ids' bytes; no codes */
  const int64_t *standing;
  const int64_t *spendable; /* below 0: a debt */
  const int64_t *earned;
  const int64_t *deducted;     /* a magnitude */
  const int32_t *frozen_until; /* days since 1970-01-01, or POINTSBANK_ABSENT_DAY */
} pointsbank_balance_columns;

typedef struct pointsbank_posting_columns {
  size_t struct_size;
  size_t rows; /* posting n is row n - 1 */
  int32_t decimals;
  int32_t reserved;
  const int32_t *day;
  pointsbank_texts household; /* with codes: the row of the balances */
  pointsbank_texts member;    /* of the event; with codes */
  pointsbank_texts source;    /* id of the rule or closing, `base`, or the entry's cause; with codes */
  pointsbank_texts event;     /* id of the event or entry; empty: none; no codes */
  pointsbank_texts cause;     /* with codes */
  const int64_t *standing;
  const int64_t *spendable;
} pointsbank_posting_columns;

POINTSBANK_API pointsbank_status
pointsbank_evaluation_balances(const pointsbank_evaluation *evaluation,
                               pointsbank_balance_columns *columns) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status
pointsbank_evaluation_postings(const pointsbank_evaluation *evaluation,
                               pointsbank_posting_columns *columns) POINTSBANK_NOEXCEPT;

/* How every point of a household, or of one event, came to be and why others did not. One of the two is given, the
 * other is NULL; POINTSBANK_USAGE where it is not there. */
POINTSBANK_API pointsbank_status pointsbank_explain(const pointsbank_evaluation *evaluation, const char *household,
                                                    const char *event, pointsbank_form form,
                                                    pointsbank_text **explanation) POINTSBANK_NOEXCEPT;

/* What another rule book does to whom: two evaluations of the same roster, both with postings and closings. */
POINTSBANK_API pointsbank_status pointsbank_compare(const pointsbank_evaluation *before,
                                                    const pointsbank_evaluation *after, pointsbank_form form,
                                                    pointsbank_text **comparison) POINTSBANK_NOEXCEPT;

/* --------------------------------------------------------------------------------------------------------- the bank */

/* A bank's file, open. Calls on it take turns; for more at once open the file several times: any number of handles and
 * processes may have it open, one at a time writes. */
typedef struct pointsbank_bank pointsbank_bank;

/* NULL instead: all as it is where everything is 0. */
typedef struct pointsbank_bank_options {
  size_t struct_size;
  int32_t busy_milliseconds; /* how long to wait for another writer; 0: 10,000; -1: not at all */
  int32_t threads;           /* for evaluating everybody and for verify; 0: 1 */
  int32_t read_only;
  int32_t may_read_files;        /* 1: a command may name a file ("table": "roster.csv"), which is read from the disk */
  pointsbank_progress progress;  /* told during the question `verify` */
  void *context;
} pointsbank_bank_options;

/* Makes a new file. `id` names the bank on sheets and slips, `by` is who made it, `at` the moment, RFC 3339
 * ("2026-03-05T20:15:00+08:00"). POINTSBANK_WRONG_INPUT where the file is there already. */
POINTSBANK_API pointsbank_status pointsbank_bank_create(const char *file, const char *id, const char *by,
                                                        const char *at, const pointsbank_bank_options *options,
                                                        pointsbank_bank **bank) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_bank_open(const char *file, const pointsbank_bank_options *options,
                                                      pointsbank_bank **bank) POINTSBANK_NOEXCEPT;
/* Lets go of the file; where another thread is in a call, when that one has ended. */
POINTSBANK_API pointsbank_status pointsbank_bank_close(pointsbank_bank *bank) POINTSBANK_NOEXCEPT;
/* {"id": "village", "decimals": 2, "utc_offset": "+08:00"}: what amounts and moments in answers are written with. */
POINTSBANK_API pointsbank_status pointsbank_bank_describe(pointsbank_bank *bank,
                                                          pointsbank_text **description) POINTSBANK_NOEXCEPT;

/* Changes something, or says why not. A command is a JSON object with `command`, `by`, `at`, `key` and its fields:
 *   {"command": "submit", "by": "H1", "at": "2026-03-02T09:00:00+08:00", "key": "phone-7-0001",
 *    "household": "H1", "kind": "tidy_yard", "occurred": "2026-03-01"}
 * A refusal is an answer, with POINTSBANK_OK: `code` is "done" or why not.
 *   {"code": "done", "replayed": false, "values": {"event": "c-1", …}, "sentence": {"zh": "…", "en": "…"}}
 * POINTSBANK_WRONG_INPUT where the command itself is wrong: nothing is kept then, not the key either. With
 * POINTSBANK_OK the command is durable: it survives the machine losing power. */
POINTSBANK_API pointsbank_status pointsbank_bank_execute(pointsbank_bank *bank, const char *command, size_t size,
                                                         pointsbank_text **answer) POINTSBANK_NOEXCEPT;
/* The same with tables and rule lists beside: where the command names one of `files` ("table": "roster.csv"), that is
 * taken; it need not be written into JSON. Names that are not among them are POINTSBANK_WRONG_INPUT, unless the bank
 * may read files. */
POINTSBANK_API pointsbank_status pointsbank_bank_execute_with_files(pointsbank_bank *bank, const char *command,
                                                                    size_t size, const pointsbank_source *files,
                                                                    size_t count,
                                                                    pointsbank_text **answer) POINTSBANK_NOEXCEPT;
/* Many with one sync: `commands` is a JSON array, or JSON Lines. The answers come in the same form and order. A command
 * that is wrong has the code "wrong_input", and the others are carried out all the same. */
POINTSBANK_API pointsbank_status pointsbank_bank_execute_many(pointsbank_bank *bank, const char *commands, size_t size,
                                                              pointsbank_text **answers) POINTSBANK_NOEXCEPT;

/* Asks. A question is a JSON object:
 *   {"question": "balance", "household": "H1", "by": "H1", "at": moment}    these four settle first, as `by`
 *   {"question": "balances", "by": "chen", "at": moment}
 *   {"question": "statement", "household": "H1", "by": "H1", "at": moment}  the passbook
 *   {"question": "board", "by": "chen", "at": moment}                       what is public, names masked
 *   {"question": "balances_as_of", "as_of": moment}                         what the book said then
 *   {"question": "statement_as_of", "household": "H1", "as_of": moment}
 *   {"question": "why", "event": "c-1"}                                     the event's way, and its explanation
 *   {"question": "claims", "state": "submitted", "household": "H1"}         both may be left out
 *   {"question": "shelf"}    {"question": "redemptions", "household": "H1"}  (household may be left out)
 *   {"question": "verify", "replay": true}    {"question": "differences"}
 *   {"question": "sheet", "month": "2026-03"}    {"question": "slip", "entry": 17}
 *   {"question": "exported", "form": "ledger"}                              csv, jsonl, ledger, hledger, beancount
 *   {"question": "back_up", "file": "copy.pointsbank"}                      writes a copy; {"file": "copy.pointsbank"}
 * The answer is a JSON document, byte for byte as `pointsbank bank … --json`; with "lang": "zh" or "en" it is text for
 * people instead. (Of `exported` it is the file itself.) Who may ask what is the caller's to decide: nothing here knows
 * who is signed in; so never pass a question on as it came from outside. */
POINTSBANK_API pointsbank_status pointsbank_bank_ask(pointsbank_bank *bank, const char *question, size_t size,
                                                     pointsbank_text **answer) POINTSBANK_NOEXCEPT;

/* Without a bank: is the slip's entry among those that the sheet stands for? Does the sheet go on from the one before
 * it (`before` may be NULL: the one that it names itself)? The issues as of pointsbank_check; no errors: it holds.
 * POINTSBANK_WRONG_INPUT where a document is none at all. */
POINTSBANK_API pointsbank_status pointsbank_check_slip(const pointsbank_source *slip, const pointsbank_source *sheet,
                                                       pointsbank_text **issues) POINTSBANK_NOEXCEPT;
POINTSBANK_API pointsbank_status pointsbank_check_sheet(const pointsbank_source *sheet,
                                                        const pointsbank_source *before,
                                                        pointsbank_text **issues) POINTSBANK_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
