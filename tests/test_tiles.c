/* Evaluation in tiles of keys (model/tiles.c) beside all at once: lengths around the ends of tiles and blocks, masks,
 * rows of which whole tiles weigh nothing, numbers that are not finite, and scores beyond what a softmax tells apart.
 */
#include "model/atom.h"
#include "tests/fixture_battery.h"

/* Some length of a block and a tile, and how many rows are taken at a time. */
enum { TILE = 480, TAKEN = 48 };

static void at_any_length(void **state) {
    static const char *const scheme[] = {"nope",
                                         "rope",
                                         "t5",
                                         "fire",
                                         "shaw",
                                         "transformer-xl",
                                         "tupe",
                                         "xpos",
                                         "grape-a",
                                         "cable",
                                         "sink",
                                         "softmax1",
                                         "window(size=40)",
                                         "window(size=600,sinks=5)",
                                         "window(size=3,sinks=700)",
                                         "xpos(blockwise=true)",
                                         "rope+self-extend",
                                         "rope+random(max=4000)",
                                         "shaw+random(max=4000)",
                                         "soft-cap"};
    static const int length[] = {1, TAKEN + 1, TILE - 1, TILE, 2 * TILE + 17};
    int compared = 0;
    (void)state;
    for (size_t i = 0; i < sizeof scheme / sizeof *scheme; i++) {
        struct scheme s;
        struct error err;
        if (!scheme_parse(scheme[i], &s, &err)) fail_msg("%s: %s", scheme[i], err.text);
        for (size_t k = 0; k < sizeof length / sizeof *length; k++, compared++) {
            const double apart = battery_blocks(&s, true, length[k]);
            if (!(apart < 10 * CLOSE)) fail_msg("%s at T = %d: %g", scheme[i], length[k], apart);
        }
    }
    printf("tiles: %d compared\n", compared);
}

/* Whether tiles of all layers and heads are taken. */
static bool taken(const char *expression) {
    const struct model_config c = battery_config(true);
    const struct scheme s = parsed(expression);
    struct error err;
    struct model *m = battery_model(&c, &s, &err);
    if (!m) fail_msg("%s: %s", expression, err.text);
    const int T = 8;
    battery_fill(&all, &s, true, &T, 1, 1);
    mem_free(battery_logits(m, &all.batch, T)); /* tables stand */
    bool tiles = true;
    for (int layer = 0; layer < m->L; layer++)
        for (int h = 0; h < m->H; h++) {
            const bool in_float = tiles_do(m, layer, h);
            model_set_precision(m, PRECISION_BF16);
            assert_int_equal(tiles_do(m, layer, h), in_float); /* rounding of operands does not matter */
            model_set_precision(m, PRECISION_FLOAT);
            tiles &= in_float;
        }
    model_free(m);
    return tiles;
}

/* What needs whole rows, or rows of all heads, goes in bands. */
static void only_where_rows_are_not_needed(void **state) {
    static const char *const tiles[] = {"nope",     "rope+alibi", "sink+rope", "window(size=4)", "formula-mask(of=d<4)",
                                        "soft-cap", "cable"},
                             *const bands[] = {"entmax",
                                               "stick-breaking",
                                               "cope",
                                               "fox+cope",
                                               "selective-attention",
                                               "path",
                                               "dape",
                                               "differential",
                                               "formula-mask(of=d!=2)",
                                               "nope+entmax@heads=1"};
    (void)state;
    for (size_t i = 0; i < sizeof tiles / sizeof *tiles; i++)
        if (!taken(tiles[i])) fail_msg("%s goes in bands", tiles[i]);
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++)
        if (taken(bands[i])) fail_msg("%s goes in tiles", bands[i]);
}

/* Scratch does not grow with the sequence. */
static void room_has_an_end(void **state) {
    const struct model_config c = battery_config(true);
    const struct scheme s = parsed("t5");
    (void)state;
    struct model *m = battery_model(&c, &s, NULL);
    model_reserve(m, false, 8, 8);
    assert_true(attention_room(m, 1 << 20) == attention_room(m, TILE));
    assert_true(attention_room(m, 8) < attention_room(m, TILE) / 10);
    model_free(m);
}

/* A model, a sequence in which every row is an answer, and its logits in tiles and all at once. */
struct both {
    struct model *m;
    int T;
    real *tiles, *whole;
};

static struct both both_of(const char *expression, int T) {
    const struct scheme s = parsed(expression);
    const struct model_config c = battery_config_of(&s, true);
    struct both b = {.m = battery_model(&c, &s, NULL), .T = T};
    battery_shake(b.m);
    battery_fill(&all, &s, true, &T, 1, 1);
    return b;
}

static void compute(struct both *b) {
    b->tiles = battery_logits(b->m, &all.batch, b->T);
    b->whole = mem_zero((size_t)b->T * VOCABULARY, sizeof(real));
    model_logits_kept(b->m, &all.batch, b->whole);
}

static void done_with(struct both *b) {
    mem_free(b->tiles);
    mem_free(b->whole);
    model_free(b->m);
}

/* The first tensor whose name has such a text. */
static real *tensor_of(struct model *m, const char *text, long *size) {
    const struct tensor *list;
    long count;
    const int n = model_tensors(m, &list);
    int i = 0;
    while (i < n && !strstr(list[i].name, text)) i++;
    if (i == n) fail_msg("no tensor of %s", text);
    *size = list[i].size;
    return model_parameters(m, &count) + list[i].offset;
}

/* From a distance of 128 on all scores are -inf: late rows see nothing in their first tiles. */
static void tiles_that_weigh_nothing(void **state) {
    struct both b = both_of("t5", 2 * TILE + 100);
    long size;
    (void)state;
    real *bias = tensor_of(b.m, "t5", &size);
    for (long last = size / b.m->H - 1; last < size; last += size / b.m->H) bias[last] = -(real)INFINITY;
    compute(&b);
    assert_true(battery_difference(b.tiles, b.whole, (long)b.T * VOCABULARY) < 10 * CLOSE);
    done_with(&b);
}

/* Scores in the thousands: a row's weight is one key's, and far above what its earlier tiles had. */
static void huge_scores(void **state) {
    struct both b = both_of("nope", TILE + 100);
    long size;
    (void)state;
    real *qkv = tensor_of(b.m, "qkv.weight", &size);
    for (long k = 0; k < size; k++)
        if (k % (3 * b.m->C) < 2 * b.m->C) qkv[k] *= 64; /* queries and keys */
    compute(&b);
    assert_true(battery_difference(b.tiles, b.whole, (long)b.T * VOCABULARY) < 1e3 * CLOSE);
    done_with(&b);
}

static bool finite_row(const real *logits, int row) {
    for (int v = 0; v < VOCABULARY; v++)
        if (!isfinite((double)logits[(long)row * VOCABULARY + v])) return false;
    return true;
}

/* A token that is not a number is seen by all rows from it on, and by none of earlier tiles. */
static void not_a_number(void **state) {
    enum { AT = 700 };
    struct both b = both_of("nope", 2 * TILE);
    long size;
    (void)state;
    real *embedding = tensor_of(b.m, "token_embedding", &size);
    for (int t = 0; t < b.T; t++) all.token[t] %= VOCABULARY - 1;
    all.token[AT] = VOCABULARY - 1;
    embedding[(VOCABULARY - 1) * b.m->C] = (real)NAN;
    b.tiles = battery_logits(b.m, &all.batch, b.T);
    for (int t = 0; t < b.T; t++) {
        const bool finite = finite_row(b.tiles, t);
        if (t >= AT ? finite : !finite && t < AT / TAKEN * TAKEN) fail_msg("row %d", t);
    }
    done_with(&b);
}

/* A sink whose logit is not a number makes every row so, in tiles as in training. */
static void a_sink_that_is_no_number(void **state) {
    struct both b = both_of("sink", TILE + 1);
    long size;
    (void)state;
    *tensor_of(b.m, "sink.logit", &size) = (real)NAN;
    compute(&b);
    for (int t = 0; t < b.T; t++) assert_false(finite_row(b.tiles, t) || finite_row(b.whole, t));
    done_with(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_any_length),
        cmocka_unit_test(only_where_rows_are_not_needed),
        cmocka_unit_test(room_has_an_end),
        cmocka_unit_test(tiles_that_weigh_nothing),
        cmocka_unit_test(huge_scores),
        cmocka_unit_test(not_a_number),
        cmocka_unit_test(a_sink_that_is_no_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
