/* The regression gate: the joint test against closed forms, every class and exit code from hand-made results, bits,
 * times and steps. */
#include "base/rng.h"
#include "results/compare.h"
#include "results/detector.h"
#include "results/history.h"
#include "results/rates.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define assert_near(a, b, slack)                                                                                       \
    do {                                                                                                               \
        const double got_ = (a), want_ = (b);                                                                          \
        if (!(fabs(got_ - want_) <= (slack))) fail_msg("%s is %.17g, not %.17g", #a, got_, want_);                     \
    } while (0)

/* ---- the joint test ---- */

static void one_series_is_the_paired_test(void **state) {
    (void)state;
    for (int n = 1; n <= 10; n++) {
        struct rng rng = rng_open(7, "test/family", (uint64_t)n, 0);
        double x[10], p;
        for (int i = 0; i < n; i++) x[i] = rng_normal(&rng) + 0.3;
        sign_flip_family(x, 1, n, &p);
        assert_near(p, sign_flip(x, n, NULL), 1e-12);
    }
}

static void families_have_closed_forms(void **state) {
    (void)state;
    /* Equal values: one pattern of 2^5 reaches the sum. A second series of the same changes nothing, its opposite makes
     * the pattern of all minus signs as good. */
    const double same[10] = {1, 1, 1, 1, 1, 2, 2, 2, 2, 2}, opposite[10] = {1, 1, 1, 1, 1, -1, -1, -1, -1, -1};
    double p[3];
    sign_flip_family(same, 2, 5, p);
    assert_near(p[0], 1.0 / 32, 1e-12);
    assert_near(p[1], 1.0 / 32, 1e-12);
    sign_flip_family(opposite, 2, 5, p);
    assert_near(p[0], 2.0 / 32, 1e-12);
    assert_near(p[1], 1, 1e-12);
    /* {1,1} and {1,0} over two units: the first has sums sqrt 2, 0, 0, -sqrt 2, the second 1, 1, -1, -1; the largest
     * are sqrt 2, 1, 0, -1. Zeros are no part of a family. */
    const double hand[6] = {1, 1, 1, 0, 0, 0};
    sign_flip_family(hand, 3, 2, p);
    assert_near(p[0], 0.25, 1e-12);
    assert_near(p[1], 0.5, 1e-12);
    assert_near(p[2], 1, 0);
    sign_flip_family(hand, 0, 2, p);
}

static void a_family_is_never_surer_than_its_members(void **state) {
    (void)state;
    struct rng rng = rng_open(7, "test/members", 0, 0);
    double x[12][9], p[12];
    for (int k = 0; k < 12; k++)
        for (int i = 0; i < 9; i++) x[k][i] = rng_normal(&rng) + 0.2 * k;
    sign_flip_family(&x[0][0], 12, 9, p);
    for (int k = 0; k < 12; k++) assert_true(p[k] >= sign_flip(x[k], 9, NULL) - 1e-12 && p[k] <= 1);
    /* Drawn patterns tell the same: 17 units, of which 8 are not 0, have the p of these 8. */
    double wide[2][17] = {{0}}, few[2][8], exact[2];
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < 8; i++) wide[k][2 * i] = few[k][i] = x[6 + k][i];
    sign_flip_family(&wide[0][0], 2, 17, p);
    sign_flip_family(&few[0][0], 2, 8, exact);
    for (int k = 0; k < 2; k++) assert_near(p[k], exact[k], 0.006);
}

/* ---- classes ---- */

enum { SEEDS_MAX = 12, EXAMPLES = 1000 };

/* A side with one scheme on one task: a run per seed with `exact` of 1000 examples at one length. */
struct side {
    struct snapshot s;
    struct snapshot_run run[SEEDS_MAX];
    struct snapshot_cell cell[SEEDS_MAX];
};

static void make_side(struct side *out, const char *revision, const int *exact, int n) {
    memset(out, 0, sizeof *out);
    snprintf(out->s.revision, sizeof out->s.revision, "%s", revision);
    snprintf(out->s.suite, sizeof out->s.suite, "s");
    out->s.run = out->run, out->s.cell = out->cell;
    out->s.n_runs = out->s.n_cells = n;
    for (int i = 0; i < n; i++) {
        out->run[i] = (struct snapshot_run){.task = "copy",
                                            .label = "rope",
                                            .seed = i + 1,
                                            .id = "id",
                                            .config = "",
                                            .reason = "",
                                            .status = RUN_DONE,
                                            .fitted = true,
                                            .training = "t",
                                            .evaluation = "e",
                                            .step_seconds = 0.01 + 1e-4 * i,
                                            .step_instructions = (double)NAN,
                                            .processor = "p",
                                            .blas = "b",
                                            .compiler = "c",
                                            .flags = "f",
                                            .revision = revision,
                                            .hostname = "h"};
        out->cell[i] = (struct snapshot_cell){.run = i,
                                              .variant = "",
                                              .length = 20,
                                              .multiple = 2,
                                              .examples = EXAMPLES,
                                              .bits = "c",
                                              .score = (double)exact[i] / EXAMPLES};
    }
}

static const int steady[SEEDS_MAX] = {800, 810, 790, 805, 795, 800, 803, 797, 801, 799, 806, 794};

static void shifted(int *out, int by) {
    for (int i = 0; i < SEEDS_MAX; i++) out[i] = steady[i] + by;
}

static void expect_class(const struct side *a, const struct side *b, const struct gate_rules *gate,
                         enum cell_class class, int code) {
    struct comparison c;
    compare(&a->s, &b->s, gate, &c);
    if (c.n_cells != 1 || c.cell[0].class != class || c.code != code)
        fail_msg("%d cells, %s with exit code %d instead of %s with %d", c.n_cells,
                 c.n_cells ? cell_class_name(c.cell[0].class) : "-", c.code, cell_class_name(class), code);
    comparison_free(&c);
}

static void every_class_is_reached(void **state) {
    (void)state;
    struct side a, b;
    int x[SEEDS_MAX];
    const struct gate_rules *gate = &gate_default;
    struct gate_rules strict = gate_default;
    strict.strict = true;
    make_side(&a, "r1", steady, 8);
    b = a;
    expect_class(&a, &b, gate, CELL_NONE_MOVED, EXIT_OK);
    shifted(x, -100), make_side(&b, "r2", x, 8);
    expect_class(&a, &b, gate, CELL_REGRESSED, EXIT_CLAIM);
    shifted(x, 100), make_side(&b, "r2", x, 8);
    expect_class(&a, &b, gate, CELL_IMPROVED, EXIT_OK);
    /* Surer than sure, and too little to matter; exactly what matters. */
    shifted(x, -9), make_side(&b, "r2", x, 8);
    expect_class(&a, &b, gate, CELL_NONE_MOVED, EXIT_OK);
    shifted(x, -10), make_side(&b, "r2", x, 8);
    expect_class(&a, &b, gate, CELL_REGRESSED, EXIT_CLAIM);
    /* Much, and perhaps chance. */
    const int wild[8] = {400, 950, 500, 900, 350, 990, 700, 900};
    make_side(&b, "r2", wild, 8);
    expect_class(&a, &b, gate, CELL_INCONCLUSIVE, EXIT_OK);
    expect_class(&a, &b, &strict, CELL_INCONCLUSIVE, EXIT_NOTHING);
    /* Little on average, and much by seed. */
    const int noisy[8] = {900, 710, 890, 705, 895, 700, 903, 697};
    make_side(&b, "r2", noisy, 8);
    expect_class(&a, &b, gate, CELL_SOME_MOVED, EXIT_OK);
    /* One seed of twelve is hidden by the mean, and by an interval of it. */
    shifted(x, 0), x[7] -= 30;
    make_side(&a, "r1", steady, 12), make_side(&b, "r2", x, 12);
    expect_class(&a, &b, gate, CELL_SOME_MOVED, EXIT_OK);
    /* Four seeds cannot show anything at 0.05: 2^-4 is more. */
    make_side(&a, "r1", steady, 4), shifted(x, -100), make_side(&b, "r2", x, 4);
    expect_class(&a, &b, gate, CELL_INCONCLUSIVE, EXIT_OK);
    make_side(&a, "r1", steady, 5), make_side(&b, "r2", x, 5);
    expect_class(&a, &b, gate, CELL_REGRESSED, EXIT_CLAIM);
}

static void what_is_missing_never_passes(void **state) {
    (void)state;
    struct side a, b, none;
    int x[SEEDS_MAX];
    const struct gate_rules *gate = &gate_default;
    make_side(&a, "r1", steady, 8), make_side(&b, "r2", steady, 7), make_side(&none, "r0", steady, 0);
    expect_class(&a, &b, gate, CELL_MISSING, EXIT_NOTHING);
    expect_class(&none, &b, gate, CELL_NEW, EXIT_NOTHING);
    expect_class(&b, &none, gate, CELL_MISSING, EXIT_NOTHING);
    struct comparison c;
    compare(&none.s, &none.s, gate, &c);
    assert_true(c.n_cells == 0 && c.code == EXIT_NOTHING);
    comparison_free(&c);
    /* A run that failed: its cell is missing a seed, and the code says that runs failed; a regression is worse. */
    make_side(&b, "r2", steady, 8);
    b.run[7].status = RUN_FAILED, b.s.n_cells = 7;
    expect_class(&a, &b, gate, CELL_MISSING, EXIT_SOME_FAILED);
    shifted(x, -100), make_side(&b, "r2", x, 8);
    b.run[7].status = RUN_FAILED, b.s.n_cells = 7;
    expect_class(&a, &b, gate, CELL_REGRESSED, EXIT_CLAIM);
    /* Runs that diverge have no evaluation; they score 0. */
    make_side(&b, "r2", steady, 8), b.s.n_cells = 0;
    for (int i = 0; i < 8; i++) b.run[i].status = RUN_DIVERGED;
    expect_class(&a, &b, gate, CELL_REGRESSED, EXIT_CLAIM);
}

static void the_numbers_of_a_cell(void **state) {
    (void)state;
    struct side a, b;
    struct comparison c;
    const int half[8] = {700, 710, 690, 705, 695, 700, 703, 937}; /* -100 seven times, +140 once */
    make_side(&a, "r1", steady, 8), make_side(&b, "r2", half, 8);
    compare(&a.s, &b.s, &gate_default, &c);
    const struct compared_cell *k = &c.cell[0];
    assert_near(k->mean_was, 0.8, 1e-12);
    assert_near(k->effect, (-0.7 + 0.14) / 8, 1e-12);
    /* Seven fall by 0.1, one rises by 0.14, the sum is 0.56: as much or more have this pattern, the one with all signs
     * minus (0.84), and those with one of the seven turned instead (0.64). */
    assert_near(k->p_worse, 9.0 / 256, 1e-12);
    assert_near(k->deviation, sqrt((7 * 0.03 * 0.03 + 0.21 * 0.21) / 7), 1e-12);
    assert_near(k->least, -0.1, 1e-12);
    assert_near(k->greatest, 0.14, 1e-12);
    assert_true(k->pairs == 8 && k->moved == 8);
    assert_int_equal(k->class, CELL_REGRESSED);
    comparison_free(&c);
    /* The seeds it takes: more than there are, and those of the normal approximation. */
    const int wild[8] = {700, 910, 690, 905, 695, 900, 703, 697};
    make_side(&b, "r2", wild, 8);
    compare(&a.s, &b.s, &gate_default, &c);
    k = &c.cell[0];
    assert_int_equal(k->class, CELL_INCONCLUSIVE);
    assert_int_equal(k->seeds_needed, seeds_needed(fabs(k->effect), k->deviation, 0.05));
    assert_true(k->seeds_needed > 8);
    comparison_free(&c);
}

/* Seeds that did not move exclude no change of the mean: one seed in ten that collapses is easily not among eight. */
static void what_no_seed_shows_is_bounded(void **state) {
    (void)state;
    struct side a, b;
    struct comparison c;
    char words[512];
    /* With a share of 1 - 0.05^(1/n), n seeds have none that moves in 5 of 100 cases. */
    for (int n = 1; n <= 64; n++) assert_near(pow(1 - may_move(n), n), 0.05, 1e-12);
    assert_near(may_move(0), 1, 0);
    make_side(&a, "r1", steady, 8);
    b = a;
    b.s.run[0].training = "u"; /* not identical: it is not the same program */
    compare(&a.s, &b.s, &gate_default, &c);
    comparison_reach(&c, words, sizeof words);
    assert_string_equal(words, "in 1 cell no seed moved by 0.01 or more; with 8 seeds, up to 31 % of seeds may");
    compared_cell_words(&c, &c.cell[0], words, sizeof words);
    assert_non_null(strstr(words, "no seed moved by 0.01 or more; with 8 seeds, up to 31 % of seeds may"));
    comparison_free(&c);
    int x[SEEDS_MAX];
    shifted(x, -100), make_side(&b, "r2", x, 8);
    compare(&a.s, &b.s, &gate_default, &c);
    comparison_reach(&c, words, sizeof words);
    assert_string_equal(words, "");
    comparison_free(&c);
}

/* With equal sides of independent noise some cell of twenty is called regressed in at most 5 % of comparisons. */
static void false_alarms_are_rare(void **state) {
    (void)state;
    enum { CELLS = 20, N = 8, TIMES = 150 };
    static struct compared_cell cell[CELLS];
    static double was[CELLS][N], now[CELLS][N];
    static long seed[N] = {1, 2, 3, 4, 5, 6, 7, 8};
    int alarms = 0, detected = 0;
    for (int t = 0; t < TIMES; t++)
        for (int drop = 0; drop < 2; drop++) {
            struct rng rng = rng_open(3, "test/alarms", (uint64_t)t, 0);
            for (int k = 0; k < CELLS; k++) {
                cell[k] = (struct compared_cell){.pairs = N, .was = was[k], .now = now[k], .seed = seed};
                for (int i = 0; i < N; i++) {
                    was[k][i] = 0.6 + 0.03 * rng_normal(&rng);
                    now[k][i] = 0.6 + 0.03 * rng_normal(&rng) - (k == 0 ? 0.15 * drop : 0);
                }
            }
            judge_cells(cell, CELLS, &gate_default);
            int red = 0;
            for (int k = 0; k < CELLS; k++) red += cell[k].class == CELL_REGRESSED;
            if (drop)
                detected += cell[0].class == CELL_REGRESSED;
            else
                alarms += red > 0;
        }
    assert_true(alarms <= 14); /* 7.5 expected at most; more than 14 in 1.4 % */
    assert_true(detected >= TIMES * 8 / 10);
}

/* A pool whose sides are equal, with three cells that cannot move by chance: every rate is known. */
static void rates_of_a_pool_without_noise(void **state) {
    (void)state;
    enum { CELLS = 3, N = 16 };
    static double score[CELLS][N];
    static long seed[N];
    struct compared_cell cell[CELLS];
    struct error err;
    for (int k = 0; k < CELLS; k++) {
        for (int i = 0; i < N; i++) score[k][i] = 0.25 * (k + 1), seed[i] = i;
        cell[k] = (struct compared_cell){.task = "t",
                                         .label = k ? "b" : "a",
                                         .variant = "",
                                         .length = k,
                                         .pairs = N,
                                         .was = score[k],
                                         .now = score[k],
                                         .seed = seed,
                                         .mean_was = 0.25 * (k + 1)};
    }
    const struct comparison pool = {.cell = cell, .n_cells = CELLS, .seeds = N, .gate = gate_default};
    for (int noise = NOISE_BITS; noise <= NOISE_SEEDS; noise++)
        for (int n = 5; n <= 8; n += 3) {
            struct rate r = {.noise = (enum rate_noise)noise, .seeds = n, .times = 40};
            assert_true(gate_rate(&pool, &gate_default, &r, &err) && r.fired == 0 && r.fired_holm == 0);
            /* Forty draws from a pool of 16 seeds are not forty nights. */
            assert_int_equal(r.disjoint, N / (noise == NOISE_SEEDS ? 2 * n : n));
            assert_near(r.interval.high, wilson(0, r.disjoint).high, 1e-12);
            r.drop = DROP_CELL, r.depth = 0.05;
            /* All seeds fall alike: p is 2^-n for the joint test, and of three cells 3 * 2^-n for Holm's. */
            assert_true(gate_rate(&pool, &gate_default, &r, &err) && r.fired == 40 &&
                        r.fired_holm == (n == 8 ? 40 : 0));
            r.drop = DROP_SCHEME;
            assert_true(gate_rate(&pool, &gate_default, &r, &err) && r.fired == 40);
            r.depth = 0.005; /* less than what matters */
            assert_true(gate_rate(&pool, &gate_default, &r, &err) && r.fired == 0);
            r.depth = 0.8; /* no cell stands so high */
            assert_false(gate_rate(&pool, &gate_default, &r, &err));
        }
    struct rate many = {.noise = NOISE_SEEDS, .seeds = 9, .times = 1};
    assert_false(gate_rate(&pool, &gate_default, &many, &err));
    assert_non_null(strstr(err.text, "more seeds"));
    /* Where one build is worse, the gate says so and no coin hides it. */
    static double worse[CELLS][N];
    for (int k = 0; k < CELLS; k++) {
        for (int i = 0; i < N; i++) worse[k][i] = score[k][i] - 0.02;
        cell[k].now = worse[k];
    }
    struct rate uneven = {.noise = NOISE_BITS, .seeds = 8, .times = 40};
    assert_true(gate_rate(&pool, &gate_default, &uneven, &err) && uneven.fired == 40);
    many.noise = NOISE_BITS;
    assert_true(gate_rate(&pool, &gate_default, &many, &err));
}

/* ---- bits and times ---- */

static struct comparison compared(const struct side *a, const struct side *b, bool exact) {
    struct gate_rules gate = gate_default;
    struct comparison c;
    gate.exact = exact;
    compare(&a->s, &b->s, &gate, &c);
    return c;
}

#define EXPECT(a, b, exact, condition)                                                                                 \
    do {                                                                                                               \
        struct comparison c = compared(a, b, exact);                                                                   \
        if (!(condition))                                                                                              \
            fail_msg("not so: %s (code %d, changed %d, broken %d)", #condition, c.code, c.changed, c.broken);          \
        comparison_free(&c);                                                                                           \
    } while (0)

static void bits_are_compared_on_equal_machines(void **state) {
    (void)state;
    struct side a, b;
    make_side(&a, "r1", steady, 8), make_side(&b, "r2", steady, 8);
    EXPECT(&a, &b, true, c.same_bits == 8 && c.changed == 0 && c.code == EXIT_OK);
    b.run[3].training = "other";
    b.run[4].evaluation = "other";
    EXPECT(&a, &b, false, c.changed == 1); /* of other cells than both have */
    b.cell[4].bits = "other";
    EXPECT(&a, &b, false,
           c.changed == 2 && c.broken == 0 && c.code == EXIT_OK && c.run[3].training && !c.run[4].training);
    EXPECT(&a, &b, true, c.changed == 2 && c.code == EXIT_CLAIM);
    for (int i = 0; i < 8; i++) b.run[i].revision = "r1";
    EXPECT(&a, &b, false, c.broken == 2 && c.code == EXIT_CLAIM); /* one program, two outcomes */
    for (int i = 0; i < 8; i++) a.run[i].revision = b.run[i].revision = "r1-dirty";
    EXPECT(&a, &b, false, c.broken == 0 && c.changed == 2 && c.code == EXIT_OK);
    b.run[3].processor = "another name";
    EXPECT(&a, &b, true, c.other_machine == 0 && c.changed == 2); /* a name decides no bits; kernels do */
    b.run[3].blas = "another";
    EXPECT(&a, &b, true, c.other_machine == 1 && c.changed == 1);
    b.run[4].id = "another";
    EXPECT(&a, &b, true, c.other_machine == 1 && c.other_settings == 1 && c.changed == 0 && c.code == EXIT_OK);
}

/* What one side evaluated besides, or on more examples, is no difference of bits; what is not known is no proof. */
static void only_common_cells_have_to_have_the_same_bits(void **state) {
    (void)state;
    struct side a, b;
    make_side(&a, "r1", steady, 8), make_side(&b, "r1", steady, 8);
    for (int i = 0; i < 8; i++) b.run[i].evaluation = "more";
    EXPECT(&a, &b, true, c.same_bits == 8 && c.changed == 0 && c.code == EXIT_OK);
    for (int i = 0; i < 8; i++) b.cell[i].bits = "other", b.cell[i].examples = 2 * EXAMPLES;
    EXPECT(&a, &b, true, c.same_bits == 8 && c.changed == 0 && c.code == EXIT_OK);
    b.cell[5].examples = EXAMPLES;
    EXPECT(&a, &b, false, c.changed == 1 && c.broken == 1 && !c.run[5].training && c.code == EXIT_CLAIM);
    for (int i = 0; i < 8; i++) a.cell[i].bits = "", a.cell[i].examples = 0;
    EXPECT(&a, &b, false, c.changed == 8 && c.broken == 0 && c.code == EXIT_OK);
    b.cell[5].length = 30;
    EXPECT(&a, &b, false, c.changed == 7 && c.same_bits == 1);
}

static void slower_is_a_regression(void **state) {
    (void)state;
    struct side a, b;
    make_side(&a, "r1", steady, 8), make_side(&b, "r2", steady, 8);
    EXPECT(&a, &b, false, c.n_speeds == 1 && c.slower == 0 && c.faster == 0);
    for (int i = 0; i < 8; i++) b.run[i].step_seconds *= 1.5;
    EXPECT(&a, &b, false, c.slower == 1 && c.code == EXIT_CLAIM && fabs(c.speed[0].p - 1.0 / 12870) < 1e-12);
    EXPECT(&b, &a, false, c.faster == 1 && c.slower == 0 && c.code == EXIT_OK);
    /* Faster by the medians; but two runs a side show nothing. */
    make_side(&a, "r1", steady, 2), make_side(&b, "r2", steady, 2);
    for (int i = 0; i < 2; i++) b.run[i].step_seconds *= 0.5;
    EXPECT(&a, &b, false, c.faster == 0 && c.speed[0].ratio < 0.75 && c.speed[0].p_faster > 0.05);
    make_side(&a, "r1", steady, 8), make_side(&b, "r2", steady, 8);
    for (int i = 0; i < 8; i++) b.run[i].step_seconds *= 1.5;
    struct gate_rules gate = gate_default;
    struct comparison untimed;
    gate.slower = 0;
    compare(&a.s, &b.s, &gate, &untimed);
    assert_true(untimed.slower == 0 && untimed.code == EXIT_OK);
    comparison_free(&untimed);
    for (int i = 0; i < 8; i++) b.run[i].step_seconds = a.run[i].step_seconds * 1.2; /* sure, but little */
    EXPECT(&a, &b, false, c.slower == 0 && c.speed[0].p < 0.01);
    for (int i = 0; i < 8; i++) b.run[i].step_seconds = a.run[i].step_seconds * 2, b.run[i].processor = "another";
    EXPECT(&a, &b, false, c.n_speeds == 0 && c.code == EXIT_OK);
}

/* Instructions per step of the first n seeds: 1e6 times the seed on one side, that times `ratio` on the other. */
static void count_both(struct side *a, struct side *b, double ratio, int n) {
    for (int i = 0; i < n; i++) {
        a->run[i].step_instructions = 1e6 * (i + 1);
        b->run[i].step_instructions = 1e6 * (i + 1) * ratio;
    }
}

static void counts_decide_over_time(void **state) {
    (void)state;
    struct side a, b;
    make_side(&a, "r1", steady, 8), make_side(&b, "r2", steady, 8);
    count_both(&a, &b, 1, 8);
    for (int i = 0; i < 8; i++) b.run[i].step_seconds *= 2; /* a busy machine */
    EXPECT(&a, &b, false,
           c.n_speeds == 1 && c.speed[0].unit == SPEED_INSTRUCTIONS && c.slower == 0 && c.code == EXIT_OK);
    EXPECT(&a, &b, false, c.speed[0].runs_was == 8 && c.speed[0].runs_now == 8 && c.speed[0].was == 4.5e6);
    for (int i = 0; i < 8; i++) b.run[i].step_seconds = a.run[i].step_seconds / 2;
    count_both(&a, &b, 1.03, 8);
    EXPECT(&a, &b, false, c.slower == 1 && c.faster == 0 && c.code == EXIT_CLAIM && isnan(c.speed[0].p));
    EXPECT(&b, &a, false, c.faster == 1 && c.slower == 0 && c.code == EXIT_OK);
    for (int i = 0; i < 8; i++) b.run[i].training = "other bits, the same work to do";
    EXPECT(&a, &b, false, c.slower == 1 && fabs(c.speed[0].ratio - 1.03) < 1e-12);
}

static void counts_have_a_factor(void **state) {
    (void)state;
    struct side a, b;
    make_side(&a, "r1", steady, 8), make_side(&b, "r2", steady, 8);
    count_both(&a, &b, 1.02, 8);
    EXPECT(&a, &b, false, c.slower == 1 && c.speed[0].ratio >= 1.02);
    count_both(&a, &b, 1.0199, 8);
    EXPECT(&a, &b, false, c.slower == 0 && c.faster == 0);
    /* The median over the pairs, not the ratio of the medians: five pairs without those in the middle, or these. */
    count_both(&a, &b, 1.05, 8);
    for (int i = 3; i < 6; i++) b.run[i].step_instructions = a.run[i].step_instructions;
    EXPECT(&a, &b, false, c.slower == 1 && c.speed[0].now == c.speed[0].was && fabs(c.speed[0].ratio - 1.05) < 1e-12);
    for (int i = 0; i < 8; i++) b.run[i].step_instructions = a.run[i].step_instructions * (i >= 3 && i < 6 ? 1.05 : 1);
    EXPECT(&a, &b, false, c.slower == 0 && c.speed[0].now > c.speed[0].was && c.speed[0].ratio == 1);
    /* Judged whatever --slower says; with 0 of their own time is judged, or nothing. */
    struct gate_rules gate = gate_default;
    struct comparison c;
    count_both(&a, &b, 1.05, 8);
    gate.slower = 0;
    compare(&a.s, &b.s, &gate, &c);
    assert_true(c.slower == 1 && c.code == EXIT_CLAIM);
    comparison_free(&c);
    gate.more_instructions = 0;
    for (int i = 0; i < 8; i++) b.run[i].step_seconds *= 1.5;
    compare(&a.s, &b.s, &gate, &c);
    assert_true(c.slower == 0 && c.speed[0].unit == SPEED_SECONDS && c.code == EXIT_OK);
    comparison_free(&c);
    gate.slower = 1.25;
    compare(&a.s, &b.s, &gate, &c);
    assert_true(c.slower == 1 && c.speed[0].unit == SPEED_SECONDS && c.speed[0].p < 0.01);
    comparison_free(&c);
}

static void time_decides_where_counts_cannot(void **state) {
    (void)state;
    struct side a, b, none;
    make_side(&a, "r1", steady, 8), make_side(&b, "r2", steady, 8), make_side(&none, "r3", steady, 8);
    count_both(&a, &b, 1.05, 8);
    for (int i = 0; i < 8; i++) none.run[i].step_seconds *= 1.5;
    EXPECT(&a, &none, false, c.speed[0].unit == SPEED_SECONDS && c.slower == 1 && c.speed[0].p < 0.01);
    EXPECT(&none, &a, false, c.speed[0].unit == SPEED_SECONDS && c.slower == 0 && c.faster == 1);
    /* Pairs with a count on one side only, or with other settings, are not among them. */
    b.run[0].step_instructions = a.run[1].step_instructions = (double)NAN;
    b.run[2].step_instructions = 0;
    b.run[3].id = "other settings";
    EXPECT(&a, &b, false, c.speed[0].unit == SPEED_INSTRUCTIONS && c.speed[0].runs_now == 4 && c.slower == 1);
    for (int i = 4; i < 8; i++) b.run[i].id = "other settings";
    EXPECT(&a, &b, false, c.speed[0].unit == SPEED_SECONDS && c.speed[0].runs_now == 8 && c.slower == 0);
    /* Another processor's counts say nothing, and its times neither. */
    for (int i = 0; i < 8; i++) b.run[i].id = "id", b.run[i].processor = "another";
    EXPECT(&a, &b, false, c.n_speeds == 0 && c.code == EXIT_OK);
    b.run[7].processor = "p";
    EXPECT(&a, &b, false, c.n_speeds == 1 && c.speed[0].runs_now == 1 && c.slower == 1);
}

/* Holm's correction is for the rows that are tested: one that is counted does not weaken it. */
static void counted_rows_are_no_tests(void **state) {
    (void)state;
    struct side a, b;
    int x[SEEDS_MAX];
    shifted(x, 0);
    make_side(&a, "r1", x, 12), make_side(&b, "r2", x, 12);
    count_both(&a, &b, 1, 4);
    for (int i = 0; i < 12; i++) {
        a.run[i].label = b.run[i].label = i < 4 ? "counted" : i < 8 ? "timed" : "timed too";
        if (i < 8) b.run[i].step_seconds *= 1.5;
    }
    EXPECT(&a, &b, false, c.n_speeds == 3 && c.speed[0].unit == SPEED_INSTRUCTIONS && isnan(c.speed[0].p));
    EXPECT(&a, &b, false, c.slower == 1 && c.speed[1].slower && fabs(c.speed[1].p - 2.0 / 70) < 1e-12);
}

static void speed_in_words(void **state) {
    (void)state;
    char words[200];
    struct compared_speed k = {.unit = SPEED_INSTRUCTIONS, .was = 2e9, .now = 2.06e9, .ratio = 1.03, .p = (double)NAN};
    compared_speed_words(&k, words, sizeof words);
    assert_string_equal(words, "1.030 times the instructions per step: 2.06e+09, was 2e+09");
    k = (struct compared_speed){.unit = SPEED_SECONDS, .was = 0.01, .now = 0.015, .ratio = 1.5, .p = 0.0123};
    compared_speed_words(&k, words, sizeof words);
    assert_string_equal(words, "1.500 times the seconds per step: 0.015, was 0.01, p 0.0123");
}

/* ---- steps ---- */

static void steps_are_found(void **state) {
    (void)state;
    int first[41];
    double x[40];
    for (int i = 0; i < 40; i++) x[i] = 0.75;
    assert_int_equal(find_steps(x, 40, 0.01, first), 0);
    assert_int_equal(find_steps(x, 0, 0.01, first), 0);
    assert_int_equal(find_steps(x, 1, 0.01, first), 0);
    x[39] = 0.74; /* the last night alone */
    assert_int_equal(find_steps(x, 40, 0.01, first), 1);
    assert_int_equal(first[1], 39);
    assert_int_equal(find_steps(x, 40, 0.02, first), 0);
    for (int i = 12; i < 30; i++) x[i] = 0.5;
    assert_int_equal(find_steps(x, 40, 0.01, first), 3);
    assert_true(first[0] == 0 && first[1] == 12 && first[2] == 30 && first[3] == 39);
    /* Noise is no step; a step in it is found where it is. */
    struct rng rng = rng_open(5, "test/steps", 0, 0);
    int found = 0, right = 0;
    for (int t = 0; t < 200; t++) {
        for (int i = 0; i < 40; i++) x[i] = 0.5 + 0.01 * rng_normal(&rng);
        found += find_steps(x, 40, 0.01, first) > 0;
        for (int i = 25; i < 40; i++) x[i] -= 0.05;
        right += find_steps(x, 40, 0.01, first) == 1 && first[1] == 25;
    }
    if (found > 20 || right < 170) fail_msg("steps in noise: %d of 200, the right one: %d", found, right);
}

/* ---- the nights so far ---- */

static double after(const char *z, double own[BETS], int *since) {
    double number[64];
    struct detector d = {0};
    int n = 0;
    for (; z[n]; n++) detector_bet(&d, number[n] = z[n] == '+' ? 1 : z[n] == '-' ? -1 : 0);
    memcpy(own, d.own, sizeof d.own);
    *since = detector_since(number, n);
    return detector_evidence(&d);
}

/* From exact fractions. */
static void the_detector_has_exact_values(void **state) {
    (void)state;
    static const struct {
        const char *z;
        double own[BETS], evidence;
        int since;
    } row[] = {
        {"+", {1.25, 1.5, 1.75, 2}, 1.7, 0},
        {"+++++", {10505. / 1024, 633. / 32, 36827. / 1024, 62}, 38.00078125, 0},
        {"++++++++++++++++",
         {741464616645. / 4294967296, 128943555. / 65536, 77533483072045. / 4294967296, 131070},
         56466.4657918089,
         0},
        {"++-+0+", {7455. / 1024, 291. / 32, 9485. / 1024, 6}, 7.52734375, 3},
        {"------", {10101. / 4096, 63. / 64, 1365. / 4096, 0}, 0.75673828125, 5},
        {"+-+-+-+-+-", {7808427. / 1048576, 3905. / 1024, 1261051. / 1048576, 0}, 2.4925609588623, 8},
        {"-+--+++0++++", {129887855. / 4194304, 144759. / 2048, 576850421. / 4194304, 254}, 149.436528205872, 4},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        double own[BETS];
        int since;
        const double evidence = after(row[i].z, own, &since);
        assert_near(evidence / row[i].evidence, 1, 1e-13);
        for (int k = 0; k < BETS; k++) assert_near(own[k], row[i].own[k], 1e-13 * row[i].own[k]);
        assert_int_equal(since, row[i].since);
    }
    assert_near(detector_limit(2), 730, 0);
    assert_int_equal(detector_since(NULL, 0), 0);
}

/* Where better and worse are as likely, the evidence after n seeds is n on average: the year until a false alarm. */
static void the_detector_grows_with_the_seeds(void **state) {
    (void)state;
    enum { N = 12 };
    double sum = 0;
    for (int pattern = 0; pattern < 1 << N; pattern++) {
        struct detector d = {0};
        for (int i = 0; i < N; i++) detector_bet(&d, pattern >> i & 1 ? 1 : -1);
        sum += detector_evidence(&d);
    }
    assert_near(sum / (1 << N), N, 1e-9);
    /* A year, and ten, of the baseline's bits is no alarm. */
    struct detector d = {0};
    for (int i = 0; i < 10 * 2 * DETECTOR_NIGHTS; i++) detector_bet(&d, 0);
    assert_near(detector_evidence(&d), 0, 0);
    for (int i = 0; i < 4000; i++) detector_bet(&d, 1);
    assert_near(detector_evidence(&d) / 1e300, 1, 1e-12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_series_is_the_paired_test),
        cmocka_unit_test(families_have_closed_forms),
        cmocka_unit_test(a_family_is_never_surer_than_its_members),
        cmocka_unit_test(every_class_is_reached),
        cmocka_unit_test(what_is_missing_never_passes),
        cmocka_unit_test(the_numbers_of_a_cell),
        cmocka_unit_test(what_no_seed_shows_is_bounded),
        cmocka_unit_test(false_alarms_are_rare),
        cmocka_unit_test(rates_of_a_pool_without_noise),
        cmocka_unit_test(bits_are_compared_on_equal_machines),
        cmocka_unit_test(only_common_cells_have_to_have_the_same_bits),
        cmocka_unit_test(slower_is_a_regression),
        cmocka_unit_test(counts_decide_over_time),
        cmocka_unit_test(counts_have_a_factor),
        cmocka_unit_test(time_decides_where_counts_cannot),
        cmocka_unit_test(counted_rows_are_no_tests),
        cmocka_unit_test(speed_in_words),
        cmocka_unit_test(steps_are_found),
        cmocka_unit_test(the_detector_has_exact_values),
        cmocka_unit_test(the_detector_grows_with_the_seeds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
