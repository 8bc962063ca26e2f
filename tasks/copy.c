/* copy and reverse: write a string again, forwards or backwards, once or twice.
 *
 * What makes the string decides what is learnt. Where all symbols differ, looking up the last token and moving one on
 * is enough. Where symbols repeat, that lookup is ambiguous and only position tells. With an alphabet of one symbol
 * nothing is left but counting, and <eos> is the whole question.
 */
#include "base/memory.h"
#include "tasks/chomsky.h"
#include <math.h>

enum copy_kind { COPY_UNIQUE, COPY_REPEATS, COPY_ALPHABET };

struct copy_options {
    long symbols;
    int kind;      /* enum copy_kind */
    long alphabet; /* symbols that one example uses; 0 unless kind is alphabet */
    int answer;    /* enum answer_form */
};

static const struct option copy_table[] = {
    {"symbols", OPTION_INT, offsetof(struct copy_options, symbols), "150", 1, SYMBOLS_MAX, NULL, "symbols",
     "size of the alphabet; with kind=unique also the largest length"},
    {"kind", OPTION_CHOICE, offsetof(struct copy_options, kind), "unique", 0, 0, "unique|repeats|alphabet", NULL,
     "unique: no symbol twice; repeats: independent uniform symbols; alphabet: as repeats, over a few symbols drawn "
     "anew for every example"},
    {"alphabet", OPTION_INT, offsetof(struct copy_options, alphabet), "0", 0, SYMBOLS_MAX, NULL, "symbols",
     "with kind=alphabet: symbols that one example draws from; 1 is one symbol repeated n times"},
    ANSWER_OPTION(struct copy_options),
    {0}};

/* How the answer reads the string: one pass or two, each forwards or backwards. */
struct passes {
    int count;
    bool backwards[2];
    bool next; /* <sep> stands between two passes */
};
static const struct passes copy_passes = {1, {false}, false}, twice_passes = {2, {false, false}, true},
                           reverse_passes = {1, {true}, false}, back_twice_passes = {2, {true, true}, true},
                           back_forth_passes = {2, {true, false}, true}, duplicate_passes = {2, {false, false}, false};

static bool copy_check(void *options, struct error *err) {
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

static int copy_longest(const void *options) {
    const struct copy_options *o = options;
    return o->kind == COPY_UNIQUE ? (int)o->symbols : INT_MAX;
}

static bool copy_parallel(const void *options) {
    return ((const struct copy_options *)options)->answer == ANSWER_SLOTS;
}

static int twice_max_tokens(const void *options, int n) {
    (void)options;
    return 3 * n + 3;
}

/* <bos> x_1 .. x_n <sep>. The first symbol to be answered has the place 2, and so on. */
static void write_question(const struct copy_options *o, const struct passes *passes, int n, struct rng *rng,
                           struct example *out) {
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
        example_group(out, passes->backwards[0] ? n - i + 1 : i + 2);
    }
    example_read(out, TOKEN_SEP);
    example_group(out, 1);
}

/* The next token of the answer; `place` is where it stands in the group. */
static void answer_one(const struct copy_options *o, struct example *out, int token, int place) {
    if (o->answer == ANSWER_WRITTEN) {
        example_answer(out, token);
    } else {
        example_read(out, TOKEN_QUERY);
        example_ask(out, token);
    }
    example_group(out, place);
}

static void generate_passes(const struct copy_options *o, const struct passes *passes, int n, struct rng *rng,
                            struct example *out) {
    write_question(o, passes, n, rng, out);
    for (int p = 0; p < passes->count; p++) {
        if (p && passes->next) answer_one(o, out, TOKEN_SEP, 1);
        for (int i = 0; i < n; i++) {
            int at = passes->backwards[p] ? n - i : 1 + i;
            answer_one(o, out, out->token[at], passes->backwards[0] == passes->backwards[p] ? i + 2 : n - i + 1);
        }
    }
    if (o->answer == ANSWER_WRITTEN) example_ask(out, TOKEN_EOS);
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
    if (o->kind == COPY_ALPHABET) return mean_power_of_distinct(n, (int)o->alphabet, 1);
    if (o->kind == COPY_REPEATS || o->answer == ANSWER_SLOTS) return 1.0 / (double)o->symbols;
    double sum = 0.0;
    for (int i = 0; i < n; i++) sum += 1.0 / (double)(o->symbols - i);
    return sum / n;
}

/* The second pass, and what separates it from the first, follow from the first one; at slots only the <sep> does. */
static double twice_chance_token(const void *options, int n) {
    const struct copy_options *o = options;
    double once = copy_chance_token(options, n);
    return (n * once + 1 + n * (o->answer == ANSWER_WRITTEN ? 1.0 : once)) / (2 * n + 1);
}

/* Places of x in `example`: 1 .. *n. false: the part up to <sep> is no question of this task. */
static bool copy_question(const struct copy_options *o, const struct example *example, int *n) {
    if (!find_question(example, TOKEN_SYMBOL, o->symbols, n) || *n < 1) return false;
    int different = count_different(example->token + 1, *n);
    if (o->kind == COPY_UNIQUE) return different == *n;
    return o->kind == COPY_REPEATS || different <= o->alphabet;
}

static bool solve_passes(const struct copy_options *o, const struct passes *passes, struct example *example) {
    int n, m = 0;
    if (!copy_question(o, example, &n)) return false;
    const int *x = example->token + 1;
    int *y = mem_zero(2 * (size_t)n + 1, sizeof(int));
    for (int p = 0; p < passes->count; p++) {
        if (m > 0 && passes->next) y[m++] = TOKEN_SEP;
        if (passes->backwards[p])
            for (int i = n - 1; i >= 0; i--) y[m++] = x[i];
        else
            for (int i = 0; i < n; i++) y[m++] = x[i];
    }
    bool right = solve_answers(example, o->answer == ANSWER_WRITTEN, n + 1, y, m, m);
    mem_free(y);
    return right;
}

#define COPY_HOOKS(name)                                                                                               \
    static void name##_generate(const void *options, int n, struct rng *rng, struct example *out) {                    \
        generate_passes(options, &name##_passes, n, rng, out);                                                         \
    }                                                                                                                  \
    static bool name##_solve(const void *options, struct example *example) {                                           \
        return solve_passes(options, &name##_passes, example);                                                         \
    }
COPY_HOOKS(copy)
COPY_HOOKS(twice)
COPY_HOOKS(reverse)
COPY_HOOKS(back_twice)
COPY_HOOKS(back_forth)

#define COPY_CHANCE                                                                                                    \
    "the guesser knows the length, not the string. unique: any symbol not answered yet, 1/(symbols - i) at token i = " \
    "0 .. n-1 (at slots 1/symbols); repeats: 1/symbols per token, symbols^-n for all; alphabet: one of the D "         \
    "different symbols seen in x, E[1/D] per token, E[D^-n] for all; with alphabet=1 nothing but <eos> is left to "    \
    "guess"
#define TWICE_CHANCE                                                                                                   \
    "as for one pass: the guesser knows where <sep> comes and repeats its first pass in the second. Per token, where " \
    "the answer is written, the second pass can be read off the first: the share is above one half"
#define COPY_MEMBERS                                                                                                   \
    .groups = true, .options = copy_table, .options_size = sizeof(struct copy_options), .check = copy_check,           \
    .vocabulary = copy_vocabulary, .shortest = shortest_1, .longest = copy_longest, .chance = copy_chance,             \
    .parallel = copy_parallel
#define KAZEMNEJAD "Kazemnejad et al. 2023, The Impact of Positional Encoding on Length Generalization in Transformers"

const struct task task_copy = {
    .name = "copy",
    .title = "Copy a string",
    .format = "<bos> x_1 x_2 .. x_n <sep> x_1 x_2 .. x_n <eos>, every token after <sep> asked, <eos> too",
    .length = "n symbols of x; 2n + 2 tokens are read",
    .source = "kind=unique, symbols=150 and kind=repeats, symbols=2: Huang et al. 2025, A Formal Framework for "
              "Understanding Length Generalization in Transformers. kind=repeats, symbols=100 (random words) and "
              "kind=alphabet, alphabet=1 (one word repeated): Kazemnejad et al. 2023, The Impact of Positional "
              "Encoding on Length Generalization in Transformers",
    .differs = "every example is fresh and a sequence of its own, without padding; Kazemnejad et al. train on a fixed "
               "file and put words around the string",
    .chance_is = COPY_CHANCE,
    COPY_MEMBERS,
    .max_tokens = max_tokens_n,
    .generate = copy_generate,
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
    .differs = "every example is fresh and a sequence of its own, without padding or words around it; the default is "
               "distinct symbols, as for copy",
    .chance_is = COPY_CHANCE,
    COPY_MEMBERS,
    .max_tokens = max_tokens_n,
    .generate = reverse_generate,
    .chance_token = copy_chance_token,
    .solve = reverse_solve,
};

const struct task task_copy_twice = {
    .name = "copy_twice",
    .title = "Copy a string twice",
    .format = "<bos> x_1 .. x_n <sep> x_1 .. x_n <sep> x_1 .. x_n <eos>, every token after the first <sep> asked",
    .length = "n symbols of x; 3n + 3 tokens are read",
    .source = "the 2x variant of copying of " KAZEMNEJAD " (symbols=100, kind=repeats)",
    .differs = "every example is fresh and a sequence of its own, without padding or words around it; <sep> takes the "
               "place of their [NEXT]",
    .chance_is = TWICE_CHANCE,
    COPY_MEMBERS,
    .max_tokens = twice_max_tokens,
    .generate = twice_generate,
    .chance_token = twice_chance_token,
    .solve = twice_solve,
};

const struct task task_reverse_twice = {
    .name = "reverse_twice",
    .title = "Write a string backwards, twice",
    .format = "<bos> x_1 .. x_n <sep> x_n .. x_1 <sep> x_n .. x_1 <eos>, every token after the first <sep> asked",
    .length = "n symbols of x; 3n + 3 tokens are read",
    .source = "the 2x variant of reversing of " KAZEMNEJAD " (symbols=100, kind=repeats)",
    .differs = "every example is fresh and a sequence of its own, without padding or words around it; <sep> takes the "
               "place of their [NEXT]",
    .chance_is = TWICE_CHANCE,
    COPY_MEMBERS,
    .max_tokens = twice_max_tokens,
    .generate = back_twice_generate,
    .chance_token = twice_chance_token,
    .solve = back_twice_solve,
};

const struct task task_reverse_then_copy = {
    .name = "reverse_then_copy",
    .title = "Write a string backwards, then forwards",
    .format = "<bos> x_1 .. x_n <sep> x_n .. x_1 <sep> x_1 .. x_n <eos>, every token after the first <sep> asked",
    .length = "n symbols of x; 3n + 3 tokens are read",
    .source =
        "the variant of reversing that writes the original behind it, of " KAZEMNEJAD " (symbols=100, kind=repeats)",
    .differs = "every example is fresh and a sequence of its own, without padding or words around it; <sep> takes the "
               "place of their [NEXT]",
    .chance_is = TWICE_CHANCE,
    COPY_MEMBERS,
    .max_tokens = twice_max_tokens,
    .generate = back_forth_generate,
    .chance_token = twice_chance_token,
    .solve = back_forth_solve,
};

/* --- the two of the Chomsky hierarchy: bits ---------------------------------------------------------------------- */

static struct copy_options of_bits(const void *options) {
    return (struct copy_options){
        .symbols = 2, .kind = COPY_REPEATS, .answer = ((const struct chomsky_options *)options)->answer};
}

static int bits_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + 2;
}

static void reverse_string_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct copy_options o = of_bits(options);
    generate_passes(&o, &reverse_passes, n, rng, out);
}

static bool reverse_string_solve(const void *options, struct example *example) {
    const struct copy_options o = of_bits(options);
    return solve_passes(&o, &reverse_passes, example);
}

static void duplicate_string_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct copy_options o = of_bits(options);
    generate_passes(&o, &duplicate_passes, n, rng, out);
}

static bool duplicate_string_solve(const void *options, struct example *example) {
    const struct copy_options o = of_bits(options);
    return solve_passes(&o, &duplicate_passes, example);
}

static double bits_chance(const void *options, int n) {
    (void)options;
    return exp2(-n);
}

static double bits_chance_token(const void *options, int n) {
    (void)options;
    (void)n;
    return 0.5;
}

/* At slots the second half is no easier than the first; written, it can be read off it. */
static double duplicate_chance_token(const void *options, int n) {
    (void)n;
    return ((const struct chomsky_options *)options)->answer == ANSWER_SLOTS ? 0.5 : 0.75;
}

#define BITS_MEMBERS                                                                                                   \
    CHOMSKY_MEMBERS, .differs = CHOMSKY_DIFFERS, .groups = true, .vocabulary = bits_vocabulary,                        \
                     .shortest = shortest_1, .longest = longest_any, .chance = bits_chance

const struct task task_reverse_string = {
    .name = "reverse_string",
    .title = "Write bits backwards (deterministic context-free)",
    .format = "<bos> x_1 .. x_n <sep> x_n .. x_1 <eos>; answer=slots: <bos> x <sep> <query>*n, no <eos>",
    .length = "n bits; 2n + 2 tokens are read",
    .chance_is = "a coin per bit: 1/2 per token, 2^-n for all",
    BITS_MEMBERS,
    .max_tokens = max_tokens_n,
    .generate = reverse_string_generate,
    .chance_token = bits_chance_token,
    .solve = reverse_string_solve,
};

const struct task task_duplicate_string = {
    .name = "duplicate_string",
    .title = "Write bits twice (context-sensitive)",
    .format = "<bos> x_1 .. x_n <sep> x_1 .. x_n x_1 .. x_n <eos>; answer=slots: <bos> x <sep> <query>*2n, no <eos>",
    .length = "n bits; 3n + 2 tokens are read",
    .chance_is = "a coin per bit, the same again in the second half: 2^-n for all. Per token 1/2 at slots, 3/4 where "
                 "the answer is written, because the second half can be read off the first",
    BITS_MEMBERS,
    .max_tokens = twice_max_tokens,
    .generate = duplicate_string_generate,
    .chance_token = duplicate_chance_token,
    .solve = duplicate_string_solve,
};
