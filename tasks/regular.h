/* What tasks of regular languages share: which states of the automaton a word of a given length can still pass. Solvers
 * use none of this, see base/derivative.h.
 */
#ifndef LEXBENCH_REGULAR_H
#define LEXBENCH_REGULAR_H
#include "base/language.h"
#include "tasks/sequence.h"

enum { WORD_LONGEST = 2048 };

/* Where a path of some letters has to end. */
enum path_end { PATH_ALIVE, PATH_WORD, PATH_OTHER }; /* a beginning of a word; a whole word; anything but a word */

/* can[k], k = 0..n: bit s says that k letters lead from state s to such an end. */
static inline void find_paths(const struct language *l, enum path_end end, int n, uint64_t *can) {
    can[0] = 0;
    for (int s = 0; s < l->states; s++) {
        const bool here = end == PATH_ALIVE ? l->alive[s] : l->ends[s] == (end == PATH_WORD);
        can[0] |= (uint64_t)here << s;
    }
    for (int k = 1; k <= n; k++) {
        can[k] = 0;
        for (int s = 0; s < l->states; s++)
            for (int c = 0; c < l->letters; c++) can[k] |= (can[k - 1] >> l->next[s][c] & 1) << s;
    }
}

static inline bool has_path(const uint64_t *can, int length, int state) { return can[length] >> state & 1; }

/* A letter from which `left` further letters lead to the end, all such letters alike. */
static inline int draw_path(const struct language *l, const uint64_t *can, int state, int left, struct rng *rng) {
    int letter[LANGUAGE_LETTERS], n = 0;
    for (int c = 0; c < l->letters; c++)
        if (has_path(can, left, l->next[state][c])) letter[n++] = c;
    return letter[draw_below(rng, n)];
}
#endif
