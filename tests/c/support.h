/* What the tests of the C binding share: files, checks, and just enough of JSON and CSV to read the cases. */
#ifndef POINTSBANK_TESTS_C_SUPPORT_H
#define POINTSBANK_TESTS_C_SUPPORT_H

#include <stddef.h>

#include "pointsbank.h"

/* Ends the program, saying where and why, unless the condition holds. */
#define CHECK(condition) check_that((condition) != 0, #condition, __FILE__, __LINE__)
/* The call must end with this status; otherwise the program ends with what the library says. */
#define EXPECT(status, call) check_status((status), (call), #call, __FILE__, __LINE__)
#define DO(call) EXPECT(POINTSBANK_OK, call)

void check_that(int holds, const char* what, const char* file, int line);
void check_status(pointsbank_status expected, pointsbank_status found, const char* what, const char* file, int line);

/* A file's content with a NUL behind; freed by the caller. Ends the program where it cannot be read. */
char* content_of(const char* file, size_t* size);
/* `folder/name`, freed by the caller. */
char* joined(const char* folder, const char* name);
int is_there(const char* file);

/* The string of a key of a flat JSON object, freed by the caller; NULL where it is null or not there. */
char* json_text(const char* json, const char* key);
/* Is the text within the other? */
int holds(const char* text, const char* part);
/* The same of a text of the library, which is freed. */
int text_holds(pointsbank_text* text, const char* part);

/* Copies of texts that have come from the library, freed by the caller; the library's own are freed. */
char* taken(pointsbank_text* text);

#endif
