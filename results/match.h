/* Pairing of two snapshots by names, in sorted order instead of by searching, so that a hundred thousand runs can be
 * compared.
 */
#ifndef LEXBENCH_MATCH_H
#define LEXBENCH_MATCH_H
#include "results/compare.h"

struct side {
    const struct snapshot *s;        /* the caller's */
    const struct snapshot_run **run; /* snapshot_by_name */
};
struct side side_of(const struct snapshot *s);
void side_free(struct side *side);

/* The runs of name's task and label, by seed: side->run[first] to [first + returned - 1]. */
int runs_of(const struct side *side, const struct snapshot_run *name, int *first);
/* The run with this one's task, label and seed; NULL: the side has none. */
const struct snapshot_run *same_run(const struct side *side, const struct snapshot_run *run);
/* c->cell: every cell of b and then what only a has, with its pairs of seeds. */
void match_cells(struct comparison *c, const struct side *a, const struct side *b);
#endif
