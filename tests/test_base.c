/* The base: errors, memory, options, text and its escapers, streams of random numbers, hashes, tables, talk, clock,
 * counters. */
#include "base/clock.h"
#include "base/counter.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/network.h"
#include "base/option.h"
#include "base/rng.h"
#include "base/table.h"
#include "tests/fixture_child.h"
#include <errno.h>
#include <float.h>
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

static void escapers(void **state) {
    (void)state;
    static const char hostile[] = "a'b\"c`d<e>&|\t\n\x1b[31m$(x)";
    struct text t = {0};
    text_gnuplot(&t, hostile);
    assert_string_equal(text_of(&t), "'a''b\"c`d<e>&|[31m$(x)'");
    text_clear(&t), text_html(&t, hostile);
    assert_string_equal(text_of(&t), "a&#39;b&quot;c`d&lt;e&gt;&amp;|\t\n[31m$(x)");
    text_clear(&t), text_xml(&t, hostile);
    assert_string_equal(text_of(&t), "a&#39;b&quot;c`d&lt;e&gt;&amp;|&#9;&#10;[31m$(x)");
    /* A byte that is no UTF-8, and two characters that XML lacks. */
    text_clear(&t), text_xml(&t, "\xc3\xa4\xff\xef\xbf\xbe\xef\xbf\xbf\xed\xa0\x80");
    assert_string_equal(text_of(&t),
                        "\xc3\xa4\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    text_clear(&t), text_markdown(&t, "a|b`c<d\n");
    assert_string_equal(text_of(&t), "a\\|b\\`c&lt;d ");
    text_clear(&t), text_json(&t, "a\"\\\n\x7f");
    assert_string_equal(text_of(&t), "\"a\\\"\\\\\\u000a\\u007f\"");
    text_clear(&t), text_tsv(&t, "a\tb\nc");
    assert_string_equal(text_of(&t), "a b c");
    text_free(&t);
}

/* What a shell makes of words as text_shell writes them. */
static void shell_words_come_back(void **state) {
    (void)state;
    char every[256];
    for (int i = 0; i < 255; i++) every[i] = (char)(i + 1);
    every[255] = '\0';
    const char *const words[] = {
        "",          "plain-word_1.2/3",        "two words", "'",     "''a'b''", "$(touch pwned)",
        "`x`;&|<>*", "\\\\ \" ~ # ! {a,b} [c]", "-n",        "a=b c", "--a=b",   "line\nline\n",
        every};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct text command = {0};
        char back[600] = "";
        text_add(&command, "set -- ");
        text_shell(&command, words[i]);
        text_add(&command, "; printf '%%s.' \"$@\"");
        FILE *shell = popen(text_of(&command), "r");
        assert_non_null(shell);
        back[fread(back, 1, sizeof back - 1, shell)] = '\0';
        assert_int_equal(pclose(shell), 0);
        assert_int_equal(strlen(back), strlen(words[i]) + 1);
        assert_memory_equal(back, words[i], strlen(words[i]));
        text_free(&command);
    }
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

static void json_stays_utf8(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\""},
        {"a\xff", "\"a\\ufffd\""},
        {"cut \xe2\x82", "\"cut \\ufffd\\ufffd\""},
        {"\xc0\xaf", "\"\\ufffd\\ufffd\""},                        /* overlong */
        {"\xed\xa0\x80", "\"\\ufffd\\ufffd\\ufffd\""},             /* a surrogate */
        {"\xf4\x90\x80\x80", "\"\\ufffd\\ufffd\\ufffd\\ufffd\""}}; /* beyond U+10FFFF */
    struct text t = {0};
    struct error err;
    for (size_t i = 0; i < COUNT(cases); i++) {
        text_clear(&t), text_json(&t, cases[i][0]);
        assert_string_equal(text_of(&t), cases[i][1]);
        text_clear(&t), text_add(&t, "["), text_json(&t, cases[i][0]), text_add(&t, "]");
        struct json *read = json_parse("j", text_of(&t), t.size, &err);
        assert_non_null(read);
        json_free(read);
    }
    text_free(&t);
}

static void texts_grow(void **state) {
    (void)state;
    struct text t = {0};
    assert_string_equal(text_of(&t), "");
    text_bytes(&t, NULL, 0);
    for (int i = 0; i < 1000; i++) text_add(&t, "%d,", i);
    assert_int_equal(t.size, 10 * 2 + 90 * 3 + 900 * 4);
    assert_string_equal(text_of(&t) + t.size - 8, "998,999,");
    char *kept = t.data;
    text_clear(&t);
    assert_string_equal(text_of(&t), "");
    text_bytes(&t, "a\0b", 3);
    assert_true(t.size == 3 && t.data == kept && memcmp(t.data, "a\0b", 4) == 0);
    text_free(&t);
    assert_true(t.data == NULL && t.size == 0);
}

static void numbers_read_back(void **state) {
    (void)state;
    static const double values[] = {0.1, 1.0 / 3, 1e300, 5e-324, -2.5, 123456789012345678.0, DBL_MAX};
    struct text t = {0};
    for (size_t i = 0; i < COUNT(values); i++) {
        text_clear(&t), text_number(&t, values[i]);
        assert_true(strtod(text_of(&t), NULL) == values[i]);
    }
    text_clear(&t), text_number(&t, 0.1);
    assert_string_equal(text_of(&t), "0.1");
    text_free(&t);
    long n;
    assert_true(text_to_long("-12", &n) && n == -12);
    assert_false(text_to_long("99999999999999999999", &n) || text_to_long(" 1", &n) || text_to_long("1 ", &n) ||
                 text_to_long("", &n) || text_to_long("0x1", &n) || text_to_long("1.0", &n) || text_to_long("+-1", &n));
    static const char *const refused[] = {"", "nan", "inf", "0x1p3", "1e999", "1e", "--1", " 1", "1 ", ".", "1,5"};
    double value;
    for (size_t i = 0; i < COUNT(refused); i++)
        if (text_to_double(refused[i], &value)) fail_msg("'%s' was read as %g", refused[i], value);
    assert_true(text_to_double("-1.5e-3", &value) && value == -1.5e-3);
}

static void suggestions(void **state) {
    (void)state;
    static const char *const names[] = {"alibi", "rope", "sinusoidal"};
    assert_int_equal(text_distance("kitten", "sitting"), 3);
    assert_int_equal(text_distance("rpoe", "rope"), 1);
    assert_string_equal(text_closest("sinusodial", names, 3), "sinusoidal");
    assert_null(text_closest("transformer", names, 3));
    assert_null(text_closest("rope", names, 0));
    assert_int_equal(text_distance("", "abc"), 3);
    assert_int_equal(text_distance("same", "same"), 0);
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

static void tables_print(void **state) {
    (void)state;
    const char *const headers[] = {"name", "value"};
    struct table *t = table_new(2, headers);
    table_cell(t, "a\tb");
    table_number(t, 0.5, "%.2f");
    table_cell(t, "%s", "");
    table_number(t, (double)NAN, "%.2f");
    char *out;
    size_t size;
    FILE *f = open_memstream(&out, &size);
    table_print(t, TABLE_TEXT, f);
    table_print(t, TABLE_TSV, f);
    table_print(t, TABLE_JSON, f);
    fclose(f);
    assert_string_equal(out, "name  value\na b    0.50\n-         -\nname\tvalue\na b\t0.50\n\t\n[\n  {\"name\": "
                             "\"a\\u0009b\", \"value\": 0.5},\n  {\"name\": \"\", \"value\": null}\n]\n");
    free(out);
    table_free(t);
}

static void tables_align(void **state) {
    (void)state;
    const char *const headers_of[] = {"caf\xc3\xa9", "n", "mixed"};
    struct table *t = table_new(3, headers_of);
    table_cell(t, "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"), table_cell(t, "%d", 12345), table_cell(t, "1");
    table_cell(t, "a\x1b[31m"), table_number(t, 1.0 / 3, "%.2f"), table_cell(t, "x");
    table_cell(t, "b"), table_number(t, (double)INFINITY, "%.2f"), table_cell(t, "%s", "");
    char *out;
    size_t size;
    FILE *f = open_memstream(&out, &size);
    table_print(t, TABLE_TEXT, f);
    table_print(t, TABLE_JSON, f);
    fclose(f);
    assert_string_equal(
        out,
        "caf\xc3\xa9       n  mixed\n"
        "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9  12345  1\n"
        "a[31m   0.33  x\n"
        "b        inf  -\n"
        "[\n  {\"caf\xc3\xa9\": \"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\", \"n\": \"12345\", \"mixed\": \"1\"},\n"
        "  {\"caf\xc3\xa9\": \"a\\u001b[31m\", \"n\": 0.3333333333333333, \"mixed\": \"x\"},\n"
        "  {\"caf\xc3\xa9\": \"b\", \"n\": null, \"mixed\": \"\"}\n]\n");
    free(out);
    table_free(t);
}

static void tables_answer(void **state) {
    (void)state;
    const char *const headers_of[] = {"name", "value"};
    struct table *t = table_new(2, headers_of);
    enum table_format format;
    struct error err;
    double value;
    assert_true(table_rows(t) == 0 && table_columns(t) == 2);
    for (int i = 0; i < 500; i++) table_cell(t, "row %d", i), table_number(t, i + 0.25, "%.0f");
    assert_int_equal(table_rows(t), 500);
    assert_string_equal(table_header(t, 1), "value");
    assert_string_equal(table_at(t, 499, 0), "row 499");
    assert_true(table_at_number(t, 499, 1, &value) && value == 499.25); /* not as it is shown */
    assert_false(table_at_number(t, 499, 0, &value));
    table_cell(t, "7"), table_number(t, (double)NAN, "%g");
    assert_true(table_at_number(t, 500, 0, &value) && value == 7);
    assert_false(table_at_number(t, 500, 1, &value));
    table_free(t), table_free(NULL);
    assert_true(table_format_parse("json", &format, &err) && format == TABLE_JSON);
    assert_true(table_format_parse("tsv", &format, &err) && format == TABLE_TSV);
    assert_true(table_format_parse("table", &format, &err) && format == TABLE_TEXT);
    assert_false(table_format_parse("xml", &format, &err));
    assert_non_null(strstr(err.text, "table, tsv or json"));
}

static void body_talk(void) {
    setenv("TERM", "xterm", 1), unsetenv("NO_COLOR");
    log_progress("1234 \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 and more"); /* cut to 9 columns */
    log_info("told %d", 1);
    log_progress(NULL);
    log_warn("careful");
    log_quiet(true);
    log_info("not told");
    log_progress("not drawn");
    setenv("NO_COLOR", "1", 1);
    log_error("trouble");
}

static void body_dumb(void) {
    setenv("TERM", "dumb", 1);
    log_progress("not drawn");
    log_error("trouble");
}

static void talk_fits_its_stream(void **state) {
    (void)state;
    char said[4096];
    child(body_talk, 0, said);
    assert_string_equal(said, "told 1\nwarning: careful\nlexbench: trouble\n");
    if (!terminals()) skip();
    child(body_dumb, 10, said);
    assert_string_equal(said, "lexbench: trouble\r\n");
    child(body_talk, 10, said);
#define LINE "\r1234 \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\033[K"
    assert_string_equal(said, LINE "\r\033[Ktold 1\r\n" LINE
                                   "\r\033[K\033[33mwarning: \033[0mcareful\r\nlexbench: trouble\r\n");
#undef LINE
}

static void spans(void **state) {
    (void)state;
    char out[24];
    clock_span(59.4, out);
    assert_string_equal(out, "59 s");
    clock_span(192, out);
    assert_string_equal(out, "3:12");
    clock_span(3727, out);
    assert_string_equal(out, "1:02:07");
    char iso[32];
    clock_iso(0, iso);
    assert_string_equal(iso, "1970-01-01T00:00:00Z");
    clock_iso(1795493457999999, iso);
    assert_string_equal(iso, "2026-11-24T04:10:57Z");
    static const double odd[] = {(double)NAN, -1, 0, -(double)INFINITY};
    for (size_t i = 0; i < COUNT(odd); i++) {
        clock_span(odd[i], out);
        assert_string_equal(out, "0 s");
    }
    clock_span((double)INFINITY, out);
    clock_span(59.6, out);
    assert_string_equal(out, "1:00");
    const double start = clock_seconds();
    assert_true(clock_seconds() >= start && clock_utc_us() > 1700000000000000);
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
                                       cmocka_unit_test(options_round_trip),
                                       cmocka_unit_test(younger_options),
                                       cmocka_unit_test(options_refuse),
                                       cmocka_unit_test(options_one_by_one),
                                       cmocka_unit_test(integers_reach_their_ends),
                                       cmocka_unit_test(expressions_split),
                                       cmocka_unit_test(escapers),
                                       cmocka_unit_test(shell_words_come_back),
                                       cmocka_unit_test(network_file_systems),
                                       cmocka_unit_test(json_stays_utf8),
                                       cmocka_unit_test(texts_grow),
                                       cmocka_unit_test(numbers_read_back),
                                       cmocka_unit_test(suggestions),
                                       cmocka_unit_test(streams_are_named),
                                       cmocka_unit_test(streams_are_pinned),
                                       cmocka_unit_test(shuffles_keep_every_item),
                                       cmocka_unit_test(draws_are_fair),
                                       cmocka_unit_test(hashes),
                                       cmocka_unit_test(tables_print),
                                       cmocka_unit_test(tables_align),
                                       cmocka_unit_test(tables_answer),
                                       cmocka_unit_test(talk_fits_its_stream),
                                       cmocka_unit_test(spans),
                                       cmocka_unit_test(counters_are_whole_or_nothing),
                                       cmocka_unit_test(counters_count_time),
                                       cmocka_unit_test(counters_count_instructions)};
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
