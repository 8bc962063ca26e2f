/* recall: associative recall with many queries. Pairs of a key and a value, then perhaps filler, then every key once
 * more in random order; at each key the model says its value. The values said are never written into the query area, so
 * no question helps with a later one, and each example gives as many answers to learn from as it has pairs.
 */
#include "tasks/sequence.h"
#include "tasks/solve.h"

enum recall_grow { GROW_PAIRS, GROW_GAP, GROW_BOTH };
enum recall_form { FORM_PAIRS, FORM_JOINED };

struct recall_options {
    int grow; /* enum recall_grow */
    long keys, values;
    bool distinct; /* no value twice in an example */
    long pairs;    /* with grow=gap, else 0 */
    long gap;      /* with grow=pairs, else 0 */
    long fillers;
    int form; /* enum recall_form */
};

static const struct option recall_table[] = {
    {"grow", OPTION_CHOICE, offsetof(struct recall_options, grow), "pairs", 0, 0, "pairs|gap|both", NULL,
     "what n is: pairs: the pairs (the gap stays); gap: the filler tokens between pairs and queries (the pairs stay); "
     "both: as many pairs as filler tokens"},
    {"keys", OPTION_INT, offsetof(struct recall_options, keys), "128", 1, SYMBOLS_MAX, NULL, "symbols",
     "keys to draw from; no example has one twice, so this is the largest number of pairs"},
    {"values", OPTION_INT, offsetof(struct recall_options, values), "128", 1, SYMBOLS_MAX, NULL, "symbols",
     "values to draw from; no value is a key"},
    {"distinct", OPTION_BOOL, offsetof(struct recall_options, distinct), "true", 0, 0, NULL, NULL,
     "true: no example has a value twice; false: independent uniform values"},
    {"pairs", OPTION_INT, offsetof(struct recall_options, pairs), "0", 0, SYMBOLS_MAX, NULL, "pairs",
     "with grow=gap: pairs of every example"},
    {"gap", OPTION_INT, offsetof(struct recall_options, gap), "0", 0, 1 << 20, NULL, "tokens",
     "with grow=pairs: filler tokens of every example"},
    {"fillers", OPTION_INT, offsetof(struct recall_options, fillers), "1", 1, SYMBOLS_MAX, NULL, "symbols",
     "filler symbols, drawn independently; none is a key or a value"},
    {"form", OPTION_CHOICE | OPTION_YOUNGER, offsetof(struct recall_options, form), "pairs", 0, 0, "pairs|joined", NULL,
     "pairs: a key, then its value; joined: one token for each pair of a key and a value, so that nothing has to be "
     "bound to what stands before it"},
    {0}};

static long most_pairs(const struct recall_options *o) {
    return o->distinct && o->values < o->keys ? o->values : o->keys;
}

static bool recall_check(void *options, struct error *err) {
    const struct recall_options *o = options;
    if (o->grow == GROW_GAP && !o->pairs)
        return error_set(err, "grow=gap needs the number of pairs, which stays: add pairs=8");
    if (o->grow != GROW_GAP && o->pairs)
        return error_set(err, "pairs=%ld has no effect unless grow=gap, because n is the number of pairs: leave it out",
                         o->pairs);
    if (o->grow != GROW_PAIRS && o->gap)
        return error_set(err, "gap=%ld has no effect unless grow=pairs, because n is the gap: leave it out", o->gap);
    if (o->form == FORM_JOINED && o->keys * o->values > SYMBOLS_MAX)
        return error_set(
            err, "form=joined needs a token for each of %ld x %ld pairs, of which there are %d: keys=64,values=64",
            o->keys, o->values, SYMBOLS_MAX);
    if (o->pairs > o->keys) return error_set(err, "pairs=%ld needs as many keys: keys=%ld or more", o->pairs, o->pairs);
    if (o->pairs > most_pairs(o))
        return error_set(err, "pairs=%ld needs as many values: values=%ld or more, or distinct=false", o->pairs,
                         o->pairs);
    return true;
}

static int pairs_at(const struct recall_options *o, int n) { return o->grow == GROW_GAP ? (int)o->pairs : n; }

static int gap_at(const struct recall_options *o, int n) { return o->grow == GROW_PAIRS ? (int)o->gap : n; }

static int first_value(const struct recall_options *o) { return TOKEN_SYMBOL + (int)o->keys; }

static int first_pair(const struct recall_options *o) { return first_value(o) + (int)o->values; }

static int first_filler(const struct recall_options *o) {
    return first_pair(o) + (o->form == FORM_JOINED ? (int)(o->keys * o->values) : 0);
}

static int recall_vocabulary(const void *options) {
    const struct recall_options *o = options;
    return first_filler(o) + (int)o->fillers;
}

static int recall_shortest(const void *options) {
    (void)options;
    return 1;
}

static int recall_longest(const void *options) {
    const struct recall_options *o = options;
    return o->grow == GROW_GAP ? INT_MAX : (int)most_pairs(o);
}

static int recall_max_tokens(const void *options, int n) {
    const struct recall_options *o = options;
    return 2 + (o->form == FORM_JOINED ? 2 : 3) * pairs_at(o, n) + gap_at(o, n);
}

static void read_pair(const struct recall_options *o, int key, int value, struct example *out) {
    if (o->form == FORM_JOINED) {
        example_read(out, first_pair(o) + key * (int)o->values + value);
        return;
    }
    example_read(out, TOKEN_SYMBOL + key);
    example_read(out, first_value(o) + value);
}

static void recall_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct recall_options *o = options;
    int key[SYMBOLS_MAX], value[SYMBOLS_MAX], order[SYMBOLS_MAX], work[SYMBOLS_MAX];
    int pairs = pairs_at(o, n), gap = gap_at(o, n);
    rng_sample(rng, (int)o->keys, pairs, key, work);
    if (o->distinct)
        rng_sample(rng, (int)o->values, pairs, value, work);
    else
        for (int i = 0; i < pairs; i++) value[i] = draw_below(rng, o->values);
    rng_sample(rng, pairs, pairs, order, work);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < pairs; i++) read_pair(o, key[i], value[i], out);
    for (int i = 0; i < gap; i++) example_read(out, first_filler(o) + draw_below(rng, o->fillers));
    example_read(out, TOKEN_SEP);
    for (int i = 0; i < pairs; i++) {
        example_read(out, TOKEN_SYMBOL + key[order[i]]);
        example_ask(out, first_value(o) + value[order[i]]);
    }
}

static double recall_chance(const void *options, int n) {
    const struct recall_options *o = options;
    return chance_dealt(pairs_at(o, n), pairs_at(o, n), o->distinct ? 0 : o->values);
}

static double recall_chance_token(const void *options, int n) {
    const struct recall_options *o = options;
    return chance_dealt_token(pairs_at(o, n), o->distinct ? 0 : o->values);
}

/* Where the parts of an example stand, and its pairs as tokens of keys and of values. */
struct recall_parts {
    int pairs, gap; /* counted */
    int query;      /* place of the first query */
    int key[SYMBOLS_MAX], value[SYMBOLS_MAX];
};

/* The pair that stands at t; returns how many tokens it has, 0: there is none. */
static int find_pair(const struct recall_options *o, const struct example *example, int t, int *key, int *value) {
    const long value_base = TOKEN_SYMBOL + o->keys, joined_base = value_base + o->values;
    if (o->form == FORM_JOINED) {
        if (t >= example->T || !is_among(example->token[t], (int)joined_base, o->keys * o->values)) return 0;
        const long pair = example->token[t] - joined_base;
        *key = (int)(TOKEN_SYMBOL + pair / o->values);
        *value = (int)(value_base + pair % o->values);
        return 1;
    }
    if (t + 1 >= example->T || !is_among(example->token[t], TOKEN_SYMBOL, o->keys) ||
        !is_among(example->token[t + 1], (int)value_base, o->values))
        return 0;
    *key = example->token[t];
    *value = example->token[t + 1];
    return 2;
}

static bool recall_split(const struct recall_options *o, const struct example *example, struct recall_parts *parts) {
    const long joined = o->form == FORM_JOINED ? o->keys * o->values : 0;
    const int filler_base = (int)(TOKEN_SYMBOL + o->keys + o->values + joined);
    int t = 1, tokens, key, value;
    parts->pairs = 0;
    if (example->T < 1 || example->token[0] != TOKEN_BOS) return false;
    while ((tokens = find_pair(o, example, t, &key, &value)) > 0) {
        if (parts->pairs == SYMBOLS_MAX) return false;
        parts->key[parts->pairs] = key;
        parts->value[parts->pairs++] = value;
        t += tokens;
    }
    int sep = skip_symbols(example, t, filler_base, o->fillers);
    parts->gap = sep - t;
    parts->query = sep + 1;
    return parts->pairs > 0 && sep < example->T && example->token[sep] == TOKEN_SEP &&
           example->T == parts->query + parts->pairs;
}

static bool recall_sizes_agree(const struct recall_options *o, const struct recall_parts *parts) {
    switch (o->grow) {
    case GROW_PAIRS: return parts->gap == o->gap;
    case GROW_GAP: return parts->pairs == o->pairs && parts->gap > 0;
    default: return parts->gap == parts->pairs;
    }
}

static bool recall_solve(const void *options, struct example *example) {
    const struct recall_options *o = options;
    const int *token = example->token;
    struct recall_parts parts;
    if (!recall_split(o, example, &parts) || !recall_sizes_agree(o, &parts)) return false;
    if (count_different(token + parts.query, parts.pairs) < parts.pairs)
        return false; /* all found below: so are keys */
    if (o->distinct && count_different(parts.value, parts.pairs) < parts.pairs) return false;
    ask_nothing(example);
    for (int t = parts.query; t < example->T; t++) {
        int pair = 0;
        while (pair < parts.pairs && parts.key[pair] != token[t]) pair++;
        if (pair == parts.pairs) return false;
        example->target[t] = parts.value[pair];
    }
    return true;
}

const struct task task_recall = {
    .name = "recall",
    .title = "Associative recall with a query for every key",
    .format = "<bos> k_1 v_1 .. k_D v_D f_1 .. f_G <sep> q_1 .. q_D, q the keys in random order; at each q its "
              "value is asked and not written; no <eos>. With form=joined a pair k v is one token",
    .length = "grow=pairs: n = D pairs, G = gap stays; grow=gap: n = G filler tokens, D = pairs stays; grow=both: n "
              "= D = G. 2 + 3 D + G tokens are read, 2 + 2 D + G with form=joined",
    .source = "MQAR, Arora et al. 2023, Zoology: Measuring and Improving Recall in Efficient Language Models: keys "
              "and values without replacement from their own alphabets, every key queried once, loss at the queries "
              "only. form=joined: after its continuous version, which joins the vectors of a key and its value",
    .differs =
        "queries are adjacent after one block of filler instead of being spread over slots by a power law; filler "
        "symbols are never keys or values; a query comes without the value that Zoology's slots leave room for",
    .chance_is = "the guesser deals out the D values it saw over the queries at random. distinct=true: 1/D per "
                 "answer, 1/D! for all; distinct=false, V = values: 1/D + (1 - 1/D)/V per answer, (D+V-1 choose D) "
                 "/ V^D for all",
    .metric = METRIC_TOKEN,
    .options = recall_table,
    .options_size = sizeof(struct recall_options),
    .check = recall_check,
    .vocabulary = recall_vocabulary,
    .shortest = recall_shortest,
    .longest = recall_longest,
    .max_tokens = recall_max_tokens,
    .generate = recall_generate,
    .chance = recall_chance,
    .chance_token = recall_chance_token,
    .parallel = parallel_always,
    .solve = recall_solve,
};
