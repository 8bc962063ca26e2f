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

static const struct gauge_run runs[] = {{"sort(symbols=16)/rope+window(size=8) seed 1", "train", 1300, 6000, 1.25},
                                        {"copy/alibi seed 2", "train", 800, 6000, 0.5},
                                        {"copy/alibi seed 3", "evaluate", 6000, 6000, 0.25}},
                              long_runs[] = {{"a", "train", 163994, 200000, 1.25}, {"b", "train", 800, 200000, 0.5}};
static struct gauge busy_with(int n) {
    return (struct gauge){
        .finished = 0, .total = 12, .share = 0.25, .rate = 1300, .left = 754, .n_runs = n, .run = runs};
}

static void expect_line(int n, int columns, const char *expected) {
    const struct gauge busy = busy_with(n);
    struct text line = {0};
    gauge_write(&busy, columns, &line);
    assert_string_equal(text_of(&line), expected);
    assert_true(text_width(text_of(&line)) <= columns);
    text_free(&line);
}

static void progress_gives_up_the_name_first(void **state) {
    (void)state;
    expect_line(1, 120,
                "[#####---------------] 0/12  sort(symbols…rope+window(size=8) seed 1 train 1300/6000 loss 1.250  "
                "1300 steps/s  ETA 12:34");
    expect_line(1, 79, "[##--------] 0/12  train 1300/6000 loss 1.250  1300 steps/s  ETA 12:34");
    expect_line(1, 59, "[##--------] 0/12  train 1300/6000  1300 steps/s  ETA 12:34");
    expect_line(1, 42, "[#---] 0/12  21%  1300 steps/s  ETA 12:34");
}

/* At the widths of usual terminals; a line leaves the last column free. */
static void progress_shows_all_runs(void **state) {
    (void)state;
    expect_line(
        2, 139,
        "[#####---------------] 0/12  sort(s…size=8) seed 1 1300/6000 loss 1.250  copy/alibi seed 2 800/6000 loss "
        "0.500  1300 steps/s  ETA 12:34");
    expect_line(2, 79, "[##--------] 0/12  1300/6000  800/6000  1300 steps/s  ETA 12:34");
    expect_line(2, 59, "[#---] 0/12  1300/6000  800/6000  1300 steps/s  ETA 12:34");
    struct gauge g = busy_with(2);
    struct text line = {0};
    g.run = long_runs;
    gauge_write(&g, 59, &line);
    assert_string_equal(text_of(&line), "[#---] 0/12  163k/200k  800/200k  1300 steps/s  ETA 12:34");
    text_free(&line);
    expect_line(3, 79, "[#---] 0/12  1300/6000  800/6000  evaluate 6000/6000  1300 steps/s  ETA 12:34");
    expect_line(3, 59, "[#---] 0/12  21% 13% 100%  1300 steps/s  ETA 12:34");
    struct gauge_run many[12];
    for (int i = 0; i < 12; i++) many[i] = runs[i % 3];
    g.run = many;
    g.n_runs = 12;
    gauge_write(&g, 59, &line);
    assert_string_equal(text_of(&line), "[#---] 0/12  12 at 13-100%  1300 steps/s  ETA 12:34");
    text_free(&line);
}

/* Steps, rate and remaining time stay down to 60 columns, and no character is ever cut. */
static void progress_fits_every_width(void **state) {
    (void)state;
    struct gauge_run twice[2] = {runs[0], runs[1]};
    struct gauge g = busy_with(2);
    twice[0].name = "s\xc3\xb6rtiere/\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e seed 1";
    g.run = twice;
    for (int columns = 42; columns < 200; columns++) {
        struct text line = {0}, json = {0};
        gauge_write(&g, columns, &line);
        text_json(&json, text_of(&line));
        assert_true(text_width(text_of(&line)) <= columns);
        assert_null(strstr(text_of(&json), "\\ufffd"));
        assert_non_null(strstr(text_of(&line), "ETA 12:34"));
        assert_non_null(strstr(text_of(&line), "1300 steps/s"));
        if (columns >= 59) assert_non_null(strstr(text_of(&line), "1300/6000"));
        if (columns >= 59) assert_non_null(strstr(text_of(&line), "800/6000"));
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
        cmocka_unit_test(progress_gives_up_the_name_first),
        cmocka_unit_test(progress_shows_all_runs),
        cmocka_unit_test(progress_fits_every_width),
        cmocka_unit_test(names_are_cut_where_they_are_alike),
        cmocka_unit_test(names_stay_apart),
        cmocka_unit_test(nothing_steers_a_terminal),
    };
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
