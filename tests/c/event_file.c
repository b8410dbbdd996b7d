#include "event_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

enum { most_columns = 64, plain_columns = 11 };

/* A column in the making: the cells' texts first, then what its type makes of them. */
struct column {
  char name[128];
  char* bytes;
  size_t used, room;
  uint64_t* offsets;
  int64_t* mantissas;
  int8_t* booleans;
  int32_t* days;
  int decimals;
};

struct event_file {
  struct column columns[most_columns];
  size_t count, rows;
  int32_t *days, *seconds, *microseconds;
  int64_t* recorded;
  pointsbank_attribute attributes[most_columns];
  pointsbank_event_columns result;
};

static void* need(void* memory) {
  CHECK(memory != NULL);
  return memory;
}

static void add_byte(struct column* column, char byte) {
  if (column->used == column->room) {
    column->room = column->room * 2 + 64;
    column->bytes = need(realloc(column->bytes, column->room));
  }
  column->bytes[column->used++] = byte;
}

/* One cell, which may stand in quotes; where it ends. */
static const char* read_cell(const char* at, struct column* column) {
  if (*at == '"') {
    for (++at; !(at[0] == '"' && at[1] != '"'); ++at) {
      if (at[0] == '"') ++at;
      add_byte(column, *at);
    }
    return at + 1;
  }
  for (; *at != ',' && *at != '\n' && *at != '\r' && *at != '\0'; ++at) add_byte(column, *at);
  return at;
}

static const char* end_of_line(const char* at) {
  if (*at == '\r') ++at;
  return *at == '\n' ? at + 1 : at;
}

static void read_csv(event_file* file, const char* csv) {
  const char* at = csv;
  if (strncmp(at, "\xEF\xBB\xBF", 3) == 0) at += 3;
  for (;;) {
    struct column* const column = &file->columns[file->count++];
    CHECK(file->count < most_columns);
    at = read_cell(at, column);
    memcpy(column->name, column->bytes, column->used);
    column->used = 0;
    column->offsets = need(calloc(strlen(csv) + 2, sizeof *column->offsets));
    if (*at != ',') break;
    ++at;
  }
  at = end_of_line(at);
  while (*at != '\0') {
    for (size_t i = 0; i < file->count; ++i) {
      at = read_cell(at, &file->columns[i]);
      file->columns[i].offsets[file->rows + 1] = file->columns[i].used;
      if (*at == ',') ++at;
    }
    at = end_of_line(at);
    ++file->rows;
  }
}

static struct column* find(event_file* file, const char* name) {
  for (size_t i = 0; i < file->count; ++i) {
    if (strcmp(file->columns[i].name, name) == 0) return &file->columns[i];
  }
  return NULL;
}

static void cell_text(const struct column* column, size_t row, char text[128]) {
  const size_t size = column->offsets[row + 1] - column->offsets[row];
  CHECK(size < 128);
  memcpy(text, column->bytes + column->offsets[row], size);
  text[size] = '\0';
}

static pointsbank_texts texts_of(const event_file* file, const struct column* column) {
  pointsbank_texts texts = {0};
  if (column == NULL) return texts;
  texts.bytes = column->bytes;
  texts.bytes_size = column->used;
  texts.offsets = column->offsets;
  texts.count = file->rows;
  return texts;
}

static int32_t days_of(int year, int month, int day) {
  const int y = month <= 2 ? year - 1 : year;
  const int era = y / 400, of_era = y - era * 400;
  const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return (int32_t)(era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468);
}

/* A date or moment; microseconds since 1970 UTC, or of a bare date its first at UTC. */
static int64_t read_moment(const char* text, int* is_date) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ahead = 0, used = 0;
  int64_t micro = 0;
  CHECK(sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3);
  *is_date = text[used] == '\0';
  if (!*is_date) {
    const char* rest = text + used + 1;
    CHECK(sscanf(rest, "%2d:%2d:%2d%n", &hour, &minute, &second, &used) == 3);
    rest += used;
    if (*rest == '.') {
      int64_t worth = 100000;
      for (++rest; *rest >= '0' && *rest <= '9'; ++rest, worth /= 10) micro += (*rest - '0') * worth;
    }
    if (*rest == '+' || *rest == '-') {
      int hours = 0, minutes = 0;
      CHECK(sscanf(rest + 1, "%2d:%2d", &hours, &minutes) == 2);
      ahead = (hours * 60 + minutes) * (*rest == '-' ? -1 : 1);
    }
  }
  return ((int64_t)days_of(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - ahead * 60) * 1000000 +
         micro;
}

static void read_at(event_file* file, int utc_offset) {
  const struct column* const at = find(file, "at");
  const struct column* const recorded = find(file, "recorded");
  const size_t room = file->rows + 1;
  file->days = need(calloc(room, sizeof(int32_t)));
  file->seconds = need(calloc(room, sizeof(int32_t)));
  file->microseconds = need(calloc(room, sizeof(int32_t)));
  file->recorded = need(calloc(room, sizeof(int64_t)));
  for (size_t row = 0; row < file->rows; ++row) {
    char text[128];
    int is_date = 0;
    int64_t local = 0;
    cell_text(at, row, text);
    if (text[0] == '\0') {
      file->days[row] = POINTSBANK_ABSENT_DAY;
      file->seconds[row] = -1;
    } else {
      local = read_moment(text, &is_date);
      if (!is_date) local += (int64_t)utc_offset * 60 * 1000000;
      file->days[row] = (int32_t)((local - (local < 0 ? 86399999999 : 0)) / 86400000000);
      local -= (int64_t)file->days[row] * 86400000000;
      file->seconds[row] = is_date ? -1 : (int32_t)(local / 1000000);
      file->microseconds[row] = is_date ? 0 : (int32_t)(local % 1000000);
    }
    file->recorded[row] = POINTSBANK_ABSENT;
    if (recorded == NULL) continue;
    cell_text(recorded, row, text);
    if (text[0] != '\0') file->recorded[row] = read_moment(text, &is_date);
  }
}

/* At the finest scale of the column. */
static pointsbank_decimals decimals_of(const event_file* file, struct column* column) {
  pointsbank_decimals result = {0};
  char text[128];
  if (column == NULL) return result;
  column->mantissas = need(calloc(file->rows + 1, sizeof(int64_t)));
  for (size_t row = 0; row < file->rows; ++row) {
    const char* point = NULL;
    cell_text(column, row, text);
    point = strchr(text, '.');
    if (point != NULL && (int)strlen(point + 1) > column->decimals) column->decimals = (int)strlen(point + 1);
  }
  for (size_t row = 0; row < file->rows; ++row) {
    const char* point = NULL;
    int digits = 0;
    cell_text(column, row, text);
    if (text[0] == '\0') {
      column->mantissas[row] = POINTSBANK_ABSENT;
      continue;
    }
    for (point = text + (text[0] == '-'); *point != '\0'; ++point) {
      if (*point == '.') continue;
      column->mantissas[row] = column->mantissas[row] * 10 + (*point - '0');
    }
    digits = strchr(text, '.') == NULL ? 0 : (int)strlen(strchr(text, '.') + 1);
    for (; digits < column->decimals; ++digits) column->mantissas[row] *= 10;
    if (text[0] == '-') column->mantissas[row] = -column->mantissas[row];
  }
  result.mantissas = column->mantissas;
  result.decimals = column->decimals;
  return result;
}

static void read_attribute(event_file* file, pointsbank_attribute* attribute, struct column* column, const char* type) {
  char text[128];
  attribute->name = column->name;
  if (strncmp(type, "number", 6) == 0) {
    attribute->type = POINTSBANK_NUMBER;
    attribute->numbers = decimals_of(file, column);
  } else if (strncmp(type, "string", 6) == 0) {
    attribute->type = POINTSBANK_STRING;
    attribute->texts = texts_of(file, column);
  } else if (strncmp(type, "boolean", 7) == 0) {
    column->booleans = need(calloc(file->rows + 1, 1));
    for (size_t row = 0; row < file->rows; ++row) {
      cell_text(column, row, text);
      column->booleans[row] = (int8_t)(text[0] == '\0' ? -1 : text[0] == 't');
    }
    attribute->type = POINTSBANK_BOOLEAN;
    attribute->booleans = column->booleans;
  } else {
    column->days = need(calloc(file->rows + 1, sizeof(int32_t)));
    for (size_t row = 0; row < file->rows; ++row) {
      int is_date = 0;
      cell_text(column, row, text);
      column->days[row] =
          text[0] == '\0' ? POINTSBANK_ABSENT_DAY : (int32_t)(read_moment(text, &is_date) / 86400000000);
    }
    attribute->type = POINTSBANK_DATE;
    attribute->dates = column->days;
  }
}

/* Those that the rules declare, as their description names them. */
static size_t read_attributes(event_file* file, const char* description) {
  const char* at = strstr(description, "\"event_attributes\"");
  const char* const end = strstr(at, "]");
  size_t count = 0;
  while ((at = strstr(at, "{\"name\": \"")) != NULL && at < end) {
    const char* const name = at + 10;
    const char* const type = strstr(name, "\"type\": \"") + 9;
    char text[128] = "";
    memcpy(text, name, (size_t)(strchr(name, '"') - name));
    CHECK(find(file, text) != NULL);
    read_attribute(file, &file->attributes[count++], find(file, text), type);
    at = type;
  }
  return count;
}

event_file* event_file_of(const char* csv, const char* description) {
  event_file* const file = need(calloc(1, sizeof *file));
  pointsbank_event_columns* const result = &file->result;
  const char* const offset = strstr(description, "\"utc_offset\": \"") + 15;
  char* const subject = json_text(description, "subject");
  int hours = 0, minutes = 0;
  CHECK(sscanf(offset + 1, "%2d:%2d", &hours, &minutes) == 2);
  read_csv(file, csv);
  read_at(file, (hours * 60 + minutes) * (*offset == '-' ? -1 : 1));
  result->struct_size = sizeof *result;
  result->rows = file->rows;
  result->event = texts_of(file, find(file, "event"));
  result->household = texts_of(file, find(file, subject));
  result->kind = texts_of(file, find(file, "kind"));
  result->grade = texts_of(file, find(file, "grade"));
  result->member = texts_of(file, find(file, "member"));
  result->act = texts_of(file, find(file, "act"));
  result->revokes = texts_of(file, find(file, "revokes"));
  result->quantity = decimals_of(file, find(file, "quantity"));
  result->points = decimals_of(file, find(file, "points"));
  result->days = file->days;
  result->seconds = file->seconds;
  result->microseconds = file->microseconds;
  result->recorded = file->recorded;
  result->attributes = file->attributes;
  result->attribute_count = read_attributes(file, description);
  free(subject);
  return file;
}

const pointsbank_event_columns* event_file_columns(const event_file* file) { return &file->result; }

void event_file_free(event_file* file) {
  for (size_t i = 0; i < file->count; ++i) {
    free(file->columns[i].bytes);
    free(file->columns[i].offsets);
    free(file->columns[i].mantissas);
    free(file->columns[i].booleans);
    free(file->columns[i].days);
  }
  free(file->days);
  free(file->seconds);
  free(file->microseconds);
  free(file->recorded);
  free(file);
}
