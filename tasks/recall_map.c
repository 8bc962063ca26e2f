/* Recall in other layouts: mqar spreads its queries by a power law, as published; recall_noisy and recall_fuzzy ask
 * while pairs come in, each key once it has been seen before.
 */
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>

/* --- mqar --------------------------------------------------------------------------------------------------------- */

enum mqar_grow { MQAR_PAIRS, MQAR_LENGTH };
enum { MQAR_SLOTS = 4096 };

struct mqar_options {
    int grow; /* enum mqar_grow */
    long keys, values, fillers, pairs, spread;
    double power;
};

static const struct option mqar_table[] = {
    {"grow", OPTION_CHOICE, offsetof(struct mqar_options, grow), "pairs", 0, 0, "pairs|length", NULL,
     "what n is: pairs: the pairs, in `spread` tokens each; length: the tokens, with `pairs` pairs"},
    {"keys", OPTION_INT, offsetof(struct mqar_options, keys), "128", 1, SYMBOLS_MAX, NULL, "symbols",
     "keys to draw from, none twice"},
    {"values", OPTION_INT, offsetof(struct mqar_options, values), "128", 1, SYMBOLS_MAX, NULL, "symbols",
     "values to draw from, none twice"},
    {"fillers", OPTION_INT, offsetof(struct mqar_options, fillers), "1", 1, SYMBOLS_MAX, NULL, "symbols",
     "tokens where there is no query, drawn independently; none is a key or a value"},
    {"pairs", OPTION_INT, offsetof(struct mqar_options, pairs), "8", 1, 1024, NULL, "pairs", "with grow=length"},
    {"spread", OPTION_INT, offsetof(struct mqar_options, spread), "8", 4, 1024, NULL, "tokens",
     "with grow=pairs: tokens of the sequence per pair. Published: 16 in training, 4 in the test"},
    {"power", OPTION_REAL, offsetof(struct mqar_options, power), "0.01", 0.0001, 10, NULL, "",
     "a of the law p(gap) ~ a gap^(a-1) of the slots that queries take; 1 is uniform"},
    {0}};

static bool mqar_check(void *options, struct error *err) {
    const struct mqar_options *o = options;
    const long most = o->keys < o->values ? o->keys : o->values;
    if (o->grow == MQAR_LENGTH && o->pairs > most)
        return error_set(err, "pairs=%ld needs as many keys and values: keys=%ld,values=%ld or more", o->pairs,
                         o->pairs, o->pairs);
    return true;
}

static int mqar_pairs(const struct mqar_options *o, int n) { return o->grow == MQAR_PAIRS ? n : (int)o->pairs; }

/* Places of two tokens each, behind the pairs. */
static int mqar_slots(const struct mqar_options *o, int n) {
    const int length = o->grow == MQAR_PAIRS ? n * (int)o->spread : n;
    return (length - 2 * mqar_pairs(o, n)) / 2;
}

static int mqar_vocabulary(const void *options) {
    const struct mqar_options *o = options;
    return TOKEN_SYMBOL + (int)(o->keys + o->values + o->fillers);
}

static int mqar_shortest(const void *options) {
    const struct mqar_options *o = options;
    return o->grow == MQAR_PAIRS ? 1 : 4 * (int)o->pairs;
}

static int mqar_longest(const void *options) {
    const struct mqar_options *o = options;
    if (o->grow == MQAR_LENGTH) return 2 * MQAR_SLOTS;
    const long fit = 2 * MQAR_SLOTS / o->spread, most = o->keys < o->values ? o->keys : o->values;
    return (int)(fit < most ? fit : most);
}

static int mqar_max_tokens(const void *options, int n) {
    return 1 + 2 * mqar_pairs(options, n) + 2 * mqar_slots(options, n);
}

/* D of the slots in the order they are drawn, without replacement, with weights g^(power-1). */
static void draw_slots(const struct mqar_options *o, int slots, int pairs, struct rng *rng, int *drawn) {
    double weight[MQAR_SLOTS], total = 0.0;
    for (int g = 0; g < slots; g++) total += weight[g] = pow(g + 1, o->power - 1);
    for (int i = 0; i < pairs; i++) {
        double left = rng_uniform(rng) * total;
        int at = -1;
        for (int g = 0; g < slots && (at < 0 || left >= 0); g++) {
            if (weight[g] == 0.0) continue;
            at = g;
            left -= weight[g];
        }
        drawn[i] = at;
        total -= weight[at];
        weight[at] = 0.0;
    }
}

static void mqar_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct mqar_options *o = options;
    int key[SYMBOLS_MAX], value[SYMBOLS_MAX], work[SYMBOLS_MAX], slot[MQAR_SLOTS];
    const int pairs = mqar_pairs(o, n), slots = mqar_slots(o, n), first_value = TOKEN_SYMBOL + (int)o->keys;
    rng_sample(rng, (int)o->keys, pairs, key, work);
    rng_sample(rng, (int)o->values, pairs, value, work);
    draw_slots(o, slots, pairs, rng, slot);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < pairs; i++) {
        example_read(out, TOKEN_SYMBOL + key[i]);
        example_read(out, first_value + value[i]);
    }
    for (int i = 0; i < 2 * slots; i++) example_read(out, first_value + (int)o->values + draw_below(rng, o->fillers));
    for (int i = 0; i < pairs; i++) {
        const int t = 1 + 2 * pairs + 2 * slot[i];
        out->token[t] = TOKEN_SYMBOL + key[i];
        out->target[t] = first_value + value[i];
    }
}

static double mqar_chance(const void *options, int n) {
    const int pairs = mqar_pairs(options, n);
    return chance_dealt(pairs, pairs, 0);
}

static double mqar_chance_token(const void *options, int n) { return 1.0 / mqar_pairs(options, n); }

static bool mqar_solve(const void *options, struct example *example) {
    const struct mqar_options *o = options;
    const int *token = example->token, values = TOKEN_SYMBOL + (int)o->keys, fillers = values + (int)o->values;
    int end = 1, asked = 0;
    if (token[0] != TOKEN_BOS) return false;
    while (end + 1 < example->T && is_among(token[end], TOKEN_SYMBOL, o->keys) &&
           is_among(token[end + 1], values, o->values))
        end += 2;
    const int pairs = (end - 1) / 2, length = o->grow == MQAR_PAIRS ? pairs * (int)o->spread : example->T - 1;
    if (pairs < 1 || example->T - 1 != length / 2 * 2 || (o->grow == MQAR_LENGTH && pairs != o->pairs)) return false;
    ask_nothing(example);
    for (int t = end; t < example->T; t++) {
        if (is_among(token[t], fillers, o->fillers)) continue;
        const int key = find_token(example, token[t], 1);
        if ((t - end) % 2 || key >= end || !is_among(token[t], TOKEN_SYMBOL, o->keys)) return false;
        if (find_token(example, token[t], key + 1) != t) return false;        /* a key twice, or asked twice */
        if (find_token(example, token[key + 1], key + 2) < end) return false; /* a value twice */
        example->target[t] = token[key + 1];
        asked++;
    }
    return asked == pairs;
}

const struct task task_mqar = {
    .name = "mqar",
    .title = "Associative recall, queries spread by a power law",
    .format = "<bos> k_1 v_1 .. k_D v_D, then places of two tokens: each key comes once more, as the first token of "
              "one of them, where its value is asked, filler elsewhere; no <eos>",
    .length =
        "grow=pairs: n = D pairs, n spread tokens; grow=length: n tokens, D stays; n + 1 or n spread + 1 are read",
    .source = "MQAR, Arora et al. 2023, Zoology: Measuring and Improving Recall in Efficient Language Models",
    .differs = "filler symbols are never keys or values; the published default fills with any token",
    .chance_is = "the guesser deals out the D values it saw over the queries: 1/D per answer, 1/D! for all",
    .metric = METRIC_TOKEN,
    .options = mqar_table,
    .options_size = sizeof(struct mqar_options),
    .check = mqar_check,
    .vocabulary = mqar_vocabulary,
    .shortest = mqar_shortest,
    .longest = mqar_longest,
    .max_tokens = mqar_max_tokens,
    .generate = mqar_generate,
    .chance = mqar_chance,
    .chance_token = mqar_chance_token,
    .parallel = parallel_always,
    .solve = mqar_solve,
};

/* --- recall_noisy, recall_fuzzy ----------------------------------------------------------------------------------- */

enum { WORD_MAX = 3, WORDS_MAX = 64 };

/* One struct for both; they differ in their defaults and in what they are known for. */
struct map_options {
    long keys, alphabet, values, tokens, noises;
    double noise;
};

#define MAP_OPTIONS(TOKENS, NOISE)                                                                                     \
    OPTION_ROW("keys", OPTION_INT, offsetof(struct map_options, keys), "8", 1, WORDS_MAX, NULL, "words",               \
               "different keys of one example, each with a value drawn for this example"),                             \
        OPTION_ROW("alphabet", OPTION_INT, offsetof(struct map_options, alphabet), "8", 1, 16, NULL, "symbols",        \
                   "tokens that keys are made of"),                                                                    \
        OPTION_ROW("values", OPTION_INT, offsetof(struct map_options, values), "8", 1, SYMBOLS_MAX, NULL, "symbols",   \
                   "tokens that values are made of"),                                                                  \
        OPTION_ROW("tokens", OPTION_INT, offsetof(struct map_options, tokens), TOKENS, 1, WORD_MAX, NULL, "tokens",    \
                   "of every key and every value"),                                                                    \
        OPTION_ROW("noises", OPTION_INT, offsetof(struct map_options, noises), "16", 1, SYMBOLS_MAX, NULL, "symbols",  \
                   "noise tokens"),                                                                                    \
        OPTION_ROW("noise", OPTION_REAL, offsetof(struct map_options, noise), NOISE, 0, 0.95, NULL, "probability",     \
                   "that a pair is two noise tokens instead of a key and its value")

static const struct option noisy_table[] = {MAP_OPTIONS("1", "0.2"), {0}};
static const struct option fuzzy_table[] = {MAP_OPTIONS("2", "0"), {0}};

static bool map_check(void *options, struct error *err) {
    const struct map_options *o = options;
    return (double)o->keys <= pow((double)o->alphabet, (double)o->tokens) ||
           error_set(err, "keys=%ld is more than can be written with alphabet=%ld in tokens=%ld: alphabet=%ld or more",
                     o->keys, o->alphabet, o->tokens, (long)ceil(pow((double)o->keys, 1.0 / (double)o->tokens) - 1e-9));
}

static int map_vocabulary(const void *options) {
    const struct map_options *o = options;
    return TOKEN_SYMBOL + (int)(o->alphabet + o->values + o->noises);
}

static int map_max_tokens(const void *options, int n) {
    return 1 + 2 * n * (int)((const struct map_options *)options)->tokens;
}

/* Token i of the word with this number. */
static int word_token(const struct map_options *o, int word, int i) {
    while (i-- > 0) word /= (int)o->alphabet;
    return TOKEN_SYMBOL + word % (int)o->alphabet;
}

static void write_pair(const struct map_options *o, int word, const int *value, bool ask, struct example *out) {
    for (int i = 0; i < o->tokens; i++) example_read(out, word_token(o, word, i));
    for (int i = 0; i < o->tokens; i++) {
        if (ask) example_ask(out, value[i]);
        example_read(out, value[i]);
    }
}

/* The first pair is new and the last one has been seen, so that something is asked. */
static void map_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct map_options *o = options;
    int word[SYMBOLS_MAX], work[SYMBOLS_MAX], value[WORDS_MAX][WORD_MAX], seen[WORDS_MAX], kinds = 0;
    bool known[WORDS_MAX] = {false};
    const int all = (int)lround(pow((double)o->alphabet, (double)o->tokens)),
              noise = TOKEN_SYMBOL + (int)(o->alphabet + o->values);
    rng_sample(rng, all, (int)o->keys, word, work);
    for (int k = 0; k < o->keys; k++)
        for (int i = 0; i < o->tokens; i++) value[k][i] = TOKEN_SYMBOL + (int)o->alphabet + draw_below(rng, o->values);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int j = 0; j < n; j++) {
        if (j > 0 && j < n - 1 && rng_uniform(rng) < o->noise) {
            for (int i = 0; i < 2 * o->tokens; i++) example_read(out, noise + draw_below(rng, o->noises));
            continue;
        }
        const int k = j == n - 1 ? seen[draw_below(rng, kinds)] : draw_below(rng, o->keys);
        write_pair(o, word[k], value[k], known[k], out);
        if (!known[k]) seen[kinds++] = k;
        known[k] = true;
    }
    out->T -= 1; /* the last token of the last value is asked and not read */
}

/* E[x^(pairs asked)], over how many keys are known after each pair. */
static double mean_power_asked(const struct map_options *o, int n, double x) {
    double at[WORDS_MAX + 1] = {0.0, 1.0}; /* one key known after the first pair */
    const double keys = (double)o->keys;
    for (int j = 1; j < n - 1; j++)
        for (int d = (int)o->keys; d >= 1; d--)
            at[d] =
                at[d] * (o->noise + (1 - o->noise) * d / keys * x) + at[d - 1] * (1 - o->noise) * (keys - d + 1) / keys;
    double mean = 0.0;
    for (int d = 1; d <= o->keys; d++) mean += at[d] * x;
    return mean;
}

static double map_chance(const void *options, int n) {
    const struct map_options *o = options;
    return mean_power_asked(o, n, pow((double)o->values, (double)-o->tokens));
}

static double map_chance_token(const void *options, int n) {
    (void)n;
    return 1.0 / (double)((const struct map_options *)options)->values;
}

static bool same_tokens(const int *a, const int *b, int count) {
    for (int i = 0; i < count; i++)
        if (a[i] != b[i]) return false;
    return true;
}

/* The block of 2 tokens that begins at t: 0 noise, 1 a pair, -1 neither; the last one lacks its last token. */
static int block_kind(const struct map_options *o, const struct example *example, int t) {
    const int size = (int)o->tokens, values = TOKEN_SYMBOL + (int)o->alphabet, noise = values + (int)o->values;
    const int end = t + 2 * size < example->T ? t + 2 * size : example->T;
    if (skip_symbols(example, t, noise, o->noises) >= end) return 0;
    if (skip_symbols(example, t, TOKEN_SYMBOL, o->alphabet) < t + size) return -1;
    return skip_symbols(example, t + size, values, o->values) >= end ? 1 : -1;
}

/* Where the key that stands at t stood first; t if it is new. */
static int first_seen(const struct example *example, int t, int size) {
    int before = 1;
    while (!same_tokens(example->token + before, example->token + t, size)) before += 2 * size;
    return before;
}

static bool map_solve(const void *options, struct example *example) {
    const struct map_options *o = options;
    const int *token = example->token, size = (int)o->tokens, n = example->T / (2 * size);
    int kinds = 0;
    if (n < 2 || example->T != 2 * size * n || token[0] != TOKEN_BOS) return false;
    ask_nothing(example);
    for (int t = 1; t < example->T; t += 2 * size) {
        const bool last = t + 2 * size > example->T;
        const int kind = block_kind(o, example, t), before = kind == 1 ? first_seen(example, t, size) : t;
        if (kind < 0 || (kind == 0 && (t == 1 || last)) || (kind == 1 && last && before == t)) return false;
        kinds += kind == 1 && before == t;
        if (before == t) continue;
        if (!same_tokens(token + before + size, token + t + size, last ? size - 1 : size)) return false;
        for (int i = 0; i < size; i++) example->target[t + size - 1 + i] = token[before + size + i];
    }
    return kinds <= o->keys;
}

#define MAP_FORMAT                                                                                                     \
    "<bos> pair pair .. pair, a pair is a key and its value, or noise: where a key comes again, its value is asked, "  \
    "token "                                                                                                           \
    "by token; the last pair always is one; no <eos>"
#define MAP_CHANCE                                                                                                     \
    "one of the value tokens: 1/values per token; for all E[values^-tokens], over how often a key comes again"
#define MAP_MEMBERS                                                                                                    \
    .metric = METRIC_TOKEN, .options_size = sizeof(struct map_options), .check = map_check,                            \
    .vocabulary = map_vocabulary, .shortest = shortest_2, .longest = longest_any, .max_tokens = map_max_tokens,        \
    .generate = map_generate, .chance = map_chance, .chance_token = map_chance_token, .solve = map_solve

const struct task task_recall_noisy = {
    .name = "recall_noisy",
    .title = "Recall while pairs come in, noise between them",
    .format = MAP_FORMAT,
    .length = "n pairs, noise included; 2 n tokens are read with tokens=1",
    .source =
        "in-context recall (noise=0) and noisy in-context recall, Poli et al. 2024, Mechanistic Design and Scaling of "
        "Hybrid Architectures (MAD): 8 keys, 8 values, 16 noise symbols, noise 0.2 to 0.8",
    .differs =
        "the keys of an example are all of the alphabet by default; only what can be known is trained, not every next "
        "token",
    .chance_is = MAP_CHANCE,
    .options = noisy_table,
    MAP_MEMBERS,
};

const struct task task_recall_fuzzy = {
    .name = "recall_fuzzy",
    .title = "Recall while pairs come in, of keys and values of several tokens",
    .format = MAP_FORMAT,
    .length = "n pairs; 2 n tokens tokens are read, tokens being the length of a key",
    .source =
        "fuzzy in-context recall, Poli et al. 2024, Mechanistic Design and Scaling of Hybrid Architectures (MAD): keys "
        "and values of 1 to 3 tokens",
    .differs =
        "all keys and values of a task have the same length, which is an option; only what can be known is trained",
    .chance_is = MAP_CHANCE,
    .options = fuzzy_table,
    MAP_MEMBERS,
};
