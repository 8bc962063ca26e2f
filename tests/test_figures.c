/* What a paper asks of a figure, read from the SVG of every kind of chart at the width of a column and of a page: type
 * of 7 points or more, no text outside the picture, no two texts over each other. */
#include "plots/chart.h"
#include "plots/point.h"
#include "tests/fixture_figures.h"

static void draw_at(const struct fixture *f, struct plot_style style, double width) {
    struct place p = place_open(f);
    struct error err = {0};
    style.width = width;
    if (!plots_write(p.store, f->suite, NULL, &style, p.dir, PLOT_SVG, &err)) fail_msg("%s", err.text);
    check_all(p.dir, width, 8);
    place_close(&p);
}

static void test_few_schemes(void **state) {
    (void)state;
    const struct fixture f = with(3, 2, 6);
    draw_at(&f, plot_style_paper, 3.3);
    draw_at(&f, plot_style_paper, 6.9);
    struct plot_style seeds = plot_style_paper;
    seeds.interval = "seeds", seeds.grey = true, seeds.size = 7;
    draw_at(&f, seeds, 3.3);
}

static void test_seven_schemes(void **state) {
    (void)state;
    const struct fixture f = with(7, 8, 7);
    draw_at(&f, plot_style_paper, 3.3);
    draw_at(&f, plot_style_paper, 6.9);
}

static void test_fourteen_schemes(void **state) {
    (void)state;
    const struct fixture f = with(14, 2, 6);
    draw_at(&f, plot_style_paper, 3.3);
    draw_at(&f, plot_style_paper, 6.9);
    draw_at(&f, plot_style_screen, 8);
}

/* A name that is longer than a column is wide goes on in the next line of the legend. */
static void test_long_labels(void **state) {
    (void)state;
    static const char *const labels[] = {"nope", "ROPE OF WIDE LETTERS, MORE THAN A COLUMN HAS",
                                         "Rope, BASE 1000000, WINDOW 4096, warmed up"};
    struct fixture f = with(3, 2, 6);
    f.label = labels;
    draw_at(&f, plot_style_paper, 3.3);
}

/* A panel's name goes on in the next line behind a plus sign, and not within a name; for LaTeX not within a command. */
static void test_names_break_between_parts(void **state) {
    (void)state;
    const char *labels[14];
    memcpy(labels, names, sizeof labels);
    labels[3] = "a_b_c_d_e_f_g_h_i_j_k_l";
    struct fixture f = with(14, 1, 6);
    f.label = labels;
    struct place p = place_open(&f);
    struct plot_style style = plot_style_paper;
    style.figure = "lengths", style.task = "copy";
    assert_true(plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG | PLOT_CAIROLATEX, NULL));
    char *svg = slurp(p.dir, "accuracy-copy-symbols-120.svg"),
         *tex = slurp(p.dir, "accuracy-copy-symbols-120-cairo.tex");
    assert_non_null(strstr(svg, "<text>sinusoidal+</text>"));
    assert_non_null(strstr(svg, "<text>alibi</text>"));
    assert_non_null(strstr(tex, "a\\_b\\_c\\_d\\_e\\_f\\_g\\_h\\_i\\_j\\_k\\_l"));
    mem_free(svg);
    mem_free(tex);
    place_close(&p);
}

/* Lines that one cannot see are named; where all are seen, none is. */
static void test_ties(void **state) {
    (void)state;
    struct fixture f = with(3, 2, 1);
    f.first_length = 1;
    for (int k = 0; k < 2; k++) {
        f.n_lengths = k ? 6 : 1;
        struct place p = place_open(&f);
        struct plot_style style = plot_style_paper;
        style.figure = "lengths,overview", style.task = "copy";
        assert_true(plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, NULL));
        char *lengths = slurp(p.dir, "accuracy-copy-symbols-120.gp"), *overview = slurp(p.dir, "overview.gp");
        assert_non_null(strstr(lengths, k ? "ties_words = ''\n"
                                          : "ties_words = 'under one line: nope, sinusoidal, learned + offset'\n"));
        assert_non_null(
            strstr(overview, k ? "ties_words[1] = ''\n"
                               : "ties_words[1] = 'under one line in copy(symbols=120): nope, sinusoidal, learned + "
                                 "offset'\n"));
        mem_free(lengths);
        mem_free(overview);
        place_close(&p);
    }
}

/* Small panels have the grey lines of all schemes as one drawing: one for each would read the numbers once for every
 * pair of schemes. */
static void test_panels_are_cheap(void **state) {
    (void)state;
    const struct fixture f = with(14, 2, 6);
    static const char *const files[] = {"accuracy-copy-symbols-120.svg", "training-copy-symbols-120.svg"};
    enum { PANELS = 15, DRAWINGS = 8 };
    struct place p = place_open(&f);
    struct plot_style style = plot_style_paper;
    style.figure = "lengths,training", style.task = "copy";
    assert_true(plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, NULL));
    for (int i = 0; i < 2; i++) {
        char *svg = slurp(p.dir, files[i]);
        const int drawings = count(svg, "<g id=\"gnuplot_plot_");
        assert_in_range(drawings, PANELS, PANELS * DRAWINGS);
        mem_free(svg);
    }
    place_close(&p);
}

/* A page finds what a chart drew of a series by its colour: those chosen have the colours of their own, and no grey
 * series has one. */
static void test_page_knows_colours(void **state) {
    (void)state;
    const struct fixture f = with(14, 2, 6);
    struct place p = place_open(&f);
    struct plot_style style = plot_style_paper;
    struct dataset dataset;
    struct figure_list list;
    style.figure = "overview";
    assert_true(dataset_open(p.store, f.suite, &style, &dataset, NULL));
    assert_true(figures_write(&dataset, p.dir, PLOT_SVG, true, &list, NULL));
    assert_int_equal(list.n, 1);
    struct page_series *series = point_series(&dataset, &list.figure[0]);
    int coloured = 0, before = 0;
    for (int k = 0; k < dataset.n_series; k++) {
        char name[64];
        snprintf(name, sizeof name, "] = '%s'; tic[", dataset.series[k].name);
        const bool chosen = strstr(text_of(&list.figure[0].script), name) != NULL;
        assert_int_equal(chosen, *series[k].colour != '\0');
        coloured += chosen;
        before += !chosen && coloured < 6;
        for (int other = 0; chosen && other < k; other++)
            assert_string_not_equal(series[other].colour, series[k].colour);
    }
    assert_int_equal(coloured, 6);
    assert_true(before > 0); /* a grey one before one in colour */
    point_series_free(series, dataset.n_series);
    figures_free(&list);
    dataset_close(&dataset);
    place_close(&p);
}

static void test_title_wraps(void **state) {
    (void)state;
    const struct fixture f = with(2, 1, 5);
    struct plot_style style = plot_style_paper;
    style.title = "A title of many words that no column of a paper has room for in one line, with 50 % more words";
    style.figure = "lengths,heatmap";
    struct place p = place_open(&f);
    assert_true(plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, NULL));
    check_all(p.dir, 3.3, 3);
    place_close(&p);
}

/* The attention profile of a scheme. */
static void test_scheme(void **state) {
    (void)state;
    static const char *const headers[] = {"head", "distance", "weight"};
    static const double widths[] = {3.3, 6.9};
    struct place p = place_open(NULL);
    struct table *rows = table_new(3, headers);
    for (int head = 0; head < 9; head++)
        for (int d = 0; d < 300; d++) {
            table_number(rows, head, "%.0f");
            table_number(rows, d, "%.0f");
            table_number(rows, exp(-0.01 * d * (head + 1)), "%.6g");
        }
    for (int w = 0; w < 2; w++) {
        struct plot_style style = plot_style_paper;
        struct error err = {0};
        style.width = widths[w];
        if (!plot_scheme(rows, "alibi+window(size=64)", 64, &style, p.dir, "alibi", PLOT_SVG, &err))
            fail_msg("%s", err.text);
        check_all(p.dir, widths[w], 1);
    }
    table_free(rows);
    place_close(&p);
}

/* What heads look at, few and many: beside each other, and in several rows. */
static void test_heads(void **state) {
    (void)state;
    static const char *const share[] = {"layer", "head", "entropy", "distance", "share"}, *const weight[] = {
                                                                                              "layer", "head", "query",
                                                                                              "key", "weight"};
    static const struct heads_about about[] = {{"Two heads", 2, 2, 12, 3.5}, {"Many heads", 2, 12, 0, 3.5}};
    static const double widths[] = {3.3, 6.9};
    enum { TOKENS = 20 };
    struct place p = place_open(NULL);
    for (int k = 0; k < 4; k++) {
        const struct heads_about *of = &about[k / 2];
        struct table *shares = table_new(5, share), *map = table_new(5, weight);
        for (int h = 0; h < of->layers * of->heads; h++) {
            for (int d = 0; d < 6; d++) {
                const double row[] = {h / of->heads + 1, h % of->heads + 1, 2.25, d ? 1 << (d - 1) : 0, 1.0 / 6};
                for (int c = 0; c < 5; c++) table_number(shares, row[c], "%.4f");
            }
            for (int q = 0; q < TOKENS * TOKENS; q++) {
                const double row[] = {h / of->heads + 1, h % of->heads + 1, q / TOKENS, q % TOKENS, 0.05};
                for (int c = 0; c < 5; c++) table_number(map, row[c], "%.4f");
            }
        }
        struct plot_style style = plot_style_paper;
        struct error err = {0};
        style.width = widths[k % 2];
        if (!plot_heads(shares, map, of, &style, p.dir, "heads", PLOT_SVG, &err)) fail_msg("%s", err.text);
        check_all(p.dir, style.width, 1);
        table_free(shares);
        table_free(map);
    }
    place_close(&p);
}

static void label_of(const char *task, struct text *out) { text_add(out, "Task of %zu letters", strlen(task)); }

/* Only what is asked for is drawn, and what is not there is named with what there is. */
static void test_choice(void **state) {
    (void)state;
    const struct fixture f = with(7, 1, 5);
    struct place p = place_open(&f);
    struct error err = {0};
    struct plot_style style = plot_style_paper;
    char **files;
    int n;
    style.figure = "lengths,training", style.scheme = "rope,learned + offset", style.task = "recall";
    style.task_label = label_of;
    if (!plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, &err)) fail_msg("%s", err.text);
    assert_true(dir_list(p.dir, ".svg", &files, &n, NULL));
    assert_int_equal(n, 2);
    dir_free(files, n);
    char *tsv = slurp(p.dir, "loss-recall-grow-gap-keys-8-values-8-pairs-4.tsv");
    assert_null(strstr(tsv, "alibi"));
    assert_non_null(strstr(tsv, "rope"));
    assert_non_null(strstr(tsv, "learned + offset"));
    mem_free(tsv);
    char *script = slurp(p.dir, "training-recall-grow-gap-keys-8-values-8-pairs-4.gp");
    assert_non_null(strstr(script, "\ntitle = 'Task of 40 letters, trained to 20'\n"));
    mem_free(script);
    static const struct {
        const char *figure, *scheme, *task, *says;
    } wrong[] = {{"lenghts", NULL, NULL, "no figure 'lenghts'"},
                 {NULL, "ropes", NULL, "--schemes: the suite has no scheme 'ropes'; it has nope; sinusoidal"},
                 {NULL, NULL, "sort", "--tasks: the suite has no task 'sort'; it has copy(symbols=120)"},
                 {"mixture", NULL, NULL, "nothing to draw for --figure mixture"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        style.figure = wrong[i].figure, style.scheme = wrong[i].scheme, style.task = wrong[i].task;
        assert_false(plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, &err));
        if (!strstr(err.text, wrong[i].says)) fail_msg("'%s' does not say '%s'", err.text, wrong[i].says);
    }
    place_close(&p);
}

/* Names have the separators of schemes=: semicolons where a name has commas; the comma before a setting is no
 * separator. */
static void test_names_with_commas(void **state) {
    (void)state;
    static const char *const labels[] = {"rope, layers=2", "rope, layers=4", "best, so far", "t5"};
    static const struct {
        const char *list, *has; /* labels by number */
    } cases[] = {{"rope", "12"},
                 {"rope, layers=2", "1"},
                 {"rope, layers=2,t5", "14"},
                 {"best, so far;t5", "34"},
                 {"t5;rope, layers=4", "24"},
                 {"t5, rope", "124"},
                 {"best, so far;", "3"},
                 {"best, so far", NULL},
                 {"rope, layers=3", NULL}};
    struct fixture f = with(4, 1, 5);
    f.label = labels;
    struct place p = place_open(&f);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plot_style style = plot_style_paper;
        struct dataset dataset;
        struct error err = {0};
        style.scheme = cases[i].list;
        const bool ok = dataset_open(p.store, f.suite, &style, &dataset, &err);
        if (ok != (cases[i].has != NULL)) fail_msg("--schemes '%s': %s", cases[i].list, err.text);
        if (!ok) continue;
        for (int l = 0; l < 4; l++)
            if ((dataset_style(&dataset, labels[l], "") > 0) != (strchr(cases[i].has, '1' + l) != NULL))
                fail_msg("--schemes '%s' and %s", cases[i].list, labels[l]);
        dataset_close(&dataset);
    }
    place_close(&p);
}

/* The head of a script decides: title, width, height and size of type are edited there. */
static void test_script_is_edited(void **state) {
    (void)state;
    const struct fixture f = with(3, 1, 5);
    struct place p = place_open(&f);
    struct plot_style style = plot_style_paper;
    char command[512];
    style.figure = "overview";
    assert_true(plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_SVG, NULL));
    snprintf(command, sizeof command,
             "cd %s && sed -i \"s/^title = .*/title = 'Edited'/; s/^width = [0-9.]*/width = 5/; s/^fontsize = "
             "[0-9.]*/fontsize = 9/\" "
             "overview.gp && gnuplot overview.gp",
             p.dir);
    assert_int_equal(system(command), 0);
    char *svg = slurp(p.dir, "overview.svg"), fault[256];
    if (svg_fault(svg, 5, 9, fault)) fail_msg("%s", fault);
    assert_non_null(strstr(svg, "<text>Edited<"));
    mem_free(svg);
    place_close(&p);
}

/* docs/figures.md has every chart of a suite: by its name, or by the one that --figure has for two. */
static void test_page_has_every_kind(void **state) {
    (void)state;
    char *list = slurp("plots", "list.h"), *page = slurp("docs", "figures.md");
    int kinds = 0;
    for (const char *at = list; (at = strstr(at, "\nCHART(")); kinds++) {
        char row[64], name[32];
        at += strlen("\nCHART(");
        snprintf(name, sizeof name, "%.*s", (int)strcspn(at, ")"), at);
        snprintf(row, sizeof row, "  # %s\n", strcmp(name, "accuracy") == 0 ? "lengths" : name);
        if (!strstr(page, row)) fail_msg("docs/figures.md has no command that ends with '%s'", row);
        snprintf(row, sizeof row, "images/figures/%s-full.svg", strcmp(name, "accuracy") == 0 ? "lengths" : name);
        assert_non_null(strstr(page, row));
    }
    assert_true(kinds > 10);
    mem_free(list);
    mem_free(page);
}

/* Names are escaped where LaTeX sets the type, and the picture for it lies beside. */
static void test_latex(void **state) {
    (void)state;
    static const char *const labels[] = {"a_b {50%} $x$ \\input{x}", "c & d # e"};
    struct fixture f = with(2, 1, 5);
    f.label = labels;
    struct place p = place_open(&f);
    struct error err = {0};
    struct plot_style style = plot_style_paper;
    style.figure = "overview", style.title = "100 % & more";
    if (!plots_write(p.store, f.suite, NULL, &style, p.dir, PLOT_CAIROLATEX | PLOT_TIKZ | PLOT_EPS, &err))
        fail_msg("%s", err.text);
    static const char *const pages[] = {"overview-cairo.tex", "overview-tikz.tex"};
    for (int i = 0; i < 2; i++) {
        char *tex = slurp(p.dir, pages[i]);
        assert_non_null(strstr(tex, "a\\_b \\{50\\%\\} \\$x\\$ \\textbackslash{}input\\{x\\}"));
        assert_non_null(strstr(tex, "c \\& d \\# e"));
        assert_non_null(strstr(tex, "100 \\% \\& more"));
        mem_free(tex);
    }
    mem_free(slurp(p.dir, "overview-cairo.pdf"));
    char *eps = slurp(p.dir, "overview.eps");
    assert_memory_equal(eps, "%!PS", 4);
    mem_free(eps);
    place_close(&p);
}

static void test_sizes_parse(void **state) {
    (void)state;
    struct plot_style s = plot_style_paper;
    struct error err = {0};
    assert_true(plot_width_parse("full", &s, &err) && s.width == 6.9);
    assert_true(plot_width_parse("slides", &s, &err) && s.width == 10 && s.size == 18);
    assert_true(plot_width_parse("8.4cm", &s, &err) && fabs(s.width - 8.4 / 2.54) < 1e-9);
    assert_true(plot_width_parse("240pt", &s, &err) && fabs(s.width - 240 / 72.0) < 1e-9);
    assert_true(plot_font_parse("Times New Roman,8", &s, &err) && s.size == 8);
    assert_string_equal(s.font, "Times New Roman");
    assert_true(plot_font_parse(",9", &s, &err) && s.size == 9);
    assert_string_equal(s.font, "Times New Roman");
    static const char *const widths[] = {"", "wide", "1in", "0", "-3in", "nan", "3.3inch", "99in"};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) assert_false(plot_width_parse(widths[i], &s, &err));
    static const char *const fonts[] = {"", "Times,6", "Times,x", "a'b,8", "a;b", "Times,8,9", "Times,nan"};
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++) assert_false(plot_font_parse(fonts[i], &s, &err));
    assert_false(plot_height_parse("tall", &s, &err));
    assert_false(plot_interval_parse("sem", &s, &err));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_few_schemes),
                                       cmocka_unit_test(test_seven_schemes),
                                       cmocka_unit_test(test_fourteen_schemes),
                                       cmocka_unit_test(test_long_labels),
                                       cmocka_unit_test(test_names_break_between_parts),
                                       cmocka_unit_test(test_panels_are_cheap),
                                       cmocka_unit_test(test_page_knows_colours),
                                       cmocka_unit_test(test_title_wraps),
                                       cmocka_unit_test(test_ties),
                                       cmocka_unit_test(test_scheme),
                                       cmocka_unit_test(test_heads),
                                       cmocka_unit_test(test_choice),
                                       cmocka_unit_test(test_names_with_commas),
                                       cmocka_unit_test(test_script_is_edited),
                                       cmocka_unit_test(test_latex),
                                       cmocka_unit_test(test_page_has_every_kind),
                                       cmocka_unit_test(test_sizes_parse)};
    return cmocka_run_group_tests_name("figures", tests, NULL, NULL);
}
