/* Within results/: reading a claim's file. Every reader fills err with file:line:col and the remedy. */
#ifndef LEXBENCH_CLAIM_FILE_H
#define LEXBENCH_CLAIM_FILE_H
#include "base/yaml.h"
#include "results/claim.h"

/* A text or a list of texts, as a list; borrowed from the tree. */
struct names {
    int n;
    const struct yaml *node;
};

bool want_text(const struct yaml *node, const char *what, struct error *err); /* a scalar that is not empty */
bool need(const struct yaml *map, const char *key, const struct yaml **out, struct error *err);
bool read_number(const struct yaml *node, double *out, struct error *err);
bool read_metric(const struct yaml *map, enum measure_kind *out, struct error *err); /* unchanged without the key */
bool read_names(const struct yaml *node, struct names *out, struct error *err);

bool measure_parse(const char *word, enum measure_kind *out, struct error *err); /* by its name */
/* predicate.c: "2x", one multiple of the training length, first == second; "1x..3x", two, first < second. Returns how
 * many there are; 0: neither. */
int multiples_parse(const char *text, double *first, double *second);
/* predicate.c: the key `predicate` into the claim's checks and cells. */
bool read_predicate(struct claim *c, const struct yaml *root, struct error *err);
#endif
