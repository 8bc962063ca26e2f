#include "base/json.h"
#include "base/memory.h"
#include <jansson.h>
#include <string.h>

/* struct json is never defined: a pointer to it is a json_t of jansson. */
static const json_t *own(const struct json *value) { return (const json_t *)value; }
static const struct json *theirs(const json_t *value) { return (const struct json *)value; }

/* Memory that ends must not pass for a damaged file. */
static void *take(size_t size) { return mem_zero(1, size); }

struct json *json_parse_line(const char *name, long line, const char *bytes, size_t size, struct error *err) {
    json_error_t problem;
    json_set_alloc_funcs(take, mem_free);
    json_t *root = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &problem);
    if (!root) error_set(err, "%s:%ld:%d: %s", name, line + problem.line - 1, problem.column, problem.text);
    return (struct json *)root;
}

struct json *json_parse(const char *name, const char *bytes, size_t size, struct error *err) {
    return json_parse_line(name, 1, bytes, size, err);
}

void json_free(struct json *root) { json_decref((json_t *)root); }

const struct json *json_get(const struct json *object, const char *key) {
    return theirs(json_object_get(own(object), key));
}

const struct json *json_at(const struct json *array, int i) { return theirs(json_array_get(own(array), (size_t)i)); }

int json_count(const struct json *value) {
    return (int)(json_array_size(own(value)) + json_object_size(own(value))); /* 0 for what it is not */
}

static void *entry(const struct json *object, int i) {
    json_t *map = (json_t *)object;
    void *at = json_object_iter(map);
    while (at && i-- > 0) at = json_object_iter_next(map, at);
    return at;
}

const char *json_key(const struct json *object, int i) {
    void *at = entry(object, i);
    return at ? json_object_iter_key(at) : NULL;
}

const struct json *json_value(const struct json *object, int i) {
    void *at = entry(object, i);
    return at ? theirs(json_object_iter_value(at)) : NULL;
}

const char *json_text(const struct json *value) { return json_string_value(own(value)); }

bool json_number(const struct json *value, double *out) {
    if (!json_is_number(own(value))) return false;
    *out = json_number_value(own(value));
    return true;
}

#undef json_is_null
#undef json_is_array
#undef json_is_object
static bool is(const struct json *value, json_type type) { return value && json_typeof(own(value)) == type; }
bool json_is_null(const struct json *value) { return is(value, JSON_NULL); }
bool json_is_array(const struct json *value) { return is(value, JSON_ARRAY); }
bool json_is_object(const struct json *value) { return is(value, JSON_OBJECT); }
