/* sort: write symbols in ascending order. With distinct values each answer is the smallest one above the last answer;
 * with duplicates the model has to count as well.
 */
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <limits.h>
#include <math.h>

enum sort_kind { SORT_UNIQUE, SORT_DUPLICATES };

struct sort_options {
    long symbols;
    int kind; /* enum sort_kind */
};

static const struct option sort_table[] = {
    {"symbols", OPTION_INT, offsetof(struct sort_options, symbols), "150", 1, SYMBOLS_MAX, NULL, "symbols",
     "size of the ordered alphabet; with kind=unique also the largest length"},
    {"kind", OPTION_CHOICE, offsetof(struct sort_options, kind), "unique", 0, 0, "unique|duplicates", NULL,
     "unique: no value twice; duplicates: independent uniform values, each kept as often as it comes"},
    {0}};

static int sort_vocabulary(const void *options) {
    return TOKEN_SYMBOL + (int)((const struct sort_options *)options)->symbols;
}

static int sort_shortest(const void *options) {
    (void)options;
    return 1;
}

static int sort_longest(const void *options) {
    const struct sort_options *o = options;
    return o->kind == SORT_UNIQUE ? (int)o->symbols : INT_MAX;
}

static int sort_max_tokens(const void *options, int n) {
    (void)options;
    return 2 * n + 2;
}

static void sort_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct sort_options *o = options;
    int drawn[SYMBOLS_MAX], work[SYMBOLS_MAX], count[SYMBOLS_MAX] = {0};
    if (o->kind == SORT_UNIQUE) rng_sample(rng, (int)o->symbols, n, drawn, work);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) {
        int value = o->kind == SORT_UNIQUE ? drawn[i] : draw_below(rng, o->symbols);
        example_read(out, TOKEN_SYMBOL + value);
        count[value]++;
    }
    example_read(out, TOKEN_SEP);
    for (int value = 0; value < o->symbols; value++)
        for (int i = 0; i < count[value]; i++) example_answer(out, TOKEN_SYMBOL + value);
    example_ask(out, TOKEN_EOS);
}

/* P(Binomial(n, p) = j) */
static double binomial(int n, double p, int j) {
    if (p >= 1.0) return j == n;
    return exp(lgamma(n + 1) - lgamma(j + 1) - lgamma(n - j + 1) + j * log(p) + (n - j) * log1p(-p));
}

/* The likeliest answer with duplicates spreads the k values evenly over n places: n! / (c_0! .. c_{k-1}!) of the k^n
 * strings sort to it. */
static double chance_even(int n, long k) {
    double log_chance = lgamma(n + 1) - n * log((double)k);
    for (long v = 0; v < k; v++) log_chance -= lgamma((double)(n / k + (v < n % k) + 1));
    return exp(log_chance);
}

/* `rest` values are not below v, uniform on v..k-1: right guesses to expect while v is the last answer given. After m
 * of them, v comes again if it was drawn more often; else v + 1 comes if it was drawn at all. The guesser takes the
 * likelier. */
static double right_after(long v, long k, int rest) {
    double p = 1.0 / (double)(k - v), again = 0.0, right = 0.0;
    for (int m = rest - 1; m >= 1; m--) {
        again += binomial(rest, p, m + 1);
        double above = v + 1 < k ? 1.0 - pow(1.0 - 1.0 / (double)(k - v - 1), rest - m) : 0.0;
        right += fmax(again, binomial(rest, p, m) * above);
    }
    return right;
}

static double chance_token_duplicates(int n, long k) {
    double right = 1.0 - pow(1.0 - 1.0 / (double)k, n); /* the first: the lowest value */
    for (long v = 0; v < k; v++)
        for (int rest = 2; rest <= n; rest++) {
            double weight = binomial(n, (double)(k - v) / (double)k, rest);
            if (weight > 1e-15) right += weight * right_after(v, k, rest);
        }
    return right / n;
}

static double sort_chance(const void *options, int n) {
    const struct sort_options *o = options;
    if (o->kind == SORT_DUPLICATES) return chance_even(n, o->symbols);
    double all = 1.0;
    for (int i = 0; i < n; i++) all *= (double)(n - i) / (double)(o->symbols - i);
    return all;
}

static double sort_chance_token(const void *options, int n) {
    const struct sort_options *o = options;
    return o->kind == SORT_UNIQUE ? n / (double)o->symbols : chance_token_duplicates(n, o->symbols);
}

/* The value that has at most `place` smaller ones and more than `place` not larger ones in x[0..n-1]. */
static int at_rank(const int *x, int n, int place) {
    for (int i = 0; i < n; i++) {
        int smaller = 0, equal = 0;
        for (int j = 0; j < n; j++) {
            smaller += x[j] < x[i];
            equal += x[j] == x[i];
        }
        if (smaller <= place && place < smaller + equal) return x[i];
    }
    BUG("no value has rank %d of %d", place, n);
}

/* Places of x in `example`: 1 .. *n. false: the part up to <sep> is no question of this task. */
static bool sort_question(const struct sort_options *o, const struct example *example, int *n) {
    int sep = find_token(example, TOKEN_SEP, 0);
    *n = sep - 1;
    if (*n < 1 || example->T != 2 * *n + 2 || example->token[0] != TOKEN_BOS) return false;
    if (skip_symbols(example, 1, TOKEN_SYMBOL, o->symbols) != sep) return false;
    return o->kind == SORT_DUPLICATES || count_different(example->token + 1, *n) == *n;
}

static bool sort_solve(const void *options, struct example *example, const bool *wanted) {
    const int *token = example->token;
    int n;
    if (!sort_question(options, example, &n) || !none_wanted_before(wanted, n + 1)) return false;
    for (int i = 0, t = n + 1; i <= n; i++, t++) {
        int next = i == n ? TOKEN_EOS : at_rank(token + 1, n, i);
        if (i < n && token[t + 1] != next) return false;
        if (wanted[t]) example->target[t] = next;
    }
    return true;
}

const struct task task_sort = {
    .name = "sort",
    .title = "Sort values in ascending order",
    .format = "<bos> x_1 x_2 .. x_n <sep> y_1 <= y_2 <= .. <= y_n <eos>, y the x sorted; every token after <sep> "
              "asked, <eos> too",
    .length = "n values; 2n + 2 tokens are read",
    .source = "kind=unique, symbols=150: Huang et al. 2025, A Formal Framework for Understanding Length Generalization "
              "in Transformers. kind=duplicates, symbols=50 (single-token sort): Kazemnejad et al. 2023, The Impact of "
              "Positional Encoding on Length Generalization in Transformers; kind=duplicates, symbols=5 is the bucket "
              "sort of Deletang et al. 2022, Neural Networks and the Chomsky Hierarchy",
    .differs = "every example is fresh and stands alone, without padding or words around it; Deletang et al. predict "
               "the whole answer in parallel from empty slots. Values are tokens: their order has to be learnt",
    .chance_is = "the guesser knows the length and the answer so far, not the values. unique: always the value after "
                 "the last answer, n/symbols per token, 1/(symbols choose n) for all, which is 1 when every value is "
                 "drawn; duplicates: per token the likelier of the last answer again and the value after it (0.91 at "
                 "n=41 with 5 symbols), for all the alphabet spread evenly, the likeliest answer. Token accuracy says "
                 "little here: judge by exact match, at lengths well below symbols",
    .options = sort_table,
    .options_size = sizeof(struct sort_options),
    .vocabulary = sort_vocabulary,
    .shortest = sort_shortest,
    .longest = sort_longest,
    .max_tokens = sort_max_tokens,
    .generate = sort_generate,
    .chance = sort_chance,
    .chance_token = sort_chance_token,
    .solve = sort_solve,
};
