/* text: language modelling of the bytes of any file, in windows of n bytes.
 *
 * The file is an option, and so is the hash of its content, which is filled in when the options are checked: it stands
 * in the canonical text, so what a run's identity covers is the content and the name. A file that changed since is
 * refused (base/stock.h).
 *
 * There is only so much of a file, so streams of other names do not make training and test disjoint: the last tenth is
 * held out, and nothing else is tested on.
 */
#include "base/stock.h"
#include "tasks/sequence.h"
#include <math.h>
#include <string.h>

enum { BYTES = 256, HELD_OUT = 10 /* one part in so many */, FILE_LEAST = 100 };

struct text_options {
    char file[OPTION_TEXT_SIZE];
    long scored;
    char sha256[OPTION_TEXT_SIZE]; /* STOCK_HASH digits, or "" until the options are checked */
};

static const struct option text_table[] = {
    {"file", OPTION_TEXT, offsetof(struct text_options, file), "", 0, 0, NULL, NULL,
     "the file; a name without commas, parentheses and brackets"},
    {"scored", OPTION_INT, offsetof(struct text_options, scored), "0", 0, 1 << 20, NULL, "bytes",
     "0: every byte of the window is asked, so windows do not overlap; k: the last k only, so each is seen with as "
     "much "
     "context as there is (a sliding window with the step k)"},
    {"sha256", OPTION_TEXT, offsetof(struct text_options, sha256), "", 0, 0, NULL, NULL,
     "first 16 hex digits of the hash of the content; filled in, and held against the file where it is given"},
    {0}};

static bool text_check(void *options, struct error *err) {
    struct text_options *o = options;
    if (!o->file[0]) return error_set(err, "text needs a file to read; write it as text(file=PATH)");
    const struct stock *s = stock_read(o->file, o->sha256, err);
    if (!s) return false;
    if (s->size < FILE_LEAST)
        return error_set(err, "file=%s has %zu bytes: %d or more are needed", o->file, s->size, FILE_LEAST);
    memcpy(o->sha256, s->sha256, sizeof s->sha256);
    return true;
}

static const struct stock *stock_of(const struct text_options *o) {
    const struct stock *s = stock_find(o->file, o->sha256);
    if (!s) BUG("text: the options were not checked");
    return s;
}

static int text_vocabulary(const void *options) {
    (void)options;
    return TOKEN_SYMBOL + BYTES;
}

static int text_shortest(const void *options) {
    const long scored = ((const struct text_options *)options)->scored;
    return scored > 1 ? (int)scored : 1;
}

static int text_longest(const void *options) { return (int)(stock_of(options)->size / HELD_OUT); }

static void text_stock(const void *options, struct text *out) {
    const size_t size = stock_of(options)->size, held = size / HELD_OUT;
    text_add(out, "%zu bytes to train on and for the fit, %zu to test on", size - held, held);
}

static int text_max_tokens(const void *options, int n) {
    (void)options;
    return n;
}

static void text_generate(const void *options, int n, struct rng *rng, struct example *out) {
    const struct text_options *o = options;
    const struct stock *s = stock_of(o);
    const size_t held = s->size / HELD_OUT, part = out->held_out ? held : s->size - held;
    const unsigned char *window = (const unsigned char *)s->bytes + (out->held_out ? s->size - held : 0);
    window += draw_below(rng, (long)part - n + 1);
    example_open(out);
    example_read(out, TOKEN_BOS);
    for (int i = 0; i < n; i++) {
        if (!o->scored || i >= n - o->scored) example_ask(out, TOKEN_SYMBOL + window[i]);
        if (i < n - 1) example_read(out, TOKEN_SYMBOL + window[i]);
    }
}

static double text_chance(const void *options, int n) {
    const long scored = ((const struct text_options *)options)->scored;
    return pow(BYTES, (double)-(scored ? scored : n));
}

static double text_chance_token(const void *options, int n) {
    (void)options;
    (void)n;
    return 1.0 / BYTES;
}

const struct task task_text = {
    .name = "text",
    .title = "Language modelling of the bytes of a file",
    .format = "<bos> x_1 .. x_(n-1), bytes: every next one is asked, x_n too, or the last `scored` only; no <eos>",
    .length =
        "n bytes of a window, anywhere in the first nine tenths of the file, for the test in the last; n tokens are "
        "read",
    .source =
        "perplexity against length, as Press et al. 2022, Train Short, Test Long (ALiBi) measure it: with scored=0 "
        "windows that do not overlap, with scored=k a sliding one",
    .differs = "bytes instead of words; windows are drawn, not laid side by side",
    .chance_is = "one of 256 bytes: 1/256 per token, a loss of log 256; the best loss is not known",
    .metric = METRIC_LOSS,
    .options = text_table,
    .options_size = sizeof(struct text_options),
    .check = text_check,
    .vocabulary = text_vocabulary,
    .shortest = text_shortest,
    .longest = text_longest,
    .stock = text_stock,
    .max_tokens = text_max_tokens,
    .generate = text_generate,
    .chance = text_chance,
    .chance_token = text_chance_token,
};
