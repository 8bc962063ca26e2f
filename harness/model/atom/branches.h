/* Branches, as the atoms see them that ask for positions. */
#ifndef LEXBENCH_BRANCHES_H
#define LEXBENCH_BRANCHES_H
#include "model/atom.h"
#include "model/plain.h"

/* Whether attention of the layer is cut into branches now: they count tokens from the start of the sequence, and tables
 * of turns stand for these. */
static inline bool branches_stand(const struct model *m, int layer) {
    return m->branches > 1 && part_stands(m, part_of(m, ATOM_branches), layer);
}
/* Positions of n tokens, counted from the start of the sequence, to what a branch makes of them, for a pair of a head
 * (NO_PAIR: for what has none); where branches stand. */
enum { NO_PAIR = -1 };
void branch_map(const struct model *m, int layer, int branch, bool key, int pair, int n, double *position);
bool branch_pairs_differ(const struct model *m, int layer); /* pairs of a head stand at positions of their own */
/* A token's position as a branch has it; its own where there are none. */
double branch_position(const struct cell *c, int branch, bool key, int token);
/* Keys of a branch that query i of the cell sees. */
struct keys branch_keys(const struct cell *c, int branch, int i);
int branch_count(const struct cell *c); /* as the variant says, whether pairs are turned or not */
/* Whether biases over distance take a query where its branch has it: some variant says so and acts here. */
bool branch_distances(const struct cell *c);

/* The plain model: a token's position as a branch has it (its own where there are none), and how much nearer to a key
 * than it is biases over distance take a query. */
double plain_position(const struct plain *s, int branch, bool key, int token);
double plain_pair_position(const struct plain *s, int branch, bool key, int pair, int token);
double plain_closer(const struct plain *s, int i, int j);
#endif
