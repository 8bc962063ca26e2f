/* Built-in schemes written as formulas: the logits of the built-in with the same parameters, in training's lengths and
 * beyond, and, in double, gradients that are its own and those of finite differences. */
#include "tests/fixture_battery.h"

/* The largest difference of a logit. SSMax multiplies by a logarithm that is rounded to float before, where a formula
 * rounds once, which shows in the last bits. */
#ifdef LX_REAL_DOUBLE
static const double ALIKE = 1e-11, ALIKE_SSMAX = 1e-11;
#else
static const double ALIKE = 1e-6, ALIKE_SSMAX = 2.5e-6;
#endif

static const struct twin {
    const char *name, *built_in, *formula;
} twins[] = {
    {"ALiBi", "alibi", "formula-bias(of=-2^(-8*h/H)*d,learn=)"},
    {"ALiBi, learned", "alibi-learned", "formula-bias(of=-m*d,learn=[m=2^(-8*h/H) per head])"},
    {"KERPLE-log", "kerple-log",
     "formula-bias(of=-p*log1p(a*d),learn=[p=1 per head least 0.01,a=1 per head least 0.01])"},
    {"KERPLE-power", "kerple-power",
     "formula-bias(of=-a*d^p,learn=[p=1 per head least 0.01 most 2,a=1 per head least 0.01])"},
    {"T5", "t5", "formula-bias(of=w[if(d<16,d,16+floor(16*log(d/16)/log(8)))],learn=[w[32]=0 std 0.02 per head])"},
    {"Sandwich", "sandwich", "formula-bias(of=H/(8*h)*sum(k,1,64,cos(d/10000^(k/64))),learn=)"},
    {"RoPE", "rope", "formula-angle(of=p*10000^(-2*k/D),learn=)"},
    {"RoPE, interleaved", "rope(base=500,layout=interleaved)",
     "formula-angle(of=p*500^(-2*k/D),learn=,layout=interleaved)"},
    {"PI", "rope+pi(scale=4)", "formula-angle(of=p/4*10000^(-2*k/D),learn=)"},
    {"NTK", "rope+ntk(scale=4)", "formula-angle(of=p*10000^(-2*k/D)*4^(-k/(D/2-1)),learn=)"},
    {"SSMax", "ssmax", "formula-temperature(of=s*log(n),learn=[s=1/log(L) per head per layer])"},
    {"sinusoidal", "sinusoidal(layout=concat)",
     "formula-embed(of=0.02*if(c<C/2,sin(p*10000^(-2*c/C)),cos(p*10000^(1-2*c/C))),learn=)"},
};
enum { TWINS = sizeof twins / sizeof *twins };

/* Tensors of schemes one after the other, which stand in the order in which they are learned; all others by name. */
static void copy_tensors(struct model *from, struct model *to) {
    const struct tensor *a, *b;
    long count;
    const int n = model_tensors(from, &a), other = model_tensors(to, &b);
    if (n != other) fail_msg("%d and %d tensors", n, other);
    copy_shared(from, to);
    for (int i = 0; i < n; i++) {
        if (a[i].size != b[i].size) fail_msg("%s and %s differ in size", a[i].name, b[i].name);
        memcpy(model_parameters(to, &count) + b[i].offset, model_parameters(from, &count) + a[i].offset,
               sizeof(real) * (size_t)a[i].size);
    }
}

static void logits(void **state) {
    (void)state;
    int bad = 0;
    for (int i = 0; i < TWINS; i++) {
        const struct scheme built_in = parsed(twins[i].built_in), formula = parsed(twins[i].formula);
        struct model *a = make(&built_in, true), *b = make(&formula, true);
        copy_tensors(a, b);
        double worst = 0;
        for (int T = TRAIN_LENGTH; T <= 8 * TRAIN_LENGTH; T *= 2) {
            fill(&all, &built_in, true, &T, 1, 1);
            real *la = logits_of(a, &all.batch, T), *lb = logits_of(b, &all.batch, T);
            const long n = (long)T * VOCABULARY;
            worst = fmax(worst, difference(la, lb, n));
            mem_free(la);
            mem_free(lb);
        }
        const bool alike = worst <= (strcmp(twins[i].name, "SSMax") == 0 ? ALIKE_SSMAX : ALIKE);
        printf("twin %-20s %.1e%s\n", twins[i].name, worst, alike ? "" : " DIFFERS");
        bad += !alike;
        model_free(a);
        model_free(b);
    }
    assert_int_equal(bad, 0);
}

#ifdef LX_REAL_DOUBLE
/* Twins that are no variants of evaluation. */
static void gradients(void **state) {
    (void)state;
    const int lengths[] = {7, 1, 11, 24, 2};
    int bad = 0;
    for (int i = 0; i < TWINS; i++) {
        if (strchr(twins[i].built_in, '+')) continue;
        const struct scheme built_in = parsed(twins[i].built_in), formula = parsed(twins[i].formula);
        struct model *a = make(&built_in, true), *b = make(&formula, true);
        copy_tensors(a, b);
        fill(&all, &built_in, false, lengths, 5, 2);
        model_reserve(a, true, 0, TRAIN_LENGTH);
        model_reserve(b, true, 0, TRAIN_LENGTH);
        model_gradient(a, &all.batch);
        model_gradient(b, &all.batch);
        const double apart = difference(model_gradients(a), model_gradients(b), model_parameter_count(a)),
                     error = gradient_error_of(b);
        const bool ok = apart <= 1e-12 && error <= 1e-6;
        printf("twin %-20s gradient %.1e from the built-in's, %.1e from differences%s\n", twins[i].name, apart, error,
               ok ? "" : " BROKEN");
        bad += !ok;
        model_free(a);
        model_free(b);
    }
    assert_int_equal(bad, 0);
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logits),
#ifdef LX_REAL_DOUBLE
        cmocka_unit_test(gradients),
#endif
    };
    return cmocka_run_group_tests_name("formula_twins", tests, NULL, NULL);
}
