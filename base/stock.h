/* Files that examples are drawn from: a process reads one once, whatever the number of runs, and keeps it. A file is
 * known by its name, as it was written, and the beginning of the hash of its content; it is looked for beside the suite
 * (base/beside.h). */
#ifndef LEXBENCH_STOCK_H
#define LEXBENCH_STOCK_H
#include "base/error.h"
#include <stddef.h>

enum { STOCK_HASH = 16 /* hexadecimal digits of the SHA-256 */ };
struct stock {
    struct stock *next;
    char *path, *found; /* as it was asked for, and where it was */
    char *bytes;
    size_t size;
    char sha256[STOCK_HASH + 1];
};
/* sha256: what the content has to have; "": anything. NULL: err, with the remedy. Never freed. */
const struct stock *stock_read(const char *path, const char *sha256, struct error *err);
/* What was read before; NULL: nothing. */
const struct stock *stock_find(const char *path, const char *sha256);
#endif
