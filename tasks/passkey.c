/* passkey: a marked key somewhere in filler, asked for at the end. The position of the key is uniform, and
 * example->depth says in which tenth of the context it is, so that accuracy can be shown by length and depth.
 */
#include "tasks/sequence.h"
#include "tasks/solve.h"
#include <math.h>

struct passkey_options {
    long digits, symbols, fillers;
};

static const struct option passkey_table[] = {
    {"digits", OPTION_INT, offsetof(struct passkey_options, digits), "5", 1, 64, NULL, "tokens", "length of the key"},
    {"symbols", OPTION_INT, offsetof(struct passkey_options, symbols), "10", 1, SYMBOLS_MAX, NULL, "symbols",
     "alphabet of the key, drawn independently"},
    {"fillers", OPTION_INT, offsetof(struct passkey_options, fillers), "16", 0, SYMBOLS_MAX, NULL, "symbols",
     "alphabet of the filler, drawn independently; 0: filler is made of the key's symbols, and only the marker tells "
     "the key"},
    {0}};

static int passkey_vocabulary(const void *options) {
    const struct passkey_options *o = options;
    return TOKEN_SYMBOL + (int)(o->symbols + o->fillers);
}

static int passkey_shortest(const void *options) { return (int)((const struct passkey_options *)options)->digits + 1; }

static int passkey_longest(const void *options) {
    (void)options;
    return INT_MAX;
}

static int passkey_max_tokens(const void *options, int n) {
    return n + 2 + (int)((const struct passkey_options *)options)->digits;
}

static int draw_filler(const struct passkey_options *o, struct rng *rng) {
    return TOKEN_SYMBOL + (o->fillers ? (int)o->symbols + draw_below(rng, o->fillers) : draw_below(rng, o->symbols));
}

static void passkey_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct passkey_options *o = options;
    int places = n - (int)o->digits, place = draw_below(rng, places);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < place; i++) example_read(out, draw_filler(o, rng));
    example_read(out, TOKEN_QUERY);
    const int *key = out->token + out->T;
    for (int i = 0; i < o->digits; i++) example_read(out, TOKEN_SYMBOL + draw_below(rng, o->symbols));
    while (out->T < 1 + n) example_read(out, draw_filler(o, rng));
    example_read(out, TOKEN_SEP);
    example_read(out, TOKEN_QUERY);
    for (int i = 0; i < o->digits - 1; i++) example_answer(out, key[i]);
    example_ask(out, key[o->digits - 1]);
    out->depth = (int)((long)DEPTHS * place / places);
}

static double passkey_chance(const void *options, int n) {
    const struct passkey_options *o = options;
    (void)n;
    return pow((double)o->symbols, (double)-o->digits);
}

static double passkey_chance_token(const void *options, int n) {
    (void)n;
    return 1.0 / (double)((const struct passkey_options *)options)->symbols;
}

static bool passkey_solve(const void *options, struct example *example) {
    const struct passkey_options *o = options;
    const int *token = example->token, digits = (int)o->digits;
    const int filler = o->fillers ? TOKEN_SYMBOL + (int)o->symbols : TOKEN_SYMBOL;
    const long fillers = o->fillers ? o->fillers : o->symbols;
    int marker = find_token(example, TOKEN_QUERY, 0), sep = find_token(example, TOKEN_SEP, 0), question = sep + 1;
    if (example->T != question + digits || token[0] != TOKEN_BOS || token[question] != TOKEN_QUERY) return false;
    if (skip_symbols(example, 1, filler, fillers) != marker) return false;
    if (skip_symbols(example, marker + 1 + digits, filler, fillers) != sep) return false;
    ask_nothing(example);
    for (int i = 0; i < digits; i++) {
        int digit = token[marker + 1 + i];
        if (!is_among(digit, TOKEN_SYMBOL, o->symbols)) return false;
        if (i + 1 < digits && token[question + 1 + i] != digit) return false;
        example->target[question + i] = digit;
    }
    return true;
}

const struct task task_passkey = {
    .name = "passkey",
    .title = "Find the one key in filler",
    .format = "<bos> f .. f <query> v_1 .. v_d f .. f <sep> <query> v_1 .. v_d, the <query> token marks the key; "
              "every v after <sep> asked; no <eos>",
    .length = "n tokens of context between <bos> and <sep>: filler, the marker and the key; the key stays, the "
              "filler grows; n + 2 + digits tokens are read",
    .source = "Mohtashami and Jaggi 2023, Landmark Attention: Random-Access Infinite Context Length for "
              "Transformers; Chen et al. 2023, Extending Context Window of Large Language Models via Positional "
              "Interpolation (effective length: the largest below which 20 % of the trials succeed)",
    .differs = "trained from scratch on tokens instead of prompting a language model with sentences; filler is "
               "random, not one repeated text",
    .chance_is = "the guesser knows the alphabet of the key: 1/symbols per token, symbols^-digits for all",
    .options = passkey_table,
    .options_size = sizeof(struct passkey_options),
    .vocabulary = passkey_vocabulary,
    .shortest = passkey_shortest,
    .longest = passkey_longest,
    .max_tokens = passkey_max_tokens,
    .generate = passkey_generate,
    .chance = passkey_chance,
    .chance_token = passkey_chance_token,
    .solve = passkey_solve,
};
