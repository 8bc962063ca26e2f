/* Figures over runs that draw lines: which are in colour, and where training ends. */
#include "tests/fixture_figures.h"

/* Those that are named are in colour beside the best, the worst and the first; the others are grey lines. */
static void test_highlight(void **state) {
    (void)state;
    static const struct {
        int labels, coloured, grey;
        const char *named, *own;
    } cases[] = {{14, 5, 10, "fire,xpos", "own_colours = 1\n"}, {7, 3, 5, "t5", "own_colours = 0\n"}};
    for (int k = 0; k < 2; k++) {
        const struct fixture f = with(cases[k].labels, 2, 6);
        struct place p = place_open(&f);
        struct plot_style style = plot_style_paper;
        struct error err = {0};
        style.figure = "lengths,overview,training", style.task = "copy", style.highlight = cases[k].named;
        if (!plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, &err)) fail_msg("%s", err.text);
        check_all(p.dir, 3.3, 3);
        static const char *const files[] = {"accuracy-copy-symbols-120", "overview", "training-copy-symbols-120"};
        for (int i = 0; i < 3; i++) {
            char name[64], said[64];
            snprintf(name, sizeof name, "%s.gp", files[i]);
            char *script = slurp(p.dir, name);
            snprintf(said, sizeof said, "\nseries = %d\n", cases[k].coloured);
            if (!strstr(script, said)) fail_msg("%s: %s", name, said);
            assert_non_null(strstr(script, cases[k].own));
            snprintf(said, sizeof said, "] = '%.*s'; tic", (int)strcspn(cases[k].named, ","), cases[k].named);
            if (!strstr(script, said)) fail_msg("%s: %s", name, said);
            assert_non_null(strstr(script, "label[1] = 'nope'")); /* the first of the suite */
            snprintf(name, sizeof name, "%s.svg", files[i]);
            char *svg = slurp(p.dir, name);
            snprintf(said, sizeof said, "grey: %d others", cases[k].grey - (i > 0)); /* the first has a variant too */
            if (!strstr(svg, said)) fail_msg("%s: %s", name, said);
            mem_free(script);
            mem_free(svg);
        }
        style.figure = "place", style.task = "recall";
        if (!plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, &err)) fail_msg("%s", err.text);
        check_all(p.dir, 3.3, 4);
        style.figure = "lengths,depth";
        assert_false(plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, &err));
        assert_non_null(strstr(err.text, "--highlight: the figure depth has no lines of schemes to make grey"));
        style.figure = "lengths";
        style.highlight = "ropes";
        assert_false(plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, &err));
        assert_non_null(strstr(err.text, "--highlight: the suite has no scheme 'ropes'; it has nope"));
        style.highlight = "nope,sinusoidal,shaw,t5,alibi,rope";
        assert_false(plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, &err));
        assert_non_null(strstr(err.text, "name fewer"));
        place_close(&p);
    }
}

static char *script_of(const struct place *p, const struct fixture *f, const struct plot_style *style,
                       const char *name) {
    struct error err = {0};
    if (!plots_write(p->store, f->suite, NULL, style, p->dir, PLOT_SVG, &err)) fail_msg("%s", err.text);
    return slurp(p->dir, name);
}

static void script_says(const char *script, const char *words) {
    if (!strstr(script, words)) fail_msg("the script does not say: %s", words);
}

/* Arms that are trained to different lengths have a border each, and words say whose it is; where there is a panel or a
 * row for each arm, its own. */
static void test_borders(void **state) {
    (void)state;
    static const double widths[] = {3.3, 6.9};
    for (int k = 0; k < 4; k++) {
        struct fixture f = with(k < 2 ? 4 : 14, 1, 6);
        f.longer = 2;
        struct place p = place_open(&f);
        struct plot_style style = plot_style_paper;
        style.figure = "lengths,overview,heatmap,place,depth", style.width = widths[k % 2];
        char *lengths = script_of(&p, &f, &style, "accuracy-copy-symbols-120.gp"),
             *overview = slurp(p.dir, "overview.gp"), *svg = slurp(p.dir, "accuracy-copy-symbols-120.svg");
        check_all(p.dir, widths[k % 2], 8);
        script_says(lengths, "\nborders = '20 40'\n");
        script_says(lengths, "\ntrained[2] = 20\ntrained[3] = 40\n");
        script_says(overview, "borders[1] = '20 40'; borders_words[1] = 'copy(symbols=120) trained to 20: nope");
        if (k < 2) script_says(lengths, "'trained to 20: nope and sinusoidal; to 40: learned + offset and shaw'\n");
        assert_int_equal(strstr(svg, "shaded: trained to 20") != NULL, k < 2);
        assert_int_equal(strstr(svg, "shaded: lengths of training") != NULL, k >= 2);
        mem_free(lengths);
        mem_free(overview);
        mem_free(svg);
        place_close(&p);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_highlight), cmocka_unit_test(test_borders)};
    return cmocka_run_group_tests_name("figures of lines", tests, NULL, NULL);
}
