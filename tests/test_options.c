/* Options: tables of them, texts to and fro, refusals, and the expressions that they stand in. */
#include "base/error.h"
#include "base/option.h"
#include "base/text.h"
#include "tests/fixture_child.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct sample_options {
    long count;
    double rate;
    bool on;
    int mode;
    char name[OPTION_TEXT_SIZE];
    struct int_list sizes;
    struct real_list rates;
};
#define AT(member) offsetof(struct sample_options, member)
static const struct option table[] = {{"count", OPTION_INT, AT(count), "3", 1, 9, NULL, "", "a"},
                                      {"rate", OPTION_REAL, AT(rate), "10000", 0, 1e9, NULL, "", "b"},
                                      {"on", OPTION_BOOL, AT(on), "false", 0, 0, NULL, NULL, "c"},
                                      {"mode", OPTION_CHOICE, AT(mode), "fast", 0, 0, "slow|fast|faster", NULL, "d"},
                                      {"name", OPTION_TEXT, AT(name), "", 0, 0, NULL, NULL, "e"},
                                      {"sizes", OPTION_INTS, AT(sizes), "1..3", 0, 99, NULL, "", "f"},
                                      {"rates", OPTION_REALS, AT(rates), "", 0, 0, NULL, "", "g"},
                                      {0}};
#undef AT

static void written(const struct sample_options *o, bool all, const char *wanted) {
    struct text text = {0};
    options_write(table, o, all, &text);
    assert_string_equal(text_of(&text), wanted);
    text_free(&text);
}

static void options_round_trip(void **state) {
    (void)state;
    struct sample_options o, again;
    struct error err;
    options_default(table, &o);
    written(&o, true, "count=3,rate=10000,on=false,mode=fast,name=,sizes=[1,2,3],rates=[]");
    written(&o, false, "");
    assert_true(
        options_parse(table, &o, " count = 5 , rate=1e4,sizes=[4,6..8],rates=[0.1,2], mode=faster,on=yes", &err));
    written(&o, false, "count=5,on=true,mode=faster,sizes=[4,6,7,8],rates=[0.1,2]");
    options_default(table, &again);
    struct text text = {0};
    options_write(table, &o, true, &text);
    assert_true(options_parse(table, &again, text_of(&text), &err));
    assert_true(options_equal(table, &o, &again));
    text_free(&text);
}

/* An option that came later leaves the canonical text, and so the ids, of what was stored before as they were. */
static void younger_options(void **state) {
    (void)state;
    struct {
        long old, new;
    } o;
    static const struct option rows[] = {{"old", OPTION_INT, 0, "1", 0, 9, NULL, "", "a"},
                                         {"new", OPTION_INT | OPTION_YOUNGER, sizeof(long), "2", 0, 9, NULL, "", "b"},
                                         {0}};
    struct text text = {0};
    struct error err;
    options_default(rows, &o);
    options_write(rows, &o, true, &text);
    assert_string_equal(text_of(&text), "old=1");
    assert_true(options_set(rows, &o, "new", "3", &err) && o.new == 3 && option_type(&rows[1]) == OPTION_INT);
    text_clear(&text);
    options_write(rows, &o, true, &text);
    assert_string_equal(text_of(&text), "old=1,new=3");
    text_free(&text);
}

static void options_refuse(void **state) {
    (void)state;
    static const char *const bad[][2] = {{"cuont=1", "did you mean 'count'"},
                                         {"count=10", "from 1 to 9"},
                                         {"count=3x", "integer"},
                                         {"count=", "integer"},
                                         {"rate=nan", "number"},
                                         {"rate=inf", "number"},
                                         {"rate=0x10", "number"},
                                         {"on=maybe", "true or false"},
                                         {"mode=fas", "slow|fast|faster"},
                                         {"sizes=[5..2]", "list"},
                                         {"sizes=[1,,2]", "list"},
                                         {"count", "name=value"},
                                         {"sizes=[100]", "0 to 99"},
                                         {"sizes=[5..2]", "'5..2'"},
                                         {"sizes=[1..99]", "more than 64"},
                                         {"sizes=[9223372036854775807]", "0 to 99"},
                                         {"rate=1e10", "0 to 1000000000"},
                                         {"count=1,count=2", "'count' is given twice"},
                                         {"name=a\nb", "control character"},
                                         {"zzzzzzzz=1", "(options: count, rate, on, mode, name, sizes, rates)"}};
    struct sample_options o;
    struct error err;
    for (size_t i = 0; i < COUNT(bad); i++) {
        options_default(table, &o);
        if (options_parse(table, &o, bad[i][0], &err)) fail_msg("'%s' was taken", bad[i][0]);
        if (!strstr(err.text, bad[i][1])) fail_msg("'%s' is refused with '%s'", bad[i][0], err.text);
        assert_int_equal(err.exit_code, EXIT_USAGE);
    }
}

static void options_one_by_one(void **state) {
    (void)state;
    struct sample_options o;
    struct error err;
    struct text text = {0};
    options_default(table, &o);
    assert_true(options_parse(table, &o, NULL, &err) && options_parse(table, &o, "", &err));
    written(&o, false, "");
    assert_null(option_find(table, "none"));
    option_value(option_find(table, "mode"), &o, &text);
    assert_string_equal(text_of(&text), "fast");
    assert_true(options_set(table, &o, "name", "alibi(a=1,b=[2,3])", &err));
    assert_true(options_set(table, &o, "rates", "[ ]", &err) && o.rates.n == 0);
    assert_true(options_set(table, &o, "rates", "-0, 1e-3", &err) && o.rates.n == 2);
    assert_true(options_set(table, &o, "rate", "-0", &err));
    assert_true(options_set(table, &o, "on", "1", &err) && o.on);
    written(&o, false, "rate=0,on=true,name=alibi(a=1,b=[2,3]),rates=[0,0.001]");
    assert_true(options_set(table, &o, "rate", "1e4", &err) && options_set(table, &o, "on", "no", &err));
    written(&o, false, "name=alibi(a=1,b=[2,3]),rates=[0,0.001]"); /* 1e4 is the default 10000 */
    char longest[OPTION_TEXT_SIZE + 1];
    memset(longest, 'x', sizeof longest);
    longest[OPTION_TEXT_SIZE] = '\0';
    assert_false(options_set(table, &o, "name", longest, &err) || options_set(table, &o, "sizes", longest, &err));
    longest[OPTION_TEXT_SIZE - 1] = '\0';
    assert_true(options_set(table, &o, "name", longest, &err));
    text_free(&text);
}

/* Bounds that are both 0 are none: the largest integer must not overflow the walk over a range. */
static void integers_reach_their_ends(void **state) {
    (void)state;
    static const struct option wide[] = {{"n", OPTION_INTS, 0, "", 0, 0, NULL, NULL, "a"}, {0}};
    struct int_list list;
    struct error err;
    assert_true(options_set(wide, &list, "n", "9223372036854775807", &err));
    assert_true(list.n == 1 && list.value[0] == INT64_MAX);
    assert_true(options_set(wide, &list, "n", "9223372036854775800..9223372036854775807", &err) && list.n == 8);
    assert_true(options_set(wide, &list, "n", "-2..1,7", &err) && list.n == 5 && list.value[0] == -2);
    assert_true(options_set(wide, &list, "n", "1..64", &err) && list.n == 64);
    assert_false(options_set(wide, &list, "n", "1..64,65", &err));
    assert_false(options_set(wide, &list, "n", "-9223372036854775808..9223372036854775807", &err));
    assert_non_null(strstr(err.text, "more than 64"));
}

static void expressions_split(void **state) {
    (void)state;
    char name[64], inside[OPTION_TEXT_SIZE];
    const char *rest;
    struct error err;
    assert_true(expression_split(" rope(a=[1,(2)],b=3)+x", name, inside, &rest, &err));
    assert_string_equal(name, "rope");
    assert_string_equal(inside, "a=[1,(2)],b=3");
    assert_string_equal(rest, "+x");
    assert_false(expression_split("rope(a=1", name, inside, &rest, &err));
    assert_false(expression_split("", name, inside, &rest, &err));
    assert_false(expression_split("+x", name, inside, &rest, &err));
    assert_true(expression_split("nope@2", name, inside, &rest, &err));
    assert_string_equal(name, "nope");
    assert_string_equal(inside, "");
    assert_string_equal(rest, "@2");
    char wide[700];
    memset(wide, 'n', sizeof wide);
    wide[63] = '\0';
    assert_true(expression_split(wide, name, inside, &rest, &err));
    wide[63] = 'n', wide[64] = '\0';
    assert_false(expression_split(wide, name, inside, &rest, &err));
    memset(wide, 'n', sizeof wide);
    wide[1] = '(', wide[sizeof wide - 2] = ')', wide[sizeof wide - 1] = '\0';
    assert_false(expression_split(wide, name, inside, &rest, &err));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_round_trip),
        cmocka_unit_test(younger_options),
        cmocka_unit_test(options_refuse),
        cmocka_unit_test(options_one_by_one),
        cmocka_unit_test(integers_reach_their_ends),
        cmocka_unit_test(expressions_split),
    };
    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
