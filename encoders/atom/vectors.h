/* Vectors looked up by distance, E[row(i-j)] (Shaw, Transformer-XL, DeBERTa): they meet queries and keys in the scores
 * and values in the output.
 */
#ifndef LEXBENCH_ATOM_VECTORS_H
#define LEXBENCH_ATOM_VECTORS_H
#include "encoders/view.h"

enum vector_side {
    VECTORS_QUERY, /* score[i][j] += q_i . E / sqrt(D) */
    VECTORS_KEY,   /* score[i][j] += k_j . E / sqrt(D) */
    VECTORS_VALUE, /* out_i += sum_j w_ij E */
    VECTOR_SIDES
};
struct vectors {
    int rows;                /* R of a table */
    bool per_head;           /* every head has vectors of its own; else they share them */
    bool side[VECTOR_SIDES]; /* which tables there are */
};

struct vectors_atom {
    void (*of)(const struct view *view, struct vectors *out); /* may depend on view->reach, on the layer not */
    /* The row of each of n ascending distances, in 0..rows-1, never falling. */
    void (*row)(const struct view *view, int n, const double *distance, int *row);
    /* The vectors of a side, [H][rows][D] or [rows][D]. */
    void (*table)(const struct view *view, enum vector_side side, real *out);
    void (*table_grad)(const struct view *view, enum vector_side side, const real *dout);
    /* [H][D] added to the queries for the content product, or for the product with the vectors. NULL: nothing. */
    void (*query_offset)(const struct view *view, bool distance, real *out);
    void (*query_offset_grad)(const struct view *view, bool distance, const real *dout);
};
#endif
