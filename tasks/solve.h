/* What the solvers share: reading tokens. Generators use none of this, see sequence.h. */
#ifndef LEXBENCH_SOLVE_H
#define LEXBENCH_SOLVE_H
#include "tasks/task.h"

/* First place of `token` at or after `from`; T when there is none. */
static inline int find_token(const struct example *example, int token, int from) {
    int t = from;
    while (t < example->T && example->token[t] != token) t++;
    return t;
}

/* Is `token` one of the `count` symbols that start at `first`? */
static inline bool is_among(int token, int first, long count) { return token >= first && token < first + count; }

/* First place at or after `from` whose token is not one of the `count` symbols that start at `first`; T when there is
 * none. */
static inline int skip_symbols(const struct example *example, int from, int first, long count) {
    int t = from;
    while (t < example->T && is_among(example->token[t], first, count)) t++;
    return t;
}

/* How many different values there are in x[0..n-1]. */
static inline int count_different(const int *x, int n) {
    int different = 0;
    for (int i = 0; i < n; i++) {
        int j = 0;
        while (x[j] != x[i]) j++;
        different += j == i;
    }
    return different;
}

/* Nothing is asked before place t. */
static inline bool none_wanted_before(const bool *wanted, int t) {
    for (int i = 0; i < t; i++)
        if (wanted[i]) return false;
    return true;
}
#endif
