/* The base: errors, memory, streams of random numbers, hashes, kinds of file systems, counters. */
#include "base/clock.h"
#include "base/counter.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/network.h"
#include "base/rng.h"
#include "tests/fixture_child.h"
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void errors_say_what(void **state) {
    (void)state;
    struct error err;
    assert_false(error_set(&err, "the %s", "reason"));
    assert_string_equal(err.text, "the reason");
    assert_int_equal(err.exit_code, EXIT_USAGE);
    assert_false(error_set(&err, "outer (%s)", err.text)); /* its own text as an argument */
    assert_false(error_prefix(&err, "file %d", 3));
    assert_string_equal(err.text, "file 3: outer (the reason)");
    errno = ENOSPC;
    assert_false(error_io(&err, "cannot write %s", "x"));
    assert_string_equal(err.text, "cannot write x: No space left on device");
    assert_int_equal(err.exit_code, EXIT_IO);
    assert_false(error_prefix(&err, "here"));
    assert_int_equal(err.exit_code, EXIT_IO); /* a prefix changes no exit code */
    assert_false(error_set(NULL, "x") || error_io(NULL, "x") || error_prefix(NULL, "x"));
    error_set(&err, "%2000d", 1);
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
    error_prefix(&err, "front");
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
    assert_memory_equal(err.text, "front: ", 7);
}

static void body_bug(void) { BUG("number %d", 5); }
static void body_require(void) { REQUIRE(1 + 1 == 3); }
static void body_die(void) { die("no %s", "way"); }
static void body_memory(void) { mem_zero(SIZE_MAX / 4, 8); }
static void body_arena_full(void) {
    char block[128] __attribute__((aligned(64)));
    struct arena arena = {.base = block, .size = sizeof block};
    arena_take(&arena, 1, 64);
    arena_take(&arena, 65, 1);
}
static void body_arena_overflow(void) {
    struct arena arena = {0};
    arena_take(&arena, SIZE_MAX / 2, 4);
}

static void trouble_ends_the_program(void **state) {
    (void)state;
    static const struct {
        void (*body)(void);
        const char *said;
        bool aborts;
    } cases[] = {{body_bug, "number 5", true},
                 {body_require, "requirement failed: 1 + 1 == 3", true},
                 {body_die, "lexbench: no way\n", false},
                 {body_memory, "out of memory: ", false},
                 {body_arena_full, "arena of 128 bytes is full", true},
                 {body_arena_overflow, "asked of an arena", true}};
    char said[4096];
    for (size_t i = 0; i < COUNT(cases); i++) {
        int status = child(cases[i].body, 0, said);
        if (!strstr(said, cases[i].said)) fail_msg("'%s' is said instead of '%s'", said, cases[i].said);
        if (cases[i].aborts)
            assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
        else
            assert_true(WIFEXITED(status) && WEXITSTATUS(status) == EXIT_INTERNAL);
    }
}

static bool is_aligned(const void *block) { return (uintptr_t)block % 64 == 0; }

static void memory_is_aligned_and_counted(void **state) {
    (void)state;
    const size_t before = mem_allocations();
    char *none = mem_zero(0, 8), *text = mem_text("text");
    long *numbers = mem_zero(3, sizeof *numbers);
    assert_true(none && is_aligned(none) && is_aligned(text) && is_aligned(numbers));
    assert_true(numbers[0] == 0 && numbers[2] == 0);
    assert_string_equal(text, "text");
    numbers[2] = 7;
    numbers = mem_grow(numbers, 3 * sizeof *numbers, 1000 * sizeof *numbers);
    assert_true(is_aligned(numbers) && numbers[2] == 7 && numbers[3] == 0 && numbers[999] == 0);
    numbers = mem_grow(numbers, 1000 * sizeof *numbers, 3 * sizeof *numbers);
    assert_true(numbers[2] == 7);
    assert_int_equal(mem_allocations() - before, 5);
    mem_free(none), mem_free(text), mem_free(numbers), mem_free(NULL);
    assert_true(mem_peak_rss() > 100000);
}

static void arenas_measure_and_hand_out(void **state) {
    (void)state;
    struct arena measure = {0};
    assert_null(arena_take(&measure, 3, 8));
    assert_null(arena_take(&measure, 0, 8));
    assert_null(arena_take(&measure, 65, 1));
    assert_int_equal(measure.used, 64 + 0 + 128);
    struct arena arena = {.base = mem_zero(measure.used, 1), .size = measure.used};
    char *first = arena_take(&arena, 3, 8), *second = arena_take(&arena, 0, 8), *third = arena_take(&arena, 65, 1);
    assert_true(first == arena.base && second == first + 64 && third == second && is_aligned(third));
    assert_int_equal(arena.used, measure.used);
    mem_free(arena.base);
}

static void network_file_systems(void **state) {
    (void)state;
    assert_string_equal(network_type_name(0x6969), "NFS");
    assert_string_equal(network_type_name(0x0BD00BD0), "Lustre");
    assert_string_equal(network_type_name(0xFE534D42), "SMB");
    assert_string_equal(network_type_name(0x65735546), "FUSE");
    assert_null(network_type_name(0xEF53));     /* ext4 */
    assert_null(network_type_name(0x01021994)); /* tmpfs */
    assert_null(network_file_system("/proc/self/stat"));
    assert_null(network_file_system("/proc/no-such-file"));
    assert_null(network_file_system("no-such-file"));
    assert_null(network_file_system("/no/such/directory/file"));
}

static void streams_are_named(void **state) {
    (void)state;
    struct rng a = rng_open(1, "train/copy", 3, 4), b = rng_open(1, "train/copy", 3, 4),
               named = rng_open(1, "train/copy", 9, 9);
    struct rng c = rng_at(&named, 3, 4);
    uint32_t first = rng_word(&a);
    assert_true(first == rng_word(&b) && first == rng_word(&c));
    struct rng others[] = {rng_open(2, "train/copy", 3, 4), rng_open(1, "test/copy", 3, 4),
                           rng_open(1, "train/copy", 4, 4), rng_open(1, "train/copy", 3, 5),
                           rng_open(1, "train/copy", 3, 4 + (1ULL << 32))};
    for (size_t i = 0; i < COUNT(others); i++) assert_true(rng_word(&others[i]) != first);
}

/* Known answers of Philox4x32-10 from Random123, and a stream computed by a second implementation from the description
 * in rng.h: when one of these changes, every stored run changes. */
static void streams_are_pinned(void **state) {
    (void)state;
    struct rng known[] = {
        {.key = {0}},
        {.key = {~0u, ~0u}, .counter = {~0u, ~0u, ~0u, ~0u}},
        {.key = {0xa4093822, 0x299f31d0}, .counter = {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}}};
    static const uint32_t answers[][4] = {{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
                                          {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
                                          {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}};
    for (size_t i = 0; i < COUNT(known); i++)
        for (int k = 0; k < 4; k++) assert_int_equal(rng_word(&known[i]), answers[i][k]);
    static const uint32_t words[] = {0xbac8195d, 0x90068e6a, 0xcaa75eb4, 0xfe59a984,
                                     0x2005bbc9, 0xb9821981, 0x6c7babd5, 0xd60662f1};
    struct rng r = rng_open(7, "train/copy", 3, (5ULL << 32) + 4), again = rng_at(&r, 3, (5ULL << 32) + 4);
    for (size_t i = 0; i < COUNT(words); i++) assert_int_equal(rng_word(&r), words[i]);
    assert_true(rng_uniform(&again) == 0x1.759032a401a39p-1);
}

static void shuffles_keep_every_item(void **state) {
    (void)state;
    enum { N = 50 };
    struct rng r = rng_open(5, "test/shuffle", 0, 0);
    int items[N], work[N], moved = 0;
    bool seen[N] = {false};
    for (int i = 0; i < N; i++) items[i] = i;
    rng_shuffle(&r, items, N);
    for (int i = 0; i < N; i++) seen[items[i]] = true, moved += items[i] != i;
    for (int i = 0; i < N; i++) assert_true(seen[i]);
    assert_true(moved > N / 2);
    memset(seen, 0, sizeof seen);
    rng_sample(&r, N, N, items, work); /* all of them is a permutation too */
    for (int i = 0; i < N; i++) seen[items[i]] = true;
    for (int i = 0; i < N; i++) assert_true(seen[i]);
    rng_shuffle(&r, items, 0), rng_shuffle(&r, items, 1);
    assert_int_equal(rng_below(&r, 1), 0);
    for (int i = 0; i < 100; i++) assert_true(rng_below(&r, 3000000000u) < 3000000000u);
}

static void draws_are_fair(void **state) {
    (void)state;
    enum { N = 60000 };
    struct rng r = rng_open(5, "test/base", 0, 0);
    int count[6] = {0}, items[8], work[8], first[8] = {0};
    double sum = 0, square = 0, uniform = 0;
    for (int i = 0; i < N; i++) {
        count[rng_below(&r, 6)]++;
        double x = rng_normal(&r), u = rng_uniform(&r);
        assert_true(u >= 0 && u < 1);
        sum += x, square += x * x, uniform += u;
    }
    for (int k = 0; k < 6; k++) assert_true(abs(count[k] - N / 6) < 500); /* 5 standard deviations */
    assert_true(fabs(sum / N) < 0.02 && fabs(square / N - 1) < 0.03 && fabs(uniform / N - 0.5) < 0.006);
    for (int i = 0; i < 8000; i++) {
        rng_sample(&r, 8, 3, items, work);
        assert_true(items[0] != items[1] && items[1] != items[2] && items[0] != items[2]);
        first[items[0]]++;
    }
    for (int k = 0; k < 8; k++) assert_true(abs(first[k] - 1000) < 150);
}

static void hashes(void **state) {
    (void)state;
    char sha[SHA256_HEX], xxh[XXH128_HEX];
    sha256_hex("abc", 3, sha);
    assert_string_equal(sha, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256_hex("", 0, sha);
    assert_string_equal(sha, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    xxh128_hex("", 0, xxh);
    assert_string_equal(xxh, "99aa06d3014798d86001c324468d497f");
    xxh128_hex("abc", 3, xxh);
    assert_string_equal(xxh, "06b05ab6733a618578af5f94892f3950");
}

static volatile long turns;
static void turn(long n) {
    for (long i = 0; i < n; i++) turns++;
}

/* What the kernel hands over, from a pipe: count, nanoseconds it was to be counted, nanoseconds it was. */
static void counters_are_whole_or_nothing(void **state) {
    (void)state;
    static const uint64_t handed[3][3] = {{7, 100, 100}, {7, 100, 99}, {1ull << 40, 0, 0}};
    struct counter closed = {-1}, counter;
    int ends[2];
    assert_true(isnan(counter_read(&closed)));
    counter_close(&closed);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], handed, sizeof handed), sizeof handed);
    assert_int_equal(write(ends[1], handed, 16), 16);
    counter.fd = ends[0];
    assert_true(counter_read(&counter) == 7);
    assert_true(isnan(counter_read(&counter))); /* shared with others */
    assert_true(counter_read(&counter) == 0x1p40);
    assert_true(isnan(counter_read(&counter))); /* not all of it */
    counter_close(&counter);
    assert_int_equal(counter.fd, -1);
    close(ends[1]);
}

static void counters_count_time(void **state) {
    (void)state;
    struct counter counter = counter_open(COUNTED_NANOSECONDS);
    if (counter.fd < 0) skip();
    const double begun = clock_cpu_seconds(), before = counter_read(&counter);
    while (clock_cpu_seconds() - begun < 0.02) turn(1000);
    const double seconds = clock_cpu_seconds() - begun, counted = (counter_read(&counter) - before) / 1e9;
    assert_true(fabs(counted - seconds) < 0.1 * seconds);
    counter_close(&counter);
}

static void counters_count_instructions(void **state) {
    (void)state;
    struct counter counter = counter_open(COUNTED_INSTRUCTIONS);
    if (counter.fd < 0) skip();
    double count[4];
    for (int i = 0; i < 4; i++) {
        const double before = counter_read(&counter);
        turn(i < 3 ? 1000000 : 2000000);
        count[i] = counter_read(&counter) - before;
    }
    assert_true(count[1] >= 1e6 && fabs(count[2] / count[1] - 1) < 0.001 && fabs(count[3] / count[1] - 2) < 0.002);
    counter_close(&counter);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(errors_say_what),
                                       cmocka_unit_test(trouble_ends_the_program),
                                       cmocka_unit_test(memory_is_aligned_and_counted),
                                       cmocka_unit_test(arenas_measure_and_hand_out),
                                       cmocka_unit_test(network_file_systems),
                                       cmocka_unit_test(streams_are_named),
                                       cmocka_unit_test(streams_are_pinned),
                                       cmocka_unit_test(shuffles_keep_every_item),
                                       cmocka_unit_test(draws_are_fair),
                                       cmocka_unit_test(hashes),
                                       cmocka_unit_test(counters_are_whole_or_nothing),
                                       cmocka_unit_test(counters_count_time),
                                       cmocka_unit_test(counters_count_instructions)};
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
