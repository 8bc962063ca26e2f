/* Figures over the settings of a grid: a heat map over two, curves over one. */
#include "tests/fixture_plots.h"
#include "tests/fixture_svg.h"

enum { LAYERS = 3, SYMBOLS = 2, SEEDS = 3 };
static const char *const labels[] = {"rope, layers=1", "rope, layers=2", "rope, layers=10",
                                     "none, layers=1", "none, layers=2", "none, layers=10"};
static const char *const tasks[] = {"sort(kind=unique,symbols=16)", "sort(kind=unique,symbols=20)"};
static const char *const layers[] = {"1", "2", "10"}, *const symbols[] = {"16", "20"};
static const struct fixture grid = {.suite = "depths",
                                    .about = "",
                                    .n_labels = 2 * LAYERS,
                                    .n_tasks = SYMBOLS,
                                    .n_seeds = SEEDS,
                                    .n_lengths = 4,
                                    .label = labels,
                                    .task = tasks,
                                    .train_length = 20,
                                    .first_length = 20};

/* The run of a fixture with settings that its name states. */
static void add_run(const struct fixture *f, struct store *store, int label, int task, int seed) {
    struct run_record r = fixture_run(f, label, task, seed);
    struct text config = {0};
    struct error err = {0};
    text_add(&config, "%smodel.layers = %s\ntask.symbols = %s\n", r.config, layers[label % LAYERS], symbols[task]);
    mem_free(r.config);
    r.config = config.data;
    sha256_hex(config.data, config.size, r.id);
    if (!store_ingest(store, &r, &err)) fail_msg("%s", err.text);
    run_record_free(&r);
}

static struct place open_fixture(const struct fixture *f) {
    struct place p = place_open(NULL);
    assert_true(store_add_suite(p.store, f->suite, "", "name: depths\n", NULL));
    for (int task = 0; task < f->n_tasks; task++)
        for (int label = 0; label < f->n_labels; label++)
            for (int seed = 1; seed <= f->n_seeds; seed++) add_run(f, p.store, label, task, seed);
    return p;
}

static struct place open_grid(void) { return open_fixture(&grid); }

static struct plot_style style_of(const char *x, const char *y, const char *at, double width) {
    struct plot_style style = plot_style_paper;
    style.figure = "grid", style.x = x, style.y = y, style.at = at, style.width = width;
    return style;
}

static void check_svg(const char *dir, const char *file, double width) {
    char *svg = slurp(dir, file), fault[256];
    if (svg_fault(svg, width, TYPE_LEAST, fault)) fail_msg("%s at %g in: %s", file, width, fault);
    mem_free(svg);
}

static void draw_styled(const struct place *p, const struct plot_style *style, const char *file) {
    struct error err = {0};
    if (!plots_write(p->store, grid.suite, NULL, style, p->dir, PLOT_SVG, &err)) fail_msg("%s", err.text);
    check_svg(p->dir, file, style->width);
}

/* Median of the seeds that fitted, of all where none did, from the numbers themselves. */
static double median_in(struct store *store, const char *label, const char *task, const char *length) {
    const char *parameters[] = {label, task, length};
    struct table *rows =
        store_query(store,
                    "SELECT exact FROM v_eval v WHERE label = ?1 AND task = ?2 AND length = CAST(?3 AS "
                    "INTEGER) AND (fitted OR NOT EXISTS (SELECT 1 FROM v_eval w WHERE w.label = v.label "
                    "AND w.task = v.task AND w.fitted)) ORDER BY exact",
                    parameters, 3, NULL);
    const int n = table_rows(rows);
    assert_true(n > 0);
    const double median = (table_value(rows, (n - 1) / 2, 0) + table_value(rows, n / 2, 0)) / 2;
    table_free(rows);
    return median;
}

static void test_heat_map(void **state) {
    (void)state;
    struct place p = open_grid();
    struct plot_style style = style_of("model.layers", "task.symbols", "2x", 3.3);
    style.outline = "17 + x / 5";
    draw_styled(&p, &style, "grid.svg");
    char *tsv = slurp(p.dir, "grid.tsv"), word[256];
    int line = 1;
    /* Scheme by scheme, and in each the values in their order as numbers: 10 is behind 2. */
    for (int scheme = 0; scheme < 2; scheme++)
        for (int y = 0; y < SYMBOLS; y++)
            for (int x = 0; x < LAYERS; x++, line++) {
                const char *label = labels[scheme * LAYERS + x];
                tsv_text(tsv, line, "label", word);
                assert_string_equal(word, scheme ? "none" : "rope");
                tsv_text(tsv, line, "task", word);
                assert_string_equal(word, "sort(kind=unique)");
                tsv_text(tsv, line, "x_value", word);
                assert_string_equal(word, layers[x]);
                assert_true(fabs(tsv_number(tsv, line, "median") - median_in(p.store, label, tasks[y], "40")) < 1e-12);
                assert_true(tsv_number(tsv, line, "runs") == SEEDS);
            }
    assert_null(line_at(tsv, line));
    char *script = slurp(p.dir, "grid.gp");
    assert_non_null(strstr(script, "limit[1] = 1\nlimit[2] = 1\nlimit[3] = 1\n"));
    mem_free(script);
    mem_free(tsv);
    style = style_of("task.symbols", "model.layers", "80", 6.9);
    style.outline = "x / 8";
    draw_styled(&p, &style, "grid.svg");
    script = slurp(p.dir, "grid.gp");
    assert_non_null(strstr(script, "limit[1] = 2\nlimit[2] = 2\n"));
    mem_free(script);
    place_close(&p);
}

static void test_curves(void **state) {
    (void)state;
    struct place p = open_grid();
    struct plot_style style = style_of("model.layers", NULL, "2x", 3.3);
    draw_styled(&p, &style, "setting.svg");
    style.width = 6.9, style.grey = true;
    draw_styled(&p, &style, "setting.svg");
    char *tsv = slurp(p.dir, "setting.tsv");
    assert_int_equal(count(tsv, "\n"), 1 + 2 * SYMBOLS * LAYERS * (1 + SEEDS));
    assert_true(tsv_number(tsv, 1, "x") == 1);
    assert_true(fabs(tsv_number(tsv, 1, "median") - median_in(p.store, labels[0], tasks[0], "40")) < 1e-12);
    mem_free(tsv);
    place_close(&p);
}

/* --schemes rope is all arms of the scheme. */
static void test_scheme_is_chosen(void **state) {
    (void)state;
    struct place p = open_grid();
    struct plot_style style = style_of("model.layers", NULL, "2x", 3.3);
    style.scheme = "rope";
    draw_styled(&p, &style, "setting.svg");
    char *tsv = slurp(p.dir, "setting.tsv");
    assert_non_null(strstr(tsv, "\trope\t"));
    assert_null(strstr(tsv, "none"));
    mem_free(tsv);
    place_close(&p);
}

/* Curves join the arms of a scheme. Of more than there are colours some are chosen; those named are in colour, and the
 * others grey, beside the best, the worst and the first. */
static void test_highlight(void **state) {
    (void)state;
    enum { SCHEMES = 10 };
    static const char *const scheme[SCHEMES] = {"rope", "none", "alibi", "t5",     "shaw",
                                                "fire", "cope", "xpos",  "kerple", "clex"};
    static char words[SCHEMES * LAYERS][32];
    const char *label[SCHEMES * LAYERS];
    for (int k = 0; k < SCHEMES * LAYERS; k++) {
        snprintf(words[k], sizeof words[k], "%s, layers=%s", scheme[k / LAYERS], layers[k % LAYERS]);
        label[k] = words[k];
    }
    struct fixture many = grid;
    many.n_labels = SCHEMES * LAYERS, many.label = label, many.n_seeds = 2;
    struct place p = open_fixture(&many);
    static const char *const named[] = {NULL, "cope,xpos", "cope, layers=2;xpos"};
    for (int k = 0; k < 3; k++) {
        struct plot_style style = style_of("model.layers", NULL, "2x", 3.3);
        style.highlight = named[k];
        draw_styled(&p, &style, "setting.svg");
        char *script = slurp(p.dir, "setting.gp"), *svg = slurp(p.dir, "setting.svg"), said[32];
        int series = atoi(strstr(script, "\nseries = ") + 10), others = atoi(strstr(script, "\nothers = ") + 10);
        assert_int_equal(series + others, SCHEMES);
        assert_in_range(series, k ? 3 : 2, k ? 5 : 6);
        assert_non_null(strstr(script, "label[1] = 'rope'"));
        assert_true(!k || (strstr(script, "] = 'cope'; style[") && strstr(script, "] = 'xpos'; style[")));
        snprintf(said, sizeof said, "grey: %d others", others);
        assert_non_null(strstr(svg, said));
        assert_int_equal(count(svg, "stroke='rgb(212, 212, 212)'"), SYMBOLS * others); /* a line in each panel */
        mem_free(script);
        mem_free(svg);
    }
    struct error err = {0};
    struct plot_style style = style_of("model.layers", NULL, "2x", 3.3);
    style.highlight = "rope,none,alibi,t5,shaw,fire,cope,xpos,kerple";
    assert_false(plots_write(p.store, many.suite, NULL, &style, p.dir, PLOT_SVG, &err));
    assert_non_null(strstr(err.text, "and there are colours for 8: name fewer"));
    style.highlight = "rope", style.y = "task.symbols";
    assert_false(plots_write(p.store, many.suite, NULL, &style, p.dir, PLOT_SVG, &err));
    assert_non_null(strstr(err.text, "the figure grid has no lines of schemes to make grey, as"));
    assert_non_null(strstr(err.text, "grid without --y"));
    place_close(&p);
}

static void test_errors(void **state) {
    (void)state;
    static const struct {
        const char *x, *y, *at, *outline, *says;
    } wrong[] = {{NULL, NULL, "2x", NULL, "--figure grid needs --x SETTING"},
                 {"model.layer", NULL, "2x", NULL,
                  "'model.layer' is evaluated at 2x; its runs differ in model.layers, task.symbols"},
                 {"model.layers", "task.kinds", "2x", NULL,
                  "--x and --y: nothing of the suite that has the setting 'task.kinds'"},
                 {"model.layers", NULL, "3x", NULL, "is evaluated at 3x"},
                 {"model.layers", NULL, "x", NULL, "--at: 'x' is neither a multiple"},
                 {"model.layers", NULL, "-2x", NULL, "--at: '-2x' is neither a multiple"},
                 {"model.layers", NULL, "2x", "x", "--outline is for a heat map"},
                 {"model.layers", "task.symbols", "2x", "2*", "--outline: column 3"}};
    struct place p = open_grid();
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct error err = {0};
        struct plot_style style = style_of(wrong[i].x, wrong[i].y, wrong[i].at, 3.3);
        style.outline = wrong[i].outline;
        if (plots_write(p.store, grid.suite, NULL, &style, p.dir, PLOT_SVG, &err)) fail_msg("no '%s'", wrong[i].says);
        if (!strstr(err.text, wrong[i].says)) fail_msg("'%s' does not say '%s'", err.text, wrong[i].says);
    }
    place_close(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_heat_map), cmocka_unit_test(test_curves),
                                       cmocka_unit_test(test_scheme_is_chosen), cmocka_unit_test(test_highlight),
                                       cmocka_unit_test(test_errors)};
    return cmocka_run_group_tests_name("figures over settings", tests, NULL, NULL);
}
