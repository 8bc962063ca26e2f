/* Regular languages by name, as a suite has them: what stands in the runs, and mistakes with their places. */
#include "base/memory.h"
#include "run/languages.h"
#include "run/suite.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static bool load(const char *languages, const char *tasks, struct suite *suite, struct error *err) {
    char text[1000];
    snprintf(text, sizeof text, "languages:\n%stasks: %s\nschemes: [nope]\ntrain: {steps: 5, longest: 4}\n", languages,
             tasks);
    return suite_parse("own.yaml", mem_text(text), strlen(text), NULL, 0, suite, err);
}

static void names_stand_for_texts(void **state) {
    (void)state;
    static const char languages[] = "  steps: {expression: '(ab|aabb)*'}\n"
                                    "  turns:\n"
                                    "    states: {even: {a: odd, b: even}, odd: {b: odd, a: even}}\n"
                                    "    ends: [even]\n";
    static const struct {
        const char *tasks, *run;
    } cases[] = {
        {"['regular(language=steps)']", "regular(language=(ab|aabb)*,"},
        {"['regular(asks=state,language=turns)']", "regular(language=table:ab:1.0:0.1:0,asks=state,"},
        {"[{task: 'copy+recognise(language=steps)'}]", ")+recognise(language=(ab|aabb)*,"},
        {"['regular(language=d-1)']", "regular(language=d-1,"},
        {"[regular]\ngrid: {task.language: [steps]}", "regular(language=(ab|aabb)*,"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct suite suite;
        struct error err;
        if (!load(languages, cases[i].tasks, &suite, &err)) fail_msg("%s", err.text);
        assert_int_equal(suite.n, 1);
        if (!strstr(suite.plan[0].config.task, cases[i].run)) fail_msg("%s", suite.plan[0].config.task);
        suite_free(&suite);
    }
}

/* In further tasks to evaluate on too, wherever a suite has them. */
static void names_in_further_tasks(void **state) {
    (void)state;
    static const char own[] = "  steps: {expression: '(ab|aabb)*'}\n  ones: {expression: '(ab)*'}\n";
#define ONES "'recognise(language=ones)'"
    static const char *const cases[] = {
        "['recognise(language=steps)']\nevaluate: {tasks: " ONES "}",
        "['recognise(language=steps)']\nevaluate: {tasks: [" ONES "]}",
        "[{task: 'recognise(language=steps)', evaluate: {tasks: " ONES "}}]",
        "[{task: 'recognise(language=steps)', schemes: [{scheme: nope, evaluate: {tasks: " ONES "}}]}]",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct suite suite;
        struct error err;
        if (!load(own, cases[i], &suite, &err)) fail_msg("%s: %s", cases[i], err.text);
        assert_string_equal(suite.plan[0].config.eval.tasks, "recognise(language=(ab)*)");
        suite_free(&suite);
    }
}

/* A task is chosen on the command line by the words that stand in the suite's file, and in its list of further ones. */
static void names_on_the_command_line(void **state) {
    (void)state;
    static const char text[] = "languages: {steps: {expression: '(ab|aabb)*'}, ones: {expression: '(ab)*'}}\n"
                               "tasks: ['regular(language=steps)', 'recognise(language=ones)']\n"
                               "schemes: [nope]\ntrain: {steps: 5, longest: 4}\n";
    static const char *const words[] = {"tasks=recognise(language=ones)", "evaluate.tasks=recognise(language=steps)"};
    struct suite suite;
    struct error err;
    if (!suite_parse("own.yaml", mem_text(text), strlen(text), words, 2, &suite, &err)) fail_msg("%s", err.text);
    assert_int_equal(suite.n, 1);
    assert_non_null(strstr(suite.plan[0].config.task, "recognise(language=(ab)*,"));
    assert_string_equal(suite.plan[0].config.eval.tasks, "recognise(language=(ab|aabb)*)");
    suite_free(&suite);
}

static void mistakes_have_their_places(void **state) {
    (void)state;
    static const struct {
        const char *languages, *says;
    } mistakes[] = {
        {"  Steps: {expression: 'a*'}\n", "own.yaml:2:3: a language's name has"},
        {"  stairs: {expression: 'a*'}\n", "own.yaml:2:3: 'stairs' is a built-in language"},
        {"  steps: {expression: 'a*)'}\n", "column 3: ( is missing"},
        {"  steps: {expresion: 'a*'}\n", "own.yaml:2:"},
        {"  steps: {expression: 'a*', positions: maybe, source: us}\n", "positions is yes or no"},
        {"  steps: {expression: 'a*', positions: no}\n", "needs a source"},
        {"  steps: {expression: 'a*', ends: [a]}\n", "ends belongs to states"},
        {"  steps: {}\n", "one of them"},
        {"  turns: {states: {even: {a: odd}, odd: {b: odd}}, ends: [even]}\n", "state 'even' has no letter 'b'"},
        {"  turns: {states: {even: {a: oddd}}, ends: [even]}\n", "there is no state 'oddd'"},
        {"  turns: {states: {even: {ab: even}}, ends: [even]}\n", "'ab' is no letter"},
        {"  turns: {states: {even: {a: even}}}\n", "a word may end: ends"},
        {"  turns: {states: {even: {a: even}}, ends: []}\n", "a word may end: ends"},
    };
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct suite suite;
        struct error err = {0};
        if (load(mistakes[i].languages, "[regular]", &suite, &err)) fail_msg("%s is accepted", mistakes[i].languages);
        if (!strstr(err.text, mistakes[i].says)) fail_msg("%s: %s", mistakes[i].languages, err.text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_stand_for_texts),
        cmocka_unit_test(names_in_further_tasks),
        cmocka_unit_test(names_on_the_command_line),
        cmocka_unit_test(mistakes_have_their_places),
    };
    return cmocka_run_group_tests_name("languages of a suite", tests, NULL, NULL);
}
