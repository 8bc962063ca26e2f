/* Temperature: a factor on every product of a query (with keys, with vectors by distance) that depends on how many keys
 * it sees. What is added to scores otherwise stays. Factors of several parts multiply; a learned one stands alone.
 */
#ifndef LEXBENCH_ATOM_TEMPERATURE_H
#define LEXBENCH_ATOM_TEMPERATURE_H
#include "encoders/view.h"

struct temperature_atom {
    /* factor[H][n], of queries that see k+1 keys, k = 0..n-1. */
    void (*factor)(const struct view *view, int n, real *factor);
    void (*grad)(const struct view *view, int n, const real *dfactor);
};
#endif
