/* Vectors by distance and by place: the specification's numbers, rows of distances, and what the model makes of tables:
 * attention weights of a model whose queries and keys are set by hand. */
#include "encoders/atom/bias.h"
#include "encoders/atom/position_vectors.h"
#include "encoders/atom/score_scale.h"
#include "encoders/atom/vectors.h"
#include "fixture_encoders.h"
#include "model/model.h"

static void expect_rows(const struct view *view, const struct encoder *e, const double *distance, const int *wanted,
                        int n) {
    int row[64];
    e->vectors->row(view, n, distance, row);
    for (int i = 0; i < n; i++)
        if (row[i] != wanted[i])
            fail_msg("%s: distance %g has row %d, not %d", e->name, distance[i], row[i], wanted[i]);
}

static struct vectors shape_of(const struct view *view, const struct encoder *e) {
    struct vectors v = {0};
    e->vectors->of(view, &v);
    return v;
}

static void shaw_rows(void **state) {
    (void)state;
    const struct encoder *e;
    struct view view = look(&e, "shaw", "k=3", 1, 4, 4, 64);
    assert_int_equal(shape_of(&view, e).rows, 4);
    expect_rows(&view, e, (const double[]){0, 1, 3, 8}, (const int[]){0, 1, 3, 3}, 4);
    view.causal = false;
    assert_int_equal(shape_of(&view, e).rows, 7);
    expect_rows(&view, e, (const double[]){-9, -2, 0, 1, 3, 8}, (const int[]){0, 1, 3, 4, 6, 6}, 6);
}

/* Distances beyond the table meet zeros. */
static void music_rows(void **state) {
    (void)state;
    const struct encoder *e;
    real param[2 * 5] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, *params[] = {param}, out[2 * 7];
    struct view view = look(&e, "music", "rows=3", 2, 1, 2, 64);
    view.param = params;
    assert_int_equal(shape_of(&view, e).rows, 4);
    expect_rows(&view, e, (const double[]){0, 1, 2, 3, 40}, (const int[]){0, 1, 2, 3, 3}, 5);
    e->vectors->table(&view, VECTORS_QUERY, out);
    near(out, (const double[]){1, 2, 3, 0, 4, 5, 6, 0}, 8);
    view.causal = false;
    assert_int_equal(shape_of(&view, e).rows, 7);
    expect_rows(&view, e, (const double[]){-9, -3, -2, 0, 2, 3, 9}, (const int[]){0, 0, 1, 3, 5, 6, 6}, 7);
    e->vectors->table(&view, VECTORS_QUERY, out);
    near(out, (const double[]){0, 1, 2, 3, 4, 5, 0, 0, 6, 7, 8, 9, 10, 0}, 14);
}

/* R of Transformer-XL, seen through W_R = 1. */
static void transformer_xl_sinusoids(void **state) {
    (void)state;
    const struct encoder *e;
    real identity[16] = {[0] = 1, [5] = 1, [10] = 1, [15] = 1}, *params[] = {identity}, out[16];
    struct view view = look(&e, "transformer-xl", "", 1, 4, 4, 64);
    view.param = params;
    view.reach = 3;
    assert_int_equal(shape_of(&view, e).rows, 4);
    e->vectors->table(&view, VECTORS_QUERY, out);
    near(out, (const double[]){0, 0, 1, 1, .841471, .01, .540302, .99995}, 8);
    near(out + 12, (const double[]){.14112, .029996, -.989992, .99955}, 4);
    view = look(&e, "transformer-xl", "clamp=1", 1, 4, 4, 64);
    view.param = params;
    view.reach = 3;
    assert_int_equal(shape_of(&view, e).rows, 2);
    expect_rows(&view, e, (const double[]){0, 1, 2, 3}, (const int[]){0, 1, 1, 1}, 4);
}

static void deberta_rows(void **state) {
    (void)state;
    const struct encoder *e;
    struct view view = look(&e, "deberta", "k=4", 1, 4, 4, 64);
    assert_int_equal(shape_of(&view, e).rows, 4);
    expect_rows(&view, e, (const double[]){0, 3, 4, 90}, (const int[]){0, 3, 3, 3}, 4);
    view.causal = false;
    expect_rows(&view, e, (const double[]){-9, -4, -1, 0, 3, 9}, (const int[]){0, 0, 3, 4, 7, 7}, 6);
    view = look(&e, "deberta", "buckets=32,max_distance=128", 1, 4, 4, 64);
    expect_rows(&view, e, (const double[]){0, 1, 15, 16, 17, 20, 32, 64, 100, 127, 4000},
                (const int[]){0, 1, 15, 16, 17, 18, 22, 27, 30, 31, 31}, 11);
    view.causal = false;
    expect_rows(&view, e, (const double[]){-4000, -128, -127, -17, 0, 17, 4000}, (const int[]){1, 1, 1, 15, 32, 49, 63},
                7);
    /* Of an odd number of rows the last one is never read, at whatever distance. */
    view = look(&e, "deberta", "buckets=33,max_distance=128", 1, 4, 4, 64);
    expect_rows(&view, e, (const double[]){127, 128, 4000}, (const int[]){31, 31, 31}, 3);
    /* 16 to 128 in 15 steps: three times 5 steps are a factor of 2 each, and a step belongs to the row it ends. */
    view = look(&e, "deberta", "buckets=32,max_distance=129", 1, 4, 4, 64);
    expect_rows(&view, e, (const double[]){31, 32, 33, 64, 65, 128}, (const int[]){21, 21, 22, 26, 27, 31}, 6);
    assert_true(fabs(e->score_scale->factor(&view) - sqrt(1. / 3)) < 1e-12);
    view = look(&e, "deberta", "terms=c2p", 1, 4, 4, 64);
    assert_true(fabs(e->score_scale->factor(&view) - sqrt(1. / 2)) < 1e-12);
}

/* Channel of scale 2^1 and shift 1: s = 2 scales of 2 shifts in heads of 4. */
static void wavelet_values(void **state) {
    (void)state;
    const struct encoder *e;
    real out[24];
    struct view view = look(&e, "wavelet", "scales=2", 1, 4, 4, 64);
    view.reach = 5;
    assert_int_equal(shape_of(&view, e).rows, 6);
    e->vectors->table(&view, VECTORS_QUERY, out);
    const double wanted[] = {.661873, 1, .661873, 0, -.405816, -.406006};
    for (int r = 0; r < 6; r++) near(out + 4 * r + 3, wanted + r, 1);
}

enum { T = 11, H = 2, D = 8, C = H * D, VOCABULARY = 5 };

/* The tensor whose name ends in `.name`. */
static real *tensor_named(struct model *m, const char *name) {
    const struct tensor *list;
    long count;
    real *p = model_parameters(m, &count);
    for (int i = 0, n = model_tensors(m, &list); i < n; i++) {
        const size_t length = strlen(list[i].name), tail = strlen(name);
        if (length > tail && list[i].name[length - tail - 1] == '.' && strcmp(list[i].name + length - tail, name) == 0)
            return p + list[i].offset;
    }
    fail_msg("no tensor %s", name);
    return NULL;
}

static double product(const real *a, const real *b, const real *plus) {
    double sum = 0;
    for (int d = 0; d < D; d++) sum += ((double)a[d] + (plus ? (double)plus[d] : 0)) * (double)b[d];
    return sum;
}

/* Scores of the formula at the first n keys, those that are seen, with one query and one key for all tokens. */
static void expected_scores(const struct encoder *e, const struct view *view, int h, const real *q, const real *k,
                            int n, const double *distance, double *score) {
    const struct vectors v = shape_of(view, e);
    real *query = mem_zero((size_t)(H * v.rows * D), sizeof(real)),
         *key = mem_zero((size_t)(H * v.rows * D), sizeof(real)), offset[2][C] = {{0}};
    int row[T];
    if (v.side[VECTORS_QUERY]) e->vectors->table(view, VECTORS_QUERY, query);
    if (v.side[VECTORS_KEY]) e->vectors->table(view, VECTORS_KEY, key);
    for (int product_kind = 0; e->vectors->query_offset && product_kind < 2; product_kind++)
        e->vectors->query_offset(view, product_kind, offset[product_kind]);
    const double scale = (e->score_scale ? e->score_scale->factor(view) : 1) / sqrt(D);
    e->vectors->row(view, n, distance, row);
    for (int j = 0; j < n; j++) {
        const long at = (long)((v.per_head ? h * v.rows : 0) + row[j]) * D;
        score[j] = scale * (product(q + h * D, k + h * D, offset[0] + h * D) +
                            product(q + h * D, query + at, offset[1] + h * D) + product(k + h * D, key + at, NULL));
    }
    mem_free(query);
    mem_free(key);
}

static struct model *hand_set(const char *expression, bool causal, struct scheme *scheme) {
    struct error err;
    struct model_config c;
    options_default(model_options, &c);
    c.layers = 1, c.width = C, c.heads = H, c.causal = causal, c.init_std = .5;
    if (!scheme_parse(expression, scheme, &err)) fail_msg("%s", err.text);
    struct model *m = model_new(&c, scheme, VOCABULARY, (struct exposure){.tokens = T}, 3, &err);
    if (!m) fail_msg("%s", err.text);
    long count;
    real *p = model_parameters(m, &count);
    struct rng rng = rng_open(1, "test/vectors", 0, 0);
    for (long i = 0; i < count; i++) p[i] = (real)(.7 * rng_normal(&rng));
    memset(tensor_named(m, "attention.qkv.weight"), 0, sizeof(real) * 3 * C * C);
    return m;
}

/* Scores of query i under the formula of vectors by place, with one query and one key for all tokens. */
static void expected_place_scores(const struct encoder *e, const struct view *view, int h, int i, const real *q,
                                  const real *k, const double *position, const double *distance, double *score) {
    real query[H * T * D], key[H * T * D], bias[H * T] = {0};
    e->position_vectors->table(view, false, T, position, query);
    e->position_vectors->table(view, true, T, position, key);
    if (e->bias) e->bias->table(view, T, distance, bias);
    const double scale = (e->score_scale ? e->score_scale->factor(view) : 1) / sqrt(D);
    for (int j = 0; j < T; j++)
        score[j] = scale * (product(q + h * D, k + h * D, NULL) +
                            product(query + (h * T + i) * D, key + (h * T + j) * D, NULL)) +
                   (double)bias[h * T + j];
}

static void compare_weights(const char *expression, struct model *m, const struct view *view, const struct encoder *e,
                            const double *position, const real *weights) {
    const real *bias = tensor_named(m, "attention.qkv.bias");
    for (int h = 0; h < H; h++)
        for (int i = 0; i < T; i++) {
            const int seen = view->causal ? i + 1 : T;
            double distance[T], score[T], sum = 0;
            for (int j = 0; j < T; j++) distance[j] = position[i] - position[j];
            if (e->vectors)
                expected_scores(e, view, h, bias, bias + C, seen, distance, score);
            else
                expected_place_scores(e, view, h, i, bias, bias + C, position, distance, score);
            for (int j = 0; j < seen; j++) sum += exp(score[j]);
            for (int j = 0; j < seen; j++)
                if (fabs(exp(score[j]) / sum - (double)weights[(h * T + i) * T + j]) > CLOSE)
                    fail_msg("%s: head %d, query %d gives key %d %g instead of %g", expression, h, i, j,
                             (double)weights[(h * T + i) * T + j], exp(score[j]) / sum);
        }
}

static void expect_weights(const char *expression, bool causal, const double *position) {
    struct scheme scheme;
    struct model *m = hand_set(expression, causal, &scheme);
    const struct encoder *e = scheme.part[0].encoder;
    struct view view = {.options = scheme.part[0].options,
                        .layers = 1,
                        .heads = H,
                        .head_size = D,
                        .width = C,
                        .train_length = T,
                        .train_places = scheme_train_places(&scheme, (struct exposure){.tokens = T}),
                        .length = T,
                        .reach = 2 * T,
                        .causal = causal,
                        .evaluating = true};
    struct param_spec spec[PARAMS_MAX];
    real *param[PARAMS_MAX];
    for (int i = 0, n = e->params ? e->params(&view, spec) : 0; i < n; i++) param[i] = tensor_named(m, spec[i].name);
    view.param = param;
    const int start[] = {0, T}, token[T] = {0, 1, 2, 3, 4}, target[T] = {0};
    int answer[T];
    for (int t = 0; t < T; t++) answer[t] = t;
    const struct batch b = {.sequences = 1,
                            .rows = T,
                            .answers = T,
                            .start = start,
                            .token = token,
                            .position = position,
                            .answer_row = answer,
                            .target = target};
    static real weights[H * T * T];
    model_reserve(m, false, T, T);
    model_attention(m, &b, 0, weights);
    compare_weights(expression, m, &view, e, position, weights);
    model_free(m);
}

/* Every scheme with vectors, at even positions and at positions with gaps. */
static void weights_follow_the_formula(void **state) {
    (void)state;
    int tried = 0;
    double even[T], gaps[T];
    for (int t = 0; t < T; t++) even[t] = t, gaps[t] = 2 * t;
    static const char *const more[] = {
        "shaw(k=3)",         "music(rows=4,share_heads=true)",    "transformer-xl(clamp=5)",
        "deberta(k=3)",      "deberta(buckets=6,max_distance=9)", "deberta(terms=p2c)",
        "deberta(terms=c2p)"};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        for (int causal = 0; causal < 2; causal++) expect_weights(more[i], causal, even);
    for (int i = 0; encoder_list[i]; i++) {
        if (!encoder_list[i]->vectors) continue;
        char expression[128];
        snprintf(expression, sizeof expression, "%s+random(max=%d)", encoder_list[i]->name, 2 * T);
        for (int causal = 0; causal < 2; causal++) {
            expect_weights(expression, causal, even);
            expect_weights(expression, causal, gaps);
        }
        tried++;
    }
    assert_true(tried >= 5);
}

/* Every scheme with vectors by place; positions that are no place as well. */
static void places_follow_the_formula(void **state) {
    (void)state;
    int tried = 0;
    double even[T], gaps[T], between[T];
    for (int t = 0; t < T; t++) even[t] = t, gaps[t] = 2 * t, between[t] = 1.25 * t;
    for (int i = 0; encoder_list[i]; i++) {
        if (!encoder_list[i]->position_vectors) continue;
        char expression[128];
        snprintf(expression, sizeof expression, "%s+random(max=%d)", encoder_list[i]->name, 2 * T);
        for (int causal = 0; causal < 2; causal++) {
            expect_weights(expression, causal, even);
            expect_weights(expression, causal, gaps);
            if (!encoder_list[i]->bias) expect_weights(expression, causal, between);
        }
        tried++;
    }
    for (int causal = 0; causal < 2; causal++) {
        expect_weights("tupe(table=sinusoidal)", causal, between);
        expect_weights("tupe(past=clamp,rows=11)", causal, gaps);
    }
    assert_true(tried >= 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(shaw_rows),
                                       cmocka_unit_test(music_rows),
                                       cmocka_unit_test(transformer_xl_sinusoids),
                                       cmocka_unit_test(deberta_rows),
                                       cmocka_unit_test(wavelet_values),
                                       cmocka_unit_test(weights_follow_the_formula),
                                       cmocka_unit_test(places_follow_the_formula)};
    return cmocka_run_group_tests_name("encoders: vectors by distance", tests, NULL, NULL);
}
