/* How published generators draw words of some languages, where that is not uniform: uniform words of {0,1,2}*02*, say,
 * end in a 2 or two, and theirs in any number.
 */
#ifndef LEXBENCH_PUBLISHED_DRAW_H
#define LEXBENCH_PUBLISHED_DRAW_H
#include "tasks/sequence.h"

enum published_draw { DRAW_LAST_ZERO, DRAW_ONE_D, DRAW_STAIRS, DRAW_TOMITA_7, DRAW_UNKNOWN };

#define PUBLISHED_DRAW_HELP                                                                                            \
    "source: as the code of Huang et al. 2025 draws them: the place of the last zero, or of d, is i with weight "      \
    "1/(L - 1 - i), and the runs of the others are cut one after another, each uniform in what is left"
#define PUBLISHED_LONGEST_OPTION(type)                                                                                 \
    OPTION_ROW("longest", OPTION_INT | OPTION_YOUNGER, offsetof(type, longest), "0", 0, 1 << 20, NULL, "tokens",       \
               "with draw=source: the longest length L that the published code was asked for, which draws lengths up " \
               "to L - 1; 0, and where it is too short: n + 1")

/* i = 0..n-1 in proportion to 1/(longest - 1 - i); longest > n. */
static inline int draw_place(int n, int longest, struct rng *rng) {
    double left = 0.0;
    int i = 0;
    for (int k = 0; k < n; k++) left += 1.0 / (longest - 1 - k);
    left *= rng_uniform(rng);
    while (i < n - 1 && (left -= 1.0 / (longest - 1 - i)) >= 0.0) i++;
    return i;
}

/* Runs of the letters of `letter`, one after another; `least` letters each, and the last has what is left. */
static inline void draw_runs(const int *letter, int runs, int least, int n, struct rng *rng, int *x) {
    for (int run = 0, left = n; run < runs && left > 0; run++) {
        const int size = run == runs - 1 ? left : least + draw_below(rng, left + 1 - least);
        for (int i = 0; i < size; i++) x[n - left + i] = letter[run];
        left -= size;
    }
}

/* x[0..n-1] gets numbers of letters. longest: L, 0 where it is not given. */
static inline void draw_published(enum published_draw which, int n, long longest, struct rng *rng, int *x) {
    static const int stairs[] = {0, 1, 2, 3, 4}, turns[] = {0, 1, 0, 1};
    if (which == DRAW_STAIRS) {
        draw_runs(stairs, 5, 1, n, rng, x);
        return;
    }
    if (which == DRAW_TOMITA_7) {
        draw_runs(turns, 4, 0, n, rng, x);
        return;
    }
    const int place = draw_place(n, longest > n ? (int)longest : n + 1, rng);
    const bool zero = which == DRAW_LAST_ZERO;
    for (int i = 0; i < n; i++) x[i] = i < place ? draw_below(rng, zero ? 3 : 2) : zero ? 2 : 1 + draw_below(rng, 2);
    x[place] = zero ? 0 : 3;
}
#endif
