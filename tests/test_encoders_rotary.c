/* Rotary schemes and row scales by themselves: the specification's golden vectors, and the tables that the model makes.
 */
#include "encoders/atom/branches.h"
#include "encoders/atom/decay.h"
#include "encoders/atom/mask.h"
#include "encoders/atom/positions.h"
#include "encoders/atom/rotary.h"
#include "encoders/atom/temperature.h"
#include "fixture_encoders.h"
#include "model/atom/rotary.h"
#include <stdlib.h>

/* The turn of a vector as the model does it. */
static void turn(enum rotary_layout layout, int half, const real *c, const real *s, const double *x, double *y) {
    for (int p = 0; p < half; p++) {
        int a = layout == ROTARY_HALF ? p : 2 * p, b = layout == ROTARY_HALF ? p + half : 2 * p + 1;
        y[a] = x[a] * (double)c[p] - x[b] * (double)s[p];
        y[b] = x[b] * (double)c[p] + x[a] * (double)s[p];
    }
}

static double dot(const double *a, const double *b, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

static void rope_vectors(void **state) {
    (void)state;
    static const struct {
        const char *layout;
        double turned[4], score;
    } cases[] = {{"layout=interleaved", {-1.272233, -1.838865, 2.878668, 4.088187}, .11023494},
                 {"layout=half", {-1.413353, 1.879118, -2.828857, 4.058191}, .33362780}};
    const double x[] = {1, 2, 3, 4}, q[] = {.5, -1, 2, .25}, k[] = {1, .5, -.5, 3}, position[] = {3, 7, 4, 107, 104};
    const struct encoder *e;
    for (int i = 0; i < 2; i++) {
        struct view view = look(&e, "rope", cases[i].layout, 1, 4, 4, 64);
        real c[10], s[10];
        double y[4], tq[4], tk[4];
        double theta[2] = {0};
        e->rotary->frequencies(&view, theta);
        rotary_turns(theta, (double[2]){0}, 2, 5, position, c, s);
        turn(e->rotary->layout(&view), 2, c, s, x, y);
        for (int d = 0; d < 4; d++) assert_true(fabs(y[d] - cases[i].turned[d]) < CLOSE);
        for (int pair = 1; pair < 5; pair += 2) {
            turn(e->rotary->layout(&view), 2, c + 2 * pair, s + 2 * pair, q, tq);
            turn(e->rotary->layout(&view), 2, c + 2 * pair + 2, s + 2 * pair + 2, k, tk);
            assert_true(fabs(dot(tq, tk, 4) - cases[i].score) < CLOSE);
        }
    }
}

static void fope_vectors(void **state) {
    (void)state;
    static const struct {
        const char *list;
        double wanted[8];
    } cases[] = {{"zero_sin=true", {-2.012766, -.004429, -4, -4, -5.242183, 5.050396, 10, 12}},
                 {"zero_sin=false", {-2.012766, -.004429, 3, 4, -5.242183, 5.050396, 7, 8}},
                 {"zero_sin=true,normalise=true", {-2.012436, -.907920, -4, -4, -5.869442, 4.510073, 10, 12}}};
    real a_cos[] = {(real)1, (real).2, (real)-.1, (real)1}, a_sin[] = {(real)1, (real)-.3, (real).15, (real)1};
    real *param[] = {a_cos, a_sin};
    const double x[] = {1, 2, 3, 4, 5, 6, 7, 8}, position = 3;
    const struct encoder *e;
    for (int i = 0; i < 3; i++) {
        struct view view = look(&e, "fope", cases[i].list, 1, 8, 8, 64);
        struct param_spec spec[PARAMS_MAX];
        assert_int_equal(e->params(&view, spec), 2);
        assert_true(spec[0].rows == 2 && spec[0].cols == 2 && spec[0].frozen);
        view.param = param;
        real c[4], s[4];
        double y[8];
        e->rotary->rotate(&view, false, 1, &position, c, s);
        turn(ROTARY_HALF, 4, c, s, x, y);
        for (int d = 0; d < 8; d++)
            if (fabs(y[d] - cases[i].wanted[d]) > 4 * CLOSE)
                fail_msg("%s: %d is %.7g instead of %.7g", cases[i].list, d, y[d], cases[i].wanted[d]);
    }
    const double q[] = {.5, -1, 2, .25, 1, 0, -.5, 1}, k[] = {1, .5, -.5, 3, -1, 2, .25, .5}, at[] = {7, 4, 12, 9};
    struct view view = look(&e, "fope", "zero_sin=true", 1, 8, 8, 64);
    view.param = param;
    real c[16], s[16];
    double tq[8], tk[8];
    e->rotary->rotate(&view, false, 4, at, c, s);
    turn(ROTARY_HALF, 4, c, s, q, tq), turn(ROTARY_HALF, 4, c + 4, s + 4, k, tk);
    assert_true(fabs(dot(tq, tk, 8) - .821616) < 1e-4);
    turn(ROTARY_HALF, 4, c + 8, s + 8, q, tq), turn(ROTARY_HALF, 4, c + 12, s + 12, k, tk);
    assert_true(fabs(dot(tq, tk, 8) - .073479) < 1e-4); /* not shift invariant */
}

/* std of A - I is sigma sqrt(2 / (D_out (D_in + H))): .0632 for H = 4, D_in = D_out = 5, sigma = .3. */
static void fope_initial_spread(void **state) {
    (void)state;
    const struct encoder *e;
    struct view view = look(&e, "fope", "base=10000", 4, 64, 256, 20);
    struct param_spec spec[PARAMS_MAX];
    e->params(&view, spec);
    const int in = (int)spec[0].rows / 4, out = (int)spec[0].cols;
    assert_true(in == 5 && out == 5);
    double sum = 0;
    int n = 0;
    for (int seed = 0; seed < 200; seed++) {
        real a[200];
        struct rng rng = rng_open((uint64_t)seed, "test/fope", 0, 0);
        e->init(&view, 0, &rng, a);
        for (int i = 0; i < 100; i++, n++) {
            double own = (double)a[i] - (i % 25 / 5 == i % 5 ? 1 : 0);
            sum += own * own;
        }
    }
    assert_true(fabs(sqrt(sum / n) - .0632) < .001);
}

/* The frequencies that the model makes of a scheme, in one head of D channels trained on L tokens and evaluated on N.
 */
static void frequencies(const char *expression, int D, int L, int N, double *theta) {
    struct scheme scheme;
    struct error err;
    struct model_config c;
    options_default(model_options, &c);
    c.layers = c.heads = 1, c.width = D;
    if (!scheme_parse(expression, &scheme, &err)) fail_msg("%s", err.text);
    struct model *m = model_new(&c, &scheme, 4, (struct exposure){.tokens = L}, 1, &err);
    if (!m) fail_msg("%s: %s", expression, err.text);
    model_reserve(m, false, N, N);
    tables_begin(m, (const double[]){0}, 1);
    memcpy(theta, rotary_frequencies(m), sizeof *theta * (size_t)(D / 2));
    model_free(m);
}

static void frequency_vectors(void **state) {
    (void)state;
    static const struct {
        const char *scheme;
        int D, L, N;
        double wanted[8];
    } cases[] = {
        {"evq-cosh(tau=2)+pi(scale=2)",
         16,
         64,
         64,
         {.375691231, .2004289905, .0974033475, .04186300585, .0152353087, .0044077732, .000936353895, .0001407771525}},
        {"rope-id", 16, 64, 64, {1, .461317537, .21281387, .0981747704, 0, 0, 0, 0}},
        {"rope-id(share=1,turns=2)", 4, 64, 64, {1, .19634954}},
        {"rope-id(share=0.25)", 16, 64, 64, {1, .0981747704, 0, 0, 0, 0, 0, 0}},
        {"rope-id(share=0.25)", 8, 4, 4, {1, 0, 0, 0}},
        {"rope-id", 8, 4, 4, {1, 1, 0, 0}}, /* one turn in 4 tokens would be faster than the fastest */
        {"rope+pi(scale=4)", 8, 64, 64, {.25, .025, .0025, .00025}},
        {"rope+pi", 8, 64, 256, {.25, .025, .0025, .00025}},
        {"rope+ntk", 8, 64, 256, {1, .06299605, .00396850, .00025}},
        {"rope+ntk(scale=2,stretch=2)", 8, 64, 256, {1, .06299605, .00396850, .00025}},
        {"rope+ntk(scale=12,form=mixed)", 8, 64, 64, {.41538596, .02281997, .00134977, .00008333}},
        {"rope+dynamic-ntk", 8, 64, 256, {1, .06299605, .00396850, .00025}},
        {"rope+yarn(fast=32)", 8, 64, 256, {1, .0625, .0025, .00025}},
        {"rope+yarn", 8, 64, 256, {1, .0625, .0025, .00025}},
        {"rope+yarn(fast=32,ramp=paper)", 8, 64, 256, {.47223991, .02504498, .0025, .00025}},
        {"rope+yarn(ramp=paper)", 8, 64, 256, {1, .02546479, .0025, .00025}},
        {"rope+yarn(scale=8,fast=32,training=true)",
         16,
         64,
         64,
         {1, .223994668, .0416666667, .00395284708, .00125, .000395284708, .000125, 3.95284708e-05}},
        {"rope+longrope", 8, 64, 256, {1, .0625, .0025, .00025}},
        {"rope+longrope(factors=[1,2,4,8],target=7)", 8, 64, 256, {1, .1 / 1.5, .004, .001 / 4.5}},
        {"rope+longrope2",
         16,
         64,
         256,
         {1, .316227766, .1, .0199211009, .00396850263, .000790569415, .00025, 7.90569415e-05}},
        {"rope+longrope2(critical=1)", 8, 64, 256, {1, .0629960525, .00396850263, .00025}},
        {"rope+longrope2(scale=4)", 8, 64, 64, {1, .1, .01, .001}},
        {"rope+longrope2(factors=[1,2,4,8],target=7)", 8, 64, 256, {1, .1 / 1.5, .004, .001 / 4.5}},
        /* Where a part of the pairs is turned, the rules are those of a head of so many pairs. */
        {"rope-partial(share=0.5)+ntk(scale=12,form=mixed)", 16, 64, 64, {.41538596, .02281997, .00134977, .00008333}},
        {"p-rope(share=0.5)+ntk(scale=12,form=mixed)",
         16,
         64,
         64,
         {.415385958, .0721630685, .0134976515, .00263523138}},
        {"p-rope(share=0.5)+ntk", 16, 64, 256, {1, .199211009, .0396850263, .00790569415}},
        {"hope+dynamic-ntk", 16, 64, 256, {1, .158113883, .025}},
        {"rope-partial(share=0.5,base=100)+yarn(slow=0.001)", 16, 64, 256, {1, 0.28234622, 0.0785714286, 0.0214583127}},
        /* Variants rescale first and the taper comes last, over the same pairs as in training. */
        {"rope-clip(clipped=4)+yarn(fast=2)",
         16,
         64,
         256,
         {1, .316227766, .0625, .00790569415, .0025, .000592927061, 6.25e-05, 0}},
        {"rope-clip(clipped=4)+ntk",
         16,
         64,
         256,
         {1, .259412817, .0672950096, .017457188, .00452861832, .000881086227, 7.61883534e-05, 0}},
        {"rope-clip(clipped=4)+dynamic-ntk",
         16,
         64,
         256,
         {1, .259412817, .0672950096, .017457188, .00452861832, .000881086227, 7.61883534e-05, 0}},
        {"rope-clip(clipped=4)+ntk-by-parts",
         16,
         64,
         256,
         {1, .287820292, .0461475048, .00790569415, .0025, .000592927061, 6.25e-05, 0}},
        {"rope-clip(clipped=4)+longrope",
         16,
         64,
         256,
         {1, .237170825, .05, .00790569415, .0025, .000592927061, 6.25e-05, 0}},
        {"rope-clip(clipped=2,hard=true)+yarn(fast=2)",
         16,
         64,
         256,
         {1, .316227766, .0625, .00790569415, .0025, .000790569415, 0, 0}},
        /* Whole wavelengths come after both, as they did without a variant. */
        {"rope-clip(clipped=4)+resonance",
         16,
         64,
         64,
         {1.04719755, .314159265, .0997331001, .0315737955, .0100050721, .00237190838, .000249997426, 0}},
        {"rope-clip(clipped=4)+yarn(fast=2)+resonance",
         16,
         64,
         256,
         {1.04719755, .314159265, .0622097555, .00790337774, .0025002727, .000592921139, 6.24999782e-05, 0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double theta[8];
        frequencies(cases[i].scheme, cases[i].D, cases[i].L, cases[i].N, theta);
        for (int p = 0; p < cases[i].D / 2; p++)
            if (fabs(theta[p] - cases[i].wanted[p]) > 1e-8 + 1e-6 * cases[i].wanted[p])
                fail_msg("%s: pair %d has %.9g instead of %.9g", cases[i].scheme, p, theta[p], cases[i].wanted[p]);
    }
    /* base' of the original for f = 2: 133905.18 */
    double theta[4];
    frequencies("rope+dynamic-ntk(factor=2)", 8, 64, 256, theta);
    for (int p = 0; p < 4; p++) assert_true(fabs(theta[p] * pow(133905.18279406722, p / 4.0) - 1) < 1e-9);
}

/* The ramp's ends at base 10000 for fast = 32, 8, 4, 2 (slow = 1): low pairs keep all, the high one is slowed by all.
 */
static void yarn_ramps(void **state) {
    (void)state;
    static const struct {
        int D, L, low[4], high;
    } cases[] = {{16, 64, {0, 0, 0, 1}, 3},  {16, 128, {0, 0, 1, 2}, 3}, {32, 64, {0, 0, 1, 2}, 5},
                 {32, 128, {0, 1, 2, 4}, 6}, {64, 64, {0, 0, 3, 5}, 9},  {64, 128, {0, 3, 5, 8}, 11},
                 {16, 20, {0, 0, 0, 0}, 2},  {32, 20, {0, 0, 0, 0}, 3},  {64, 20, {0, 0, 0, 1}, 5}};
    static const int fast[] = {32, 8, 4, 2};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int f = 0; f < 4; f++) {
            char list[64];
            double before[32], after[32];
            snprintf(list, sizeof list, "rope+yarn(scale=4,fast=%d)", fast[f]);
            frequencies("rope", cases[i].D, cases[i].L, cases[i].L, before);
            frequencies(list, cases[i].D, cases[i].L, cases[i].L, after);
            for (int p = 0; p < cases[i].D / 2; p++) {
                const double part = (after[p] / before[p] - 0.25) / 0.75;
                assert_true((p <= cases[i].low[f]) == (part > 1 - 1e-9));
                assert_true((p >= cases[i].high) == (part < 1e-9));
            }
        }
}

/* Pairs from which LongRoPE2 slows, at base 10000: those of the specification. */
static void critical_pairs(void **state) {
    (void)state;
    static const struct { int D, L, pair; } cases[] = {{16, 64, 3}, {32, 64, 5}, {32, 256, 7}, {64, 128, 11}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double before[32], after[32];
        frequencies("rope", cases[i].D, cases[i].L, 2 * cases[i].L, before);
        frequencies("rope+longrope2", cases[i].D, cases[i].L, 2 * cases[i].L, after);
        for (int p = 0; p < cases[i].D / 2; p++) {
            assert_true((after[p] == before[p]) == (p < cases[i].pair));
            assert_true((fabs(after[p] - before[p] / 2) < 1e-12) == (p >= cases[i].pair + 2));
        }
    }
}

/* Ratios of four heads: 1.2 1.35 1.5 1.65, by rank. */
static void ratios_of_heads(void **state) {
    (void)state;
    static const struct {
        const char *list;
        double ratio[4];
    } cases[] = {
        {"", {1.2, 1.35, 1.5, 1.65}}, {"order=[2,0,3,1]", {1.5, 1.2, 1.65, 1.35}}, {"low=1,high=5", {1, 2, 3, 4}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct encoder *e;
        const struct view view = look(&e, "ms-poe", cases[i].list, 4, 4, 16, 64);
        double theta[8] = {1, .01, 1, .01, 1, .01, 1, .01};
        e->rotary->frequencies(&view, theta);
        for (int h = 0; h < 4; h++)
            for (int p = 0; p < 2; p++) assert_true(fabs(theta[2 * h + p] * cases[i].ratio[h] - (p ? .01 : 1)) < 1e-12);
    }
}

static double factor_of(const char *name, const char *list, int L, int N, int seen) {
    const struct encoder *e;
    real factor[512];
    struct view view = look(&e, name, list, 1, 8, 8, L);
    view.length = N;
    view.evaluating = true;
    e->temperature->factor(&view, 512, factor);
    return (double)factor[seen - 1];
}

static void temperature_vectors(void **state) {
    (void)state;
    static const struct {
        const char *name, *list;
        int L, N, seen;
        double wanted;
    } cases[] = {{"logn", "", 64, 256, 256, 1.333333},
                 {"logn", "", 64, 256, 64, 1},
                 {"logn", "", 64, 256, 3, 1},
                 {"logn", "form=plain", 64, 256, 8, .5},
                 {"logn", "form=shifted,base=8", 64, 256, 56, 2},
                 {"logn", "form=length", 64, 256, 3, 1.571152},
                 {"llama4-temperature", "", 64, 256, 256, 1.160944},
                 {"llama4-temperature", "", 64, 256, 63, 1},
                 {"yarn", "", 64, 256, 9, 1.296477},
                 {"yarn", "temperature=false", 64, 256, 9, 1},
                 {"yarn", "", 64, 64, 9, 1},
                 {"longrope", "", 64, 256, 9, 1.333333},
                 {"longrope", "magnitude=yarn", 64, 256, 9, 1.296477},
                 {"longrope", "magnitude=none", 64, 256, 9, 1},
                 {"longrope2", "", 64, 256, 9, 1.333333},
                 {"longrope2", "scale=4", 64, 64, 9, 1},
                 {"longrope2", "magnitude=yarn", 64, 256, 9, 1.296477},
                 {"string", "", 64, 256, 9, 1},
                 {"string", "temperature=true", 64, 64, 9, 1.143434},
                 {"head-scale", "", 64, 128, 9, 1.201013},
                 {"head-scale", "amount=1", 64, 256, 9, 2.386294},
                 {"head-scale", "", 64, 32, 9, 1},
                 {"head-scale", "factors=[1.6]", 64, 32, 9, 1.6}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double got = factor_of(cases[i].name, cases[i].list, cases[i].L, cases[i].N, cases[i].seen);
        if (fabs(got - cases[i].wanted) > CLOSE)
            fail_msg("%s(%s): %.7g instead of %.7g", cases[i].name, cases[i].list, got, cases[i].wanted);
    }
}

/* Mean cosine of Moebius at distance 1, and its sign beyond the training length. */
static void mobius_turns_back(void **state) {
    (void)state;
    double theta[4], mean = 0;
    frequencies("mobius", 8, 64, 64, theta);
    for (int p = 0; p < 4; p++) {
        mean += cos(theta[p]) / 4;
        for (int d = 0; d < 64; d++) assert_true(fabs(cos(theta[p] * (d + 64)) + cos(theta[p] * d)) < 1e-12);
    }
    assert_true(fabs(mean - .974887) < 1e-6);
}

/* Angles are double: at position 4096 a table differs from long double by rounding to `real` alone, where a float angle
 * would be wrong in the fourth digit. */
static void tables_are_made_in_double(void **state) {
    (void)state;
    enum { PAIRS = 16, N = 4096 };
    static real c[N * PAIRS], s[N * PAIRS];
    static double position[N];
    double theta[PAIRS], worst = 0, coarse = 0;
    frequencies("rope", 2 * PAIRS, 64, N, theta);
    for (int i = 0; i < N; i++) position[i] = i;
    rotary_turns(theta, (double[PAIRS]){0}, PAIRS, N, position, c, s);
    for (int i = 0; i < N; i++)
        for (int p = 0; p < PAIRS; p++) {
            const long double angle = (long double)i * powl(10000.0L, -2.0L * p / (2 * PAIRS));
            const float low = (float)i * (float)theta[p];
            worst = fmax(worst, fmax(fabs((double)(cosl(angle) - (long double)c[i * PAIRS + p])),
                                     fabs((double)(sinl(angle) - (long double)s[i * PAIRS + p]))));
            coarse = fmax(coarse, fabs((double)(cosl(angle) - (long double)cosf(low))));
        }
    assert_true(worst < 1e-7);
    assert_true(coarse > 1e-5 && coarse < 1e-3);
}

/* Distances of four keys to query 20 as two pairs have them, at 2 and at 4 tokens a group; near ones are exact. */
static void pairs_apart(void **state) {
    (void)state;
    static const double wanted[2][4] = {{14, 12, 10, 8}, {11, 10, 9, 8}};
    const struct encoder *e;
    struct view view = look(&e, "dpe", "window=8,scales=[2,4]", 1, 4, 4, 64);
    for (int branch = 0; branch < 2; branch++)
        for (int pair = 0; pair < 2; pair++)
            for (int k = 0; k < 4; k++) {
                const double far = wanted[pair][k];
                double query = 20, key = 4 * k;
                e->branches->pair_positions(&view, branch, false, pair, 1, &query);
                e->branches->pair_positions(&view, branch, true, pair, 1, &key);
                assert_true(query - key == (branch ? far : 20 - 4 * k));
            }
    /* Three groups of eight pairs: 3, 3 and 2 of them. */
    static const double scale[] = {2, 2, 2, 3, 3, 3, 5, 5};
    view = look(&e, "dpe", "window=8,scales=[2,3,5]", 1, 16, 16, 64);
    for (int pair = 0; pair < 8; pair++) {
        double key = 30;
        e->branches->pair_positions(&view, 1, true, pair, 1, &key);
        assert_true(key == 30 / scale[pair]);
    }
}

/* Scores of B.1's q and k at (7, 4) and, shifted, at (13, 10). */
static void xpos_vectors(void **state) {
    (void)state;
    static const struct {
        const char *list;
        double wanted;
    } cases[] = {{"scale_base=512,layout=interleaved", .1091159039}, {"scale_base=32,layout=interleaved", .0933724039}};
    const double q[] = {.5, -1, 2, .25}, k[] = {1, .5, -.5, 3}, position[] = {7, 4, 13, 10};
    for (int i = 0; i < 2; i++) {
        const struct encoder *e;
        struct view view = look(&e, "xpos", cases[i].list, 1, 4, 4, 64);
        double theta[2] = {0}, rate[2], tq[4], tk[4];
        real c[8], s[8];
        e->rotary->frequencies(&view, theta);
        rotary_turns(theta, (double[2]){0}, 2, 4, position, c, s);
        e->decay->rate(&view, rate);
        for (int pair = 0; pair < 4; pair += 2) {
            turn(ROTARY_INTERLEAVED, 2, c + 2 * pair, s + 2 * pair, q, tq);
            turn(ROTARY_INTERLEAVED, 2, c + 2 * pair + 2, s + 2 * pair + 2, k, tk);
            for (int d = 0; d < 4; d++) tq[d] *= exp(-rate[d / 2] * (position[pair] - position[pair + 1]));
            assert_true(fabs(dot(tq, tk, 4) - cases[i].wanted) < CLOSE);
        }
    }
    const struct encoder *e;
    struct mask mask = {0};
    struct view view = look(&e, "xpos", "blockwise=true", 1, 4, 4, 64);
    e->mask->of(&view, 0, &mask);
    assert_true(mask.block == 0);
    view.evaluating = true;
    e->mask->of(&view, 0, &mask);
    assert_true(mask.block == 32);
}

/* Blocks of h: a query sees between h + 1 and 2 h keys from the second block on. */
static void blocks_bound_what_is_seen(void **state) {
    (void)state;
    enum { H = 8 };
    static struct model m = {.config = {.causal = true}};
    struct cell c = {.m = &m, .T = 100, .mask = {.block = H}};
    for (int i = 0; i < 100; i++) {
        const struct visible v = cell_visible(&c, i);
        assert_true(v.last == i + 1 && v.first == (i < H ? 0 : (i / H - 1) * H));
        if (i >= H) assert_true(visible_count(v) > H && visible_count(v) <= 2 * H);
    }
}

/* d score / d l_p = (theta_p / 16) d score / d theta_p with B.1's q and k at distance 3. */
static void learned_frequency_vector(void **state) {
    (void)state;
    const struct encoder *e;
    struct view view = look(&e, "rope-learned", "", 1, 4, 4, 64);
    real l[2], dl[2] = {0};
    real *param[] = {l}, *grad[] = {dl};
    struct rng rng = rng_open(1, "test", 0, 0);
    double theta[2] = {0};
    const double dtheta[] = {-3.71247186, 18.3892285}, wanted[] = {-.23202949, .01149327};
    e->init(&view, 0, &rng, l);
    view.param = param;
    view.grad = grad;
    e->rotary->frequencies(&view, theta);
    assert_true(fabs(theta[0] - 1) < 1e-6 && fabs(theta[1] - .01) < 1e-8);
    e->rotary->frequencies_grad(&view, dtheta);
    near(dl, wanted, 2);
}

/* With V = 0: the base at t = 2 and D = 8 is 43267.487. With V: the path against many steps of Euler's method. */
static void clex_path(void **state) {
    (void)state;
    enum { PAIRS = 4, HIDDEN = 8, EULER = 100000 };
    const struct encoder *e;
    real U[PAIRS * HIDDEN], V[HIDDEN * PAIRS] = {0};
    real *param[] = {U, V};
    double theta[PAIRS] = {0}, r[PAIRS] = {0}, next[PAIRS];
    struct view view = look(&e, "clex", "", 1, 8, 8, 64);
    struct rng rng = rng_open(3, "test/clex", 0, 0);
    view.evaluating = true;
    view.length = 128;
    view.param = param;
    e->init(&view, 0, &rng, U);
    e->rotary->frequencies(&view, theta);
    for (int p = 0; p < PAIRS; p++) assert_true(fabs(theta[p] * pow(43267.487109222246, p / 4.0) - 1) < 1e-9);
    for (int k = 0; k < HIDDEN * PAIRS; k++) V[k] = (real)(0.2 * rng_normal(&rng)), theta[k % PAIRS] = 0;
    e->rotary->frequencies(&view, theta);
    for (int k = 0; k < EULER; k++) {
        const double t = 1 + (k + 0.5) / EULER;
        memcpy(next, r, sizeof r);
        for (int j = 0; j < HIDDEN; j++) {
            double sum = 0;
            for (int p = 0; p < PAIRS; p++)
                sum += (r[p] - p / 2.0 * log(10000) - 2 * p / 3.0 * log(2 * t - 1)) * (double)U[p * HIDDEN + j];
            for (int p = 0; p < PAIRS; p++) next[p] += tanh(sum) * (double)V[j * PAIRS + p] / EULER;
        }
        memcpy(r, next, sizeof r);
    }
    for (int p = 0; p < PAIRS; p++) {
        assert_true(fabs(r[p]) > 1e-3);
        assert_true(fabs(theta[p] / exp(r[p] - p / 4.0 * log(10000) - p / 3.0 * log(3)) - 1) < 1e-4);
    }
}

/* Distances between query i and every key as the branches have them; each key belongs to exactly one. */
static void distances_of(const char *name, const char *list, int L, int N, int i, double *out) {
    const struct encoder *e;
    double query[64], key[64];
    int seen[64] = {0};
    struct view view = look(&e, name, list, 1, 8, 8, L);
    view.length = N;
    view.evaluating = true;
    for (int b = 0; b < e->branches->count(&view); b++) {
        int from = -1, to = -1;
        for (int t = 0; t < N; t++) query[t] = key[t] = t;
        e->branches->positions(&view, b, false, N, query);
        e->branches->positions(&view, b, true, N, key);
        e->branches->keys(&view, b, i, &from, &to);
        assert_true(from >= 0 && to <= i + 1);
        for (int j = from; j < to; j++) out[j] = query[i] - key[j], seen[j]++;
    }
    for (int j = 0; j <= i; j++)
        if (seen[j] != 1) fail_msg("%s(%s): key %d of query %d belongs to %d branches", name, list, j, i, seen[j]);
}

static void branch_vectors(void **state) {
    (void)state;
    static const struct {
        const char *name, *list;
        int L, N, i;
        double wanted[24];
    } cases[] = {
        {"rerope", "window=3", 64, 8, 7, {3, 3, 3, 3, 3, 2, 1, 0}},
        {"leaky-rerope", "window=3,slowness=2", 64, 8, 7, {5, 4.5, 4, 3.5, 3, 2, 1, 0}},
        {"self-extend", "group=2,window=4", 64, 9, 7, {5, 5, 4, 4, 3, 2, 1, 0}},
        {"self-extend", "group=2,window=4", 64, 9, 8, {6, 6, 5, 5, 4, 3, 2, 1, 0}},
        {"self-extend", "group=2,window=3,offset=whole", 64, 9, 8, {6, 6, 5, 5, 4, 4, 2, 1, 0}},
        {"dca", "", 16, 24, 12, {12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0}},
        {"dca", "", 16, 24, 23, {12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 3, 2, 1, 0}},
        {"jet-long", "window=4,group=2", 64, 10, 9, {4, 4, 3, 3, 2, 4, 3, 2, 1, 0}},
        {"string", "local=2", 12, 12, 11, {9, 8, 7, 6, 5, 4, 3, 2, 3, 2, 1, 0}},
        {"string", "", 64, 24, 23, {4, 3, 2, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0}},
        /* The keys 2 to 5 are behind the mask. */
        {"lm-infinite", "sinks=2,window=4,ceiling=4", 64, 10, 9, {4, 4, 7, 6, 5, 4, 3, 2, 1, 0}},
        {"lm-infinite", "sinks=2", 4, 10, 9, {4, 4, 7, 6, 5, 4, 3, 2, 1, 0}},
        {"lm-infinite", "sinks=4", 4, 10, 5, {4, 4, 3, 2, 1, 0}},
        {"lm-infinite", "sinks=4", 4, 10, 3, {3, 2, 1, 0}},
        {"lm-infinite", "sinks=0", 4, 10, 5, {5, 4, 3, 2, 1, 0}}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        double got[64];
        distances_of(cases[k].name, cases[k].list, cases[k].L, cases[k].N, cases[k].i, got);
        for (int j = 0; j <= cases[k].i; j++)
            if (fabs(got[j] - cases[k].wanted[j]) > 1e-12)
                fail_msg("%s(%s): key %d stands at %g instead of %g", cases[k].name, cases[k].list, j, got[j],
                         cases[k].wanted[j]);
    }
    /* Groups by themselves, in whole numbers: w = 8 and g = (48 - 8) / (64/3 - 8) = 3 and no more; G = 48/32 up. */
    double far[64];
    distances_of("self-extend", "", 32, 48, 47, far);
    assert_true(fabs(far[0] - (15 + 8 - 8 / 3.0)) < 1e-12);
    distances_of("jet-long", "", 32, 48, 47, far);
    assert_true(far[0] == 23);
    /* By themselves they keep the longest sequence within the training length, and near keys exact. */
    static const char *const names[] = {"rerope", "leaky-rerope", "self-extend", "dca"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        for (int i = 0; i < 64; i++) {
            double got[64];
            distances_of(names[k], "", 16, 64, i, got);
            assert_true(got[i] == 0 && (i == 0 || got[i - 1] == 1));
            for (int j = 0; j <= i; j++) assert_true(got[j] >= 0 && got[j] <= 16);
        }
}

/* Scores of B.1's q and k with phases, through the model's own tables: the formula summed outside. */
static void pope_scores(void **state) {
    (void)state;
    static const struct {
        const char *expression;
        int query, key;
        double wanted;
    } cases[] = {{"pope", 7, 4, .5743593753}, {"pope", 107, 104, .5743593753}, {"pope(base=100)", 7, 4, .0345963242}};
    const real q[] = {(real).5, -1, 2, (real).25}, k[] = {1, (real).5, (real)-.5, 3}, phase[] = {0, -1, -2, (real)-.5};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scheme scheme;
        struct error err;
        struct model_config c;
        long count;
        real turned[2][8];
        options_default(model_options, &c);
        c.layers = c.heads = 1, c.width = 4;
        if (!scheme_parse(cases[i].expression, &scheme, &err)) fail_msg("%s", err.text);
        struct model *m = model_new(&c, &scheme, 4, (struct exposure){.tokens = 64}, 1, &err);
        assert_true(model_parameters(m, &count) == m->block);
        memcpy(m->p.layer[0].part[0][0], phase, sizeof phase);
        model_reserve(m, false, 128, 128);
        tables_begin(m, (const double[]){0}, 1);
        polar_apply(m, rotary_tables_of(m, 0, 0), 1, false, 1, &cases[i].query, 4, q, turned[0], NULL);
        polar_apply(m, rotary_tables_of(m, 0, 0), 1, true, 1, &cases[i].key, 4, k, turned[1], NULL);
        double score = 0;
        for (int d = 0; d < 8; d++) score += (double)turned[0][d] * (double)turned[1][d];
        if (fabs(score - cases[i].wanted) > CLOSE) fail_msg("%s: %.9g", cases[i].expression, score);
        model_free(m);
    }
}

/* Phases stay within a turn; uniform ones fill it. */
static void pope_phases(void **state) {
    (void)state;
    const struct encoder *e;
    struct view view = look(&e, "pope", "init=uniform", 2, 4, 8, 64);
    struct rng rng = rng_open(1, "test/pope", 0, 0);
    real phase[8], *param[] = {phase};
    view.param = param;
    e->init(&view, 0, &rng, phase);
    for (int c = 0; c < 8; c++) assert_true(phase[c] < 0 && (double)phase[c] > -2 * M_PI);
    phase[0] = 1, phase[1] = -7;
    e->project(&view);
    assert_true(phase[0] == 0 && fabs((double)phase[1] + 2 * M_PI) < 1e-6);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(rope_vectors),
                                       cmocka_unit_test(frequency_vectors),
                                       cmocka_unit_test(yarn_ramps),
                                       cmocka_unit_test(critical_pairs),
                                       cmocka_unit_test(ratios_of_heads),
                                       cmocka_unit_test(temperature_vectors),
                                       cmocka_unit_test(mobius_turns_back),
                                       cmocka_unit_test(tables_are_made_in_double),
                                       cmocka_unit_test(fope_vectors),
                                       cmocka_unit_test(fope_initial_spread),
                                       cmocka_unit_test(xpos_vectors),
                                       cmocka_unit_test(pope_scores),
                                       cmocka_unit_test(pope_phases),
                                       cmocka_unit_test(blocks_bound_what_is_seen),
                                       cmocka_unit_test(learned_frequency_vector),
                                       cmocka_unit_test(branch_vectors),
                                       cmocka_unit_test(pairs_apart),
                                       cmocka_unit_test(clex_path)};
    return cmocka_run_group_tests_name("encoders, rotary", tests, NULL, NULL);
}
