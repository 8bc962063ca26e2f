/* sort: write symbols in ascending order. With distinct values each answer is the smallest one above the last answer;
 * with duplicates the model has to count as well.
 */
#include "base/memory.h"
#include "tasks/chomsky.h"
#include <math.h>

enum sort_kind { SORT_UNIQUE, SORT_DUPLICATES };

struct sort_options {
    long symbols;
    int kind;   /* enum sort_kind */
    int answer; /* enum answer_form */
};

static const struct option sort_table[] = {
    {"symbols", OPTION_INT, offsetof(struct sort_options, symbols), "150", 1, SYMBOLS_MAX, NULL, "symbols",
     "size of the ordered alphabet; with kind=unique also the largest length"},
    {"kind", OPTION_CHOICE, offsetof(struct sort_options, kind), "unique", 0, 0, "unique|duplicates", NULL,
     "unique: no value twice; duplicates: independent uniform values, each kept as often as it comes"},
    ANSWER_OPTION(struct sort_options),
    {0}};

static int sort_vocabulary(const void *options) {
    return TOKEN_SYMBOL + (int)((const struct sort_options *)options)->symbols;
}

static int sort_longest(const void *options) {
    const struct sort_options *o = options;
    return o->kind == SORT_UNIQUE ? (int)o->symbols : INT_MAX;
}

static bool sort_parallel(const void *options) {
    return ((const struct sort_options *)options)->answer == ANSWER_SLOTS;
}

static void sort_answer(const struct sort_options *o, struct example *out, int token) {
    if (o->answer == ANSWER_WRITTEN) {
        example_answer(out, token);
        return;
    }
    example_read(out, TOKEN_QUERY);
    example_ask(out, token);
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
        for (int i = 0; i < count[value]; i++) sort_answer(o, out, TOKEN_SYMBOL + value);
    if (o->answer == ANSWER_WRITTEN) example_ask(out, TOKEN_EOS);
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

/* log(m choose j) */
static double log_choose(double m, double j) { return lgamma(m + 1) - lgamma(j + 1) - lgamma(m - j + 1); }

/* P(the value of rank i among n drawn without replacement from k is v): i of them are below v, n-1-i above. */
static double rank_unique(int n, long k, int i, long v) {
    if (v < i || k - 1 - v < n - 1 - i) return 0.0;
    return exp(log_choose((double)v, i) + log_choose((double)(k - 1 - v), n - 1 - i) - log_choose((double)k, n));
}

/* P(at least j of n uniform values from k are at most v) */
static double at_least(int n, long k, int j, long v) {
    double p = (double)(v + 1) / (double)k, sum = 0.0;
    for (int i = j; i <= n; i++) sum += binomial(n, p, i);
    return v < 0 ? 0.0 : fmin(sum, 1.0);
}

/* Place by place, the likeliest value there. */
static double chance_by_place(const struct sort_options *o, int n) {
    double right = 0.0;
    for (int i = 0; i < n; i++) {
        double best = 0.0, below = 0.0;
        for (long v = 0; v < o->symbols; v++) {
            double up_to = o->kind == SORT_UNIQUE ? 0.0 : at_least(n, o->symbols, i + 1, v);
            best = fmax(best, o->kind == SORT_UNIQUE ? rank_unique(n, o->symbols, i, v) : up_to - below);
            below = up_to;
        }
        right += best;
    }
    return right / n;
}

static double sort_chance_token(const void *options, int n) {
    const struct sort_options *o = options;
    if (o->answer == ANSWER_SLOTS) return chance_by_place(o, n);
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

static bool sort_solve(const void *options, struct example *example) {
    const struct sort_options *o = options;
    const int *x = example->token + 1;
    int n;
    if (!find_question(example, TOKEN_SYMBOL, o->symbols, &n) || n < 1) return false;
    if (o->kind == SORT_UNIQUE && count_different(x, n) != n) return false;
    int *y = mem_zero((size_t)n, sizeof(int));
    for (int i = 0; i < n; i++) y[i] = at_rank(x, n, i);
    bool right = solve_answers(example, o->answer == ANSWER_WRITTEN, n + 1, y, n, n);
    mem_free(y);
    return right;
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
    .differs = "every example is fresh and a sequence of its own, without padding or words around it. Values are "
               "tokens: their order has to be learnt",
    .chance_is =
        "the guesser knows the length and the answer so far, not the values. unique: always the value after the last "
        "answer, n/symbols per token, 1/(symbols choose n) for all, which is 1 when every value is drawn; duplicates: "
        "per token the likelier of the last answer again and the value after it (0.91 at n=41 with 5 symbols), at "
        "slots position by position the likeliest value, for all the alphabet spread evenly, the likeliest answer. "
        "Token accuracy says little here: judge by exact match, at lengths well below symbols",
    .options = sort_table,
    .options_size = sizeof(struct sort_options),
    .vocabulary = sort_vocabulary,
    .shortest = shortest_1,
    .longest = sort_longest,
    .max_tokens = max_tokens_n,
    .generate = sort_generate,
    .chance = sort_chance,
    .chance_token = sort_chance_token,
    .parallel = sort_parallel,
    .solve = sort_solve,
};

/* --- bucket_sort: five values, as the Chomsky hierarchy has it ---------------------------------------------------- */

static struct sort_options of_buckets(const void *options) {
    return (struct sort_options){
        .symbols = 5, .kind = SORT_DUPLICATES, .answer = ((const struct chomsky_options *)options)->answer};
}

static int bucket_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + 5;
}

static void bucket_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct sort_options o = of_buckets(options);
    sort_generate(&o, n, rng, out);
}

static double bucket_chance(const void *options, int n) {
    const struct sort_options o = of_buckets(options);
    return sort_chance(&o, n);
}

static double bucket_chance_token(const void *options, int n) {
    const struct sort_options o = of_buckets(options);
    return sort_chance_token(&o, n);
}

static bool bucket_solve(const void *options, struct example *example) {
    const struct sort_options o = of_buckets(options);
    return sort_solve(&o, example);
}

const struct task task_bucket_sort = {
    .name = "bucket_sort",
    .title = "Sort values of five kinds (context-sensitive)",
    .format =
        "<bos> x_1 .. x_n <sep> y_1 <= .. <= y_n <eos>, y the x sorted; answer=slots: <bos> x <sep> <query>*n, no "
        "<eos>",
    .length = "n independent values of five kinds; 2n + 2 tokens are read",
    .differs = CHOMSKY_DIFFERS,
    .chance_is = "at slots, position by position the likeliest value: 0.78 at n=41, 0.90 on average over 41..500, "
                 "where the papers say 0.2; written, the likelier of the last answer again and the value after it; for "
                 "all the five values spread evenly. Token accuracy says little here: judge by exact match",
    CHOMSKY_MEMBERS,
    .vocabulary = bucket_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = max_tokens_n,
    .generate = bucket_generate,
    .chance = bucket_chance,
    .chance_token = bucket_chance_token,
    .solve = bucket_solve,
};
