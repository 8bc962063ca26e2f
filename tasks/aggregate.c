/* Tasks that ask about all of the string at once: which symbol is the most frequent, whether the number of ones is
 * even, and counting itself. Position says nothing here, or is a help that can mislead.
 */
#include "base/memory.h"
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>

#define HUANG  "Huang et al. 2025, A Formal Framework for Understanding Length Generalization in Transformers"
#define RASP_L "Zhou et al. 2023, What Algorithms can Transformers Learn? A Study in Length Generalization (RASP-L)"

static double half(const void *options, int n) {
    (void)options;
    (void)n;
    return 0.5;
}

static void ask_one(struct example *out, int symbol) {
    const int y = TOKEN_SYMBOL + symbol;
    example_read(out, TOKEN_SEP);
    example_answers(out, ANSWER_WRITTEN, &y, 1, 1);
}

static bool solve_one(struct example *example, int sep, int symbol) {
    const int y = TOKEN_SYMBOL + symbol;
    return solve_written(example, sep, &y, 1);
}

/* --- majority and mode -------------------------------------------------------------------------------------------- */

struct majority_options {
    long symbols;
};
static const struct option majority_table[] = {{"symbols", OPTION_INT, offsetof(struct majority_options, symbols), "26",
                                                1, SYMBOLS_MAX, NULL, "symbols", "size of the alphabet"},
                                               {0}};

static int majority_vocabulary(const void *options) {
    return TOKEN_SYMBOL + (int)((const struct majority_options *)options)->symbols;
}

/* The most frequent symbol by `count`, and another one that is as frequent, or -1. */
static int leader(const int *count, long symbols, int *rival) {
    int best = 0;
    *rival = -1;
    for (int s = 1; s < symbols; s++) {
        if (count[s] == count[best]) *rival = s;
        if (count[s] > count[best]) best = s, *rival = -1;
    }
    return best;
}

static void majority_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const long symbols = ((const struct majority_options *)options)->symbols;
    int best, rival = 0;
    while (rival >= 0) {
        int count[SYMBOLS_MAX] = {0};
        example_open(out);
        example_read(out, TOKEN_BOS);
        for (int i = 0; i < n; i++) {
            const int symbol = draw_below(rng, symbols);
            count[symbol]++;
            example_read(out, TOKEN_SYMBOL + symbol);
        }
        best = leader(count, symbols, &rival);
    }
    ask_one(out, best);
}

static double majority_chance(const void *options, int n) {
    (void)n;
    return 1.0 / (double)((const struct majority_options *)options)->symbols;
}

static int times(const int *x, int n, int symbol) {
    int count = 0;
    for (int i = 0; i < n; i++) count += x[i] == symbol;
    return count;
}

/* The symbol of x[0..n-1] that comes more often than any other; -1 if there is none. */
static int winner(const int *x, int n) {
    for (int i = 0; i < n; i++) {
        bool wins = true;
        for (int j = 0; j < n; j++) wins &= x[j] == x[i] || times(x, n, x[j]) < times(x, n, x[i]);
        if (wins) return x[i];
    }
    return -1;
}

static bool majority_solve(const void *options, struct example *example) {
    int n;
    if (!find_question(example, TOKEN_SYMBOL, ((const struct majority_options *)options)->symbols, &n) || n < 1)
        return false;
    const int wins = winner(example->token + 1, n);
    return wins >= 0 && solve_one(example, n + 1, wins - TOKEN_SYMBOL);
}

const struct task task_majority = {
    .name = "majority",
    .title = "The most frequent symbol",
    .format = "<bos> x_1 .. x_n <sep> y <eos>, y the symbol that comes most often",
    .length = "n independent symbols, drawn again while two lead; n + 3 tokens are read",
    .source = HUANG " (26 letters)",
    .differs = "every example is fresh and a sequence of its own, without padding",
    .chance_is = "one of the symbols: 1/symbols. At n = 50 and 26 letters three in four are won by a single vote",
    .options = majority_table,
    .options_size = sizeof(struct majority_options),
    .vocabulary = majority_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = max_tokens_1,
    .generate = majority_generate,
    .chance = majority_chance,
    .chance_token = majority_chance,
    .solve = majority_solve,
};

struct mode_options {
    long symbols, kinds;
};
static const struct option mode_table[] = {{"symbols", OPTION_INT, offsetof(struct mode_options, symbols), "52", 1,
                                            SYMBOLS_MAX, NULL, "symbols", "size of the alphabet"},
                                           {"kinds", OPTION_INT, offsetof(struct mode_options, kinds), "5", 1,
                                            SYMBOLS_MAX, NULL, "symbols", "symbols that one example draws from"},
                                           {0}};

static bool mode_check(void *options, struct error *err) {
    const struct mode_options *o = options;
    return o->kinds <= o->symbols ||
           error_set(err, "kinds=%ld is more than there are symbols: symbols=%ld or more", o->kinds, o->kinds);
}

static int mode_vocabulary(const void *options) {
    return TOKEN_SYMBOL + (int)((const struct mode_options *)options)->symbols;
}

/* Where two lead, one token of the second becomes the first. */
static void mode_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct mode_options *o = options;
    int kind[SYMBOLS_MAX], work[SYMBOLS_MAX], count[SYMBOLS_MAX] = {0}, rival;
    rng_sample(rng, (int)o->symbols, (int)o->kinds, kind, work);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) {
        const int k = draw_below(rng, o->kinds);
        count[k]++;
        example_read(out, TOKEN_SYMBOL + kind[k]);
    }
    const int best = leader(count, o->kinds, &rival);
    for (int t = 1; rival >= 0; t++)
        if (out->token[t] == TOKEN_SYMBOL + kind[rival]) {
            out->token[t] = TOKEN_SYMBOL + kind[best];
            rival = -1;
        }
    ask_one(out, kind[best]);
}

static double mode_chance(const void *options, int n) {
    (void)n;
    return 1.0 / (double)((const struct mode_options *)options)->symbols;
}

static bool mode_solve(const void *options, struct example *example) {
    const struct mode_options *o = options;
    int n;
    if (!find_question(example, TOKEN_SYMBOL, o->symbols, &n) || n < 1) return false;
    const int wins = winner(example->token + 1, n);
    return wins >= 0 && count_different(example->token + 1, n) <= o->kinds &&
           solve_one(example, n + 1, wins - TOKEN_SYMBOL);
}

const struct task task_mode = {
    .name = "mode",
    .title = "The most frequent of a few symbols",
    .format = "<bos> x_1 .. x_n <sep> y <eos>, y the symbol that comes most often",
    .length =
        "n symbols out of `kinds` drawn anew for every example; where two lead, one token is changed; n + 3 tokens "
        "are read",
    .source = RASP_L ": 5 symbols of 52, as reproduced in small",
    .differs = "every example is a sequence of its own; the published ones are packed into a context and shifted",
    .chance_is = "one of the symbols: 1/symbols; who has seen which few they are has about 1/kinds",
    .options = mode_table,
    .options_size = sizeof(struct mode_options),
    .check = mode_check,
    .vocabulary = mode_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = max_tokens_1,
    .generate = mode_generate,
    .chance = mode_chance,
    .chance_token = mode_chance,
    .solve = mode_solve,
};

/* --- binary majority ---------------------------------------------------------------------------------------------- */

static int bits_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + 2;
}

/* Uniform on 0..n without n/2, which would be a tie. */
static int draw_zeros(int n, struct rng *rng) {
    int zeros = n;
    do zeros = draw_below(rng, n + 1);
    while (2 * zeros == n);
    return zeros;
}

static void binary_majority_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const int zeros = draw_zeros(n, rng);
    (void)options;
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) example_read(out, TOKEN_SYMBOL + (i >= zeros));
    rng_shuffle(rng, out->token + 1, n);
    ask_one(out, 2 * zeros < n);
}

static bool binary_majority_solve(const void *options, struct example *example) {
    int n;
    (void)options;
    if (!find_question(example, TOKEN_SYMBOL, 2, &n) || n < 1) return false;
    const int wins = winner(example->token + 1, n);
    return wins >= 0 && solve_one(example, n + 1, wins - TOKEN_SYMBOL);
}

const struct task task_binary_majority = {
    .name = "binary_majority",
    .title = "Are there more zeros or more ones?",
    .format = "<bos> x_1 .. x_n <sep> y <eos>, y the bit that comes more often",
    .length = "n bits, the number of zeros uniform on 0..n without a tie; n + 3 tokens are read",
    .source = HUANG,
    .differs = "every example is fresh and a sequence of its own, without padding",
    .chance_is = "a coin: 1/2. Large margins are common, because the number of zeros is uniform",
    .vocabulary = bits_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = max_tokens_1,
    .generate = binary_majority_generate,
    .chance = half,
    .chance_token = half,
    .solve = binary_majority_solve,
};

enum { STRINGS = 3 };

static int interleaved_max_tokens(const void *options, int n) {
    (void)options;
    return n + 2 + STRINGS;
}

static void interleaved_generate(const void *options, int n, struct rng *rng, struct example *out) {
    int y[STRINGS];
    (void)options;
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) example_read(out, TOKEN_SYMBOL);
    for (int s = 0; s < STRINGS; s++) {
        const int size = (n - s + STRINGS - 1) / STRINGS;
        int zeros = draw_zeros(size, rng), left = size;
        y[s] = TOKEN_SYMBOL + (2 * zeros < size);
        for (int t = 1 + s; t <= n; t += STRINGS, left--) {
            const bool zero = draw_below(rng, left) < zeros;
            zeros -= zero;
            out->token[t] = TOKEN_SYMBOL + !zero;
        }
    }
    example_read(out, TOKEN_SEP);
    example_answers(out, ANSWER_WRITTEN, y, STRINGS, STRINGS);
}

static double eighth(const void *options, int n) {
    (void)options;
    (void)n;
    return 0.125;
}

static bool interleaved_solve(const void *options, struct example *example) {
    int n, y[STRINGS];
    (void)options;
    if (!find_question(example, TOKEN_SYMBOL, 2, &n) || n < STRINGS) return false;
    for (int s = 0; s < STRINGS; s++) {
        int lead = 0;
        for (int t = 1 + s; t <= n; t += STRINGS) lead += example->token[t] == TOKEN_SYMBOL ? -1 : 1;
        if (lead == 0) return false;
        y[s] = TOKEN_SYMBOL + (lead > 0);
    }
    return solve_written(example, n + 1, y, STRINGS);
}

const struct task task_interleaved_majority = {
    .name = "interleaved_majority",
    .title = "Three strings of bits, interleaved: which bit leads in each?",
    .format = "<bos> x_1 .. x_n <sep> y_1 y_2 y_3 <eos>, y_j the more frequent bit of x_j x_(j+3) x_(j+6) ..",
    .length = "n bits in all, the zeros of each string as in binary_majority; n + 5 tokens are read",
    .source = HUANG,
    .differs = "every example is fresh and a sequence of its own, without padding; any n from 3 on is made",
    .chance_is = "a coin per answer: 1/2 per token, 1/8 for all",
    .vocabulary = bits_vocabulary,
    .shortest = shortest_3,
    .longest = longest_any,
    .max_tokens = interleaved_max_tokens,
    .generate = interleaved_generate,
    .chance = eighth,
    .chance_token = half,
    .solve = interleaved_solve,
};

/* --- parity ------------------------------------------------------------------------------------------------------- */

enum { EVEN = 2, ODD, PARITY_SYMBOLS };
enum parity_ones { ONES_UNIFORM, ONES_COINS };

struct parity_options {
    int ones; /* enum parity_ones */
};
static const struct option parity_table[] = {
    {"ones", OPTION_CHOICE, offsetof(struct parity_options, ones), "uniform", 0, 0, "uniform|coins", NULL,
     "uniform: the number of ones is uniform on 0..n; coins: independent bits, so that it is near n/2"},
    {0}};

static int parity_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + PARITY_SYMBOLS;
}

static void parity_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const bool coins = ((const struct parity_options *)options)->ones == ONES_COINS;
    const int ones = draw_below(rng, n + 1);
    int parity = coins ? 0 : ones % 2;
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) {
        const int bit = coins ? draw_below(rng, 2) : i < ones;
        if (coins) parity ^= bit;
        example_read(out, TOKEN_SYMBOL + bit);
    }
    rng_shuffle(rng, out->token + 1, n);
    ask_one(out, parity ? ODD : EVEN);
}

static bool parity_solve(const void *options, struct example *example) {
    int n;
    (void)options;
    if (!find_question(example, TOKEN_SYMBOL, 2, &n) || n < 1) return false;
    return solve_one(example, n + 1, times(example->token + 1, n, TOKEN_SYMBOL + 1) % 2 ? ODD : EVEN);
}

const struct task task_parity = {
    .name = "parity",
    .title = "Is the number of ones even?",
    .format = "<bos> x_1 .. x_n <sep> y <eos>, y one of two tokens for even and odd",
    .length = "n bits; n + 3 tokens are read",
    .source =
        "ones=uniform: " HUANG "; ones=coins: Kazemnejad et al. 2023, The Impact of Positional Encoding on Length "
        "Generalization in Transformers, and parity_check of the Chomsky hierarchy, which is a task of its own",
    .differs = "every example is fresh and a sequence of its own, without padding or words around it",
    .chance_is = "a coin: 1/2",
    .options = parity_table,
    .options_size = sizeof(struct parity_options),
    .vocabulary = parity_vocabulary,
    .shortest = shortest_1,
    .longest = longest_any,
    .max_tokens = max_tokens_1,
    .generate = parity_generate,
    .chance = half,
    .chance_token = half,
    .solve = parity_solve,
};

/* Bits 0 and 1, signs, then the hints. */
enum { SIGN_EVEN = 2, SIGN_ODD, FIRST_HINT };

struct scratchpad_options {
    long hints;
};
static const struct option scratchpad_table[] = {
    {"hints", OPTION_INT, offsetof(struct scratchpad_options, hints), "100", 2, SYMBOLS_MAX, NULL, "symbols",
     "index hints, and the largest length; they follow one another from a random start, the first after the last"},
    {0}};

static int scratchpad_vocabulary(const void *options) {
    return TOKEN_SYMBOL + FIRST_HINT + (int)((const struct scratchpad_options *)options)->hints;
}

static int scratchpad_longest(const void *options) { return (int)((const struct scratchpad_options *)options)->hints; }

static int scratchpad_max_tokens(const void *options, int n) {
    (void)options;
    return 4 * n + 3;
}

static void scratchpad_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const int hints = (int)((const struct scratchpad_options *)options)->hints, start = draw_below(rng, hints);
    bool odd = false;
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) {
        example_read(out, TOKEN_SYMBOL + FIRST_HINT + (start + i) % hints);
        example_read(out, TOKEN_SYMBOL + draw_below(rng, 2));
    }
    example_read(out, TOKEN_SEP);
    example_answer(out, TOKEN_SYMBOL + SIGN_EVEN);
    for (int i = 0; i < n; i++) {
        if (out->token[2 + 2 * i] == TOKEN_SYMBOL) continue;
        odd = !odd;
        example_answer(out, out->token[1 + 2 * i]);
        example_answer(out, TOKEN_SYMBOL + (odd ? SIGN_ODD : SIGN_EVEN));
    }
    example_ask(out, TOKEN_EOS);
}

/* k ones: one of (n choose k) sets, and (n choose k) 2^-n is how often there are k. */
static double scratchpad_chance(const void *options, int n) {
    (void)options;
    return (n + 1) * exp2(-n);
}

/* Of 1 + 2k tokens the 1 + k signs are known; the hint behind the last one is right if its bit is 1. */
static double scratchpad_chance_token(const void *options, int n) {
    (void)options;
    return (1 + 0.5 * n + 0.5 + 0.25 * (n - 1)) / (1 + n);
}

static bool scratchpad_solve(const void *options, struct example *example) {
    const int hints = (int)((const struct scratchpad_options *)options)->hints;
    const int *token = example->token, sep = find_token(example, TOKEN_SEP, 0), n = (sep - 1) / 2;
    if (sep >= example->T || n < 1 || n > hints || sep != 2 * n + 1 || token[0] != TOKEN_BOS) return false;
    int m = 0, *y = mem_zero(2 * (size_t)n + 1, sizeof(int));
    bool right = true;
    y[m++] = TOKEN_SYMBOL + SIGN_EVEN;
    for (int t = 1; t < sep; t += 2) {
        const int hint = token[t] - TOKEN_SYMBOL - FIRST_HINT;
        right &= hint >= 0 && hint < hints && is_among(token[t + 1], TOKEN_SYMBOL, 2);
        right &= t == 1 || hint == (token[t - 2] - TOKEN_SYMBOL - FIRST_HINT + 1) % hints;
        if (token[t + 1] != TOKEN_SYMBOL + 1) continue;
        y[m++] = token[t];
        y[m] = TOKEN_SYMBOL + (m / 2 % 2 ? SIGN_ODD : SIGN_EVEN);
        m++;
    }
    right = right && solve_written(example, sep, y, m);
    mem_free(y);
    return right;
}

const struct task task_parity_scratchpad = {
    .name = "parity_scratchpad",
    .title = "Parity, walking from one to one by index hints",
    .format = "<bos> h_1 b_1 .. h_n b_n <sep> + h_i - h_j + .. <eos>, i < j < .. the positions of the ones, h "
              "consecutive hints; every token after <sep> asked",
    .length = "n bits; 2n + 3 tokens are read, and two more for every one",
    .source = RASP_L ": parity with the index-hint scratchpad, as reproduced in small",
    .differs = "every example is a sequence of its own; the published ones are packed into a context and shifted",
    .chance_is =
        "the guesser knows the form and the length, so how many ones there are, and draws their positions: (n+1) 2^-n "
        "for all. Per token it knows the signs and says the hint after the last one: 3/4 at large n",
    .options = scratchpad_table,
    .options_size = sizeof(struct scratchpad_options),
    .vocabulary = scratchpad_vocabulary,
    .shortest = shortest_1,
    .longest = scratchpad_longest,
    .max_tokens = scratchpad_max_tokens,
    .generate = scratchpad_generate,
    .chance = scratchpad_chance,
    .chance_token = scratchpad_chance_token,
    .solve = scratchpad_solve,
};

/* --- count_up ----------------------------------------------------------------------------------------------------- */

struct count_options {
    long symbols;
};
static const struct option count_table[] = {{"symbols", OPTION_INT, offsetof(struct count_options, symbols), "155", 1,
                                             SYMBOLS_MAX, NULL, "symbols",
                                             "numbers to count in, and the largest length"},
                                            {0}};

static int count_vocabulary(const void *options) {
    return TOKEN_SYMBOL + (int)((const struct count_options *)options)->symbols;
}

static int count_longest(const void *options) { return (int)((const struct count_options *)options)->symbols; }

static int count_max_tokens(const void *options, int n) {
    (void)options;
    return n + 4;
}

static void count_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const int first = TOKEN_SYMBOL + draw_below(rng, ((const struct count_options *)options)->symbols - n + 1);
    example_open(out);
    example_read(out, TOKEN_BOS);
    example_read(out, first);
    example_read(out, first + n - 1);
    example_read(out, TOKEN_SEP);
    for (int i = 0; i < n; i++) example_answer(out, first + i);
    example_ask(out, TOKEN_EOS);
}

static double count_chance(const void *options, int n) {
    return 1.0 / (double)(((const struct count_options *)options)->symbols - n + 1);
}

static double count_chance_token(const void *options, int n) { return (count_chance(options, n) + n - 1) / n; }

static bool count_solve(const void *options, struct example *example) {
    const long symbols = ((const struct count_options *)options)->symbols;
    const int *token = example->token;
    if (example->T < 5 || token[0] != TOKEN_BOS || token[3] != TOKEN_SEP || token[2] < token[1]) return false;
    if (!is_among(token[1], TOKEN_SYMBOL, symbols) || !is_among(token[2], TOKEN_SYMBOL, symbols)) return false;
    const int n = token[2] - token[1] + 1;
    int *y = mem_zero((size_t)n, sizeof(int));
    for (int i = 0; i < n; i++) y[i] = i == 0 ? token[1] : y[i - 1] + 1;
    bool right = solve_written(example, 3, y, n);
    mem_free(y);
    return right;
}

const struct task task_count_up = {
    .name = "count_up",
    .title = "Count from a to b",
    .format = "<bos> a b <sep> a a+1 .. b <eos>, every token after <sep> asked, <eos> too",
    .length = "n = b - a + 1 numbers, a uniform; n + 4 tokens are read",
    .source = RASP_L ": Count, as reproduced in small with 155 numbers",
    .differs = "every example is a sequence of its own; the published ones are packed into a context and shifted",
    .chance_is =
        "the guesser knows how to count and how far, not from where: 1/(symbols - n + 1) for all, and only the "
        "first token is open",
    .options = count_table,
    .options_size = sizeof(struct count_options),
    .vocabulary = count_vocabulary,
    .shortest = shortest_1,
    .longest = count_longest,
    .max_tokens = count_max_tokens,
    .generate = count_generate,
    .chance = count_chance,
    .chance_token = count_chance_token,
    .solve = count_solve,
};
