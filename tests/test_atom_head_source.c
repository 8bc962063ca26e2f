/* Shared projections and the two parts of RoPE++'s product, against vectors worked out apart: numbers sin(seed + 0.9
 * n). */
#include "encoders/atom/head_source.h"
#include "encoders/atom/rotary.h"
#include "model/atom.h"

#include "fixture_encoders.h"

enum { C = 8, D = 4 };

static void fill(int seed, int n, real *out) {
    for (int k = 0; k < n; k++) out[k] = (real)sin(seed + 0.9 * k);
}

/* A model of one layer and two heads, its queries and keys set: token 0 stands at position 2 with the key, token 1 at 5
 * with the query; those of head 1 are other numbers unless `alike`. */
static struct model *product(const char *expression, bool alike, double wanted[2]) {
    struct scheme scheme;
    struct error err;
    struct model_config c;
    options_default(model_options, &c);
    c.layers = 1, c.heads = 2, c.width = C;
    if (!scheme_parse(expression, &scheme, &err)) fail_msg("%s", err.text);
    struct model *m = model_new(&c, &scheme, 4, (struct exposure){.tokens = 6}, 1, &err);
    if (!m) fail_msg("%s", err.text);
    model_reserve(m, true, 2, 6);
    tables_begin(m, (const double[]){2, 5}, 2);
    const int row[] = {0, 1}, place[] = {2, 5};
    const struct group g = {.sequences = 1,
                            .rows = 2,
                            .answers = 2,
                            .start = (const int[]){0, 2},
                            .place = place,
                            .ordinal = row,
                            .answer_row = row,
                            .answer_index = row,
                            .answer_place = place};
    real *q = m->acts[0].q, *kv = m->acts[0].kv;
    fill(1, 2 * C, q), fill(2, 4 * C, kv);
    fill(70, D, q + C), fill(71, D, kv);
    if (alike) fill(70, D, q + C + D), fill(71, D, kv + D);
    EACH_ATOM(at, &m->stands[0]) if (at->atom->rows) at->atom->rows(m, 0, &g, 2);
    for (int h = 0; h < 2; h++) wanted[h] = (double)vec_dot(q + C + h * D, kv + h * D, D);
    return m;
}

static void real_and_imaginary(void **state) {
    (void)state;
    double got[2];
    for (int apart = 0; apart < 2; apart++) {
        struct model *m = product(apart ? "rope-pp(heads=apart)" : "rope-pp", apart, got);
        assert_true(fabs(got[0] - .123123275) < 1e-6 && fabs(got[1] - .1025231777) < 1e-6);
        model_free(m);
    }
    struct model *m = product("rope-pp(heads=apart)", false, got);
    assert_true(fabs(got[0] - .123123275) < 1e-6 && fabs(got[1] - .1025231777) > 1e-2);
    model_free(m);
}

/* Values follow too, and a gradient of what was taken belongs to the head it was taken from. */
static void values_and_gradients(void **state) {
    (void)state;
    double got[2];
    struct model *m = product("rope-pp", false, got);
    const real *kv = m->acts[0].kv;
    assert_memory_equal(kv + C, kv + C + D, sizeof(real) * D);
    fill(3, C, m->dq), fill(4, 2 * C, m->dkv);
    const struct group g = {.sequences = 1, .rows = 1, .answers = 1};
    atom_list[ATOM_head_source]->rows_backward(m, 0, &g, 1);
    for (int d = 0; d < D; d++) {
        assert_true(fabs((double)m->dq[d] - sin(3 + 0.9 * d) - sin(3 + 0.9 * (D + d))) < 1e-6 && m->dq[D + d] == 0);
        for (int v = 0; v < 2; v++)
            assert_true(fabs((double)m->dkv[v * C + d] - sin(4 + 0.9 * (v * C + d)) - sin(4 + 0.9 * (v * C + D + d))) <
                            1e-6 &&
                        m->dkv[v * C + D + d] == 0);
    }
    model_free(m);
}

static void odd_heads(void **state) {
    (void)state;
    const struct encoder *e;
    struct error err;
    struct view view = look(&e, "rope-pp", "", 3, D, 3 * D, 64);
    assert_false(e->check(&view, &err));
    view = look(&e, "rope-pp", "heads=apart", 3, D, 3 * D, 64);
    assert_true(e->check(&view, &err));
    double phi[6] = {0};
    view.pairs = 2;
    e->rotary->key_phases(&view, phi);
    assert_true(phi[3] == 0 && fabs(phi[4] - M_PI / 2) < 1e-15);
    view.heads = 1;
    assert_false(e->check(&view, &err));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(real_and_imaginary), cmocka_unit_test(values_and_gradients),
                                       cmocka_unit_test(odd_heads)};
    return cmocka_run_group_tests_name("shared projections", tests, NULL, NULL);
}
