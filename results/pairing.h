/* Pairing of two snapshots by names, in sorted order instead of by searching, so that a hundred thousand runs can be
 * compared.
 */
#ifndef LEXBENCH_PAIRING_H
#define LEXBENCH_PAIRING_H
#include "results/compare.h"

struct named_runs {
    const struct snapshot *s;        /* the caller's */
    const struct snapshot_run **run; /* snapshot_by_name */
};
struct named_runs named_runs_of(const struct snapshot *s);
void named_runs_free(struct named_runs *side);

/* The runs of name's task and label, by seed: side->run[first] to [first + returned - 1]. */
int runs_of(const struct named_runs *side, const struct snapshot_run *name, int *first);
/* The run with this one's task, label and seed; NULL: the side has none. */
const struct snapshot_run *same_run(const struct named_runs *side, const struct snapshot_run *run);
/* The evaluations of two runs (indices into the snapshots) on the cells that both have, of as many examples on both
 * sides: what only one of them evaluated, or on more examples, says nothing about bits. UNKNOWN: they were kept by an
 * older version, which had one hash over all evaluations of a run, and these are not the same. */
enum cells_bits { CELLS_SAME, CELLS_OTHER, CELLS_UNKNOWN };
enum cells_bits same_cells(const struct snapshot *a, int was, const struct snapshot *b, int now);
/* c->cell: every cell of b and then what only a has, with its pairs of seeds. */
void pair_cells(struct comparison *c, const struct named_runs *a, const struct named_runs *b);
#endif
