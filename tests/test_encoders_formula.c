/* Schemes from a formula by themselves: vectors worked out by hand, and what is learned. */
#include "encoders/atom/bias.h"
#include "encoders/atom/embed.h"
#include "encoders/atom/positions.h"
#include "encoders/atom/rotary.h"
#include "encoders/atom/temperature.h"
#include "fixture_encoders.h"

enum { HEADS = 4, ROOM = 4096 };

/* A scheme with its own parameters at their initial values, and gradients of 0. */
struct made {
    const struct encoder *e;
    struct view view;
    real block[PARAMS_MAX][ROOM], dblock[PARAMS_MAX][ROOM];
    real *param[PARAMS_MAX], *grad[PARAMS_MAX];
    struct param_spec spec[PARAMS_MAX];
    int n;
};
static struct made *make(const char *name, const char *list) {
    static struct made m;
    struct rng rng = rng_open(1, "test/formula", 0, 0);
    struct error err;
    memset(&m, 0, sizeof m);
    m.view = look(&m.e, name, list, HEADS, 8, HEADS * 8, 64);
    if (!m.e->check(&m.view, &err)) fail_msg("%s(%s): %s", name, list, err.text);
    m.n = m.e->params(&m.view, m.spec);
    for (int k = 0; k < m.n; k++) {
        m.e->init(&m.view, k, &rng, m.block[k]);
        m.param[k] = m.block[k], m.grad[k] = m.dblock[k];
    }
    m.view.param = m.param, m.view.grad = m.grad;
    return &m;
}

/* Of heads 1 and 4, m = 2^(-8h/H). */
static void bias_vectors(void **state) {
    (void)state;
    const double distance[] = {0, 1, 4, 100, -9};
    real out[HEADS * 5];
    struct made *m = make("formula-bias", "");
    assert_int_equal(m->n, 1);
    assert_string_equal(m->spec[0].name, "m");
    m->e->bias->table(&m->view, 5, distance, out);
    near(out, (const double[]){0, -.25, -.5, -2.5, -.75}, 5);
    near(out + 15, (const double[]){0, -.00390625, -.0078125, -.0390625, -.01171875}, 5);
    m = make("formula-bias", "of=c*layer+h/H+D+L+a[d]*b,learn=[a[3]=k per layer],with=[c=100,b=2*c]");
    m->view.layer = 1;
    m->e->bias->table(&m->view, 5, distance, out);
    near(out + 5, (const double[]){272.5, 472.5, 672.5, 672.5, 272.5}, 5);
}

static void row_vectors(void **state) {
    (void)state;
    const double distance[] = {0, 1, 3};
    real number[3], out[3] = {1, 1, 1};
    struct made *m = make("formula-rows", "of=100*i+10*j+d-n,learn=");
    m->e->bias->number(&m->view, 3, distance, number);
    assert_true(m->e->bias->by_row(&m->view, 0));
    m->e->bias->row(&m->view, 2, 5, 3, number, out);
    near(out, (const double[]){545, 536, 518}, 3); /* added */
    real zero[3] = {0};
    m = make("formula-rows", "");
    m->e->bias->row(&m->view, 3, 3, 3, number, zero);
    near(zero, (const double[]){0, -1, -2}, 3); /* m = 2 */
}

/* Numbers of a list of every head, their bounds, and noise at the start. */
static void learned_numbers(void **state) {
    (void)state;
    struct made *m = make("formula-bias", "of=w[d]+s+z,learn=[w[3]=10*h+k per head least 10 most 42, s=0 std 0.5 per "
                                          "layer per head,z=-L]");
    assert_int_equal(m->n, 3);
    assert_true(m->spec[0].rows == HEADS && m->spec[0].cols == 3 && !m->spec[0].per_layer);
    assert_true(m->spec[1].rows == 0 && m->spec[1].cols == HEADS && m->spec[1].per_layer);
    assert_true(m->spec[2].rows == 0 && m->spec[2].cols == 1 && !m->spec[2].per_layer);
    near(m->block[0], (const double[]){10, 11, 12, 20, 21, 22, 30, 31, 32, 40, 41, 42}, 12);
    near(m->block[2], (const double[]){-64}, 1);
    double square = 0;
    for (int h = 0; h < HEADS; h++) square += (double)(m->block[1][h] * m->block[1][h]);
    assert_true(square > 0.05 && square < 8);
    m->block[0][0] = 3, m->block[0][5] = 50, m->block[2][0] = 1e6;
    m->e->project(&m->view);
    near(m->block[0], (const double[]){10, 11, 12, 20, 21, 42}, 6);
    assert_true(m->block[2][0] > 9e5);
}

/* Of a table's gradient in every entry: w[d] gets those of its distance in its head, z those of all. */
static void gradients(void **state) {
    (void)state;
    const double distance[] = {0, 1, 2, 7};
    real d[HEADS * 4];
    double all = 0;
    struct made *m = make("formula-bias", "of=w[d]*2+z,learn=[w[3]=0 per head,z=0]");
    for (int k = 0; k < HEADS * 4; k++) d[k] = (real)(k + 1), all += k + 1;
    m->e->bias->grad(&m->view, 4, distance, d);
    near(m->dblock[0], (const double[]){2, 4, 14, 10, 12, 30}, 6);
    near(m->dblock[1], (const double[]){all}, 1);
}

/* Angles are turned, in every head; their gradient is that of cosine and sine. */
static void angle_vectors(void **state) {
    (void)state;
    enum { N = 2, PAIRS = 4 };
    const double position[N] = {0, 3};
    real cosine[HEADS * N * PAIRS], sine[HEADS * N * PAIRS], d[HEADS * N * PAIRS] = {0};
    struct made *m = make("formula-angle", "of=s*p*(k+1)*h,learn=[s=0.1]");
    m->e->rotary->rotate(&m->view, false, N, position, cosine, sine);
    for (int h = 0; h < HEADS; h++)
        for (int k = 0; k < PAIRS; k++) {
            const int at = (h * N + 1) * PAIRS + k;
            const double angle = .3 * (k + 1) * (h + 1);
            near(&cosine[at - PAIRS], (const double[]){1}, 1);
            near(&cosine[at], (const double[]){cos(angle)}, 1);
            near(&sine[at], (const double[]){sin(angle)}, 1);
        }
    d[(2 * N + 1) * PAIRS + 1] = 1; /* angle 0.1 * 3 * 2 * 3 */
    m->e->rotary->rotate_grad(&m->view, false, N, position, d, cosine);
    double wanted = -18 * sin(1.8);
    for (int h = 0; h < HEADS; h++)
        for (int k = 0; k < PAIRS; k++) {
            const double slope = 3 * (k + 1) * (h + 1);
            wanted += slope * cos(.1 * slope) * cos(.1 * slope);
        }
    assert_true(fabs((double)m->dblock[0][0] - wanted) < 1e-3);
}

static void embed_vectors(void **state) {
    (void)state;
    const double position[] = {2, 5};
    real out[2 * HEADS * 8], d[2 * HEADS * 8] = {0};
    struct made *m = make("formula-embed", "of=100*p+c+C*a,learn=[a=2]");
    m->e->embed->table(&m->view, 2, position, out);
    near(out, (const double[]){264, 265, 266}, 3);
    near(out + 33, (const double[]){565, 566}, 2);
    d[3] = 2, d[40] = 1;
    m->e->embed->grad(&m->view, 2, position, d);
    near(m->dblock[0], (const double[]){96}, 1);
}

static void temperature_vectors(void **state) {
    (void)state;
    real out[HEADS * 3], d[HEADS * 3] = {0};
    struct made *m = make("formula-temperature", "of=s*n+layer,learn=[s=h per head]");
    m->view.layer = 1;
    m->e->temperature->factor(&m->view, 3, out);
    near(out, (const double[]){3, 4, 5, 4, 6, 8}, 6);
    d[5] = 2, d[4] = 1;
    m->e->temperature->grad(&m->view, 3, d);
    near(m->dblock[0], (const double[]){0, 8, 0}, 3);
}

/* u is drawn in training, once for a sequence. */
static void position_vectors(void **state) {
    (void)state;
    const struct encoder *e;
    double position[] = {0, 1, 2, 3};
    struct rng rng = rng_open(1, "test/formula", 0, 0), same = rng;
    struct view view = look(&e, "formula-positions", "of=2*p+L*u+T", HEADS, 8, HEADS * 8, 64);
    e->positions->map(&view, &rng, 4, position);
    const double shift = 64 * rng_uniform(&same) + 4;
    for (int t = 0; t < 4; t++) assert_float_equal((float)position[t], (float)(2 * t + shift), 1e-4F);
    assert_int_equal(e->positions->limit(&view, 4, 4), 6 + 64 + 4 + 1);
    view.evaluating = true;
    e->positions->map(&view, &rng, 4, position);
    for (int t = 0; t < 4; t++) assert_float_equal((float)position[t], (float)(2 * (2 * t + shift) + 4), 1e-4F);
    assert_int_equal(e->positions->limit(&view, 100, 4), 198 + 4 + 1);
}

/* test_formulas_refused.c has what is refused in any model. */
static void causal_alone(void **state) {
    (void)state;
    const struct encoder *e;
    struct view view = look(&e, "formula-rows", "of=n*d,learn=", HEADS, 8, HEADS * 8, 64);
    struct error err;
    assert_true(e->check(&view, &err));
    view.causal = false;
    assert_false(e->check(&view, &err));
    assert_non_null(strstr(err.text, "causal models alone"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bias_vectors),        cmocka_unit_test(row_vectors),      cmocka_unit_test(learned_numbers),
        cmocka_unit_test(gradients),           cmocka_unit_test(angle_vectors),    cmocka_unit_test(embed_vectors),
        cmocka_unit_test(temperature_vectors), cmocka_unit_test(position_vectors), cmocka_unit_test(causal_alone)};
    return cmocka_run_group_tests_name("encoders_formula", tests, NULL, NULL);
}
