/* Golden vectors of a formula: numbers that it must give, worked out by hand or taken from a paper, under `vectors` of
 * its entry. docs/formulas.md has their keys. */
#ifndef LEXBENCH_RUN_FORMULA_VECTORS_H
#define LEXBENCH_RUN_FORMULA_VECTORS_H
#include "base/yaml.h"

struct formula_vectors {
    int n;
    double worst;   /* the largest difference of a number, as a share of it where it is above 1 ... */
    double bar;     /* ... measured by the one that may be: the vector's with the largest share of its bar */
    char miss[256]; /* the worst vector beyond its bar, with what it gives and what is wanted; "": none is */
};
/* Is a difference, with what it may be, worse than what was met so far? */
bool formula_vectors_worse(double worst, double bar, const struct formula_vectors *than);
/* Of the entry, whose name stands for the expression. false: err, by file, line and column. */
bool formula_vectors_try(const struct yaml *entry, const char *expression, struct formula_vectors *out,
                         struct error *err);
#endif
