#include "run/formula_place.h"
#include <stdio.h>
#include <string.h>

const char *formula_place(const char *bytes, const struct yaml *node) {
    for (int line = 1; line < node->line && bytes; line++) {
        bytes = strchr(bytes, '\n');
        if (bytes) bytes++;
    }
    return bytes && (int)strcspn(bytes, "\n") >= node->column ? bytes + node->column - 1 : NULL;
}

/* At a column of a value, from 1: in the file's own columns where the value stands there as it is. */
static bool value_error(const char *bytes, const struct yaml *node, int column, const char *why, struct error *err) {
    const char *source = formula_place(bytes, node);
    struct yaml at = *node;
    if (source && (*source == '"' || *source == '\'')) source++, at.column++;
    const size_t before = (size_t)column - 1;
    if (!source || strlen(node->text) < before || strncmp(source, node->text, before) != 0)
        return yaml_error(node, err, "column %d of the text: %s", column, why);
    at.column += column - 1;
    return yaml_error(&at, err, "%s", why);
}

bool formula_is_placed(const struct formula_origin *o, const struct error *why, struct error *err) {
    char option[8];
    int column, used = 0;
    if (sscanf(why->text, "%7[a-z]: column %d: %n", option, &column, &used) != 2 || !used) return false;
    for (int i = 0; i < o->n; i++) {
        const int from = o->piece[i].at, end = from + o->piece[i].size;
        if (strcmp(o->piece[i].option, option) != 0 || column - 1 < from || column - 1 > end) continue;
        const struct yaml *node = o->piece[i].node;
        struct yaml at = *node;
        at.line = at.key_line, at.column = at.key_column;
        if (o->piece[i].key)
            yaml_error(&at, err, "%s", why->text + used);
        else
            value_error(o->bytes, node, column - from, why->text + used, err);
        return true;
    }
    return false;
}

static void note_piece(struct formula_origin *o, const char *option, size_t at, const char *text,
                       const struct yaml *node, bool key) {
    if (o->n == FORMULA_PIECES_MAX) return;
    snprintf(o->piece[o->n].option, sizeof o->piece[o->n].option, "%s", option);
    o->piece[o->n].at = (int)at, o->piece[o->n].size = (int)strlen(text);
    o->piece[o->n].key = key;
    o->piece[o->n++].node = node;
}

void formula_put_value(struct text *out, const char *option, const struct yaml *node, struct formula_origin *o) {
    note_piece(o, option, out->size, node->text, node, false);
    for (const char *c = node->text; *c; c++) text_add(out, "%c", (unsigned char)*c < 32 ? ' ' : *c);
}

void formula_put_key(struct text *out, const char *option, const struct yaml *node, struct formula_origin *o) {
    note_piece(o, option, out->size, node->key, node, true);
    text_add(out, "%s", node->key);
}
