/* kth: a string, then pointers; at the pointer k the model says the k-th symbol. Pure position: content is no help,
 * because a pointer is no symbol of the string.
 */
#include "tasks/sequence.h"
#include "tasks/solve.h"

enum kth_from { FROM_START, FROM_END };

struct kth_options {
    long symbols, pointers, queries;
    int from; /* enum kth_from */
};

static const struct option kth_table[] = {
    {"symbols", OPTION_INT, offsetof(struct kth_options, symbols), "32", 1, SYMBOLS_MAX, NULL, "symbols",
     "size of the alphabet of the string"},
    {"pointers", OPTION_INT, offsetof(struct kth_options, pointers), "20", 1, SYMBOLS_MAX, NULL, "symbols",
     "pointer tokens 1, 2, ..; one above the longest training string is never trained, so more than that asks for the "
     "impossible"},
    {"from", OPTION_CHOICE, offsetof(struct kth_options, from), "start", 0, 0, "start|end", NULL,
     "where counting begins: start: the k-th symbol; end: the k-th symbol from the end, at a distance that does not "
     "grow with n"},
    {"queries", OPTION_INT, offsetof(struct kth_options, queries), "1", 1, SYMBOLS_MAX, NULL, "answers",
     "different pointers asked of one string, fewer where the string has fewer symbols; several make training faster"},
    {0}};

static bool kth_check(void *options, struct error *err) {
    const struct kth_options *o = options;
    if (o->queries > o->pointers)
        return error_set(err, "queries=%ld needs as many pointers: pointers=%ld or more, or queries=%ld or fewer",
                         o->queries, o->queries, o->pointers);
    return true;
}

static int reachable(const struct kth_options *o, int n) { return n < o->pointers ? n : (int)o->pointers; }

static int queries_at(const struct kth_options *o, int n) {
    return reachable(o, n) < o->queries ? reachable(o, n) : (int)o->queries;
}

static int kth_vocabulary(const void *options) {
    const struct kth_options *o = options;
    return TOKEN_SYMBOL + (int)(o->symbols + o->pointers);
}

static int kth_shortest(const void *options) {
    (void)options;
    return 1;
}

static int kth_longest(const void *options) {
    (void)options;
    return INT_MAX;
}

static int kth_max_tokens(const void *options, int n) { return 2 + n + queries_at(options, n); }

static void kth_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct kth_options *o = options;
    int pointer[SYMBOLS_MAX], work[SYMBOLS_MAX];
    const int *x = out->token + 1;
    rng_sample(rng, reachable(o, n), queries_at(o, n), pointer, work);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) example_read(out, TOKEN_SYMBOL + draw_below(rng, o->symbols));
    example_read(out, TOKEN_SEP);
    for (int i = 0; i < queries_at(o, n); i++) {
        example_read(out, TOKEN_SYMBOL + (int)o->symbols + pointer[i]);
        example_ask(out, o->from == FROM_START ? x[pointer[i]] : x[n - 1 - pointer[i]]);
    }
}

static double kth_chance(const void *options, int n) {
    const struct kth_options *o = options;
    return chance_dealt(reachable(o, n), queries_at(o, n), o->symbols);
}

static double kth_chance_token(const void *options, int n) {
    const struct kth_options *o = options;
    return chance_dealt_token(reachable(o, n), o->symbols);
}

static bool kth_solve(const void *options, struct example *example) {
    const struct kth_options *o = options;
    const int *token = example->token, first = TOKEN_SYMBOL + (int)o->symbols;
    int sep = find_token(example, TOKEN_SEP, 0), n = sep - 1, answers = example->T - sep - 1;
    if (n < 1 || answers < 1 || token[0] != TOKEN_BOS || skip_symbols(example, 1, TOKEN_SYMBOL, o->symbols) != sep)
        return false;
    if (answers != o->queries && !(answers < o->queries && answers == n)) return false;
    if (count_different(token + sep + 1, answers) != answers) return false;
    ask_nothing(example);
    for (int t = sep + 1; t < example->T; t++) {
        int k = token[t] - first + 1;
        if (k < 1 || k > o->pointers || k > n) return false;
        example->target[t] = token[o->from == FROM_START ? k : sep - k];
    }
    return true;
}

const struct task task_kth = {
    .name = "kth",
    .title = "Look up the k-th item",
    .format = "<bos> x_1 .. x_n <sep> k_1 .. k_q, each k a pointer token; at each k the k-th symbol is asked and "
              "not written; no <eos>",
    .length = "n symbols of x; k is uniform on 1 .. min(n, pointers); 2 + n + q tokens are read, q = min(queries, "
              "n, pointers)",
    .source = "a k-th item lookup in the manner of the indirect indexing of PoPE (Gopalakrishnan et al. 2025, "
              "Decoupling the What and Where with Polar Coordinate Positional Embeddings), with the pointer counted "
              "from an end of the string",
    .differs = "PoPE points relative to a symbol of the string; its alphabet and lengths are not taken over. "
               "Several pointers can be asked of one string",
    .chance_is = "the guesser deals out at random the m = min(n, pointers) symbols that a pointer can reach: 1/m + "
                 "(1 - 1/m)/symbols per answer, the product over j < q of 1/(m-j) + (1 - 1/(m-j))/symbols for all",
    .options = kth_table,
    .options_size = sizeof(struct kth_options),
    .check = kth_check,
    .vocabulary = kth_vocabulary,
    .shortest = kth_shortest,
    .longest = kth_longest,
    .max_tokens = kth_max_tokens,
    .generate = kth_generate,
    .chance = kth_chance,
    .chance_token = kth_chance_token,
    .parallel = parallel_always,
    .solve = kth_solve,
};
