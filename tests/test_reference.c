/* The plain reference: it agrees with the model wherever it says that it covers a scheme. */
#include "fixture_battery.h"
#include "model/reference.h"

enum { V = 8, LONGEST = 150 };

static struct model_config shape_of(int width, int heads) {
    struct model_config c;
    options_default(model_options, &c);
    c.width = width, c.heads = heads, c.init_std = 0.3;
    return c;
}

static void expect_agreement_of(const struct batch *b, const char *expression, struct model_config c) {
    struct scheme scheme;
    struct error err;
    if (!scheme_parse(expression, &scheme, &err)) fail_msg("%s", err.text);
    struct model *m = model_new(&c, &scheme, V, (struct exposure){.tokens = b->rows}, 1, &err);
    if (!m) fail_msg("%s", err.text);
    shake(m);
    model_reserve(m, true, 0, b->rows);
    const struct agreement a = reference_compare(m, b);
    if (!(a.loss < 1e-5 && a.gradient < 1e-4))
        fail_msg("%s, width %ld, %ld heads, mlp=%g: loss %g, gradient %g", expression, (long)c.width, (long)c.heads,
                 c.mlp, a.loss, a.gradient);
    model_free(m);
}

static void expect_agreement(const struct batch *b, const char *expression, double mlp, int place) {
    struct model_config c = shape_of(16, 2);
    c.mlp = mlp, c.place = place;
    expect_agreement_of(b, expression, c);
}

/* One sequence of T tokens, each of which is asked for something. */
static struct batch one_sequence(int T) {
    static int token[LONGEST], target[LONGEST], row[LONGEST], start[2];
    static double position[LONGEST];
    for (int t = 0; t < T; t++)
        token[t] = (5 * t + t * t) % V, target[t] = (3 * t + 1) % V, row[t] = t, position[t] = t;
    start[1] = T;
    return (struct batch){.sequences = 1,
                          .rows = T,
                          .answers = T,
                          .start = start,
                          .token = token,
                          .position = position,
                          .answer_row = row,
                          .target = target};
}

static void reference_agrees(void **state) {
    (void)state;
    enum { T = 14 };
    static const char *const schemes[] = {"nope",
                                          "sinusoidal+alibi+rope",
                                          "stick-breaking",
                                          "stick-breaking(attend_current=true,remainder=false)+t5+window(size=5)",
                                          "cope(npos=4,init_std=1)",
                                          "cope(npos=5,init_std=1,scaled=false)+rope+dape",
                                          "grape-a",
                                          "grape-a(gates=key)+rope+ssmax",
                                          "alibi+dape-v2(hidden=4)",
                                          "dape@heads=1",
                                          "ssmax(init=1)+alibi",
                                          "shaw+rope",
                                          "transformer-xl",
                                          "fire+pope",
                                          "tupe@heads=1+entmax",
                                          "selective-attention+qk-norm+soft-cap(cap=2)",
                                          "differential",
                                          "rope-pp+qk-norm",
                                          "stieltjes(power=2,window=3)",
                                          "softpick+alibi+laser",
                                          "sigmoid(bias=row)",
                                          "linear-attention",
                                          "retnet@layers=0+alibi@layers=1",
                                          "deltanet(beta=2)",
                                          "gated-deltanet",
                                          "kda@layers=1",
                                          "gla(gate=sigmoid,taps=3)",
                                          "mamba-2",
                                          "mamba-2(taps=0)"};
    const struct batch b = one_sequence(T);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) expect_agreement(&b, schemes[i], 4, PLACE_PRE);
    expect_agreement(&b, "alibi", 0, PLACE_PRE);
    expect_agreement(&b, "alibi", 0, PLACE_POST);
}

/* Heads of an odd size, one or several, and sequences of more than the blocks that a mixer walks. */
static void reference_agrees_at_odd_sizes(void **state) {
    (void)state;
    static const char *const schemes[] = {"linear-attention", "deltanet(beta=2)",
                                          "gated-deltanet",   "kda",
                                          "gla(taps=3)",      "mamba-2@layers=0+alibi@layers=1",
                                          "mamba-2(taps=0)"};
    static const int sizes[][2] = {{7, 1}, {15, 3}, {35, 5}}, lengths[] = {1, 65, LONGEST};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        for (int k = 0; k < 3; k++)
            for (int n = 0; n < 3; n++) {
                const struct batch b = one_sequence(lengths[n]);
                expect_agreement_of(&b, schemes[i], shape_of(sizes[k][0], sizes[k][1]));
            }
}

/* A reference that could not tell would agree with anything: a parameter moved in one of them is seen. */
static void reference_notices(void **state) {
    (void)state;
    struct model_config c;
    struct scheme scheme;
    struct error err;
    options_default(model_options, &c);
    c.width = 16;
    c.heads = 2;
    assert_true(scheme_parse("alibi", &scheme, &err));
    struct model *m = model_new(&c, &scheme, 8, (struct exposure){.tokens = 6}, 1, &err);
    const int start[2] = {0, 6}, token[6] = {1, 2, 3, 4, 5, 6}, answer[2] = {3, 5}, target[2] = {2, 7};
    const double position[6] = {0, 1, 2, 3, 4, 5};
    const struct batch b = {.sequences = 1,
                            .rows = 6,
                            .answers = 2,
                            .start = start,
                            .token = token,
                            .position = position,
                            .answer_row = answer,
                            .target = target};
    long n;
    model_reserve(m, true, 0, 6);
    const real *p = model_parameters(m, &n);
    double *theta = mem_zero((size_t)n, sizeof *theta);
    for (long k = 0; k < n; k++) theta[k] = (double)p[k];
    const double same = reference_loss(m, &b, theta), fast = model_gradient(m, &b);
    assert_true(fabs(same - fast) < 1e-5);
    for (long k = 0; k < n; k++) theta[k] *= 1.01;
    assert_true(fabs(reference_loss(m, &b, theta) - same) > 1e-4);
    mem_free(theta);
    model_free(m);
}

static double largest(long n, const double *x) {
    double most = 0;
    for (long k = 0; k < n; k++)
        if (!(fabs(x[k]) <= most)) most = fabs(x[k]); /* also what is not a number */
    return most;
}

/* How far logits of the model and of the reference are apart, as a share of the largest one. */
static double apart_from_reference(struct model *m, bool training, int longest) {
    const struct batch *b = &all.batch;
    const long n = (long)b->answers * VOCABULARY;
    real *fast = mem_zero((size_t)n, sizeof *fast);
    double *plain = mem_zero((size_t)n, sizeof *plain), worst;
    long parameters;
    const real *p = model_parameters(m, &parameters);
    double *theta = mem_zero((size_t)parameters, sizeof *theta);
    if (training) {
        model_reserve(m, true, b->rows, longest);
        model_gradient(m, b);
        for (long k = 0; k < parameters; k++) theta[k] = (double)p[k];
        worst = fabs(reference_loss(m, b, theta) / model_gradient(m, b) - 1);
    } else {
        model_reserve(m, false, b->rows, longest);
        model_logits(m, b, fast);
        for (long k = 0; k < parameters; k++) theta[k] = (double)p[k];
        reference_logits(m, b, theta, plain);
        const double size = largest(n, plain);
        for (long k = 0; k < n; k++) plain[k] -= (double)fast[k];
        worst = largest(n, plain) / size;
    }
    mem_free(fast);
    mem_free(plain);
    mem_free(theta);
    return worst;
}

/* In training and in evaluation at the trained length and four times that; -1: not covered. */
static double disagreement(const char *expression, bool causal, struct error *why) {
    const struct scheme scheme = parsed(expression);
    static const int trained[] = {7, 1, TRAIN_LENGTH}, beyond[] = {5, 4 * TRAIN_LENGTH};
    struct model *m = make(&scheme, causal);
    double worst = -1;
    if (reference_covers(m, why)) {
        fill(&all, &scheme, false, trained, 3, 1);
        worst = apart_from_reference(m, true, TRAIN_LENGTH);
        fill(&all, &scheme, true, trained, 3, 1);
        worst = fmax(worst, apart_from_reference(m, false, TRAIN_LENGTH));
        fill(&all, &scheme, true, beyond, 2, 1);
        worst = fmax(worst, apart_from_reference(m, false, 4 * TRAIN_LENGTH));
    }
    model_free(m);
    return worst;
}

/* "the reference does not have what NAME does" of one part of the expression. */
static bool names_a_part(const char *text, const char *expression) {
    const struct scheme scheme = parsed(expression);
    for (int i = 0; i < scheme.n; i++)
        if (strstr(text, scheme.part[i].encoder->name)) return true;
    return false;
}

static void every_scheme(void **state) {
    (void)state;
    int covered = 0;
    for (const struct encoder *const *e = encoder_list; *e; e++) {
        char expression[128];
        struct error why = {0};
        expression_of(*e, expression);
        const struct scheme scheme = parsed(expression);
        const double apart = disagreement(expression, true, &why),
                     both = causal_only(&scheme) ? 0 : disagreement(expression, false, NULL);
        covered += apart >= 0;
        if (!(apart < CLOSE && both < CLOSE)) fail_msg("%s: %g, bidirectional %g", expression, apart, both);
        if (apart < 0 && !names_a_part(why.text, expression)) fail_msg("%s: '%s'", expression, why.text);
    }
    printf("reference: %d of %d schemes are covered\n", covered, encoder_count());
    assert_true(covered > encoder_count() / 2);
}

static void joined_schemes(void **state) {
    (void)state;
    static const char *const schemes[] = {"rope+alibi+rerope(window=5)",
                                          "rope+dca(chunk=8,local=4)+ssmax",
                                          "rope+self-extend+t5+window(size=9,sinks=2)",
                                          "rope+lm-infinite(window=7,sinks=2,ceiling=8)+alibi",
                                          "rope+string+head-scale(factors=[1.5,1])",
                                          "rope+dpe(window=5,scales=[2,4])+alibi",
                                          "pope+dpe(window=6,scales=[2,3])",
                                          "xpos+dpe(window=3,scales=[2,3])@layers=0",
                                          "rope+ms-poe(order=[1,0])@layers=1+longrope2",
                                          "rope+cape",
                                          "rope(layout=interleaved)+alibi+random-float",
                                          "rope+abacus",
                                          "rope+bipe",
                                          "tisa+bam@heads=1",
                                          "rope(angles=bf16)@heads=1+rope(layout=half)@heads=0",
                                          "rope(angles=tables)+yarn",
                                          "abacus+coupling+learned",
                                          "xpos(blockwise=true,block=6)",
                                          "mixture(tasks=3)",
                                          "alibi+sinks(sinks=2,recent=6)",
                                          "rope@heads=1+yarn+cope",
                                          "rope@layers=1+alibi@layers=0",
                                          "rope-clip(clipped=2)+yarn(scale=4)",
                                          "pope+self-extend(window=6,group=2)",
                                          "pope@heads=1+ssmax+shaw",
                                          "transformer-xl+rope+ssmax",
                                          "deberta@heads=1+stick-breaking",
                                          "shaw@layers=1+random+window(size=5,sinks=1)",
                                          "fire+random-float",
                                          "fire@heads=1+rope+rerope(window=5)+kerple-log",
                                          "tupe@heads=1+alibi",
                                          "adaptive-temperature+rope",
                                          "entmax@layers=0+nape+window(size=8)",
                                          "selective-attention@heads=1+rope+window(size=9,sinks=2)",
                                          "selective-attention+dape",
                                          "xpos+dape+sink",
                                          "qk-norm+rope+soft-cap",
                                          "soft-cap@heads=1+dape-v2+alibi",
                                          "differential+rope+ssmax",
                                          "stieltjes@heads=1+rope+window(size=9,sinks=2)",
                                          "stieltjes(scaled=true)@layers=0+t5",
                                          "softpick@layers=1+shaw+qk-norm",
                                          "sigmoid(bias=row)@heads=1+window(size=5)+dape",
                                          "laser(clamp=2)@heads=1+alibi+stick-breaking@heads=0",
                                          "qk-norm(kind=l2)@heads=1+alibi",
                                          "qk-norm(kind=head-own)+rope",
                                          "qk-norm(kind=width)+shaw",
                                          "xpos(scale_base=2)+scramble",
                                          "dape-v2(hidden=4)+window(size=5)+alibi"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        struct error why = {0};
        const struct scheme scheme = parsed(schemes[i]);
        const double apart = disagreement(schemes[i], true, &why),
                     both = causal_only(&scheme) ? 0 : disagreement(schemes[i], false, NULL);
        if (!(apart >= 0 && apart < CLOSE && both < CLOSE))
            fail_msg("%s: %g, bidirectional %g %s", schemes[i], apart, both, why.text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reference_agrees), cmocka_unit_test(reference_agrees_at_odd_sizes),
        cmocka_unit_test(reference_notices), cmocka_unit_test(every_scheme), cmocka_unit_test(joined_schemes)};
    return cmocka_run_group_tests_name("reference", tests, NULL, NULL);
}
