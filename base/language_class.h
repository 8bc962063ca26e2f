/* The class of a regular language, decided on its smallest automaton and its syntactic monoid: the maps of its states
 * that words make, closed under composition.
 *
 * Star-free: a^w a = a^w for every element a, where a^w is the idempotent power of a (Schuetzenberger; McNaughton and
 * Papert). R, J: no two elements share an R-class, a J-class, which are the strong components of the right and of the
 * two-sided Cayley graph; J is piecewise testable (Simon). R^w: star-free, and no R-class has two idempotents. R lies
 * within C-RASP, and C-RASP within R^w, both strictly (Yang, Veseli et al. 2026).
 */
#ifndef LEXBENCH_LANGUAGE_CLASS_H
#define LEXBENCH_LANGUAGE_CLASS_H
#include "base/language.h"

enum { MONOID_MOST = 4096 };

/* Not known: the monoid is too large, or deciding takes too long. */
enum verdict { VERDICT_UNKNOWN, VERDICT_NO, VERDICT_YES };
extern const char *const verdict_words[]; /* unknown, no, yes */

struct language_card {
    int states; /* of the smallest complete automaton, the dead one included */
    int monoid; /* elements; 0: more than MONOID_MOST */
    int sets;   /* different sets of what may follow */
    enum verdict star_free, r_trivial, j_trivial, r_omega;
    enum verdict dot_depth_1; /* star-free of dot-depth at most one, by Knast's equation over non-empty words */
    /* In C-RASP without positions: every strong component of the automaton is separable (Yang, Veseli et al. 2026,
     * Theorems 13 to 15). Unknown only where whole numbers get too large for 64 bits. */
    enum verdict crasp;
};

void language_card(const struct language *l, struct language_card *out);

/* The share of right answers, over all places of all beginnings of length n alike, of who sees the last k letters
 * (k = 1 or 2) and says the set that mostly may follow these. Where no word is so long, n is the longest one's. */
double language_last_letters(const struct language *l, int n, int k);
#endif
