/* recall_grid: a value for every pair of a first and a second key. Every key stands beside as many values as the grid
 * has sides, so neither key alone says which: the two have to be bound before anything is looked up.
 */
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>

enum grid_grow { GRID_GAP, GRID_SIDE };
enum { SIDE_MOST = 64, SIDE_DEFAULT = 3 }; /* SIDE_MOST squared is SYMBOLS_MAX */

struct grid_options {
    int grow; /* enum grid_grow */
    long side, keys, values;
    long gap; /* with grow=side, else 0 */
    long fillers;
};

static const struct option grid_table[] = {
    {"grow", OPTION_CHOICE, offsetof(struct grid_options, grow), "gap", 0, 0, "gap|side", NULL,
     "what n is: gap: the filler tokens between triples and questions (the grid stays); side: the side of the grid "
     "(the "
     "gap stays)"},
    {"side", OPTION_INT, offsetof(struct grid_options, side), "3", 1, SIDE_MOST, NULL, "keys",
     "with grow=gap: first keys of every example, and as many second ones"},
    {"keys", OPTION_INT, offsetof(struct grid_options, keys), "32", 1, SYMBOLS_MAX, NULL, "symbols",
     "first keys to draw from, and as many second ones; no first key is a second one"},
    {"values", OPTION_INT, offsetof(struct grid_options, values), "64", 1, SYMBOLS_MAX, NULL, "symbols",
     "values to draw from; no example has one twice"},
    {"gap", OPTION_INT, offsetof(struct grid_options, gap), "0", 0, 1 << 20, NULL, "tokens",
     "with grow=side: filler tokens of every example"},
    {"fillers", OPTION_INT, offsetof(struct grid_options, fillers), "1", 1, SYMBOLS_MAX, NULL, "symbols",
     "filler symbols, drawn independently; none is a key or a value"},
    {0}};

/* The largest side that keys and values suffice for. */
static int most_side(const struct grid_options *o) {
    int side = 1;
    while (side < SIDE_MOST && side < o->keys && (side + 1) * (side + 1) <= o->values) side++;
    return side;
}

static bool grid_check(void *options, struct error *err) {
    const struct grid_options *o = options;
    if (o->grow == GRID_GAP && o->gap)
        return error_set(err, "gap=%ld has no effect unless grow=side, because n is the gap: leave it out", o->gap);
    if (o->grow == GRID_SIDE && o->side != SIDE_DEFAULT)
        return error_set(err, "side=%ld has no effect unless grow=gap, because n is the side: leave it out", o->side);
    if (o->grow == GRID_GAP && o->side > o->keys)
        return error_set(err, "side=%ld needs as many keys: keys=%ld or more", o->side, o->side);
    if (o->grow == GRID_GAP && o->side * o->side > o->values)
        return error_set(err, "side=%ld needs a value for every pair of keys: values=%ld or more", o->side,
                         o->side * o->side);
    return true;
}

static int side_at(const struct grid_options *o, int n) { return o->grow == GRID_GAP ? (int)o->side : n; }

static int gap_at(const struct grid_options *o, int n) { return o->grow == GRID_GAP ? n : (int)o->gap; }

static int second_key(const struct grid_options *o) { return TOKEN_SYMBOL + (int)o->keys; }
static int first_value(const struct grid_options *o) { return second_key(o) + (int)o->keys; }
static int first_filler(const struct grid_options *o) { return first_value(o) + (int)o->values; }

static int grid_vocabulary(const void *options) {
    const struct grid_options *o = options;
    return first_filler(o) + (int)o->fillers;
}

static int grid_longest(const void *options) {
    const struct grid_options *o = options;
    return o->grow == GRID_GAP ? INT_MAX : most_side(o);
}

static int grid_max_tokens(const void *options, int n) {
    const int side = side_at(options, n);
    return 2 + 5 * side * side + gap_at(options, n);
}

static void grid_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct grid_options *o = options;
    const int side = side_at(o, n), cells = side * side, gap = gap_at(o, n);
    int a[SIDE_MOST], b[SIDE_MOST], value[SYMBOLS_MAX], order[SYMBOLS_MAX], work[SYMBOLS_MAX];
    rng_sample(rng, (int)o->keys, side, a, work);
    rng_sample(rng, (int)o->keys, side, b, work);
    rng_sample(rng, (int)o->values, cells, value, work);
    rng_sample(rng, cells, cells, order, work);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < cells; i++) {
        example_read(out, TOKEN_SYMBOL + a[order[i] / side]);
        example_read(out, second_key(o) + b[order[i] % side]);
        example_read(out, first_value(o) + value[order[i]]);
    }
    for (int i = 0; i < gap; i++) example_read(out, first_filler(o) + draw_below(rng, o->fillers));
    example_read(out, TOKEN_SEP);
    rng_shuffle(rng, order, cells);
    for (int i = 0; i < cells; i++) {
        example_read(out, TOKEN_SYMBOL + a[order[i] / side]);
        example_read(out, second_key(o) + b[order[i] % side]);
        example_ask(out, first_value(o) + value[order[i]]);
    }
}

static double grid_chance(const void *options, int n) {
    const int side = side_at(options, n);
    return chance_dealt(side * side, side * side, 0);
}

static double grid_chance_token(const void *options, int n) {
    const int side = side_at(options, n);
    return chance_dealt_token(side * side, 0);
}

/* How many triples of a first key, a second key and a value stand behind <bos>. */
static int count_triples(const struct grid_options *o, const struct example *example) {
    const long second = TOKEN_SYMBOL + o->keys, value = second + o->keys;
    int t = 1;
    while (t + 2 < example->T && is_among(example->token[t], TOKEN_SYMBOL, o->keys) &&
           is_among(example->token[t + 1], (int)second, o->keys) &&
           is_among(example->token[t + 2], (int)value, o->values))
        t += 3;
    return (t - 1) / 3;
}

/* The triple of these two keys; -1: there is none. */
static int find_triple(const int *token, int triples, int a, int b) {
    for (int i = 0; i < triples; i++)
        if (token[1 + 3 * i] == a && token[2 + 3 * i] == b) return i;
    return -1;
}

/* Are the triples all pairs of `side` first and `side` second keys, each once, with a value of its own? */
static bool is_grid(const int *token, int triples, int side) {
    for (int i = 0; i < triples; i++) {
        int first = 0, second = 0;
        for (int j = 0; j < triples; j++) {
            first += token[1 + 3 * j] == token[1 + 3 * i];
            second += token[2 + 3 * j] == token[2 + 3 * i];
            if (j < i && token[3 + 3 * j] == token[3 + 3 * i]) return false;
        }
        if (first != side || second != side || find_triple(token, triples, token[1 + 3 * i], token[2 + 3 * i]) != i)
            return false;
    }
    return triples == side * side;
}

static bool grid_solve(const void *options, struct example *example) {
    const struct grid_options *o = options;
    const int *token = example->token, T = example->T;
    if (T < 2 || token[0] != TOKEN_BOS) return false;
    const int triples = count_triples(o, example), side = (int)lround(sqrt(triples)), gap_from = 1 + 3 * triples;
    const long filler = TOKEN_SYMBOL + 2 * o->keys + o->values;
    const int sep = skip_symbols(example, gap_from, (int)filler, o->fillers), gap = sep - gap_from;
    if (triples < 1 || !is_grid(token, triples, side) || sep >= T || token[sep] != TOKEN_SEP) return false;
    if (T != sep + 1 + 2 * triples || (o->grow == GRID_GAP ? side != o->side || gap < 1 : gap != o->gap)) return false;
    bool asked[SYMBOLS_MAX] = {false};
    ask_nothing(example);
    for (int t = sep + 1; t < T; t += 2) {
        const int i = find_triple(token, triples, token[t], token[t + 1]);
        if (i < 0 || asked[i]) return false;
        asked[i] = true;
        example->target[t + 1] = token[3 + 3 * i];
    }
    return true;
}

const struct task task_recall_grid = {
    .name = "recall_grid",
    .title = "Recall by two keys together",
    .format = "<bos> a b v .. f_1 .. f_G <sep> a b a b .., a triple for every pair of a first and a second key in "
              "random order, then every pair once more in random order; at each b the value of the pair is asked and "
              "not written; no <eos>",
    .length = "grow=gap: n = G filler tokens, the side stays; grow=side: n = the side, G = gap stays. 5 side^2 + G + 2 "
              "tokens are read",
    .source = "compositional MQAR of Zoology, Arora et al. 2023, Zoology: Measuring and Improving Recall in Efficient "
              "Language Models: sides 2 to 4",
    .differs = "questions are adjacent after one block of filler instead of being spread by a power law with a token "
               "behind each",
    .chance_is = "the guesser deals out the side^2 values it saw over the questions at random: 1/side^2 per answer, "
                 "1/(side^2)! for all. Whoever looks up one of the two keys gets 1/side",
    .metric = METRIC_TOKEN,
    .options = grid_table,
    .options_size = sizeof(struct grid_options),
    .check = grid_check,
    .vocabulary = grid_vocabulary,
    .shortest = shortest_1,
    .longest = grid_longest,
    .max_tokens = grid_max_tokens,
    .generate = grid_generate,
    .chance = grid_chance,
    .chance_token = grid_chance_token,
    .parallel = parallel_always,
    .solve = grid_solve,
};
