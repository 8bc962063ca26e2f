/* Formulas: values, derivatives against finite differences, and limits of their size. */
#include "base/error.h"
#include "base/formula.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { D_, H_, M_, A_, W_, B_, NAMES, PLACES = 70, WORDS = 5 };
static const struct formula_name names[NAMES] = {
    [D_] = {"d", FORMULA_ALONG, 0, 0},       [H_] = {"h", FORMULA_FIXED, 0, 0},
    [M_] = {"m", FORMULA_LEARNED, 0, 0},     [A_] = {"a", FORMULA_LEARNED, 0, 0},
    [W_] = {"w", FORMULA_LEARNED, WORDS, 0}, [B_] = {"base", FORMULA_NUMBER, 0, 10000}};

static double distance[PLACES], learned[3][WORDS], grad[3][WORDS];
static struct formula_input input[NAMES];

static void prepare(void) {
    for (int k = 0; k < PLACES; k++) distance[k] = k;
    const double start[3][WORDS] = {{0.7}, {0.3}, {0.1, -0.4, 0.9, 1.3, -2}};
    memcpy(learned, start, sizeof learned);
    memset(grad, 0, sizeof grad);
    input[D_] = (struct formula_input){.of = distance};
    input[H_] = (struct formula_input){.number = 3};
    for (int i = 0; i < 3; i++) input[M_ + i] = (struct formula_input){.of = learned[i], .grad = grad[i]};
}

static struct formula read(const char *text) {
    struct formula f;
    struct error err;
    if (!formula_read(text, names, NAMES, &f, &err)) fail_msg("%s: %s", text, err.text);
    return f;
}

/* The value at d = 7, h = 3, m = 0.7, a = 0.3. */
static void values(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double value;
    } of[] = {
        {"1 + 2 * 3", 7},
        {"2^3^2", 512},
        {"-d^2", -49},
        {"2^-1", 0.5},
        {"(1 - 2) - 3", -4},
        {"8 / 4 / 2", 1},
        {"1e2 + .5", 100.5},
        {"d < 7", 0},
        {"d <= 7", 1},
        {"d > 6.5", 1},
        {"d >= 8", 0},
        {"d == 7", 1},
        {"d != 7", 0},
        {"if(d > 3, m, 1/0)", 0.7},
        {"exp(log(d))", 7},
        {"log1p(d) - log(8)", 0},
        {"sqrt(d + 2)", 3},
        {"abs(3 - d)", 4},
        {"min(d, h) + max(d, h)", 10},
        {"floor(d / 2)", 3},
        {"clamp(d, 0, 5) + clamp(-d, -2, 5)", 3},
        {"sin(pi / 2) + cos(0) + tanh(0)", 2},
        {"sigmoid(0) + softplus(0) - log(2)", 0.5},
        {"softplus(1000)", 1000},
        {"w[d - 5] + w[-3] + w[99]", 0.9 + 0.1 - 2},
        {"sum(k, 1, 4, k * d)", 70},
        {"sum(k, 1, h, sum(l, 1, k, l)) + sum(k, 3, 1, d)", 10},
        {"base^(-2 * h / 12)", 0.01},
        {"-m * sqrt(d)", -0.7 * 2.6457513110645907},
        {"+-+d", -7},
    };
    prepare();
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        const struct formula f = read(of[i].text);
        double out[PLACES];
        formula_values(&f, input, PLACES, out);
        if (!(fabs(out[7] - of[i].value) < 1e-12)) fail_msg("%s = %.17g, not %g", of[i].text, out[7], of[i].value);
    }
}

static double loss(const struct formula *f) {
    double out[PLACES], sum = 0;
    formula_values(f, input, PLACES, out);
    for (int k = 0; k < PLACES; k++) sum += sin(k + 1.0) * out[k];
    return sum;
}

/* Every operation, with learned numbers in every argument. */
static void gradients(void **state) {
    (void)state;
    static const char *const of[] = {"-m * sqrt(d)",
                                     "-m * log1p(a * d)",
                                     "-m * d^a",
                                     "(m + 0.01 * d)^(a + 1)",
                                     "m / (a + d) - a / m",
                                     "if(d > 9, m * a, if(d > 5, log(a), m * m))",
                                     "exp(-m * d) + log(m + d)",
                                     "sqrt(a + d) * abs(m - d) + abs(a)",
                                     "min(m * d, a + 3) + max(m * d, a + 7.3)",
                                     "clamp(m * d, a, 9 * a) * floor(d * 0.5)",
                                     "sin(m * d) + cos(a * d) * tanh(a - 0.1 * d)",
                                     "sigmoid(m * (a - d)) + softplus(m - a * d)",
                                     "w[d / 10] * m + w[a * 4]",
                                     "sum(k, 1, 6, m^k * cos(d / base^(k * a)) / k)",
                                     "sum(k, 0, 4, w[k] * sum(l, k, 3, a^l)) + sum(k, 1, 3, m)",
                                     "d * h"};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        const struct formula f = read(of[i]);
        double d[PLACES];
        prepare();
        for (int k = 0; k < PLACES; k++) d[k] = sin(k + 1.0);
        formula_gradient(&f, input, PLACES, d);
        for (int l = 0; l < 3; l++)
            for (int k = 0; k < (l == 2 ? WORDS : 1); k++) {
                const double start = learned[l][k], step = 1e-6;
                learned[l][k] = start + step;
                const double above = loss(&f);
                learned[l][k] = start - step;
                const double slope = (above - loss(&f)) / (2 * step);
                learned[l][k] = start;
                if (!(fabs(slope - grad[l][k]) < 1e-5 * (1 + fabs(slope))))
                    fail_msg("%s: by %s[%d] %.9g, by differences %.9g", of[i], names[M_ + l].name, k, grad[l][k],
                             slope);
            }
    }
}

static void names_used(void **state) {
    (void)state;
    const struct formula f = read("m * d + w[h]");
    assert_true(formula_uses(&f, D_) && formula_uses(&f, M_) && formula_uses(&f, W_) && formula_uses(&f, H_));
    assert_false(formula_uses(&f, A_));
}

static void too_long(void **state) {
    (void)state;
    char text[1000] = "d";
    struct formula f;
    struct error err;
    for (int i = 0; i < FORMULA_STEPS; i++) strcat(text, "+d");
    assert_false(formula_read(text, names, NAMES, &f, &err));
    assert_non_null(strstr(err.text, "more than 128 operations"));
}

/* A sum of too many terms is no number, rather than a long wait. */
static void endless_sum(void **state) {
    (void)state;
    const struct formula f = read("sum(k, 1, 1e9, k) + 0 * d");
    double out;
    prepare();
    formula_values(&f, input, 1, &out);
    assert_true(isnan(out));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(values), cmocka_unit_test(gradients),
                                       cmocka_unit_test(names_used), cmocka_unit_test(too_long),
                                       cmocka_unit_test(endless_sum)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
