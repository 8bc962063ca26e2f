/* copy_stride and copy_replace: variants of copying. The first skips symbols, so that each step of the answer is a step
 * of k in the string; the second has nothing to look up but one token, and the number of them to get right.
 */
#include "base/memory.h"
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>

/* --- copy_stride -------------------------------------------------------------------------------------------------- */

struct stride_options {
    long symbols, stride;
};

static const struct option stride_table[] = {
    {"symbols", OPTION_INT, offsetof(struct stride_options, symbols), "150", 1, SYMBOLS_MAX, NULL, "symbols",
     "size of the alphabet and largest length: no symbol comes twice"},
    {"stride", OPTION_INT, offsetof(struct stride_options, stride), "3", 1, 1024, NULL, "tokens",
     "one symbol in so many is copied, beginning with the first"},
    {0}};

static int stride_vocabulary(const void *options) {
    return TOKEN_SYMBOL + (int)((const struct stride_options *)options)->symbols;
}

static int stride_longest(const void *options) { return (int)((const struct stride_options *)options)->symbols; }

static int stride_copied(const void *options, int n) {
    const int stride = (int)((const struct stride_options *)options)->stride;
    return (n + stride - 1) / stride;
}

static int stride_max_tokens(const void *options, int n) {
    return 1 + (int)((const struct stride_options *)options)->stride + n + stride_copied(options, n);
}

static void stride_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct stride_options *o = options;
    int x[SYMBOLS_MAX], work[SYMBOLS_MAX];
    rng_sample(rng, (int)o->symbols, n, x, work);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 1; i < o->stride; i++) example_read(out, TOKEN_QUERY);
    for (int i = 0; i < n; i++) example_read(out, TOKEN_SYMBOL + x[i]);
    example_read(out, TOKEN_SEP);
    for (int i = 0; i < n; i += (int)o->stride) example_answer(out, TOKEN_SYMBOL + x[i]);
    example_ask(out, TOKEN_EOS);
}

static double stride_chance(const void *options, int n) {
    double all = 1.0;
    for (int i = 0; i < stride_copied(options, n); i++)
        all /= (double)(((const struct stride_options *)options)->symbols - i);
    return all;
}

static double stride_chance_token(const void *options, int n) {
    double sum = 0.0;
    const int m = stride_copied(options, n);
    for (int i = 0; i < m; i++) sum += 1.0 / (double)(((const struct stride_options *)options)->symbols - i);
    return sum / m;
}

static bool stride_solve(const void *options, struct example *example) {
    const struct stride_options *o = options;
    const int first = (int)o->stride, sep = find_token(example, TOKEN_SEP, 0), n = sep - first;
    if (n < 1 || sep >= example->T || example->token[0] != TOKEN_BOS) return false;
    if (skip_symbols(example, 1, TOKEN_QUERY, 1) != first) return false;
    if (skip_symbols(example, first, TOKEN_SYMBOL, o->symbols) != sep) return false;
    if (count_different(example->token + first, n) != n) return false;
    int m = 0, *y = mem_zero((size_t)n, sizeof(int));
    for (int i = 0; i < n; i++)
        if (i % o->stride == 0) y[m++] = example->token[first + i];
    bool right = solve_written(example, sep, y, m);
    mem_free(y);
    return right;
}

const struct task task_copy_stride = {
    .name = "copy_stride",
    .title = "Copy every k-th symbol",
    .format =
        "<bos> <query>*(k-1) x_1 .. x_n <sep> x_1 x_1+k x_1+2k .. <eos>, every token after <sep> asked, <eos> too",
    .length = "n different symbols of x; about k + 1 + n + n/k tokens are read",
    .source = "stride copy of the appendix of Huang et al. 2025, A Formal Framework for Understanding Length "
              "Generalization in Transformers: the code's x[::k] behind k-1 special tokens",
    .differs = "any n is made; theirs is cut to a multiple of k less one. The special token is <query>",
    .chance_is = "the guesser knows the length, not the string: any symbol not answered yet, 1/(symbols - i) at token "
                 "i of the m = ceil(n/k) answers",
    .options = stride_table,
    .options_size = sizeof(struct stride_options),
    .vocabulary = stride_vocabulary,
    .shortest = shortest_1,
    .longest = stride_longest,
    .max_tokens = stride_max_tokens,
    .generate = stride_generate,
    .chance = stride_chance,
    .chance_token = stride_chance_token,
    .solve = stride_solve,
};

/* --- copy_replace ------------------------------------------------------------------------------------------------- */

struct replace_options {
    long symbols;
};

static const struct option replace_table[] = {{"symbols", OPTION_INT, offsetof(struct replace_options, symbols), "100",
                                               2, SYMBOLS_MAX, NULL, "symbols", "size of the alphabet"},
                                              {0}};

static int replace_vocabulary(const void *options) {
    return TOKEN_SYMBOL + (int)((const struct replace_options *)options)->symbols;
}

static int replace_max_tokens(const void *options, int n) {
    (void)options;
    return 2 * n + 5;
}

static void replace_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const long symbols = ((const struct replace_options *)options)->symbols;
    const int a = draw_below(rng, symbols), b = (a + 1 + draw_below(rng, symbols - 1)) % (int)symbols;
    example_open(out);
    example_read(out, TOKEN_BOS);
    example_read(out, TOKEN_SYMBOL + a);
    example_read(out, TOKEN_SYMBOL + b);
    example_read(out, TOKEN_QUERY);
    for (int i = 0; i < n; i++) example_read(out, TOKEN_SYMBOL + a);
    example_read(out, TOKEN_SEP);
    for (int i = 0; i < n; i++) example_answer(out, TOKEN_SYMBOL + b);
    example_ask(out, TOKEN_EOS);
}

static double replace_chance(const void *options, int n) {
    (void)options;
    (void)n;
    return 0.5;
}

static bool replace_solve(const void *options, struct example *example) {
    const long symbols = ((const struct replace_options *)options)->symbols;
    const int *token = example->token, sep = find_token(example, TOKEN_SEP, 0), n = sep - 4;
    if (n < 1 || sep >= example->T || token[0] != TOKEN_BOS || token[3] != TOKEN_QUERY || token[1] == token[2])
        return false;
    if (!is_among(token[1], TOKEN_SYMBOL, symbols) || !is_among(token[2], TOKEN_SYMBOL, symbols)) return false;
    if (skip_symbols(example, 4, token[1], 1) != sep) return false;
    int *y = mem_zero((size_t)n, sizeof(int));
    for (int i = 0; i < n; i++) y[i] = token[2];
    bool right = solve_written(example, sep, y, n);
    mem_free(y);
    return right;
}

const struct task task_copy_replace = {
    .name = "copy_replace",
    .title = "Write another symbol as often as the one that is there",
    .format = "<bos> a b <query> a .. a (n) <sep> b .. b (n) <eos>, every token after <sep> asked, <eos> too",
    .length = "n times a; 2n + 5 tokens are read",
    .source = "the replacing variant of copying of Kazemnejad et al. 2023, The Impact of Positional Encoding on Length "
              "Generalization in Transformers: replace A with B in A A A",
    .differs = "tokens instead of words around the string; pairs of symbols are drawn, not listed",
    .chance_is = "one of the two symbols named, the same throughout: 1/2 per token and for all. What remains is <eos>, "
                 "which depends on their number",
    .options = replace_table,
    .options_size = sizeof(struct replace_options),
    .vocabulary = replace_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = replace_max_tokens,
    .generate = replace_generate,
    .chance = replace_chance,
    .chance_token = replace_chance,
    .solve = replace_solve,
};
