/* Sums along a row of scores, from the query back: on n keys side by side, the last one nearest to the query. */
#ifndef LEXBENCH_SCAN_H
#define LEXBENCH_SCAN_H
#include "base/real.h"

/* Contextual positions (CoPE): gates g_j = sigmoid(z_j) are counted from the query back, p_j = min(sum_{n >= j} g_n,
 * rows - 1), and look a value up between its neighbours: out_j += scale * (value[floor p] + (p - floor p) (value[ceil
 * p]
 * - value[floor p])). out may be z. */
void count_row(const real *z, int n, const real *value, int rows, real scale, real *out);
/* d: the gradient of out. z comes in as in count_row and leaves as what came to it through the
 * gates; dvalue[rows] is added to. position: scratch [n]. */
void count_row_backward(real *z, const real *d, int n, const real *value, int rows, real scale, real *dvalue,
                        real *position);

/* Forget gates of a row of its own, in whole registers as softmax.h says: what lies behind the n numbers is read, and
 * written back as it was. out_j += scale * sum_{n > j} ln sigmoid(logit_n). */
void forget_row(const real *logit, int n, real scale, real *out);
/* dlogit is written: scale * sigmoid(-logit_n) * sum_{j < n} d_j. */
void forget_row_backward(const real *logit, const real *d, int n, real scale, real *dlogit);
#endif
