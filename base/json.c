#include "base/json.h"
#include "base/memory.h"
#include <jansson.h>
#include <string.h>

/* struct json is never defined: a pointer to it is a json_t of jansson. */
static const json_t *own(const struct json *value) { return (const json_t *)value; }
static const struct json *theirs(const json_t *value) { return (const struct json *)value; }

/* Memory that ends must not pass for a damaged file. */
static void *take(size_t size) { return mem_zero(1, size); }

static bool begins(const char *text, const char *with) { return strncmp(text, with, strlen(with)) == 0; }

/* The last byte before `end` that is no blank; 0: there is none. */
static char last_before(const char *bytes, size_t end) {
    while (end > 0 && strchr(" \t\r\n", bytes[end - 1])) end--;
    return end ? bytes[end - 1] : '\0';
}

/* What helps against a fault of the syntax at the byte. */
static const char *remedy_of_syntax(const char *problem, const char *bytes, size_t at) {
    const char here = bytes[at];
    if (here == '\'') return "names and texts stand in double quotes";
    if ((here == '}' || here == ']') && last_before(bytes, at) == ',') return "remove the comma before it";
    if (begins(problem, "string or '}'")) return "names stand in double quotes";
    if (begins(problem, "'}' expected near '\"")) return "put a comma before it";
    if (begins(bytes, "\xEF\xBB\xBF")) return "the file begins with a mark of byte order: save it without";
    if (begins(problem, "'[' or '{'")) return "an object is {\"name\": value, ...}";
    return NULL;
}

/* What helps where the text ends too soon. */
static const char *remedy_of_end(const char *problem, const char *bytes, bool line) {
    if (line && *bytes == '[') return "a line is one object, and no list is around them";
    if (begins(problem, "premature end of input near '\"")) return "put \" behind the text";
    if (begins(problem, "'}'")) return "put } at its end";
    if (begins(problem, "']'")) return "put ] behind the list";
    return line ? "an object stands in one line" : NULL;
}

/* What helps; NULL: nothing is known to. jansson's position is that behind the byte that it could not take. */
static const char *remedy(const json_error_t *problem, const char *bytes, size_t size, bool line) {
    const size_t at = problem->position > 0 ? (size_t)problem->position - 1 : 0;
    switch (json_error_code(problem)) {
    case json_error_invalid_utf8: return "the file has to be UTF-8";
    case json_error_premature_end_of_input: return remedy_of_end(problem->text, bytes, line);
    case json_error_end_of_input_expected:
        if (!line || at >= size) return NULL;
        return bytes[at] == ',' ? "lines are not separated by commas: remove it" : "one object a line";
    case json_error_invalid_syntax: return at < size ? remedy_of_syntax(problem->text, bytes, at) : NULL;
    default: return NULL;
    }
}

static struct json *parse(const char *name, long first, bool line, const char *bytes, size_t size, struct error *err) {
    json_error_t problem;
    json_set_alloc_funcs(take, mem_free);
    json_t *root = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &problem);
    const char *helps = root ? NULL : remedy(&problem, bytes, size, line);
    if (!root)
        error_set(err, "%s:%ld:%d: %s%s%s", name, first + problem.line - 1, problem.column, problem.text,
                  helps ? "; " : "", helps ? helps : "");
    return (struct json *)root;
}

struct json *json_parse_line(const char *name, long line, const char *bytes, size_t size, struct error *err) {
    return parse(name, line, true, bytes, size, err);
}

struct json *json_parse(const char *name, const char *bytes, size_t size, struct error *err) {
    return parse(name, 1, false, bytes, size, err);
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
