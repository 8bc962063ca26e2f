/* Schemes that work along a row of scores: normalisers and scans against the specification's golden vectors, against
 * closed forms, and their way back against finite differences. */
#include "base/memory.h"
#include "base/rng.h"
#include "base/vec.h"
#include "encoders/atom/normaliser.h"
#include "encoders/atom/temperature.h"
#include "model/atom/normaliser.h"
#include "model/math/scan.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#ifdef LX_REAL_DOUBLE
static const double CLOSE = 2e-6; /* vectors are given to six digits */
#else
static const double CLOSE = 1e-5;
#endif
enum { LONG_ROW = 4096 };
static real room[2 * LONG_ROW];
static const struct beside none;

static void near(const char *what, const real *got, const double *wanted, int n, double tolerance) {
    for (int i = 0; i < n; i++)
        if (!(fabs((double)got[i] - wanted[i]) <= tolerance))
            fail_msg("%s: element %d is %.9g instead of %.9g", what, i, (double)got[i], wanted[i]);
}

static void random_row(const char *name, double size, int n, real *x) {
    struct rng rng = rng_open(7, name, 0, 0);
    for (int j = 0; j < n; j++) x[j] = (real)(size * rng_normal(&rng));
}

/* What the scheme says of itself, with its options. */
static struct normaliser named(const char *name, const char *list) {
    static _Alignas(16) char options[ENCODER_OPTIONS_SIZE];
    const struct encoder *e = encoder_find(name);
    struct error err;
    struct normaliser how = {0};
    assert_non_null(e);
    if (e->options) {
        options_default(e->options, options);
        if (!options_parse(e->options, options, list, &err)) fail_msg("%s", err.text);
    }
    struct view view = {.options = options, .train_length = 4};
    e->normaliser->of(&view, &how);
    return how;
}

/* Relative errors of the polynomials in float; the double build shows that the test's own reference is right. */
static void elementary_functions(void **state) {
    (void)state;
#ifdef LX_REAL_DOUBLE
    const double most = 1e-15;
#else
    const double most = 4e-7;
#endif
    for (int k = -6000; k <= 6000; k++) {
        const real x = (real)(k * 0.01);
        const double exact = (double)x, e = exp(-fabs(exact)), sp = fmax(exact, 0) + log1p(e);
        assert_true(fabs((double)vec_softplus1(x) / sp - 1) < most);
        assert_true(fabs((double)vec_sigmoid1(x) / (exact > 0 ? 1 / (1 + e) : e / (1 + e)) - 1) < most);
        const real p = (real)exp(0.7 * exact);
        assert_true(fabs((double)vec_log1(p) - log((double)p)) < most * fmax(1, fabs(log((double)p))));
    }
    assert_true(isnan((double)vec_softplus1((real)NAN)) && isnan((double)vec_sigmoid1((real)NAN)));
}

static void entmax_vectors(void **state) {
    (void)state;
    const double wanted[] = {.677021, .273333, .049646, 0};
    real s[] = {1, (real).4, (real)-.2, -3};
    struct normaliser how = named("entmax", "");
    normalise_seen(&how, s, 4, none, room);
    near("entmax 1.5", s, wanted, 4, CLOSE);
    assert_true(s[3] == 0);
    /* alpha = 2 is the projection onto the simplex: t = (1 + .6 - 1) / 2. */
    real z[] = {1, (real).6, (real)-.5};
    const double projected[] = {.7, .3, 0};
    how = named("entmax", "alpha=2");
    normalise_seen(&how, z, 3, none, room);
    near("sparsemax", z, projected, 3, CLOSE);
    real nan_row[] = {1, (real)NAN, 0};
    for (int k = 0; k < 3; k++) {
        how.alpha = 1.25 + 0.375 * k;
        real x[3];
        memcpy(x, nan_row, sizeof x);
        normalise_seen(&how, x, 3, none, room);
        assert_true(isnan((double)x[0]) || isnan((double)x[1]) || isnan((double)x[2]));
    }
}

/* For every alpha: weights sum to 1, and what carries weight satisfies the definition with one threshold for all. */
static void entmax_definition(void **state) {
    (void)state;
    static real s[LONG_ROW], w[LONG_ROW];
    static const double alphas[] = {1.05, 1.25, 1.5, 1.75, 2}, sizes[] = {0.01, 1, 30};
    static const int lengths[] = {1, 2, 17, 300, LONG_ROW};
    for (int a = 0; a < 5; a++)
        for (int z = 0; z < 3; z++)
            for (int l = 0; l < 5; l++) {
                const int n = lengths[l];
                struct normaliser how = {.kind = NORMALISER_ENTMAX, .alpha = alphas[a]};
                random_row("test/entmax", sizes[z], n, s);
                memcpy(w, s, sizeof(real) * (size_t)n);
                normalise_seen(&how, w, n, none, room);
                double sum = 0, low = INFINITY, high = -INFINITY, out = -INFINITY;
                for (int j = 0; j < n; j++) {
                    sum += (double)w[j];
                    const double y = (alphas[a] - 1) * (double)s[j], t = y - pow((double)w[j], alphas[a] - 1);
                    if (w[j] > (real)1e-4) low = fmin(low, t), high = fmax(high, t);
                    if (w[j] == 0) out = fmax(out, y);
                }
                assert_true(fabs(sum - 1) < CLOSE);
                if (high - low > CLOSE * (1 + sizes[z])) fail_msg("alpha %g: %g to %g", alphas[a], low, high);
                if (low < INFINITY) assert_true(out <= high + CLOSE * (1 + sizes[z]));
            }
}

static void entmax_near_one_is_softmax(void **state) {
    (void)state;
    real s[40], w[40], p[40];
    random_row("test/softmax", 1, 40, s);
    memcpy(w, s, sizeof s);
    memcpy(p, s, sizeof s);
    struct normaliser how = {.kind = NORMALISER_ENTMAX, .alpha = 1.001}, softmax = {0};
    normalise_seen(&how, w, 40, none, room);
    normalise_seen(&softmax, p, 40, none, room);
    for (int j = 0; j < 40; j++) assert_true(fabs((double)w[j] - (double)p[j]) < 2e-2 * (double)p[j]);
}

/* Weights of the scores 1, .4, -.2 and -3. */
static void expect_weights(const char *name, const char *list, const double wanted[4]) {
    real s[] = {1, (real).4, (real)-.2, -3};
    const struct normaliser how = named(name, list);
    normalise_seen(&how, s, 4, none, room);
    near(name, s, wanted, 4, CLOSE);
    for (int j = 0; j < 4; j++) assert_true((s[j] == 0) == (wanted[j] == 0));
    for (int at = 0; at < 3; at++) { /* NaN is not lost */
        real x[] = {1, 0, (real).5};
        x[at] = (real)NAN;
        normalise_seen(&how, x, 3, none, room);
        assert_true(isnan((double)(x[0] + x[1] + x[2])));
    }
}

static void weights_of_2025(void **state) {
    (void)state;
    expect_weights("stieltjes", "", (const double[]){.824322325, .135085207, .0390542704, .00153819739});
    expect_weights("stieltjes", "power=2", (const double[]){.54842533, .262894775, .15374671, .0349331854});
    expect_weights("stieltjes", "power=1", (const double[]){.336661463, .280085139, .239788433, .143464964});
    expect_weights("stieltjes", "power=16",
                   (const double[]){.999454764, .000541916333, 3.31993395e-06, 6.55288518e-12});
    expect_weights("stieltjes", "window=2", (const double[]){.912327106, .0876728944, 0, 0});
    expect_weights("stieltjes", "power=2,window=2", (const double[]){.838327509, .161672491, 0, 0});
    expect_weights("softpick", "", (const double[]){.514211043, .147182893, 0, 0});
    expect_weights("sigmoid", "", (const double[]){.404609675, .271644632, .169905893, .0122937497});
    expect_weights("sigmoid", "bias=row", (const double[]){.404609675, .271644632, .169905893, .0122937497});
    expect_weights("sigmoid", "bias=none", (const double[]){.731058579, .598687660, .450166003, .0474258732});
}

/* Stieltjes weights of long rows: one level for all, with which they sum to 1, from equal scores to a single key. */
static void stieltjes_definition(void **state) {
    (void)state;
    static real s[LONG_ROW], w[LONG_ROW];
    static const double powers[] = {0.5, 1, 2, 3, 4, 16}, sizes[] = {0, 0.01, 1, 30};
    static const int lengths[] = {1, 2, 17, LONG_ROW};
    for (int p = 0; p < 6; p++)
        for (int z = 0; z < 4; z++)
            for (int l = 0; l < 4; l++)
                for (int window = 0; window < 8; window += 4) {
                    const int n = lengths[l];
                    const struct normaliser how = {.kind = NORMALISER_STIELTJES, .power = powers[p], .window = window};
                    const double cut = window ? pow(window, -powers[p]) : 0;
                    random_row("test/stieltjes", sizes[z], n, s);
                    memcpy(w, s, sizeof(real) * (size_t)n);
                    normalise_seen(&how, w, n, none, room);
                    double sum = 0, low = INFINITY, high = -INFINITY, out = -INFINITY;
                    for (int j = 0; j < n; j++) {
                        sum += (double)w[j];
                        const double level = (double)s[j] + pow((double)w[j] + cut, -1 / powers[p]);
                        if (w[j] > (real)1e-4) low = fmin(low, level), high = fmax(high, level);
                        if (w[j] == 0) out = fmax(out, (double)s[j] + window);
                    }
                    const double apart = 20 * CLOSE * (1 + sizes[z] + high - (double)vec_max(s, n));
                    assert_true(fabs(sum - 1) < CLOSE);
                    if (high - low > apart || (window && out > low + apart))
                        fail_msg("power %g, window %d, size %g, %d keys: %g to %g, %g", powers[p], window, sizes[z], n,
                                 low, high, out);
                }
}

/* A row that is far below 0 everywhere, or far above, is finite: the powers of e of both would not be in float. */
static void softpick_is_finite(void **state) {
    (void)state;
    const struct normaliser how = {.kind = NORMALISER_SOFTPICK};
    real kept[3], low[] = {-200, -300, -100}, high[] = {200, 300, -100}, small[] = {(real)1e-3, (real)-1e-3, 0};
    const double none_of_it[] = {0, 0, 0}, one[] = {0, 1, 0}, half[] = {1.0005 / 2, 0, 0};
    normalise_seen(&how, low, 3, (struct beside){.kept = kept}, room);
    near("far below", low, none_of_it, 3, 0);
    assert_true(kept[0] <= 0 && kept[0] > (real)-1e-20);
    normalise_seen(&how, high, 3, (struct beside){.kept = kept}, room);
    near("far above", high, one, 3, 1e-20);
    normalise_seen(&how, small, 3, (struct beside){.kept = kept}, room);
    near("near 0", small, half, 3, 1e-5); /* its 1e-8 is 5e-6 of the sum */
}

/* Threshold relative attention: of two rows of scores, with gates from logits .5, -1, 0 and 2. */
static void threshold_vectors(void **state) {
    (void)state;
    const double logit[] = {.5, -1, 0, 2}, wanted[2][4] = {{.274068619, 0, .725931381}, {.481489218, 0, .518510782, 0}};
    const struct normaliser how = named("tra", "");
    real gate[4], row[2][4] = {{(real).3, (real)-.4, (real).8}, {(real).6, (real)-.1, (real).2, (real)-.3}};
    for (int j = 0; j < 4; j++) gate[j] = (real)-log1p(exp(-logit[j]));
    for (int i = 0; i < 2; i++) {
        normalise_seen(&how, row[i], 3 + i, (struct beside){.gate = gate}, room);
        near("tra", row[i], wanted[i], 3 + i, CLOSE);
    }
    /* No key is kept; one is, whose weight would underflow, and still tells that it was. */
    real nothing[] = {-1, 0, -2}, faded[] = {1, 90, 1}, closed[] = {0, 0, -200};
    normalise_seen(&how, nothing, 3, (struct beside){.gate = gate}, room);
    for (int j = 0; j < 3; j++) assert_true(nothing[j] == 0);
    normalise_seen(&how, faded, 3, (struct beside){.gate = closed}, room);
    assert_true(faded[1] == 1 && faded[0] > 0 && faded[0] < (real)1e-20);
    real lost[] = {1, (real)NAN, 0};
    normalise_seen(&how, lost, 3, (struct beside){.gate = gate}, room);
    assert_true(isnan((double)lost[0]));
}

/* Keys 0, 1, 2 before query 3. */
static void stick_vectors(void **state) {
    (void)state;
    const double wanted[] = {.09375, .5625, .25, 0}, ln3 = log(3);
    real s[] = {0, (real)ln3, (real)-ln3, 5};
    struct normaliser how = named("stick-breaking", "");
    normalise_seen(&how, s, 4, none, room);
    near("stick", s, wanted, 4, CLOSE);
    real own[] = {0, (real)ln3, (real)-ln3};
    how = named("stick-breaking", "attend_current=true");
    normalise_seen(&how, own, 3, none, room);
    near("stick with its own key", own, wanted, 3, CLOSE);
    real alone[] = {3};
    how.attend_current = false;
    normalise_seen(&how, alone, 1, none, room);
    assert_true(alone[0] == 0);
}

/* One open gate among closed ones copies its key, wherever it stands; keys behind it weigh nothing. */
static void stick_copies(void **state) {
    (void)state;
    static real s[LONG_ROW];
    struct normaliser how = {.kind = NORMALISER_STICK};
    for (int at = 0; at < LONG_ROW - 1; at += 511) {
        for (int j = 0; j < LONG_ROW; j++) s[j] = j < at ? 3 : -40;
        s[at] = 40;
        normalise_seen(&how, s, LONG_ROW, none, room);
        for (int j = 0; j < LONG_ROW; j++) assert_true(fabs((double)s[j] - (j == at)) < 1e-6);
    }
}

/* Many small shares: the product of 4095 factors against double arithmetic. */
static void stick_long(void **state) {
    (void)state;
    static real s[LONG_ROW];
    static double wanted[LONG_ROW];
    struct normaliser how = {.kind = NORMALISER_STICK};
    random_row("test/stick", 1, LONG_ROW, s);
    double left = 1;
    wanted[LONG_ROW - 1] = 0;
    for (int j = LONG_ROW - 2; j >= 0; j--) {
        s[j] -= 8;
        const double share = 1 / (1 + exp(-(double)s[j]));
        wanted[j] = left * share;
        left *= 1 - share;
    }
    normalise_seen(&how, s, LONG_ROW, none, room);
    for (int j = 0; j < LONG_ROW; j++) assert_true(fabs((double)s[j] - wanted[j]) <= 1e-5 * wanted[j]);
}

static void count_vectors(void **state) {
    (void)state;
    const double ln3 = log(3), wanted[] = {.5, .5, -.25, -.5, 0};
    const real z[] = {0, 0, (real)ln3, (real)-ln3, 0}, value[] = {1, -1, (real).5};
    real out[5] = {0};
    count_row(z, 5, value, 3, 1, out);
    near("cope", out, wanted, 5, CLOSE);
}

/* Counts over a long row against double arithmetic, with and without the end of the table in reach; in place too. */
static void count_long(void **state) {
    (void)state;
    static real z[LONG_ROW], out[LONG_ROW], value[LONG_ROW];
    static double wanted[LONG_ROW];
    static const int tables[] = {2, 64, LONG_ROW};
    random_row("test/value", 1, LONG_ROW, value);
    for (int k = 0; k < 3; k++) {
        const int rows = tables[k];
        random_row("test/count", 2, LONG_ROW, z);
        double count = 0;
        for (int j = LONG_ROW - 1; j >= 0; j--) {
            count += 1 / (1 + exp(-(double)z[j]));
            const double p = fmin(count, rows - 1), part = p - floor(p);
            wanted[j] = (double)z[j] + 0.5 * (part * (double)value[(int)ceil(p)] + (1 - part) * (double)value[(int)p]);
        }
        memcpy(out, z, sizeof out);
        count_row(out, LONG_ROW, value, rows, (real)0.5, out);
        near("counts", out, wanted, LONG_ROW, rows == LONG_ROW ? 2e-3 : 1e-4); /* a position in float: 2048 +- 1e-4 */
    }
}

/* The gates .5, .8, .25, .9 of keys 0..3. */
static void forget_vectors(void **state) {
    (void)state;
    const double gate[] = {.5, .8, .25, .9}, wanted[] = {-1.714798, -1.491655, -.105361, 0};
    real logit[LANES], out[LANES] = {0};
    for (int j = 0; j < 4; j++) logit[j] = (real)log(gate[j] / (1 - gate[j]));
    forget_row(logit, 4, 1, out);
    near("forget", out, wanted, 4, CLOSE);
    forget_row(logit, 4, (real)-.5, out);
    for (int j = 0; j < 4; j++) assert_true(fabs((double)out[j] - wanted[j] / 2) < CLOSE);
}

static void adaptive_temperatures(void **state) {
    (void)state;
    static const double entropy[] = {.4, 1, 2, 4}, wanted[] = {1, 1.27, 2.099, 2.389};
    struct normaliser how = named("adaptive-temperature", "");
    for (int k = 0; k < 4; k++) assert_true(fabs(normaliser_temperature(&how, entropy[k]) - wanted[k]) < 1e-6);
    /* 64 equal keys and one that is ln 4 above: entropy of softmax in closed form, then softmax of the sharpened. */
    real s[65] = {0};
    s[7] = (real)log(4);
    const double h = log(68) - 4.0 / 68 * log(4), factor = normaliser_temperature(&how, h), top = pow(4, factor);
    normalise_seen(&how, s, 65, none, room);
    assert_true(fabs((double)s[7] - top / (64 + top)) < CLOSE && fabs((double)s[0] - 1 / (64 + top)) < CLOSE);
}

/* The factor of a row of n keys is d + b (ln(n + 1))^g. */
static void asentmax_factors(void **state) {
    (void)state;
    static _Alignas(16) char options[ENCODER_OPTIONS_SIZE];
    const struct encoder *e = encoder_find("asentmax");
    struct error err;
    options_default(e->options, options);
    assert_true(options_parse(e->options, options, "offset=0.5", &err));
    real slope[] = {2, 1}, power[] = {1, -2}, factor[6];
    real *param[] = {slope, power};
    struct view view = {.options = options, .heads = 2, .param = param};
    const double wanted[] = {1.886294, 2.697225, 3.272589, 2.581369, 1.328535, 1.020342};
    e->temperature->factor(&view, 3, factor);
    near("asentmax", factor, wanted, 6, CLOSE);
}

#ifdef LX_REAL_DOUBLE
/* d of sum_j g_j w_j against central differences. */
static void way_back(void **state) {
    (void)state;
    enum { N = 33 };
    const struct normaliser all[] = {{.kind = NORMALISER_ENTMAX, .alpha = 1.5},
                                     {.kind = NORMALISER_ENTMAX, .alpha = 1.25},
                                     {.kind = NORMALISER_ENTMAX, .alpha = 2},
                                     {.kind = NORMALISER_STICK},
                                     {.kind = NORMALISER_STICK, .attend_current = true},
                                     {.kind = NORMALISER_STIELTJES, .power = 4},
                                     {.kind = NORMALISER_STIELTJES, .power = 2, .window = 2},
                                     {.kind = NORMALISER_STIELTJES, .power = 3, .window = 5},
                                     {.kind = NORMALISER_SOFTPICK},
                                     {.kind = NORMALISER_SIGMOID, .bias = -1},
                                     {.kind = NORMALISER_SIGMOID, .by_keys = true},
                                     {.kind = NORMALISER_THRESHOLD}};
    real s[N], g[N], w[N], d[N], gate[N], dgate[N], kept[N];
    const struct beside beside = {.kept = kept, .gate = gate, .dgate = dgate};
    random_row("test/row", 1, N, s);
    random_row("test/gradient", 1, N, g);
    random_row("test/gate", -0.3, N, gate);
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        memcpy(w, s, sizeof s);
        memcpy(d, g, sizeof g);
        memset(dgate, 0, sizeof dgate);
        normalise_seen(&all[k], w, N, beside, room);
        normalise_seen_backward(&all[k], w, d, N, beside, room);
        const bool gates = all[k].kind == NORMALISER_THRESHOLD;
        const struct beside there = {.gate = gate};
        for (int j = 0; j < (gates ? 2 * N : N); j++) {
            double side[2];
            for (int up = 0; up < 2; up++) {
                memcpy(w, s, sizeof s);
                real *moved = j < N ? &w[j] : &gate[j - N], was = *moved;
                *moved += up ? 1e-6 : -1e-6;
                normalise_seen(&all[k], w, N, there, room);
                side[up] = vec_dot(w, g, N);
                if (j >= N) *moved = was;
            }
            const double numeric = (side[1] - side[0]) / 2e-6, got = j < N ? d[j] : dgate[j - N];
            if (fabs(numeric - got) > 1e-8) fail_msg("normaliser %zu, number %d: %g for %g", k, j, got, numeric);
        }
    }
}

static void scans_way_back(void **state) {
    (void)state;
    enum { N = 200, ROWS = 20 };
    real z[N + LANES], g[N + LANES], value[ROWS], out[N + LANES], d[N], scratch[N], dvalue[ROWS] = {0},
                                                                                    dlogit[N + LANES];
    random_row("test/row", 1, N, z);
    random_row("test/gradient", 1, N, g);
    random_row("test/value", 1, ROWS, value);
    memcpy(d, z, sizeof d);
    count_row_backward(d, g, N, value, ROWS, 0.5, dvalue, scratch);
    forget_row_backward(z, g, N, 0.5, dlogit);
    for (int j = 0; j < N + ROWS; j++) {
        double counted[2], forgot[2];
        real *x = j < N ? &z[j] : &value[j - N];
        for (int up = 0; up < 2; up++) {
            *x += up ? 1e-6 : -1e-6;
            memcpy(out, z, sizeof d);
            count_row(z, N, value, ROWS, 0.5, out);
            counted[up] = vec_dot(out, g, N);
            memset(out, 0, sizeof out);
            forget_row(z, N, 0.5, out);
            forgot[up] = vec_dot(out, g, N);
            *x -= up ? 1e-6 : -1e-6;
        }
        assert_true(fabs((counted[1] - counted[0]) / 2e-6 - (j < N ? g[j] + d[j] : dvalue[j - N])) < 1e-6);
        if (j < N) assert_true(fabs((forgot[1] - forgot[0]) / 2e-6 - dlogit[j]) < 1e-6);
    }
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(elementary_functions),
                                       cmocka_unit_test(entmax_vectors),
                                       cmocka_unit_test(entmax_definition),
                                       cmocka_unit_test(entmax_near_one_is_softmax),
                                       cmocka_unit_test(weights_of_2025),
                                       cmocka_unit_test(stieltjes_definition),
                                       cmocka_unit_test(softpick_is_finite),
                                       cmocka_unit_test(threshold_vectors),
                                       cmocka_unit_test(stick_vectors),
                                       cmocka_unit_test(stick_copies),
                                       cmocka_unit_test(stick_long),
                                       cmocka_unit_test(count_vectors),
                                       cmocka_unit_test(count_long),
                                       cmocka_unit_test(forget_vectors),
                                       cmocka_unit_test(asentmax_factors),
#ifdef LX_REAL_DOUBLE
                                       cmocka_unit_test(way_back),
                                       cmocka_unit_test(scans_way_back),
#endif
                                       cmocka_unit_test(adaptive_temperatures)};
    return cmocka_run_group_tests_name("encoders by row", tests, NULL, NULL);
}
