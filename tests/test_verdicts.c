/* A small part of what tests/slow/verdicts.c measures of verdicts on claims whose truth is known (`make test-verdicts`,
 * docs/verdicts-measured.md): rates that are seen to be greater than promised, and seeds to a verdict. */
#include "tests/fixture_verdicts.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void assert_kept(long k, long n, double most, const char *what) {
    if (exceeds(k, n, most)) fail_msg("%s: %ld of %ld, promised at most %g", what, k, n, most);
}

static void errors_under_peeking(void **state) {
    (void)state;
    for (int i = 0; i < COUNT(family_case); i++) {
        const struct family_count n = count_families(&family_case[i], 300);
        assert_kept(n.either, n.families, CLAIM_ALPHA, family_case[i].name);
        assert_kept(n.at_bound, n.families, CLAIM_ALPHA, family_case[i].name);
    }
}

/* A threshold that leaves the family out is seen to fail: the measurement can tell. */
static void errors_are_seen(void **state) {
    (void)state;
    const struct world half = YES(0.5, 0.5, false);
    long wrong = 0;
    for (uint64_t f = 0; f < 300; f++) {
        bool any = false;
        for (uint64_t claim = 0; claim < FAMILY; claim++) {
            static double x[CHECKS][MOST_SEEDS];
            struct answers list[CHECKS];
            struct rng rng = rng_open(1, "verdicts/family", f, claim);
            draw_claim(&half, &rng, LOOKS, x, list);
            any |= judge_claim(list, 1, evidence_threshold(1)).reproduced;
        }
        wrong += any;
    }
    assert_true(exceeds(wrong, 300, CLAIM_ALPHA));
}

/* Mean seeds to a verdict in a family of twelve, as planned, to a tenth. */
static void seeds_to_a_verdict(void **state) {
    (void)state;
    for (int i = 0; i < COUNT(share_case); i++)
        for (int t = 0; t < 2; t++) {
            const struct power p = measure_share(share_case[i].share, evidence_threshold(t ? FAMILY : 1), 300);
            const double planned = atof(share_case[i].planned[t]);
            if (fabs(p.mean / planned - 1) > 0.15)
                fail_msg("share %g: %g seeds, not %g", share_case[i].share, p.mean, planned);
            assert_true(p.contradicted <= 0.05);
        }
    const struct power p = measure_power(&power_case[1], 0, 300, 200);
    assert_true(p.mean > 25 && p.mean < 35 && p.reproduced > 0.98);
}

static void nothing_is_selected(void **state) {
    (void)state;
    assert_kept(count_selected(false, 24, 1000), 1000, CLAIM_ALPHA, "better than itself");
    assert_true(count_selected(true, 24, 1000) > 200); /* what a selection on the compared number does */
}

static void budgets_are_free_of_bias(void **state) {
    (void)state;
    struct budget_result r[RULES];
    for (int rule = 0; rule < RULES; rule++) {
        r[rule] = run_batteries((enum rule)rule, 10);
        assert_kept(r[rule].wrong, r[rule].batteries * BATTERY, CLAIM_ALPHA / FAMILY, rule_case[rule].name);
    }
    for (int rule = 0; rule < LEAST_COST; rule++) {
        assert_true(r[LEAST_COST].decided[1] > r[rule].decided[1] + 5);
        assert_true(r[LEAST_COST].decided[2] > r[rule].decided[2] + 1);
        assert_true(fabs(r[LEAST_COST].spent - r[rule].spent) < 1e-9); /* in the end each has what it takes */
    }
}

static void intervals_cover(void **state) {
    (void)state;
    for (int i = 0; i < COUNT(cover_case); i++) {
        const struct cover c = cover_all(&cover_case[i], 40);
        for (int k = 0; k < KINDS; k++) assert_kept(c.series - c.at_all[k], c.series, 0.05, cover_case[i].name);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_under_peeking),     cmocka_unit_test(errors_are_seen),
        cmocka_unit_test(seeds_to_a_verdict),       cmocka_unit_test(nothing_is_selected),
        cmocka_unit_test(budgets_are_free_of_bias), cmocka_unit_test(intervals_cover)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
