/* Programs to run in the head: chains of assignments, a register that is written and read, counters. The answer depends
 * on the last relevant line, wherever it is.
 */
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>

/* --- lego --------------------------------------------------------------------------------------------------------- */

enum lego_order { LEGO_CHAIN, LEGO_RANDOM };
enum { SIGN_PLUS, SIGN_MINUS, VARIABLES };

struct lego_options {
    long variables;
    int order; /* enum lego_order */
};

static const struct option lego_table[] = {
    {"variables", OPTION_INT, offsetof(struct lego_options, variables), "26", 1, SYMBOLS_MAX, NULL, "symbols",
     "names of variables, and the largest length"},
    {"order", OPTION_CHOICE, offsetof(struct lego_options, order), "chain", 0, 0, "chain|random", NULL,
     "chain: every assignment comes after the one it needs; random: in any order"},
    {0}};

static int lego_vocabulary(const void *options) {
    return TOKEN_SYMBOL + VARIABLES + (int)((const struct lego_options *)options)->variables;
}

static int lego_longest(const void *options) { return (int)((const struct lego_options *)options)->variables; }

static int lego_max_tokens(const void *options, int n) {
    (void)options;
    return 3 * n + 4;
}

static void lego_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct lego_options *o = options;
    int name[SYMBOLS_MAX], order[SYMBOLS_MAX], work[SYMBOLS_MAX], minus[SYMBOLS_MAX], value[SYMBOLS_MAX];
    rng_sample(rng, (int)o->variables, n, name, work);
    for (int i = 0; i < n; i++) {
        order[i] = i;
        minus[i] = draw_below(rng, 2);
        value[i] = minus[i] ^ (i > 0 ? value[i - 1] : 0);
    }
    if (o->order == LEGO_RANDOM) rng_shuffle(rng, order, n);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int k = 0; k < n; k++) {
        const int i = order[k];
        example_read(out, TOKEN_SYMBOL + VARIABLES + name[i]);
        example_read(out, TOKEN_SYMBOL + (minus[i] ? SIGN_MINUS : SIGN_PLUS));
        example_read(out, i > 0 ? TOKEN_SYMBOL + VARIABLES + name[i - 1] : TOKEN_QUERY);
    }
    const int asked = n / 2 + draw_below(rng, n - n / 2);
    example_read(out, TOKEN_SEP);
    example_read(out, TOKEN_SYMBOL + VARIABLES + name[asked]);
    example_answer(out, TOKEN_SYMBOL + (value[asked] ? SIGN_MINUS : SIGN_PLUS));
    example_ask(out, TOKEN_EOS);
}

static double half(const void *options, int n) {
    (void)options;
    (void)n;
    return 0.5;
}

/* The place where `variable` is assigned among the n assignments, or 0. */
static int assigned_at(const struct example *example, int n, int variable) {
    for (int t = 1; t < 1 + 3 * n; t += 3)
        if (example->token[t] == variable) return t;
    return 0;
}

static bool lego_well_formed(const struct lego_options *o, const struct example *example, int n) {
    const int *token = example->token;
    int roots = 0;
    for (int t = 1, last = TOKEN_QUERY; t < 1 + 3 * n; last = token[t], t += 3) {
        const bool root = token[t + 2] == TOKEN_QUERY;
        if (!is_among(token[t], TOKEN_SYMBOL + VARIABLES, o->variables) || !is_among(token[t + 1], TOKEN_SYMBOL, 2))
            return false;
        if (!root && !assigned_at(example, n, token[t + 2])) return false;
        if (assigned_at(example, n, token[t]) != t || (o->order == LEGO_CHAIN && token[t + 2] != last)) return false;
        roots += root;
    }
    return roots == 1;
}

/* Back from `variable` to the root: how many steps, and *sign the product of the signs; -1: it never comes there. */
static int lego_depth(const struct example *example, int n, int variable, int *sign) {
    *sign = 1;
    for (int depth = 0; depth < n; depth++) {
        const int t = assigned_at(example, n, variable);
        if (example->token[t + 1] == TOKEN_SYMBOL + SIGN_MINUS) *sign = -*sign;
        variable = example->token[t + 2];
        if (variable == TOKEN_QUERY) return depth;
    }
    return -1;
}

static bool lego_solve(const void *options, struct example *example) {
    const int *token = example->token, sep = find_token(example, TOKEN_SEP, 0), n = (sep - 1) / 3;
    int sign, deepest = 0;
    if (n < 1 || sep != 3 * n + 1 || sep + 1 >= example->T || token[0] != TOKEN_BOS) return false;
    if (!lego_well_formed(options, example, n) || !assigned_at(example, n, token[sep + 1])) return false;
    for (int t = 1; t < sep; t += 3) {
        const int depth = lego_depth(example, n, token[t], &sign);
        if (depth < 0) return false;
        if (depth > deepest) deepest = depth;
    }
    const int depth = lego_depth(example, n, token[sep + 1], &sign);
    const int y = TOKEN_SYMBOL + (sign < 0 ? SIGN_MINUS : SIGN_PLUS);
    return deepest == n - 1 && depth >= n / 2 && solve_written(example, sep + 1, &y, 1);
}

const struct task task_lego = {
    .name = "lego",
    .title = "Follow a chain of assignments of signs",
    .format =
        "<bos> a s_1 <query> b s_2 a c s_3 b .. <sep> v y <eos>: a = s_1, b = s_2 a, c = s_3 b, s from {+, -}, y the "
        "value of v",
    .length = "n assignments; v is from the second half of the chain; 3n + 4 tokens are read",
    .source =
        "Kazemnejad et al. 2023, The Impact of Positional Encoding on Length Generalization in Transformers, after "
        "Zhang et al. 2022, Unveiling Transformers with LEGO",
    .differs = "three tokens an assignment instead of a sentence; every example is fresh",
    .chance_is = "a coin: 1/2",
    .options = lego_table,
    .options_size = sizeof(struct lego_options),
    .vocabulary = lego_vocabulary,
    .shortest = shortest_1,
    .longest = lego_longest,
    .max_tokens = lego_max_tokens,
    .generate = lego_generate,
    .chance = half,
    .chance_token = half,
    .solve = lego_solve,
};

/* --- flip_flop ---------------------------------------------------------------------------------------------------- */

enum { BIT_0, BIT_1, WRITE, READ, IGNORE, FLIP_FLOP_SYMBOLS };
enum flip_flop_scored { SCORED_READS, SCORED_LAST };

struct flip_flop_options {
    double ignore;
    int scored; /* enum flip_flop_scored */
};

static const struct option flip_flop_table[] = {
    {"ignore", OPTION_REAL, offsetof(struct flip_flop_options, ignore), "0.8", 0, 1, NULL, "probability",
     "of an ignored instruction between the first and the last; the others are writes and reads alike. Published: "
     "train "
     "at 0.8, test at 0.1 (dense) and 0.98 (sparse)"},
    {"scored", OPTION_CHOICE, offsetof(struct flip_flop_options, scored), "reads", 0, 0, "reads|last", NULL,
     "reads: the bit of every read; last: that of the last one"},
    {0}};

static int flip_flop_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + FLIP_FLOP_SYMBOLS;
}

static int flip_flop_max_tokens(const void *options, int n) {
    (void)options;
    return 2 * n;
}

static void flip_flop_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct flip_flop_options *o = options;
    int written = 0;
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n - 1; i++) {
        int instruction = WRITE;
        if (i > 0) instruction = rng_uniform(rng) < o->ignore ? IGNORE : draw_below(rng, 2) ? READ : WRITE;
        example_read(out, TOKEN_SYMBOL + instruction);
        const int bit = instruction == READ ? written : draw_below(rng, 2);
        if (instruction == WRITE) written = bit;
        if (instruction == READ && o->scored == SCORED_READS) example_ask(out, TOKEN_SYMBOL + bit);
        example_read(out, TOKEN_SYMBOL + bit);
    }
    example_read(out, TOKEN_SYMBOL + READ);
    example_ask(out, TOKEN_SYMBOL + written);
}

/* Each instruction between is a read with probability (1 - ignore) / 2. */
static double flip_flop_chance(const void *options, int n) {
    const struct flip_flop_options *o = options;
    return o->scored == SCORED_LAST ? 0.5 : 0.5 * pow(1 - (1 - o->ignore) / 4, n - 2);
}

/* Backwards from a read to the last write. */
static int register_at(const struct example *example, int t) {
    while (example->token[t] != TOKEN_SYMBOL + WRITE) t -= 2;
    return example->token[t + 1];
}

static bool flip_flop_solve(const void *options, struct example *example) {
    const struct flip_flop_options *o = options;
    const int *token = example->token, T = example->T;
    if (T < 4 || T % 2 || token[0] != TOKEN_BOS || token[1] != TOKEN_SYMBOL + WRITE ||
        token[T - 1] != TOKEN_SYMBOL + READ)
        return false;
    for (int t = 1; t < T; t += 2)
        if (!is_among(token[t], TOKEN_SYMBOL + WRITE, 3) || (t + 1 < T && !is_among(token[t + 1], TOKEN_SYMBOL, 2)))
            return false;
    ask_nothing(example);
    for (int t = 3; t < T; t += 2) {
        if (token[t] != TOKEN_SYMBOL + READ) continue;
        if (t + 1 < T && token[t + 1] != register_at(example, t)) return false;
        if (t == T - 1 || o->scored == SCORED_READS) example->target[t] = register_at(example, t);
    }
    return true;
}

const struct task task_flip_flop = {
    .name = "flip_flop",
    .title = "Read the bit written last, past distractors",
    .format =
        "<bos> w b i b r b .. r, pairs of an instruction and a bit: after w and i any bit, after r the one written "
        "last; asked at every r; no <eos>",
    .length = "n instructions, the first a write, the last a read; 2n tokens are read",
    .source = "Liu et al. 2023, Exposing Attention Glitches with Flip-Flop Language Modeling: FFL(ignore), 256 "
              "instructions",
    .differs = "n is free; only reads are trained on",
    .chance_is = "a coin per read: 1/2 per token, E[2^-reads] for all",
    .metric = METRIC_TOKEN,
    .options = flip_flop_table,
    .options_size = sizeof(struct flip_flop_options),
    .vocabulary = flip_flop_vocabulary,
    .shortest = shortest_2,
    .longest = longest_any,
    .max_tokens = flip_flop_max_tokens,
    .generate = flip_flop_generate,
    .chance = flip_flop_chance,
    .chance_token = half,
    .solve = flip_flop_solve,
};

/* --- counting_program --------------------------------------------------------------------------------------------- */

enum { SET_ZERO, INCREMENT, PASS, FIRST_VARIABLE };
enum { WEIGHT_SET = 1, WEIGHT_PASS = 50, WEIGHT_INCREMENT = 7, WEIGHTS = 58, VARIABLES_MAX = 64 };

struct counting_options {
    long variables, largest;
};

static const struct option counting_table[] = {{"variables", OPTION_INT, offsetof(struct counting_options, variables),
                                                "1", 1, VARIABLES_MAX, NULL, "variables", "published: 1, 3 and 5"},
                                               {"largest", OPTION_INT, offsetof(struct counting_options, largest), "10",
                                                1, 1000, NULL, "", "value that no variable passes"},
                                               {0}};

static int counting_value(const struct counting_options *o, long value) {
    return TOKEN_SYMBOL + FIRST_VARIABLE + (int)(o->variables + value);
}

static int counting_vocabulary(const void *options) {
    const struct counting_options *o = options;
    return counting_value(o, o->largest) + 1;
}

static int counting_max_tokens(const void *options, int n) {
    (void)options;
    return 2 * n + 4;
}

static void counting_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct counting_options *o = options;
    long value[VARIABLES_MAX] = {0};
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) {
        const int draw = draw_below(rng, WEIGHTS), v = draw_below(rng, o->variables);
        const bool full = value[v] == o->largest;
        if (draw >= WEIGHT_SET + WEIGHT_INCREMENT || (draw >= WEIGHT_SET && full)) {
            example_read(out, TOKEN_SYMBOL + PASS);
            continue;
        }
        example_read(out, TOKEN_SYMBOL + FIRST_VARIABLE + v);
        example_read(out, TOKEN_SYMBOL + (draw < WEIGHT_SET ? SET_ZERO : INCREMENT));
        value[v] = draw < WEIGHT_SET ? 0 : value[v] + 1;
    }
    const int asked = draw_below(rng, o->variables);
    example_read(out, TOKEN_SEP);
    example_read(out, TOKEN_SYMBOL + FIRST_VARIABLE + asked);
    example_answer(out, counting_value(o, value[asked]));
    example_ask(out, TOKEN_EOS);
}

static double counting_chance(const void *options, int n) {
    const struct counting_options *o = options;
    return 1.0 / (double)((n < o->largest ? n : o->largest) + 1);
}

/* Increments of `variable` behind its last zero, before place `end`; t is 1 where a line begins. */
static int counted(const struct example *example, int variable, int end) {
    int count = 0;
    for (int t = 1; t < end; t++)
        if (example->token[t] == variable) count = example->token[t + 1] == TOKEN_SYMBOL + SET_ZERO ? 0 : count + 1;
    return count;
}

static bool counting_solve(const void *options, struct example *example) {
    const struct counting_options *o = options;
    const int *token = example->token, sep = find_token(example, TOKEN_SEP, 0), first = TOKEN_SYMBOL + FIRST_VARIABLE;
    if (sep < 2 || sep + 1 >= example->T || token[0] != TOKEN_BOS) return false;
    for (int t = 1; t < sep; t++) {
        if (token[t] == TOKEN_SYMBOL + PASS) continue;
        if (!is_among(token[t], first, o->variables) || !is_among(token[t + 1], TOKEN_SYMBOL, 2)) return false;
        if (counted(example, token[t], t + 1) > o->largest) return false;
        t++;
    }
    if (!is_among(token[sep + 1], first, o->variables)) return false;
    const int y = counting_value(o, counted(example, token[sep + 1], sep));
    return solve_written(example, sep + 1, &y, 1);
}

const struct task task_counting_program = {
    .name = "counting_program",
    .title = "Run a program of counters",
    .format =
        "<bos> lines <sep> v y <eos>, a line one of `v zero`, `v increment` (two tokens) and `pass` (one), y the value "
        "of v; all begin at 0",
    .length =
        "n lines, in proportion 1 : 7 : 50; an increment past the largest value is a pass; at most 2n + 4 tokens are "
        "read",
    .source =
        "the counting task of Golovneva et al. 2024, Contextual Position Encoding: Learning to Count What's Important",
    .differs = "one token for each of `= 0 ;`, `++ ;` and `pass ;`; a variable need not be set before it is used",
    .chance_is = "one of the values there can be: 1/(min(n, largest) + 1); 0 is far more frequent, see the baselines",
    .options = counting_table,
    .options_size = sizeof(struct counting_options),
    .vocabulary = counting_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = counting_max_tokens,
    .generate = counting_generate,
    .chance = counting_chance,
    .chance_token = counting_chance,
    .solve = counting_solve,
};
