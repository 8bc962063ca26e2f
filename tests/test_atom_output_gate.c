/* Output gate against vectors worked out apart: numbers sin(seed + 0.9 n). */
#include "encoders/atom/channels.h"
#include "encoders/atom/output_gate.h"
#include "model/atom.h"
#include "model/atom/channels.h"

#include "fixture_encoders.h"

static void fill(int seed, int n, real *out) {
    for (int k = 0; k < n; k++) out[k] = (real)sin(seed + 0.9 * k);
}

/* One row of outputs through a model of one layer, with the layer's input and the gate's weights set. */
static void gated(const char *expression, int seed, const double wanted[4]) {
    struct scheme scheme;
    struct error err;
    struct model_config c;
    options_default(model_options, &c);
    c.layers = 1, c.heads = 2, c.width = 4;
    if (!scheme_parse(expression, &scheme, &err)) fail_msg("%s", err.text);
    struct model *m = model_new(&c, &scheme, 4, (struct exposure){.tokens = 1}, 1, &err);
    if (!m) fail_msg("%s", err.text);
    const struct tensor *list;
    long count;
    real x[4];
    for (int k = 0; k < model_tensors(m, &list); k++)
        if (strstr(list[k].name, "output-gate"))
            fill(seed, (int)list[k].size, model_parameters(m, &count) + list[k].offset);
    model_reserve(m, true, 1, 1);
    tables_begin(m, (const double[]){0}, 1);
    const struct group g = {
        .sequences = 1, .rows = 1, .answers = 1, .start = (const int[]){0, 1}, .answer_row = (const int[]){0}};
    fill(5, 4, x), fill(4, 4, m->acts[0].mixed);
    EACH_ATOM(at, &m->stands[0]) if (at->atom->input) at->atom->input(m, 0, 0, 1, x);
    EACH_ATOM(at, &m->stands[0]) if (at->atom->rows) at->atom->rows(m, 0, &g, 1);
    EACH_ATOM(at, &m->stands[0]) if (at->atom->mixed) at->atom->mixed(m, 0, &g, 1);
    near(m->acts[0].mixed, wanted, 4);
    model_free(m);
}

static void gates(void **state) {
    (void)state;
    gated("output-gate", 6, (const double[]){-.331085322, -.3405677, -.171434053, .199059796});
    gated("output-gate(form=head)", 7, (const double[]){-.141675705, -.183918087, -.161746174, .140944078});
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(gates)};
    return cmocka_run_group_tests_name("output gate", tests, NULL, NULL);
}
