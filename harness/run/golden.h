/* Golden vectors: numbers that a scheme must give, worked out by hand or taken from a paper. A formula has them under
 * `vectors` of its entry, a scheme in C in its row (struct golden of encoders/encoder.h), both with the keys that
 * docs/formulas.md lists.
 */
#ifndef LEXBENCH_RUN_GOLDEN_H
#define LEXBENCH_RUN_GOLDEN_H
#include "base/yaml.h"
#include "model/scheme.h"

/* How far numbers are from what was wanted. */
struct golden_outcome {
    int n;          /* numbers */
    double worst;   /* the largest difference of a number, as a share of it where it is above 1 ... */
    double bar;     /* ... measured by the one that may be: the vector's with the largest share of its bar */
    char miss[512]; /* the worst vector beyond its bar, with what it gives and what is wanted; "": none is */
};
/* Adds the numbers of `own` to `all`. */
void golden_join(struct golden_outcome *all, const struct golden_outcome *own);
/* Of a formula's entry, whose name stands for the expression. false: err, by file, line and column. */
bool golden_of_formula(const struct yaml *entry, const char *expression, struct golden_outcome *out, struct error *err);
/* Of a scheme in C, under the options that its vectors say. false: err names the scheme and the vector. */
bool golden_of_encoder(const struct encoder *e, struct golden_outcome *out, struct error *err);
/* Of all schemes of an expression, each once, whatever its options are. */
bool golden_of_scheme(const struct scheme *scheme, struct golden_outcome *out, struct error *err);
#endif
