/* A file of events as the columns that pointsbank_events_from_columns takes. */
#ifndef POINTSBANK_TESTS_C_EVENT_FILE_H
#define POINTSBANK_TESTS_C_EVENT_FILE_H

#include "pointsbank.h"

typedef struct event_file event_file;

/* Reads CSV; the attributes' types are taken from the rules' description (JSON). */
event_file* event_file_of(const char* csv, const char* description);
const pointsbank_event_columns* event_file_columns(const event_file* file);
void event_file_free(event_file* file);

#endif
