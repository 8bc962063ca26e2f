/* The base: options, text and its escapers, streams of random numbers, hashes, files, YAML, JSON, safetensors, tables.
 */
#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/option.h"
#include "base/rng.h"
#include "base/safetensors.h"
#include "base/table.h"
#include "base/yaml.h"
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

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
                                         {"sizes=[100]", "0 to 99"}};
    struct sample_options o;
    struct error err;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        options_default(table, &o);
        if (options_parse(table, &o, bad[i][0], &err)) fail_msg("'%s' was taken", bad[i][0]);
        if (!strstr(err.text, bad[i][1])) fail_msg("'%s' is refused with '%s'", bad[i][0], err.text);
        assert_int_equal(err.exit_code, EXIT_USAGE);
    }
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
}

static void escapers(void **state) {
    (void)state;
    static const char hostile[] = "a'b\"c`d<e>&|\t\n\x1b[31m$(x)";
    struct text t = {0};
    text_gnuplot(&t, hostile);
    assert_string_equal(text_of(&t), "'a''b\"c`d<e>&|[31m$(x)'");
    text_clear(&t), text_html(&t, hostile);
    assert_string_equal(text_of(&t), "a&#39;b&quot;c`d&lt;e&gt;&amp;|\t\n[31m$(x)");
    text_clear(&t), text_markdown(&t, "a|b`c<d\n");
    assert_string_equal(text_of(&t), "a\\|b\\`c&lt;d ");
    text_clear(&t), text_json(&t, "a\"\\\n\x7f");
    assert_string_equal(text_of(&t), "\"a\\\"\\\\\\u000a\\u007f\"");
    text_clear(&t), text_tsv(&t, "a\tb\nc");
    assert_string_equal(text_of(&t), "a b c");
    text_clear(&t), text_csv(&t, "=1+1,\"x\"");
    assert_string_equal(text_of(&t), "\"'=1+1,\"\"x\"\"\"");
    text_clear(&t), text_csv(&t, "-1.5");
    assert_string_equal(text_of(&t), "-1.5");
    text_free(&t);
}

static void numbers_read_back(void **state) {
    (void)state;
    static const double values[] = {0.1, 1.0 / 3, 1e300, 5e-324, -2.5, 123456789012345678.0, DBL_MAX};
    struct text t = {0};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        text_clear(&t), text_number(&t, values[i]);
        assert_true(strtod(text_of(&t), NULL) == values[i]);
    }
    text_clear(&t), text_number(&t, 0.1);
    assert_string_equal(text_of(&t), "0.1");
    text_free(&t);
    long n;
    assert_true(text_to_long("-12", &n) && n == -12);
    assert_false(text_to_long("99999999999999999999", &n) || text_to_long(" 1", &n) || text_to_long("1 ", &n) ||
                 text_to_long("", &n));
}

static void suggestions(void **state) {
    (void)state;
    static const char *const names[] = {"alibi", "rope", "sinusoidal"};
    assert_int_equal(text_distance("kitten", "sitting"), 3);
    assert_int_equal(text_distance("rpoe", "rope"), 1);
    assert_string_equal(text_closest("sinusodial", names, 3), "sinusoidal");
    assert_null(text_closest("transformer", names, 3));
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
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) assert_true(rng_word(&others[i]) != first);
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
    xxh128_hex("", 0, xxh);
    assert_string_equal(xxh, "99aa06d3014798d86001c324468d497f");
}

static void files_are_whole(void **state) {
    (void)state;
    char dir[] = "/tmp/lexbench-base-XXXXXX", *bytes, **names;
    size_t size;
    int n;
    struct error err;
    assert_non_null(mkdtemp(dir));
    char *deep = path_join(dir, "a/b"), *file = path_join(deep, "f.txt");
    assert_true(dir_make(deep, &err) && dir_make(deep, &err));
    assert_true(file_write(file, "one", 3, &err) && file_write(file, "second", 6, &err));
    assert_true(file_read(file, 100, &bytes, &size, &err));
    assert_true(size == 6 && strcmp(bytes, "second") == 0);
    mem_free(bytes);
    assert_false(file_read(file, 5, &bytes, &size, &err));
    assert_true(dir_list(deep, "", &names, &n, &err));
    assert_int_equal(n, 1); /* no temporary file is left */
    dir_free(names, n);
    assert_false(file_write("/proc/nowhere/f", "x", 1, &err));
    assert_int_equal(err.exit_code, EXIT_IO);
    assert_true(file_remove(file, &err) && file_remove(file, &err) && !file_exists(file));
    rmdir(deep);
    deep[strlen(deep) - 2] = '\0';
    rmdir(deep), rmdir(dir);
    mem_free(deep), mem_free(file);
}

static struct yaml *parse(const char *text, struct error *err) { return yaml_parse("f.yaml", text, strlen(text), err); }

static void yaml_reads(void **state) {
    (void)state;
    struct error err;
    struct yaml *root = parse("a: 1\nb: [x, 'no', {c: d}]\n", &err);
    assert_non_null(root);
    const struct yaml *b = yaml_get(root, "b");
    assert_true(b->kind == YAML_LIST && b->n == 3 && b->line == 2 && b->column == 4 && b->key_column == 1);
    assert_string_equal(b->child[1].text, "no");
    assert_string_equal(yaml_get(&b->child[2], "c")->text, "d");
    assert_null(yaml_get(root, "z"));
    static const char *const known[] = {"a", "c"};
    assert_false(yaml_only(root, known, 2, &err));
    assert_non_null(strstr(err.text, "f.yaml:2:1: unknown key 'b'"));
    yaml_release(root);
}

static void yaml_refuses(void **state) {
    (void)state;
    static const char *const bad[][2] = {{"", "empty"},
                                         {"a: 1\na: 2\n", "f.yaml:2:1: the key 'a'"},
                                         {"a: &x 1\n", "anchors"},
                                         {"a: *x\n", "f.yaml:1:4"},
                                         {"a: !!int 1\n", "tags"},
                                         {"a: [1\n", "f.yaml"},
                                         {"a: 1\n---\nb: 2\n", "second document"},
                                         {"a:\n\t- 1\n", "f.yaml:2"},
                                         {"? [x]\n: 1\n", "key must be"},
                                         {"[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", "16 levels"}};
    struct error err;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_null(parse(bad[i][0], &err));
        if (!strstr(err.text, bad[i][1])) fail_msg("'%s' is refused with '%s'", bad[i][0], err.text);
    }
}

static void json_reads(void **state) {
    (void)state;
    static const char text[] = "{\"z\": [1, 2.5, null], \"a\": \"x\"}";
    struct error err;
    struct json *root = json_parse("j", text, strlen(text), &err);
    double value;
    assert_non_null(root);
    assert_int_equal(json_count(root), 2);
    assert_string_equal(json_key(root, 0), "z");
    assert_true(json_number(json_at(json_get(root, "z"), 1), &value) && value == 2.5);
    assert_true(json_is_null(json_at(json_get(root, "z"), 2)) && !json_is_null(json_get(root, "a")));
    assert_string_equal(json_text(json_get(root, "a")), "x");
    json_free(root);
    assert_null(json_parse("j", "{\"a\":1,\"a\":2}", 13, &err));
    assert_null(json_parse("j", "{} x", 4, &err));
}

static void safetensors_round_trip(void **state) {
    (void)state;
    char path[] = "/tmp/lexbench-tensors-XXXXXX";
    const float a[] = {1, 2, 3, 4, 5, 6}, b[] = {7};
    const struct st_tensor tensors[] = {
        {.name = "b \"quoted\"", .dtype = "F32", .rank = 2, .shape = {2, 3}, .data = a, .bytes = sizeof a},
        {.name = "a", .dtype = "F32", .rank = 0, .data = b, .bytes = sizeof b}};
    const struct st_meta meta[] = {{"config", "line\nline"}};
    struct safetensors file;
    struct error err;
    close(mkstemp(path));
    assert_true(safetensors_write(path, tensors, 2, meta, 1, &err));
    if (!safetensors_read(path, &file, &err)) fail_msg("%s", err.text);
    assert_int_equal(file.n, 2);
    const struct st_tensor *t = safetensors_find(&file, "b \"quoted\"");
    assert_true(t->rank == 2 && t->shape[1] == 3 && memcmp(t->data, a, sizeof a) == 0);
    assert_string_equal(safetensors_meta(&file, "config"), "line\nline");
    safetensors_free(&file);
    /* Every damaged byte is found. */
    char *bytes;
    size_t size;
    assert_true(file_read(path, 1 << 20, &bytes, &size, &err));
    for (size_t i = 0; i < size; i++) {
        bytes[i] ^= 4;
        assert_true(file_write(path, bytes, size, &err));
        bool read = safetensors_read(path, &file, &err);
        /* A name or a metadata text may become another one: that is for the reader of the tensors to notice. */
        if (read && i < size - sizeof a - sizeof b)
            safetensors_free(&file);
        else
            assert_false(read);
        bytes[i] ^= 4;
    }
    mem_free(bytes);
    unlink(path);
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
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(options_round_trip),
                                       cmocka_unit_test(options_refuse),
                                       cmocka_unit_test(expressions_split),
                                       cmocka_unit_test(escapers),
                                       cmocka_unit_test(numbers_read_back),
                                       cmocka_unit_test(suggestions),
                                       cmocka_unit_test(streams_are_named),
                                       cmocka_unit_test(draws_are_fair),
                                       cmocka_unit_test(hashes),
                                       cmocka_unit_test(files_are_whole),
                                       cmocka_unit_test(yaml_reads),
                                       cmocka_unit_test(yaml_refuses),
                                       cmocka_unit_test(json_reads),
                                       cmocka_unit_test(safetensors_round_trip),
                                       cmocka_unit_test(tables_print),
                                       cmocka_unit_test(spans)};
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
