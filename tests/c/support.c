#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void check_that(int holds, const char* what, const char* file, int line) {
  if (holds) return;
  fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
  exit(1);
}

void check_status(pointsbank_status expected, pointsbank_status found, const char* what, const char* file, int line) {
  if (expected == found) return;
  fprintf(stderr, "%s:%d: status %d instead of %d: %s\n%s\n", file, line, (int)found, (int)expected, what,
          pointsbank_last_error(POINTSBANK_ENGLISH));
  exit(1);
}

char* content_of(const char* file, size_t* size) {
  FILE* const in = fopen(file, "rb");
  char* text = NULL;
  size_t used = 0, room = 1 << 16;
  if (in == NULL) {
    fprintf(stderr, "%s: cannot be opened\n", file);
    exit(1);
  }
  text = malloc(room + 1);
  CHECK(text != NULL);
  for (size_t got; (got = fread(text + used, 1, room - used, in)) > 0;) {
    used += got;
    if (used == room) {
      room *= 2;
      text = realloc(text, room + 1);
      CHECK(text != NULL);
    }
  }
  fclose(in);
  text[used] = '\0';
  *size = used;
  return text;
}

char* joined(const char* folder, const char* name) {
  const size_t size = strlen(folder) + strlen(name) + 2;
  char* const path = malloc(size);
  CHECK(path != NULL);
  snprintf(path, size, "%s/%s", folder, name);
  return path;
}

int is_there(const char* file) {
  FILE* const in = fopen(file, "rb");
  if (in != NULL) fclose(in);
  return in != NULL;
}

char* json_text(const char* json, const char* key) {
  char quoted[64];
  const char *at = NULL, *end = NULL;
  char* text = NULL;
  snprintf(quoted, sizeof quoted, "\"%s\"", key);
  at = strstr(json, quoted);
  if (at == NULL) return NULL;
  at += strlen(quoted);
  at += strspn(at, ": \r\n\t[");
  if (*at != '"') return NULL;
  end = strchr(++at, '"');
  CHECK(end != NULL);
  text = calloc((size_t)(end - at) + 1, 1);
  CHECK(text != NULL);
  memcpy(text, at, (size_t)(end - at));
  return text;
}

int holds(const char* text, const char* part) { return text != NULL && strstr(text, part) != NULL; }

int text_holds(pointsbank_text* text, const char* part) {
  const int found = holds(pointsbank_text_data(text), part);
  if (!found) fprintf(stderr, "not in: %s\n", pointsbank_text_data(text));
  DO(pointsbank_text_free(text));
  return found;
}

char* taken(pointsbank_text* text) {
  const size_t size = pointsbank_text_size(text);
  char* const copy = malloc(size + 1);
  CHECK(copy != NULL && pointsbank_text_data(text) != NULL);
  memcpy(copy, pointsbank_text_data(text), size + 1);
  CHECK(copy[size] == '\0');
  DO(pointsbank_text_free(text));
  return copy;
}
