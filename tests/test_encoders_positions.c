/* Schemes that say which position a token has, in training and in evaluation: against numbers of their papers and
 * codes, and against what their draws have to be. */
#include "encoders/atom/numbers.h"
#include "encoders/atom/positions.h"
#include "fixture_encoders.h"
#include <stdlib.h>

static void real_positions(void **state) {
    (void)state;
    const struct encoder *e;
    const double wanted[] = {.0625, .1875, .3125, .4375, .5625, .6875, .8125, .9375};
    double position[40], mean[3] = {0};
    struct view view = look(&e, "random-float", "max=1", 1, 4, 4, 4);
    view.evaluating = true;
    struct rng rng = rng_open(1, "test/random-float", 0, 0);
    e->positions->map(&view, &rng, 8, position);
    for (int t = 0; t < 8; t++) assert_true(fabs(position[t] - wanted[t]) < 1e-12);
    view.evaluating = false;
    for (int d = 0; d < 4000; d++) {
        rng = rng_open(1, "test/random-float", (uint64_t)d, 0);
        e->positions->map(&view, &rng, 40, position);
        for (int t = 0; t < 40; t++)
            assert_true(position[t] > 0 && position[t] < 1 && (t == 0 || position[t] > position[t - 1]));
        for (int k = 0; k < 3; k++) mean[k] += position[k == 2 ? 39 : 20 * k] / 4000;
    }
    for (int k = 0; k < 3; k++) /* order statistics of 40 uniform numbers: (t + 1) / 41, deviation at most .078 */
        assert_true(fabs(mean[k] - ((k == 2 ? 39 : 20 * k) + 1) / 41.0) < 4 * .078 / sqrt(4000));
}

static void cape_ranges(void **state) {
    (void)state;
    const struct encoder *e;
    double least = 1e9, most = -1e9;
    struct view view = look(&e, "cape", "shift=3,jitter=0.25,stretch=2", 1, 4, 4, 64);
    for (int d = 0; d < 4000; d++) {
        double position[6] = {0, 1, 2, 3, 4, 5};
        struct rng rng = rng_open(1, "test/cape", (uint64_t)d, 0);
        e->positions->map(&view, &rng, 6, position);
        for (int t = 1; t < 6; t++) {
            const double step = position[t] - position[t - 1];
            assert_true(step > 0.5 * 0.5 && step < 2 * 1.5);
        }
        least = fmin(least, position[0]), most = fmax(most, position[0]);
    }
    assert_true(least > -6.5 && least < -5.5 && most < 6.5 && most > 5.5);
    double position[3] = {0, 1, 2};
    view.evaluating = true;
    struct rng rng = rng_open(1, "test/cape", 0, 0);
    e->positions->map(&view, &rng, 3, position);
    assert_true(position[0] == 0 && position[1] == 1 && position[2] == 2);
}

/* 21+430= is 1 2 0 1 2 3 0, shifted 6 7 0 6 7 8 0: any shift up to the option's in training, none in evaluation. */
static void abacus_numbers(void **state) {
    (void)state;
    const int hint[] = {3, 2, 1, 4, 3, 2, 1}, place[] = {1, 2, 0, 1, 2, 3, 0};
    const struct encoder *e;
    bool seen[6] = {false};
    struct view view = look(&e, "abacus", "shift=5,rows=64", 1, 4, 4, 64);
    view.hint = hint;
    for (int d = 0; d < 200; d++) {
        int number[7] = {0};
        struct rng rng = rng_open(1, "test/abacus", (uint64_t)d, 0);
        e->numbers->of(&view, &rng, 7, number);
        const int shift = number[0] - 1;
        assert_in_range(shift, 0, 5);
        for (int t = 0; t < 7; t++) assert_int_equal(number[t], place[t] ? place[t] + shift : 0);
        seen[shift] = true;
    }
    for (int k = 0; k <= 5; k++) assert_true(seen[k]);
    int number[7] = {0};
    struct rng rng = rng_open(1, "test/abacus", 0, 0);
    view.evaluating = true;
    e->numbers->of(&view, &rng, 7, number);
    assert_memory_equal(number, place, sizeof place);
    view.hint = NULL;
    memset(number, 0, sizeof number);
    e->numbers->of(&view, &rng, 7, number);
    for (int t = 0; t < 7; t++) assert_int_equal(number[t], 0);
}

/* Start 5, 653+049=2070 reversed: 0 8 7 6 5 8 7 6 5 6 7 8 9. */
static void coupled_positions(void **state) {
    (void)state;
    const int hint[] = {0, 4, 3, 2, 1, 4, 3, 2, 1, 2, 3, 4, 5};
    const double wanted[] = {0, 8, 7, 6, 5, 8, 7, 6, 5, 6, 7, 8, 9};
    const struct encoder *e;
    double position[13], most = 0, least = 100;
    struct view view = look(&e, "coupling", "max=20,eval=5", 1, 4, 4, 64);
    struct rng rng = rng_open(1, "test/coupling", 0, 0);
    view.hint = hint;
    view.evaluating = true;
    e->positions->map(&view, &rng, 13, position);
    for (int t = 0; t < 13; t++) assert_true(position[t] == wanted[t]);
    view.evaluating = false;
    for (int d = 0; d < 500; d++) {
        rng = rng_open(1, "test/coupling", (uint64_t)d, 0);
        e->positions->map(&view, &rng, 13, position);
        assert_true(position[0] == 0);
        for (int t = 1; t < 13; t++) assert_true(position[t] - position[4] == wanted[t] - 5);
        most = fmax(most, position[12]), least = fmin(least, position[4]);
    }
    assert_true(most == 20 && least == 1);
}

/* Separators are the third, seventh and eighth of nine tokens. */
static void two_levels_of_positions(void **state) {
    (void)state;
    enum { T = 9 };
    const int hint[T] = {0, 2, 1, 0, 3, 2, 1, 1, 0}, inside[T] = {0, 1, 2, 0, 1, 2, 3, 0, 0};
    const double segment[T] = {0, 0, 0, 1, 1, 1, 1, 2, 3};
    const struct encoder *e;
    struct view view = look(&e, "bipe", "", 1, 4, 4, 64);
    struct rng rng = rng_open(1, "test/bipe", 0, 0);
    struct param_spec spec[PARAMS_MAX];
    double position[T] = {0};
    int number[T] = {0};
    view.hint = hint;
    for (int evaluating = 0; evaluating < 2; evaluating++) {
        view.evaluating = evaluating;
        e->positions->map(&view, &rng, T, position);
        e->numbers->of(&view, &rng, T, number);
        for (int t = 0; t < T; t++) assert_true(position[t] == segment[t] && number[t] == inside[t]);
    }
    assert_true(e->positions->limit(&view, 1000, T) == T);
    e->params(&view, spec);
    assert_int_equal(spec[0].rows, 64);
    /* Tokens behind the table's last row take that one. */
    view = look(&e, "bipe", "rows=2", 1, 4, 4, 64);
    view.hint = hint;
    e->numbers->of(&view, &rng, T, number);
    for (int t = 0; t < T; t++) assert_int_equal(number[t], inside[t] < 2 ? inside[t] : 1);
}

/* A step's scale is that of its positions: they end at t T - 1, for every t up to the option's. */
static void clex_positions(void **state) {
    (void)state;
    const struct encoder *e;
    bool seen[6] = {false};
    struct view view = look(&e, "clex", "most=5", 1, 8, 8, 64);
    for (view.step = 0; view.step < 200; view.step++) {
        double position[10] = {0};
        for (int i = 0; i < 2; i++) {
            struct rng rng = rng_open(1, "test/clex", (uint64_t)view.step, (uint64_t)i);
            for (int t = 0; t < 10; t++) position[t] = t;
            const double before = position[9];
            e->positions->map(&view, &rng, 10, position);
            const int scale = ((int)position[9] + 1) / 10;
            assert_true(before == 9 && position[0] == 0 && position[9] == 10 * scale - 1 && scale >= 1 && scale <= 5);
            for (int t = 1; t < 10; t++) assert_true(position[t] > position[t - 1]);
            if (i) assert_true(seen[scale]);
            seen[scale] = true;
        }
    }
    for (int t = 1; t <= 5; t++) assert_true(seen[t]);
}

/* Positions of one draw: as they came, but for whole gaps. */
static void draw_gaps(const struct encoder *e, const struct view *view, int d, int T, double *position) {
    struct rng rng = rng_open(1, "test/gaps", (uint64_t)d, 0);
    for (int t = 0; t < T; t++) position[t] = t;
    e->positions->map(view, &rng, T, position);
}

static void expect_even(const int *count, int n, int draws) {
    const double mean = (double)draws / n;
    for (int k = 0; k < n; k++)
        if (fabs(count[k] - mean) > 5 * sqrt(mean)) fail_msg("%d of %d values: %d times, not %g", k, n, count[k], mean);
}

/* Every first chunk of 1..(T+1)/2 tokens and every gap of 0..target-T, equally often; one draw is the vector of the
 * specification. */
static void pose_positions(void **state) {
    (void)state;
    enum { T = 10, TARGET = 40, DRAWS = 31000 };
    static const double wanted[T] = {0, 1, 2, 3, 21, 22, 23, 24, 25, 26};
    const struct encoder *e;
    struct view view = look(&e, "pose", "target=40", 1, 4, 4, T);
    int first[T / 2] = {0}, gap[TARGET - T + 1] = {0}, met = 0;
    double position[T];
    for (int d = 0; d < DRAWS; d++) {
        draw_gaps(e, &view, d, T, position);
        const int u = (int)position[T - 1] - (T - 1);
        int r = 0;
        while (u > 0 && r < T && position[r] == r) r++;
        for (int t = 0; t < T; t++) assert_true(position[t] == (u > 0 && t < r ? t : t + u));
        assert_true(u >= 0 && u <= TARGET - T && (u == 0 || (r >= 1 && r <= (T + 1) / 2)));
        gap[u]++;
        if (u > 0) first[r - 1]++;
        met += memcmp(position, wanted, sizeof wanted) == 0;
    }
    assert_true(met > 0);
    expect_even(gap, TARGET - T + 1, DRAWS);
    expect_even(first, T / 2, DRAWS - gap[0]);
    draw_gaps(e, &view, 0, 1, position);
    assert_true(position[0] == 0);
    view.evaluating = true;
    draw_gaps(e, &view, 0, T, position);
    assert_true(position[T - 1] == T - 1);
    view = look(&e, "pose", "", 1, 4, 4, T);
    double most = 0;
    for (int d = 0; d < 2000; d++) {
        draw_gaps(e, &view, d, T, position);
        most = fmax(most, position[T - 1]);
    }
    assert_true(most == 8 * T - 1);
}

/* The head at 0, the tail at the target, the middle whole at every place between, most often in the middle. */
static void cream_positions(void **state) {
    (void)state;
    enum { T = 10, TARGET = 40, K = 3, DRAWS = 40000, ROOM = TARGET - T };
    static const double wanted[T] = {0, 1, 2, 22, 23, 24, 25, 37, 38, 39};
    const struct encoder *e;
    struct view view = look(&e, "cream", "target=40,ends=3,sigma=1", 1, 4, 4, T);
    int place[ROOM + 1] = {0}, met = 0;
    double position[T], sum = 0, weight[ROOM + 1];
    for (int d = 0; d < DRAWS; d++) {
        draw_gaps(e, &view, d, T, position);
        const int by = (int)position[K] - K;
        for (int t = 0; t < T; t++) assert_true(position[t] == t + (t < K ? 0 : t < T - K ? by : ROOM));
        assert_true(by >= 0 && by <= ROOM);
        place[by]++;
        met += memcmp(position, wanted, sizeof wanted) == 0;
    }
    assert_true(met > 0);
    for (int k = 0; k <= ROOM; k++) {
        weight[k] = erf((k - 15 + 0.5) / (T * sqrt(2))) - erf((k - 15 - 0.5) / (T * sqrt(2)));
        sum += weight[k];
    }
    for (int k = 0; k <= ROOM; k++) {
        const double mean = DRAWS * weight[k] / sum;
        if (fabs(place[k] - mean) > 5 * sqrt(mean)) fail_msg("by %d: %d times, not %g", k, place[k], mean);
    }
    /* By itself a third or one of ten, each for half of the sequences; never so many that no middle is left. */
    int third = 0;
    view = look(&e, "cream", "target=4000", 1, 4, 4, T);
    for (int d = 0; d < 2000; d++) {
        draw_gaps(e, &view, d, T, position);
        third += position[2] == 2;
        assert_true(position[2] == 2 ? position[3] != 3 && position[7] == 3997
                                     : position[1] != 1 && position[9] == 3999);
    }
    assert_true(abs(third - 1000) < 120);
    view = look(&e, "cream", "ends=9", 1, 4, 4, T);
    draw_gaps(e, &view, 0, 3, position);
    assert_true(position[0] == 0 && position[2] == 8 * T - 1);
    view.evaluating = true;
    draw_gaps(e, &view, 0, T, position);
    assert_true(position[T - 1] == T - 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(real_positions), cmocka_unit_test(cape_ranges),
                                       cmocka_unit_test(pose_positions), cmocka_unit_test(cream_positions),
                                       cmocka_unit_test(clex_positions), cmocka_unit_test(two_levels_of_positions),
                                       cmocka_unit_test(abacus_numbers), cmocka_unit_test(coupled_positions)};
    return cmocka_run_group_tests_name("encoders, positions", tests, NULL, NULL);
}
