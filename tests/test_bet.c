/* Bets against exact vectors (computed in fractions), a slow independent computation, and their own properties. */
#include "base/memory.h"
#include "base/rng.h"
#include "results/budget.h"
#include "results/evidence.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

/* The value to the ten digits that `printed` has: half a unit of the last one. */
static void assert_digits(double value, const char *printed) {
    char text[64];
    snprintf(text, sizeof text, "%.10g", value);
    const double want = atof(printed), unit = pow(10, floor(log10(fabs(want))) - 9);
    if (!(fabs(value - want) <= 0.5000001 * unit)) fail_msg("%.17g (%s), not %s", value, text, printed);
}

/* Capitals of yes (1) and no (0) against a share s. */
static double most_of(const char *answers, double s, bool above, double *capital) {
    double z[128];
    const int n = (int)strlen(answers);
    for (int i = 0; i < n; i++) z[i] = above ? bet_above(answers[i] == '1', s, 0) : bet_below(answers[i] == '1', s, 1);
    return bet_capital(z, n, capital);
}

static double most_mean(const double *x, int n, double m, double end, bool above) {
    double z[128];
    for (int i = 0; i < n; i++) z[i] = above ? bet_above(x[i], m, end) : bet_below(x[i], m, end);
    return bet_capital(z, n, NULL);
}

static const double HIGH[8] = {.78, .64, .95, .83, .71, .88, .90, .77}, WIDE[8] = {.4, -.1, .9, .2, .6, 0, .7, .3};

/* ---- vectors ---- */

static void shares_by_hand(void **state) {
    (void)state;
    static const char *const all[] = {"18.21171875", "34.38564453", "65.62387695", "126.3106506",
                                      "244.7661469", "476.8735310", "933.1141047", "1832.260652"};
    for (int n = 5; n <= 12; n++) assert_digits(most_of(&"111111111111"[12 - n], 0.5, true, NULL), all[n - 5]);
    static const char *const but_7[] = {"1.7",         "2.975",       "5.3375",      "9.7765625",
                                        "18.21171875", "34.38564453", "3.147412109", "4.937103271",
                                        "7.855154419", "12.65876274", "20.63295727", "33.96755731"};
    double capital[12];
    assert_digits(most_of("111111011111", 0.5, true, capital), "34.38564453");
    for (int i = 0; i < 12; i++) assert_digits(capital[i], but_7[i]);
    assert_digits(most_of("011111111111", 0.5, true, NULL), "33.96755731");
    assert_digits(most_of("111111111111", 0.8, true, NULL), "8.629377062");
    assert_digits(most_of("000000", 0.8, false, NULL), "7227.8");
}

static void means_by_hand(void **state) {
    (void)state;
    assert_digits(most_mean(HIGH, 8, 0.3, -1, true), "8.321806673");
    assert_digits(most_mean(HIGH, 8, 0, -1, true), "57.68257180");
    assert_digits(most_mean(HIGH, 8, 0.9, 1, false), "30.98053440");
    assert_digits(most_mean(WIDE, 8, 0, -1, true), "6.452895105");
    assert_digits(most_mean(WIDE, 8, 0.8, 1, false), "851.2671051");
}

static void intervals_by_hand(void **state) {
    (void)state;
    const bool held[8] = {true, true, true, true, true, true, true, true};
    struct interval i = bet_share_interval(held, 8);
    assert_digits(i.low, "0.5815098423");
    assert_true(i.high == 1);
    i = bet_mean_interval(HIGH, 8, -1, 1);
    assert_digits(i.low, "0.04963250125");
    assert_digits(i.high, "0.9034207771");
    i = bet_mean_interval(WIDE, 8, -1, 1);
    assert_digits(i.low, "-0.2220410367");
    assert_digits(i.high, "0.7001131505");
    i = bet_median_interval(HIGH, 8);
    assert_true(i.low == 0.64 && i.high == 0.95);
    i = bet_median_interval(HIGH, 6);
    assert_true(isnan(i.low) && isnan(i.high));
}

/* A check of yes and no, "in more than a share s of seeds"; '?': the seed does not count. */
static struct answers asked(const char *answers, double s, double *x) {
    const int n = (int)strlen(answers);
    for (int i = 0; i < n; i++) x[i] = answers[i] == '?' ? (double)NAN : answers[i] == '1';
    return (struct answers){.n = n, .x = x, .m = s, .low = 0, .high = 1, .above = true};
}

static void checks_by_hand(void **state) {
    (void)state;
    double x[3][8];
    const struct answers list[] = {asked("11111111", 0.5, x[0]), asked("11011111", 0.5, x[1]),
                                   asked("00000000", 0.5, x[2])};
    assert_digits(evidence_for(list, 3), "1");
    assert_digits(evidence_against(list, 3), "42.12239787");
    assert_digits(evidence_for(list, 2), "4.937103271");
    assert_digits(evidence_against(list, 2), "1");
    /* One check is the bet itself, in both directions. */
    assert_digits(evidence_for(list, 1), "126.3106506");
    assert_digits(evidence_against(&list[2], 1), "126.3106506");
    assert_true(fabs(evidence_threshold(12) - 240) < 1e-9);
}

/* "The mean is below a bound" is "above" of the mirrored numbers. */
static void checks_downwards(void **state) {
    (void)state;
    double mirrored[8];
    for (int i = 0; i < 8; i++) mirrored[i] = -WIDE[i];
    const struct answers down = {.n = 8, .x = WIDE, .m = 0.8, .low = -1, .high = 1, .above = false},
                         up = {.n = 8, .x = mirrored, .m = -0.8, .low = -1, .high = 1, .above = true};
    assert_digits(evidence_for(&down, 1), "851.2671051");
    assert_true(fabs(evidence_for(&up, 1) / evidence_for(&down, 1) - 1) < 1e-12);
    assert_true(fabs(evidence_against(&up, 1) / evidence_against(&down, 1) - 1) < 1e-12);
}

/* ---- properties ---- */

static double draw(struct rng *rng) { return (double)rng_word(rng) / 4294967296.0; }

/* Values in [-1, 1]: even ones, heaps at the ends, or few different ones. */
static void draw_values(struct rng *rng, double *x, int n) {
    const uint32_t kind = rng_below(rng, 3);
    for (int i = 0; i < n; i++) {
        const double u = draw(rng);
        x[i] = kind == 0 ? 2 * u - 1 : kind == 1 ? (u < 0.3 ? -1 : 1) : floor(5 * u) / 2 - 1;
    }
}

static void shuffle(struct rng *rng, double *x, int n) {
    for (int i = n - 1; i > 0; i--) {
        const int k = (int)rng_below(rng, (uint32_t)i + 1);
        const double held = x[i];
        x[i] = x[k], x[k] = held;
    }
}

static bool same_interval(struct interval a, struct interval b) {
    return (a.low == b.low || (isnan(a.low) && isnan(b.low))) && (a.high == b.high || (isnan(a.high) && isnan(b.high)));
}

static bool near_interval(struct interval a, struct interval b, double slack) {
    return fabs(a.low - b.low) <= slack && fabs(a.high - b.high) <= slack;
}

static void order_changes_the_path_only(void **state) {
    (void)state;
    struct rng rng = rng_open(1, "test/bet/order", 0, 0);
    int paths = 0;
    for (int t = 0; t < 300; t++) {
        const int n = 1 + (int)rng_below(&rng, 40);
        double x[40], z[40], before[40], after[40];
        draw_values(&rng, x, n);
        const struct interval mean = bet_mean_interval(x, n, -1, 1), median = bet_median_interval(x, n);
        for (int i = 0; i < n; i++) z[i] = bet_above(x[i], 0.2, -1);
        const double most = bet_capital(z, n, before);
        shuffle(&rng, x, n);
        for (int i = 0; i < n; i++) z[i] = bet_above(x[i], 0.2, -1);
        paths += fabs(bet_capital(z, n, after) / most - 1) > 1e-9;
        assert_true(fabs(after[n - 1] - before[n - 1]) <= 1e-12 * before[n - 1]);
        assert_true(near_interval(bet_mean_interval(x, n, -1, 1), mean, 1e-9));
        assert_true(same_interval(bet_median_interval(x, n), median));
    }
    assert_true(paths > 20);
}

static void what_was_seen_stays(void **state) {
    (void)state;
    struct rng rng = rng_open(1, "test/bet/prefix", 0, 0);
    double x[60], z[60], whole[60], part[60];
    draw_values(&rng, x, 60);
    for (int i = 0; i < 60; i++) z[i] = bet_above(x[i], 0, -1);
    bet_capital(z, 60, whole);
    double most = 1;
    for (int n = 0; n <= 60; n++) {
        if (n) most = fmax(most, whole[n - 1]);
        assert_true(bet_capital(z, n, part) == most); /* five seeds and four by hand are nine at once */
        assert_memory_equal(part, whole, (size_t)n * sizeof *part);
    }
}

static void nan_is_no_bet(void **state) {
    (void)state;
    double x[24], y[24], capital[8];
    const struct answers with = asked("1?10??1", 0.5, x), without = asked("1101", 0.5, y);
    assert_true(evidence_for(&with, 1) == evidence_for(&without, 1));
    assert_true(evidence_against(&with, 1) == evidence_against(&without, 1));
    const struct tally a = evidence_tally(&with), b = evidence_tally(&without);
    assert_true(a.counted == 4 && a.sum == 3 && same_interval(a.interval, b.interval));
    const double z[3] = {1, (double)NAN, 1};
    bet_capital(z, 3, capital);
    assert_true(capital[1] == capital[0] && fabs(capital[2] - 2.975) < 1e-12);
    /* No seed counts: nothing is known. */
    const struct answers none = asked("???", 0.5, x);
    assert_true(evidence_for(&none, 1) == 1 && evidence_against(&none, 1) == 1);
    const struct tally t = evidence_tally(&none);
    assert_true(t.counted == 0 && t.sum == 0 && t.interval.low == 0 && t.interval.high == 1);
    /* A check that has no answer yet holds its claim back, and dilutes what is said against it. */
    const struct answers two[] = {asked("11111111", 0.5, x), asked("????????", 0.5, y)};
    assert_true(evidence_for(two, 2) == 1 && evidence_against(two, 2) == 1);
}

static void nothing_is_owed(void **state) {
    (void)state;
    struct rng rng = rng_open(1, "test/bet/owe", 0, 0);
    for (int t = 0; t < 200; t++) {
        double x[60], z[60], capital[60];
        const double m = -1 + 2 * (0.001 + 0.998 * draw(&rng));
        draw_values(&rng, x, 60);
        for (int i = 0; i < 60; i++) z[i] = t % 2 ? bet_above(x[i], m, -1) : bet_below(x[i], m, 1);
        for (int i = 0; i < 60; i++) assert_true(z[i] >= -1 - 1e-15);
        const double most = bet_capital(z, 60, capital);
        for (int i = 0; i < 60; i++) assert_true(capital[i] >= 0 && capital[i] <= most);
    }
}

static void many_seeds(void **state) {
    (void)state;
    enum { MANY = 100000 };
    double *x = mem_zero(MANY, sizeof *x), *capital = mem_zero(MANY, sizeof *capital);
    bool *held = mem_zero(MANY, sizeof *held);
    for (int i = 0; i < MANY; i++) x[i] = 1;
    const double most = bet_capital(x, MANY, capital);
    assert_true(isfinite(most) && most >= 1e299 && capital[MANY - 1] == most);
    x[MANY - 1] = -1; /* the boldest gambler loses all, the others some */
    bet_capital(x, MANY, capital);
    assert_true(isfinite(capital[MANY - 1]) && capital[MANY - 1] < most && capital[MANY - 1] > 1e298);
    for (int i = 0; i < MANY; i++) x[i] = -1;
    assert_true(bet_capital(x, MANY, capital) == 1 && capital[MANY - 1] >= 0);
    for (int i = 0; i < MANY; i++) held[i] = true;
    struct interval i = bet_share_interval(held, MANY);
    assert_true(i.low > 0.9999 && i.low < 1 && i.high == 1);
    for (int k = 0; k < MANY; k++) held[k] = k % 2;
    i = bet_share_interval(held, MANY);
    assert_true(i.low > 0.42 && i.low < 3.0 / 7 && i.high > 4.0 / 7 &&
                i.high < 0.58); /* as far as a stake of 1/4 sees */
    mem_free(x);
    mem_free(capital);
    mem_free(held);
}

/* ---- intervals against a slow computation that shares no code ---- */

/* log E(n) of x in [low, high] against the mean m, by logarithms, without a running product. */
static double slow_capital(const double *x, int n, double m, double low, double high, bool above) {
    double sum = 0;
    for (int k = 1; k <= 4; k++) {
        double logs = 0;
        for (int i = 0; i < n; i++)
            logs += log(1 + k / 4.0 * (above ? (x[i] - m) / (m - low) : (m - x[i]) / (high - m)));
        sum += (k == 4 ? 0.4 : 0.2) * exp(logs);
    }
    return sum;
}

/* The interval of a mean lies on a grid of 4,000 steps where the slow computation has it. */
static void means_on_a_grid(void **state) {
    (void)state;
    enum { STEPS = 4000 };
    struct rng rng = rng_open(1, "test/bet/grid", 0, 0);
    for (int t = 0; t < 12; t++) {
        const int n = 1 + (int)rng_below(&rng, 24);
        double x[24];
        draw_values(&rng, x, n);
        const struct interval i = bet_mean_interval(x, n, -1, 1);
        for (int g = 1; g < STEPS; g++) {
            const double m = -1 + 2.0 * g / STEPS;
            if (fabs(m - i.low) > 1e-9) assert_int_equal(slow_capital(x, n, m, -1, 1, true) >= 40, m < i.low);
            if (fabs(m - i.high) > 1e-9) assert_int_equal(slow_capital(x, n, m, -1, 1, false) >= 40, m > i.high);
        }
    }
}

static void intervals_hold_the_estimate(void **state) {
    (void)state;
    struct rng rng = rng_open(1, "test/bet/estimate", 0, 0);
    for (int t = 0; t < 1000; t++) {
        const int n = 1 + (int)rng_below(&rng, 40);
        double x[40];
        draw_values(&rng, x, n);
        if (t % 3 == 0) quantile(x, n, 0); /* sorted: the lowest first */
        const struct interval i = bet_mean_interval(x, n, -1, 1), median = bet_median_interval(x, n);
        const double mean = mean_of(x, n);
        assert_true(i.low >= -1 && i.high <= 1 && i.low <= mean + 1e-12 && i.high >= mean - 1e-12);
        assert_int_equal(isnan(median.low), n < 7);
        assert_int_equal(isnan(median.high), n < 7);
        const double middle = quantile(x, n, 0.5);
        if (n >= 7) assert_true(median.low <= middle && middle <= median.high);
    }
    /* Seeds that were otherwise at first: what was excluded then is open again, and nothing is empty. */
    double turned[40];
    for (int i = 0; i < 40; i++) turned[i] = i < 10 ? 1 : -1;
    const struct interval i = bet_mean_interval(turned, 40, -1, 1);
    assert_true(i.low < -0.5 && i.high > -0.5);
}

/* Values at the ends, a range of one point, no seed at all. */
static void intervals_at_the_ends(void **state) {
    (void)state;
    const double low[8] = {0}, high[8] = {1, 1, 1, 1, 1, 1, 1, 1}, one = 0.3;
    struct interval i = bet_mean_interval(low, 8, 0, 1);
    assert_true(i.low == 0 && fabs(i.high - (1 - 0.5815098423)) < 1e-9);
    i = bet_mean_interval(high, 8, 0, 1);
    assert_true(fabs(i.low - 0.5815098423) < 1e-9 && i.high == 1);
    i = bet_mean_interval(&one, 1, 0, 1);
    assert_true(i.low > 0 && i.low < 0.01 && i.high > 0.98 && i.high <= 1);
    i = bet_mean_interval(NULL, 0, -1, 1);
    assert_true(i.low == -1 && i.high == 1);
    i = bet_share_interval(NULL, 0);
    assert_true(i.low == 0 && i.high == 1);
    i = bet_mean_interval(low, 8, 0, 0);
    assert_true(i.low == 0 && i.high == 0);
    i = bet_median_interval(NULL, 0);
    assert_true(isnan(i.low) && isnan(i.high));
    assert_true(bet_capital(NULL, 0, NULL) == 1);
    /* A bound at the end of the range: any value above it refutes "at most the least there is"; none on it bets. */
    double z[2] = {bet_above(0, 0, 0), bet_above(1, 0, 0)}, capital[2];
    bet_capital(z, 2, capital);
    assert_true(capital[0] == 1 && capital[1] >= 1e299 && isfinite(capital[1]));
}

/* The slow way: every value is tried, in numbers of seeds on either side of it. */
static struct interval slow_median(const double *x, int n) {
    struct interval out = {-INFINITY, INFINITY};
    bool found = false;
    for (int k = 0; k < n; k++) {
        int above = 0, below = 0;
        for (int i = 0; i < n; i++) above += x[i] >= x[k], below += x[i] <= x[k];
        double up = 0, down = 0;
        for (int b = 1; b <= 4; b++) {
            up += (b == 4 ? 0.4 : 0.2) * pow(1 + b / 4.0, above) * pow(1 - b / 4.0, n - above);
            down += (b == 4 ? 0.4 : 0.2) * pow(1 + b / 4.0, below) * pow(1 - b / 4.0, n - below);
        }
        if (up >= 40) out.low = fmax(out.low, x[k]), found = true;
        if (down >= 40) out.high = fmin(out.high, x[k]);
    }
    return found ? out : (struct interval){(double)NAN, (double)NAN};
}

static void medians(void **state) {
    (void)state;
    struct rng rng = rng_open(1, "test/bet/median", 0, 0);
    for (int t = 0; t < 500; t++) {
        const int n = 1 + (int)rng_below(&rng, 40);
        double x[40];
        draw_values(&rng, x, n); /* a third of them full of ties */
        if (t % 5 == 0) x[0] = INFINITY;
        if (t % 7 == 0) x[n - 1] = -INFINITY;
        assert_true(same_interval(bet_median_interval(x, n), slow_median(x, n)));
    }
    const double same[7] = {.5, .5, .5, .5, .5, .5, .5},
                 endless[7] = {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, 2};
    struct interval i = bet_median_interval(same, 7);
    assert_true(i.low == 0.5 && i.high == 0.5);
    i = bet_median_interval(endless, 7);
    assert_true(i.low == 2 && isinf(i.high));
    /* From the least to the greatest with 7 to 12 seeds, in any order; narrower with more. */
    double x[13];
    for (int n = 7; n <= 13; n++)
        for (int worst = 0; worst < n; worst++) {
            for (int k = 0; k < n; k++) x[k] = 1 + k;
            x[worst] = 0;
            i = bet_median_interval(x, n);
            assert_int_equal(i.low == 0, n < 13);
        }
}

/* ---- other ends ---- */

static void too_few_fit(void **state) {
    (void)state;
    const bool none[20] = {0};
    bool one[60] = {true};
    for (int n = 0; n <= 20; n++) assert_int_equal(evidence_not_fitted(none, n), n >= 13);
    int n = 0;
    while (n < 60 && !evidence_not_fitted(one, n)) n++;
    assert_true(n > 20 && n < 60); /* one that fits delays it */
    bool quarter[400];
    for (int i = 0; i < 400; i++) quarter[i] = i % 4 == 0;
    assert_false(evidence_not_fitted(quarter, 400));
    assert_true(evidence_unfitted(none, 12) > 1 && evidence_unfitted(none, 12) < EVIDENCE_UNFITTED);
}

static void depends_on_the_seed(void **state) {
    (void)state;
    double x[64];
    char turns[65] = {0};
    for (int i = 0; i < 64; i++) turns[i] = i % 2 ? '1' : '0';
    struct answers a = asked(turns, 0.5, x);
    struct tally t = evidence_tally(&a);
    assert_true(evidence_depends_on_seed(&a, &t));
    a.n = 20, t = evidence_tally(&a);
    assert_false(evidence_depends_on_seed(&a, &t));
    /* However large a share is asked for: where every seed holds, nothing depends on the seed. */
    for (int n = 1; n <= 40; n++)
        for (int s = 1; s <= 19; s++) {
            char all[65] = {0};
            memset(all, '1', (size_t)n);
            a = asked(all, s / 20.0, x), t = evidence_tally(&a);
            assert_false(evidence_depends_on_seed(&a, &t));
        }
    /* Of a mean the same, whatever its scale. */
    double y[64];
    a = asked(turns, 0.5, x), t = evidence_tally(&a);
    for (int i = 0; i < 64; i++) y[i] = 4 * x[i] - 2;
    const struct answers mean = {.n = 64, .x = y, .m = 0, .low = -2, .high = 2, .above = true};
    t = evidence_tally(&mean);
    assert_true(evidence_depends_on_seed(&mean, &t));
}

/* ---- planning ---- */

static void seeds_to_come(void **state) {
    (void)state;
    /* 8 of 8 hold: q = 17/18; 12 claims: log(240 / 126.31) / D(17/18 || 1/2) = 1.34. */
    assert_int_equal(bet_seeds_more(126.3106506, 240, 8, 8, 0.5), 2);
    const double q = 17.0 / 18, g = q * log(2 * q) + (1 - q) * log(2 * (1 - q));
    assert_true(fabs(bet_seeds_expected(log(240 / 126.3106506), 8, 8, 0.5) - log(240 / 126.3106506) / g) < 1e-12);
    assert_int_equal(bet_seeds_more(1, 240, 5, 9, 0.5), SEEDS_UNKNOWN); /* .55 */
    assert_int_equal(bet_seeds_more(1, 240, 0, 0, 0.5), SEEDS_UNKNOWN);
    assert_int_equal(bet_seeds_more(500, 240, 9, 9, 0.5), 1); /* there already */
    assert_int_equal(bet_seeds_more(0, 240, 9, 9, 0.5), SEEDS_UNKNOWN);
    assert_true(bet_seeds_expected(3, 2, 4, 0.5) == INFINITY); /* q is s */
    assert_true(bet_seeds_expected(0, 2, 4, 0.5) == 0);
    /* More evidence, or a share further away, never takes longer. */
    for (int held = 6; held < 10; held++) {
        assert_true(bet_seeds_expected(2, held, 10, 0.5) <= bet_seeds_expected(3, held, 10, 0.5));
        assert_true(bet_seeds_expected(2, held + 1, 10, 0.5) < bet_seeds_expected(2, held, 10, 0.5));
    }
}

static void next_seed(void **state) {
    (void)state;
    struct budget_claim list[] = {
        {.open = true, .seeds = 8, .missing = 0.7, .held = 8, .counted = 8, .s = 0.5, .cost = 4},
        {.open = true, .seeds = 8, .missing = 0.7, .held = 8, .counted = 8, .s = 0.5, .cost = 1},
        {.open = true, .seeds = 8, .missing = 4.0, .held = 6, .counted = 8, .s = 0.5, .cost = 1},
        {.open = true, .seeds = 8, .missing = 5.5, .held = 4, .counted = 8, .s = 0.5, .cost = 1},
        {.open = true, .seeds = 4, .missing = 9.0, .held = 2, .counted = 4, .s = 0.5, .cost = 9},
        {.open = true, .seeds = 3, .missing = 9.0, .held = 2, .counted = 3, .s = 0.5, .cost = 9},
    };
    static const int order[] = {5, 4, 1, 0, 2, 3}; /* fewest seeds; then the least cost; at one half last */
    for (int i = 0; i < COUNT(order); i++) {
        assert_int_equal(budget_next(list, COUNT(list)), order[i]);
        list[order[i]].open = false;
    }
    assert_int_equal(budget_next(list, COUNT(list)), -1);
    assert_int_equal(budget_next(list, 0), -1);
    /* What others paid for is free, also where nobody knows how many seeds it takes. */
    list[0].open = list[3].open = true;
    list[3].cost = 0;
    assert_int_equal(budget_next(list, COUNT(list)), 3);
    list[0].cost = 0;
    assert_int_equal(budget_next(list, COUNT(list)), 0);
    list[3] = list[0], list[3].cost = list[0].cost = 1;
    assert_int_equal(budget_next(list, COUNT(list)), 0); /* equal claims in their order */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_by_hand),        cmocka_unit_test(means_by_hand),
        cmocka_unit_test(intervals_by_hand),     cmocka_unit_test(checks_by_hand),
        cmocka_unit_test(checks_downwards),      cmocka_unit_test(order_changes_the_path_only),
        cmocka_unit_test(what_was_seen_stays),   cmocka_unit_test(nan_is_no_bet),
        cmocka_unit_test(nothing_is_owed),       cmocka_unit_test(many_seeds),
        cmocka_unit_test(means_on_a_grid),       cmocka_unit_test(intervals_hold_the_estimate),
        cmocka_unit_test(intervals_at_the_ends), cmocka_unit_test(medians),
        cmocka_unit_test(too_few_fit),           cmocka_unit_test(depends_on_the_seed),
        cmocka_unit_test(seeds_to_come),         cmocka_unit_test(next_seed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
