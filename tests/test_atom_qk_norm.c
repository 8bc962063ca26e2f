/* QK-norm against vectors worked out apart: numbers sin(seed + 0.9 n). The atom's file is read in, so that its inside
 * can be asked. */
#define atom_qk_norm atom_qk_norm_here
#include "model/atom/qk_norm.c"

#include "fixture_encoders.h"

static void fill(int seed, int n, real *out) {
    for (int k = 0; k < n; k++) out[k] = (real)sin(seed + 0.9 * k);
}

/* Scores, and what they give back to the query and to its gain. */
static void norm_of_a_head(void **state) {
    (void)state;
    static struct model m = {.C = 4, .D = 4, .H = 1};
    real q[4], k[4], d[4], query_gain[] = {1, (real).5, 2, 1}, key_gain[] = {1, 1, (real).5, 2}, dgain[2][4] = {{0}};
    const struct qk_norm norm = {
        .epsilon = 1e-6, .query = true, .gains = 4, .gain = {query_gain, key_gain}, .dgain = {dgain[0], dgain[1]}};
    const struct run r = {0, 0, 4};
    real raw[4];
    fill(1, 4, q), fill(2, 4, k), fill(1, 4, raw);
    const double inverse = norm_run(&m, &norm, false, r, q);
    norm_run(&m, &norm, true, r, k);
    near(q, (const double[]){1.19106092, .669720688, .948318604, -.74995708}, 4);
    near(k, (const double[]){1.21017119, .318413575, -.407156541, -2.66156767}, 4);
    near((const real[]){vec_dot(q, k, 4) / 2}, (const double[]){1.63229158}, 1);
    for (int c = 0; c < 4; c++) d[c] = k[c] / 2;
    norm_run_backward(&m, &norm, false, r, raw, inverse, d);
    near(d, (const double[]){.168503656, -.660996249, -.850187936, -1.45047868}, 4);
    near(dgain[0], (const double[]){.720693805, .213248159, -.0965285307, .998030757}, 4);
}

/* To length 1: ten times the cosine, and what it gives back to the query. */
static void norm_to_length_one(void **state) {
    (void)state;
    static struct model m = {.C = 4, .D = 4, .H = 1};
    real q[4], k[4], raw[4], d[4], scale[] = {10}, dscale[] = {0};
    const struct qk_norm norm = {.unit = true, .epsilon = 1e-6, .query = true, .scale = scale, .dscale = dscale};
    const struct run r = {0, 0, 4};
    fill(1, 4, q), fill(2, 4, k), fill(1, 4, raw);
    const double inverse = norm_run(&m, &norm, false, r, q);
    norm_run(&m, &norm, true, r, k);
    near((const real[]){vec_dot(q, k, 4) / 2}, (const double[]){6.199510181}, 1);
    for (int c = 0; c < 4; c++) d[c] = k[c] / 2;
    norm_run_backward(&m, &norm, false, r, raw, inverse, d);
    near(d, (const double[]){1.66942661, -1.81168972, -3.92175539, -3.06391477}, 4);
    near(dscale, (const double[]){.6199510181}, 1);
}

/* Over all heads together against head by head. */
static void norm_of_the_width(void **state) {
    (void)state;
    static struct model m = {.C = 8, .D = 4, .H = 2};
    real x[8], ones[8] = {1, 1, 1, 1, 1, 1, 1, 1};
    struct qk_norm norm = {.width = true, .epsilon = 1e-6, .query = true, .gains = 8, .gain = {ones, ones}};
    fill(3, 8, x);
    norm_run(&m, &norm, false, (struct run){0, 0, 8}, x);
    near(x, (const double[]){.213010611, -1.03813408, -1.50363959, -.831220642}, 4);
    norm.width = false, norm.gains = 4;
    fill(3, 8, x);
    norm_run(&m, &norm, false, (struct run){0, 0, 4}, x);
    near(x, (const double[]){.211042199, -1.02854078, -1.4897446, -.823539407}, 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(norm_of_a_head), cmocka_unit_test(norm_to_length_one),
                                       cmocka_unit_test(norm_of_the_width)};
    return cmocka_run_group_tests_name("QK-norm", tests, NULL, NULL);
}
