/* Tasks of the Chomsky hierarchy on strings of bits and moves. reverse_string and duplicate_string stand with copy,
 * bucket_sort with sort, numbers in chomsky_numbers.c.
 */
#include "tasks/chomsky.h"
#include "base/memory.h"
#include <math.h>

static int bits_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + 2;
}

static int chomsky_max_tokens_more(const void *options, int n) { /* n + 1 answers or slots */
    (void)options;
    return 2 * n + 3;
}

static double half(const void *options, int n) {
    (void)options;
    (void)n;
    return 0.5;
}

static double fifth(const void *options, int n) {
    (void)options;
    (void)n;
    return 0.2;
}

static double coins(const void *options, int n) {
    (void)options;
    return exp2(-n);
}

/* <bos>, n symbols out of `count`, <sep>. */
static void write_symbols(int n, int count, struct rng *rng, struct example *out) {
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) example_read(out, TOKEN_SYMBOL + draw_below(rng, count));
    example_read(out, TOKEN_SEP);
}

static void answer_one(const void *options, struct example *out, int symbol) {
    const int y = TOKEN_SYMBOL + symbol;
    example_answers(out, ((const struct chomsky_options *)options)->answer, &y, 1, 1);
}

static bool solve_one(const void *options, struct example *example, int n, int symbol) {
    const int y = TOKEN_SYMBOL + symbol;
    return solve_answers(example, chomsky_written(options), n + 1, &y, 1, 1);
}

/* --- regular ------------------------------------------------------------------------------------------------------ */

static void even_pairs_generate(const void *options, int n, struct rng *rng, struct example *out) {
    write_symbols(n, 2, rng, out);
    answer_one(options, out, out->token[1] != out->token[n]);
}

static bool even_pairs_solve(const void *options, struct example *example) {
    int n, unequal = 0;
    if (!find_question(example, TOKEN_SYMBOL, 2, &n) || n < 1) return false;
    for (int t = 1; t < n; t++) unequal += example->token[t] != example->token[t + 1];
    return solve_one(options, example, n, unequal % 2);
}

const struct task task_even_pairs = {
    .name = "even_pairs",
    .title = "Is the number of unequal neighbours even? (regular)",
    .format = "<bos> x_1 .. x_n <sep> y <eos>, y = 0 for even; answer=slots: <bos> x <sep> <query>, no <eos>",
    .length = "n bits; n + 3 tokens are read",
    .differs = CHOMSKY_DIFFERS,
    .chance_is = "a coin: 1/2",
    CHOMSKY_MEMBERS,
    .vocabulary = bits_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = max_tokens_1,
    .generate = even_pairs_generate,
    .chance = half,
    .chance_token = half,
    .solve = even_pairs_solve,
};

static void parity_check_generate(const void *options, int n, struct rng *rng, struct example *out) {
    int parity = 0;
    write_symbols(n, 2, rng, out);
    for (int i = 0; i < n; i++) parity ^= out->token[1 + i] - TOKEN_SYMBOL;
    answer_one(options, out, parity);
}

static bool parity_check_solve(const void *options, struct example *example) {
    int n, ones = 0;
    if (!find_question(example, TOKEN_SYMBOL, 2, &n) || n < 1) return false;
    for (int t = 1; t <= n; t++) ones += example->token[t] == TOKEN_SYMBOL + 1;
    return solve_one(options, example, n, ones % 2);
}

const struct task task_parity_check = {
    .name = "parity_check",
    .title = "Is the number of ones even? Independent bits (regular)",
    .format = "<bos> x_1 .. x_n <sep> y <eos>, y = 0 for even; answer=slots: <bos> x <sep> <query>, no <eos>",
    .length = "n bits; n + 3 tokens are read",
    .differs = CHOMSKY_DIFFERS,
    .chance_is = "a coin: 1/2",
    CHOMSKY_MEMBERS,
    .vocabulary = bits_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = max_tokens_1,
    .generate = parity_check_generate,
    .chance = half,
    .chance_token = half,
    .solve = parity_check_solve,
};

static int cycle_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + 3 + 5;
}

static void cycle_generate(const void *options, int n, struct rng *rng, struct example *out) {
    static const int step[] = {0, 1, 4};
    int at = 0;
    write_symbols(n, 3, rng, out);
    for (int i = 0; i < n; i++) at = (at + step[out->token[1 + i] - TOKEN_SYMBOL]) % 5;
    answer_one(options, out, 3 + at);
}

static bool cycle_solve(const void *options, struct example *example) {
    int n, forward = 0, back = 0;
    if (!find_question(example, TOKEN_SYMBOL, 3, &n) || n < 1) return false;
    for (int t = 1; t <= n; t++) {
        forward += example->token[t] == TOKEN_SYMBOL + 1;
        back += example->token[t] == TOKEN_SYMBOL + 2;
    }
    return solve_one(options, example, n, 3 + (forward - back % 5 + 5) % 5);
}

const struct task task_cycle_navigation = {
    .name = "cycle_navigation",
    .title = "Where on a circle of five do the steps end? (regular)",
    .format = "<bos> x_1 .. x_n <sep> y <eos>, x from {stay, forward, back}, y one of five places; answer=slots: <bos> "
              "x <sep> <query>, no <eos>",
    .length = "n steps; n + 3 tokens are read",
    .differs = CHOMSKY_DIFFERS ", and places are symbols of their own",
    .chance_is = "one of the five places: 1/5",
    CHOMSKY_MEMBERS,
    .vocabulary = cycle_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = max_tokens_1,
    .generate = cycle_generate,
    .chance = fifth,
    .chance_token = fifth,
    .solve = cycle_solve,
};

/* --- deterministic context-free ----------------------------------------------------------------------------------- */

enum { BIT_0, BIT_1, POP, PUSH_0, PUSH_1, STACK_SYMBOLS };

static int stack_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + STACK_SYMBOLS;
}

static void stack_generate(const void *options, int n, struct rng *rng, struct example *out) {
    int stack[CHOMSKY_LONGEST], depth = 1 + draw_below(rng, n - 1), actions = n - depth;
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < depth; i++) {
        stack[i] = TOKEN_SYMBOL + draw_below(rng, 2);
        example_read(out, stack[i]);
    }
    for (int i = 0; i < actions; i++) {
        int action = POP + draw_below(rng, 3);
        example_read(out, TOKEN_SYMBOL + action);
        if (action != POP)
            stack[depth++] = TOKEN_SYMBOL + (action == PUSH_1);
        else if (depth > 0)
            depth--;
    }
    example_read(out, TOKEN_SEP);
    int y[CHOMSKY_LONGEST];
    for (int i = 0; i < depth; i++) y[i] = stack[depth - 1 - i];
    example_answers(out, ((const struct chomsky_options *)options)->answer, y, depth, n + 1);
}

/* E[2^-depth at the end]. left[d]: the same with k actions still to come from depth d. */
static double stack_chance(const void *options, int n) {
    double left[2 * CHOMSKY_LONGEST + 1], sum = 0.0;
    (void)options;
    for (int d = 0; d <= 2 * n; d++) left[d] = exp2(-d);
    for (int k = 0; k < n; k++) {
        if (k > 0) sum += left[n - k] / (n - 1);
        double below = left[0];
        for (int d = 0; d < 2 * n - k; d++) {
            double here = left[d];
            left[d] = below / 3 + 2 * left[d + 1] / 3;
            below = here;
        }
    }
    return sum;
}

/* From the end: a POP takes the nearest bit before it that none took, so what is left is read top first. */
static bool stack_solve(const void *options, struct example *example) {
    const int *token = example->token;
    int n, m = 0, pops = 0;
    if (!find_question(example, TOKEN_SYMBOL, STACK_SYMBOLS, &n) || n < 2) return false;
    const int actions = skip_symbols(example, 1, TOKEN_SYMBOL, 2);
    if (actions == 1 || actions > n || skip_symbols(example, actions, TOKEN_SYMBOL + POP, 3) != n + 1) return false;
    int *y = mem_zero((size_t)n, sizeof(int));
    for (int t = n; t >= 1; t--) {
        if (token[t] == TOKEN_SYMBOL + POP)
            pops++;
        else if (pops > 0)
            pops--;
        else
            y[m++] = token[t] >= TOKEN_SYMBOL + PUSH_0 ? token[t] - PUSH_0 : token[t];
    }
    bool right = solve_answers(example, chomsky_written(options), n + 1, y, m, n + 1);
    mem_free(y);
    return right;
}

const struct task task_stack_manipulation = {
    .name = "stack_manipulation",
    .title = "What is on the stack in the end? (deterministic context-free)",
    .format = "<bos> s_1 .. s_d a_1 .. a_(n-d) <sep> y <eos>, s the stack from its bottom, a from {pop, push 0, push "
              "1}, y the stack from its top, a pop from an empty one does nothing; answer=slots: <bos> s a <sep> "
              "<query>*(n+1), where <eos> is asked after y and nothing at the rest",
    .length =
        "n tokens of stack and actions, d uniform on 1..n-1; at most 2n + 3 tokens are read, the answer has about "
        "2n/3",
    .differs = CHOMSKY_DIFFERS "; the end of the answer is <eos>; nothing is scored after it",
    .chance_is = "a coin per bit, of an answer whose length is known: 1/2 per token, E[2^-depth] for all",
    CHOMSKY_MEMBERS,
    .vocabulary = stack_vocabulary,
    .shortest = shortest_2,
    .longest = chomsky_longest,
    .max_tokens = chomsky_max_tokens_more,
    .generate = stack_generate,
    .chance = stack_chance,
    .chance_token = half,
    .solve = stack_solve,
};

/* --- context-sensitive -------------------------------------------------------------------------------------------- */

enum { MISSING = 2, PADDING = 3 };

static int missing_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + 4;
}

static void missing_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const int h = n / 2, place = draw_below(rng, 2 * h);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < h; i++) example_read(out, TOKEN_SYMBOL + draw_below(rng, 2));
    for (int i = 0; i < h; i++) example_read(out, out->token[1 + i]);
    if (n % 2) example_read(out, TOKEN_SYMBOL + PADDING);
    const int bit = out->token[1 + place] - TOKEN_SYMBOL;
    out->token[1 + place] = TOKEN_SYMBOL + MISSING;
    example_read(out, TOKEN_SEP);
    answer_one(options, out, bit);
}

static bool missing_solve(const void *options, struct example *example) {
    const int *x = example->token + 1;
    int n, missing = -1;
    if (!find_question(example, TOKEN_SYMBOL, 4, &n) || n < 2) return false;
    if (n % 2 && x[n - 1] != TOKEN_SYMBOL + PADDING) return false;
    for (int i = 0, h = n / 2; i < h; i++) {
        const bool first = x[i] == TOKEN_SYMBOL + MISSING, second = x[h + i] == TOKEN_SYMBOL + MISSING;
        if (x[i] == TOKEN_SYMBOL + PADDING || x[h + i] == TOKEN_SYMBOL + PADDING || (first && second)) return false;
        if (!first && !second && x[i] != x[h + i]) return false;
        if ((first || second) && missing >= 0) return false;
        if (first || second) missing = first ? h + i : i;
    }
    return missing >= 0 && solve_one(options, example, n, x[missing] - TOKEN_SYMBOL);
}

const struct task task_missing_duplicate = {
    .name = "missing_duplicate",
    .title = "Which bit is missing in one of two copies? (context-sensitive)",
    .format = "<bos> w w <sep> y <eos>, one bit of either w replaced by a blank, odd n filled up by a last token; "
              "answer=slots: <bos> w w <sep> <query>, no <eos>",
    .length = "n tokens, w has half of them; n + 3 tokens are read",
    .differs = CHOMSKY_DIFFERS,
    .chance_is = "a coin: 1/2",
    CHOMSKY_MEMBERS,
    .vocabulary = missing_vocabulary,
    .shortest = shortest_2,
    .longest = longest_any,
    .max_tokens = max_tokens_1,
    .generate = missing_generate,
    .chance = half,
    .chance_token = half,
    .solve = missing_solve,
};

static void odds_first_generate(const void *options, int n, struct rng *rng, struct example *out) {
    int y[CHOMSKY_LONGEST], m = 0;
    write_symbols(n, 2, rng, out);
    for (int i = 1; i < n; i += 2) y[m++] = out->token[1 + i];
    for (int i = 0; i < n; i += 2) y[m++] = out->token[1 + i];
    example_answers(out, ((const struct chomsky_options *)options)->answer, y, n, n);
}

static bool odds_first_solve(const void *options, struct example *example) {
    int n;
    if (!find_question(example, TOKEN_SYMBOL, 2, &n) || n < 1) return false;
    int *y = mem_zero((size_t)n, sizeof(int)), second = 0, first = n / 2;
    for (int place = 1; place <= n; place++) y[place % 2 ? first++ : second++] = example->token[place];
    bool right = solve_answers(example, chomsky_written(options), n + 1, y, n, n);
    mem_free(y);
    return right;
}

const struct task task_odds_first = {
    .name = "odds_first",
    .title = "Every second bit, then the others (context-sensitive)",
    .format = "<bos> x_1 .. x_n <sep> x_2 x_4 .. x_1 x_3 .. <eos>; answer=slots: <bos> x <sep> <query>*n, no <eos>",
    .length = "n bits; 2n + 2 tokens are read",
    .differs = CHOMSKY_DIFFERS "; the order is that of the published code, which counts from 0",
    .chance_is = "a coin per bit: 1/2 per token, 2^-n for all",
    CHOMSKY_MEMBERS,
    .vocabulary = bits_vocabulary,
    .shortest = shortest_1,
    .longest = chomsky_longest,
    .max_tokens = max_tokens_n,
    .generate = odds_first_generate,
    .chance = coins,
    .chance_token = half,
    .solve = odds_first_solve,
};
