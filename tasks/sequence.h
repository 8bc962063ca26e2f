/* What the generators share: writing an example token by token, drawing symbols, and the chance of a guesser that deals
 * out what it saw. Solvers use none of this, so that a mistake here cannot hide in both.
 */
#ifndef LEXBENCH_SEQUENCE_H
#define LEXBENCH_SEQUENCE_H
#include "tasks/task.h"

/* Largest alphabet of any kind; a generator keeps its scratch on the stack. */
enum { SYMBOLS_MAX = 4096 };

static inline void example_open(struct example *out) {
    out->T = 0;
    out->depth = 0;
}

/* Append a token for the model to read; nothing is asked there yet. */
static inline void example_read(struct example *out, int token) {
    out->token[out->T] = token;
    out->target[out->T] = TARGET_NONE;
    out->T++;
}

/* The model must predict `token` at the last token written. */
static inline void example_ask(struct example *out, int token) { out->target[out->T - 1] = token; }

/* One token of a written answer: asked at the token before it, then read. */
static inline void example_answer(struct example *out, int token) {
    example_ask(out, token);
    example_read(out, token);
}

/* Uniform on 0..n-1. Without a choice the caller passed a length outside shortest..longest. */
static inline int draw_below(struct rng *rng, long n) {
    REQUIRE(n >= 1);
    return (int)rng_below(rng, (uint32_t)n);
}

/* `asked` distinct items out of `m` are asked for; items are i.i.d. over `symbols` values (0: all different). The
 * guesser deals out the m items it saw over the questions at random, each used once. Question by question, exactly one
 * of the m - j items left closes a cycle of the dealing, which makes its equation hold by itself; every other one asks
 * for a coincidence of two independent items. Returns the probability that all questions are right. */
static inline double chance_dealt(int m, int asked, long symbols) {
    double coincidence = symbols ? 1.0 / (double)symbols : 0.0, all = 1.0;
    for (int j = 0; j < asked; j++) {
        double closes = 1.0 / (m - j);
        all *= closes + (1.0 - closes) * coincidence;
    }
    return all;
}

/* Share of right answers of the same guesser; it does not depend on how many are asked. */
static inline double chance_dealt_token(int m, long symbols) { return chance_dealt(m, 1, symbols); }
#endif
