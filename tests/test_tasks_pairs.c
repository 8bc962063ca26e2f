/* The task of a user's own file: how text becomes tokens, which pairs are for what, what is refused in which line. */
#include "base/hash.h"
#include "base/text.h"
#include "fixture_tasks.h"
#include "tasks/pairs.h"
#include <unistd.h>

/* A file with this content; the caller's to remove and free. */
static char *file_of(const char *ending, const char *content) {
    static int number;
    struct text path = {0};
    struct error err;
    text_add(&path, "/tmp/lexbench-pairs-%d-%d%s", (int)getpid(), number++, ending);
    if (!file_write(text_of(&path), content, strlen(content), &err)) fail_msg("%s", err.text);
    return path.data;
}

static void forget(char *path) {
    unlink(path);
    mem_free(path);
}

/* Many pairs of lengths `from` to `to`, `each` of every length: the prompt counts in letters, the answer is its length
 * in letters. `reversed`: the lines in reverse order. */
static char *many(int from, int to, int each, bool reversed) {
    struct text text = {0};
    const int lines = (to - from + 1) * each;
    for (int i = 0; i < lines; i++) {
        const int line = reversed ? lines - 1 - i : i, n = from + line / each;
        text_add(&text, "{\"prompt\":\"");
        for (int k = 0, rest = line; k < n; k++, rest /= 5) text_add(&text, "%c", 'a' + rest % 5);
        text_add(&text, "\",\"answer\":\"%c%c\"}\n", 'a' + n % 5, 'a' + n / 5);
    }
    char *path = file_of(".jsonl", text_of(&text));
    text_free(&text);
    return path;
}

static void open_pairs(struct problem *p, const char *path, const char *more, int n) {
    char options[OPTION_TEXT_SIZE];
    snprintf(options, sizeof options, "file=%s%s", path, more);
    problem_open(p, "pairs", options, n);
}

/* The example as "tokens|targets". */
static void show(const struct example *e, struct text *out) {
    text_clear(out);
    for (int t = 0; t < e->T; t++) text_add(out, "%d ", e->token[t]);
    text_add(out, "|");
    for (int t = 0; t < e->T; t++) text_add(out, e->target[t] == TARGET_NONE ? ". " : "%d ", e->target[t]);
}

/* ---- units ---- */

/* Three lines, one for each part; the one for the test is compared. */
static void units_are_numbered_in_their_own_order(void **state) {
    (void)state;
    static const struct {
        const char *ending, *test, *more, *wanted;
    } unit[] = {
        /* z, a, e-acute: a 4, z 5, e-acute 6 */
        {".jsonl", "{\"prompt\":\"za\",\"answer\":\"\\u00e9\",\"is\":\"test\"}", "", "0 5 4 1 6 |. . . 6 2 "},
        {".jsonl", "{\"prompt\":\"za\",\"answer\":\"\\u00e9\",\"is\":\"test\"}", ",answer=slots",
         "0 5 4 1 3 |. . . . 6 "},
        {".jsonl", "{\"prompt\":\"za\",\"answer\":\"\\u00e9\",\"is\":\"test\"}", ",unit=bytes",
         "0 126 101 1 199 173 |. . . 199 173 2 "},
        /* a, b, c, zoo */
        {".tsv", "zoo  a\tb\ttest", ",unit=words", "0 7 4 1 5 |. . . 5 2 "},
        {".tsv", "3 0\t1\ttest", ",unit=tokens", "0 7 4 1 5 |. . . 5 2 "},
    };
    struct text text = {0}, shown = {0};
    for (size_t i = 0; i < COUNT(unit); i++) {
        struct problem p;
        const bool table = strcmp(unit[i].ending, ".tsv") == 0, ids = strstr(unit[i].more, "tokens") != NULL;
        char more[200];
        text_clear(&text);
        if (table)
            text_add(&text, "prompt\tanswer\tis\n%s\t%s\ttrain\n%s\n%s\t%s\tfit\n", ids ? "0 0" : "a c",
                     ids ? "2" : "a", unit[i].test, ids ? "0 1" : "c a", ids ? "0" : "a");
        else
            text_add(&text,
                     "{\"prompt\":\"aa\",\"answer\":\"a\",\"is\":\"train\"}\n%s\n"
                     "{\"prompt\":\"az\",\"answer\":\"a\",\"is\":\"fit\"}\n",
                     unit[i].test);
        char *path = file_of(unit[i].ending, text_of(&text));
        snprintf(more, sizeof more, ",split=is%s", unit[i].more);
        open_pairs(&p, path, more, 2);
        p.example.held_out = true;
        problem_draw(&p, 2, "test/pairs", 0);
        show(&p.example, &shown);
        assert_string_equal(text_of(&shown), unit[i].wanted);
        problem_close(&p);
        forget(path);
    }
    text_free(&text);
    text_free(&shown);
}

/* ---- parts ---- */

/* What a part shows of a length within so many draws: different prompts, sorted texts put together. */
static int distinct(struct problem *p, int n, int draws, struct text *all) {
    struct text one = {0};
    int found = 0;
    text_clear(all);
    for (int i = 0; i < draws; i++) {
        p->example.index = i;
        problem_draw(p, n, "test/parts", i);
        show(&p->example, &one);
        text_add(&one, "\n");
        if (strstr(text_of(all), text_of(&one))) continue;
        text_add(all, "%s", text_of(&one));
        found++;
    }
    text_free(&one);
    return found;
}

static void parts_are_apart_and_tests_come_once(void **state) {
    (void)state;
    char *path = many(4, 6, 100, false);
    struct problem p;
    struct text part[3] = {0};
    int n[3];
    open_pairs(&p, path, "", 6);
    const long tests = p.task->tests(p.options, 5);
    assert_in_range(tests, 3, 25);
    for (int k = 0; k < 3; k++) {
        p.example.fit = k == 1, p.example.held_out = k == 2;
        n[k] = distinct(&p, 5, k == 2 ? (int)tests : 2000, &part[k]);
    }
    assert_int_equal(n[2], tests);
    assert_int_equal(n[0] + n[1] + n[2], 100);
    assert_in_range(n[1], 3, 25);
    for (int k = 0; k < 3; k++)
        for (const char *line = text_of(&part[k]); *line; line += strcspn(line, "\n") + 1) {
            struct text word = {0};
            text_add(&word, "%.*s", (int)strcspn(line, "\n"), line);
            for (int other = 0; other < 3; other++)
                assert_true((strstr(text_of(&part[other]), text_of(&word)) != NULL) == (other == k));
            text_free(&word);
        }
    assert_int_equal(p.task->tests(p.options, 7), 0);
    assert_int_equal(p.task->longest(p.options), 6);
    assert_int_equal(p.task->shortest(p.options), 4);
    problem_close(&p);
    for (int k = 0; k < 3; k++) text_free(&part[k]);
    forget(path);
}

/* The same pairs in another order are another file, and give the same tests. */
static void the_order_of_lines_decides_nothing(void **state) {
    (void)state;
    char *path[2] = {many(4, 6, 40, false), many(4, 6, 40, true)};
    struct text shown[2] = {0};
    for (int k = 0; k < 2; k++) {
        struct problem p;
        struct text one = {0};
        open_pairs(&p, path[k], ",unit=words", 1);
        for (int i = 0; i < 8; i++) {
            p.example.held_out = true;
            p.example.index = i;
            problem_draw(&p, 1, "test/order", i);
            show(&p.example, &one);
            text_add(&shown[k], "%s\n", text_of(&one));
        }
        text_free(&one);
        problem_close(&p);
        forget(path[k]);
    }
    assert_string_equal(text_of(&shown[0]), text_of(&shown[1]));
    text_free(&shown[0]);
    text_free(&shown[1]);
}

static void a_border_and_a_second_file_decide(void **state) {
    (void)state;
    char *path = many(4, 6, 50, false), *second = many(7, 8, 20, false);
    char more[200];
    struct problem p;
    open_pairs(&p, path, ",train_to=5", 6);
    assert_int_equal(p.task->tests(p.options, 6), 50);
    assert_true(p.task->tests(p.options, 5) < 20);
    problem_draw(&p, 6, "test/border", 0); /* of training: the next shorter */
    assert_int_equal(p.example.T, 1 + 5 + 1 + 2);
    problem_close(&p);
    snprintf(more, sizeof more, ",test=%s", second);
    open_pairs(&p, path, more, 8);
    assert_int_equal(p.task->tests(p.options, 5), 0);
    assert_int_equal(p.task->tests(p.options, 8), 20);
    assert_int_equal(((struct pair_options *)(void *)p.options)->set->n, 150 + 40);
    problem_close(&p);
    forget(path);
    forget(second);
}

static void a_field_gives_the_length(void **state) {
    (void)state;
    char *path = file_of(".tsv", "q\ta\thops\twhy\nx\ty\t3\ttrain\nx x\ty\t2\tfit\ny\ty\t9\ttest\n");
    struct problem p;
    open_pairs(&p, path, ",input=q,output=a,length=hops,split=why", 9);
    assert_int_equal(p.task->shortest(p.options), 3);
    assert_int_equal(p.task->longest(p.options), 9);
    assert_int_equal(p.task->tests(p.options, 9), 1);
    problem_close(&p);
    forget(path);
}

/* ---- chance ---- */

/* In training the answer y is given twice, z once; of the tests of length 1 two of three are y, of length 2 none. */
static void chance_is_measured(void **state) {
    (void)state;
    char *path = file_of(".tsv", "prompt\tanswer\tis\na\ty\ttrain\nb\ty\ttrain\nc\tzz\ttrain\nd\ty\tfit\ne\ty\ttest\n"
                                 "f\ty\ttest\ng\tyzz\ttest\nhh\tzzzz\ttest\n");
    struct problem p;
    open_pairs(&p, path, ",split=is", 2);
    assert_true(fabs(p.task->chance(p.options, 1) - 2.0 / 3) < 1e-12);
    assert_true(fabs(p.task->chance_token(p.options, 1) - 3.0 / 5) < 1e-12);
    assert_true(p.task->chance(p.options, 2) < 1e-12 && p.task->chance_token(p.options, 2) < 1e-12);
    problem_close(&p);
    forget(path);
}

/* ---- what is refused ---- */

#define ROW(prompt, answer) "{\"prompt\":\"" prompt "\",\"answer\":\"" answer "\"}\n"
static void bad_files_are_refused_in_their_line(void **state) {
    (void)state;
    static const struct {
        const char *ending, *content, *more, *says;
    } bad[] = {
        {".jsonl", ROW("a", "b") "{\"prompt\":\"a\"}", "", ":2: there is no 'answer'"},
        {".jsonl", ROW("a", "b") "\n{\"prompt\":5,\"answer\":\"b\"}", "", ":3: 'prompt' is not a text"},
        {".jsonl", ROW("a", "b") ROW("", "b"), "", ":2: 'prompt' is empty"},
        {".jsonl", ROW("a", "b") ROW("a", ""), "", ":2: 'answer' is empty"},
        {".jsonl", ROW("a", "b") "{", "", ":2:"},
        {".jsonl", ROW("a", "b") "{\"prompt\":\"b\",\"answer\":\"b\"\n", "", "; put } at its end"},
        {".jsonl", "{\"prompt\":\"b", "", "; put \" behind the text"},
        {".jsonl", "{\"prompt\":\"b\" \"answer\":\"b\"}", "", "; put a comma before it"},
        {".jsonl", "{\n\"prompt\":\"b\"}", "",
         ":1:1: string or '}' expected near end of file; an object stands in one line"},
        {".jsonl", "[{\"prompt\":\"b\"},\n", "", "; a line is one object, and no list is around them"},
        {".jsonl", "\xEF\xBB\xBF{\"prompt\":\"b\"}", "", "; the file begins with a mark of byte order"},
        {".jsonl", "{\"prompt\":[1],\"answer\":[1", ",unit=tokens", "; put ] behind the list"},
        {".jsonl", "{'prompt':'a','answer':'b'}", "", "; names and texts stand in double quotes"},
        {".jsonl", "{\"prompt\": 'a'}", "", "; names and texts stand in double quotes"},
        {".jsonl", "{prompt: \"a\"}", "", "; names stand in double quotes"},
        {".jsonl", "\"prompt\": \"a\"}", "", "; an object is {\"name\": value, ...}"},
        {".jsonl", "{\"prompt\":\"a\",\"answer\":\"b\", }", "", "; remove the comma before it"},
        {".jsonl", "{\"prompt\":[1,],\"answer\":[2]}", ",unit=tokens", "; remove the comma before it"},
        {".jsonl", ROW("a", "b") "{\"prompt\":\"b\"} {\"prompt\":\"c\"}", "", "; one object a line"},
        {".jsonl", "{\"prompt\":\"b\",\"answer\":\"b\"},\n", "", "; lines are not separated by commas: remove it"},
        {".jsonl", ROW("a", "b") ROW("\xe9", "b"), "", "; the file has to be UTF-8"},
        {".jsonl", "{\"prompt\":\"a\",\"anwser\":\"b\"}", "",
         ":1: there is no 'answer'; the record has prompt, anwser; did you mean output=anwser?"},
        {".tsv", "promt\tanswer\na\tb\n", "", "; did you mean input=promt?"},
        {".jsonl", "{\"prompt\":\"a\",\"reply\":\"b\"}", "", "has prompt, reply; another name is given as output=NAME"},
        {".jsonl", "{\"prompt\":\"a\",\"answer\":5}", "",
         ":1: 'answer' is not a text but a number: put it in double quotes"},
        {".jsonl", "{\"prompt\":\"a\",\"answer\":null}", "",
         ":1: there is no 'answer': it is null; give it a value or leave the line out"},
        {".jsonl", ROW("a", "b"), ",unit=tokens", ":1: 'prompt' is not a list of integers"},
        {".jsonl", "{\"prompt\":[1,-2],\"answer\":[1]}", ",unit=tokens", ":1: 'prompt' has -2, which is no id"},
        {".jsonl", "{\"prompt\":[1],\"answer\":[99999]}", ",unit=tokens", ":1: 'answer' has 99999, which is no id"},
        {".jsonl", ROW("a", "b"), ",length=n", ":1: there is no 'n'; the record has prompt, answer"},
        {".tsv", "prompt\tanswer\tn\na\tb\t0\n", ",length=n", ":2: the length 0 is not one from 1"},
        {".tsv", "prompt\tanswer\tis\na\tb\tvalid\n", ",split=is", ":2: 'is' is train, fit or test, not 'valid'"},
        {".tsv", "prompt\tanswer\n\xff\tb\n", "", ":2: 'prompt' is not UTF-8; unit=bytes takes it"},
        {".tsv", "prompt\tanswer\tis\na\tb\ttrain\nb\tb\tfit\na\tb\ttest\n", ",split=is", ":4: the prompt is that of"},
        {".jsonl", "", "", "has no pairs"},
        {".tsv", "prompt\tanswer\tis\na\tb\ttrain\nb\tb\tfit\n", ",split=is", "has no pair to test on, of 2 in all"},
        {".jsonl", ROW("a", "b"), ",split=is,train_to=3", "leave one out"},
        {".jsonl", ROW("a", "b"), ",split=is,test=x", "leave one out"},
        {".jsonl", ROW("a", "b"), ",sha256=0123456789abcdef", "leave sha256 out"},
        {".jsonl", ROW("a", "b"), ",test=/nowhere", "test: "},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct problem p;
        struct error err = {0};
        char *path = file_of(bad[i].ending, bad[i].content), options[OPTION_TEXT_SIZE];
        snprintf(options, sizeof options, "file=%s%s", path, bad[i].more);
        if (problem_try(&p, "pairs", options, &err)) fail_msg("case %zu is taken", i);
        if (!strstr(err.text, bad[i].says)) fail_msg("case %zu: '%s' has not '%s'", i, err.text, bad[i].says);
        if (bad[i].says[0] == ':' && !strstr(err.text, path)) fail_msg("'%s' names no file", err.text);
        forget(path);
    }
    struct problem p;
    struct error err;
    assert_false(problem_try(&p, "pairs", "", &err));
    assert_non_null(strstr(err.text, "file=PATH"));
}

static void the_options_have_the_hash(void **state) {
    (void)state;
    char *path = many(3, 4, 60, false), hash[SHA256_HEX], *bytes;
    size_t size;
    struct problem p;
    struct text written = {0};
    struct error err;
    assert_true(file_read(path, 1 << 20, &bytes, &size, &err));
    sha256_hex(bytes, size, hash);
    hash[16] = '\0';
    open_pairs(&p, path, "", 3);
    options_write(p.task->options, p.options, true, &written);
    assert_non_null(strstr(text_of(&written), hash));
    problem_close(&p);
    mem_free(bytes);
    text_free(&written);
    forget(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_are_numbered_in_their_own_order),
        cmocka_unit_test(parts_are_apart_and_tests_come_once),
        cmocka_unit_test(the_order_of_lines_decides_nothing),
        cmocka_unit_test(a_border_and_a_second_file_decide),
        cmocka_unit_test(a_field_gives_the_length),
        cmocka_unit_test(chance_is_measured),
        cmocka_unit_test(bad_files_are_refused_in_their_line),
        cmocka_unit_test(the_options_have_the_hash),
    };
    return cmocka_run_group_tests_name("pairs", tests, NULL, NULL);
}
