/* Biases over distance and masks by themselves: the specification's vectors, and hooks at parameters set by hand. */
#include "encoders/atom/bias.h"
#include "encoders/atom/mask.h"
#include "encoders/buckets.h"
#include "fixture_encoders.h"
#include "model/model.h"

/* Biases of one head at some distances. */
static void expect_bias(const struct view *view, const struct encoder *e, const double *distance, const double *wanted,
                        int n) {
    real out[64];
    e->bias->table(view, n, distance, out);
    near(out, wanted, n);
}

static void kerple_vectors(void **state) {
    (void)state;
    const struct encoder *e;
    real p[1] = {1}, a[1] = {(real).5}, *param[] = {p, a};
    struct view view = look(&e, "kerple-log", "", 1, 8, 8, 64);
    view.param = param;
    expect_bias(&view, e, (const double[]){0, 1, 2, 10, 100},
                (const double[]){0, -.405465, -.693147, -1.791759, -3.931826}, 5);
    p[0] = (real).5;
    view = look(&e, "kerple-power", "", 1, 8, 8, 64);
    view.param = param;
    expect_bias(&view, e, (const double[]){0, 1, 4, 100}, (const double[]){0, -.5, -1, -5}, 4);
    p[0] = 3, a[0] = -1;
    e->project(&view);
    near(p, (const double[]){2}, 1);
    near(a, (const double[]){.01}, 1);
    look(&e, "kerple-log", "", 1, 8, 8, 64);
    p[0] = 3, a[0] = 0;
    e->project(&view);
    near(p, (const double[]){3}, 1);
    near(a, (const double[]){.01}, 1);
}

/* Power 1 is ALiBi with slope a. */
static void kerple_power_one(void **state) {
    (void)state;
    const struct encoder *e;
    real p[1] = {1}, a[1] = {(real).25}, *param[] = {p, a};
    struct view view = look(&e, "kerple-power", "", 1, 8, 8, 64);
    view.param = param;
    expect_bias(&view, e, (const double[]){0, 1, 7, -3}, (const double[]){0, -.25, -1.75, -.75}, 4);
}

static void kerple_initial_values(void **state) {
    (void)state;
    const struct encoder *e;
    real p[8], a[8];
    struct view view = look(&e, "kerple-log", "init=stratified", 8, 8, 64, 64);
    struct rng rng = rng_open(1, "test/kerple", 0, 0);
    e->init(&view, 0, &rng, p);
    e->init(&view, 1, &rng, a);
    for (int h = 0; h < 8; h++) {
        assert_true((double)p[h] >= h / 4.0 && (double)p[h] < (h + 1) / 4.0);
        assert_true((double)a[h] >= h / 8.0 && (double)a[h] < (h + 1) / 8.0);
    }
}

/* A mixture that gives all its weight to one scheme is that scheme; else the weighted mean of them, head by head. What
 * cannot be blended is refused. */
static void mixture_blends(void **state) {
    (void)state;
    enum { H = 2, N = 70 };
    const struct encoder *e, *alibi = encoder_find("alibi");
    real z[H][2] = {{50, 0}, {0, (real)log(3)}}, out[H * N], alone[H * N], *param[] = {&z[0][0]};
    double distance[N];
    for (int k = 0; k < N; k++) distance[k] = k;
    struct view view = look(&e, "mixture", "of=alibi|nope", H, 8, 16, 64);
    struct error err;
    assert_true(e->check(&view, &err));
    view.param = param;
    e->bias->table(&view, N, distance, out);
    static _Alignas(16) char plain[ENCODER_OPTIONS_SIZE];
    struct view own = view;
    options_default(alibi->options, plain);
    own.options = plain;
    alibi->bias->table(&own, N, distance, alone);
    for (int k = 0; k < N; k++) {
        assert_true(fabs((double)(out[k] - alone[k])) < CLOSE);
        assert_true(fabs((double)out[N + k] - 0.25 * (double)alone[N + k]) < CLOSE);
    }
    /* Weights of each of two tasks: the other way round for the second. */
    real both[2][H][2] = {{{50, 0}, {50, 0}}, {{0, 50}, {0, 50}}};
    param[0] = &both[0][0][0];
    view = look(&e, "mixture", "of=alibi|nope,tasks=2", H, 8, 16, 64);
    view.param = param;
    for (view.task = 0; view.task < 2; view.task++) {
        e->bias->table(&view, N, distance, out);
        for (int k = 0; k < H * N; k++) assert_true(fabs((double)out[k] - (view.task ? 0 : (double)alone[k])) < CLOSE);
    }
    static const char *const refused[] = {"of=alibi",      "of=alibi|alibi", "of=alibi|rope",
                                          "of=alibi|fire", "of=alibi|shaw",  "of=alibi|nothing"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        view = look(&e, "mixture", refused[i], H, 8, 16, 64);
        assert_false(e->check(&view, &err));
        assert_non_null(strstr(err.text, "of names"));
    }
}

/* Two bells at keys 0, 1, 2 and 10 behind; initial values as the code draws them. */
static void bells(void **state) {
    (void)state;
    const struct encoder *e;
    real height[] = {(real).1, (real)-.2}, sharpness[] = {(real).1, (real)-.05}, offset[] = {0, -3},
         *param[] = {height, sharpness, offset};
    struct view view = look(&e, "tisa", "kernels=2", 1, 8, 8, 64);
    view.param = param;
    expect_bias(&view, e, (const double[]){0, 1, 2, 10},
                (const double[]){-.0275256303, -.0732624088, -.12321388, -.0172541773}, 4);
    expect_bias(&view, e, (const double[]){1e6}, (const double[]){0}, 1);
    enum { N = 2000 };
    static real drawn[N];
    for (int past = 0; past < 2; past++) {
        struct rng rng = rng_open(1, "test/tisa", 0, 0);
        view = look(&e, "tisa", past ? "offsets=past,kernels=200" : "kernels=200", 10, 8, 80, 64);
        double sum[3] = {0}, square[3] = {0};
        for (int k = 0; k < 3; k++) {
            e->init(&view, k, &rng, drawn);
            for (int i = 0; i < N; i++) sum[k] += (double)drawn[i] / N, square[k] += (double)(drawn[i] * drawn[i]) / N;
        }
        assert_true(fabs(sum[0] - .1) < .001 && fabs(sum[1] - .1) < .001);
        assert_true(fabs(sqrt(square[0] - sum[0] * sum[0]) - .01) < .001);
        assert_true(fabs(sum[2] - (past ? -5 * sqrt(2 / M_PI) : 0)) < .4 && fabs(sqrt(square[2]) - 5) < .3);
    }
}

/* Slope 1/4; alibi but for the 1e-5, a root around the centre .4027, and the pole of a negative power. */
static void learned_priors(void **state) {
    (void)state;
    const struct encoder *e;
    real scale[] = {(real)log(.25)}, shape[] = {1}, centre[] = {0}, *param[] = {scale, shape, centre};
    const double distance[] = {0, 1, 2, 10, 100};
    struct view view = look(&e, "bam", "", 1, 8, 8, 64);
    view.param = param;
    expect_bias(&view, e, distance, (const double[]){-2.5e-06, -.2500025, -.5000025, -2.5000025, -25.0000025}, 5);
    shape[0] = (real)-.5;
    expect_bias(&view, e, distance + 1, (const double[]){-.24999875, -.176776253, -.079056902, -.0249999988}, 4);
    real out[1];
    e->bias->table(&view, 1, distance, out);
    assert_true(fabs((double)out[0] / -79.0569415 - 1) < 1e-5);
    e->project(&view);
    assert_true(shape[0] == (real)-.5);
    struct view bounded = look(&e, "bam", "bounded=true", 1, 8, 8, 64);
    bounded.param = param;
    e->project(&bounded);
    assert_true(shape[0] == 0);
    shape[0] = (real).5, centre[0] = (real).2;
    view = look(&e, "bam", "", 1, 8, 8, 64);
    view.param = param;
    expect_bias(&view, e, distance, (const double[]){-.158643075, -.296087192, -.387514678, -.806329725, -2.50502847},
                5);
    struct param_spec spec[PARAMS_MAX];
    assert_int_equal(e->params(&view, spec), 3);
    view = look(&e, "bam", "centre=false", 4, 8, 32, 64);
    assert_int_equal(e->params(&view, spec), 2);
    real first[4];
    e->init(&view, 0, NULL, first);
    near(first, (const double[]){log(1. / 4), log(1. / 16), log(1. / 64), log(1. / 256)}, 4);
}

/* a = .01, b = .5, c = .1 of the linear, the logarithmic and the root part; they start at alibi / 2, 1/2 and 1/10. */
static void three_decays(void **state) {
    (void)state;
    const struct encoder *e;
    real part[3][1], *param[3];
    const double weight[] = {.01, .5, .1};
    for (int k = 0; k < 3; k++) part[k][0] = (real)log(expm1(weight[k])), param[k] = part[k];
    struct view view = look(&e, "ape-decay", "", 1, 8, 8, 64);
    view.param = param;
    expect_bias(&view, e, (const double[]){0, 1, 2, 10, 100},
                (const double[]){0, -.45657359, -.710727501, -1.6151754, -4.30756026}, 5);
    expect_bias(&view, e, (const double[]){-2}, (const double[]){-.710727501}, 1);
    view = look(&e, "ape-decay", "", 2, 8, 16, 64);
    real first[3][2], *start[] = {first[0], first[1], first[2]}, out[2];
    for (int k = 0; k < 3; k++) e->init(&view, k, NULL, first[k]);
    view.param = start;
    const double one = 1;
    e->bias->table(&view, 1, &one, out);
    near(out, (const double[]){-(1. / 32 + .5 * log(2) + .1), -(1. / 512 + .5 * log(2) + .1)}, 2);
}

/* Trained on 64, evaluated at 256: a quarter of every distance; up to 64 all of it. What has no biases over distance is
 * refused. */
static void interpolated_slopes(void **state) {
    (void)state;
    const struct encoder *e, *alibi;
    real out[4];
    const double one = 1;
    struct view view = look(&e, "bias-pi", "", 4, 16, 64, 64);
    view.length = 256;
    double distance = one * e->bias->stretch(&view);
    view.length = 40;
    assert_true(e->bias->stretch(&view) == 1);
    view = look(&alibi, "alibi", "", 4, 16, 64, 64);
    alibi->bias->table(&view, 1, &distance, out);
    near(out, (const double[]){-.0625, -.015625, -.00390625, -.0009765625}, 4);
    static const char *const refused[][2] = {{"bias-pi", "write alibi+bias-pi"},
                                             {"rope+bias-pi", "write alibi+bias-pi"},
                                             {"alibi+fire+bias-pi", "does not see distances alone"},
                                             {"alibi+bias-pi@heads=0", "cannot be placed with @heads"}};
    for (size_t k = 0; k < sizeof refused / sizeof *refused; k++) {
        struct scheme scheme;
        struct model_config c;
        struct error err;
        options_default(model_options, &c);
        assert_true(scheme_parse(refused[k][0], &scheme, &err));
        struct model *m = model_new(&c, &scheme, 4, (struct exposure){.tokens = 8}, 1, &err);
        assert_null(m);
        if (!strstr(err.text, refused[k][1])) fail_msg("%s: %s", refused[k][0], err.text);
    }
}

static void sandwich_vectors(void **state) {
    (void)state;
    static const struct {
        const char *list;
        int n;
        double distance[6], wanted[6];
    } set[] = {{"", 6, {0, 1, 2, 8, 64, 512}, {64, 62.55338, 58.79801, 46.86601, 31.12818, 16.03868}},
               {"first=zero", 6, {0, 1, 2, 8, 64, 512}, {64, 62.09368, 57.38186, 45.72051, 30.52006, 14.04316}},
               {"dim=16", 5, {0, 1, 2, 8, 64}, {8, 7.944864, 7.784423, 5.842691, 5.515654}}};
    const struct encoder *e;
    for (size_t i = 0; i < sizeof set / sizeof *set; i++)
        for (int H = 1; H <= 4; H += 3) {
            struct view view = look(&e, "sandwich", set[i].list, H, 8, 8 * H, 64);
            real out[64];
            e->bias->table(&view, set[i].n, set[i].distance, out);
            for (int h = 0; h < H; h++)
                for (int k = 0; k < set[i].n; k++)
                    assert_float_equal((float)out[h * set[i].n + k], (float)(set[i].wanted[k] * H / (8 * (h + 1))),
                                       5e-5);
        }
}

static void nape_needs_two_heads(void **state) {
    (void)state;
    const struct encoder *e;
    struct error err;
    const struct view view = look(&e, "nape", "", 1, 8, 8, 64);
    assert_false(e->check(&view, &err));
}

static void span_mask(void **state) {
    (void)state;
    const struct encoder *e;
    real z[1] = {(real).1}, *param[] = {z}, out[4];
    struct view view = look(&e, "adaptive-span", "max_span=100", 1, 8, 8, 64);
    view.param = param;
    e->bias->table(&view, 4, (const double[]){0, 10, 26, 43}, out);
    near(out, (const double[]){0, 0, log(.5)}, 3);
    assert_true((double)out[3] < -1e6);
    /* At most max_span keys, also where the span and the ramp would reach further. */
    z[0] = 1;
    e->bias->table(&view, 4, (const double[]){0, 98, 99, 100}, out);
    near(out, (const double[]){0, 0, 0}, 3);
    assert_true((double)out[3] < -1e6);
    z[0] = -1;
    e->project(&view);
    assert_true(z[0] == 0);
    /* The penalty pulls the span in: its part of the gradient is penalty * max_span / heads. */
    real dz[1] = {0}, *grad[] = {dz}, nothing[4] = {0};
    view = look(&e, "adaptive-span", "max_span=100,penalty=0.5", 1, 8, 8, 64);
    view.param = param;
    view.grad = grad;
    e->bias->grad(&view, 4, (const double[]){0, 10, 26, 42}, nothing);
    near(dz, (const double[]){50}, 1);
}

/* x = ln(c d + 1) / (ln(c max(i, m L0) + 1) + 1e-6), seen through the network x -> relu(x). */
static void fire_quotients(void **state) {
    (void)state;
    const struct encoder *e;
    real w1[1] = {1}, b1[1] = {0}, w2[1] = {1}, b2[1] = {0}, c[1] = {(real).1}, m[1] = {1};
    real *param[] = {w1, b1, w2, b2, c, m};
    struct view view = look(&e, "fire", "threshold=512,hidden=1", 1, 8, 8, 64);
    view.param = param;
    static const struct {
        double query, key, x;
    } set[] = {{100, 90, .175255}, {100, 0, .606282}, {511, 0, .999515}, {4096, 4000, .392324}, {4096, 0, 1}};
    for (size_t i = 0; i < sizeof set / sizeof *set; i++) {
        const double distance = set[i].query - set[i].key;
        real number[1], row[1] = {0}, table[1];
        e->bias->number(&view, 1, &distance, number);
        e->bias->row(&view, 0, set[i].query, 1, number, row);
        near(row, &set[i].x, 1);
        assert_int_equal(e->bias->by_row(&view, set[i].query), set[i].query > 512);
        e->bias->table(&view, 1, &distance, table);
        if (set[i].query <= 512) near(table, &set[i].x, 1);
    }
}

static void hard_alibi_windows(void **state) {
    (void)state;
    const struct encoder *e;
    struct view view = look(&e, "hard-alibi", "masked=3", 4, 8, 32, 64);
    static const long window[] = {1, 2, 3, 0};
    for (int h = 0; h < 4; h++) {
        struct mask mask = {0};
        e->mask->of(&view, h, &mask);
        assert_int_equal(mask.window, window[h]);
        assert_int_equal(mask.sinks, 0);
    }
    struct error err;
    assert_true(e->check(&view, &err));
    view.heads = 2;
    assert_false(e->check(&view, &err));
    view = look(&e, "hard-alibi", "", 1, 8, 8, 64);
    assert_false(e->check(&view, &err));
}

/* How often the prime divides *x, which is divided by it. */
static int take_out(int prime, long *x) {
    int times = 0;
    for (; *x % prime == 0; *x /= prime) times++;
    return times;
}

/* Whether d^n = top^k near^(n-k): in whole numbers, prime by prime. */
static bool equal_powers(long d, long near_end, long top, long k, long n) {
    for (int p = 2; d > 1 || top > 1 || near_end > 1; p++)
        if (n * take_out(p, &d) != k * take_out(p, &top) + (n - k) * take_out(p, &near_end)) return false;
    return true;
}

static long t5_bucket(long count, long most, bool causal, double distance) {
    const struct buckets b = {.count = count, .max_distance = most, .causal = causal};
    return bucket_of(&b, distance);
}

enum { COUNT_MOST = 256, TOP_MOST = 4096 };

/* Bucket `near_end` + k begins at near_end (top / near_end)^(k/n). Where that is a whole distance, or so close to one
 * that logarithms could err, the bucket is the one that whole numbers say. Returns whether it is one. */
static bool boundary_is_exact(long count, long top, long k, double begin) {
    const long near_end = count / 2, n = count - near_end, d = lround(begin);
    if (fabs(begin - (double)d) > 1e-9 * begin) return false;
    const bool equal = equal_powers(d, near_end, top, k, n);
    const long right = near_end + k - (equal || begin < (double)d ? 0 : 1);
    if (t5_bucket(count, top, true, (double)d) != right ||
        t5_bucket(2 * count, top, false, (double)-d) != count + right)
        fail_msg("of %ld buckets up to %ld, distance %ld is not in %ld", count, top, d, right);
    if (equal) assert_true(log_steps((double)d, near_end, top, n) == (double)k); /* rounded up as well as down */
    return equal;
}

static void bucket_boundaries(void **state) {
    (void)state;
    static double logarithm[TOP_MOST + 1];
    long exact = 0, k_seen = 0;
    for (int d = 1; d <= TOP_MOST; d++) logarithm[d] = log(d);
    for (long count = 4; count <= COUNT_MOST; count++) {
        const long near_end = count / 2, n = count - near_end;
        for (long top = near_end + 1; top <= TOP_MOST; top++) {
            const double step = (logarithm[top] - logarithm[near_end]) / (double)n;
            for (long k = 1; k < n; k++) {
                const double begin = exp(logarithm[near_end] + (double)k * step);
                exact += boundary_is_exact(count, top, k, begin);
                if (++k_seen % 997) continue;
                assert_true(t5_bucket(count, top, true, ceil(begin + 1e-6)) >= near_end + k);
                assert_true(t5_bucket(count, top, true, floor(begin - 1e-6)) < near_end + k);
            }
        }
    }
    assert_true(exact > 1000);
    /* By hand: 5 to 160 in 5 steps is a factor of 2 each. */
    static const int wanted[][2] = {{9, 5}, {10, 6}, {19, 6}, {20, 7}, {39, 7}, {40, 8}, {79, 8}, {80, 9}, {5000, 9}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_int_equal(t5_bucket(10, 160, true, wanted[i][0]), wanted[i][1]);
    /* Distances between whole ones are where their logarithm says. */
    assert_int_equal(t5_bucket(10, 160, true, 9.999999), 5);
    assert_int_equal(t5_bucket(10, 160, true, 4.5), 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(kerple_vectors),
                                       cmocka_unit_test(kerple_power_one),
                                       cmocka_unit_test(kerple_initial_values),
                                       cmocka_unit_test(mixture_blends),
                                       cmocka_unit_test(sandwich_vectors),
                                       cmocka_unit_test(interpolated_slopes),
                                       cmocka_unit_test(three_decays),
                                       cmocka_unit_test(learned_priors),
                                       cmocka_unit_test(bells),
                                       cmocka_unit_test(nape_needs_two_heads),
                                       cmocka_unit_test(span_mask),
                                       cmocka_unit_test(hard_alibi_windows),
                                       cmocka_unit_test(fire_quotients),
                                       cmocka_unit_test(bucket_boundaries)};
    return cmocka_run_group_tests_name("encoders: biases and masks", tests, NULL, NULL);
}
