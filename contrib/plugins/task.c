/* A task of one's own: name the largest of n symbols.
 *
 *   lexbench plugin build new_name.c
 *   lexbench show task new_name --plugin new_name.so
 *   lexbench run --tasks new_name --schemes 'rope;alibi' --seeds 1..3 --plugin new_name.so
 *
 * tasks/task.h says what a task gives; tasks/sequence.h writes examples, tasks/solve.h reads them. A task draws only
 * from the stream it is given.
 */
#include "run/plugin.h"
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>

struct options {
    long symbols;
};
static const struct option options[] = {{"symbols", OPTION_INT, offsetof(struct options, symbols), "32", 2, SYMBOLS_MAX,
                                         NULL, "symbols", "size of the alphabet"},
                                        {0}};

/* Tokens in all: the special ones and the symbols. */
static int vocabulary(const void *options) { return TOKEN_SYMBOL + (int)((const struct options *)options)->symbols; }

static int max_tokens(const void *options, int n) {
    (void)options;
    return n + 3; /* <bos> x_1 .. x_n <sep> y; the model never reads <eos> */
}

static void generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct options *o = options;
    int largest = 0;
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) {
        const int symbol = draw_below(rng, o->symbols);
        if (symbol > largest) largest = symbol;
        example_read(out, TOKEN_SYMBOL + symbol);
    }
    example_read(out, TOKEN_SEP);
    example_answer(out, TOKEN_SYMBOL + largest); /* asked at <sep>, then read */
    example_ask(out, TOKEN_EOS);
}

/* Who always says the largest symbol of the alphabet is right unless none of the n is. */
static double chance(const void *options, int n) {
    const struct options *o = options;
    return 1 - pow(1 - 1 / (double)o->symbols, n);
}

/* The answers from the tokens alone, without the generator's code: a check of both. */
static bool solve(const void *options, struct example *example) {
    const struct options *o = options;
    int n, largest = TOKEN_SYMBOL;
    if (!find_question(example, TOKEN_SYMBOL, o->symbols, &n) || n < 1) return false;
    for (int t = 1; t <= n; t++)
        if (example->token[t] > largest) largest = example->token[t];
    return solve_written(example, n + 1, &largest, 1);
}

static const struct task task = {
    .name = "new_name",
    .title = "Name the largest symbol",
    .format = "<bos> x_1 .. x_n <sep> y <eos>, y the largest of x",
    .length = "n symbols of x; n + 3 tokens are read",
    .source = "my own",
    .differs = "",
    .chance_is = "the guesser says the largest symbol of the alphabet: 1 - (1 - 1/symbols)^n",
    .options = options,
    .options_size = sizeof(struct options),
    .vocabulary = vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = max_tokens,
    .generate = generate,
    .chance = chance,
    .chance_token = chance,
    .solve = solve,
};

LEXBENCH_PLUGIN(.name = "new_name", .tasks = {&task});
