/* Which program runs on which processor (base/level.h), for every combination of programs, processors and wishes. The
 * programs themselves are tried by `make test-levels`. */
#include "base/level.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The programs of a package: one for any processor, and one for each higher level. */
static struct level_choice package_on(enum level processor) {
    return (struct level_choice){
        .built = LEVEL_1, .processor = processor, .there = {[LEVEL_3] = true, [LEVEL_4] = true}, .wanted = NULL};
}

static void the_best_that_runs(void **state) {
    (void)state;
    for (enum level processor = LEVEL_1; processor < LEVELS; processor++) {
        const struct level_choice all = package_on(processor);
        enum level got;
        assert_true(level_choose(&all, &got, NULL));
        assert_int_equal(got, processor);
        struct level_choice third = all;
        third.there[LEVEL_4] = false;
        assert_true(level_choose(&third, &got, NULL));
        assert_int_equal(got, processor < LEVEL_3 ? processor : LEVEL_3);
    }
}

static void alone_it_stays(void **state) {
    (void)state;
    for (enum level built = LEVEL_OTHER; built < LEVELS; built++) {
        const struct level_choice alone = {.built = built, .processor = LEVEL_4, .wanted = ""};
        enum level got;
        assert_true(level_choose(&alone, &got, NULL));
        assert_int_equal(got, built);
    }
}

static void a_wish_counts(void **state) {
    (void)state;
    for (enum level wanted = LEVEL_1; wanted < LEVELS; wanted++) {
        struct level_choice c = package_on(LEVEL_4);
        enum level got;
        c.wanted = level_name(wanted);
        assert_true(level_choose(&c, &got, NULL));
        assert_int_equal(got, wanted);
    }
}

static void refused(enum level processor, bool programs, const char *wanted, const char *words) {
    struct level_choice c = package_on(processor);
    struct error err = {0};
    enum level got;
    if (!programs) memset(c.there, 0, sizeof c.there);
    c.wanted = wanted;
    assert_false(level_choose(&c, &got, &err));
    if (!strstr(err.text, words)) fail_msg("'%s' does not say '%s'", err.text, words);
}

static void wishes_that_cannot_be(void **state) {
    (void)state;
    refused(LEVEL_4, true, "avx2", "there is no level 'avx2'");
    refused(LEVEL_4, true, "other", "there is no level 'other'");
    refused(LEVEL_3, true, "x86-64-v4", "no more than level x86-64-v3");
    refused(LEVEL_4, false, "x86-64-v3", "'make levels' builds them");
}

static void this_processor_runs_this_program(void **state) {
    (void)state;
    assert_true(level_built() <= level_of_processor());
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_that_runs),
        cmocka_unit_test(alone_it_stays),
        cmocka_unit_test(a_wish_counts),
        cmocka_unit_test(wishes_that_cannot_be),
        cmocka_unit_test(this_processor_runs_this_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
