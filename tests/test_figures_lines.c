/* Figures over runs that draw lines: which are in colour, where training ends, what heads look at. */
#include "tests/fixture_figures.h"

/* Eight schemes have a colour each where one of them was evaluated under a variant too, which the overview leaves out:
 * counted with it, the ninth line would share the first one's. */
static void test_colours_of_eight(void **state) {
    (void)state;
    const struct fixture f = with(8, 2, 6);
    struct place p = place_open(&f);
    struct plot_style style = plot_style_paper;
    struct error err = {0};
    style.figure = "overview";
    if (!plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, &err)) fail_msg("%s", err.text);
    char *script = slurp(p.dir, "overview.gp");
    assert_non_null(strstr(script, "\nseries = 8\nown_colours = 1\n"));
    mem_free(script);
    place_close(&p);
}

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
        style.figure = "place,attention", style.task = "recall";
        if (!plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, &err)) fail_msg("%s", err.text);
        check_all(p.dir, 3.3, 5);
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

/* The shares of a run and layer add up to 1 in the figure's data, as a distance that it stored nothing of is there. */
static void check_shares(const char *tsv) {
    double sum[4][3][3] = {0};
    char word[256];
    const int columns[] = {column_named(tsv, "series"), column_named(tsv, "layer"), column_named(tsv, "seed"),
                           column_named(tsv, "value")};
    int medians = 0;
    for (const char *line = line_at(tsv, 1); line && *line; line = line_at(line, 1)) {
        double number[4];
        for (int c = 0; c < 4; c++) {
            field(line, columns[c], word);
            number[c] = *word ? atof(word) : -1;
        }
        medians += number[2] < 0;
        if (number[2] >= 0) sum[(int)number[0]][(int)number[1]][(int)number[2]] += number[3];
    }
    for (int series = 1; series <= 3; series++)
        for (int layer = 1; layer <= 2; layer++)
            for (int seed = 1; seed <= 2; seed++) assert_true(fabs(sum[series][layer][seed] - 1) < 1e-3);
    assert_int_equal(medians, 3 * 2 * 7); /* distances 0, 1, 2, 4 ... 32 at length 40 */
}

static void test_attention(void **state) {
    (void)state;
    static const char file[] = "attention-copy-symbols-120.gp";
    struct fixture f = with(3, 2, 6);
    struct place p = place_open(&f);
    struct plot_style style = plot_style_paper;
    style.figure = "attention", style.task = "copy";
    char *script = script_of(&p, &f, &style, file), *tsv = slurp(p.dir, "attention-copy-symbols-120.tsv");
    check_all(p.dir, 3.3, 1);
    script_says(script, "\ntitle = 'copy(symbols=120), trained to 20: attention at length 40'\n");
    script_says(script, "\nmissing_words = ''\n");
    check_shares(tsv);
    mem_free(script);
    mem_free(tsv);
    style.at = "12", style.width = 6.9, style.grey = true, style.scheme = "nope";
    script = script_of(&p, &f, &style, file);
    script_says(script, "attention at length 10'\n"); /* the greatest up to there */
    check_all(p.dir, 6.9, 1);
    mem_free(script);
    style.at = "soon";
    struct error err = {0};
    assert_false(plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, &err));
    assert_non_null(strstr(err.text, "--at: 'soon' is neither"));
    place_close(&p);
}

/* An arm without is named in the figure; where there is none at all, the error says how it comes to be stored. */
static void test_attention_missing(void **state) {
    (void)state;
    struct fixture f = with(3, 1, 6);
    f.attention = 2;
    struct place p = place_open(&f);
    struct plot_style style = plot_style_paper;
    style.task = "copy", style.figure = "attention";
    char *script = script_of(&p, &f, &style, "attention-copy-symbols-120.gp");
    script_says(script, "\nmissing_words = 'no attention stored: learned + offset'\n");
    check_all(p.dir, 3.3, 1);
    mem_free(script);
    style.scheme = "learned + offset";
    struct error err = {0};
    assert_false(plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, &err));
    script_says(err.text, "nothing to draw for --figure attention: no run has attention stored there");
    script_says(err.text, "add one (evaluate.lengths) and run the suite again");
    script_says(err.text, "'lexbench plot attention RUN'");
    place_close(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_highlight), cmocka_unit_test(test_colours_of_eight),
                                       cmocka_unit_test(test_borders), cmocka_unit_test(test_attention),
                                       cmocka_unit_test(test_attention_missing)};
    return cmocka_run_group_tests_name("figures of lines", tests, NULL, NULL);
}
