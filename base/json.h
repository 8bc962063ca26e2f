/* Strict JSON reading (by jansson, hidden here): duplicate keys are refused, depth is limited. Writing is
 * text_json/text_number. */
#ifndef LEXBENCH_JSON_H
#define LEXBENCH_JSON_H
#include "base/error.h"
#include <stdbool.h>
#include <stddef.h>
struct json; /* a value; borrowed from its root */
struct json *json_parse(const char *name, const char *bytes, size_t size,
                        struct error *err); /* NULL: err names name:line:col, and what helps where that is known */
/* The same of a line of a file, in which one value stands alone. */
struct json *json_parse_line(const char *name, long line, const char *bytes, size_t size, struct error *err);
void json_free(struct json *root);
const struct json *json_get(const struct json *object, const char *key); /* NULL when absent or object is NULL */
const struct json *json_at(const struct json *array, int i);
int json_count(const struct json *array_or_object);     /* 0 for others */
const char *json_key(const struct json *object, int i); /* keys in the text's order */
const struct json *json_value(const struct json *object, int i);
const char *json_text(const struct json *value);         /* NULL when not a string */
bool json_number(const struct json *value, double *out); /* integer or real; false otherwise */
bool json_is_null(const struct json *value);             /* the three: false when value is NULL */
bool json_is_array(const struct json *value);
bool json_is_object(const struct json *value);
#endif
