/* Numbers rounded to bf16 on their way through the model: against those of an independent program, where they are
 * rounded and where not, and gradients that go straight through. */
#include "fixture_battery.h"

#ifdef LX_REAL_DOUBLE
static const double EXACT = 1e-10;
#else
static const double EXACT = 2e-5;
#endif

static void set(struct model *m, const char *name, double factor, double first, int n) {
    real *p = tensor(m, name, 0);
    for (int k = 0; k < n; k++) p[k] = (real)(factor * sin(first + 0.9 * k));
}

/* One head of four numbers over three tokens, each asked for the next. */
static struct model *small(int rounding, int in) {
    struct model_config c = battery_config(true);
    struct error err;
    const struct scheme scheme = parsed("nope");
    c.rounding = rounding, c.rounding_in = in;
    c.width = 4, c.heads = 1, c.layers = 1, c.mlp = 1, c.bias = false;
    c.norm = NORM_RMS, c.activation = ACTIVATION_RELU;
    struct model *m = model_new(&c, &scheme, 4, (struct exposure){.tokens = 3}, 1, &err);
    set(m, "token_embedding.weight", 1, 60, 16);
    set(m, "layer.%d.attention.qkv.weight", 0.6, 61, 48);
    set(m, "layer.%d.attention.out.weight", 0.6, 62, 16);
    set(m, "layer.%d.mlp.up.weight", 0.6, 63, 16);
    set(m, "layer.%d.mlp.down.weight", 0.6, 64, 16);
    set(m, "head.weight", 1, 65, 16);
    return m;
}
static const struct batch *three(void) {
    static const int start[2] = {0, 3}, token[3] = {0, 1, 2}, row[3] = {0, 1, 2}, target[3] = {1, 2, 3};
    static const double position[3] = {0, 1, 2};
    static const struct batch b = {.sequences = 1,
                                   .rows = 3,
                                   .answers = 3,
                                   .start = start,
                                   .token = token,
                                   .position = position,
                                   .answer_row = row,
                                   .target = target};
    return &b;
}

static const struct {
    double logits[12], loss, embedding[4], qkv[12], up[4];
} wanted[] = {[ROUNDING_NONE] = {{0.192302393134, 0.163050871215, 0.010405700631, -0.150114296737, 0.0115268735088,
                                  -0.44944261991, -0.570282898912, -0.259544449486, -0.14404063192, 0.526408545353,
                                  0.798482230268, 0.46628048229},
                                 1.44556313725,
                                 {-0.0501891123519, -0.00562698276827, 0.0534306502856, -0.16736924777},
                                 {-0.000199198019209, -0.00275067053222, -0.00322049042531, -0.00125310736996,
                                  -0.000757749475922, 0.00204536325739, 0.00330058585498, 0.00205799087978,
                                  0.00849713904187, -0.00210344742918, -0.004724570671, 0.0105770444548},
                                 {0.0313514394376, -0.0624676813834, 0.0871169199688, 0.0427787228627}},
              [ROUNDING_SCORES] = {{0.192245823248, 0.163166606202, 0.0106061545602, -0.149980823403, 0.0113509246921,
                                    -0.449284335391, -0.569910167626, -0.259239347039, -0.144021552664, 0.526404300268,
                                    0.798457873438, 0.466254446478},
                                   1.44547581864,
                                   {-0.0503670024628, -0.00564773575577, 0.0535246081943, -0.16748072435},
                                   {-0.000202588106718, -0.00275238712885, -0.00321001141469, -0.00124797624351,
                                    -0.000753290879835, 0.00205012635819, 0.00329249948029, 0.00205448997174,
                                    0.00837963731506, -0.00198613722302, -0.00481746677358, 0.0106263449723},
                                   {0.0313929439034, -0.0624774179427, 0.0870971458982, 0.0427984175168}},
              [ROUNDING_STREAM] = {{0.1904296875, 0.1640625, 0.013427734375, -0.1474609375, 0.00872802734375,
                                    -0.447265625, -0.56640625, -0.255859375, -0.14453125, 0.53125, 0.8046875, 0.46875},
                                   1.44518076509,
                                   {-0.0511448697241, -0.00525323152256, 0.0534758291811, -0.167314588373},
                                   {-0.000193812171163, -0.00274747551375, -0.00321663646314, -0.001258033732,
                                    -0.000765108955466, 0.0020414847362, 0.00329435896232, 0.0020654556663,
                                    0.00819491747896, -0.00182873066366, -0.00491505825127, 0.0106439703709},
                                   {0.0319066265849, -0.0627095042658, 0.0869490981349, 0.0429447141038}}};

static void expect(const char *what, int level, const real *is, const double *should, int n) {
    for (int k = 0; k < n; k++)
        if (!(fabs((double)is[k] - should[k]) < EXACT))
            fail_msg("level %d, %s %d: %.12g, not %.12g", level, what, k, (double)is[k], should[k]);
}
static void expect_gradient(struct model *m, int level, const char *name, const double *should, int n) {
    long count;
    expect(name, level, model_gradients(m) + (tensor(m, name, 0) - model_parameters(m, &count)), should, n);
}

/* Gradients by differences of a program in which what was rounded off is a constant that is added. */
static void golden(void **state) {
    (void)state;
    for (int level = ROUNDING_NONE; level <= ROUNDING_STREAM; level++) {
        struct model *m = small(level, ROUNDING_ALWAYS);
        real logits[12];
        model_reserve(m, false, 3, 3);
        model_logits(m, three(), logits);
        expect("logit", level, logits, wanted[level].logits, 12);
        model_reserve(m, true, 0, 3);
        assert_true(fabs(model_gradient(m, three()) - wanted[level].loss) < EXACT);
        expect_gradient(m, level, "token_embedding.weight", wanted[level].embedding, 4);
        expect_gradient(m, level, "layer.%d.attention.qkv.weight", wanted[level].qkv, 12);
        expect_gradient(m, level, "layer.%d.mlp.up.weight", wanted[level].up, 4);
        model_free(m);
    }
}

/* In evaluation alone: trainings go as if nothing was rounded. */
static void in_evaluation_alone(void **state) {
    (void)state;
    struct model *m = small(ROUNDING_STREAM, ROUNDING_EVALUATION);
    real logits[12];
    model_reserve(m, true, 0, 3);
    assert_true(fabs(model_gradient(m, three()) - wanted[ROUNDING_NONE].loss) < EXACT);
    expect_gradient(m, ROUNDING_NONE, "token_embedding.weight", wanted[ROUNDING_NONE].embedding, 4);
    model_reserve(m, false, 3, 3);
    model_logits(m, three(), logits);
    expect("logit", ROUNDING_STREAM, logits, wanted[ROUNDING_STREAM].logits, 12);
    model_free(m);
}

/* Every kind of term takes part: few digits are lost, and not none; long sequences in bands go as whole ones. */
static void beside_schemes(void **state) {
    (void)state;
    static const char *const schemes[] = {"rope",   "t5+window(size=9)", "shaw",    "differential+rope", "entmax+alibi",
                                          "rerope", "dape+alibi",        "mamba-2", "fox+canon",         "pope"};
    const int T = 70;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        for (int level = ROUNDING_SCORES; level <= ROUNDING_STREAM; level++) {
            const bool ranges = strcmp(schemes[i], "rerope") == 0;
            const struct scheme scheme = parsed(ranges ? "rope+rerope" : schemes[i]);
            struct model_config c = battery_config(true);
            c.place = i % 2 ? PLACE_POST : PLACE_PRE;
            struct model *exact = model_with(&c, &scheme);
            c.rounding = level;
            struct model *m = model_with(&c, &scheme);
            shake(exact), shake(m);
            fill(&all, &scheme, true, &T, 1, 2);
            const long n = (long)all.batch.answers * VOCABULARY;
            real *whole = mem_zero((size_t)n, sizeof *whole), *is = logits_of(m, &all.batch, T),
                 *was = logits_of(exact, &all.batch, T);
            model_logits_kept(m, &all.batch, whole);
            const double moved = difference(is, was, n), bands = difference(is, whole, n);
            if (!(moved > 1e-5 && moved < 0.5)) fail_msg("%s, level %d: moved by %g", schemes[i], level, moved);
            if (!(bands < 0.1 * moved || bands < CLOSE)) fail_msg("%s, level %d: bands %g", schemes[i], level, bands);
            mem_free(whole), mem_free(is), mem_free(was);
            model_free(m);
            model_free(exact);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(golden), cmocka_unit_test(in_evaluation_alone),
                                       cmocka_unit_test(beside_schemes)};
    return cmocka_run_group_tests_name("rounding", tests, NULL, NULL);
}
