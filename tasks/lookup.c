/* Looking up by content, by place, or by both: what followed a symbol last time, the token at a given distance from a
 * marker or from the end, the tokens that are not blank, and simply the token k back.
 */
#include "base/memory.h"
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>

/* --- induction ---------------------------------------------------------------------------------------------------- */

struct alphabet_options {
    long symbols;
};
static const struct option induction_table[] = {{"symbols", OPTION_INT, offsetof(struct alphabet_options, symbols),
                                                 "64", 2, SYMBOLS_MAX, NULL, "symbols", "size of the alphabet"},
                                                {0}};

static int alphabet_vocabulary(const void *options) {
    return TOKEN_SYMBOL + (int)((const struct alphabet_options *)options)->symbols;
}

static int induction_max_tokens(const void *options, int n) {
    (void)options;
    return n + 1;
}

/* Any symbol but `not`. */
static int draw_other(long symbols, int not, struct rng *rng) {
    const int symbol = draw_below(rng, symbols - 1);
    return symbol + (symbol >= not );
}

static void induction_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const long symbols = ((const struct alphabet_options *)options)->symbols;
    const int a = draw_below(rng, symbols), place = draw_below(rng, n - 2);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n - 1; i++) example_read(out, TOKEN_SYMBOL + (i == place ? a : draw_other(symbols, a, rng)));
    example_read(out, TOKEN_SYMBOL + a);
    example_ask(out, out->token[2 + place]);
    out->depth = (int)((long)DEPTHS * place / (n - 2));
}

static double one_of_the_others(const void *options, int n) {
    (void)n;
    return 1.0 / (double)(((const struct alphabet_options *)options)->symbols - 1);
}

static bool induction_solve(const void *options, struct example *example) {
    const int *token = example->token, last = example->T - 1;
    if (last < 3 || token[0] != TOKEN_BOS ||
        skip_symbols(example, 1, TOKEN_SYMBOL, ((const struct alphabet_options *)options)->symbols) != example->T)
        return false;
    const int before = find_token(example, token[last], 1);
    if (before >= last - 1 || find_token(example, token[last], before + 1) != last) return false;
    ask_nothing(example);
    example->target[last] = token[before + 1];
    return true;
}

const struct task task_induction = {
    .name = "induction",
    .title = "What followed this symbol last time?",
    .format =
        "<bos> x_1 .. a b .. x_(n-1) a: asked at the last a, which came once before, for the b that followed it; no "
        "<eos>",
    .length = "n symbols; the first a is uniform on 1..n-2; n + 1 tokens are read",
    .source = "Olsson et al. 2022, In-context Learning and Induction Heads: [A][B] .. [A] -> [B]",
    .differs =
        "trained from scratch on this question alone; a comes exactly once before. Where a whole block is repeated, "
        "the task is copy",
    .chance_is = "any symbol but a: 1/(symbols - 1)",
    .options = induction_table,
    .options_size = sizeof(struct alphabet_options),
    .vocabulary = alphabet_vocabulary,
    .shortest = shortest_3,
    .longest = longest_any,
    .max_tokens = induction_max_tokens,
    .generate = induction_generate,
    .chance = one_of_the_others,
    .chance_token = one_of_the_others,
    .parallel = parallel_always,
    .solve = induction_solve,
};

/* --- selective_copy ----------------------------------------------------------------------------------------------- */

enum selective_grow { GROW_BLANKS, GROW_CONTENT };

struct selective_options {
    int grow; /* enum selective_grow */
    long symbols, content, blanks;
};

static const struct option selective_table[] = {
    {"grow", OPTION_CHOICE, offsetof(struct selective_options, grow), "blanks", 0, 0, "blanks|content", NULL,
     "what n is: blanks: the blank tokens (the content stays); content: the tokens to copy (the blanks stay)"},
    {"symbols", OPTION_INT, offsetof(struct selective_options, symbols), "16", 1, SYMBOLS_MAX, NULL, "symbols",
     "alphabet of the content"},
    {"content", OPTION_INT, offsetof(struct selective_options, content), "16", 1, 1 << 20, NULL, "tokens",
     "with grow=blanks: tokens to copy"},
    {"blanks", OPTION_INT, offsetof(struct selective_options, blanks), "16", 0, 1 << 20, NULL, "tokens",
     "with grow=content: blank tokens"},
    {0}};

static int content_at(const struct selective_options *o, int n) {
    return o->grow == GROW_CONTENT ? n : (int)o->content;
}
static int blanks_at(const struct selective_options *o, int n) { return o->grow == GROW_CONTENT ? (int)o->blanks : n; }

static int selective_vocabulary(const void *options) {
    return TOKEN_SYMBOL + 1 + (int)((const struct selective_options *)options)->symbols;
}

static int selective_max_tokens(const void *options, int n) {
    return 2 + 2 * content_at(options, n) + blanks_at(options, n);
}

/* The blank is the symbol behind the alphabet. */
static void selective_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct selective_options *o = options;
    int content = content_at(o, n), blanks = blanks_at(o, n);
    const int all = content + blanks, blank = TOKEN_SYMBOL + (int)o->symbols;
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int left = all; left > 0; left--) {
        if (draw_below(rng, left) < content) {
            example_read(out, TOKEN_SYMBOL + draw_below(rng, o->symbols));
            content--;
        } else {
            example_read(out, blank);
        }
    }
    example_read(out, TOKEN_SEP);
    for (int t = 1; t <= all; t++)
        if (out->token[t] != blank) example_answer(out, out->token[t]);
    example_ask(out, TOKEN_EOS);
}

static double selective_chance(const void *options, int n) {
    const struct selective_options *o = options;
    return pow((double)o->symbols, -content_at(o, n));
}

static double selective_chance_token(const void *options, int n) {
    (void)n;
    return 1.0 / (double)((const struct selective_options *)options)->symbols;
}

static bool selective_solve(const void *options, struct example *example) {
    const struct selective_options *o = options;
    int all, m = 0;
    if (!find_question(example, TOKEN_SYMBOL, o->symbols + 1, &all)) return false;
    int *y = mem_zero((size_t)all + 1, sizeof(int));
    for (int t = 1; t <= all; t++)
        if (is_among(example->token[t], TOKEN_SYMBOL, o->symbols)) y[m++] = example->token[t];
    bool right = (o->grow == GROW_CONTENT ? all - m == o->blanks && m > 0 : m == o->content && all > m) &&
                 solve_written(example, all + 1, y, m);
    mem_free(y);
    return right;
}

const struct task task_selective_copy = {
    .name = "selective_copy",
    .title = "Copy what is not blank",
    .format = "<bos> content and blanks, mixed <sep> content in order <eos>, every token after <sep> asked, <eos> too",
    .length =
        "grow=blanks: n blanks, the content stays; grow=content: n tokens of content, the blanks stay; blanks + 2 "
        "content + 2 tokens are read",
    .source =
        "Gu and Dao 2023, Mamba; Poli et al. 2024, Mechanistic Design and Scaling of Hybrid Architectures (16 "
        "tokens in 256); Golovneva et al. 2024, Contextual Position Encoding, tests with fewer blanks and with more",
    .differs = "there is one <sep>, before the answer, which is written",
    .chance_is =
        "one of the symbols, of an answer whose length is known: 1/symbols per token, symbols^-content for all",
    .options = selective_table,
    .options_size = sizeof(struct selective_options),
    .vocabulary = selective_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = selective_max_tokens,
    .generate = selective_generate,
    .chance = selective_chance,
    .chance_token = selective_chance_token,
    .solve = selective_solve,
};

/* --- pointer_copy ------------------------------------------------------------------------------------------------- */

struct pointer_options {
    long markers, fillers;
};

static const struct option pointer_table[] = {{"markers", OPTION_INT, offsetof(struct pointer_options, markers), "16",
                                               1, SYMBOLS_MAX, NULL, "symbols",
                                               "pointers 1, 2, .. that count from the end"},
                                              {"fillers", OPTION_INT, offsetof(struct pointer_options, fillers), "16",
                                               0, SYMBOLS_MAX, NULL, "symbols", "other symbols"},
                                              {0}};

static int pointer_vocabulary(const void *options) {
    const struct pointer_options *o = options;
    return TOKEN_SYMBOL + (int)(o->markers + o->fillers);
}

/* Marker i is the symbol i - 1; drawn again while the last marker points past the start, or there is none. */
static void pointer_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct pointer_options *o = options;
    int last = 0;
    while (last < 1 || last > n) {
        last = 0;
        example_open(out);
        example_read(out, TOKEN_BOS);
        for (int i = 0; i < n; i++) {
            const int symbol = draw_below(rng, o->markers + o->fillers);
            if (symbol < o->markers) last = symbol + 1;
            example_read(out, TOKEN_SYMBOL + symbol);
        }
    }
    const int y = out->token[n + 1 - last];
    example_read(out, TOKEN_SEP);
    example_answers(out, ANSWER_WRITTEN, &y, 1, 1);
}

static double pointer_chance(const void *options, int n) {
    const struct pointer_options *o = options;
    (void)n;
    return 1.0 / (double)(o->markers + o->fillers);
}

static bool pointer_solve(const void *options, struct example *example) {
    const struct pointer_options *o = options;
    int n;
    if (!find_question(example, TOKEN_SYMBOL, o->markers + o->fillers, &n)) return false;
    int t = n;
    while (t > 0 && !is_among(example->token[t], TOKEN_SYMBOL, o->markers)) t--;
    const int back = example->token[t] - TOKEN_SYMBOL;
    return t > 0 && back < n && solve_written(example, n + 1, example->token + n - back, 1);
}

const struct task task_pointer_copy = {
    .name = "pointer_copy",
    .title = "The token that the last marker points to",
    .format =
        "<bos> x_1 .. x_n <sep> y <eos>, x of markers #1 .. #m and other symbols; y = x_(n+1-i), #i the last marker",
    .length = "n independent symbols; n + 3 tokens are read",
    .source = "the selective copy of an independent fork of the code of Huang et al. 2025, which is a pointer task: 16 "
              "markers and 16 fillers",
    .differs = "drawn again where no marker is there or the last one points past the start",
    .chance_is = "one of the symbols: 1/(markers + fillers)",
    .options = pointer_table,
    .options_size = sizeof(struct pointer_options),
    .vocabulary = pointer_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = max_tokens_1,
    .generate = pointer_generate,
    .chance = pointer_chance,
    .chance_token = pointer_chance,
    .solve = pointer_solve,
};

/* --- shift -------------------------------------------------------------------------------------------------------- */

struct shift_options {
    long symbols, back;
};

static const struct option shift_table[] = {{"symbols", OPTION_INT, offsetof(struct shift_options, symbols), "32", 1,
                                             SYMBOLS_MAX, NULL, "symbols", "size of the alphabet"},
                                            {"back", OPTION_INT, offsetof(struct shift_options, back), "1", 1, 4096,
                                             NULL, "tokens", "how far back the requested token is"},
                                            {0}};

static int shift_vocabulary(const void *options) {
    return TOKEN_SYMBOL + (int)((const struct shift_options *)options)->symbols;
}

static int shift_shortest(const void *options) { return 1 + (int)((const struct shift_options *)options)->back; }

static void shift_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct shift_options *o = options;
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) {
        example_read(out, TOKEN_SYMBOL + draw_below(rng, o->symbols));
        if (i >= o->back) example_ask(out, out->token[1 + i - o->back]);
    }
}

static double shift_chance(const void *options, int n) {
    const struct shift_options *o = options;
    return pow((double)o->symbols, (double)(o->back - n));
}

static double shift_chance_token(const void *options, int n) {
    (void)n;
    return 1.0 / (double)((const struct shift_options *)options)->symbols;
}

static bool shift_solve(const void *options, struct example *example) {
    const struct shift_options *o = options;
    if (example->T < 2 + o->back || example->token[0] != TOKEN_BOS ||
        skip_symbols(example, 1, TOKEN_SYMBOL, o->symbols) != example->T)
        return false;
    ask_nothing(example);
    for (int t = example->T - 1; t > o->back; t--) example->target[t] = example->token[t - o->back];
    return true;
}

const struct task task_shift = {
    .name = "shift",
    .title = "The token k back",
    .format = "<bos> x_1 .. x_n; at every x_t from the k+1st on, x_(t-k) is asked; no <eos>",
    .length = "n independent symbols; n + 1 tokens are read, n - k asked",
    .source = "a probe of attention at a fixed distance; one head without positions cannot attend to the token before",
    .differs = "ours: no published sampler",
    .chance_is = "one of the symbols: 1/symbols per token, symbols^-(n-k) for all",
    .metric = METRIC_TOKEN,
    .options = shift_table,
    .options_size = sizeof(struct shift_options),
    .vocabulary = shift_vocabulary,
    .shortest = shift_shortest,
    .longest = longest_any,
    .max_tokens = induction_max_tokens,
    .generate = shift_generate,
    .chance = shift_chance,
    .chance_token = shift_chance_token,
    .parallel = parallel_always,
    .solve = shift_solve,
};

/* --- kth_marker --------------------------------------------------------------------------------------------------- */

enum marker_side { SIDE_LEFT, SIDE_RIGHT };

struct marker_options {
    long symbols, pointers;
    int side; /* enum marker_side */
};

static const struct option marker_table[] = {{"symbols", OPTION_INT, offsetof(struct marker_options, symbols), "26", 2,
                                              SYMBOLS_MAX, NULL, "symbols", "size of the alphabet"},
                                             {"pointers", OPTION_INT, offsetof(struct marker_options, pointers), "10",
                                              1, SYMBOLS_MAX, NULL, "symbols", "pointer tokens 1, 2, .."},
                                             {"side", OPTION_CHOICE, offsetof(struct marker_options, side), "left", 0,
                                              0, "left|right", NULL, "where to count from the marker"},
                                             {0}};

static int marker_vocabulary(const void *options) {
    const struct marker_options *o = options;
    return TOKEN_SYMBOL + (int)(o->symbols + o->pointers);
}

static int marker_max_tokens(const void *options, int n) {
    (void)options;
    return n + 4;
}

static void marker_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct marker_options *o = options;
    const int z = draw_below(rng, o->symbols), k = 1 + draw_below(rng, n - 1 < o->pointers ? n - 1 : o->pointers);
    const int near = draw_below(rng, n - k), marker = o->side == SIDE_LEFT ? near + k : near;
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) example_read(out, TOKEN_SYMBOL + (i == marker ? z : draw_other(o->symbols, z, rng)));
    example_read(out, TOKEN_SEP);
    example_read(out, TOKEN_SYMBOL + z);
    example_read(out, TOKEN_SYMBOL + (int)o->symbols + k - 1);
    example_ask(out, out->token[1 + (o->side == SIDE_LEFT ? near : near + k)]);
    out->depth = (int)((long)DEPTHS * marker / n);
}

static double marker_chance(const void *options, int n) {
    (void)n;
    return 1.0 / (double)(((const struct marker_options *)options)->symbols - 1);
}

static bool marker_solve(const void *options, struct example *example) {
    const struct marker_options *o = options;
    const int *token = example->token;
    int n;
    if (!find_question(example, TOKEN_SYMBOL, o->symbols, &n) || example->T != n + 4) return false;
    const int marker = find_token(example, token[n + 2], 1), k = token[n + 3] - TOKEN_SYMBOL - (int)o->symbols + 1;
    if (marker > n || find_token(example, token[n + 2], marker + 1) != n + 2 || k < 1 || k > o->pointers) return false;
    const int at = o->side == SIDE_LEFT ? marker - k : marker + k;
    if (at < 1 || at > n) return false;
    ask_nothing(example);
    example->target[n + 3] = token[at];
    return true;
}

const struct task task_kth_marker = {
    .name = "kth_marker",
    .title = "The symbol k places from a marker",
    .format =
        "<bos> x_1 .. x_n <sep> z k: asked at k, a pointer token, for the symbol k places left of z, which comes once "
        "in x; no <eos>",
    .length = "n symbols; k uniform on 1..min(n-1, pointers), z uniform where k fits; n + 4 tokens are read",
    .source = "indirect indexing, Gopalakrishnan et al. 2025, Decoupling the What and Where with Polar Coordinate "
              "Positional Embeddings",
    .differs = "their alphabet, lengths and range of k are not taken over; one side at a time",
    .chance_is = "any symbol but z: 1/(symbols - 1)",
    .options = marker_table,
    .options_size = sizeof(struct marker_options),
    .vocabulary = marker_vocabulary,
    .shortest = shortest_2,
    .longest = longest_any,
    .max_tokens = marker_max_tokens,
    .generate = marker_generate,
    .chance = marker_chance,
    .chance_token = marker_chance,
    .parallel = parallel_always,
    .solve = marker_solve,
};
