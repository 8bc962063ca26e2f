/* Differential attention against vectors worked out apart: numbers sin(seed + 0.9 n). */
#include "model/atom.h"

#include "fixture_encoders.h"

enum { T = 3, D = 2, C = 4 };

static void fill(int seed, int n, real scale, real *out) {
    for (int k = 0; k < n; k++) out[k] = scale * (real)sin(seed + 0.9 * k);
}

static struct model *pair_of_heads(void) {
    struct scheme scheme;
    struct error err;
    struct model_config c;
    options_default(model_options, &c);
    c.layers = 1, c.heads = 2, c.width = C;
    assert_true(scheme_parse("differential", &scheme, &err));
    struct model *m = model_new(&c, &scheme, 4, (struct exposure){.tokens = T}, 1, &err);
    if (!m) fail_msg("%s", err.text);
    static const char *const order[] = {"query1", "key1", "query2", "key2"};
    const struct tensor *list;
    long count;
    for (int k = 0; k < model_tensors(m, &list); k++)
        for (int n = 0; n < 4; n++)
            if (strstr(list[k].name, "differential") && strstr(list[k].name, order[n]))
                fill(65 + n, D, (real).3, model_parameters(m, &count) + list[k].offset);
    model_reserve(m, true, T, T);
    tables_begin(m, (const double[]){0, 1, 2}, T);
    return m;
}

/* Queries and keys of the two heads, and the four numbers of the value that they share. */
static void set_rows(struct model *m) {
    real q[2][T * D], k[2][T * D], v[T * C];
    for (int h = 0; h < 2; h++) fill(60 + h, T * D, 1, q[h]), fill(62 + h, T * D, 1, k[h]);
    fill(64, T * C, 1, v);
    for (int t = 0; t < T; t++) {
        for (int c = 0; c < C; c++) {
            m->acts[0].q[t * C + c] = q[c / D][t * D + c % D];
            m->acts[0].kv[t * 2 * C + c] = k[c / D][t * D + c % D];
            m->acts[0].kv[t * 2 * C + C + c] = v[t * C + c];
        }
    }
}

static void difference_of_maps(void **state) {
    (void)state;
    struct model *m = pair_of_heads();
    const int all[] = {0, 1, 2}, ends[] = {0, T};
    const struct group g = {.sequences = 1,
                            .rows = T,
                            .answers = T,
                            .position = (const double[]){0, 1, 2},
                            .start = ends,
                            .answer_start = ends,
                            .place = all,
                            .ordinal = all,
                            .step = all,
                            .even = (const bool[]){true},
                            .answer_row = all,
                            .answer_index = all,
                            .answer_place = all};
    set_rows(m);
    attention_forward(m, 0, &g);
    EACH_ATOM(at, &m->stands[0]) if (at->atom->mixed) at->atom->mixed(m, 0, &g, T);
    near(m->acts[0].mixed, (const double[]){1.01824492, .972672705, .191001174, -.735216237}, C);
    near(m->acts[0].mixed + 2 * C, (const double[]){-1.0658688, -.671382823, .231192288, .958805685}, C);
    /* lambda's gradient, as the first of its four vectors gets it: e^(q1.k1) k1 dlambda. */
    fill(69, T * C, 1, m->dmixed);
    tables_zero_grad(m);
    EACH_ATOM(at, &m->stands[0]) if (at->atom->mixed_backward) at->atom->mixed_backward(m, 0, &g, T);
    attention_backward(m, 0, &g);
    tables_hand_back(m);
    real q1[D], k1[D];
    fill(65, D, (real).3, q1), fill(66, D, (real).3, k1);
    const double slope = exp((double)vec_dot(q1, k1, D)) * -.07128619776;
    const struct tensor *list;
    for (int k = 0; k < model_tensors(m, &list); k++)
        if (strstr(list[k].name, "query1"))
            near(model_gradients(m) + list[k].offset, (const double[]){slope * (double)k1[0], slope * (double)k1[1]},
                 D);
    model_free(m);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(difference_of_maps)};
    return cmocka_run_group_tests_name("differential attention", tests, NULL, NULL);
}
