/* Rounding to bf16 in rotations: against vectors worked out apart, what it does to a model whose positions are shifted,
 * and gradients. */
#include "base/bf16.h"
#include "fixture_battery.h"
#include "model/atom.h"

static void nearest_of_a_half(void **state) {
    (void)state;
    static const float given[] = {1.00390625F, 1.01171875F, 3.14159265F, 257, 258, 259, 1e-3F, .99999F, -257, 0},
                       wanted[] = {1, 1.015625F, 3.140625F, 256, 258, 260, .000999450684F, 1, -256, 0};
    for (int k = 0; k < 10; k++) assert_true(fabsf(bf16_round(given[k]) - wanted[k]) <= 1e-6F * fabsf(wanted[k]));
    assert_true(isinf(bf16_round(3.4e38F)) && isinf(bf16_round(INFINITY)) && isnan(bf16_round(NAN)));
    int distinct = 1;
    for (int k = 1; k < 512; k++) distinct += bf16_round((float)k) > bf16_round((float)(k - 1));
    assert_int_equal(distinct, 385);
}

/* q . k of sin(97 + .9 n) and sin(98 + .9 n), at positions 5 + by and 3 + by. */
static double turned(const char *expression, double by) {
    enum { D = 8 };
    struct error err;
    struct model_config c;
    const struct scheme scheme = parsed(expression);
    options_default(model_options, &c);
    c.layers = 1, c.heads = 1, c.width = D;
    struct model *m = model_new(&c, &scheme, 4, (struct exposure){.tokens = 2}, 1, &err);
    if (!m) fail_msg("%s", err.text);
    model_reserve(m, true, 2, 2);
    const double position[] = {5 + by, 3 + by};
    const int answer[] = {0, 1};
    int place[2], step[2];
    bool even;
    const struct group g = {.sequences = 1,
                            .rows = 2,
                            .answers = 2,
                            .start = (const int[]){0, 2},
                            .position = position,
                            .place = place,
                            .answer_row = answer,
                            .answer_place = place};
    tables_begin(m, position, 2);
    places_of_rows(m, &g, place, step, &even);
    real *q = m->acts[0].q, *k = m->acts[0].kv + 2 * D;
    for (int d = 0; d < D; d++) q[d] = (real)sin(97 + 0.9 * d), k[d] = (real)sin(98 + 0.9 * d);
    EACH_ATOM(at, &m->stands[0]) if (at->atom->rows) at->atom->rows(m, 0, &g, 2);
    double product = 0;
    for (int d = 0; d < D; d++) product += (double)q[d] * (double)k[d];
    model_free(m);
    return product;
}

static void turns(void **state) {
    (void)state;
    static const double by[] = {0, 16, 256, 4096}, tables[] = {2.29145813, 2.2817955, 2.29025269, 2.28517056},
                        angles[] = {2.29789734, 2.2865181, 1.67671967, 1.67117691};
    for (int k = 0; k < 4; k++) {
        const double t = turned("rope(angles=tables,turn=bf16)", by[k]),
                     a = turned("rope(angles=bf16,turn=bf16)", by[k]);
        if (fabs(t - tables[k]) > 1e-6 || fabs(a - angles[k]) > 1e-6)
            fail_msg("shifted by %g: %.9g and %.9g", by[k], t, a);
        assert_true(fabs(turned("rope", by[k]) - 2.29) < 5e-3); /* 2.28968 of rounded queries and keys */
    }
    assert_true(fabs(turned("rope(angles=bf16)", 256) - 1.68) < 0.02);
}

/* How far logits move when all positions do: by as much as always under rounded tables, however far; under rounded
 * angles more and more, since above 256 not even positions are whole any more. */
static void shifts(void **state) {
    (void)state;
    static const double by[] = {16, 256, 4096};
    const struct scheme rope = parsed("rope"), tables = parsed("rope(angles=tables,turn=bf16)"),
                        angles = parsed("rope(angles=bf16)");
    for (int k = 0; k < 3; k++) {
        const double t = battery_shift(&tables, true, by[k]), a = battery_shift(&angles, true, by[k]);
        printf("positions plus %g: tables %g, angles %g\n", by[k], t, a);
        assert_true(battery_shift(&rope, true, by[k]) < 10 * CLOSE);
        assert_true(t > 1e-3 && t < 0.1 && a > (k ? 1 : 1e-3));
    }
}

/* Parts that share the rounding, by heads and layers, in blocks, and what is not rounded stays as it was. */
static void places(void **state) {
    (void)state;
    static const char *const same[][2] = {{"rope(angles=bf16)@heads=0+rope(angles=bf16)@heads=1", "rope(angles=bf16)"},
                                          {"rope(turn=bf16)@layers=0+rope(turn=bf16)@layers=1", "rope(turn=bf16)"},
                                          {"p-rope(share=1,angles=bf16,turn=bf16)", "rope(angles=bf16,turn=bf16)"},
                                          {"hope(cutoff=0,angles=tables)", "rope(angles=tables)"},
                                          {"rope-partial(share=1,turn=bf16)", "rope(turn=bf16)"},
                                          {"rope-clip(clipped=0,turn=bf16)", "rope(turn=bf16)"},
                                          {"rope(angles=bf16)+rerope(window=48)", "rope(angles=bf16)"}};
    for (size_t k = 0; k < sizeof same / sizeof *same; k++)
        if (between(same[k][0], same[k][1], NULL, TRAIN_LENGTH, true) != 0) fail_msg("%s differs", same[k][0]);
    static const char *const apart_from[] = {"rope(angles=tables)",      "rope(angles=bf16)",
                                             "rope(turn=bf16)",          "rope(layout=interleaved,turn=bf16)",
                                             "resonance(angles=tables)", "rope(angles=bf16)@heads=1+rope@heads=0"};
    for (size_t k = 0; k < sizeof apart_from / sizeof *apart_from; k++) {
        const char *exact = k == 3 ? "rope(layout=interleaved)" : k == 4 ? "resonance" : "rope";
        const double moved = between(apart_from[k], exact, NULL, TRAIN_LENGTH, true);
        if (!(moved > 1e-5 && moved < 0.3)) fail_msg("%s: %g", apart_from[k], moved);
        const struct scheme scheme = parsed(apart_from[k]);
        assert_true(blocks_difference(&scheme, true, 100) < 10 * CLOSE && causal_holds(&scheme));
    }
}

#ifdef LX_REAL_DOUBLE
/* Of rounded tables they are exact; through rounded rows they go as if these were not, so only nearly in their
 * direction: compared with what is left of them by a model that rounds nothing. */
static void gradients(void **state) {
    (void)state;
    static const char *const exact[] = {"rope(angles=bf16)", "rope(angles=tables)@heads=1+rope@heads=0"};
    for (int k = 0; k < 2; k++) {
        const struct scheme scheme = parsed(exact[k]);
        assert_true(gradient_error(&scheme, true) < 1e-6);
    }
    const struct scheme scheme[2] = {parsed("rope"), parsed("rope(angles=tables,turn=bf16)")};
    const int T = TRAIN_LENGTH;
    struct model *m[2];
    double dot[3] = {0};
    long count;
    for (int k = 0; k < 2; k++) {
        m[k] = make(&scheme[k], true);
        fill(&all, &scheme[k], false, &T, 1, 1);
        model_reserve(m[k], true, 0, T);
        model_gradient(m[k], &all.batch);
    }
    model_parameters(m[0], &count);
    for (long i = 0; i < count; i++) {
        const double a = m[0]->grad_block[i], b = m[1]->grad_block[i];
        dot[0] += a * a, dot[1] += a * b, dot[2] += b * b;
    }
    const double cosine = dot[1] / sqrt(dot[0] * dot[2]);
    printf("cosine of the gradients: %.6f\n", cosine);
    assert_true(cosine > 0.99 && cosine < 1 - 1e-9);
    model_free(m[0]);
    model_free(m[1]);
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(nearest_of_a_half), cmocka_unit_test(turns),
                                       cmocka_unit_test(shifts),
#ifdef LX_REAL_DOUBLE
                                       cmocka_unit_test(gradients),
#endif
                                       cmocka_unit_test(places)};
    return cmocka_run_group_tests_name("bf16", tests, NULL, NULL);
}
