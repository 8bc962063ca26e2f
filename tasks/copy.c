/* copy and reverse: write a string again, forwards or backwards.
 *
 * What makes the string decides what is learnt. Where all symbols differ, looking up the last token and moving one on
 * is enough. Where symbols repeat, that lookup is ambiguous and only position tells. With an alphabet of one symbol
 * nothing is left but counting, and <eos> is the whole question.
 */
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <limits.h>
#include <math.h>

enum copy_kind { COPY_UNIQUE, COPY_REPEATS, COPY_ALPHABET };

struct copy_options {
    long symbols;
    int kind;      /* enum copy_kind */
    long alphabet; /* symbols that one example uses; 0 unless kind is alphabet */
};

static const struct option copy_table[] = {
    {"symbols", OPTION_INT, offsetof(struct copy_options, symbols), "150", 1, SYMBOLS_MAX, NULL, "symbols",
     "size of the alphabet; with kind=unique also the largest length"},
    {"kind", OPTION_CHOICE, offsetof(struct copy_options, kind), "unique", 0, 0, "unique|repeats|alphabet", NULL,
     "unique: no symbol twice; repeats: independent uniform symbols; alphabet: as repeats, over a few symbols drawn "
     "anew for every example"},
    {"alphabet", OPTION_INT, offsetof(struct copy_options, alphabet), "0", 0, SYMBOLS_MAX, NULL, "symbols",
     "with kind=alphabet: symbols that one example draws from; 1 is one symbol repeated n times"},
    {0}};

static bool copy_check(const void *options, struct error *err) {
    const struct copy_options *o = options;
    if (o->kind != COPY_ALPHABET && o->alphabet)
        return error_set(err, "alphabet=%ld has no effect with this kind: add kind=alphabet, or leave it out",
                         o->alphabet);
    if (o->kind == COPY_ALPHABET && !o->alphabet)
        return error_set(err, "kind=alphabet needs the number of symbols of one example: add alphabet=8");
    if (o->alphabet > o->symbols)
        return error_set(err, "alphabet=%ld is more than there are symbols: symbols=%ld or more", o->alphabet,
                         o->alphabet);
    return true;
}

static int copy_vocabulary(const void *options) {
    return TOKEN_SYMBOL + (int)((const struct copy_options *)options)->symbols;
}

static int copy_shortest(const void *options) {
    (void)options;
    return 1;
}

static int copy_longest(const void *options) {
    const struct copy_options *o = options;
    return o->kind == COPY_UNIQUE ? (int)o->symbols : INT_MAX;
}

static int copy_max_tokens(const void *options, int n) {
    (void)options;
    return 2 * n + 2;
}

/* <bos> x_1 .. x_n <sep> */
static void write_question(const struct copy_options *o, int n, struct rng *rng, struct example *out) {
    int drawn[SYMBOLS_MAX], work[SYMBOLS_MAX];
    if (o->kind == COPY_UNIQUE) rng_sample(rng, (int)o->symbols, n, drawn, work);
    if (o->kind == COPY_ALPHABET) rng_sample(rng, (int)o->symbols, (int)o->alphabet, drawn, work);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) {
        int symbol = o->kind == COPY_UNIQUE    ? drawn[i]
                     : o->kind == COPY_REPEATS ? draw_below(rng, o->symbols)
                                               : drawn[draw_below(rng, o->alphabet)];
        example_read(out, TOKEN_SYMBOL + symbol);
    }
    example_read(out, TOKEN_SEP);
}

static void copy_generate(const void *options, int n, struct rng *rng, struct example *out) {
    write_question(options, n, rng, out);
    for (int i = 0; i < n; i++) example_answer(out, out->token[1 + i]);
    example_ask(out, TOKEN_EOS);
}

static void reverse_generate(const void *options, int n, struct rng *rng, struct example *out) {
    write_question(options, n, rng, out);
    for (int i = 0; i < n; i++) example_answer(out, out->token[n - i]);
    example_ask(out, TOKEN_EOS);
}

/* E[D^-power], D the number of different symbols among n uniform draws from k. */
static double mean_power_of_distinct(int n, int k, int power) {
    double chance[SYMBOLS_MAX + 1] = {1.0}; /* of D = d after the draws so far */
    for (int i = 0; i < n; i++)
        for (int d = k; d >= 0; d--) chance[d] = chance[d] * d / k + (d ? chance[d - 1] * (k - d + 1) / k : 0.0);
    double mean = 0.0;
    for (int d = 1; d <= k; d++) mean += chance[d] * pow(d, -power);
    return mean;
}

static double copy_chance(const void *options, int n) {
    const struct copy_options *o = options;
    if (o->kind == COPY_REPEATS) return pow((double)o->symbols, -n);
    if (o->kind == COPY_ALPHABET) return mean_power_of_distinct(n, (int)o->alphabet, n);
    double all = 1.0;
    for (int i = 0; i < n; i++) all /= (double)(o->symbols - i);
    return all;
}

static double copy_chance_token(const void *options, int n) {
    const struct copy_options *o = options;
    if (o->kind == COPY_REPEATS) return 1.0 / (double)o->symbols;
    if (o->kind == COPY_ALPHABET) return mean_power_of_distinct(n, (int)o->alphabet, 1);
    double sum = 0.0;
    for (int i = 0; i < n; i++) sum += 1.0 / (double)(o->symbols - i);
    return sum / n;
}

/* Places of x in `example`: 1 .. *n. false: the part up to <sep> is no question of this task. */
static bool copy_question(const struct copy_options *o, const struct example *example, int *n) {
    int sep = find_token(example, TOKEN_SEP, 0);
    *n = sep - 1;
    if (*n < 1 || example->T != 2 * *n + 2 || example->token[0] != TOKEN_BOS) return false;
    if (skip_symbols(example, 1, TOKEN_SYMBOL, o->symbols) != sep) return false;
    int different = count_different(example->token + 1, *n);
    if (o->kind == COPY_UNIQUE) return different == *n;
    return o->kind == COPY_REPEATS || different <= o->alphabet;
}

static bool solve_mirror(const void *options, struct example *example, const bool *wanted, bool backwards) {
    const int *token = example->token;
    int n;
    if (!copy_question(options, example, &n) || !none_wanted_before(wanted, n + 1)) return false;
    for (int i = 0, t = n + 1; i <= n; i++, t++) {
        int next = i == n ? TOKEN_EOS : backwards ? token[n - i] : token[1 + i];
        if (i < n && token[t + 1] != next) return false;
        if (wanted[t]) example->target[t] = next;
    }
    return true;
}

static bool copy_solve(const void *options, struct example *example, const bool *wanted) {
    return solve_mirror(options, example, wanted, false);
}

static bool reverse_solve(const void *options, struct example *example, const bool *wanted) {
    return solve_mirror(options, example, wanted, true);
}

#define COPY_CHANCE                                                                                                    \
    "the guesser knows the length, not the string. unique: any symbol not answered yet, 1/(symbols - i) at token i = " \
    "0 .. n-1; repeats: 1/symbols per token, symbols^-n for all; alphabet: one of the D different symbols seen in x, " \
    "E[1/D] per token, E[D^-n] for all"

const struct task task_copy = {
    .name = "copy",
    .title = "Copy a string",
    .format = "<bos> x_1 x_2 .. x_n <sep> x_1 x_2 .. x_n <eos>, every token after <sep> asked, <eos> too",
    .length = "n symbols of x; 2n + 2 tokens are read",
    .source = "kind=unique, symbols=150 and kind=repeats, symbols=2: Huang et al. 2025, A Formal Framework for "
              "Understanding Length Generalization in Transformers. kind=repeats, symbols=100 (random words) and "
              "kind=alphabet, alphabet=1 (one word repeated): Kazemnejad et al. 2023, The Impact of Positional "
              "Encoding on Length Generalization in Transformers",
    .differs = "every example is fresh and stands alone, without padding; Kazemnejad et al. train on a fixed file "
               "and put words around the string",
    .chance_is = COPY_CHANCE,
    .options = copy_table,
    .options_size = sizeof(struct copy_options),
    .check = copy_check,
    .vocabulary = copy_vocabulary,
    .shortest = copy_shortest,
    .longest = copy_longest,
    .max_tokens = copy_max_tokens,
    .generate = copy_generate,
    .chance = copy_chance,
    .chance_token = copy_chance_token,
    .solve = copy_solve,
};

const struct task task_reverse = {
    .name = "reverse",
    .title = "Write a string backwards",
    .format = "<bos> x_1 x_2 .. x_n <sep> x_n .. x_2 x_1 <eos>, every token after <sep> asked, <eos> too",
    .length = "n symbols of x; 2n + 2 tokens are read",
    .source = "kind=repeats, symbols=100: Kazemnejad et al. 2023, The Impact of Positional Encoding on Length "
              "Generalization in Transformers; kind=repeats, symbols=2 is the reverse string of Deletang et al. "
              "2022, Neural Networks and the Chomsky Hierarchy",
    .differs = "every example is fresh and stands alone, without padding or words around it; Deletang et al. "
               "predict the whole answer in parallel from empty slots; the default is distinct symbols, as for copy",
    .chance_is = COPY_CHANCE,
    .options = copy_table,
    .options_size = sizeof(struct copy_options),
    .check = copy_check,
    .vocabulary = copy_vocabulary,
    .shortest = copy_shortest,
    .longest = copy_longest,
    .max_tokens = copy_max_tokens,
    .generate = reverse_generate,
    .chance = copy_chance,
    .chance_token = copy_chance_token,
    .solve = reverse_solve,
};
