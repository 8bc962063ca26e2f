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

/* <bos>, then n symbols of the `count` that start at `first`, then <sep>. */
static inline bool find_question(const struct example *example, int first, long count, int *n) {
    int sep = skip_symbols(example, 1, first, count);
    *n = sep - 1;
    return sep < example->T && example->token[0] == TOKEN_BOS && example->token[sep] == TOKEN_SEP;
}

/* Until an answer is found, nothing is asked. */
static inline void ask_nothing(struct example *example) {
    for (int t = 0; t < example->T; t++) example->target[t] = TARGET_NONE;
}

/* y[0..m-1] follows <sep> at place `sep` and then <eos>: the targets, if that is what stands there. */
static inline bool solve_written(struct example *example, int sep, const int *y, int m) {
    if (example->T != sep + 1 + m) return false;
    ask_nothing(example);
    for (int i = 0; i <= m; i++) {
        example->target[sep + i] = i < m ? y[i] : TOKEN_EOS;
        if (i < m && example->token[sep + 1 + i] != y[i]) return false;
    }
    return true;
}

/* The same at slots, of which there may be more than the answer and <eos> need. */
static inline bool solve_slots(struct example *example, int sep, const int *y, int m, int slots) {
    if (example->T != sep + 1 + slots) return false;
    ask_nothing(example);
    for (int i = 0; i < slots; i++) {
        if (example->token[sep + 1 + i] != TOKEN_QUERY) return false;
        if (i <= m) example->target[sep + 1 + i] = i < m ? y[i] : TOKEN_EOS;
    }
    return true;
}

static inline bool solve_answers(struct example *example, bool written, int sep, const int *y, int m, int slots) {
    return written ? solve_written(example, sep, y, m) : solve_slots(example, sep, y, m, slots);
}
#endif
