/* What is asked of a database, and storing into it, costs as many times more as it has runs: 1,250 and 5,000 are
 * compared. In the slow tier, tests/slow/large.c, it is 100,000 and seconds. */
#include "base/clock.h"
#include "tests/fixture_large.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Four times as many runs may take so many times as long: quadratic work takes sixteen times. What starting a program
 * takes counts for nothing. */
static const double MOST_TIMES = 8, START_SECONDS = 0.04;
static char program[4096];

struct cost {
    double store, ask[LARGE_COMMANDS];
};

static double least(double a, double b) { return a < b ? a : b; }

static void measure(long runs, struct cost *out) {
    char folder[] = "/tmp/lexbench-large-XXXXXX";
    struct suite suite;
    struct error err;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    if (!large_suite("large.yaml", runs, &suite, &err)) fail_msg("%s", err.text);
    assert_int_equal(suite.n, runs);
    const double begin = clock_cpu_seconds();
    if (!large_fill("large.db", &suite, &err)) fail_msg("%s", err.text);
    out->store = clock_cpu_seconds() - begin;
    suite_free(&suite);
    for (int i = 0; i < LARGE_COMMANDS; i++) {
        out->ask[i] = large_ask(program, i);
        if (out->ask[i] < 0) fail_msg("%s failed", large_command[i][0]);
        out->ask[i] = least(out->ask[i], large_ask(program, i));
    }
    assert_int_equal(chdir("/"), 0);
    dir_remove(folder);
}

static void check(const char *what, double few, double many) {
    print_message("%-20s %.3f s %.3f s\n", what, few, many);
    if (many - START_SECONDS > MOST_TIMES * few) fail_msg("%s: more than in proportion", what);
}

static void time_grows_with_the_runs_and_no_faster(void **state) {
    (void)state;
    struct cost few, many;
    measure(1250, &few);
    measure(5000, &many);
    check("store", few.store, many.store);
    for (int i = 0; i < LARGE_COMMANDS; i++) {
        char what[64];
        snprintf(what, sizeof what, "%s %s", large_command[i][0], large_command[i][1] ? large_command[i][1] : "");
        check(what, few.ask[i], many.ask[i]);
    }
}

/* build/tests/test_large looks for build/lexbench. */
int main(int argc, char **argv) {
    (void)argc;
    char *path = realpath(argv[0], NULL), *slash = path ? strrchr(path, '/') : NULL;
    if (!slash) return EXIT_IO;
    *slash = '\0';
    snprintf(program, sizeof program, "%s/../lexbench", path);
    free(path);
    const struct CMUnitTest tests[] = {cmocka_unit_test(time_grows_with_the_runs_and_no_faster)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
