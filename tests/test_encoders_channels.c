/* Schemes fed by channels, by themselves: gates against the specification's rows, and what makes directions, angles and
 * slopes. */
#include "encoders/atom/channels.h"
#include "encoders/atom/forget.h"
#include "encoders/atom/slopes.h"
#include "encoders/gate.h"
#include "fixture_encoders.h"
#include "model/atom/rotary.h"

static double logit(double f) { return log(f / (1 - f)); }

/* f = .5 .8 .25 .9: the row of token 3 is ln(.8 .25 .9), ln(.25 .9), ln .9, 0. */
static void forget_row(void **state) {
    (void)state;
    const double f[4] = {.5, .8, .25, .9}, row[4] = {-1.714798, -1.491655, -.105361, 0};
    for (int cable = 0; cable < 2; cable++) {
        const struct encoder *e;
        struct view view = look(&e, cable ? "cable" : "fox", "", 1, 8, 1, 64);
        real weight[1] = {0}, bias[1] = {0}, in[4], *param[] = {weight, bias};
        double out[4];
        view.param = param;
        for (int t = 0; t < 4; t++) in[t] = (real)(cable ? -logit(f[t]) : logit(f[t]));
        e->channels->make(&view, 4, in, out);
        for (int j = 0; j < 4; j++)
            if (fabs(out[3] - out[j] - row[j]) > 2e-6) fail_msg("%s: key %d has %g", e->name, j, out[3] - out[j]);
    }
}

/* Decay times 1, 8 and 128: log f = -1/time. */
static void decay_times(void **state) {
    (void)state;
    const struct encoder *e;
    struct view view = look(&e, "fox", "gate=bias,shortest=1,longest=128", 2, 8, 16, 64);
    struct rng rng = rng_open(1, "test", 0, 0);
    real bias[2];
    e->init(&view, 0, &rng, bias);
    near(bias, (const double[]){-.541325, 4.848121}, 2);
    assert_true(fabs(log_sigmoid(2.016291) + 1. / 8) < 1e-6);
    assert_true(isfinite(log_sigmoid(-1000)) && log_sigmoid(-1000) == -1000 && log_sigmoid(1000) <= 0);
}

/* f = .1 .3 -.2 .4 turns by .1 .4 .2 .6; half of it through gates that are half open, and 1 more per token with the
 * bias; through the taps .5 -1 .25 2 by sums written out by hand. */
static void selected_angles(void **state) {
    (void)state;
    static const struct {
        const char *list;
        double tap[4], wanted[4];
    } cases[] = {{"rank=1", {1, 0, 0, 0}, {.1, .4, .2, .6}},
                 {"rank=1,kernel=1", {1}, {.1, .4, .2, .6}},
                 {"rank=1,gate=true", {1, 0, 0, 0}, {.05, .2, .1, .3}},
                 {"rank=1,bias=true", {1, 0, 0, 0}, {1.1, 2.4, 3.2, 4.6}},
                 {"rank=1,gate=true,bias=true", {1, 0, 0, 0}, {.55, 1.2, 1.6, 2.3}},
                 {"rank=1", {.5, -1, .25, 2}, {.05, .1, -.275, .4}}};
    const double f[4] = {.1, .3, -.2, .4};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct encoder *e;
        struct view view = look(&e, "selective-rope", cases[i].list, 1, 4, 4, 64);
        const int P = e->channels->inputs(&view);
        real down[4 * 2] = {1}, up[2] = {1, 1}, tap[8], zero[2] = {0}, weight[4 * 3], in[12],
                      *param[] = {down, up, tap, zero, zero};
        double out[8];
        view.param = param;
        for (int k = 0; k < 8; k++) tap[k] = (real)cases[i].tap[k / 2];
        e->channels->weight(&view, weight);
        for (int k = 0; k < 4 * P; k++) in[k] = (real)(f[k / P] * 2) * weight[k % P]; /* over sqrt(D) */
        e->channels->make(&view, 4, in, out);
        for (int t = 0; t < 4; t++)
            if (fabs(out[2 * t] - cases[i].wanted[t]) > 1e-6 ||
                fabs(out[2 * t + 1] - cases[i].wanted[t] / sqrt(500000)) > 1e-6)
                fail_msg("%s: token %d is turned by %g and %g", cases[i].list, t, out[2 * t], out[2 * t + 1]);
    }
}

/* z = -1, 0, 1, .5 in head 1 and 0 in head 0: pair p turns by the sums of powers of f = 1/(softplus(z) + 1). */
static void context_frequencies(void **state) {
    (void)state;
    const struct encoder *e;
    struct view view = look(&e, "carope", "start=plain", 2, 6, 12, 64);
    struct param_spec spec[PARAMS_MAX];
    real weight[12 * 2] = {0}, *param[] = {weight, NULL}, bias[2];
    const double wanted[4][3] = {{1, .76146286, .579825687},
                                 {2, 1.35207897, .928653075},
                                 {3, 1.78436901, 1.11552776},
                                 {4, 2.29093487, 1.37213673}};
    const real in[8] = {0, -1, 0, 0, 0, 1, 0, (real).5};
    double out[4 * 6];
    assert_int_equal(e->params(&view, spec), 1);
    view.param = param;
    e->channels->make(&view, 4, in, out);
    for (int t = 0; t < 4; t++)
        for (int p = 0; p < 3; p++) {
            assert_true(fabs(out[t * 6 + 3 + p] - wanted[t][p]) < 1e-6);
            assert_true(fabs(out[t * 6 + p] - (t + 1) * pow(.590616109, p)) < 1e-6);
        }
    /* The bias that starts at rope: D = 16 and 32. */
    for (int D = 16; D <= 32; D *= 2) {
        view = look(&e, "carope", "", 2, D, 2 * D, 64);
        assert_int_equal(e->params(&view, spec), 2);
        e->init(&view, 1, NULL, bias);
        assert_true(fabs((double)bias[1] - (D == 16 ? 2.040039121 : .1635821265)) < 1e-6);
        real *const both[] = {weight, bias};
        view.param = both;
        double angle[2 * 16];
        e->channels->make(&view, 1, (const real[2]){0}, angle);
        for (int p = 0; p < D / 2; p++) assert_true(fabs(angle[p] - pow(10000, -2. * p / D)) < 1e-6);
    }
}

/* Positions of two heads from x, G, W and U = sin(seed + 0.9 n); pair 1 turns 100 times slower. */
static void positions_from_content(void **state) {
    (void)state;
    enum { C = 4, R = 3, H = 2 };
    const struct encoder *e;
    struct view view = look(&e, "repo", "rank=3", H, 4, C, 64);
    real in[2 * R] = {0}, up[R * H], *param[] = {NULL, up};
    double out[H * 2];
    assert_int_equal(e->channels->inputs(&view), 2 * R);
    for (int k = 0; k < R * H; k++) up[k] = (real)sin(75 + 0.9 * k);
    for (int which = 0; which < 2; which++)
        for (int r = 0; r < R; r++)
            for (int c = 0; c < C; c++)
                in[which * R + r] += (real)(sin(72 + 0.9 * c) * sin(73 + which + 0.9 * (c * R + r)));
    view.param = param;
    e->channels->make(&view, 1, in, out);
    for (int h = 0; h < H; h++) {
        const double position = h ? .0376089864 : .0251376787;
        assert_true(fabs(out[h * 2] - position) < 1e-6 && fabs(out[h * 2 + 1] - position / 100) < 1e-8);
    }
    /* A rank follows from the width, and initial values end at three deviations. */
    view = look(&e, "repo", "", H, 8, 32, 64);
    assert_int_equal(e->channels->inputs(&view), 2 * 4);
    static real down[32 * 8];
    struct rng rng = rng_open(1, "test", 0, 0);
    double square = 0, most = 0;
    for (int k = 0; k < 40; k++) {
        e->init(&view, 0, &rng, down);
        for (int i = 0; i < 32 * 8; i++) {
            square += (double)(down[i] * down[i]);
            most = fmax(most, fabs((double)down[i]));
        }
    }
    assert_true(most <= .06 + 1e-6 && fabs(sqrt(square / (40 * 32 * 8)) / .02 - .9866) < .02);
}

/* The model's cosine and sine against libm's, over many turns and close to every quarter. */
static void turns_of_angles(void **state) {
    (void)state;
    double worst = 0;
    for (int i = -20000; i <= 20000; i++) {
        const double angle = i % 2 ? i * M_PI / 4 + 1e-9 * i : i * 0.731;
        real cosine, sine;
        vec_turn1(angle, &cosine, &sine);
        worst = fmax(worst, fmax(fabs((double)cosine - cos(angle)), fabs((double)sine - sin(angle))));
    }
    assert_true(worst < 1.5e-7);
}

/* Directions have unit length whatever they are made from, strengths lie between 0 and 2. */
static void directions(void **state) {
    (void)state;
    const struct encoder *e;
    struct view view = look(&e, "path", "", 2, 4, 8, 64);
    const int K = e->channels->inputs(&view);
    real weight[8 * 10], convolution[3 * 8], strength[2] = {1, -1}, in[5 * 10],
                                             *param[] = {weight, convolution, strength};
    double out[5 * 10];
    struct rng rng = rng_open(1, "test", 0, 0);
    assert_int_equal(K, 10);
    view.param = param;
    for (int i = 0; i < 24; i++) convolution[i] = (real)rng_normal(&rng);
    for (int i = 0; i < 50; i++) in[i] = (real)rng_normal(&rng);
    e->channels->make(&view, 5, in, out);
    for (int t = 0; t < 5; t++)
        for (int h = 0; h < 2; h++) {
            const double *w = out + t * K + 2 + h * 4, b = out[t * K + h];
            assert_true(fabs(w[0] * w[0] + w[1] * w[1] + w[2] * w[2] + w[3] * w[3] - 1) < 1e-9);
            assert_true(b > 0 && b < 2);
        }
    /* The first token's directions come from itself alone. */
    const double x = (double)(convolution[0] * in[2]), v = x * sigmoid_of(x);
    assert_true((v > 0) == (out[2] > 0));
}

/* Unit directions, slopes of ALiBi at first, and only the gates asked for. */
static void gated_slopes(void **state) {
    (void)state;
    const struct encoder *e;
    struct view view = look(&e, "grape-a", "gates=key", 2, 2, 4, 64);
    real v[4] = {3, 4, 0, 2}, u[4] = {1, 0, -1, 1}, omega[2] = {(real).5413249, (real).5413249}, out[12],
         *param[] = {v, u, omega};
    view.param = param;
    e->slopes->table(&view, out);
    near(out, (const double[]){.6, .8, 1, 0, 0, 1. / 16, 0, 1, -.7071068, .7071068, 0, 1. / 256}, 12);
}

/* Shares are sigmoids of what is asked for. */
static void shares_of_the_token_before(void **state) {
    (void)state;
    enum { LENGTH = 2 };
    const struct encoder *e;
    struct view view = look(&e, "token-shift", "values=no", 1, 1, 1, 64);
    const real in[LENGTH] = {(real)-1.0986123, (real)-1.0986123};
    double share[2 * LENGTH];
    assert_true(e->channels->inputs(&view) == 1);
    e->channels->make(&view, LENGTH, in, share);
    assert_true(fabs(share[0] - .25) < 1e-6 && share[1] == 0 && fabs(share[2] - .25) < 1e-6);
}

/* p = (3, 4): the query's is p / 2; the key's has mean square 1 and is turned by the token's index. */
static void passed_tokens(void **state) {
    (void)state;
    const struct encoder *e;
    struct view view = look(&e, "grape-ap", "size=2", 4, 8, 8, 64);
    const real in[2 * 8] = {3, 4, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0};
    const double wanted[2][4] = {{1.5, 2, .848528, 1.131371}, {1.5, 2, 1.410478, -.102730}};
    double out[2 * 16], factor[4];
    e->channels->make(&view, 2, in, out);
    for (int t = 0; t < 2; t++)
        for (int k = 0; k < 4; k++) assert_true(fabs(out[t * 16 + k / 2 * 8 + k % 2] - wanted[t][k]) < 2e-6);
    assert_int_equal(e->forget->size(&view, factor), 2);
    assert_true(factor[0] == .25 && factor[3] == .00390625);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(forget_row),
                                       cmocka_unit_test(selected_angles),
                                       cmocka_unit_test(turns_of_angles),
                                       cmocka_unit_test(decay_times),
                                       cmocka_unit_test(directions),
                                       cmocka_unit_test(context_frequencies),
                                       cmocka_unit_test(positions_from_content),
                                       cmocka_unit_test(shares_of_the_token_before),
                                       cmocka_unit_test(passed_tokens),
                                       cmocka_unit_test(gated_slopes)};
    return cmocka_run_group_tests_name("channels", tests, NULL, NULL);
}
