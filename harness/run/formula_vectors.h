/* Golden vectors of a formula: numbers that it must give, worked out by hand or taken from a paper, under `vectors` of
 * its entry. docs/formulas.md has their keys. */
#ifndef LEXBENCH_RUN_FORMULA_VECTORS_H
#define LEXBENCH_RUN_FORMULA_VECTORS_H
#include "base/yaml.h"

struct formula_vectors {
    int n;
    double worst; /* the largest difference of a number, as a share of it where it is above 1 */
};
/* Of the entry, whose name stands for the expression. false: err, by file, line and column. */
bool formula_vectors_try(const struct yaml *entry, const char *expression, struct formula_vectors *out,
                         struct error *err);
#endif
