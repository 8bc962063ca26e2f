/* Data that people write line by line: both forms, and what is refused in which line. */
#include "base/memory.h"
#include "base/records.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct records *open_text(const char *path, const char *text) {
    struct error err;
    struct records *r = records_open(path, text, strlen(text), &err);
    if (!r) fail_msg("%s", err.text);
    return r;
}

/* Both forms of one table, with blank lines and a last line without an end. */
static void both_forms_are_read(void **state) {
    (void)state;
    static const char *const form[][2] = {
        {"a.jsonl", "{\"id\":3,\"x\":0.5,\"word\":\"a b\",\"list\":[5,-1],\"none\":null}\n\n  \r\n{\"id\":4,\"x\":2,"
                    "\"word\":\"\\u00e4\",\"list\":[]}"},
        {"a.tsv", "id\tx\tword\tlist\tnone\r\n3\t0.5\ta b\t5  -1\t\r\n\n4\t2\t\xc3\xa4\t \t"}};
    for (int f = 0; f < 2; f++) {
        struct records *r = open_text(form[f][0], form[f][1]);
        struct error err;
        const char *word;
        long id;
        double x, *reals = NULL;
        int *list = NULL, n = 0, m = 0;
        assert_int_equal(records_next(r, &err), RECORDS_ONE);
        assert_int_equal(records_line(r), f == 0 ? 1 : 2);
        assert_true(record_integer(r, "id", &id, &err) && id == 3);
        assert_true(record_real(r, "x", &x, &err) && fabs(x - .5) < 1e-12);
        assert_true(record_text(r, "word", &word, &err) && strcmp(word, "a b") == 0);
        assert_true(record_integers(r, "list", &list, &n, &err) && n == 2 && list[0] == 5 && list[1] == -1);
        assert_true(record_reals(r, "list", &reals, &m, &err) && m == 2);
        assert_true(record_has(r, "x") && !record_has(r, "none") && !record_has(r, "y"));
        assert_int_equal(records_next(r, &err), RECORDS_ONE);
        assert_int_equal(records_line(r), 4);
        assert_true(record_integer(r, "id", &id, &err) && id == 4);
        assert_true(record_text(r, "word", &word, &err) && strcmp(word, "\xc3\xa4") == 0);
        assert_true(record_integers(r, "list", &list, &n, &err) && n == 2);
        assert_int_equal(records_next(r, &err), RECORDS_END);
        mem_free(list);
        mem_free(reals);
        records_close(r);
    }
}

/* A file, what is asked of its record ('i' integer, 'r' real, 't' text, 'l' integers, '-' nothing), the error. */
static void errors_name_the_line(void **state) {
    (void)state;
    static const char *const bad[][4] = {
        {"a.jsonl", "{\"a\":1}\n{\"a\":", "-", "a.jsonl:2:"},
        {"a.jsonl", "[1]", "-", "a.jsonl:1: the line is no JSON object"},
        {"a.jsonl", "{\"a\":1,\"a\":2}", "-", "a.jsonl:1:"},
        {"a.jsonl", "{\"b\":1}", "i", "a.jsonl:1: there is no 'a'; the record has b"},
        {"a.jsonl", "{\"a\":1.5}", "i", "'a' is not an integer"},
        {"a.jsonl", "{\"a\":1e300}", "i", "'a' is not an integer"},
        {"a.jsonl", "{\"a\":\"1\"}", "r", "'a' is not a number"},
        {"a.jsonl", "{\"a\":1}", "t", "'a' is not a text"},
        {"a.jsonl", "{\"a\":[1,\"2\"]}", "l", "'a' is not a list of integers, [5, 6, 7]"},
        {"a.jsonl", "{\"a\":[3000000000]}", "l", "'a' is not a list"},
        {"a.jsonl", "{\"a\":5}", "l", "'a' is not a list"},
        {"a.jsonl", "\xff", "-", "a.jsonl:1:"},
        {"a.csv", "a,b\n1,2\n", "-", "a.csv: a table is separated by tabs and ends with .tsv"},
        {"a.tsv", "b\tc\n2\t1\n", "t", "a.tsv:2: there is no 'a'; the header has b, c"},
        {"a.tsv", "a\tb\n1\n", "-", "a.tsv:2: the line has 1 fields, the header 2"},
        {"a.tsv", "a\ta\n1\t2\n", "-", "a.tsv:1: the header has the column 'a' twice"},
        {"a.tsv", "a\n1x\n", "i", "a.tsv:2: 'a' is not an integer"},
        {"a.tsv", "a\n1 x\n", "l", "a.tsv:2: 'a' is not a list of integers, 5 6 7"},
        {"a.tsv", "a\tb\n\t1\n", "t", "a.tsv:2: there is no 'a': the field is empty"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error err = {0};
        struct records *r = records_open(bad[i][0], bad[i][1], strlen(bad[i][1]), &err);
        enum records_step step = r ? RECORDS_ONE : RECORDS_ERROR;
        const char *word;
        long number;
        double real;
        int *list = NULL, n = 0;
        while (step == RECORDS_ONE && (step = records_next(r, &err)) == RECORDS_ONE) {
            bool ok = true;
            switch (bad[i][2][0]) {
            case 'i': ok = record_integer(r, "a", &number, &err); break;
            case 'r': ok = record_real(r, "a", &real, &err); break;
            case 't': ok = record_text(r, "a", &word, &err); break;
            case 'l': ok = record_integers(r, "a", &list, &n, &err); break;
            }
            if (!ok) step = RECORDS_ERROR;
        }
        mem_free(list);
        records_close(r);
        assert_int_equal(step, RECORDS_ERROR);
        if (!strstr(err.text, bad[i][3])) fail_msg("'%s' has not '%s'", err.text, bad[i][3]);
    }
}

static void a_zero_byte_is_refused(void **state) {
    (void)state;
    static const char table[] = "a\n1\0\n", object[] = "{\"a\":\"\0\"}";
    struct error err;
    struct records *r = records_open("a.tsv", table, sizeof table - 1, &err);
    assert_int_equal(records_next(r, &err), RECORDS_ERROR);
    assert_non_null(strstr(err.text, "a.tsv:2: the line has a zero byte"));
    records_close(r);
    r = records_open("a", object, sizeof object - 1, &err);
    assert_int_equal(records_next(r, &err), RECORDS_ERROR);
    records_close(r);
}

static void nothing_is_no_record(void **state) {
    (void)state;
    struct error err;
    static const char *const path[] = {"a.tsv", "a"};
    for (int f = 0; f < 2; f++) {
        struct records *r = open_text(path[f], "\n \n");
        assert_int_equal(records_next(r, &err), RECORDS_END);
        assert_int_equal(records_next(r, &err), RECORDS_END);
        records_close(r);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(both_forms_are_read), cmocka_unit_test(errors_name_the_line),
                                       cmocka_unit_test(a_zero_byte_is_refused),
                                       cmocka_unit_test(nothing_is_no_record)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
