/* Attention to exponentials of values against vectors worked out apart: values sin(seed + 0.9 n), weights the softmax
 * of 1, .4, -.2 and -3. */
#include "encoders/atom/laser.h"
#include "model/atom.h"

#include "fixture_encoders.h"

enum { KEYS = 4, D = 2 };

static struct model *made(const char *expression) {
    struct scheme scheme;
    struct error err;
    struct model_config c;
    options_default(model_options, &c);
    c.layers = 1, c.heads = 1, c.width = D;
    if (!scheme_parse(expression, &scheme, &err)) fail_msg("%s", err.text);
    struct model *m = model_new(&c, &scheme, 4, (struct exposure){.tokens = KEYS}, 1, &err);
    if (!m) fail_msg("%s", err.text);
    model_reserve(m, true, 1, KEYS);
    tables_begin(m, (const double[]){0, 1, 2, 3}, KEYS);
    return m;
}

/* What the last of four queries gets of values of a size, by the atom's own two ends. */
static void attended(const char *expression, double size, const double wanted[D]) {
    struct model *m = made(expression);
    const double score[KEYS] = {1, .4, -.2, -3};
    const struct group g = {
        .sequences = 1, .rows = KEYS, .answers = 1, .start = (const int[]){0, KEYS}, .answer_row = (const int[]){3}};
    double sum = 0;
    real *value = m->acts[0].kv + D, *out = m->acts[0].mixed;
    for (int k = 0; k < KEYS * D; k++) value[k / D * 2 * D + k % D] = (real)(size * sin(91 + 0.9 * k));
    EACH_ATOM(at, &m->stands[0]) if (at->atom->rows) at->atom->rows(m, 0, &g, 1);
    out[0] = out[1] = 0;
    for (int j = 0; j < KEYS; j++) {
        sum += exp(score[j]);
        for (int d = 0; d < D; d++) out[d] += (real)exp(score[j]) * value[2 * D * j + d];
    }
    for (int d = 0; d < D; d++) out[d] = (real)((double)out[d] / sum);
    EACH_ATOM(at, &m->stands[0]) if (at->atom->mixed) at->atom->mixed(m, 0, &g, 1);
    near(out, wanted, D);
    model_free(m);
}

static void logarithms(void **state) {
    (void)state;
    attended("laser", 1, (const double[]){-.04675162, -.14626193});
    attended("laser(clamp=0.5)", 1, (const double[]){.00862778, -.20749284});
    attended("laser", 10, (const double[]){3.24542682, 6.57796568});
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(logarithms)};
    return cmocka_run_group_tests_name("laser", tests, NULL, NULL);
}
