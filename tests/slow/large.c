/* What is asked of a database of 100,000 trainings, and what that costs: large LEXBENCH [RUNS [SECONDS]] fills one in
 * the current folder, prints the processor time of each question, and fails where that is more than SECONDS. The slow
 * tier of tests/test_large.c: `make test-large`. */
#include "base/clock.h"
#include "tests/fixture_large.h"

int main(int argc, char **argv) {
    if (argc < 2) return EXIT_USAGE;
    const long runs = argc > 2 ? atol(argv[2]) : 100000;
    const double most = argc > 3 ? atof(argv[3]) : 2;
    struct suite suite;
    struct error err;
    bool ok = large_suite("large.yaml", runs, &suite, &err);
    const double begin = clock_cpu_seconds();
    if (!ok || !large_fill("large.db", &suite, &err)) return fprintf(stderr, "%s\n", err.text), EXIT_IO;
    printf("%d trainings, stored in %.1f s of processor time\n", suite.n, clock_cpu_seconds() - begin);
    suite_free(&suite);
    for (int i = 0; i < LARGE_COMMANDS; i++) {
        const double seconds = large_ask(argv[1], i);
        printf("%-7s %-10s %-5s %6.2f s\n", large_command[i][0], large_command[i][1] ? large_command[i][1] : "",
               large_command[i][1] && large_command[i][2] ? large_command[i][2] : "", seconds);
        ok &= seconds >= 0 && seconds <= most;
    }
    if (!ok) printf("more than %g s, or an error\n", most);
    return ok ? EXIT_OK : EXIT_FAILURE;
}
