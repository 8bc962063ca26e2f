/* Forget gates of a row's own, by hand. The atom's file is read in, so that its inside can be asked. */
#define atom_forget atom_forget_here
#include "model/atom/forget.c"

#include "fixture_encoders.h"

static double logit(double f) { return log(f / (1 - f)); }

/* The row of forget_row with gates that the query chooses: p = 1, or -1, which turns log f into log(1 - f). */
static void chosen_gates(void **state) {
    (void)state;
    enum { LENGTH = 4 };
    static struct model m;
    const double f[LENGTH] = {.5, .8, .25, .9};
    double query[LENGTH] = {1, 1, -1, 1}, key[LENGTH];
    real q[LENGTH], k[LENGTH], row[3][2 * LENGTH], band[2 * BAND_ROWS * LENGTH + LANES],
        score[LENGTH * LENGTH + LANES] = {0};
    for (int t = 0; t < LENGTH; t++) key[t] = logit(f[t]);
    struct state state_of = {.query = q, .key = k};
    m.H = m.L = 1, m.config.causal = true, m.band = band, m.state[ATOM_forget] = &state_of;
    for (int r = 0; r < 3; r++) m.row[r] = row[r];
    const struct cell c = {.m = &m, .n = LENGTH, .T = LENGTH};
    const struct gates gates = {
        .query = {.stride = 1, .at = query}, .key = {.stride = 1, .at = key}, .E = 1, .factor = (real).5};
    const struct band b = {.n = LENGTH, .keys = {{0, LENGTH}}, .pieces = 1, .stride = LENGTH, .spare = band};
    add_sums(&c, &b, &gates, score);
    near(score + 3 * LENGTH, (const double[]){-1.714798 / 2, -1.491655 / 2, -.105361 / 2, 0}, 4);
    near(score + 2 * LENGTH, (const double[]){(log(.2) + log(.75)) / 2, log(.75) / 2, 0, 0}, 4);
    near(score, (const double[]){0, 0, 0, 0}, 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(chosen_gates)};
    return cmocka_run_group_tests_name("forget gates", tests, NULL, NULL);
}
