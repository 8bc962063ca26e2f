/* A bias over distance (T5, ALiBi, KERPLE): score[i][j] += table[h][k] where distance[k] = position_i - position_j. It
 * is not multiplied by 1/sqrt(D). Biases of several parts add.
 */
#ifndef LEXBENCH_ATOM_BIAS_H
#define LEXBENCH_ATOM_BIAS_H
#include "encoders/view.h"

struct bias_atom {
    /* Of n distances, in any order; negative ones only in bidirectional models. view->task: the one that the sequence
     * belongs to. */
    void (*table)(const struct view *view, int n, const double *distance, real *table /*[H][n]*/);
    void (*grad)(const struct view *view, int n, const double *distance, const real *dtable /*[H][n]*/);
    /* The same where the query's position matters too (FIRE): queries for which by_row is true are not served by the
     * table. Their row is made of a number for the distance of each of n keys, and ADDED to out; the backward pass adds
     * to dnumber. `row` must hold for every position. Only one part may have them. keeps: a row takes so long that in
     * training it is made once a step for all sequences whose positions rise by one, and its gradient handed back once.
     */
    bool keeps;
    bool (*by_row)(const struct view *view, double position);
    void (*number)(const struct view *view, int n, const double *distance, real *number);
    void (*number_grad)(const struct view *view, int n, const double *distance, const real *dnumber);
    void (*row)(const struct view *view, int head, double position, int n, const real *number, real *out);
    void (*row_grad)(const struct view *view, int head, double position, int n, const real *number, const real *dout,
                     real *dnumber);
    /* What all distances of the layer are multiplied by before any table is asked, for a variant of evaluation; it has
     * no table and no heads of its own, and is refused without a part that has a table. */
    double (*stretch)(const struct view *view);
};
#endif
