/* Speed of the training step and of the evaluation at fixed shapes, beside sgemm's own rate at a layer's products in
 * the same run and the difference to a plain double-precision reference.
 */
#ifndef LEXBENCH_BENCH_H
#define LEXBENCH_BENCH_H
#include "base/error.h"
#include "base/table.h"
#include "model/model.h"

struct bench_shape {
    long width, layers, heads;
    int T, B; /* tokens of a sequence, sequences of a batch; every row is an answer */
};
extern const struct bench_shape bench_shapes[]; /* ends with a width of 0 */

/* What a row measures; each has a table of its own. */
enum bench_kind {
    BENCH_STEP,             /* a training step of the shape, and its evaluation */
    BENCH_EVALUATION,       /* an evaluation of one sequence of T tokens by the shape's model */
    BENCH_BESIDE,           /* a training step beside another scheme's */
    BENCH_EVALUATION_BESIDE /* an evaluation of one sequence of T tokens beside another scheme's */
};
/* A table to add rows to. */
struct table *bench_table(enum bench_kind kind);
/* One row: a scheme at a shape, each figure measured for so many seconds. A scheme that cannot be trained, or not
 * alone, is left out (false without an error text); an unknown one is an error. The difference to the reference is left
 * out of an evaluation beyond BENCH_COMPARED tokens, where the plain loops take minutes. In bf16 the peak is that of
 * the instruction, and the difference is what rounding makes. */
enum { BENCH_COMPARED = 2048 };
bool bench_scheme(struct table *table, enum bench_kind kind, const char *expression, const struct bench_shape *shape,
                  enum precision precision, double seconds, struct error *err);
/* One row of BENCH_BESIDE or BENCH_EVALUATION_BESIDE: a scheme and another one in turns, for so many seconds in all,
 * training steps with positions as in training. They are measured in processor time, so that other work on the machine
 * matters little: the ratio of the least times, and the median of the ratios of pairs. precision: of the first; the
 * other one's is float. */
bool bench_beside(struct table *table, enum bench_kind kind, const char *expression, const char *other,
                  const struct bench_shape *shape, enum precision precision, double seconds, struct error *err);
#endif
