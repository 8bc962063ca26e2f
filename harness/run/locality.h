/* Attention locality: the share of attention by distance, on the first examples that a model is evaluated on, however
 * many are requested (evaluations may be extended). */
#ifndef LEXBENCH_LOCALITY_H
#define LEXBENCH_LOCALITY_H
#include "results/store.h"
#include "run/batch.h"

enum {
    LOCALITY_TOKENS = 16,  /* distances below it are near */
    LOCALITY_EXAMPLES = 8, /* per length: attention differs little between examples */
    LOCALITY_WEIGHTS =
        1 << 21,       /* a length is left out if all layers have more weights than this: they have to be kept */
    LOCALITY_BINS = 32 /* distance 0, 1, 2-3, 4-7 ... */
};
/* Shares of one layer's weights w[H][Q][T] in place of sums: query q is row `row[q]` of the sequence.
 * bin[LOCALITY_BINS] and *near get the sums over heads and queries; the count of queries that have any weight, times
 * heads, is returned. Queries that see no key LOCALITY_TOKENS away count for the bins only: *far says how many count
 * for near. */
long locality_sum(const real *w, int H, int Q, int T, const int *row, double *bin, double *near, long *far);
/* For every length that was evaluated as trained and is short enough, and of which record->measured has nothing yet,
 * into record->measured:
 *   near       series `layer L` and `all`, x = LOCALITY_TOKENS: mean weight at distances below it, over queries that
 * could look further attention  series `layer L`, x = 0, 1, 2, 4 ...: mean weight at distances from x to below the next
 * The model has its trained scheme before and after. */
void locality_measure(struct model *model, const struct run_config *config, const struct task_set *set,
                      const struct scheme *scheme, struct run_record *record);
#endif
