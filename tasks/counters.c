/* Counter languages: words whose letters have to be counted, one count (blocks of equal length), one for each kind of
 * bracket (shuffle), the changes of the letter (alternation), or the places still open (boolean). What is asked at a
 * place follows from the counts alone, so these are the languages that are said to suit attention with few layers.
 */
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>
#include <string.h>

enum { COUNTER_LONGEST = 4096 };

static int counter_longest(const void *options) {
    (void)options;
    return COUNTER_LONGEST;
}

static int counter_max_tokens(const void *options, int n) {
    (void)options;
    return n + 1;
}

static double coin(const void *options, int n) {
    (void)options;
    (void)n;
    return 0.5;
}

#define COUNTER_SOURCE                                                                                                 \
    "Bhattamishra et al. 2020, On the Ability and Limitations of Transformers to Recognize Formal Languages"

/* --- blocks ------------------------------------------------------------------------------------------------------- */

enum { BLOCK_LETTERS = 8 };

struct blocks_options {
    long letters;
};

static const struct option blocks_table[] = {{"letters", OPTION_INT, offsetof(struct blocks_options, letters), "2", 2,
                                              BLOCK_LETTERS, NULL, "symbols",
                                              "letters of the alphabet, each of which has a block of its own"},
                                             {0}};

static int letters_of(const void *options) { return (int)((const struct blocks_options *)options)->letters; }

/* Sets that are asked: one for each letter alone, then the first two letters, then the end of the word. */
static int only_letter(int letters, int letter) { return TOKEN_SYMBOL + letters + letter; }
static int first_two(int letters) { return TOKEN_SYMBOL + 2 * letters; }
static int word_ends(int letters) { return TOKEN_SYMBOL + 2 * letters + 1; }

static int blocks_vocabulary(const void *options) { return TOKEN_SYMBOL + 2 * letters_of(options) + 2; }

static int blocks_max_tokens(const void *options, int n) { return letters_of(options) * n + 1; }

static void blocks_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const int letters = letters_of(options);
    (void)rng;
    example_open(out);
    example_read(out, TOKEN_BOS);
    example_ask(out, only_letter(letters, 0));
    for (int letter = 0; letter < letters; letter++) {
        for (int i = 0; i < n; i++) {
            example_read(out, TOKEN_SYMBOL + letter);
            example_ask(out, letter == 0 ? first_two(letters) : only_letter(letters, letter));
        }
        if (letter > 0) example_ask(out, letter + 1 < letters ? only_letter(letters, letter + 1) : word_ends(letters));
    }
}

static double blocks_chance(const void *options, int n) {
    (void)options;
    return 1.0 / n;
}

/* What stands before the second block is known. In each block behind it the guesser has all n places right when its
 * exponent is, and all but two when it is not: where it expects the end, and where the end is. */
static double blocks_chance_token(const void *options, int n) {
    const int letters = letters_of(options);
    const double block = 1.0 + (double)(n - 1) * (n - 2) / n;
    return (1 + n + (letters - 1) * block) / (1 + (double)letters * n);
}

static bool blocks_solve(const void *options, struct example *example) {
    const int letters = letters_of(options), T = example->T;
    int count[BLOCK_LETTERS] = {0};
    if (T < 2 || example->token[0] != TOKEN_BOS || skip_symbols(example, 1, TOKEN_SYMBOL, letters) != T) return false;
    for (int t = 1; t < T; t++) {
        if (t > 1 && example->token[t] < example->token[t - 1]) return false;
        count[example->token[t] - TOKEN_SYMBOL]++;
    }
    for (int i = 1; i < letters; i++)
        if (count[i] != count[0]) return false;
    memset(count, 0, sizeof count);
    example->target[0] = TOKEN_SYMBOL + letters;
    for (int t = 1; t < T; t++) {
        const int letter = example->token[t] - TOKEN_SYMBOL;
        const bool last = ++count[letter] == count[0] && letter > 0;
        example->target[t] = TOKEN_SYMBOL + letters + (letter == 0 ? letters : letter + last);
        if (last && letter + 1 == letters) example->target[t] = TOKEN_SYMBOL + 2 * letters + 1;
    }
    return true;
}

const struct task task_blocks = {
    .name = "blocks",
    .title = "Blocks of equal length, a letter each",
    .format = "<bos> a .. a b .. b .., every letter n times in turn: at every position, <bos> too, the set of what may "
              "come next is asked: a behind <bos>, a or b behind an a, then the letter again or the next one, and "
              "behind the last letter the end of the word; a set is a token; no <eos>",
    .length = "n, the exponent of each letter; letters n + 1 tokens are read and as many asked. There is one example "
              "of each n, so within training lengths the test has the strings of the training, and only longer ones "
              "are new",
    .source = COUNTER_SOURCE ": a^n b^n, a^n b^n c^n and a^n b^n c^n d^n, with exponents up to 50; Huang et al. 2025, "
                             "A Formal Framework for Understanding Length Generalization in Transformers",
    .differs = "the set is one token instead of a vector of bits; every n is made, and n is the exponent, not the "
               "number of letters",
    .chance_is = "the guesser knows the form and not n: it draws an exponent from 1..n and ends every block behind the "
                 "first as if that were it: 1/n for all, and nearly all tokens. Exact match is what means something: "
                 "whoever says the letter before has all but `letters` places right",
    .options = blocks_table,
    .options_size = sizeof(struct blocks_options),
    .vocabulary = blocks_vocabulary,
    .shortest = shortest_1,
    .longest = counter_longest,
    .max_tokens = blocks_max_tokens,
    .generate = blocks_generate,
    .chance = blocks_chance,
    .chance_token = blocks_chance_token,
    .solve = blocks_solve,
};

/* --- alternation -------------------------------------------------------------------------------------------------- */

enum { ALTERNATION_BLOCKS = 64 };

struct alternation_options {
    long blocks;
};

static const struct option alternation_table[] = {{"blocks", OPTION_INT, offsetof(struct alternation_options, blocks),
                                                   "3", 1, ALTERNATION_BLOCKS, NULL, "blocks",
                                                   "blocks of a and of b in turn; also the smallest length"},
                                                  {0}};

static int blocks_of(const void *options) { return (int)((const struct alternation_options *)options)->blocks; }

/* Letters a and b, then no and yes. */
static int alternation_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + 4;
}

/* The places of change are drawn from left to right: at each the chance is that of an even choice of all that are left.
 */
static void alternation_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const int blocks = blocks_of(options);
    int block = 1;
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) {
        if (i > 0 && draw_below(rng, n - i) < blocks - block) block++;
        example_read(out, TOKEN_SYMBOL + (block - 1) % 2);
        example_ask(out, TOKEN_SYMBOL + 2 + (block == blocks));
    }
}

static double alternation_chance(const void *options, int n) {
    (void)options;
    return pow(2, -n);
}

static bool alternation_solve(const void *options, struct example *example) {
    const int *token = example->token, T = example->T;
    long left = ((const struct alternation_options *)options)->blocks; /* blocks that have not ended */
    if (T < 2 || token[0] != TOKEN_BOS || token[1] != TOKEN_SYMBOL || skip_symbols(example, 1, TOKEN_SYMBOL, 2) != T)
        return false;
    ask_nothing(example);
    for (int t = 1; t < T; t++) {
        left -= t > 1 && token[t] != token[t - 1];
        example->target[t] = left == 1 ? TOKEN_SYMBOL + 3 : TOKEN_SYMBOL + 2;
    }
    return left == 1;
}

const struct task task_alternation = {
    .name = "alternation",
    .title = "Tell the last block from those before it",
    .format =
        "<bos> x_1 .. x_n, blocks of a and of b in turn, a first: at every x it is asked whether it stands in the "
        "last of the blocks, no .. no yes .. yes; no <eos>",
    .length = "n letters; n + 1 tokens are read. There are as many examples as choices of blocks - 1 places of change "
              "from n - 1, so short lengths repeat",
    .source = "Yang, Cadilhac and Chiang 2025, Knee-Deep in C-RASP: A Transformer Depth Hierarchy: lengths to 50 in "
              "training, 50 longer for each bin beyond, without positions",
    .differs = "the answer at a letter is a token instead of a bit of a whole row",
    .chance_is =
        "a coin at every letter: 1/2 per token, 2^-n for all. Always no but at the last letter gets a share of "
        "1 - 1/blocks + 1/n, and (blocks - 1)/(n - 1) of the examples",
    .options = alternation_table,
    .options_size = sizeof(struct alternation_options),
    .vocabulary = alternation_vocabulary,
    .shortest = blocks_of,
    .longest = counter_longest,
    .max_tokens = counter_max_tokens,
    .generate = alternation_generate,
    .chance = alternation_chance,
    .chance_token = coin,
    .solve = alternation_solve,
};

/* --- shuffle ------------------------------------------------------------------------------------------------------ */

enum { SHUFFLE_TYPES = 4 };
enum shuffle_walk { WALK_FREE, WALK_DYCK };

struct shuffle_options {
    long types;
    double open;
    int walk; /* enum shuffle_walk */
};

static const struct option shuffle_table[] = {{"types", OPTION_INT, offsetof(struct shuffle_options, types), "2", 1,
                                               SHUFFLE_TYPES, NULL, "types", "kinds of brackets"},
                                              {"open", OPTION_REAL, offsetof(struct shuffle_options, open), "0.5", 0.01,
                                               0.99, NULL, "probability", "of an opening bracket where one can close"},
                                              {"walk", OPTION_CHOICE, offsetof(struct shuffle_options, walk), "free", 0,
                                               0, "free|dyck", NULL,
                                               "free: any kind that is open may close, so that kinds cross; dyck: the "
                                               "innermost closes, so that none do, which is "
                                               "what the published generator draws"},
                                              {0}};

static int shuffle_sets(const void *options) { return 1 << ((const struct shuffle_options *)options)->types; }

/* Opening brackets, closing ones, then the sets: bit k says that kind k may close; none: the word may end. */
static int shuffle_vocabulary(const void *options) {
    return TOKEN_SYMBOL + 2 * (int)((const struct shuffle_options *)options)->types + shuffle_sets(options);
}

/* Which of the brackets on stack[0..depth-1] closes: an even choice of the kinds, not of the brackets. */
static int draw_open(const struct shuffle_options *o, const int *stack, int depth, struct rng *rng) {
    int last[SHUFFLE_TYPES] = {0}, kinds = 0, open[SHUFFLE_TYPES];
    if (o->walk == WALK_DYCK) return depth - 1;
    for (int i = 0; i < depth; i++) last[stack[i]] = i + 1;
    for (int k = 0; k < o->types; k++)
        if (last[k]) open[kinds++] = last[k] - 1;
    return open[draw_below(rng, kinds)];
}

static void shuffle_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct shuffle_options *o = options;
    const int types = (int)o->types;
    int stack[COUNTER_LONGEST], depth = 0;
    example_open(out);
    example_read(out, TOKEN_BOS);
    example_ask(out, TOKEN_SYMBOL + 2 * types);
    for (int i = 0; i < n; i++) {
        if (depth == 0 || rng_uniform(rng) < o->open) {
            stack[depth] = draw_below(rng, types);
            example_read(out, TOKEN_SYMBOL + stack[depth++]);
        } else {
            const int closes = draw_open(o, stack, depth, rng);
            example_read(out, TOKEN_SYMBOL + types + stack[closes]);
            memmove(stack + closes, stack + closes + 1, (size_t)(--depth - closes) * sizeof(int));
        }
        int set = 0;
        for (int k = 0; k < depth; k++) set |= 1 << stack[k];
        example_ask(out, TOKEN_SYMBOL + 2 * types + set);
    }
}

static double shuffle_chance(const void *options, int n) { return pow(shuffle_sets(options), -(n + 1)); }

static double shuffle_chance_token(const void *options, int n) {
    (void)n;
    return 1.0 / shuffle_sets(options);
}

/* The opening bracket that stands nearest before place t and is still open, whatever its kind; 0: none. */
static int nearest_open(const int *token, int t, long types) {
    int closed = 0;
    for (t--; t >= 1; t--) {
        closed += token[t] < TOKEN_SYMBOL + types ? -1 : 1;
        if (closed < 0) return token[t];
    }
    return 0;
}

static bool shuffle_solve(const void *options, struct example *example) {
    const struct shuffle_options *o = options;
    const int *token = example->token, T = example->T;
    const long types = o->types;
    long balance[SHUFFLE_TYPES] = {0};
    if (T < 2 || token[0] != TOKEN_BOS || skip_symbols(example, 1, TOKEN_SYMBOL, 2 * types) != T) return false;
    for (int t = 0; t < T; t++) {
        if (t > 0) {
            const long kind = (token[t] - TOKEN_SYMBOL) % types;
            const bool opens = token[t] - TOKEN_SYMBOL < types;
            balance[kind] += opens ? 1 : -1;
            if (balance[kind] < 0) return false;
            if (!opens && o->walk == WALK_DYCK && nearest_open(token, t, types) + types != token[t]) return false;
        }
        long set = 0;
        for (long kind = types - 1; kind >= 0; kind--) set = 2 * set + (balance[kind] > 0);
        example->target[t] = (int)(TOKEN_SYMBOL + 2 * types + set);
    }
    return true;
}

const struct task task_shuffle = {
    .name = "shuffle",
    .title = "Kinds of brackets, each balanced on its own",
    .format =
        "<bos> x_1 .. x_n, brackets: at every position, <bos> too, the set of what may come next is asked, as one "
        "token that says which kinds may close, or with none that the word may end; one may always open; no "
        "<eos>",
    .length = "n brackets, the beginning of a word; n + 1 tokens are read and as many asked",
    .source = COUNTER_SOURCE ": Shuffle-2, Shuffle-4 and so on",
    .differs = "the beginning of a word, by a walk that opens with one probability, instead of a whole word; with "
               "walk=free kinds cross, which the published strings never do although they are labelled as if they did",
    .chance_is = "one of the 2^types sets: 2^-types per position, to the power n + 1 for all. Some sets are far more "
                 "frequent: see the baselines",
    .options = shuffle_table,
    .options_size = sizeof(struct shuffle_options),
    .vocabulary = shuffle_vocabulary,
    .shortest = shortest_1,
    .longest = counter_longest,
    .max_tokens = counter_max_tokens,
    .generate = shuffle_generate,
    .chance = shuffle_chance,
    .chance_token = shuffle_chance_token,
    .solve = shuffle_solve,
};

/* --- boolean ------------------------------------------------------------------------------------------------------ */

enum { ARITY_MOST = 6, CONSTANTS = 2 };

struct boolean_options {
    long arity;
};

static const struct option boolean_table[] = {{"arity", OPTION_INT, offsetof(struct boolean_options, arity), "3", 1,
                                               ARITY_MOST, NULL, "operands",
                                               "largest number of operands; there is one operator for each number "
                                               "from 1 on"},
                                              {0}};

static int arity_of(const void *options) { return (int)((const struct boolean_options *)options)->arity; }

/* Two constants, the operators by their number of operands, then not complete and complete. */
static int boolean_vocabulary(const void *options) { return TOKEN_SYMBOL + CONSTANTS + arity_of(options) + 2; }

/* Weights 2, x, x^2 .. x^arity of the numbers of operands, with the x at which n tokens drawn by these have n - 1
 * operands on average, as an expression of n tokens has; *total is their sum. */
static void operand_weights(int arity, int n, double weight[ARITY_MOST + 1], double *total) {
    double low = 0.0, high = 2.0 * n;
    for (int halving = 0; halving < 100; halving++) {
        const double x = (low + high) / 2;
        double operands = 0.0;
        *total = weight[0] = CONSTANTS;
        for (int k = 1; k <= arity; k++) {
            weight[k] = pow(x, k);
            *total += weight[k];
            operands += k * weight[k];
        }
        *(operands * n < *total * (n - 1) ? &low : &high) = x;
    }
}

/* n numbers of operands whose sum is n - 1, all such rows of tokens alike: each has the weight x^(n - 1), whatever its
 * tokens are, and rows with another sum are drawn again. About the square root of n rows are drawn. */
static void draw_operands(int arity, int n, struct rng *rng, int *operands) {
    double weight[ARITY_MOST + 1], total;
    int sum;
    operand_weights(arity, n, weight, &total);
    do {
        sum = 0;
        for (int i = 0; i < n; i++) {
            double left = rng_uniform(rng) * total;
            int k = 0;
            while (k < arity && (left -= weight[k]) >= 0) k++;
            sum += operands[i] = k;
        }
    } while (sum != n - 1);
}

/* Exactly one rotation of such a row is a prefix expression (the cycle lemma): it begins behind the place where the
 * fewest places are open. */
static int expression_begins(const int *operands, int n) {
    int open = 0, fewest = 0, begin = 0;
    for (int i = 0; i < n; i++) {
        open += operands[i] - 1;
        if (open < fewest) {
            fewest = open;
            begin = i + 1;
        }
    }
    return begin;
}

static void boolean_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const int arity = arity_of(options), answer = TOKEN_SYMBOL + CONSTANTS + arity;
    int operands[COUNTER_LONGEST];
    draw_operands(arity, n, rng, operands);
    const int begin = expression_begins(operands, n);
    example_open(out);
    example_read(out, TOKEN_BOS);
    example_ask(out, answer);
    for (int i = 0; i < n; i++) {
        const int k = operands[(begin + i) % n];
        example_read(out, TOKEN_SYMBOL + (k == 0 ? draw_below(rng, CONSTANTS) : CONSTANTS + k - 1));
        example_ask(out, answer + (i == n - 1));
    }
}

static double boolean_chance(const void *options, int n) {
    (void)options;
    return pow(2, -(n + 1));
}

static bool boolean_solve(const void *options, struct example *example) {
    const struct boolean_options *o = options;
    const int *token = example->token, T = example->T, first_operator = TOKEN_SYMBOL + CONSTANTS;
    long open = 1;
    if (T < 2 || token[0] != TOKEN_BOS || skip_symbols(example, 1, TOKEN_SYMBOL, CONSTANTS + o->arity) != T)
        return false;
    for (int t = 0; t < T; t++) {
        if (t > 0 && open == 0) return false;
        if (t > 0) open += token[t] < first_operator ? -1 : token[t] - first_operator;
        example->target[t] = (int)(first_operator + o->arity + (open == 0));
    }
    return open == 0;
}

const struct task task_boolean = {
    .name = "boolean",
    .title = "Tell when an expression is complete",
    .format = "<bos> x_1 .. x_n, an expression of constants and operators, each operator before its operands: at every "
              "position, <bos> too, it is asked whether the expression is complete, no .. no yes; no <eos>",
    .length = "n tokens of the expression, all complete ones of n tokens alike; n + 1 tokens are read and as many "
              "asked",
    .source = COUNTER_SOURCE ": Boolean-3, here arity=3",
    .differs = "uniform among all expressions of n tokens instead of grown at random and rejected; complete or not "
               "instead of the set of all tokens that may follow, which says the same",
    .chance_is =
        "a coin at every position: 1/2 per token, 2^-(n+1) for all. Always no is right at n of n + 1 positions "
        "and never at all, so exact match is what means something; the baseline by place knows n, and with it "
        "everything, which a model is not told",
    .options = boolean_table,
    .options_size = sizeof(struct boolean_options),
    .vocabulary = boolean_vocabulary,
    .shortest = shortest_1,
    .longest = counter_longest,
    .max_tokens = counter_max_tokens,
    .generate = boolean_generate,
    .chance = boolean_chance,
    .chance_token = coin,
    .solve = boolean_solve,
};
