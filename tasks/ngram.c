/* ngram_lookup: what follows an n-gram, which is asked for behind the string or before it, or is the end of it.
 */
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>

enum { GRAM_MAX = 16, LOOKUP_LONGEST = 1 << 20 };
enum ngram_side { SIDE_SUFFIX, SIDE_PREFIX, SIDE_END };

struct ngram_options {
    int side; /* enum ngram_side */
    long symbols, gram, follow;
};

static const struct option ngram_table[] = {{"side", OPTION_CHOICE, offsetof(struct ngram_options, side), "suffix", 0,
                                             0, "suffix|prefix|end", NULL,
                                             "where the n-gram is: after the string; before it, so that it is known "
                                             "while the string is read; or the end of the "
                                             "string itself, which came once before"},
                                            {"symbols", OPTION_INT, offsetof(struct ngram_options, symbols), "26", 2,
                                             SYMBOLS_MAX, NULL, "symbols", "size of the alphabet"},
                                            {"gram", OPTION_INT, offsetof(struct ngram_options, gram), "2", 1, GRAM_MAX,
                                             NULL, "tokens", "length of the n-gram"},
                                            {"follow", OPTION_INT, offsetof(struct ngram_options, follow), "1", 1,
                                             GRAM_MAX, NULL, "tokens", "how many tokens behind it are asked for"},
                                            {0}};

static int ngram_vocabulary(const void *options) {
    return TOKEN_SYMBOL + (int)((const struct ngram_options *)options)->symbols;
}

static int ngram_shortest(const void *options) {
    const struct ngram_options *o = options;
    return (int)((o->side == SIDE_END ? 2 : 1) * o->gram + o->follow);
}

/* Beyond as many tokens as there are n-grams hardly one comes only once. */
static int ngram_longest(const void *options) {
    const struct ngram_options *o = options;
    const double grams = pow((double)o->symbols, (double)o->gram);
    const int shortest = ngram_shortest(options), longest = grams < LOOKUP_LONGEST ? (int)grams : LOOKUP_LONGEST;
    return longest > shortest ? longest : shortest;
}

static int ngram_max_tokens(const void *options, int n) {
    const struct ngram_options *o = options;
    return 3 + n + (int)(o->gram + o->follow);
}

/* Does x[at..at+k-1] come once in x[0..n-1]? */
static bool comes_once(const int *x, int n, int at, int k) {
    for (int i = 0; i + k <= n; i++) {
        int same = 0;
        while (same < k && x[i + same] == x[at + same]) same++;
        if (same == k && i != at) return false;
    }
    return true;
}

/* Does the end of the string come once before, at `at`, and nowhere else, not even across? */
static bool end_comes_twice(const int *x, int n, int at, int k) {
    for (int i = 0; i + k < n; i++) {
        int same = 0;
        while (same < k && x[i + same] == x[n - k + same]) same++;
        if (same == k && i != at) return false;
    }
    return true;
}

/* A string whose last `gram` symbols stood once before; returns where. */
static int draw_string_with_end(const struct ngram_options *o, int n, struct rng *rng, int *x) {
    const int gram = (int)o->gram, room = gram > o->follow ? gram : (int)o->follow;
    int at;
    do {
        for (int i = 0; i < n; i++) x[i] = TOKEN_SYMBOL + draw_below(rng, o->symbols);
        at = draw_below(rng, n - gram - room + 1);
        for (int i = 0; i < gram; i++) x[n - gram + i] = x[at + i];
    } while (!end_comes_twice(x, n, at, gram));
    return at;
}

static int draw_string(const struct ngram_options *o, int n, struct rng *rng, int *x) {
    int at;
    do {
        for (int i = 0; i < n; i++) x[i] = TOKEN_SYMBOL + draw_below(rng, o->symbols);
        at = draw_below(rng, n - (int)(o->gram + o->follow) + 1);
    } while (!comes_once(x, n, at, (int)o->gram));
    return at;
}

static void ngram_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct ngram_options *o = options;
    const int gram = (int)o->gram, follow = (int)o->follow, first = o->side == SIDE_PREFIX ? 2 + gram : 1;
    int *x = out->token + first, y[GRAM_MAX];
    const int at = o->side == SIDE_END ? draw_string_with_end(o, n, rng, x) : draw_string(o, n, rng, x);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < gram && o->side == SIDE_PREFIX; i++) example_read(out, x[at + i]);
    if (o->side == SIDE_PREFIX) example_read(out, TOKEN_SEP);
    for (int i = 0; i < n; i++) example_read(out, x[i]);
    example_read(out, TOKEN_SEP);
    for (int i = 0; i < gram && o->side == SIDE_SUFFIX; i++) example_read(out, x[at + i]);
    for (int i = 0; i < follow; i++) y[i] = x[at + gram + i];
    example_answers(out, ANSWER_WRITTEN, y, follow, follow);
}

static double ngram_chance(const void *options, int n) {
    const struct ngram_options *o = options;
    (void)n;
    return pow((double)o->symbols, (double)-o->follow);
}

static double ngram_chance_token(const void *options, int n) {
    (void)n;
    return 1.0 / (double)((const struct ngram_options *)options)->symbols;
}

/* side=end: backwards from <sep>, the string is compared with itself shifted. */
static bool solve_end(const struct ngram_options *o, struct example *example) {
    const int *token = example->token, gram = (int)o->gram, follow = (int)o->follow;
    int n, back = 0;
    if (!find_question(example, TOKEN_SYMBOL, o->symbols, &n) || n < gram + 1) return false;
    for (int shift = 1; shift + gram <= n; shift++) {
        int same = 0;
        while (same < gram && token[n - same] == token[n - same - shift]) same++;
        if (same == gram && back) return false;
        if (same == gram) back = shift;
    }
    if (back < gram || back < follow) return false;
    return solve_written(example, n + 1, token + n + 1 - back, follow);
}

static bool ngram_solve(const void *options, struct example *example) {
    const struct ngram_options *o = options;
    if (o->side == SIDE_END) return solve_end(o, example);
    const int *token = example->token, gram = (int)o->gram, follow = (int)o->follow;
    const bool prefix = o->side == SIDE_PREFIX;
    const int sep = find_token(example, TOKEN_SEP, 0), end = prefix ? find_token(example, TOKEN_SEP, sep + 1) : sep;
    const int first = prefix ? sep + 1 : 1, n = end - first, key = prefix ? 1 : end + 1;
    int found = -1;
    if (end >= example->T || token[0] != TOKEN_BOS || n < gram + follow || (prefix && sep != 1 + gram)) return false;
    if (skip_symbols(example, first, TOKEN_SYMBOL, o->symbols) < end || key + gram > example->T ||
        skip_symbols(example, key, TOKEN_SYMBOL, o->symbols) < key + gram)
        return false;
    for (int at = first; at + gram <= end; at++) {
        bool same = true;
        for (int i = 0; i < gram; i++) same &= token[at + i] == token[key + i];
        if (same && found >= 0) return false;
        if (same) found = at;
    }
    if (found < 0 || found + gram + follow > end) return false;
    return solve_written(example, prefix ? end : end + gram, token + found + gram, follow);
}

const struct task task_ngram_lookup = {
    .name = "ngram_lookup",
    .title = "What follows the n-gram?",
    .format =
        "side=suffix: <bos> x <sep> g y <eos>; side=prefix: <bos> g <sep> x <sep> y <eos>; g comes once in x, y is "
        "what follows it there; side=end: <bos> x <sep> y <eos>, where x ends with g, which came once before without "
        "overlap",
    .length = "n independent symbols of x, up to as many as there are n-grams; n + 2 + gram + follow tokens are "
              "read, one more with side=prefix and gram fewer with side=end",
    .source =
        "Jelassi et al. 2024, Repeat After Me: Transformers are Better than State Space Models at Copying: suffix "
        "and prefix n-gram lookup, 26 letters; side=end: multi-key recall of Physics of Language Models: Part 4.1, "
        "with "
        "gram=4, symbols=128 and lengths to 49",
    .differs =
        "every example is a sequence of its own; the published ones are packed into a context. With side=end the "
        "n-gram comes exactly twice; the source leaves in what comes again by chance",
    .chance_is = "one of the symbols: 1/symbols per token, symbols^-follow for all",
    .options = ngram_table,
    .options_size = sizeof(struct ngram_options),
    .vocabulary = ngram_vocabulary,
    .shortest = ngram_shortest,
    .longest = ngram_longest,
    .max_tokens = ngram_max_tokens,
    .generate = ngram_generate,
    .chance = ngram_chance,
    .chance_token = ngram_chance_token,
    .solve = ngram_solve,
};
