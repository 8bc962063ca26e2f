/* A second reading of a regular language, by Brzozowski's derivatives: what may follow a letter is an expression again.
 * Solvers use it, and it shares nothing with the automata of base/language.h but the tables that somebody wrote down,
 * whose states it takes as they are. So a mistake in either shows.
 */
#ifndef LEXBENCH_DERIVATIVE_H
#define LEXBENCH_DERIVATIVE_H
#include "base/language.h"

struct derivatives;

/* Of what language_read reads, which must have read it without error; letters are numbered as there.
 * derivatives_free it. */
struct derivatives *derivatives_new(const char *text);
void derivatives_free(struct derivatives *d);

/* What is left of the language behind a beginning: a number that means nothing but this. */
int derivatives_start(const struct derivatives *d);
int derivatives_step(struct derivatives *d, int rest, int letter);
bool derivatives_ends(const struct derivatives *d, int rest);  /* the word may end here */
bool derivatives_alive(const struct derivatives *d, int rest); /* some word goes on or ends here */
/* The number that the smallest automaton gives this state: rests are the same state where the same words are left. */
int derivatives_state(struct derivatives *d, int rest);
#endif
