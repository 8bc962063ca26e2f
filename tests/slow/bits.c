/* What every scheme computes, bit by bit: a line "EXPRESSION sight norm HASH" for each scheme, alone and in
 * compositions, with causal and with bidirectional sight. The hash is over the losses, gradients and parameters of
 * three steps and over the logits of evaluations at up to 25 times the training length; a scheme that is refused has
 * its reason instead. Two programs that print the same lines compute the same numbers: a change that only moves code
 * must keep every line (tests/bits.sh compares with another revision).
 *
 * bits [EXPRESSION...]: those; bits pairs: every two schemes joined with `+`; bits key: the compiler, the instructions
 * and the products that the numbers depend on, in letters that a file's name may have.
 */
#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "model/math/blas.h"
#include "tests/fixture_battery.h"

enum { STEPS = 3 };

static const char *const compositions[] = {
    "alibi@layers=0+rope@layers=1",
    "alibi@heads=0+shaw@heads=1",
    "rope@heads=0+t5@heads=1",
    "fire@heads=1+kerple-log",
    "fire+random",
    "fire+random-float",
    "rope+random-float",
    "alibi+random-float",
    "shaw+random",
    "rope+random+window(size=5,sinks=1)",
    "cope+window(size=5,sinks=2)+alibi",
    "dape+alibi+window(size=7)",
    "dape+cope",
    "dape+tupe@heads=0",
    "dape-v2+fox@heads=1+shaw",
    "path+alibi",
    "path-fox+token-shift",
    "fox+selective-attention+rope",
    "cable@heads=1+grape-a@heads=0",
    "selective-rope+rope+logn",
    "selective-rope@heads=1+rope+self-extend(window=6,group=2)",
    "transformer-xl+ssmax+sink",
    "transformer-xl+rope+logn",
    "deberta+stick-breaking",
    "deberta@heads=1+ssmax",
    "pope+self-extend(window=6,group=2)",
    "pope+dape",
    "rope+self-extend(window=6,group=2)+alibi",
    "xpos+self-extend(window=6,group=2)",
    "xpos+dape+alibi",
    "xpos+random-float",
    "rope+dca(chunk=8)+fox",
    "rope+yarn(scale=4)+window(size=9)",
    "rope@until=0.5+t5",
    "canon+token-shift@layers=1+rope",
    "canon@layers=1+alibi",
    "cpe+sinusoidal+learned",
    "tupe+tupe-r@layers=0",
    "tupe@heads=1+alibi",
    "mixture",
    "asentmax+nape+window(size=8)",
    "adaptive-temperature+rope+entmax@layers=0",
    "sink@heads=0+window(size=4,sinks=2)+rope",
    "stick-breaking+selective-attention",
    "abacus+rope",
    "coupling+t5",
    "hope+clex",
    "music+shaw@layers=1",
    "wavelet+logn",
    "path+rope+softmax1",
};

struct shape {
    bool causal, post;
};

static struct model *model_of(const struct scheme *scheme, struct shape shape, struct error *err) {
    struct model_config c = battery_config(shape.causal);
    c.place = shape.post ? PLACE_POST : PLACE_PRE;
    struct model *m = model_new(&c, scheme, VOCABULARY, (struct exposure){.tokens = TRAIN_LENGTH}, 5, err);
    if (m) shake(m);
    return m;
}

static void put(struct text *bits, const void *from, size_t size) {
    char hash[65];
    sha256_hex(from, size, hash);
    text_add(bits, "%s\n", hash);
}

static void put_training(struct model *m, const struct scheme *scheme, struct text *bits) {
    const int lengths[] = {7, 1, 11, 24, 2};
    struct optimiser_config o;
    long count;
    options_default(optimiser_options, &o);
    fill(&all, scheme, false, lengths, 5, 2);
    model_reserve(m, true, 0, TRAIN_LENGTH);
    for (long step = 0; step < STEPS; step++) {
        struct step_report report;
        model_train_step(m, &all.batch, &o, 1e-2, step, &report);
        put(bits, &report.loss, sizeof report.loss);
        put(bits, model_gradients(m), sizeof(real) * (size_t)model_parameter_count(m));
        model_set_progress(m, (double)(step + 1) / STEPS);
    }
    const real *parameters = model_parameters(m, &count);
    put(bits, parameters, sizeof(real) * (size_t)count);
}

static void put_evaluation(struct model *m, const struct scheme *scheme, const int *lengths, int n, int stride,
                           struct text *bits) {
    int longest = 0;
    for (int i = 0; i < n; i++) longest = lengths[i] > longest ? lengths[i] : longest;
    fill(&all, scheme, true, lengths, n, stride);
    real *logits = logits_of(m, &all.batch, longest);
    put(bits, logits, sizeof(real) * (size_t)all.batch.answers * VOCABULARY);
    mem_free(logits);
}

static void show(const char *expression, struct shape shape) {
    struct scheme scheme = parsed(expression);
    struct error err = {0};
    struct text bits = {0};
    char hash[65];
    struct model *m = model_of(&scheme, shape, &err);
    printf("%s %s %s ", expression, shape.causal ? "causal" : "both", shape.post ? "post" : "pre");
    if (!m) {
        printf("refused: %s\n", err.text);
        return;
    }
    put_training(m, &scheme, &bits);
    put_evaluation(m, &scheme, (const int[]){60, 3, 24}, 3, 2, &bits);
    put_evaluation(m, &scheme, (const int[]){600}, 1, 31, &bits);
    sha256_hex(text_of(&bits), bits.size, hash);
    printf("%.16s\n", hash);
    text_free(&bits);
    model_free(m);
}

static void show_all(const char *expression) {
    show(expression, (struct shape){.causal = true});
    show(expression, (struct shape){.causal = false});
    show(expression, (struct shape){.causal = true, .post = true});
}

static void show_pairs(void) {
    for (int i = 0; encoder_list[i]; i++)
        for (int j = i; encoder_list[j]; j++) {
            char a[128], b[128], expression[300];
            expression_of(encoder_list[i], a);
            expression_of(encoder_list[j], b);
            const char *plain = strstr(b, encoder_list[j]->name);
            snprintf(expression, sizeof expression, "%s+%s", a, plain);
            show(expression, (struct shape){.causal = true});
        }
}

static void show_key(void) {
    char blas[256];
    const char *instructions =
#if defined __AVX512F__
        "avx512"
#elif defined __AVX2__
        "avx2"
#else
        "other"
#endif
        ;
    blas_describe(blas, sizeof blas);
    for (char *c = blas; *c; c++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.", *c)) *c = '-';
#ifdef __clang__
    printf("clang%d-%s-%s\n", __clang_major__, instructions, blas);
#else
    printf("gcc%d-%s-%s\n", __GNUC__, instructions, blas);
#endif
}

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "key") == 0) {
        show_key();
        return 0;
    }
    if (argc == 2 && strcmp(argv[1], "pairs") == 0) {
        show_pairs();
        return 0;
    }
    for (int k = 1; k < argc; k++) show_all(argv[k]);
    if (argc > 1) return 0;
    for (int i = 0; encoder_list[i]; i++) {
        char expression[128];
        expression_of(encoder_list[i], expression);
        show_all(expression);
    }
    for (size_t k = 0; k < sizeof compositions / sizeof *compositions; k++) show_all(compositions[k]);
    return 0;
}
