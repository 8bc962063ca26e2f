/* The battery: what every scheme of the list must prove on a whole model, read off its registry row. Nothing here names
 * a scheme in order to exempt it. Prints one line per scheme: worst gradient error (double build), tiled against
 * untiled, shift.
 */
#include "base/memory.h"
#include "base/rng.h"
#include "model/model.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { VOCABULARY = 13, ROWS_MAX = 4096, TRAIN_LENGTH = 24 };

#ifdef LX_REAL_DOUBLE
static const double CLOSE = 1e-9;
#else
static const double CLOSE = 1e-4;
#endif

struct sample {
    struct batch batch;
    int start[16], token[ROWS_MAX], answer_row[ROWS_MAX], target[ROWS_MAX];
    double position[ROWS_MAX];
    int hint[ROWS_MAX], number[ROWS_MAX], kind[16];
};
static struct sample all, one;

static struct scheme parsed(const char *expression) {
    struct scheme scheme;
    struct error err;
    if (!scheme_parse(expression, &scheme, &err)) fail_msg("%s: %s", expression, err.text);
    return scheme;
}

/* Sequences of random tokens with the scheme's own positions; every stride-th row and the last of each is an answer. */
static void fill(struct sample *s, const struct scheme *scheme, bool evaluating, const int *lengths, int n,
                 int stride) {
    struct rng rng = rng_open(1, "test/battery", 0, 0);
    int rows = 0, answers = 0;
    for (int i = 0; i < n; i++) {
        struct rng place = rng_open(1, "test/battery/position", (uint64_t)i, 0);
        s->start[i] = rows;
        s->kind[i] = i % scheme_kinds(scheme);
        for (int t = 0; t < lengths[i]; t++)
            s->hint[rows + t] = t % 9; /* a task's places: none, separator, 2, 3, ... */
        scheme_positions(scheme, evaluating, 0, TRAIN_LENGTH, &place, lengths[i], s->hint + rows, s->position + rows,
                         s->number + rows);
        for (int t = 0; t < lengths[i]; t++, rows++) {
            s->token[rows] = (int)rng_below(&rng, VOCABULARY);
            if (t % stride && t != lengths[i] - 1) continue;
            s->answer_row[answers] = rows;
            s->target[answers++] = (int)rng_below(&rng, VOCABULARY);
        }
    }
    s->start[n] = rows;
    s->batch = (struct batch){.sequences = n,
                              .rows = rows,
                              .answers = answers,
                              .start = s->start,
                              .token = s->token,
                              .position = s->position,
                              .number = s->number,
                              .answer_row = s->answer_row,
                              .target = s->target,
                              .kind = s->kind};
}

static struct model *make(const struct scheme *scheme, bool causal) {
    struct model_config c;
    struct error err;
    options_default(model_options, &c);
    c.width = 16;
    c.heads = 2;
    c.mlp = 2;
    c.init_std = 0.3;
    c.causal = causal;
    struct model *m = model_new(&c, scheme, VOCABULARY, TRAIN_LENGTH, 5, &err);
    if (!m) fail_msg("%s", err.text);
    /* Away from initial values that are zero and would hide a wrong sign. */
    const struct tensor *list;
    long count;
    int tensors = model_tensors(m, &list);
    real *p = model_parameters(m, &count);
    struct rng rng = rng_open(2, "test/battery/shake", 0, 0);
    for (int i = 0; i < tensors; i++)
        for (long k = 0; k < list[i].size && !list[i].frozen; k++)
            p[list[i].offset + k] += (real)(0.1 * rng_normal(&rng));
    return m;
}

static real *logits_of(struct model *m, const struct batch *b, int longest) {
    real *out = mem_zero((size_t)b->answers * VOCABULARY, sizeof *out);
    model_reserve(m, false, b->rows, longest);
    model_logits(m, b, out);
    return out;
}

static double difference(const real *a, const real *b, long n) {
    double worst = 0;
    for (long i = 0; i < n; i++) {
        if (!isfinite((double)a[i]) || !isfinite((double)b[i])) return INFINITY;
        worst = fmax(worst, fabs((double)a[i] - (double)b[i]));
    }
    return worst;
}

#ifdef LX_REAL_DOUBLE
/* The loss at *p = value; stays: whether the scheme left it there. */
static double loss_at(struct model *m, real *p, double value, bool *stays) {
    *p = value;
    double loss = model_gradient(m, &all.batch);
    *stays = *p == value;
    return loss;
}

/* Central difference, or a one-sided one of the same order where a bound of the scheme puts the parameter back. */
static double numeric_gradient(struct model *m, real *p) {
    const double keep = *p, h = 1e-5;
    bool stays, above, below;
    const double up = loss_at(m, p, keep + h, &above), down = loss_at(m, p, keep - h, &below);
    double slope = (up - down) / (2 * h);
    if (!above || !below) {
        const double side = above ? h : -h, middle = loss_at(m, p, keep, &stays),
                     far = loss_at(m, p, keep + 2 * side, &stays);
        slope = (4 * (above ? up : down) - 3 * middle - far) / (2 * side);
    }
    *p = keep;
    return slope;
}

static double gradient_error(const struct scheme *scheme, bool causal) {
    const int lengths[] = {7, 1, 11, 24, 2};
    const struct tensor *list;
    long n;
    fill(&all, scheme, false, lengths, 5, 2);
    struct model *m = make(scheme, causal);
    model_reserve(m, true, 0, TRAIN_LENGTH);
    int tensors = model_tensors(m, &list);
    real *p = model_parameters(m, &n);
    model_gradient(m, &all.batch);
    double *analytic = mem_zero((size_t)n, sizeof *analytic), worst = 0;
    memcpy(analytic, model_gradients(m), sizeof *analytic * (size_t)n);
    for (int i = 0; i < tensors; i++)
        for (int k = 0; k < 16 && !list[i].frozen; k++) {
            long at = list[i].offset + (list[i].size <= 16 ? k % list[i].size : (long)k * (list[i].size - 1) / 15);
            double numeric = numeric_gradient(m, &p[at]), size = fabs(numeric) + fabs(analytic[at]);
            worst = fmax(worst, fabs(numeric - analytic[at]) / fmax(size, 1e-3));
        }
    mem_free(analytic);
    model_free(m);
    return worst;
}
#endif

static double tiled_difference(const struct scheme *scheme, bool causal, int T) {
    fill(&all, scheme, true, &T, 1, T > 300 ? 31 : 1);
    struct model *m = make(scheme, causal);
    real *tiled = logits_of(m, &all.batch, T),
         *untiled = mem_zero((size_t)all.batch.answers * VOCABULARY, sizeof *untiled);
    model_logits_kept(m, &all.batch, untiled);
    double worst = difference(tiled, untiled, (long)all.batch.answers * VOCABULARY);
    mem_free(tiled);
    mem_free(untiled);
    model_free(m);
    return worst;
}

/* Add a constant to all positions. */
static double shift_difference(const struct scheme *scheme, bool causal) {
    const int T = 2 * TRAIN_LENGTH; /* where variants of evaluation act */
    fill(&all, scheme, true, &T, 1, 1);
    struct model *m = make(scheme, causal);
    real *before = logits_of(m, &all.batch, T);
    for (int t = 0; t < T; t++) all.position[t] += 7;
    real *after = logits_of(m, &all.batch, T);
    double worst = difference(before, after, (long)T * VOCABULARY);
    mem_free(before);
    mem_free(after);
    model_free(m);
    return worst;
}

static bool causal_holds(const struct scheme *scheme) {
    const int T = 40, at = 23;
    fill(&all, scheme, true, &T, 1, 1);
    struct model *m = make(scheme, true);
    real *before = logits_of(m, &all.batch, T);
    all.token[at] = (all.token[at] + 1) % VOCABULARY;
    real *after = logits_of(m, &all.batch, T);
    bool same = memcmp(before, after, sizeof *before * (size_t)at * VOCABULARY) == 0;
    bool noticed = difference(before + at * VOCABULARY, after + at * VOCABULARY, VOCABULARY) > 1e-6;
    mem_free(before);
    mem_free(after);
    model_free(m);
    return same && noticed;
}

/* A ragged batch gives what each sequence gives alone. */
static double ragged_difference(const struct scheme *scheme) {
    const int lengths[] = {9, 1, 30, 17};
    fill(&all, scheme, true, lengths, 4, 1);
    struct model *m = make(scheme, true);
    real *together = logits_of(m, &all.batch, 30);
    double worst = 0;
    long at = 0;
    for (int s = 0; s < 4; s++) {
        fill(&one, scheme, true, &lengths[s], 1, 1);
        memcpy(one.token, all.token + all.start[s], sizeof(int) * (size_t)lengths[s]);
        memcpy(one.position, all.position + all.start[s], sizeof(double) * (size_t)lengths[s]);
        memcpy(one.number, all.number + all.start[s], sizeof(int) * (size_t)lengths[s]);
        real *alone = logits_of(m, &one.batch, 30);
        worst = fmax(worst, difference(alone, together + at * VOCABULARY, (long)lengths[s] * VOCABULARY));
        mem_free(alone);
        at += lengths[s];
    }
    mem_free(together);
    model_free(m);
    return worst;
}

/* Position maps do nothing by themselves, nor do changes of turns, so they are tried with schemes that hear them. */
static void expression_of(const struct encoder *e, char out[128]) {
    const char *partner = e->positions && !e->frequencies       ? "rope+learned+"
                          : e->needs_frequencies || e->branches ? "rope+"
                                                                : "";
    snprintf(out, 128, "%s%s", partner, e->name);
}

static bool causal_only(const struct scheme *scheme) {
    for (int i = 0; i < scheme->n; i++)
        if (scheme->part[i].encoder->claims & CLAIM_CAUSAL_ONLY) return true;
    return false;
}

static bool refused_bidirectional(const struct scheme *scheme) {
    struct model_config c;
    struct error err;
    options_default(model_options, &c);
    c.causal = false;
    struct model *m = model_new(&c, scheme, VOCABULARY, TRAIN_LENGTH, 5, &err);
    model_free(m);
    return !m && strstr(err.text, "causal");
}

static void every_scheme(void **state) {
    (void)state;
    static const int sizes[] = {1, 7, 64, 257, 2048};
    int broken = 0;
    printf("scheme %-20s %10s %10s %10s %10s %s\n", "", "gradient", "tiled", "ragged", "shift", "causal");
    for (int i = 0; encoder_list[i]; i++) {
        const struct encoder *e = encoder_list[i];
        char expression[128];
        double gradient = 0, tiled = 0;
        expression_of(e, expression);
        struct scheme scheme = parsed(expression);
        const bool both = !causal_only(&scheme);
        if (!both && !refused_bidirectional(&scheme)) fail_msg("%s takes a bidirectional model", e->name);
#ifdef LX_REAL_DOUBLE
        gradient = gradient_error(&scheme, true);
        if (both) gradient = fmax(gradient, gradient_error(&scheme, false));
#endif
        for (int k = 0; k < 5; k++) {
            tiled = fmax(tiled, tiled_difference(&scheme, true, sizes[k]));
            if (both) tiled = fmax(tiled, tiled_difference(&scheme, false, sizes[k] > 300 ? 300 : sizes[k]));
        }
        double ragged = ragged_difference(&scheme), shift = shift_difference(&scheme, true);
        bool causal = causal_holds(&scheme), claims = e->claims & CLAIM_SHIFT_INVARIANT;
        bool ok = gradient <= 1e-6 && tiled < 10 * CLOSE && ragged < CLOSE && causal && claims == (shift < 10 * CLOSE);
        printf("scheme %-20s %10.1e %10.1e %10.1e %10.1e %-6s %s\n", e->name, gradient, tiled, ragged, shift,
               causal ? "yes" : "NO", ok ? "" : "BROKEN");
        broken += !ok;
    }
    assert_int_equal(broken, 0);
}

/* How far the logits of two expressions are apart, each at its own positions unless some are given. */
static double between(const char *a, const char *b, const double *position, int T, bool causal) {
    struct scheme sa = parsed(a), sb = parsed(b);
    struct model_config c;
    struct error err;
    options_default(model_options, &c);
    c.width = 16;
    c.heads = 2;
    c.init_std = 0.3;
    c.causal = causal;
    fill(&all, &sa, true, &T, 1, 1);
    if (position) memcpy(all.position, position, sizeof(double) * (size_t)T);
    struct model *ma = model_new(&c, &sa, VOCABULARY, TRAIN_LENGTH, 5, &err),
                 *mb = model_new(&c, &sb, VOCABULARY, TRAIN_LENGTH, 5, &err);
    assert_non_null(ma);
    assert_non_null(mb);
    real *la = logits_of(ma, &all.batch, T);
    if (!position) fill(&all, &sb, true, &T, 1, 1);
    real *lb = logits_of(mb, &all.batch, T);
    double worst = difference(la, lb, (long)T * VOCABULARY);
    mem_free(la);
    mem_free(lb);
    model_free(ma);
    model_free(mb);
    return worst;
}

static void rotary_reductions(void) {
    static const char *const none[] = {"rope+pi",   "rope+ntk",         "rope+ntk-by-parts",
                                       "rope+yarn", "rope+dynamic-ntk", "rope+longrope"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        if (between(none[i], "rope", NULL, TRAIN_LENGTH, true) >= CLOSE) fail_msg("%s is not rope at scale 1", none[i]);
        if (between(none[i], "rope", NULL, 2 * TRAIN_LENGTH, true) < 1e-3) fail_msg("%s does nothing", none[i]);
    }
    static const char *const far[] = {"rope+rerope", "rope+leaky-rerope", "rope+self-extend", "rope+dca",
                                      "rope+jet-long"};
    for (size_t i = 0; i < sizeof far / sizeof *far; i++)
        if (between(far[i], "rope", NULL, 2 * TRAIN_LENGTH, true) < 1e-3) fail_msg("%s does nothing", far[i]);
    static const char *const plain[] = {"rope+rerope(window=48)",
                                        "rope+leaky-rerope(window=48)",
                                        "rope+leaky-rerope(slowness=1)",
                                        "rope+self-extend(group=1)",
                                        "rope+self-extend(window=48)",
                                        "rope+dca(chunk=49,local=1)",
                                        "rope+jet-long(window=47)",
                                        "rope+jet-long(group=1)",
                                        "p-rope(share=1)",
                                        "rope-partial(share=1)",
                                        "hope(cutoff=0)",
                                        "rope-clip(clipped=0)",
                                        "rope+yarn(scale=1)",
                                        "rope+longrope(scale=1)"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (between(plain[i], "rope", NULL, 2 * TRAIN_LENGTH, true) >= CLOSE) fail_msg("%s is not rope", plain[i]);
    assert_true(between("rope+rerope(window=0)", "nope", NULL, 2 * TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope+rerope+window(size=5)", "rope+window(size=5)", NULL, 2 * TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("p-rope(share=0)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope-partial(share=0)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("hope(cutoff=1000)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("fope(sigma=0,zero_sin=false)", "hope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope+yarn(scale=4,fast=8,temperature=false)+resonance", "rope+resonance", NULL, TRAIN_LENGTH,
                        true) > 1e-3);
    assert_true(between("xpos(scale_base=1e9,gamma=1000)", "rope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("xpos", "rope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("xpos(blockwise=true)", "xpos", NULL, TRAIN_LENGTH, true) < CLOSE); /* two blocks see all */
    assert_true(between("xpos(blockwise=true)", "xpos", NULL, TRAIN_LENGTH + 1, true) > 1e-6);
    assert_true(between("xpos(blockwise=true,block=1)", "xpos+window(size=2)", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("pope+pi(scale=1)", "pope", NULL, TRAIN_LENGTH, true) == 0);
    assert_true(between("pope+pi", "pope", NULL, 2 * TRAIN_LENGTH, true) > 1e-4);
    assert_true(between("pope+rerope(window=48)", "pope", NULL, 2 * TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("pope+rerope", "pope", NULL, 2 * TRAIN_LENGTH, true) > 1e-4);
    assert_true(between("pope", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("rope-learned", "rope", NULL, TRAIN_LENGTH, true) < 10 * CLOSE);
    assert_true(between("abacus(init_std=0)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("abacus", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("rope+coupling", "rope+coupling(eval=7)", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("clex", "rope", NULL, TRAIN_LENGTH, true) < CLOSE); /* scale 1 */
    assert_true(between("clex", "rope", NULL, TRAIN_LENGTH + 1, true) > 1e-3);
    assert_true(between("clex", "rope+ntk(scale=3)", NULL, 2 * TRAIN_LENGTH, true) < CLOSE); /* 2 t - 1, V = 0 */
    assert_true(between("rope+cape", "rope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope+cape(centre=true)", "rope", NULL, TRAIN_LENGTH, true) < 10 * CLOSE);
    assert_true(between("rope+resonance", "resonance", NULL, TRAIN_LENGTH, true) == 0);
}

static void reductions(void **state) {
    (void)state;
    const double zeros[TRAIN_LENGTH] = {0};
    assert_true(between("rope", "nope", zeros, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope", "nope", NULL, TRAIN_LENGTH, true) > 1e-2);
    /* One vector for all distances: a constant per row of scores and per value, and the key term is what softmax
     * forgets. */
    assert_true(between("shaw(k=0,values=false)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("shaw(k=4,values=false,init_std=0.5)", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("alibi(list=[0.0625,0.00390625])", "alibi", NULL, TRAIN_LENGTH, true) == 0);
    assert_true(between("alibi(list=[0,0])", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("transformer-xl(init_std=0)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("transformer-xl", "nope", NULL, TRAIN_LENGTH, true) > 1e-6);
    assert_true(between("music(rows=24)", "music", NULL, TRAIN_LENGTH, true) == 0);
    assert_true(between("alibi-learned", "alibi", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("sinks", "window(size=20,sinks=4)", NULL, 2 * TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("sinks", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("rope+sinks(ranks=false)", "rope+window(size=20,sinks=4)", NULL, 2 * TRAIN_LENGTH, true) == 0);
    assert_true(between("nape", "alibi(list=[1,0])", NULL, TRAIN_LENGTH, true) == 0);
    assert_true(between("hard-alibi(masked=1)", "window(size=1)@heads=0", NULL, TRAIN_LENGTH, true) == 0);
    assert_true(between("adaptive-span(init=1)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("adaptive-span(ramp=1,max_span=4,init=1)", "window(size=5)", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("window(size=24)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("window(size=2,sinks=24)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("window(size=5)", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("fope(sigma=0,floor=0)", "rope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("fope", "rope", NULL, TRAIN_LENGTH, true) > 1e-2);
    assert_true(between("rope(layout=half)", "rope(layout=interleaved)", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("random(max=24)+rope", "rope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("t5(init_std=0)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("cope", "nope", NULL, TRAIN_LENGTH, true) == 0); /* vectors start at 0 */
    assert_true(between("cope(init_std=1)", "cope(init_std=1,scaled=false)", NULL, TRAIN_LENGTH, true) > 1e-2);
    assert_true(between("sink(init=-100)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("sink", "softmax1", NULL, TRAIN_LENGTH, true) == 0);
    assert_true(between("softmax1", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("entmax(alpha=1.001)", "nope", NULL, TRAIN_LENGTH, true) < 1e-2);
    assert_true(between("entmax", "nope", NULL, TRAIN_LENGTH, true) > 1e-2);
    assert_true(between("adaptive-temperature(threshold=100)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("adaptive-temperature", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("stick-breaking", "nope", NULL, TRAIN_LENGTH, true) > 1e-2);
    /* A constant gate is ALiBi with that slope; reflections of strength 0 leave keys alone. */
    assert_true(between("fox(gate=fixed,shortest=16,longest=256)", "alibi", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("fox", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("cable(gate=fixed,shortest=16,longest=256)", "alibi", NULL, TRAIN_LENGTH, true) < CLOSE);
    /* Gates of one kind are not those of the other. */
    assert_true(between("grape-a(gates=key)", "grape-a(gates=query)", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("grape-a", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("path(strength=-100)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("path", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("path-fox(strength=-100,bias=20)", "nope", NULL, TRAIN_LENGTH, true) < 1e-4);
    assert_true(between("path-fox(strength=-100)", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    rotary_reductions();
    assert_true(between("ssmax(init=0,bias=true,bias_init=1)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("ssmax", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("logn", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("logn", "nope", NULL, 2 * TRAIN_LENGTH, true) > 1e-4);
    assert_true(between("llama4-temperature(floor=25)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("llama4-temperature", "nope", NULL, 2 * TRAIN_LENGTH, true) > 1e-4);
    assert_true(between("selective-attention(keep=1000)", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("selective-attention", "nope", NULL, TRAIN_LENGTH, true) > 1e-3);
    assert_true(between("scramble+nope", "nope", NULL, TRAIN_LENGTH, true) < CLOSE);
    assert_true(between("scramble+rope", "rope", NULL, TRAIN_LENGTH, true) > 1e-3);
}

static real *tensor(struct model *m, const char *format, int layer) {
    char name[96];
    const struct tensor *list;
    long count;
    snprintf(name, sizeof name, format, layer);
    for (int i = 0, n = model_tensors(m, &list); i < n; i++)
        if (strcmp(list[i].name, name) == 0) return model_parameters(m, &count) + list[i].offset;
    fail_msg("no tensor %s", name);
    return NULL;
}

/* Tensors of the same name. */
static void copy_shared(struct model *from, struct model *to) {
    const struct tensor *a, *b;
    long count;
    for (int i = 0, n = model_tensors(from, &a); i < n; i++)
        for (int k = 0, other = model_tensors(to, &b); k < other; k++)
            if (strcmp(a[i].name, b[k].name) == 0)
                memcpy(model_parameters(to, &count) + b[k].offset, model_parameters(from, &count) + a[i].offset,
                       sizeof(real) * (size_t)a[i].size);
}

static double apart(struct model *a, struct model *b, const struct scheme *scheme) {
    const int T = TRAIN_LENGTH;
    fill(&all, scheme, true, &T, 1, 1);
    real *la = logits_of(a, &all.batch, T), *lb = logits_of(b, &all.batch, T);
    double worst = difference(la, lb, (long)T * VOCABULARY);
    mem_free(la);
    mem_free(lb);
    return worst;
}

/* Gates that are all open count distance + 1: contextual positions become clipped distances, Shaw's key term. */
static void open_gates(void **state) {
    (void)state;
    enum { N = 6, C = 16, D = 8 };
    struct scheme counted = parsed("cope(npos=6)"), clipped = parsed("shaw(k=4,values=false)");
    struct model *m[2] = {make(&counted, true), make(&clipped, true)};
    for (int layer = 0; layer < 2; layer++) {
        real *bias = tensor(m[0], "layer.%d.attention.qkv.bias", layer);
        for (int h = 0; h < C / D; h++) bias[h * D] = bias[C + h * D] = 20;
        memcpy(tensor(m[1], "layer.%d.scheme.shaw.keys", layer),
               tensor(m[0], "layer.%d.scheme.cope.vectors", layer) + D, sizeof(real) * (N - 1) * D);
    }
    copy_shared(m[0], m[1]);
    assert_true(apart(m[0], m[1], &counted) < 10 * CLOSE);
    tensor(m[0], "layer.%d.scheme.cope.vectors", 0)[2 * D] += 1;
    assert_true(apart(m[0], m[1], &counted) > 1e-3);
    model_free(m[0]);
    model_free(m[1]);
}

static void double_queries(struct model *m, int from, int to) {
    for (int layer = 0; layer < 2; layer++) {
        real *weight = tensor(m, "layer.%d.attention.qkv.weight", layer),
             *bias = tensor(m, "layer.%d.attention.qkv.bias", layer);
        for (int k = 0; k < 16; k++)
            for (int d = from; d < to; d++) weight[k * 48 + d] *= 2;
        for (int d = from; d < to; d++) bias[d] *= 2;
    }
}

/* Slope 0 is entmax; slope 1 with power 0 is entmax of doubled scores. */
static void scaled_entmax(void **state) {
    (void)state;
    struct scheme scaled = parsed("asentmax"), plain = parsed("entmax");
    struct model *m = make(&scaled, true), *e = make(&plain, true);
    copy_shared(m, e);
    assert_true(apart(m, e, &plain) > 1e-3);
    for (int slope = 0; slope < 2; slope++) {
        for (int layer = 0; layer < 2; layer++)
            for (int h = 0; h < 2; h++) {
                tensor(m, "layer.%d.scheme.asentmax.slope", layer)[h] = (real)slope;
                tensor(m, "layer.%d.scheme.asentmax.power", layer)[h] = slope ? 0 : 3;
            }
        assert_true(apart(m, e, &plain) < CLOSE);
        if (slope == 0) double_queries(e, 0, 16);
    }
    model_free(m);
    model_free(e);
}

/* A map across heads with one unit: weight 1 on input `input` at the key `shift` ahead, 100 added so that it is
 * never negative, weight `out` towards head 1. */
static void set_map(struct model *m, const char *scheme, int inputs, int kernel, int input, int shift, double out) {
    for (int layer = 0; layer < 2; layer++) {
        char name[4][96];
        static const char *const part[] = {"first.weight", "first.bias", "second.weight", "second.bias"};
        for (int t = 0; t < 4; t++) snprintf(name[t], 96, "layer.%%d.scheme.%s.%s", scheme, part[t]);
        real *first = tensor(m, name[0], layer), *second = tensor(m, name[2], layer);
        memset(first, 0, sizeof(real) * (size_t)(kernel * inputs));
        memset(second, 0, sizeof(real) * (size_t)(kernel * 2));
        first[(kernel / 2 + shift) * inputs + input] = 1;
        second[kernel / 2 * 2 + 1] = (real)out;
        tensor(m, name[1], layer)[0] = 100;
        memset(tensor(m, name[3], layer), 0, sizeof(real) * 2);
    }
}

/* A map that gives nothing is its base; one that hands head 0's bias to head 1 is a base of other slopes; one that
 * does the same with the next key's bias is a base whose distances are one less, and 0 at the query, where the next key
 * is not there; one that hands on the content of head 1 itself doubles it. */
static void maps_across_heads(void **state) {
    (void)state;
    static const char *const names[] = {"dape", "dape-v2"};
    for (int v = 0; v < 2; v++) {
        char expression[96];
        snprintf(expression, sizeof expression, "alibi(list=[0.2,0.1])+%s(hidden=1)", names[v]);
        const int kernel = v ? 3 : 1;
        struct scheme mapped = parsed(expression), base = parsed("alibi(list=[0.2,0.1])"),
                      steeper = parsed("alibi(list=[0.2,0.3])"), table = parsed("t5(init_std=0,buckets=64)");
        struct model *m = make(&mapped, true), *b = make(&base, true), *s = make(&steeper, true),
                     *t = make(&table, true);
        copy_shared(m, b);
        copy_shared(m, s);
        copy_shared(m, t);
        assert_true(apart(m, b, &base) > 1e-3);
        set_map(m, names[v], 4, kernel, 2, 0, 0);
        assert_true(apart(m, b, &base) < CLOSE);
        set_map(m, names[v], 4, kernel, 2, 0, 1);
        assert_true(apart(m, s, &base) < 10 * CLOSE && apart(m, b, &base) > 1e-3);
        if (v) {
            real *bucket = tensor(t, "scheme.t5.bias", 0);
            for (int d = 0; d < TRAIN_LENGTH; d++) {
                bucket[d] = (real)(-0.2 * d);
                bucket[64 + d] = (real)(-0.1 * d - 0.2 * (d ? d - 1 : 0));
            }
            set_map(m, names[v], 4, kernel, 2, 1, 1);
            assert_true(apart(m, t, &base) < 10 * CLOSE && apart(m, s, &base) > 1e-3);
        }
        set_map(m, names[v], 4, kernel, 1, 0, 1);
        double_queries(b, 8, 16);
        assert_true(apart(m, b, &base) < 10 * CLOSE);
        model_free(m);
        model_free(b);
        model_free(s);
        model_free(t);
    }
}

/* Logits of the last of `T` tokens under a scheme in a model of one layer. */
static void last_logits(const char *expression, const int *token, int T, real out[VOCABULARY]) {
    struct scheme scheme = parsed(expression);
    struct model_config c;
    struct error err;
    options_default(model_options, &c);
    c.layers = 1, c.width = 16, c.heads = 2, c.init_std = 0.3;
    struct model *m = model_new(&c, &scheme, VOCABULARY, TRAIN_LENGTH, 5, &err);
    if (!m) fail_msg("%s: %s", expression, err.text);
    fill(&all, &scheme, true, &T, 1, 1);
    memcpy(all.token, token, sizeof *token * (size_t)T);
    real *logits = logits_of(m, &all.batch, T);
    memcpy(out, logits + (long)(T - 1) * VOCABULARY, sizeof *out * VOCABULARY);
    mem_free(logits);
    model_free(m);
}

/* Sequences of several tasks have tables of their own: each gets the gradient of its sequences, and what is said of one
 * task changes nothing for another. */
static void kinds_of_sequences(void **state) {
    (void)state;
    static const char *const schemes[] = {"mixture(tasks=2)", "mixture(of=kerple-log|alibi,tasks=3)+random-float",
                                          "rope+mixture(of=t5|nope,tasks=2)@heads=1"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        struct scheme scheme = parsed(schemes[i]);
#ifdef LX_REAL_DOUBLE
        const double error = gradient_error(&scheme, true);
        if (error > 1e-6) fail_msg("%s: gradient error %g", schemes[i], error);
#endif
        assert_true(scheme_kinds(&scheme) == (i == 1 ? 3 : 2));
    }
    const int lengths[] = {20, 20};
    struct scheme scheme = parsed("mixture(of=alibi|nope,tasks=2)");
    struct model *m = make(&scheme, true);
    const struct tensor *list;
    long n;
    const int tensors = model_tensors(m, &list);
    fill(&all, &scheme, true, lengths, 2, 1);
    real *before = logits_of(m, &all.batch, 20), *p = model_parameters(m, &n);
    for (int i = 0; i < tensors; i++)
        if (strstr(list[i].name, "mixture")) p[list[i].offset + list[i].size / 2] += 3; /* the second task's first */
    real *after = logits_of(m, &all.batch, 20);
    const long one_sequence = 20L * VOCABULARY;
    assert_true(difference(before, after, one_sequence) == 0);
    assert_true(difference(before + one_sequence, after + one_sequence, one_sequence) > 1e-6);
    mem_free(before);
    mem_free(after);
    model_free(m);
}

/* Positions by place in the cache: the last token of a long sequence sees what it would see at the end of a sequence
 * that is the cache alone. */
static void a_cache_is_a_short_sequence(void **state) {
    (void)state;
    enum { SINKS = 3, RECENT = 9, CACHE = SINKS + RECENT, LONG = 40 };
    static const char *const schemes[] = {"rope", "alibi(list=[0.3,0.1])", "t5(init_std=1)", "rope+kerple-log",
                                          "rope+alibi(list=[0.3])@heads=0"};
    int token[LONG], cache[CACHE];
    struct rng rng = rng_open(1, "test/battery/cache", 0, 0);
    for (int t = 0; t < LONG; t++) token[t] = (int)rng_below(&rng, VOCABULARY);
    for (int t = 0; t < CACHE; t++) cache[t] = token[t < SINKS ? t : LONG - CACHE + t];
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        char with[128], without[128];
        real ranked[VOCABULARY], alone[VOCABULARY], placed[VOCABULARY];
        snprintf(with, sizeof with, "%s+sinks(sinks=%d,recent=%d)", schemes[i], SINKS, RECENT);
        snprintf(without, sizeof without, "%s+sinks(sinks=%d,recent=%d,ranks=false)", schemes[i], SINKS, RECENT);
        last_logits(with, token, LONG, ranked);
        last_logits(without, token, LONG, placed);
        last_logits(schemes[i], cache, CACHE, alone);
        if (difference(ranked, alone, VOCABULARY) > CLOSE) fail_msg("%s: the cache is not a short sequence", with);
        if (difference(placed, alone, VOCABULARY) < 1e-5) fail_msg("%s: ranks do nothing", with);
    }
}

/* alibi from a table over gathered distances (positions with gaps) equals the formula written out in the test. */
static void gathered_distances(void **state) {
    (void)state;
    double even[20], gaps[20];
    for (int t = 0; t < 20; t++) even[t] = t, gaps[t] = 2 * t;
    assert_true(
        between("alibi(list=[0.2,0.1])+random(max=64)", "alibi(list=[0.2,0.1])+random(max=64)", even, 20, true) == 0);
    struct scheme wide = parsed("alibi(list=[0.2,0.1])+random(max=64)"), steep = parsed("alibi(list=[0.4,0.2])");
    for (int causal = 0; causal < 2; causal++) {
        const int T = 20;
        struct model *a = make(&wide, causal), *b = make(&steep, causal);
        fill(&all, &wide, true, &T, 1, 1);
        memcpy(all.position, gaps, sizeof gaps);
        real *la = logits_of(a, &all.batch, T);
        memcpy(all.position, even, sizeof even);
        real *lb = logits_of(b, &all.batch, T);
        assert_true(difference(la, lb, T * VOCABULARY) < CLOSE);
        mem_free(la);
        mem_free(lb);
        model_free(a);
        model_free(b);
    }
}

static void composition(void **state) {
    (void)state;
    struct error err;
    struct model_config c;
    options_default(model_options, &c);
    static const char *const good[] = {"sinusoidal+alibi",
                                       "learned+rope+t5",
                                       "rope+random(max=64)",
                                       "shaw+alibi+shift(max=64)",
                                       "cpe+rope+window(size=4)",
                                       "fox+dape",
                                       "path+window(size=3,sinks=1)",
                                       "fox+sink+rope",
                                       "rope@layers=0+window(size=4)@layers=0",
                                       "alibi@heads=0-1",
                                       "rope@layers=1@until=0.5+alibi@until=0.75@heads=0",
                                       "shaw@layers=1@heads=2"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct scheme scheme = parsed(good[i]);
        struct model *m = model_new(&c, &scheme, VOCABULARY, TRAIN_LENGTH, 1, &err);
        if (!m) fail_msg("%s: %s", good[i], err.text);
        model_free(m);
    }
    static const char *const bad[][2] = {{"rope+rope(layout=interleaved)", "layout"},
                                         {"shaw+shaw", "distance"},
                                         {"music+cape", "whole"},
                                         {"fire+fire", "position"},
                                         {"tupe+tupe-r", "positions"},
                                         {"softmax1+entmax", "normaliser"},
                                         {"cope+cope", "row"},
                                         {"asentmax+softmax1", "normaliser"},
                                         {"dape+dape-v2", "heads"},
                                         {"dape-v2(kernel=4)", "odd"},
                                         {"yarn", "rope+yarn"},
                                         {"fope+pi", "needs a scheme"},
                                         {"rope+longrope(factors=[1,2])", "pairs"},
                                         {"pope+longrope(factors=[1,2,3,4,5,6,7,8])", "16 pairs"},
                                         {"pope+rope", "layout"},
                                         {"pope+path", "radius"},
                                         {"pope+selective-rope", "layout"},
                                         {"selective-rope+selective-rope", "angles of their own"},
                                         {"pope+transformer-xl", "radii"},
                                         {"ssmax+ssmax", "alone"},
                                         {"abacus+abacus", "number tokens"},
                                         {"abacus@layers=0", "placed"},
                                         {"rope+rerope+dca", "several ways"},
                                         {"rope+rerope@heads=0", "@heads"},
                                         {"path+rope+dca", "several ways"},
                                         {"learned@layers=0", "placed"},
                                         {"learned@until=0.5", "placed"},
                                         {"rope@until=0.5+yarn", "left out"},
                                         {"rope@layers=5", "layers"},
                                         {"path+dape", "turned keys"},
                                         {"path+cope", "turned keys"},
                                         {"fox+cable", "gates"},
                                         {"path+path-fox", "turn keys"},
                                         {"grape-ap(size=3)", "even"},
                                         {"path+selective-attention", "head by head"},
                                         {"token-shift+token-shift", "shift"},
                                         {"canon(a=no,b=no,c=no,d=no)", "nowhere"},
                                         {"alibi(list=[1,2])", "heads"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct scheme scheme = parsed(bad[i][0]);
        assert_null(model_new(&c, &scheme, VOCABULARY, TRAIN_LENGTH, 1, &err));
        if (!strstr(err.text, bad[i][1])) fail_msg("%s is refused with '%s'", bad[i][0], err.text);
    }
}

/* Maps behind the norms of branches need branches that begin with norms. */
static void maps_and_norms(void **state) {
    (void)state;
    struct error err;
    struct model_config c;
    options_default(model_options, &c);
    c.place = PLACE_POST;
    struct scheme all_sites = parsed("canon"), others = parsed("canon(a=no,c=no)");
    assert_null(model_new(&c, &all_sites, VOCABULARY, TRAIN_LENGTH, 1, &err));
    assert_non_null(strstr(err.text, "model.place=pre"));
    struct model *m = model_new(&c, &others, VOCABULARY, TRAIN_LENGTH, 1, &err);
    assert_non_null(m);
    model_free(m);
}

/* Gates that are all one half are ALiBi with slopes times ln 2. */
static void even_gates(void **state) {
    (void)state;
    struct scheme gates = parsed("grape-ap"), slopes = parsed("alibi(list=[0.0433216988,0.00270760617])");
    struct model *m[2] = {make(&gates, true), make(&slopes, true)};
    copy_shared(m[0], m[1]);
    assert_true(apart(m[0], m[1], &slopes) > 1e-3);
    for (int layer = 0; layer < 2; layer++)
        memset(tensor(m[0], "layer.%d.scheme.grape-ap.weight", layer), 0, sizeof(real) * 16 * 16);
    assert_true(apart(m[0], m[1], &slopes) < CLOSE);
    model_free(m[0]);
    model_free(m[1]);
}

/* Turns that are all the bias's are rope. */
static void even_turns(void **state) {
    (void)state;
    struct scheme turns = parsed("selective-rope(bias=true)"), plain = parsed("rope(base=500000)");
    struct model *m[2] = {make(&turns, true), make(&plain, true)};
    copy_shared(m[0], m[1]);
    for (int layer = 0; layer < 2; layer++) {
        memset(tensor(m[0], "layer.%d.scheme.selective-rope.bias", layer), 0, sizeof(real) * 8);
        assert_true(apart(m[0], m[1], &plain) > 1e-4);
        memset(tensor(m[0], "layer.%d.scheme.selective-rope.up", layer), 0, sizeof(real) * 32 * 8);
    }
    assert_true(apart(m[0], m[1], &plain) < 10 * CLOSE);
    model_free(m[0]);
    model_free(m[1]);
}

/* Shares that begin as one half are a convolution of keys and values with taps 1/2 and 1/2. */
static void shares_are_taps(void **state) {
    (void)state;
    enum { C = 16 };
    struct scheme shares = parsed("token-shift"), taps = parsed("canon(a=no,c=no,d=no,residual=no,kernel=2)");
    struct model *m[2] = {make(&shares, true), make(&taps, true)};
    copy_shared(m[0], m[1]);
    for (int layer = 0; layer < 2; layer++) {
        memset(tensor(m[0], "layer.%d.scheme.token-shift.weight", layer), 0, sizeof(real) * C * 4);
        real *query = tensor(m[1], "layer.%d.scheme.canon.b.query", layer),
             *rest = tensor(m[1], "layer.%d.scheme.canon.b.keyvalue", layer);
        for (int c = 0; c < C; c++) query[c] = 1, query[C + c] = 0;
        for (int c = 0; c < 4 * C; c++) rest[c] = (real).5;
    }
    assert_true(apart(m[0], m[1], &taps) < CLOSE);
    tensor(m[1], "layer.%d.scheme.canon.b.query", 1)[C] = 1;
    assert_true(apart(m[0], m[1], &taps) > 1e-4);
    model_free(m[0]);
    model_free(m[1]);
}

/* Parts placed on single layers and heads have right gradients too, and act only there. */
static void placement(void **state) {
    (void)state;
    static const char *const placed[] = {"rope+rerope@layers=1+logn",
                                         "rope+self-extend+window(size=9,sinks=2)",
                                         "rope+dca+cope+alibi",
                                         "ssmax(bias=true)@heads=1+rope@layers=1+window(size=5,sinks=2)",
                                         "p-rope@heads=1+hope@heads=0+yarn@layers=0",
                                         "rope-learned@heads=1@layers=0",
                                         "selective-rope@heads=1@layers=0+rope(base=100)+rerope",
                                         "selective-rope(gate=true,bias=true,rank=3,layout=interleaved)+ssmax",
                                         "selective-rope(gate=true,kernel=1)+xpos+fox+canon@layers=1",
                                         "selective-rope(bias=true,kernel=8)@heads=1+rope-learned@heads=0",
                                         "pope@heads=1+ssmax(bias=true)+shaw(k=3)+window(size=5,sinks=2)",
                                         "pope(init=uniform)@layers=1+rerope+logn",
                                         "pope(base=100)+yarn+fox+dape(hidden=3)+random-float(max=60)",
                                         "xpos(blockwise=true)@heads=0",
                                         "alibi@heads=1+rope@layers=0",
                                         "shaw@heads=0+t5@layers=1@heads=1",
                                         "transformer-xl@heads=1+dape",
                                         "fire(threshold=9)@heads=1+alibi",
                                         "fire(threshold=5,per_layer=false)+random(max=64)",
                                         "fire(threshold=30)+random-float(max=60)+kerple-log@heads=0",
                                         "t5+cape",
                                         "alibi-learned+random-float(max=20)+ssmax",
                                         "tupe@heads=1",
                                         "tupe-r@layers=1+random(max=64)",
                                         "tupe(table=sinusoidal)+random-float+window(size=4,sinks=1)",
                                         "tupe(past=clamp,rows=20)+shaw",
                                         "deberta@layers=1@heads=0+ssmax",
                                         "deberta+dape",
                                         "transformer-xl+ssmax+window(size=5,sinks=2)",
                                         "music(values=true,rows=4)@heads=1@layers=0",
                                         "cpe(at=0,every=true)+sink@layers=1",
                                         "canon@layers=0+rope",
                                         "path+fox+token-shift(values=no)",
                                         "selective-attention@heads=1+alibi+window(size=5,sinks=2)",
                                         "selective-attention+dape(hidden=3)+fox+window(size=9)@heads=1",
                                         "selective-attention(keep=0)@layers=0+rope+entmax",
                                         "selective-attention+cope(npos=4)+sink+canon@layers=1",
                                         "grape-ap@heads=1+window(size=5,sinks=2)+rope",
                                         "grape-ap(size=4)+dape(hidden=3)+fox",
                                         "grape-ap(slopes=no,size=2)@layers=0+cope(npos=4)+selective-attention",
                                         "token-shift@heads=1+fox@heads=0+rope-learned",
                                         "canon(b=no,d=no,kernel=2)+canon(a=no,residual=no)@layers=1+cpe+fox",
                                         "fope(learnable=true,floor=0)@heads=1",
                                         "fox@heads=1@layers=1+sink+alibi",
                                         "fox+dape(hidden=3)",
                                         "fox+entmax",
                                         "grape-a(gates=key)@heads=1+rope+window(size=5,sinks=2)",
                                         "grape-a+dape(hidden=3)",
                                         "path-fox@heads=1+window(size=4,sinks=2)+rope",
                                         "entmax@heads=1+alibi+window(size=5,sinks=2)",
                                         "cope(npos=4,scaled=false)@heads=0+shaw(k=3)+window(size=6,sinks=2)",
                                         "kerple-log+shaw(k=3)+dape(hidden=5)+entmax",
                                         "t5+dape(hidden=3)@heads=1@layers=0",
                                         "cope(npos=4)+alibi+dape-v2(hidden=4,kernel=5)+window(size=6,sinks=2)@heads=1",
                                         "window(size=3,sinks=1)@heads=0+learned(past=clamp,rows=30)"};
    for (size_t i = 0; i < sizeof placed / sizeof *placed; i++) {
        struct scheme scheme = parsed(placed[i]);
#ifdef LX_REAL_DOUBLE
        double error = gradient_error(&scheme, true);
        if (!causal_only(&scheme)) error = fmax(error, gradient_error(&scheme, false));
        if (error > 1e-6) fail_msg("%s: gradient error %g", placed[i], error);
#endif
        assert_true(tiled_difference(&scheme, true, 257) < 10 * CLOSE);
        assert_true(causal_holds(&scheme));
    }
    /* Long enough for far keys to be left out, by the norms of what the content product meets. */
    static const char *const far[] = {"pope+alibi(list=[0.2,0.1])", "selective-rope+alibi(list=[0.2,0.1])+ssmax"};
    for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
        struct scheme scheme = parsed(far[i]);
        if (tiled_difference(&scheme, true, 600) > CLOSE) fail_msg("%s: far keys", far[i]);
    }
    assert_true(between("window(size=1)@heads=0+window(size=1)@heads=1", "window(size=1)", NULL, TRAIN_LENGTH, true) ==
                0);
    assert_true(between("alibi@layers=0+alibi@layers=1", "alibi", NULL, TRAIN_LENGTH, true) == 0);
}

/* test_battery [PATTERN]: only tests whose names match, as every_scheme. */
/* Before its share is over a part is as it always is; from then on the model is what it would be without it, bit for
 * bit, with the weights it has. */
static void parts_are_left_out(void **state) {
    (void)state;
    static const char *const parts[][2] = {{"rope", ""},
                                           {"pope", ""},
                                           {"shaw", ""},
                                           {"alibi", ""},
                                           {"fox", ""},
                                           {"path", ""},
                                           {"canon", ""},
                                           {"selective-rope", "+rope"},
                                           {"entmax", "+alibi"},
                                           {"window(size=5)", "+rope"},
                                           {"ssmax", "+t5"},
                                           {"dape", "+alibi"},
                                           {"selective-attention", ""}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char until[96], whole[96];
        snprintf(until, sizeof until, "%s@until=0.5%s", parts[i][0], parts[i][1]);
        snprintf(whole, sizeof whole, "%s%s", parts[i][0], parts[i][1]);
        struct scheme left = parsed(until), kept = parsed(whole),
                      rest = parsed(*parts[i][1] ? parts[i][1] + 1 : "nope");
        struct model *m = make(&left, true), *k = make(&kept, true), *r = make(&rest, true);
        copy_shared(m, k);
        copy_shared(m, r);
        assert_false(model_set_progress(m, 0.25));
        if (apart(m, k, &rest) != 0) fail_msg("%s is not itself at first", until);
        assert_true(apart(m, r, &rest) > 1e-6);
        assert_true(model_set_progress(m, 0.5) && !model_set_progress(m, 1));
        if (apart(m, r, &rest) != 0) fail_msg("%s is not left out", until);
        assert_true(model_set_progress(m, 0));
        assert_true(apart(m, k, &rest) == 0);
        model_free(m);
        model_free(k);
        model_free(r);
    }
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_scheme),
                                       cmocka_unit_test(reductions),
                                       cmocka_unit_test(open_gates),
                                       cmocka_unit_test(maps_across_heads),
                                       cmocka_unit_test(scaled_entmax),
                                       cmocka_unit_test(kinds_of_sequences),
                                       cmocka_unit_test(a_cache_is_a_short_sequence),
                                       cmocka_unit_test(gathered_distances),
                                       cmocka_unit_test(composition),
                                       cmocka_unit_test(maps_and_norms),
                                       cmocka_unit_test(shares_are_taps),
                                       cmocka_unit_test(parts_are_left_out),
                                       cmocka_unit_test(even_gates),
                                       cmocka_unit_test(even_turns),
                                       cmocka_unit_test(placement)};
    if (argc > 1) cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests_name("battery", tests, NULL, NULL);
}
