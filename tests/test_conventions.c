/* What docs/model.md says: a forward pass worked by hand, the loss, the clipping, tokens, and the order of columns; and
 * the settings that are younger than stored results. */
#include "encoders/atom/channels.h"
#include "fixture_encoders.h"
#include "model/model.h"
#include "results/younger.h"
#include "run/config.h"
#include "tasks/task.h"

enum { VOCABULARY = 3, WIDTH = 2 };

static struct model *model_of(const char *activation) {
    struct scheme scheme;
    struct model_config c;
    struct error err;
    options_default(model_options, &c);
    c.layers = c.heads = 1, c.width = WIDTH, c.mlp = 0.5;
    assert_true(options_set(model_options, &c, "activation", activation, &err) && scheme_parse("nope", &scheme, &err));
    struct model *m = model_new(&c, &scheme, VOCABULARY, (struct exposure){.tokens = 8}, 1, &err);
    assert_non_null(m);
    return m;
}

/* All numbers of a tensor. */
static void set(struct model *m, const char *name, const double *value) {
    const struct tensor *list;
    long count;
    real *p = model_parameters(m, &count);
    for (int i = 0, n = model_tensors(m, &list); i < n; i++) {
        if (strcmp(list[i].name, name) != 0) continue;
        for (long k = 0; k < list[i].size; k++) p[list[i].offset + k] = value ? (real)value[k] : 0;
        return;
    }
    fail_msg("no tensor %s", name);
}

static void norm_by_hand(double x[WIDTH]) {
    const double mean = (x[0] + x[1]) / 2,
                 variance = ((x[0] - mean) * (x[0] - mean) + (x[1] - mean) * (x[1] - mean)) / 2;
    for (int c = 0; c < WIDTH; c++) x[c] = (x[c] - mean) / sqrt(variance + 1e-5);
}

/* One token, attention that adds nothing, and an MLP of one number. The embedding is so small that epsilon decides. */
static void a_pass_by_hand(void **state) {
    (void)state;
    static const char *const names[] = {"gelu", "swiglu"};
    const double embedding[] = {0, 0, .001, .003, 0, 0}, up[] = {1, -2, 7, .5}, up_bias[] = {1, 2}, down[] = {.01, .05},
                 head[] = {1, 2, 3, -1, .5, 4};
    for (int swiglu = 0; swiglu < 2; swiglu++) {
        struct model *m = model_of(names[swiglu]);
        set(m, "token_embedding.weight", embedding);
        set(m, "layer.0.attention.out.weight", NULL);
        set(m, "layer.0.mlp.up.weight", swiglu ? up : (const double[]){1, 7});
        set(m, "layer.0.mlp.up.bias", up_bias);
        set(m, "layer.0.mlp.down.weight", down);
        set(m, "head.weight", head);
        double x[WIDTH] = {.001, .003}, n[WIDTH] = {.001, .003};
        norm_by_hand(n);
        /* [in][out]: the first column of swiglu's matrix is (1, 7), the second (-2, 0.5). */
        const double u = n[0] * 1 + n[1] * 7 + 1, v = n[0] * -2 + n[1] * .5 + 2;
        const double inside = sqrt(2 / M_PI) * (u + 0.044715 * u * u * u);
        const double act = swiglu ? u / (1 + exp(-u)) * v : u / 2 * (1 + tanh(inside));
        for (int c = 0; c < WIDTH; c++) x[c] += act * down[c];
        norm_by_hand(x);
        const int start[] = {0, 1}, token[] = {1}, row[] = {0}, target[] = {0};
        const double position[] = {0};
        const struct batch batch = {1, 1, 1, start, token, position, NULL, NULL, row, target, NULL};
        real logits[VOCABULARY];
        model_reserve(m, false, 1, 1);
        model_logits(m, &batch, logits);
        for (int k = 0; k < VOCABULARY; k++)
            if (fabs((double)logits[k] - (x[0] * head[k] + x[1] * head[VOCABULARY + k])) > CLOSE)
                fail_msg("%s: logit %d is %.9g", names[swiglu], k, (double)logits[k]);
        model_free(m);
    }
}

/* Two sequences, of one answer and of three: every answer weighs the same. And where the gradient is clipped, its norm
 * is the limit itself, which the first moment shows a tenth of. */
static void loss_and_clipping(void **state) {
    (void)state;
    struct model *m = model_of("gelu");
    const int start[] = {0, 2, 5}, token[] = {0, 1, 2, 1, 0}, row[] = {1, 2, 3, 4}, target[] = {0, 1, 2, 1};
    const double position[] = {0, 1, 0, 1, 2};
    const struct batch batch = {2, 5, 4, start, token, position, NULL, NULL, row, target, NULL};
    struct answer answer[4];
    double sum = 0;
    model_reserve(m, false, 5, 3);
    model_evaluate(m, &batch, answer);
    for (int k = 0; k < 4; k++) sum += answer[k].loss;
    struct optimiser_config o;
    struct step_report report;
    real *first, *second;
    long count;
    options_default(optimiser_options, &o);
    model_reserve(m, true, 0, 3);
    model_parameters(m, &count);
    model_train_step(m, &batch, &o, 0, 0, &report);
    assert_true(fabs(report.loss - sum / 4) < CLOSE);
    model_free(m);
    m = model_of("gelu");
    model_reserve(m, true, 0, 3);
    o.clip = 1e-5;
    model_train_step(m, &batch, &o, 0, 0, &report);
    assert_true(report.grad_norm > 1e-4);
    model_moments(m, &first, &second);
    double square = 0;
    for (long k = 0; k < count; k++) square += (double)first[k] * (double)first[k];
    assert_true(fabs(sqrt(square) / 1e-6 - 1) < 1e-4);
    model_free(m);
}

/* A model whose numbers are not finite has no answer, whichever token a search through them would stop at. */
static void no_answer_without_numbers(void **state) {
    (void)state;
    const int start[] = {0, 2}, token[] = {0, 1}, row[] = {1}, target[] = {0};
    const double position[] = {0, 1};
    const struct batch batch = {1, 2, 1, start, token, position, NULL, NULL, row, target, NULL};
    static const real broken[] = {(real)NAN, (real)INFINITY};
    for (int b = 0; b < 2; b++) {
        struct model *m = model_of("gelu");
        struct answer answer;
        long count;
        real *p = model_parameters(m, &count);
        for (long k = 0; k < count; k++) p[k] = broken[b];
        model_reserve(m, false, 2, 2);
        model_evaluate(m, &batch, &answer);
        assert_int_equal(answer.best, -1);
        assert_false(answer.finite);
        model_free(m);
    }
}

static void token_numbers(void **state) {
    (void)state;
    assert_int_equal(TOKEN_BOS, 0);
    assert_int_equal(TOKEN_SEP, 1);
    assert_int_equal(TOKEN_EOS, 2);
    assert_int_equal(TOKEN_QUERY, 3);
    assert_int_equal(TOKEN_SYMBOL, 4);
}

/* Columns of path's matrix: strengths of the heads, then directions; row 0 of its convolution is the token itself. */
static void path_columns(void **state) {
    (void)state;
    enum { H = 2, D = 2, P = H + H * D };
    const struct encoder *e;
    struct view view = look(&e, "path", "kernel=2", H, D, H * D, 8);
    assert_int_equal(e->channels->inputs(&view), P);
    real none[H * D * P] = {0}, tap[2 * H * D] = {1, 1, 1, 1}, strength[H] = {0}, *param[] = {none, tap, strength};
    real in[2 * P] = {0};
    double out[2 * P];
    view.param = param;
    in[P + 1] = 50;         /* token 1: the strength of head 1 */
    in[P + H + D + 1] = 50; /* and the second number of its direction */
    in[0 + H] = 50;         /* token 0: the first number of head 0's, which the second tap would carry on */
    e->channels->make(&view, 2, in, out);
    assert_true(fabs(out[P + 0] - 1) < 1e-6 && fabs(out[P + 1] - 2) < 1e-6);
    assert_true(fabs(out[P + H + D + 1] - 1) < 1e-6 && fabs(out[P + H + D]) < 1e-6 && fabs(out[P + H]) < 1e-6);
    tap[H * D] = 1;
    e->channels->make(&view, 2, in, out);
    assert_true(fabs(out[P + H] - 1) < 1e-6);
}

/* Of one table: younger settings, whose defaults the results room knows. */
static int check_younger(const char *section, const struct option *table) {
    int n = 0;
    for (const struct option *row = table; row->name; row++) {
        char key[64];
        snprintf(key, sizeof key, "%s.%s", section, row->name);
        const char *known = younger_default(key);
        if (!(row->type & OPTION_YOUNGER)) {
            assert_null(known);
            continue;
        }
        if (!known) fail_msg("results/younger.c does not know %s", key);
        assert_string_equal(known, row->fallback);
        n++;
    }
    return n;
}
static void younger_settings(void **state) {
    (void)state;
    assert_int_equal(check_younger("model", model_options), 7);
    const int n = check_younger("train", train_options) + check_younger("train", protocol_options) +
                  check_younger("train", optimiser_options);
    assert_int_equal(n, 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_pass_by_hand),
                                       cmocka_unit_test(loss_and_clipping),
                                       cmocka_unit_test(no_answer_without_numbers),
                                       cmocka_unit_test(token_numbers),
                                       cmocka_unit_test(path_columns),
                                       cmocka_unit_test(younger_settings)};
    return cmocka_run_group_tests_name("conventions", tests, NULL, NULL);
}
