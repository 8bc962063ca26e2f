/* Formulas by name in suites: what they stand for, where they may stand, and files of their own. */
#include "base/file.h"
#include "base/memory.h"
#include "run/formulas.h"
#include "run/suite.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define REST "tasks: [copy]\ntrain: {longest: 8, steps: 10, batch: 2}\nevaluate: {lengths: [8]}\n"

static bool parse_suite(const char *text, struct suite *out, struct error *err) {
    return suite_parse("s.yaml", mem_text(text), strlen(text), NULL, 0, out, err);
}

static struct suite parsed(const char *text) {
    struct suite suite;
    struct error err;
    if (!parse_suite(text, &suite, &err)) fail_msg("%s", err.text);
    return suite;
}

/* The section of formulas, and what its first one stands for. */
static void expressions(void **state) {
    (void)state;
    static const char *const of[][2] = {
        {"{bias: -m * sqrt(d), learn: {m: {init: 2^(-8*h/H), per: head, least: 0}}}",
         "formula-bias(of=-m*sqrt(d),learn=[m=2^(-8*h/H) per head least 0])"},
        {"{bias: -0.1 * d}", "formula-bias(of=-0.1*d,learn=)"},
        {"{bias: '  - c *  d ', constants: {c: 2 * pi, b: 1}}", "formula-bias(of=-c*d,learn=,with=[c=2*pi,b=1])"},
        {"{bias: -d / n}", "formula-rows(of=-d/n,learn=)"},
        {"{bias: -d * n, learn: {n: 1}}", "formula-bias(of=-d*n,learn=[n=1])"},
        {"{mask: d < 4}", "formula-mask(of=d<4)"},
        {"{bias: -d, mask: j < w, constants: {w: 2}}",
         "formula-bias(of=-d,learn=,with=[w=2])+formula-mask(of=j<w,with=[w=2])"},
        {"{bias: 'w[d] + v', learn: {w: {init: 0, size: 32, std: 0.02, per: [layer, head]}, v: {init: 1, most: 2}}}",
         "formula-bias(of=w[d]+v,learn=[w[32]=0 per layer per head std 0.02,v=1 most 2])"},
        {"{angle: p * b^(-2*k/D), constants: {b: 500}}", "formula-angle(of=p*b^(-2*k/D),learn=,with=[b=500])"},
        {"{embed: sin(p + c)}", "formula-embed(of=sin(p+c),learn=)"},
        {"{temperature: s * log(n), learn: {s: {init: 1/log(L), per: all}}}",
         "formula-temperature(of=s*log(n),learn=[s=1/log(L)])"},
        {"{positions: p + floor(9 * u)}", "formula-positions(of=p+floor(9*u))"},
        {"{bias: -a * d, positions: 2 * p, learn: {a: 1}}",
         "formula-positions(of=2*p)+formula-bias(of=-a*d,learn=[a=1])"},
    };
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct text text = {0};
        struct error err;
        text_add(&text, "formulas: {own: %s}", of[i][0]);
        struct yaml *root = yaml_parse("f.yaml", text_of(&text), text.size, &err);
        if (!root) fail_msg("%s: %s", of[i][0], err.text);
        struct formulas *f = formulas_read_section(root, text_of(&text), &err);
        if (!f) fail_msg("%s: %s", of[i][0], err.text);
        assert_int_equal(formulas_count(f), 1);
        assert_string_equal(formulas_name(f, 0), "own");
        assert_string_equal(formulas_text(f, 0), of[i][1]);
        formulas_free(f);
        yaml_release(root);
        text_free(&text);
    }
}

/* Golden vectors of every kind: how far the first formula of the section is from them. */
static struct golden_outcome tried(const char *entry) {
    struct text text = {0};
    struct error err;
    text_add(&text, "formulas: {own: %s}", entry);
    struct yaml *root = yaml_parse("f.yaml", text_of(&text), text.size, &err);
    struct formulas *f = root ? formulas_read_section(root, text_of(&text), &err) : NULL;
    if (!f) fail_msg("%s: %s", entry, err.text);
    const struct golden_outcome v = formulas_vectors_of(f, "rope + own@heads=0+own");
    formulas_free(f);
    yaml_release(root);
    text_free(&text);
    return v;
}

static void vectors(void **state) {
    (void)state;
    static const char *const hold[] = {
        "{bias: -m * sqrt(d), learn: {m: {init: 2^(-8*h/H), per: head}}, vectors: [{d: 4, is: -0.5}, {d: 9, h: 8, H: "
        "8, "
        "is: -0.01171875}]}",
        "{bias: -d / n, vectors: [{d: 2, i: 3, is: -0.5}, {d: 0, is: 0}]}",
        "{bias: -d, mask: d < 3, vectors: [{d: 7, is: -7}, {d: 7, seen: 0}, {i: 9, j: 8, seen: 1}]}",
        "{mask: j < 2, vectors: [{d: 5, j: 1, seen: 1}, {i: 5, d: 3, seen: 0}]}",
        "{angle: p * 10000^(-2*k/D), vectors: [{p: 20, k: 0, is: 20}, {p: 300, k: 4, is: 3}]}",
        "{embed: p + c/C, vectors: [{p: 2, c: 16, H: 2, D: 16, is: 2.5}, {p: 0, c: 1, is: 0.015625}]}",
        "{temperature: log(n) / log(L), vectors: [{n: 8, L: 64, is: 0.5}, {n: 64, h: 4, is: 1}]}",
        "{positions: 2 * p + u, vectors: [{p: 3, is: 6}, {p: 1.5, is: 3}]}",
        "{bias: -log1p(d), vectors: [{d: 1, is: -0.6931}, {d: 1, is: -6.9315e-1}, {d: 3, is: -1.386}]}",
    };
    static const char *const broken[] = {
        "{bias: -d, vectors: [{d: 4, is: -4}, {d: 4, is: -4.1}]}",
        "{mask: d < 3, vectors: [{d: 3, seen: 1}]}",
        "{angle: p, vectors: [{p: 1, k: 3, is: 1.1}]}",
        "{temperature: n, vectors: [{n: 4, is: 5}]}",
        "{bias: -1.1 * d, vectors: [{d: 4, is: -4}]}",
    };
    for (size_t i = 0; i < sizeof hold / sizeof *hold; i++) {
        const struct golden_outcome v = tried(hold[i]);
        if (v.n < 2 * 2 || !(v.worst <= v.bar) || v.miss[0]) fail_msg("%s: %d, %g", hold[i], v.n, v.worst);
    }
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) assert_true(tried(broken[i]).worst > 0.01);
    const struct golden_outcome v = tried("{bias: -log1p(d), vectors: [{d: 1, is: -0.6931}, {d: 3, is: -1.3864}]}");
    assert_true(v.worst > v.bar);
    assert_non_null(strstr(v.miss, "{d: 3, is: -1.3864}: got -1.38629436, wanted -1.3864"));
}

/* Names in expressions: alone, joined, placed; entries keep what was written as their label. */
static void suites(void **state) {
    (void)state;
    struct suite s = parsed("formulas:\n  near: {bias: -d}\n  both: {bias: -2 * d, temperature: log(n + 1)}\n"
                            "schemes: [near, rope + near@heads=0, {scheme: both@layers=1, label: own}, rope,\n"
                            "          {scheme: alibi, evaluate: {variants: [near, rope]}}]\n" REST);
    static const char *const expected[][2] = {
        {"near", "formula-bias(of=-d,learn=)"},
        {"rope + near@heads=0", "rope+formula-bias(of=-d,learn=)@heads=0"},
        {"own", "formula-temperature(of=log(n+1),learn=)@layers=1+formula-bias(of=-2*d,learn=)@layers=1"},
        {"rope", "rope"},
        {"alibi", "alibi"}};
    assert_int_equal(s.n, 5);
    for (int i = 0; i < s.n; i++) {
        assert_string_equal(s.plan[i].label, expected[i][0]);
        assert_string_equal(s.plan[i].scheme_short, expected[i][1]);
    }
    assert_non_null(strstr(s.plan[4].config.eval.variants, "formula-bias(of=-d,learn=);rope"));
    suite_free(&s);
}

/* The text behind the name is the run, and the name is not. */
static void ids(void **state) {
    (void)state;
    struct suite a = parsed("formulas: {f: {bias: -d}}\nschemes: [f]\n" REST),
                 b = parsed("formulas: {other: {title: T, bias: '- d'}}\nschemes: [other]\n" REST),
                 c = parsed("formulas: {f: {bias: -2*d}}\nschemes: [f]\n" REST),
                 d = parsed("schemes: ['formula-bias(of=-d,learn=)']\n" REST);
    assert_string_equal(a.plan[0].id, b.plan[0].id);
    assert_string_equal(a.plan[0].id, d.plan[0].id);
    assert_string_not_equal(a.plan[0].id, c.plan[0].id);
    suite_free(&a), suite_free(&b), suite_free(&c), suite_free(&d);
}

/* A suite with formulas from a file, which stands beside it; the text that it keeps needs the file no more. */
static void files(void **state) {
    (void)state;
    char folder[] = "/tmp/lexbench-formulas-XXXXXX", suite_path[64], file_path[64];
    const char *const suite = "name: s\nformulas: own.yaml\nschemes: [root]\n" REST,
                      *const file = "# mine\nformulas:\n  root: {bias: -sqrt(d)}\n",
                      *const bad = "formulas:\n  root: {bias: -sqr(d)}\n";
    struct error err;
    struct suite s;
    assert_non_null(mkdtemp(folder));
    snprintf(suite_path, sizeof suite_path, "%s/s.yaml", folder);
    snprintf(file_path, sizeof file_path, "%s/own.yaml", folder);
    assert_true(file_write(suite_path, suite, strlen(suite), &err));
    assert_false(suite_load(suite_path, NULL, 0, &s, &err));
    assert_non_null(strstr(err.text, "own.yaml"));
    assert_true(file_write(file_path, file, strlen(file), &err));
    if (!suite_load(suite_path, NULL, 0, &s, &err)) fail_msg("%s", err.text);
    assert_string_equal(s.plan[0].label, "root");
    assert_string_equal(s.plan[0].scheme_short, "formula-bias(of=-sqrt(d),learn=)");
    struct suite again = parsed(s.text);
    assert_string_equal(again.plan[0].id, s.plan[0].id);
    suite_free(&again), suite_free(&s);
    assert_true(file_write(file_path, bad, strlen(bad), &err));
    assert_false(suite_load(suite_path, NULL, 0, &s, &err));
    assert_non_null(strstr(err.text, "own.yaml:2:17: unknown function 'sqr'"));
    struct formulas *f = formulas_load(file_path, &err);
    assert_null(f);
    unlink(suite_path), unlink(file_path), rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(expressions), cmocka_unit_test(vectors),
                                       cmocka_unit_test(suites), cmocka_unit_test(ids), cmocka_unit_test(files)};
    return cmocka_run_group_tests_name("formulas", tests, NULL, NULL);
}
