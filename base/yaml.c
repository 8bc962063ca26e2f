#include "base/yaml.h"
#include "base/memory.h"
#include "base/text.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

/* KEYS_MAX keeps the search for duplicate keys, quadratic in a map, short for any file. */
enum { DEPTH_MAX = 16, KEYS_MAX = 4096 };

struct reader {
    yaml_parser_t parser;
    const char *file, *bytes;
    size_t size;
    struct error *err;
    int depth;
};

static bool refuse(struct reader *r, yaml_mark_t mark, const char *what) {
    return error_set(r->err, "%s:%zu:%zu: %s", r->file, mark.line + 1, mark.column + 1, what);
}

/* libyaml knows only the byte of a bad character, not its line. */
static bool refuse_byte(struct reader *r, size_t offset, const char *what) {
    yaml_mark_t mark = {0};
    for (size_t i = 0; i < offset; i++) {
        const bool newline = r->bytes[i] == '\n', begins = (r->bytes[i] & 0xC0) != 0x80;
        mark.line += newline;
        mark.column = newline ? 0 : mark.column + begins;
    }
    return refuse(r, mark, what);
}

/* libyaml's messages that we replace: the text at that position shows what was meant. */
static const char *in_our_words(const struct reader *r, const char *problem) {
    const yaml_mark_t at = r->parser.problem_mark;
    if (strstr(problem, "cannot start any token") && at.index < r->size && r->bytes[at.index] == '\t')
        return "a tab, which YAML does not take as indentation; use spaces";
    if (strstr(problem, "cannot start any token"))
        return "a character that begins nothing here; put the value in quotes";
    if (strstr(problem, "expected ',' or ']'") || strstr(problem, "expected ',' or '}'"))
        return "a list in brackets wants a comma or its end here; put a value with brackets, commas or colons in "
               "quotes";
    if (strstr(problem, "mapping values are not allowed"))
        return "a second ': ' in one value; put the value in quotes, or begin a line of its own";
    return problem;
}

static bool next_event(struct reader *r, yaml_event_t *event) {
    if (yaml_parser_parse(&r->parser, event)) return true;
    if (r->parser.error == YAML_MEMORY_ERROR) die("out of memory: YAML parser");
    const char *problem = r->parser.problem ? r->parser.problem : "not readable as YAML";
    if (r->parser.error == YAML_READER_ERROR) return refuse_byte(r, r->parser.problem_offset, problem);
    return refuse(r, r->parser.problem_mark, in_our_words(r, problem));
}

static bool read_node(struct reader *r, yaml_event_t *event, struct yaml *node);

static struct yaml *add_child(struct yaml *parent) {
    const size_t n = (size_t)parent->n, size = sizeof *parent->child;
    /* Room doubles: a power of two is full. */
    if ((n & (n - 1)) == 0) parent->child = mem_grow(parent->child, size * n, size * (n ? 2 * n : 1));
    return &parent->child[parent->n++];
}

static bool plain_event(struct reader *r, const yaml_event_t *event) {
    const yaml_mark_t mark = event->start_mark;
    bool anchored = (event->type == YAML_SCALAR_EVENT && event->data.scalar.anchor) ||
                    (event->type == YAML_SEQUENCE_START_EVENT && event->data.sequence_start.anchor) ||
                    (event->type == YAML_MAPPING_START_EVENT && event->data.mapping_start.anchor);
    bool tagged = (event->type == YAML_SCALAR_EVENT && event->data.scalar.tag) ||
                  (event->type == YAML_SEQUENCE_START_EVENT && event->data.sequence_start.tag) ||
                  (event->type == YAML_MAPPING_START_EVENT && event->data.mapping_start.tag);
    if (event->type == YAML_ALIAS_EVENT || anchored)
        return refuse(r, mark, "anchors and aliases are not used here; write it out");
    if (tagged) return refuse(r, mark, "tags (!...) are not used here; remove it");
    return true;
}

static bool scalar_text(struct reader *r, const yaml_event_t *event, char **text) {
    if (memchr(event->data.scalar.value, 0, event->data.scalar.length))
        return refuse(r, event->start_mark, "a value contains a NUL character");
    *text = mem_text((const char *)event->data.scalar.value);
    return true;
}

static bool read_list(struct reader *r, struct yaml *node) {
    yaml_event_t event;
    for (;;) {
        if (!next_event(r, &event)) return false;
        bool end = event.type == YAML_SEQUENCE_END_EVENT;
        bool ok = end || read_node(r, &event, add_child(node));
        yaml_event_delete(&event);
        if (end || !ok) return ok;
    }
}

/* {bias: max(d, 3)} has the key "3)". */
static bool is_rest(const char *key) {
    int open = 0;
    for (; *key; key++) open += (*key == '(') - (*key == ')');
    return open != 0;
}

static bool read_key(struct reader *r, const yaml_event_t *event, struct yaml *map, char **key) {
    if (!plain_event(r, event)) return false;
    if (event->type != YAML_SCALAR_EVENT) return refuse(r, event->start_mark, "a key must be a plain word");
    if (map->n == KEYS_MAX) return refuse(r, event->start_mark, "a map of more than 4096 keys");
    if (!scalar_text(r, event, key)) return false;
    const bool rest = is_rest(*key);
    if (!rest && !yaml_get(map, *key)) return true;
    if (rest)
        error_set(r->err, "%s:%zu:%zu: '%s' is the rest of a text with a comma, which needs quotes within {...}",
                  r->file, event->start_mark.line + 1, event->start_mark.column + 1, *key);
    else
        error_set(r->err, "%s:%zu:%zu: the key '%s' is given twice; remove one", r->file, event->start_mark.line + 1,
                  event->start_mark.column + 1, *key);
    mem_free(*key);
    return false;
}

static bool read_map(struct reader *r, struct yaml *node) {
    for (;;) {
        yaml_event_t event;
        if (!next_event(r, &event)) return false;
        const yaml_mark_t mark = event.start_mark;
        bool end = event.type == YAML_MAPPING_END_EVENT;
        char *key = NULL;
        bool ok = end || read_key(r, &event, node, &key);
        yaml_event_delete(&event);
        if (end || !ok) return ok;
        struct yaml *child = add_child(node);
        child->key = key;
        child->key_line = (int)mark.line + 1;
        child->key_column = (int)mark.column + 1;
        if (!next_event(r, &event)) return false;
        ok = read_node(r, &event, child);
        yaml_event_delete(&event);
        if (!ok) return false;
    }
}

static bool read_node(struct reader *r, yaml_event_t *event, struct yaml *node) {
    node->file = r->file;
    node->line = (int)event->start_mark.line + 1;
    node->column = (int)event->start_mark.column + 1;
    if (!plain_event(r, event)) return false;
    if (++r->depth > DEPTH_MAX) return refuse(r, event->start_mark, "nested deeper than 16 levels");
    bool ok;
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        node->kind = YAML_SCALAR;
        ok = scalar_text(r, event, &node->text);
        break;
    case YAML_SEQUENCE_START_EVENT:
        node->kind = YAML_LIST;
        ok = read_list(r, node);
        break;
    case YAML_MAPPING_START_EVENT:
        node->kind = YAML_MAP;
        ok = read_map(r, node);
        break;
    default: ok = refuse(r, event->start_mark, "a value is missing here");
    }
    r->depth--;
    return ok;
}

/* Skips the start of the stream and of the document; false also for an empty file. */
static bool read_start(struct reader *r, yaml_event_t *event) {
    for (;;) {
        if (!next_event(r, event)) return false;
        if (event->type == YAML_STREAM_END_EVENT) {
            yaml_event_delete(event);
            return error_set(r->err, "%s: the file is empty", r->file);
        }
        if (event->type != YAML_STREAM_START_EVENT && event->type != YAML_DOCUMENT_START_EVENT) return true;
        yaml_event_delete(event);
    }
}

static bool read_end(struct reader *r) {
    for (;;) {
        yaml_event_t event;
        if (!next_event(r, &event)) return false;
        yaml_event_type_t type = event.type;
        yaml_mark_t mark = event.start_mark;
        yaml_event_delete(&event);
        if (type == YAML_STREAM_END_EVENT) return true;
        if (type != YAML_DOCUMENT_END_EVENT) return refuse(r, mark, "a second document begins here; a file holds one");
    }
}

struct yaml *yaml_parse(const char *name, const char *bytes, unsigned long size, struct error *err) {
    static const char mark[] = "\xEF\xBB\xBF"; /* of byte order, which some editors write: no part of the text */
    if (size >= 3 && memcmp(bytes, mark, 3) == 0) bytes += 3, size -= 3;
    struct reader r = {.bytes = bytes, .size = size, .err = err};
    yaml_event_t event;
    struct yaml *root = mem_zero(1, sizeof *root);
    if (!yaml_parser_initialize(&r.parser)) die("out of memory: YAML parser");
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)bytes, size);
    /* The root owns the name that all nodes show. */
    r.file = root->file = mem_text(name);
    bool ok = read_start(&r, &event);
    if (ok) {
        ok = read_node(&r, &event, root);
        yaml_event_delete(&event);
    }
    ok = ok && read_end(&r);
    yaml_parser_delete(&r.parser);
    if (ok) return root;
    yaml_release(root);
    return NULL;
}

static void free_inside(struct yaml *node) {
    for (int i = 0; i < node->n; i++) free_inside(&node->child[i]);
    mem_free(node->child);
    mem_free(node->key);
    mem_free(node->text);
}

void yaml_release(struct yaml *root) {
    if (!root) return;
    free_inside(root);
    mem_free((char *)root->file);
    mem_free(root);
}

void yaml_set_text(struct yaml *scalar, const char *text) {
    mem_free(scalar->text);
    scalar->text = mem_text(text);
}

void yaml_add(struct yaml *map, const char *key, const char *text) {
    struct yaml *value = add_child(map);
    *value = (struct yaml){.kind = YAML_SCALAR,
                           .file = map->file,
                           .line = map->line,
                           .column = map->column,
                           .key = mem_text(key),
                           .key_line = map->line,
                           .key_column = map->column,
                           .text = mem_text(text)};
}

void yaml_into_map(struct yaml *scalar, const char *key) {
    char *text = scalar->text;
    scalar->kind = YAML_MAP;
    scalar->text = NULL;
    yaml_add(scalar, key, text);
    mem_free(text);
}

const struct yaml *yaml_get(const struct yaml *map, const char *key) {
    for (int i = 0; map && i < map->n; i++)
        if (map->child[i].key && strcmp(map->child[i].key, key) == 0) return &map->child[i];
    return NULL;
}

bool yaml_error(const struct yaml *node, struct error *err, const char *format, ...) {
    char message[800];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return error_set(err, "%s:%d:%d: %s", node->file, node->line, node->column, message);
}

bool yaml_only(const struct yaml *map, const char *const *names, int n, struct error *err) {
    if (map->kind != YAML_MAP) return yaml_error(map, err, "keys and values (key: value) belong here");
    for (int i = 0; i < map->n; i++) {
        struct yaml at = map->child[i];
        bool known = false;
        for (int k = 0; k < n; k++) known |= strcmp(at.key, names[k]) == 0;
        if (known) continue;
        at.line = at.key_line;
        at.column = at.key_column;
        const char *close = text_closest(at.key, names, n);
        if (close) return yaml_error(&at, err, "unknown key '%s'; did you mean '%s'?", at.key, close);
        struct text all = {0};
        for (int k = 0; k < n; k++) text_add(&all, "%s%s", k ? ", " : "", names[k]);
        yaml_error(&at, err, "unknown key '%s' (known: %s)", at.key, text_of(&all));
        text_free(&all);
        return false;
    }
    return true;
}
