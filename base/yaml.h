/* Strict YAML reading (by libyaml): a tree of maps, lists and scalars with their place in the file. Refused
 * with file:line:col: anchors, aliases, tags, duplicate keys, several documents, depth above 16, maps above 4096 keys,
 * bad UTF-8. Scalars stay text; the schema of the reader types them, never YAML.
 */
#ifndef LEXBENCH_YAML_H
#define LEXBENCH_YAML_H
#include "base/error.h"

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };
struct yaml {
    enum yaml_kind kind;
    const char *file; /* as given to yaml_parse */
    int line, column; /* 1-based */
    char *key;        /* when the node is a value of a map */
    int key_line, key_column;
    char *text;         /* scalar */
    int n;              /* children of a list or a map, in the file's order */
    struct yaml *child; /* [n] */
};
struct yaml *yaml_parse(const char *name, const char *bytes, unsigned long size, struct error *err);
void yaml_release(struct yaml *root);
/* Changes of a tree that stands for a text which says less: a scalar's text; a scalar that becomes a map, of which it
 * is the only value; and one more value of a map. Their places in the file are those of the node. */
void yaml_set_text(struct yaml *scalar, const char *text);
void yaml_into_map(struct yaml *scalar, const char *key);
void yaml_add(struct yaml *map, const char *key, const char *text);
const struct yaml *yaml_get(const struct yaml *map, const char *key); /* NULL when absent */
/* "file:line:col: message" in err, false. */
bool yaml_error(const struct yaml *node, struct error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Every key of map must be one of names[0..n-1]; the error suggests the closest. */
bool yaml_only(const struct yaml *map, const char *const *names, int n, struct error *err);
#endif
