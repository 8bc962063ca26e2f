/* Where the texts of a formula's options stand in the file that they were put together from, so that what a scheme says
 * of its options is said of a line and a column. */
#ifndef LEXBENCH_RUN_FORMULA_PLACE_H
#define LEXBENCH_RUN_FORMULA_PLACE_H
#include "base/text.h"
#include "base/yaml.h"

enum { FORMULA_PIECES_MAX = 64 };
/* Which text of an option came from which value of the file. */
struct formula_origin {
    const char *bytes; /* the file */
    int n;
    struct {
        char option[8]; /* of, learn, with */
        int at, size;   /* where it stands in the option's text */
        const struct yaml *node;
        bool key; /* it is the node's key, not its value */
    } piece[FORMULA_PIECES_MAX];
};

/* Where a node begins in the bytes of its file; NULL: nowhere. */
const char *formula_place(const char *bytes, const struct yaml *node);
/* Appends a value to the text of an option, and notes that it stands there. */
void formula_put_value(struct text *out, const char *option, const struct yaml *node, struct formula_origin *o);
/* The same of the node's key. */
void formula_put_key(struct text *out, const char *option, const struct yaml *node, struct formula_origin *o);
/* What a scheme says of its options, "of: column 7: ...", at the place in the file. false: it names no column. */
bool formula_is_placed(const struct formula_origin *o, const struct error *why, struct error *err);
#endif
