/* Words for people: the line of progress, short names that stay apart, text that cannot steer a terminal. */
#include "base/labels.h"
#include "base/text.h"
#include "run/gauge.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* ---- progress ---- */

static const struct gauge busy = {.finished = 0,
                                  .total = 12,
                                  .share = 0.25,
                                  .rate = 1300,
                                  .left = 754,
                                  .name = "sort(symbols=16)/rope+window(size=8) seed 1",
                                  .phase = "train",
                                  .step = 1300,
                                  .steps = 6000,
                                  .loss = 1.25};

static void expect_line(int columns, const char *expected) {
    struct text line = {0};
    gauge_write(&busy, columns, &line);
    assert_string_equal(text_of(&line), expected);
    assert_true(text_width(text_of(&line)) <= columns);
    text_free(&line);
}

static void progress_gives_up_the_name_first(void **state) {
    (void)state;
    expect_line(120, "[#####---------------] 0/12  sort(symbols=16)/rope+window(size=8) s… train 1300/6000 loss 1.250  "
                     "1300 steps/s  "
                     "ETA 12:34");
    expect_line(79, "[##--------] 0/12  sort(sy… train 1300/6000 loss 1.250  1300 steps/s  ETA 12:34");
    expect_line(59, "[##--------] 0/12  train 1300/6000  1300 steps/s  ETA 12:34");
    expect_line(42, "[##--------] 0/12  1300 steps/s  ETA 12:34");
}

/* Steps, rate and remaining time stay down to 60 columns, and no character is ever cut. */
static void progress_fits_every_width(void **state) {
    (void)state;
    struct gauge g = busy;
    g.name = "s\xc3\xb6rtiere/\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e seed 1";
    for (int columns = 42; columns < 200; columns++) {
        struct text line = {0}, json = {0};
        gauge_write(&g, columns, &line);
        text_json(&json, text_of(&line));
        assert_true(text_width(text_of(&line)) <= columns);
        assert_null(strstr(text_of(&json), "\\ufffd"));
        assert_non_null(strstr(text_of(&line), "ETA 12:34"));
        assert_non_null(strstr(text_of(&line), "1300 steps/s"));
        if (columns >= 59) assert_non_null(strstr(text_of(&line), "1300/6000"));
        text_free(&line);
        text_free(&json);
    }
}

/* ---- names ---- */

static void expect_labels(const char *const *names, const char *const *expected, int n, int most) {
    char **labels = labels_shortened(names, n, most);
    for (int i = 0; i < n; i++) {
        assert_true(text_width(labels[i]) <= most);
        if (expected) assert_string_equal(labels[i], expected[i]);
        for (int k = 0; k < i; k++)
            assert_int_equal(strcmp(labels[i], labels[k]) == 0, strcmp(names[i], names[k]) == 0);
    }
    labels_free(labels, n);
}

static void names_are_cut_where_they_are_alike(void **state) {
    (void)state;
    static const char *const names[] = {"rope+logn+window(size=8,sinks=2)", "rope+logn+window(size=8,sinks=4)", "nope",
                                        "rope+yarn(factor=8,slow=1,fast=32,original=64)"};
    static const char *const expected[] = {"rope+logn+windo…sinks=2)", "rope+logn+windo…sinks=4)", "nope",
                                           "rope+yarn(factor=8,slow…"};
    expect_labels(names, expected, 4, 24);
    static const char *const middle[] = {"rope+window(size=8,sinks=2)+logn+t5(buckets=32)",
                                         "rope+window(size=8,sinks=4)+logn+t5(buckets=32)"};
    static const char *const shown[] = {"rope+window(size…sinks=2…", "rope+window(size…sinks=4…"};
    expect_labels(middle, shown, 2, 25);
}

static void names_stay_apart(void **state) {
    (void)state;
    char name[200][160];
    const char *names[200];
    for (int i = 0; i < 200; i++) {
        snprintf(name[i], sizeof name[i],
                 "sch\xc3\xb6n+window(size=%d,sinks=%d)+a(b=%d)+t5(buckets=32,max_distance=%d)@heads=%d", i % 3, i % 5,
                 i % 7, 100 + i, i % 2);
        names[i] = name[i];
    }
    for (int most = 14; most < 60; most += 3) expect_labels(names, NULL, 200, most);
    names[7] = names[8]; /* one name twice is one name */
    expect_labels(names, NULL, 200, 40);
}

/* ---- a terminal ---- */

static void nothing_steers_a_terminal(void **state) {
    (void)state;
    struct text out = {0};
    text_terminal(&out, "a\x1b[31mb\nc\x7f \xc2\x9b"
                        "d \xff \xe6\x97\xa5 \xc3\xa9");
    assert_string_equal(text_of(&out), "a\\x1b[31mb\\nc\\x7f \\xc2\\x9bd \\xff \xe6\x97\xa5 \xc3\xa9");
    text_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(progress_gives_up_the_name_first),   cmocka_unit_test(progress_fits_every_width),
        cmocka_unit_test(names_are_cut_where_they_are_alike), cmocka_unit_test(names_stay_apart),
        cmocka_unit_test(nothing_steers_a_terminal),
    };
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
