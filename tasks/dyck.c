/* dyck: brackets of several kinds that close in order; at every position, which one may close, and may another open? An
 * example is the beginning of a word, by a walk.
 */
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>

enum { DYCK_LONGEST = 4096 };

static int dyck_longest(const void *options) {
    (void)options;
    return DYCK_LONGEST;
}

static int dyck_max_tokens(const void *options, int n) {
    (void)options;
    return n + 1;
}

struct dyck_options {
    long types, depth;
    double open;
};

static const struct option dyck_table[] = {
    {"types", OPTION_INT, offsetof(struct dyck_options, types), "2", 1, 64, NULL, "types", "kinds of brackets"},
    {"depth", OPTION_INT, offsetof(struct dyck_options, depth), "0", 0, DYCK_LONGEST, NULL, "brackets",
     "deepest nesting, which makes the language star-free; 0: no bound"},
    {"open", OPTION_REAL, offsetof(struct dyck_options, open), "0.5", 0.01, 0.99, NULL, "probability",
     "of an opening bracket where both kinds may come"},
    {0}};

/* Opening brackets, closing brackets, then what is asked: a bracket to close, or none, and whether another may open. */
static int dyck_set(const struct dyck_options *o, int closing, bool opens) {
    return TOKEN_SYMBOL + (int)(2 * o->types + (opens ? o->types + 1 : 0)) + closing;
}

static int dyck_vocabulary(const void *options) {
    return TOKEN_SYMBOL + 2 + 4 * (int)((const struct dyck_options *)options)->types;
}

static void dyck_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct dyck_options *o = options;
    int stack[DYCK_LONGEST], depth = 0;
    example_open(out);
    example_read(out, TOKEN_BOS);
    example_ask(out, dyck_set(o, 0, true));
    for (int i = 0; i < n; i++) {
        const bool opens = o->depth == 0 || depth < o->depth;
        if (depth == 0 || (opens && rng_uniform(rng) < o->open)) {
            stack[depth] = draw_below(rng, o->types);
            example_read(out, TOKEN_SYMBOL + stack[depth++]);
        } else {
            example_read(out, TOKEN_SYMBOL + (int)o->types + stack[--depth]);
        }
        example_ask(out, dyck_set(o, depth ? 1 + stack[depth - 1] : 0, o->depth == 0 || depth < o->depth));
    }
}

/* Sets there are: with no bound those that open; with one also those that do not; at a depth of 1 just `types` of them
 * and the one of the surface. */
static int dyck_sets(const struct dyck_options *o) {
    const int types = (int)o->types;
    return o->depth == 0 ? types + 1 : o->depth == 1 ? types + 1 : 2 * types + 1;
}

static double dyck_chance(const void *options, int n) { return pow(dyck_sets(options), -(n + 1)); }

static double dyck_chance_token(const void *options, int n) {
    (void)n;
    return 1.0 / dyck_sets(options);
}

/* The last bracket before place t that is still open, found by counting back, and how many are; 0: none. */
static int innermost(const struct dyck_options *o, const int *token, int t, int *depth) {
    int found = 0, closed = 0;
    *depth = 0;
    for (int i = t; i >= 1; i--) {
        const bool closes = token[i] >= TOKEN_SYMBOL + o->types;
        *depth += closes ? -1 : 1;
        if (!closes && closed == 0 && !found) found = token[i] - TOKEN_SYMBOL + 1;
        if (closes)
            closed++;
        else if (closed > 0)
            closed--;
    }
    return found;
}

static bool dyck_solve(const void *options, struct example *example) {
    const struct dyck_options *o = options;
    const int *token = example->token, T = example->T;
    if (T < 2 || token[0] != TOKEN_BOS || skip_symbols(example, 1, TOKEN_SYMBOL, 2 * o->types) != T) return false;
    for (int t = 0; t < T; t++) {
        int depth;
        const int closing = innermost(o, token, t, &depth);
        const bool opens = o->depth == 0 || depth < o->depth;
        example->target[t] = dyck_set(o, closing, opens);
        if (t + 1 == T) break;
        const int next = token[t + 1] - TOKEN_SYMBOL;
        if (next < o->types ? !opens : !closing || next - o->types + 1 != closing) return false;
    }
    return true;
}

const struct task task_dyck = {
    .name = "dyck",
    .title = "Balanced brackets: which one must close?",
    .format = "<bos> x_1 .. x_n, brackets: at every position, <bos> too, the set of what may come next is asked, as "
              "one token "
              "that says which bracket may close (or that the word may end) and whether one may open; no <eos>",
    .length = "n brackets, the beginning of a balanced word; n + 1 tokens are read and as many asked",
    .source =
        "depth=0: Kazemnejad et al. 2023, The Impact of Positional Encoding on Length Generalization in Transformers "
        "(up to 4 types, the required bracket as a class); depth=2, 3, 4, 12 with types=1: Bhattamishra et al. 2020, "
        "On the Ability and Limitations of Transformers to "
        "Recognize Formal Languages; Huang et al. 2025, A Formal Framework for Understanding Length Generalization in "
        "Transformers",
    .differs =
        "the beginning of a word, by a walk that opens with one probability, instead of a balanced word of a grammar",
    .chance_is = "one of the sets that there are: 1/sets per position, sets^-(n+1) for all",
    .options = dyck_table,
    .options_size = sizeof(struct dyck_options),
    .vocabulary = dyck_vocabulary,
    .shortest = shortest_1,
    .longest = dyck_longest,
    .max_tokens = dyck_max_tokens,
    .generate = dyck_generate,
    .chance = dyck_chance,
    .chance_token = dyck_chance_token,
    .solve = dyck_solve,
};
