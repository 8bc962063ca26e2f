/* Statistics against closed forms, hand-worked cases and their own defining properties. */
#include "base/rng.h"
#include "results/statistics.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static bool near(double a, double b, double slack) { return fabs(a - b) <= slack; }
#define assert_near(a, b, slack)                                                                                       \
    do {                                                                                                               \
        double got_ = (a), want_ = (b);                                                                                \
        if (!near(got_, want_, slack)) fail_msg("%s is %.17g, not %.17g", #a, got_, want_);                            \
    } while (0)

/* Wilson's textbook values; the two ends are the roots of (p - k/n)^2 = z^2 p (1 - p) / n. */
/* What exact tests are compared with. */
static double binomial_mass(long k, long n, double p) {
    if (p <= 0) return k == 0;
    if (p >= 1) return k == n;
    const double ways = lgamma((double)n + 1) - lgamma((double)k + 1) - lgamma((double)(n - k) + 1);
    return exp(ways + (double)k * log(p) + (double)(n - k) * log1p(-p));
}

static double binomial_at_most(long k, long n, double p) {
    double sum = 0;
    for (long i = 0; i <= k; i++) sum += binomial_mass(i, n, p);
    return fmin(1, sum);
}

static double binomial_at_least(long k, long n, double p) {
    double sum = 0;
    for (long i = k; i <= n; i++) sum += binomial_mass(i, n, p);
    return fmin(1, sum);
}

static void wilson_intervals(void **state) {
    (void)state;
    struct interval w = wilson(0, 10);
    assert_true(w.low < 1e-12);
    assert_near(w.high, 0.2775, 1e-4);
    w = wilson(8, 10);
    assert_near(w.low, 0.4902, 1e-4);
    assert_near(w.high, 0.9433, 1e-4);
    w = wilson(0, 0);
    assert_true(w.low == 0 && w.high == 1);
    for (long n = 1; n <= 40; n++)
        for (long k = 0; k <= n; k++) {
            w = wilson(k, n);
            const double p = (double)k / (double)n, z2 = 3.841458820694124;
            assert_near((w.low - p) * (w.low - p), z2 * w.low * (1 - w.low) / (double)n, 1e-12);
            assert_near((w.high - p) * (w.high - p), z2 * w.high * (1 - w.high) / (double)n, 1e-12);
            struct interval mirror = wilson(n - k, n);
            assert_near(w.low, 1 - mirror.high, 1e-12);
        }
}

static void averages(void **state) {
    (void)state;
    double x[] = {4, 1, 3, 2};
    assert_true(quantile(x, 4, 0.5) == 2.5 && quantile(x, 4, 0) == 1 && quantile(x, 4, 1) == 4);
    assert_near(quantile(x, 4, 0.25), 1.75, 1e-12);
    assert_true(isnan(quantile(x, 0, 0.5)) && isnan(mean_of(x, 0)) && deviation_of(x, 1) == 0);
    assert_true(mean_of(x, 4) == 2.5);
    assert_near(deviation_of(x, 4), sqrt(5.0 / 3), 1e-12);
}

static void ranks(void **state) {
    (void)state;
    const double score[] = {0.5, 0.9, 0.51, 0.1};
    double rank[4];
    average_ranks(score, 4, 0.02, rank);
    assert_true(rank[0] == 2.5 && rank[1] == 1 && rank[2] == 2.5 && rank[3] == 4);
    average_ranks(score, 4, 0, rank);
    assert_true(rank[0] == 3 && rank[2] == 2);
    /* Without near ties ranks add up to n (n + 1) / 2, and equal scores get equal ranks. */
    const double same[] = {1, 1, 1, 0};
    average_ranks(same, 4, 0, rank);
    assert_true(rank[0] == 2 && rank[1] == 2 && rank[2] == 2 && rank[3] == 4);
    /* A difference that rounds to just the tie is one for both or for neither. */
    const double edge[] = {0.52, 0.50, 0.1};
    average_ranks(edge, 3, 0.02, rank);
    assert_true(rank[0] + rank[1] == 3 && rank[2] == 3);
    struct rng rng = rng_open(1, "test/ranks", 0, 0);
    for (int t = 0; t < 2000; t++) {
        double some[8], own[8], sum = 0;
        const int n = 2 + (int)rng_below(&rng, 7);
        for (int i = 0; i < n; i++) some[i] = rng_below(&rng, 101) / 100.0; /* many lie a tie apart, but for rounding */
        average_ranks(some, n, 0.02, own);
        for (int i = 0; i < n; i++) sum += own[i];
        assert_true(sum == n * (n + 1) / 2.0);
    }
}

static void areas(void **state) {
    (void)state;
    const double at[] = {0.5, 1, 2, 4}, one[] = {1, 1, 1, 1}, line[] = {0.5, 1, 2, 4}, fall[] = {1, 1, 0, 0};
    assert_near(mean_height(at, one, 4, 1, 3), 1, 1e-12);
    assert_near(mean_height(at, line, 4, 1, 3), 2, 1e-12);     /* the mean of x over 1..3 */
    assert_near(mean_height(at, line, 4, 0.7, 3.3), 2, 1e-12); /* both ends between points */
    assert_near(mean_height(at, fall, 4, 1, 3), 0.25, 1e-12);  /* a triangle of area 1/2 over 2 */
    const double inside[] = {0, 4}, up[] = {0, 4};
    assert_near(mean_height(inside, up, 2, 1, 3), 2, 1e-12); /* no point between the ends */
    assert_true(isnan(mean_height(at, one, 4, 1, 4.5)) && isnan(mean_height(at + 2, one, 2, 1, 3)) &&
                isnan(mean_height(at, one, 1, 1, 3)));
    /* Cutting in two and adding up changes nothing. */
    const double whole = 2 * mean_height(at, fall, 4, 1, 3),
                 halves = 0.6 * mean_height(at, fall, 4, 1, 1.6) + 1.4 * mean_height(at, fall, 4, 1.6, 3);
    assert_near(whole, halves, 1e-12);
}

static void reaches_of_examples(void **state) {
    (void)state;
    const double at[] = {1, 1.5, 2, 3};
    const long right[] = {500, 440, 430, 100}, all[] = {500, 500, 500, 500}, seen[] = {500, 500, 500, 500};
    struct reach r = reach_of(at, right, seen, 4, 0.9);
    assert_true(r.far == 1.5 && !r.open); /* 0.88 may be 0.9, 0.86 is not */
    r = reach_of(at, right, seen, 4, 0.5);
    assert_true(r.far == 2 && !r.open);
    r = reach_of(at, all, seen, 4, 0.9);
    assert_true(r.far == 3 && r.open); /* at least */
    r = reach_of(at + 3, right + 3, seen, 1, 0.5);
    assert_true(r.far == 0 && !r.open);
    r = reach_of(at, right, seen, 0, 0.5);
    assert_true(r.far == 0 && r.open); /* nothing is known */
    /* A true accuracy of 0.91 at eight lengths of 500 examples: the least of them lies below 0.9 nearly always. */
    struct rng rng = rng_open(1, "test/reach", 0, 0);
    double sum = 0;
    enum { CURVES = 400, LENGTHS = 8 };
    for (int t = 0; t < CURVES; t++) {
        double place[LENGTHS];
        long hits[LENGTHS] = {0}, of[LENGTHS];
        for (int i = 0; i < LENGTHS; i++) {
            place[i] = 1 + 2.0 * i / (LENGTHS - 1), of[i] = 500;
            for (int k = 0; k < 500; k++) hits[i] += rng_uniform(&rng) < 0.91;
        }
        sum += reach_of(place, hits, of, LENGTHS, 0.9).far / CURVES;
    }
    assert_true(sum > 2.95);
}

/* ---- exact tests ---- */

static void sign_flips_by_hand(void **state) {
    (void)state;
    bool exact;
    const double all[] = {1, 2, 3, 4, 5}, mixed[] = {1, 2, 3, -1}, zero[] = {0, 0, 0};
    assert_near(sign_flip(all, 5, &exact), 1.0 / 32, 0);
    assert_true(exact);
    /* Sums of +-1 +-2 +-3 +-1 that are at least 5: 7 once; 5 twice (one of the two 1s turned). */
    assert_near(sign_flip(mixed, 4, NULL), 3.0 / 16, 0);
    assert_near(sign_flip(zero, 3, NULL), 1, 0);
    assert_near(sign_flip(all, 0, NULL), 1, 0);
    const double tenths[] = {0.1, 0.2, 0.3, -0.1}; /* sums that round differently count as the ties they are */
    assert_near(sign_flip(tenths, 4, NULL), 3.0 / 16, 0);
    /* +-1: a binomial tail. */
    double ones[20];
    for (int n = 1; n <= 20; n++)
        for (int up = 0; up <= n; up += 3) {
            for (int i = 0; i < n; i++) ones[i] = i < up ? 1 : -1;
            assert_near(sign_flip(ones, n, NULL), binomial_at_least(up, n, 0.5), 1e-9);
        }
}

/* Under the null every sign pattern is as likely: over all patterns the share of p <= a is at most a, and exactly a
 * where a is a p-value that occurs (the test is exact, not merely conservative). */
static void sign_flips_are_uniform(void **state) {
    (void)state;
    enum { N = 9, PATTERNS = 1 << N };
    const double size[N] = {0.11, 0.52, 0.23, 0.94, 0.05, 0.66, 0.37, 0.78, 0.19};
    double p[PATTERNS];
    for (int pattern = 0; pattern < PATTERNS; pattern++) {
        double x[N];
        for (int i = 0; i < N; i++) x[i] = pattern >> i & 1 ? size[i] : -size[i];
        p[pattern] = sign_flip(x, N, NULL);
    }
    for (int k = 0; k < PATTERNS; k++) {
        int below = 0;
        for (int j = 0; j < PATTERNS; j++) below += p[j] <= p[k];
        assert_near((double)below / PATTERNS, p[k], 1e-12);
    }
}

static void drawn_flips_agree(void **state) {
    (void)state;
    bool exact;
    double x[24];
    for (int i = 0; i < 24; i++) x[i] = i < 16 ? 1 : -1;
    const double p = sign_flip(x, 24, &exact);
    assert_false(exact);
    assert_near(p, binomial_at_least(16, 24, 0.5), 0.003); /* three standard errors of 100,000 draws are 0.0025 */
    assert_true(p == sign_flip(x, 24, NULL));
    for (int i = 0; i < 24; i++) x[i] = 1;
    assert_near(sign_flip(x, 24, NULL), 1.0 / 100001, 1e-12); /* never 0 */
}

static void mann_whitney_by_hand(void **state) {
    (void)state;
    bool exact;
    const double low[] = {1, 2, 3, 4, 5}, high[] = {6, 7, 8, 9, 10}, x[] = {3, 4}, y[] = {1, 2, 5};
    assert_near(mann_whitney(high, 5, low, 5, &exact), 1.0 / 252, 1e-12);
    assert_true(exact);
    assert_near(mann_whitney(low, 5, high, 5, NULL), 1, 1e-12);
    /* Ranks of x are 3 and 4; of the ten pairs of ranks, those with a sum of 7 or more: 25 35 45 34. */
    assert_near(mann_whitney(x, 2, y, 3, NULL), 0.4, 1e-12);
    const double tied[] = {1, 1, 1};
    assert_near(mann_whitney(tied, 3, tied, 3, NULL), 1, 1e-12);
    double many[30], more[30];
    for (int i = 0; i < 30; i++) many[i] = i, more[i] = i + 0.5;
    const double p = mann_whitney(more, 30, many, 30, &exact);
    assert_false(exact);
    assert_true(p > 0.35 && p < 0.5 && p == mann_whitney(more, 30, many, 30, NULL));
}

static void binomial_tails(void **state) {
    (void)state;
    assert_near(binomial_at_most(0, 8, 0.5), 1.0 / 256, 1e-12);
    assert_near(binomial_at_least(7, 8, 0.5), 9.0 / 256, 1e-12);
    assert_near(binomial_at_most(2, 3, 0.2), 1 - 0.008, 1e-12);
    assert_true(binomial_at_most(0, 5, 0) == 1 && binomial_at_least(1, 5, 0) == 0 && binomial_at_least(5, 5, 1) == 1);
    for (long k = 0; k < 12; k++)
        assert_near(binomial_at_most(k, 12, 0.3) + binomial_at_least(k + 1, 12, 0.3), 1, 1e-12);
}

/* ---- many tests ---- */

static void holm_by_hand(void **state) {
    (void)state;
    const double p[] = {0.01, 0.04, 0.03, 0.005}; /* Holm's own kind of example: 0.03 0.06 0.06 0.02 */
    double a[4];
    holm(p, 4, a);
    assert_near(a[3], 0.02, 1e-12);
    assert_near(a[0], 0.03, 1e-12);
    assert_near(a[2], 0.06, 1e-12);
    assert_near(a[1], 0.06, 1e-12);
    const double large[] = {0.9, 0.6};
    holm(large, 2, a);
    assert_true(a[0] == 1 && a[1] == 1);
}

/* Under the null in all of ten tests Holm rejects something in at most alpha of the families. */
static void holm_holds_the_family(void **state) {
    (void)state;
    int families = 0;
    enum { FAMILIES = 4000, TESTS = 10 };
    for (int f = 0; f < FAMILIES; f++) {
        struct rng rng = rng_open(3, "test/holm", (uint64_t)f, 0);
        double p[TESTS], a[TESTS];
        bool any = false;
        for (int i = 0; i < TESTS; i++) p[i] = rng_uniform(&rng);
        holm(p, TESTS, a);
        for (int i = 0; i < TESTS; i++) any |= a[i] <= 0.05;
        families += any;
    }
    assert_near((double)families / FAMILIES, 1 - pow(1 - 0.005, TESTS), 3 * 0.0035);
}

/* ---- planning ---- */

static void normal_quantiles(void **state) {
    (void)state;
    assert_near(normal_quantile(0.5), 0, 1e-12);
    assert_near(normal_quantile(0.975), 1.959963984540054, 1e-12);
    assert_near(normal_quantile(0.8), 0.8416212335729143, 1e-12);
    assert_near(normal_quantile(0.001), -normal_quantile(0.999), 1e-9);
}

static void seeds_by_hand(void **state) {
    (void)state;
    /* However clear the effect, 2^-n must reach alpha: 5 seeds for 0.05, 8 for a family of twelve. */
    assert_int_equal(seeds_needed(1, 0, 0.05), 5);
    assert_int_equal(seeds_needed(1, 0, 0.05 / 12), 8);
    assert_int_equal(seeds_needed(1, 0, 1.0 / 32), 5);
    /* (1.6449 + 0.8416)^2 = 6.1826, and 1.6449^2 / 2 = 1.353: a deviation of twice the effect needs 26.08 seeds. */
    assert_int_equal(seeds_needed(0.1, 0.2, 0.05), 27);
    assert_int_equal(seeds_needed(-0.1, 0.2, 0.05), 27);
    assert_int_equal(seeds_needed(0, 0.2, 0.05), SEEDS_UNKNOWN);
    assert_int_equal(seeds_needed(1e-9, 0.2, 0.05), SEEDS_UNKNOWN);
}

/* The promise of seeds_needed: with that many seeds the sign-flip test finds the effect in some 80 % of the cases. */
static void seeds_give_the_power(void **state) {
    (void)state;
    enum { TRIALS = 400 };
    const int n = seeds_needed(0.15, 0.2, 0.05);
    int found = 0;
    for (int t = 0; t < TRIALS; t++) {
        struct rng rng = rng_open(5, "test/power", (uint64_t)t, 0);
        double x[32];
        for (int i = 0; i < n; i++) x[i] = 0.15 + 0.2 * rng_normal(&rng);
        found += sign_flip(x, n, NULL) <= 0.05;
    }
    print_message("power with the %d seeds needed: %.3f\n", n, (double)found / TRIALS);
    assert_true(n == 13 && found > TRIALS * 0.72 && found < TRIALS * 0.88);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(wilson_intervals),
                                       cmocka_unit_test(averages),
                                       cmocka_unit_test(ranks),
                                       cmocka_unit_test(areas),
                                       cmocka_unit_test(reaches_of_examples),
                                       cmocka_unit_test(sign_flips_by_hand),
                                       cmocka_unit_test(sign_flips_are_uniform),
                                       cmocka_unit_test(drawn_flips_agree),
                                       cmocka_unit_test(mann_whitney_by_hand),
                                       cmocka_unit_test(binomial_tails),
                                       cmocka_unit_test(holm_by_hand),
                                       cmocka_unit_test(holm_holds_the_family),
                                       cmocka_unit_test(normal_quantiles),
                                       cmocka_unit_test(seeds_by_hand),
                                       cmocka_unit_test(seeds_give_the_power)};
    return cmocka_run_group_tests_name("statistics", tests, NULL, NULL);
}
