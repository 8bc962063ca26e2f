/* Formulas by name in suites: what they stand for, where they may stand, files of their own, and what is refused, with
 * its place. */
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

/* Names in expressions: alone, joined, placed; entries keep what was written as their label. */
static void suites(void **state) {
    (void)state;
    struct suite s = parsed("formulas:\n  near: {bias: -d}\n  both: {bias: -2 * d, temperature: log(n + 1)}\n"
                            "schemes: [near, rope + near@heads=0, {scheme: both@layers=1, label: own}, rope,\n"
                            "          {scheme: alibi, evaluate: {variants: [near]}}]\n" REST);
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
    assert_non_null(strstr(s.plan[4].config.eval.variants, "formula-bias(of=-d,learn=)"));
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

/* What cannot be: the section (from line 1 on), its place, and words of the message. */
static void refused(void **state) {
    (void)state;
    static const char *const of[][3] = {
        {"formulas: {f: {bias: -d}}\nschemes: [ff]", "s.yaml:2:11: ", "unknown scheme 'ff'; did you mean the formula"},
        {"formulas: {root: {bias: -d}}\nschemes: [rope+rot]", "s.yaml:2:11: ", "did you mean the formula 'root'"},
        {"formulas: {f: {bias: -d}}\nschemes: ['f(a=1)']", "s.yaml:2:11: ", "f is a formula, which has no options"},
        {"formulas: [f]\nschemes: [f]", "s.yaml:1:11: ", "names with formulas, or is a file's name"},
        {"formulas: {f: -d}\nschemes: [f]", "s.yaml:1:15: ", "keys and values"},
        {"formulas: {f: {}}\nschemes: [f]", "s.yaml:1:15: ", "'f' has no formula; give bias"},
        {"formulas: {F: {bias: -d}}\nschemes: [F]", "s.yaml:1:12: ", "up to 40 of a-z"},
        {"formulas: {rope: {bias: -d}}\nschemes: [rope]", "s.yaml:1:12: ", "'rope' is a built-in scheme"},
        {"formulas: {f: {bais: -d}}\nschemes: [f]", "s.yaml:1:16: ", "did you mean 'bias'"},
        {"formulas: {f: {bias: [-d]}}\nschemes: [f]", "s.yaml:1:22: ", "bias is a text or a number"},
        {"formulas: {f: {mask: {a: 1}}}\nschemes: [f]", "s.yaml:1:22: ", "mask is a text or a number"},
        {"formulas: {f: {bias: -d, title: [a]}}\nschemes: [f]", "s.yaml:1:33: ", "title is a text"},
        {"formulas:\n  f:\n    bias: -m * sqrt(d)\nschemes: [f]", "s.yaml:3:12: ", "unknown name 'm'"},
        {"formulas:\n  f:\n    bias: -d * sqr(d)\nschemes: [f]", "s.yaml:3:16: ", "did you mean 'sqrt'"},
        {"formulas:\n  f:\n    bias: '-d * sqr(d)'\nschemes: [f]", "s.yaml:3:17: ", "did you mean 'sqrt'"},
        {"formulas:\n  f:\n    bias: >\n      -d * sqr(d)\nschemes: [f]", "s.yaml:3:11: ", "column 6 of the text: "},
        {"formulas: {f: {bias: -sqrt((d)}}\nschemes: [f]", "s.yaml:1:31: ", "the formula ends where ')'"},
        {"formulas: {f: {bias: -d)}}\nschemes: [f]", "s.yaml:1:24: ", "')' closes nothing"},
        {"formulas: {f: {bias: max(d, 3)}}\nschemes: [f]", "s.yaml:1:29: ", "'3)' is the rest of a text with a comma"},
        {"formulas: {f: {bias: -a*d, learn: {a: max(1, 2)}}}\nschemes: [f]", "s.yaml:1:46: ", "needs quotes"},
        {"formulas: {f: {bias: 3d}}\nschemes: [f]", "s.yaml:1:23: ", "an operator is expected"},
        {"formulas: {f: {bias: -d, mask: d << 2}}\nschemes: [f]", "s.yaml:1:35: ", "a number, a name or '('"},
        {"formulas: {f: {mask: dd < 2}}\nschemes: [f]", "s.yaml:1:22: ", "unknown name 'dd'"},
        {"formulas: {f: {angle: d}}\nschemes: [f]", "s.yaml:1:23: ", "unknown name 'd'"},
        {"formulas: {f: {embed: p * k}}\nschemes: [f]", "s.yaml:1:27: ", "unknown name 'k'"},
        {"formulas: {f: {temperature: i}}\nschemes: [f]", "s.yaml:1:29: ", "unknown name 'i'"},
        {"formulas: {f: {positions: t}}\nschemes: [f]", "s.yaml:1:27: ", "unknown name 't'"},
        {"formulas: {f: {bias: -a*d, learn: a}}\nschemes: [f]", "s.yaml:1:35: ", "learn has names"},
        {"formulas: {f: {bias: -a*d, learn: {a: }}}\nschemes: [f]", "s.yaml:1:39: ", "a number, a name or"},
        {"formulas: {f: {bias: -a*d, learn: {a: {per: head}}}}\nschemes: [f]",
         "s.yaml:1:39: ", "'a' needs its initial"},
        {"formulas: {f: {bias: -a*d, learn: {a: {init: q}}}}\nschemes: [f]", "s.yaml:1:46: ", "unknown name 'q'"},
        {"formulas: {f: {bias: -a*d, learn: {a: 2*zz}}}\nschemes: [f]", "s.yaml:1:41: ", "unknown name 'zz'"},
        {"formulas: {f: {bias: -a*d, learn: {a: {init: 1, pre: head}}}}\nschemes: [f]", "s.yaml:1:49: ", "'per'"},
        {"formulas: {f: {bias: -a*d, learn: {a: {init: 1, per: token}}}}\nschemes: [f]",
         "s.yaml:1:54: ", "not 'token'"},
        {"formulas: {f: {bias: -a*d, learn: {a: {init: 1, least: x}}}}\nschemes: [f]", "s.yaml:1:56: ", "name 'x'"},
        {"formulas: {f: {bias: -a*d, learn: {a: {init: 1, size: 0}}}}\nschemes: [f]", "s.yaml:1:55: ", "1 to 512"},
        {"formulas: {f: {bias: -d, learn: {a: 1}}}\nschemes: [f]", "s.yaml:1:34: ", "no formula reads it"},
        {"formulas: {f: {bias: -a*d, angle: a*p, learn: {a: 1}}}\nschemes: [f]", "s.yaml:1:48: ", "by two kinds"},
        {"formulas: {f: {positions: p*a, learn: {a: 1}}}\nschemes: [f]", "s.yaml:1:40: ", "no formula reads it"},
        {"formulas: {f: {bias: -c*d, constants: 3}}\nschemes: [f]", "s.yaml:1:39: ", "constants has names"},
        {"formulas: {f: {bias: -c*d, constants: {c: h}}}\nschemes: [f]", "s.yaml:1:43: ", "unknown name 'h'"},
        {"formulas: {f: {bias: -c*d, constants: {c: 1/0}}}\nschemes: [f]", "s.yaml:1:43: ", "no finite number"},
        {"formulas: {f: {bias: log(d)}}\nschemes: [f]", "s.yaml:2:11: ", "the formula is -inf at d = 0"},
        {"formulas: {f: {bias: -d}}\nschemes: [f+f@heads=7]", "s.yaml:2:11: ", "@heads names a head"},
        {"formulas: {f: {bias: -d/n}, g: {bias: -i}}\nschemes: [f+g]", "s.yaml:2:11: ", "only one may look at"},
        {"formulas: {f: {bias: -d}}\nschemes: [rope, {scheme: f, evaluate: {variants: g}}]", "s.yaml:2:50: ", "'g'"},
        {"{formulas: no.yaml, schemes: [f], tasks: [copy]}\n#", "s.yaml:1:12: ", "no.yaml"},
    };
    int bad = 0;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct text text = {0};
        struct suite suite;
        struct error err;
        text_add(&text, "%s\n%s", of[i][0], strchr(of[i][0], '#') ? "" : REST);
        const bool taken = parse_suite(text_of(&text), &suite, &err);
        if (taken || strncmp(err.text, of[i][1], strlen(of[i][1])) != 0 || !strstr(err.text, of[i][2]))
            printf("%s\n    %s\n", of[i][0], taken ? "is taken" : err.text), bad++;
        if (taken) suite_free(&suite);
        text_free(&text);
    }
    assert_int_equal(bad, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(expressions), cmocka_unit_test(suites), cmocka_unit_test(ids),
                                       cmocka_unit_test(files), cmocka_unit_test(refused)};
    return cmocka_run_group_tests_name("formulas", tests, NULL, NULL);
}
