/* Masks that hide keys one by one: weights are exactly 0, a query that sees nothing gives 0, a window is the built-in's
 * to the bit, whatever normalises. */
#include "model/reference.h"
#include "tests/fixture_battery.h"

enum { T = 20, H = 2 };

/* Weights of the first layer, [H][T][T], of T tokens. */
static const real *weights(const char *expression) {
    static real out[H * T * T];
    const struct scheme scheme = parsed(expression);
    struct model *m = make(&scheme, true);
    const int length = T;
    fill(&all, &scheme, true, &length, 1, 1);
    model_reserve(m, false, T, T);
    model_attention(m, &all.batch, 0, out);
    model_free(m);
    return out;
}

/* Which keys have a weight, in the head that is masked and in the other. */
static void hidden_keys(void **state) {
    (void)state;
    const real *w = weights("rope+formula-mask(of=(d<3)+(j==1)-(d==1))@heads=1");
    for (int i = 0; i < T; i++)
        for (int j = 0; j < T; j++) {
            const bool seen = j <= i && (i - j < 3) + (j == 1) - (i - j == 1) > 0;
            assert_int_equal(w[i * T + j] > 0, j <= i);
            assert_int_equal(w[(T + i) * T + j] != 0, seen);
        }
    for (int i = 0; i < T; i++) {
        double sum = 0;
        for (int j = 0; j < T; j++) sum += (double)w[(T + i) * T + j];
        assert_true(fabs(sum - 1) < 1e-6);
    }
}

static void nothing_visible(void **state) {
    (void)state;
    static const char *const of[] = {
        "formula-mask(of=d>2)",      "entmax+formula-mask(of=d>2)",         "sigmoid+formula-mask(of=d>2)",
        "sink+formula-mask(of=d>2)", "stick-breaking+formula-mask(of=d>2)", "ssmax+formula-mask(of=j+3<=i)"};
    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        const real *w = weights(of[k]);
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < T; j++) assert_true(w[i * T + j] == 0);
        assert_true(w[3 * T] > 0 && w[3 * T + 1] == 0);
    }
}

/* Sums of masks show what all of them show; those over distance alone narrow what is computed, as windows do. */
static void windows(void **state) {
    (void)state;
    static const char *const same[][2] = {{"alibi+window(size=7)", "alibi+formula-mask(of=d<7)"},
                                          {"entmax+window(size=7)", "entmax+formula-mask(of=7-d)"},
                                          {"ssmax+window(size=5)", "ssmax+formula-mask(of=d<9)+formula-mask(of=d<5)"},
                                          {"rope+window(size=1)", "rope+formula-mask(of=d==0)"}};
    const int length = 8 * TRAIN_LENGTH;
    for (size_t k = 0; k < sizeof same / sizeof *same; k++) {
        real *logits[2];
        for (int i = 0; i < 2; i++) {
            const struct scheme scheme = parsed(same[k][i]);
            struct model *m = make(&scheme, true);
            fill(&all, &scheme, true, &length, 1, 1);
            logits[i] = logits_of(m, &all.batch, length);
            model_free(m);
        }
        assert_memory_equal(logits[0], logits[1], sizeof(real) * (size_t)length * VOCABULARY);
        mem_free(logits[0]);
        mem_free(logits[1]);
    }
}

/* Training and evaluation against the plain model. */
static void reference(void **state) {
    (void)state;
    static const char *const of[] = {"rope+formula-mask(of=max(d<3,j==1))+ssmax",
                                     "formula-mask+entmax+alibi",
                                     "softpick+formula-mask(of=max(d<3,j==1))",
                                     "sigmoid(bias=row)+formula-mask(of=max(d<3,j==1))",
                                     "formula-mask(of=d>1)+stick-breaking+deberta",
                                     "formula-mask(of=d!=2)+sink+window(size=9,sinks=2)",
                                     "ssmax+shaw+formula-mask(of=floor(i/5)==floor(j/5))",
                                     "selective-attention+formula-mask(of=n>4)"};
    const int lengths[] = {7, 1, TRAIN_LENGTH};
    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        const struct scheme scheme = parsed(of[k]);
        struct model *m = make(&scheme, true);
        fill(&all, &scheme, false, lengths, 3, 2);
        model_reserve(m, true, 0, TRAIN_LENGTH);
        const struct agreement a = reference_compare(m, &all.batch);
        if (!(a.loss < CLOSE && a.gradient < 1e-4)) fail_msg("%s: loss %.1e, gradient %.1e", of[k], a.loss, a.gradient);
        model_free(m);
    }
}

/* Where all tokens are seen, sinks that lie behind a query's window are seen, too: in training and in evaluation. */
static void sinks_behind_the_window(void **state) {
    (void)state;
    static const char *const of[] = {"window(size=3,sinks=9)", "rope+window(size=30,sinks=40)",
                                     "alibi+window(size=2,sinks=17)@heads=1", "entmax+window(size=3,sinks=500)"};
    const int lengths[] = {7, 1, TRAIN_LENGTH}, far = 150;
    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        const struct scheme scheme = parsed(of[k]);
        struct model *m = make(&scheme, false);
        fill(&all, &scheme, false, lengths, 3, 2);
        model_reserve(m, true, 0, TRAIN_LENGTH);
        const struct agreement a = reference_compare(m, &all.batch);
        if (!(a.loss < CLOSE && a.gradient < 1e-4)) fail_msg("%s: loss %.1e, gradient %.1e", of[k], a.loss, a.gradient);
        struct answer *answers = mem_zero((size_t)far, sizeof *answers);
        fill(&all, &scheme, true, &far, 1, 1);
        model_reserve(m, false, far, far);
        model_evaluate(m, &all.batch, answers);
        const double difference = reference_compare_evaluation(m, &all.batch, answers);
        if (!(difference < 10 * CLOSE)) fail_msg("%s at %d: %.1e", of[k], far, difference);
        mem_free(answers);
        model_free(m);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(hidden_keys), cmocka_unit_test(nothing_visible),
                                       cmocka_unit_test(windows), cmocka_unit_test(reference),
                                       cmocka_unit_test(sinks_behind_the_window)};
    return cmocka_run_group_tests_name("atom_mask", tests, NULL, NULL);
}
