/* What the generators share: writing an example token by token, drawing symbols, and the chance of a guesser that deals
 * out what it saw. Solvers use none of this, so that a mistake here cannot hide in both.
 */
#ifndef LEXBENCH_SEQUENCE_H
#define LEXBENCH_SEQUENCE_H
#include "tasks/task.h"
#include <limits.h>

/* Largest alphabet of any kind; a generator keeps its scratch on the stack. */
enum { SYMBOLS_MAX = 4096 };

static inline void example_open(struct example *out) {
    out->T = 0;
    out->depth = 0;
}

/* Append a token for the model to read; nothing is asked there yet, and it has no place in a group. */
static inline void example_read(struct example *out, int token) {
    out->token[out->T] = token;
    out->target[out->T] = TARGET_NONE;
    if (out->group) out->group[out->T] = 0;
    if (out->value) out->value[out->T] = 0;
    out->T++;
}

/* The last token written has the place `id`. */
static inline void example_group(struct example *out, int id) {
    if (out->group) out->group[out->T - 1] = id;
}

/* The last token written comes with the number `value`. */
static inline void example_value(struct example *out, float value) {
    if (out->value) out->value[out->T - 1] = value;
}

/* The model must predict `token` at the last token written. */
static inline void example_ask(struct example *out, int token) { out->target[out->T - 1] = token; }

/* One token of a written answer: asked at the token before it, then read. */
static inline void example_answer(struct example *out, int token) {
    example_ask(out, token);
    example_read(out, token);
}

/* How an answer is given (task.h). */
enum answer_form { ANSWER_WRITTEN, ANSWER_SLOTS };
#define ANSWER_OPTION(type)                                                                                            \
    OPTION_ROW("answer", OPTION_CHOICE, offsetof(type, answer), "written", 0, 0, "written|slots", NULL,                \
               "written: token by token, each one read before the next is asked, then <eos>; slots: all at once, at "  \
               "a <query> token each (the encoder convention), which suits models that are not causal")

/* Ask for y[0..m-1] behind <sep>, which is the last token written. Written: then for <eos>. At slots: m of `slots`, and
 * where m < slots an answer may be shorter than it is here, so <eos> is asked behind it and nothing at the rest. */
static inline void example_answers(struct example *out, int form, const int *y, int m, int slots) {
    if (form == ANSWER_WRITTEN) {
        for (int i = 0; i < m; i++) example_answer(out, y[i]);
        example_ask(out, TOKEN_EOS);
        return;
    }
    for (int i = 0; i < slots; i++) {
        example_read(out, TOKEN_QUERY);
        if (i <= m) example_ask(out, i < m ? y[i] : TOKEN_EOS);
    }
}

/* Members that many tasks share. */
static inline int shortest_1(const void *options) {
    (void)options;
    return 1;
}
static inline int shortest_2(const void *options) {
    (void)options;
    return 2;
}
static inline int shortest_3(const void *options) {
    (void)options;
    return 3;
}
static inline int longest_any(const void *options) {
    (void)options;
    return INT_MAX;
}
static inline bool parallel_always(const void *options) {
    (void)options;
    return true;
}
static inline int max_tokens_1(const void *options, int n) { /* <bos> x <sep> y */
    (void)options;
    return n + 3;
}
static inline int max_tokens_n(const void *options, int n) { /* <bos> x <sep> y_1 .. y_n */
    (void)options;
    return 2 * n + 2;
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
